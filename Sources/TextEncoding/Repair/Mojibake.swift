/// UTF-8 that was once read as an encoding of one byte a character, and saved so: "MÃ¼ller" for "Müller".
///
/// Each byte of a character became a character of its own. The bytes are had back by writing the characters in that
/// encoding (bytes that it leaves undefined stand for themselves, as browsers have it: WHATWG Encoding Standard,
/// "windows-1252"), and where they then are UTF-8, that is what was meant: no language writes "Ã¼". What Greek, Cyrillic,
/// Central European and Mac programs made of it ("MΓΌller", "MГјller", "MĂĽller", "M√ºller") could be words of those
/// languages now and then, so it is believed where nearly all letters above ASCII are torn ones.
public struct Mojibake: Sendable {
  /// A place where a character was torn apart.
  public struct Place: Hashable, Sendable {
    /// Offset in bytes.
    public let offset: Int
    /// What stands there.
    public let found: String
    /// What was meant.
    public let meant: String
  }

  /// How many places there are.
  public private(set) var count = 0
  /// The first of them.
  public private(set) var first: Place?
  /// What the text was read as, by iconv's name.
  public private(set) var encoding = "WINDOWS-1252"
  private let page: TornPage

  /// How much of a text tells which encoding it was torn by.
  private static let sample = 1 << 18

  /// Looks for torn characters in `text`, which is UTF-8.
  ///
  /// - Complexity: O(n), fast over ASCII.
  public init(in text: UnsafeRawBufferPointer) {
    let page = TornPage.likeliest(for: UnsafeRawBufferPointer(rebasing: text.prefix(Self.sample)))
    self.page = page
    encoding = page.encoding
    // Every thread reads, and none writes.
    nonisolated(unsafe) let text = text
    let cuts = Self.cuts(of: text)
    let found = concurrentMap(cuts.count - 1) { Self.places(in: text, cuts[$0]..<cuts[$0 + 1], tornBy: page) }
    count = found.reduce(0) { $0 + $1.count }
    first = found.lazy.compactMap(\.first).first
  }

  /// How much of a text one core looks at, at least.
  private static let partSize = 1 << 18

  /// Where a text can be cut: behind ASCII, in which nothing is torn.
  private static func cuts(of text: UnsafeRawBufferPointer) -> [Int] {
    var cuts = [0]
    var cut = partSize
    while cut < text.count {
      if text[cut - 1] < 0x80 {
        cuts.append(cut)
        cut += partSize
      } else {
        cut += 1
      }
    }
    return cuts + [text.count]
  }

  private static func places(
    in text: UnsafeRawBufferPointer, _ range: Range<Int>, tornBy page: TornPage
  ) -> (count: Int, first: Place?) {
    var count = 0
    var first: Place?
    page.scan(UnsafeRawBufferPointer(rebasing: text[range])) { place, meant in
      count += 1
      if first == nil {
        let offset = range.lowerBound + place.lowerBound
        first = Place(
          offset: offset, found: String(decoding: text[offset..<offset + place.count], as: UTF8.self),
          meant: String(decoding: meant, as: UTF8.self))
      }
    } keep: { _ in
    }
    return (count, first)
  }

  /// `text`, which is UTF-8, with torn characters whole again; of text torn twice, both times.
  public static func repaired(_ text: UnsafeRawBufferPointer) -> [UInt8] {
    var result = Mojibake(in: text).repairedOnce(text)
    for _ in 0..<2 {
      let again = result.withUnsafeBytes { Mojibake(in: $0).repairedOnce($0) }
      if again.count == result.count { break }
      result = again
    }
    return result
  }

  private func repairedOnce(_ text: UnsafeRawBufferPointer) -> [UInt8] {
    var result: [UInt8] = []
    result.reserveCapacity(text.count)
    page.scan(text) { _, meant in
      result += meant
    } keep: {
      result += text[$0]
    }
    return result
  }
}
