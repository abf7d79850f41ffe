import Contacts

/// A text without what nobody meant to write: needless spaces, invisible characters, accents in two pieces.
struct TidyText {
  private(set) var text: String
  private(set) var hasTidiedSpaces = false
  private(set) var hasRemovedInvisibles = false
  private(set) var hasComposed = false

  /// - Parameter keepsLines: whether line ends stay (as line feeds) or become spaces.
  init(_ original: String, keepsLines: Bool) {
    var scalars = String.UnicodeScalarView()
    var pending: Unicode.Scalar?
    var previous: Unicode.Scalar = " "
    var isPlainest = true
    for scalar in original.unicodeScalars {
      defer { previous = scalar }
      if Self.isLineEnd(scalar) {
        if scalar == "\n", previous == "\r" { continue }
        if !keepsLines { hasTidiedSpaces = true }
        pending = keepsLines || pending == "\n" ? "\n" : " "
      } else if scalar == " " || Self.isOtherSpace(scalar) {
        if scalar != " " || pending != nil { hasTidiedSpaces = true }
        pending = pending ?? " "
      } else if Self.isInvisible(scalar) {
        hasRemovedInvisibles = true
      } else {
        if let space = pending {
          if scalars.isEmpty { hasTidiedSpaces = true } else { scalars.append(space) }
        }
        pending = nil
        scalars.append(scalar)
        if scalar.value >= Self.firstCombining { isPlainest = false }
      }
    }
    if pending != nil { hasTidiedSpaces = true }
    text = String(scalars)
    if isPlainest { return }
    let composed = text.composed
    if !composed.utf8.elementsEqual(text.utf8) {
      hasComposed = true
      text = composed
    }
  }

  /// A text of paragraphs: line ends become line feeds; only control characters and the blanks at its end are removed.
  init(paragraphs original: String) {
    var result = ""
    var length = 0
    var previous: Unicode.Scalar = " "
    for scalar in original.unicodeScalars {
      defer { previous = scalar }
      switch scalar.value {
      case 0x0A where previous == "\r": break
      case 0x0A, 0x0D: result.unicodeScalars.append("\n")
      case 0x09, 0x20: result.unicodeScalars.append(scalar)
      case 0x00...0x1F, 0x7F...0x9F, 0xFEFF, 0xFFF9...0xFFFB: hasRemovedInvisibles = true
      default:
        result.unicodeScalars.append(scalar)
        if !scalar.properties.isWhitespace { length = result.utf8.count }
      }
    }
    hasTidiedSpaces = length < result.utf8.count
    text = String(decoding: result.utf8.prefix(length), as: UTF8.self)
  }

  /// Whether a look at the bytes tells that nothing is to be tidied, and that the text is neither wrapped nor a word for
  /// "nothing": the case of nearly all texts.
  static func isPlain(_ text: String) -> Bool {
    var text = text
    return text.withUTF8 { bytes in
      guard let first = bytes.first else { return true }
      if Wrapping.mayBegin(with: first) || mayBeEmptyWord(bytes.count, first) { return false }
      if first == UInt8(ascii: " ") || bytes.last == UInt8(ascii: " ") { return false }
      return isPlainASCII(bytes) || isPlainUnicode(bytes)
    }
  }

  /// Whether there is nothing but visible signs of ASCII, and single spaces.
  private static func isPlainASCII(_ bytes: UnsafeBufferPointer<UInt8>) -> Bool {
    let high: UInt64 = 0x8080_8080_8080_8080
    // Of each byte the high bit tells: whether it is a space, and whether it is beyond ASCII, below a space, or DEL.
    var space: UInt64 = 0
    return bytes.allEights { eight in
      let spaces = ~((eight ^ 0x2020_2020_2020_2020) &+ 0x7F7F_7F7F_7F7F_7F7F) & high
      let others = (eight | ~(eight &+ 0x6060_6060_6060_6060) | (eight &+ 0x0101_0101_0101_0101)) & high
      let doubled = spaces & (spaces << 8 | space)
      space = spaces >> 56
      return others | doubled == 0
    }
  }

  private static func isPlainUnicode(_ bytes: UnsafeBufferPointer<UInt8>) -> Bool {
    var previous: UInt8 = 0
    for byte in bytes {
      switch byte {
      case UInt8(ascii: " "): if previous == byte { return false }
      // Latin letters with accents in one piece, Greek, Cyrillic, Hebrew, Arabic, Chinese, Japanese.
      case 0x21...0x7E, 0x80...0xBF, 0xC3...0xCB, 0xCE...0xD7, 0xE4...0xE9: break
      default: return false
      }
      previous = byte
    }
    return true
  }

  /// Whether a look at the bytes tells that nothing is to be tidied in a text of paragraphs.
  static func isPlain(paragraphs text: String) -> Bool {
    var text = text
    return text.withUTF8 { bytes in
      for byte in bytes {
        switch byte {
        case 0x20...0x7E, 0x09, 0x0A: break
        // What C2 and EF begin may be a control character.
        case 0x80...0xC1, 0xC3...0xEE, 0xF0...0xFF: break
        default: return false
        }
      }
      guard let last = bytes.last else { return true }
      if last < 0x80 { return last > 0x20 }
      // What E1, E2 and E3 begin may be a blank, which does not stay at the end.
      return !bytes.suffix(3).contains { (0xE1...0xE3).contains($0) }
    }
  }

  /// Whether a text is what people and spreadsheets write for "nothing".
  static func isEmptyWord(_ text: String) -> Bool {
    guard let first = text.utf8.first else { return false }
    return mayBeEmptyWord(text.utf8.count, first) && emptyWords.contains(text)
  }

  private static func mayBeEmptyWord(_ count: Int, _ first: UInt8) -> Bool {
    switch first {
    case UInt8(ascii: "n"), UInt8(ascii: "N"): count <= 4
    case UInt8(ascii: "-"), UInt8(ascii: "#"), UInt8(ascii: "?"), UInt8(ascii: "."), UInt8(ascii: "("), 0xE2:
      count <= 10
    default: false
    }
  }

  // "None" and "Null" are surnames, so they are not here.
  private static let emptyWords: Set<String> = [
    "-", "--", "---", "–", "—", "?", "??", ".", "n/a", "N/A", "n.a.", "N.A.", "#N/A", "#NAME?", "#REF!", "#VALUE!",
    "#NULL!", "#DIV/0!", "#NUM!", "(null)", "(none)", "(empty)", "NULL",
  ]

  /// Nothing below it is put together with what stands before.
  private static let firstCombining: UInt32 = 0x300

  private static func isLineEnd(_ scalar: Unicode.Scalar) -> Bool {
    scalar == "\n" || scalar == "\r" || scalar == "\u{2028}" || scalar == "\u{2029}" || scalar == "\u{85}"
  }

  private static func isOtherSpace(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0x09, 0x0B, 0x0C, 0xA0, 0x1680, 0x2000...0x200A, 0x202F, 0x205F, 0x3000: true
    default: false
    }
  }

  /// Characters without width: controls, direction marks, joiners, byte order marks, soft hyphens.
  private static func isInvisible(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0x00...0x1F, 0x7F...0x9F, 0xAD, 0x061C, 0x180E, 0x200B, 0x200E...0x200F, 0x202A...0x202E, 0x2060...0x2064,
      0x2066...0x206F, 0xFEFF, 0xFFF9...0xFFFB:
      true
    default: false
    }
  }
}
