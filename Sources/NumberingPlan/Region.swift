internal import CNumberingTables

/// A region that has a numbering plan: two letters of ISO 3166-1.
///
/// ```swift
/// Region("GB")?.callingCode         // 44
/// Region("UK")                      // nil
/// Region.suggestions(for: "UK")     // [GB]
/// ```
///
/// One byte, known to be in the metadata. Making one from text takes a binary search.
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
    guard code.count == 2 else { return nil }
    let wanted = (code[0] & 0xDF, code[1] & 0xDF)
    var (low, high) = (0, Plan.regionCount)
    while low < high {
      let middle = (low + high) / 2
      let name = Plan(index: middle).name
      if (name.0, name.1) < wanted { low = middle + 1 } else { high = middle }
    }
    guard low < Plan.regionCount, (Plan(index: low).name.0, Plan(index: low).name.1) == wanted,
      code.allSatisfy({ $0 & 0xC0 == 0x40 })
    else { return nil }
    index = UInt8(low)
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
    var bytes: [UInt8] = []
    append(to: &bytes)
    return String(decoding: bytes, as: UTF8.self)
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
  /// What may have been meant by a code that is none, best first, at most three: the region of a calling code
  /// (`+49`), of a code with letters too many (`USA`), or one that differs in a letter.
  public static func suggestions(for text: String) -> [Region] {
    let letters = text.uppercased().filter { !$0.isWhitespace && $0 != "+" }
    if let code = Int(letters), let row = CallingCode(max(code, 0)), row.main.index < Plan.regionCount {
      return [Region(plan: row.main)]
    }
    let known = ["UK": "GB", "EN": "GB", "ENG": "GB", "GER": "DE", "SUI": "CH", "DEN": "DK", "SWE": "SE", "AUT": "AT"]
    if let region = known[letters].flatMap({ Region($0) }) ?? Region(letters.prefix(2)) { return [region] }
    let near = all.filter { region in zip(region.code, letters).contains { $0 == $1 } }
    return Array(near.prefix(3))
  }
}
