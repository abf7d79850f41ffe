/// The alphabet of written numbers: one byte a character, so that every rule is about bytes.
///
/// ASCII stands for itself. Of the rest of Unicode only a few characters mean something in a number; each of those,
/// and the classes that are left, has a byte from 0x80. Which they are follows libphonenumber's patterns, matched
/// without regard to case, down to the Turkish i and the long s.
enum Symbol {
  /// 0x80 to 0x89: a decimal digit of another script.
  static let foreignDigit: UInt8 = 0x80
  /// U+FF0B.
  static let widePlus: UInt8 = 0x90
  /// A dash, space or bracket that may stand between digits.
  static let punctuation: UInt8 = 0x91
  /// U+00A0, between digits and before an extension.
  static let noBreakSpace: UInt8 = 0x92
  /// U+FF0E, between digits and after an extension's label.
  static let wideStop: UInt8 = 0x93
  /// U+FF5E, between digits and an extension's label.
  static let wideTilde: UInt8 = 0x94
  /// U+FF03, an extension's label.
  static let wideHash: UInt8 = 0x95
  /// Fullwidth letters of the labels `ext` and `int`.
  static let wideE: UInt8 = 0xA0
  static let wideX: UInt8 = 0xA1
  static let wideT: UInt8 = 0xA2
  static let wideN: UInt8 = 0xA3
  static let wideI: UInt8 = 0xA4
  /// Cyrillic letters of the label `доб`.
  static let cyrillicD: UInt8 = 0xA5
  static let cyrillicO: UInt8 = 0xA6
  static let cyrillicB: UInt8 = 0xA7
  /// The accented letter of `extensión`, and the accent alone.
  static let acuteO: UInt8 = 0xA8
  static let acute: UInt8 = 0xA9
  /// Letters that equal an ASCII letter but for case: U+017F is an s, U+0131 and U+0130 an i, U+212A a k.
  static let longS: UInt8 = 0xB0
  static let dotlessI: UInt8 = 0xB1
  static let dottedI: UInt8 = 0xB2
  static let kelvin: UInt8 = 0xB3
  /// Any other letter or number.
  static let word: UInt8 = 0xC0
  /// Anything else, invalid UTF-8 too.
  static let other: UInt8 = 0xC1

  /// The symbol of a character beyond ASCII.
  static func of(_ scalar: Unicode.Scalar) -> UInt8 {
    switch scalar.value {
    case 0xA0: noBreakSpace
    case 0xAD, 0x200B, 0x2010...0x2015, 0x2053, 0x2060, 0x2212, 0x223C, 0x3000, 0x30FC, 0xFF08, 0xFF09, 0xFF0D, 0xFF0F,
      0xFF3B, 0xFF3D:
      punctuation
    case 0xD3, 0xF3: acuteO
    case 0x130: dottedI
    case 0x131: dotlessI
    case 0x17F: longS
    case 0x301: acute
    case 0x411, 0x431: cyrillicB
    case 0x414, 0x434, 0x1C81: cyrillicD
    case 0x41E, 0x43E, 0x1C82: cyrillicO
    case 0x212A: kelvin
    case 0xFF03: wideHash
    case 0xFF0B: widePlus
    case 0xFF0E: wideStop
    case 0xFF10...0xFF19: foreignDigit + UInt8(truncatingIfNeeded: scalar.value - 0xFF10)
    case 0xFF25, 0xFF45: wideE
    case 0xFF29, 0xFF49: wideI
    case 0xFF2E, 0xFF4E: wideN
    case 0xFF34, 0xFF54: wideT
    case 0xFF38, 0xFF58: wideX
    case 0xFF5E: wideTilde
    default:
      switch scalar.properties.generalCategory {
      case .decimalNumber: foreignDigit + UInt8(scalar.properties.numericValue ?? 0)
      case .uppercaseLetter, .lowercaseLetter, .titlecaseLetter, .modifierLetter, .otherLetter, .letterNumber,
        .otherNumber:
        word
      default: other
      }
    }
  }

  @inline(__always)
  static func isDigit(_ symbol: UInt8) -> Bool {
    symbol &- 0x30 < 10 || symbol &- foreignDigit < 10
  }

  /// The value of a digit of whatever script.
  @inline(__always)
  static func digit(_ symbol: UInt8) -> UInt8 { symbol & 0xF }

  @inline(__always)
  static func isLetter(_ symbol: UInt8) -> Bool { (symbol | 0x20) &- UInt8(ascii: "a") < 26 }

  @inline(__always)
  static func isPlus(_ symbol: UInt8) -> Bool { symbol == UInt8(ascii: "+") || symbol == widePlus }

  /// What may stand between digits and means nothing, `x` and tilde apart, which may also begin an extension.
  @inline(__always)
  static func isPlainFiller(_ symbol: UInt8) -> Bool {
    switch symbol {
    case UInt8(ascii: " "), UInt8(ascii: "-"), UInt8(ascii: "("), UInt8(ascii: ")"), UInt8(ascii: "."),
      UInt8(ascii: "/"), UInt8(ascii: "["), UInt8(ascii: "]"), UInt8(ascii: "*"):
      true
    default: false
    }
  }

  /// What may stand between the first digits of a number.
  static func isFiller(_ symbol: UInt8) -> Bool {
    isPlainFiller(symbol) || symbol | 0x20 == UInt8(ascii: "x") || symbol == UInt8(ascii: "~")
      || symbol &- punctuation < 4
  }

  /// What may follow the first three digits.
  static func isBody(_ symbol: UInt8) -> Bool {
    isDigit(symbol) || isFiller(symbol) || isLetter(symbol) || symbol &- longS < 4
  }

  /// A letter or number of any script: what a number may end with.
  static func isWord(_ symbol: UInt8) -> Bool {
    isDigit(symbol) || isLetter(symbol)
      || (symbol >= wideE && symbol != acute && symbol != other)
  }

  /// What may stand before the label of an extension, commas included.
  static func isGap(_ symbol: UInt8) -> Bool { isSpace(symbol) || symbol == UInt8(ascii: ",") }

  static func isSpace(_ symbol: UInt8) -> Bool {
    symbol == UInt8(ascii: " ") || symbol == noBreakSpace || symbol == UInt8(ascii: "\t")
  }

  /// The digit that a letter has on a telephone's keys; nil for what has none. ITU-T E.161.
  static func key(_ symbol: UInt8) -> UInt8? {
    if symbol == longS { return 7 }
    if symbol == dotlessI { return 4 }
    switch symbol | 0x20 {
    case UInt8(ascii: "a")...UInt8(ascii: "c"): return 2
    case UInt8(ascii: "d")...UInt8(ascii: "f"): return 3
    case UInt8(ascii: "g")...UInt8(ascii: "i"): return 4
    case UInt8(ascii: "j")...UInt8(ascii: "l"): return 5
    case UInt8(ascii: "m")...UInt8(ascii: "o"): return 6
    case UInt8(ascii: "p")...UInt8(ascii: "s"): return 7
    case UInt8(ascii: "t")...UInt8(ascii: "v"): return 8
    case UInt8(ascii: "w")...UInt8(ascii: "z"): return 9
    default: return nil
    }
  }
}
