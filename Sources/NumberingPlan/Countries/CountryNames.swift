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

/// The table of names, hashed.
private struct CountryIndex: Sendable {
  private var codes: [FoldedName: String] = [:]

  init() {
    for line in CountryNames.table.description.utf8.split(separator: 0x0A) {
      let words = line.split(separator: 0x20)
      guard let code = words.first.map({ String(decoding: $0, as: UTF8.self) }) else { continue }
      for word in [FoldedName(code)] + words.dropFirst().map(FoldedName.init(folded:)) { codes[word] = code }
    }
  }

  func code(of name: FoldedName) -> String? { codes[name] }
}

extension Unicode.GeneralCategory {
  fileprivate var isLetter: Bool {
    switch self {
    case .uppercaseLetter, .lowercaseLetter, .titlecaseLetter, .modifierLetter, .otherLetter: true
    default: false
    }
  }
}
