/// Letters as they are compared: without case, accents and script, so that "MÜLLER", "Müller" and "muller" are equal.
///
/// Latin letters lose their accents (Unicode's decompositions, and a stroke or dot that has none), Greek and Cyrillic
/// are written in Latin letters as passports do (ISO 9 is exact, but nobody's spreadsheet holds it), other scripts stay
/// as they are. What is neither letter nor digit parts two words; an apostrophe inside a word parts nothing.
enum Folding {
  static let space: UInt8 = 0x20

  /// Appends `text`, folded, its words parted by single spaces, without one at either end.
  ///
  /// - Parameter dotsPart: whether a full stop parts words; it does in "J.R. Smith", and does not in "S.A.".
  static func fold(_ text: String, dotsPart: Bool = true, into bytes: inout [UInt8]) {
    let start = bytes.count
    var text = text
    text.withUTF8 { bytes.append(contentsOf: $0) }
    if let end = fold(ascii: &bytes, dotsPart: dotsPart, from: start) {
      bytes.removeLast(bytes.count - end)
    } else {
      bytes.removeLast(bytes.count - start)
      fold(scalarsOf: text, dotsPart: dotsPart, into: &bytes)
    }
    if bytes.count > start, bytes[bytes.count - 1] == space { bytes.removeLast() }
  }

  /// Folds a text that is not all ASCII; there may be a space at its end.
  static func fold(scalarsOf text: String, dotsPart: Bool, into bytes: inout [UInt8]) {
    let start = bytes.count
    for scalar in text.unicodeScalars {
      if scalar.isASCII {
        append(ascii: UInt8(truncatingIfNeeded: scalar.value), dotsPart: dotsPart, from: start, into: &bytes)
      } else {
        append(scalar, from: start, into: &bytes)
      }
    }
  }

  /// Folds what stands from `start` on in its place, for that makes nothing longer.
  ///
  /// - Returns: its new end; nil, and `bytes` as they were, where not all of it is ASCII.
  private static func fold(ascii bytes: inout [UInt8], dotsPart: Bool, from start: Int) -> Int? {
    bytes.withUnsafeMutableBufferPointer { bytes in
      var all: UInt8 = 0
      for index in start..<bytes.count { all |= bytes[index] }
      if all >= 0x80 { return nil }
      var end = start
      for index in start..<bytes.count {
        let letter = folded(ascii: bytes[index], dotsPart: dotsPart)
        if letter == 0 || letter == space && (end == start || bytes[end - 1] == space) { continue }
        bytes[end] = letter
        end += 1
      }
      return end
    }
  }

  /// `text`, folded.
  static func folded(_ text: String) -> [UInt8] {
    var bytes: [UInt8] = []
    fold(text, into: &bytes)
    return bytes
  }

  private static func append(ascii byte: UInt8, dotsPart: Bool, from start: Int, into bytes: inout [UInt8]) {
    let letter = folded(ascii: byte, dotsPart: dotsPart)
    if letter == space { appendSpace(from: start, into: &bytes) } else if letter != 0 { bytes.append(letter) }
  }

  private static func appendSpace(from start: Int, into bytes: inout [UInt8]) {
    if bytes.count > start, bytes[bytes.count - 1] != space { bytes.append(space) }
  }

  private static func append(_ scalar: Unicode.Scalar, from start: Int, into bytes: inout [UInt8]) {
    let value = scalar.value
    switch value {
    case 0xC0..<0x250: append(FoldingTable.latin, value - 0xC0, scalar, from: start, into: &bytes)
    case 0x1E00..<0x1F00: append(FoldingTable.latinAdditional, value - 0x1E00, scalar, from: start, into: &bytes)
    case 0x300..<0x370, 0x2019, 0x2BC, 0xAD, 0x200B...0x200F, 0xFEFF: break
    case 0x370..<0x400, 0x400..<0x500:
      let small = scalar.properties.lowercaseMapping
      bytes.append(contentsOf: (FoldingTable.spelled[small] ?? small).utf8)
    // Arabic as it is typed: with and without hamza and vowel signs, its last letters dotted or not, long or short.
    case 0x622, 0x623, 0x625, 0x671: bytes.append(contentsOf: "\u{627}".utf8)
    case 0x629: bytes.append(contentsOf: "\u{647}".utf8)
    case 0x649, 0x6CC: bytes.append(contentsOf: "\u{64A}".utf8)
    case 0x6A9: bytes.append(contentsOf: "\u{643}".utf8)
    case 0x640, 0x64B...0x65F, 0x670: break
    case 0xFF01...0xFF5E:
      append(ascii: UInt8(truncatingIfNeeded: value - 0xFEE0), dotsPart: true, from: start, into: &bytes)
    default:
      if scalar.properties.isAlphabetic || scalar.properties.numericType != nil {
        bytes.append(contentsOf: scalar.properties.lowercaseMapping.utf8)
      } else {
        appendSpace(from: start, into: &bytes)
      }
    }
  }

  private static func append(
    _ table: StaticString, _ index: UInt32, _ scalar: Unicode.Scalar, from start: Int, into bytes: inout [UInt8]
  ) {
    let letter = table.utf8Start[Int(index)]
    switch letter {
    case space: appendSpace(from: start, into: &bytes)
    case UInt8(ascii: "?"):
      let small = scalar.properties.lowercaseMapping
      bytes.append(contentsOf: (FoldingTable.spelled[small] ?? small).utf8)
    default: bytes.append(letter)
    }
  }
}
