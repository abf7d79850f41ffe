import Contacts

/// A text without what nobody meant to write: needless spaces, invisible characters, accents in two pieces.
struct TidyText {
  private(set) var text: String
  private(set) var hasTidiedSpaces = false
  private(set) var hasRemovedInvisibles = false
  private(set) var hasComposed = false

  /// - Parameter keepsLines: whether line ends stay (as line feeds) or become spaces.
  init(_ original: String, keepsLines: Bool) {
    var bytes: [UInt8] = []
    bytes.reserveCapacity(original.utf8.count)
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
          if bytes.isEmpty { hasTidiedSpaces = true } else { bytes.append(UInt8(ascii: space)) }
        }
        pending = nil
        if scalar.isASCII { bytes.append(UInt8(ascii: scalar)) } else { bytes.append(contentsOf: scalar.utf8) }
        if scalar.value >= Self.firstCombining { isPlainest = false }
      }
    }
    if pending != nil { hasTidiedSpaces = true }
    text = String(decoding: bytes, as: UTF8.self)
    if isPlainest { return }
    let composed = text.composed
    if !composed.utf8.elementsEqual(text.utf8) {
      hasComposed = true
      text = composed
    }
  }

  /// A text of paragraphs: line ends become line feeds; only control characters and the blanks at its end are removed.
  init(paragraphs original: String) {
    var bytes: [UInt8] = []
    bytes.reserveCapacity(original.utf8.count)
    var length = 0
    var previous: Unicode.Scalar = " "
    for scalar in original.unicodeScalars {
      defer { previous = scalar }
      switch scalar.value {
      case 0x21...0x7E:
        bytes.append(UInt8(ascii: scalar))
        length = bytes.count
      case 0x0A where previous == "\r": break
      case 0x0A, 0x0D: bytes.append(UInt8(ascii: "\n"))
      case 0x09, 0x20: bytes.append(UInt8(ascii: scalar))
      case 0x00...0x1F, 0x7F...0x9F, 0xFEFF, 0xFFF9...0xFFFB: hasRemovedInvisibles = true
      default:
        bytes.append(contentsOf: scalar.utf8)
        if !scalar.properties.isWhitespace { length = bytes.count }
      }
    }
    hasTidiedSpaces = length < bytes.count
    text = String(decoding: bytes.prefix(length), as: UTF8.self)
  }

  /// What a look at the bytes tells of a text.
  enum Look {
    /// Nothing is to be tidied, and the text is neither wrapped nor a word for "nothing": the case of nearly all texts.
    case plain
    /// Nothing is to be tidied.
    case tidy
    /// It needs more than a look.
    case untidy
  }

  static func look(at text: String) -> Look {
    text.withBytes { bytes in
      guard let first = bytes.first else { return .plain }
      if first == UInt8(ascii: " ") || bytes.last == UInt8(ascii: " ") { return .untidy }
      guard isPlainASCII(bytes) || isPlainUnicode(bytes) else { return .untidy }
      return Wrapping.mayBegin(with: first) || mayBeEmptyWord(bytes) ? .tidy : .plain
    }
  }

  /// Whether there is nothing but visible signs of ASCII, and single spaces.
  @inline(__always)
  private static func isPlainASCII(_ bytes: UnsafeBufferPointer<UInt8>) -> Bool {
    let high: UInt64 = 0x8080_8080_8080_8080
    // Of each byte the high bit tells: whether it is a space, and whether it is beyond ASCII, below a space, or DEL.
    return bytes.allEights { eight in
      let spaces = ~((eight ^ 0x2020_2020_2020_2020) &+ 0x7F7F_7F7F_7F7F_7F7F) & high
      let others = (eight | ~(eight &+ 0x6060_6060_6060_6060) | (eight &+ 0x0101_0101_0101_0101)) & high
      return others | spaces & spaces << 8 == 0
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
    text.withBytes { bytes in
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
  static func isEmptyWord(_ text: String) -> Bool { text.withBytes { mayBeEmptyWord($0) } && emptyWords.contains(text) }

  /// Whether a look at the first bytes does not tell that a text is none of ``emptyWords``.
  @inline(__always)
  private static func mayBeEmptyWord(_ bytes: UnsafeBufferPointer<UInt8>) -> Bool {
    guard let first = bytes.first, bytes.count <= 7 else { return false }
    switch first {
    case UInt8(ascii: "n"), UInt8(ascii: "N"):
      return bytes.count > 2 && (bytes[1] < UInt8(ascii: "0") || bytes[1] == UInt8(ascii: "U"))
    case UInt8(ascii: "("): return bytes.count > 2 && bytes[1] > UInt8(ascii: "9")
    case UInt8(ascii: "-"), UInt8(ascii: "#"), UInt8(ascii: "?"), UInt8(ascii: "."), 0xE2: return true
    default: return false
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
