/// A written number as symbols: the text itself where it is ASCII.
typealias Symbols = UnsafeBufferPointer<UInt8>

/// UTF-8 to ``Symbol``s.
enum Transcoder {
  /// Writes the symbols of a text, at most `symbols.count`, and returns how many characters there are; more than that
  /// where the text is longer. Where bytes are not UTF-8, each part that could have begun a character counts as one.
  static func transcode(_ text: UnsafeRawBufferPointer, into symbols: UnsafeMutableBufferPointer<UInt8>) -> Int {
    var (position, count) = (0, 0)
    while position < text.count {
      if count == symbols.count { return count + 1 }
      if text[position] < 0x80 {
        symbols[count] = text[position]
        position += 1
      } else {
        let (scalar, length) = character(text, at: position)
        symbols[count] = scalar.map(Symbol.of) ?? Symbol.other
        position += length
      }
      count += 1
    }
    return count
  }

  /// The byte range of characters of a text, counted as ``transcode(_:into:)`` does.
  static func bytes(of characters: Range<Int>, in text: UnsafeRawBufferPointer) -> Range<Int> {
    var (position, count, start) = (0, 0, 0)
    while position < text.count, count < characters.upperBound {
      if count == characters.lowerBound { start = position }
      position += text[position] < 0x80 ? 1 : character(text, at: position).length
      count += 1
    }
    return start..<position
  }

  /// The character that begins with a byte from 0x80, or nil with the length of what could have begun one.
  /// The Unicode Standard, section 3.9, table 3-7.
  private static func character(_ text: UnsafeRawBufferPointer, at start: Int) -> (Unicode.Scalar?, length: Int) {
    let lead = text[start]
    let (length, second): (Int, ClosedRange<UInt8>) =
      switch lead {
      case 0xC2...0xDF: (2, 0x80...0xBF)
      case 0xE0: (3, 0xA0...0xBF)
      case 0xED: (3, 0x80...0x9F)
      case 0xE1...0xEF: (3, 0x80...0xBF)
      case 0xF0: (4, 0x90...0xBF)
      case 0xF1...0xF3: (4, 0x80...0xBF)
      case 0xF4: (4, 0x80...0x8F)
      default: (1, 0...0)
      }
    var value = UInt32(lead & (length == 2 ? 0x1F : length == 3 ? 0xF : 7))
    for offset in 1..<max(length, 2) {
      let valid = offset == 1 ? second : 0x80...0xBF
      guard length > 1, start + offset < text.count, valid.contains(text[start + offset]) else { return (nil, offset) }
      value = value << 6 | UInt32(text[start + offset] & 0x3F)
    }
    return (Unicode.Scalar(value), length)
  }
}

extension UnsafeBufferPointer<UInt8> {
  /// The first place of a text of ASCII; nil where there is none.
  func firstRange(of text: StaticString, in range: Range<Int>) -> Int? {
    let length = text.utf8CodeUnitCount
    var start = range.lowerBound
    while start + length <= range.upperBound {
      if self[start] == text.utf8Start.pointee, has(text, at: start) { return start }
      start += 1
    }
    return nil
  }

  /// Whether a text of ASCII stands at a place.
  private func has(_ text: StaticString, at start: Int) -> Bool {
    for offset in 0..<text.utf8CodeUnitCount where self[start + offset] != text.utf8Start[offset] { return false }
    return true
  }
}
