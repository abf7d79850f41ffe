internal import CNumberingTables

/// A region that has a numbering plan: two letters of ISO 3166-1.
///
/// ```swift
/// Region("GB")?.callingCode         // 44
/// Region("UK")                      // nil
/// Region.suggestions(for: "UK")     // [GB]
/// ```
///
/// One byte, known to be in the metadata. Making one from text takes one look-up in a table.
public struct Region: Hashable, Sendable, BitwiseCopyable, Comparable {
  /// Its plan's row; ``world`` follows the last region.
  private let index: UInt8

  /// The region of a code of two letters, in either case; nil where the metadata has none.
  public init?(_ code: some StringProtocol) {
    var code = String(code)
    guard let region = code.withUTF8({ Region(UnsafeRawBufferPointer($0)) }) else { return nil }
    self = region
  }

  /// The same from bytes of ASCII.
  public init?(_ code: UnsafeRawBufferPointer) {
    guard code.count == 2, Symbol.isLetter(code[0]), Symbol.isLetter(code[1]) else { return nil }
    let letters = 26 * Int(code[0] & 0x1F) + Int(code[1] & 0x1F) - 27
    let found = numbering_get_region_index()[letters]
    if found == 0 { return nil }
    index = found - 1
  }

  init(plan: Plan) {
    index = UInt8(truncatingIfNeeded: min(plan.index, Plan.regionCount))
  }

  /// What libphonenumber calls `001`: where numbers of +800, +883 and such belong. No numbers are dialled from it.
  public static var world: Region { Region(plan: Plan(index: Plan.regionCount)) }

  /// Every region of the metadata, in the order of their codes, without ``world``.
  public static var all: [Region] { (0..<Plan.regionCount).map { Region(plan: Plan(index: $0)) } }

  /// The two letters, or `001`.
  public var code: String {
    let name = plan.name
    return String(unsafeUninitializedCapacity: 3) { bytes in
      (bytes[0], bytes[1]) = (name.0, name.1)
      guard self == .world else { return 2 }
      bytes[2] = name.2
      return 3
    }
  }

  /// Adds ``code`` to bytes of ASCII.
  public func append(to bytes: inout [UInt8]) {
    let name = plan.name
    bytes.append(name.0)
    bytes.append(name.1)
    if self == .world { bytes.append(name.2) }
  }

  /// The country calling code, without its plus sign; 0 for ``world``, which has several.
  public var callingCode: Int { self == .world ? 0 : plan.callingCode }

  var plan: Plan { Plan(index: Int(index)) }

  /// Orders by code; ``world`` is last.
  public static func < (a: Region, b: Region) -> Bool { a.index < b.index }
}

extension Region: CustomStringConvertible {
  /// ``code``.
  public var description: String { code }
}

extension Region {
  /// What may have been meant by a text that is no code, best first, at most three: the region of a country's name or
  /// three letters (`Germany`, `USA`), of a calling code (`+49`), else those with most letters in common.
  public static func suggestions(for text: String) -> [Region] {
    if let region = CountryNames.region(of: text) { return [region] }
    let all = self.all
    let letters = text.uppercased().filter { $0 != " " && $0 != "+" }
    if let code = Int(letters), let row = CallingCode(code) {
      return row.main.index < Plan.regionCount ? [Region(plan: row.main)] : []
    }
    let shared = all.map { region in zip(region.code, letters).count { $0 == $1 } }
    let near = all.indices.filter { shared[$0] > 0 }.sorted { (-shared[$0], $0) < (-shared[$1], $1) }
    return near.prefix(3).map { all[$0] }
  }
}
