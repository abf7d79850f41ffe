/// Which country a text names: in any of some twenty languages, by its code, or by what people write.
///
/// ```swift
/// CountryNames.code(of: "Deutschland")  // "DE"
/// CountryNames.code(of: "U.S.A.")       // "US"
/// CountryNames.region(of: "Türkiye")    // Region("TR")
/// CountryNames.code(of: "Atlantis")     // nil
/// ```
///
/// Case, accents, spaces and punctuation do not count. Names are those of the Unicode CLDR with ISO 3166-1's codes of
/// two and three letters, the letters of European postal codes (`D-`, `CH-`), and common names that are none of these
/// (`UK`, `Holland`, `England`).
public enum CountryNames {
  /// The code of ISO 3166-1 with two letters; nil where the text names no country.
  ///
  /// - Complexity: linear in the text, of which nothing longer than 80 bytes is looked up.
  public static func code(of text: String) -> String? {
    guard text.utf8.count <= 160 else { return nil }
    return index.code(of: FoldedName(text))
  }

  /// The same from UTF-8.
  public static func code(of text: UnsafeRawBufferPointer) -> String? {
    text.count <= 160 ? code(of: String(decoding: text, as: UTF8.self)) : nil
  }

  /// The region whose numbering plan the country has; nil where the text names no country with one.
  public static func region(of text: String) -> Region? { code(of: text).flatMap { Region($0) } }

  private static let index = CountryIndex()
}

/// A name without what does not count.
struct FoldedName: Hashable {
  private(set) var bytes: [UInt8] = []

  init(_ text: String) {
    bytes.reserveCapacity(text.utf8.count)
    for scalar in text.unicodeScalars {
      switch scalar {
      case "a"..."z": bytes.append(UInt8(truncatingIfNeeded: scalar.value))
      case "A"..."Z": bytes.append(UInt8(truncatingIfNeeded: scalar.value | 0x20))
      case "\u{0}"..."\u{7F}": break
      default: appendSmall(scalar)
      }
    }
  }

  /// A name that is folded already.
  init(folded bytes: some Sequence<UInt8>) { self.bytes = Array(bytes) }

  private mutating func appendSmall(_ scalar: Unicode.Scalar) {
    for small in scalar.properties.lowercaseMapping.unicodeScalars {
      if let base = Self.bases[small] {
        bytes += base.utf8
      } else if small.properties.isAlphabetic, small.properties.generalCategory.isLetter {
        bytes += String(small).utf8
      }
    }
  }

  /// What small letters fold to.
  private static let bases: [Unicode.Scalar: String] = {
    var bases: [Unicode.Scalar: String] = [:]
    for entry in CountryNames.foldings.description.split(whereSeparator: \.isWhitespace) {
      guard let letter = entry.unicodeScalars.first else { continue }
      bases[letter] = String(entry.unicodeScalars.dropFirst())
    }
    return bases
  }()
}

/// The table of names, hashed where it lies: every run that meets a country builds it anew.
private struct CountryIndex: Sendable {
  /// Where a name is in the table, and where the line is that begins with its code; nothing of length 0.
  private struct Entry {
    var start: Int32 = 0
    var length: Int32 = 0
    var line: Int32 = 0
  }

  private var slots = [Entry](repeating: Entry(), count: 1 << 13)
  private static var table: UnsafeBufferPointer<UInt8> {
    UnsafeBufferPointer(start: CountryNames.table.utf8Start, count: CountryNames.table.utf8CodeUnitCount)
  }

  init() {
    let table = Self.table
    var line = 0
    var start = 0
    for end in 0...table.count where end == table.count || table[end] <= 0x20 {
      if end > start {
        // Codes stand there in capitals.
        let name = table[start..<end].map { start == line ? $0 | 0x20 : $0 }
        let slot = slot(of: name)
        slots[slot] = Entry(start: Int32(start), length: Int32(end - start), line: Int32(line))
      }
      start = end + 1
      if end < table.count, table[end] == 0x0A { line = start }
    }
  }

  func code(of name: FoldedName) -> String? {
    let entry = slots[slot(of: name.bytes)]
    if entry.length == 0 { return nil }
    return String(decoding: Self.table[Int(entry.line)...].prefix { $0 > 0x20 }, as: UTF8.self)
  }

  /// Where a name is, or would be.
  private func slot(of name: [UInt8]) -> Int {
    var hash: UInt64 = 0xCBF2_9CE4_8422_2325
    for byte in name { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01B3 }
    var slot = Int(truncatingIfNeeded: hash >> 32) & (slots.count - 1)
    while slots[slot].length > 0, !isName(slots[slot], name) { slot = (slot + 1) & (slots.count - 1) }
    return slot
  }

  private func isName(_ entry: Entry, _ name: [UInt8]) -> Bool {
    guard Int(entry.length) == name.count else { return false }
    let known = Self.table[Int(entry.start)...].prefix(name.count)
    return known.elementsEqual(name) || entry.start == entry.line && known.lazy.map { $0 | 0x20 }.elementsEqual(name)
  }
}

extension Unicode.GeneralCategory {
  fileprivate var isLetter: Bool {
    switch self {
    case .uppercaseLetter, .lowercaseLetter, .titlecaseLetter, .modifierLetter, .otherLetter: true
    default: false
    }
  }
}
