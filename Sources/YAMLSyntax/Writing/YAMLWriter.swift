/// Writes canonical YAML into one growing buffer: the caller gives the structure, the writer the quoting.
///
/// ```swift
/// var yaml = YAMLWriter()
/// yaml.raw("- id: ")
/// yaml.scalar("4711")  // "4711", because a bare 4711 would be a number
/// yaml.raw("\n")
/// ```
///
/// One text has one spelling, so that a diff shows only what changed: ``PlainScalar`` says which texts stand bare, and
/// all others are in double quotes on one line, never folded. Characters that can be read stay as they are.
package struct YAMLWriter {
  private var bytes: [UInt8] = []

  package init() {}

  /// How many bytes there are so far.
  package var count: Int { bytes.count }

  /// Adds structure: indicators, spaces, keys, line ends.
  package mutating func raw(_ text: StaticString) {
    bytes.append(contentsOf: UnsafeBufferPointer(start: text.utf8Start, count: text.utf8CodeUnitCount))
  }

  /// Adds structure, or a text that is known to need no quotes.
  package mutating func raw(_ text: String) {
    var text = text
    text.withUTF8 { bytes.append(contentsOf: $0) }
  }

  /// Adds a text that is known to need no quotes.
  package mutating func plain(_ text: String) { raw(text) }

  /// Adds a text with the quotes that it needs.
  package mutating func scalar(_ text: String) {
    var text = text
    text.withUTF8 { scalar(UnsafeRawBufferPointer($0)) }
  }

  /// Adds a text in UTF-8 with the quotes that it needs.
  package mutating func scalar(_ text: UnsafeRawBufferPointer) {
    if PlainScalar.isPlain(text), text.isPrintable {
      bytes.append(contentsOf: text)
    } else {
      quoted(text)
    }
  }

  /// Adds a key and its colon; one too long for a simple key (YAML 1.2, 7.4.2) gets its question mark.
  package mutating func key(_ text: String) {
    let start = bytes.count
    scalar(text)
    if bytes.count - start > 1_000 { bytes.insert(contentsOf: "? ".utf8, at: start) }
    raw(bytes.count - start > 1_000 ? " : " : ": ")
  }

  /// The text, all of it; the writer is empty afterwards.
  package mutating func take() -> [UInt8] {
    defer { bytes = [] }
    return bytes
  }

  private mutating func quoted(_ text: UnsafeRawBufferPointer) {
    bytes.append(0x22)
    var start = 0
    var index = 0
    while index < text.count {
      let byte = text[index]
      if byte >= 0x20, byte < 0x7F, byte != 0x22, byte != 0x5C {
        index += 1
        continue
      }
      if byte >= 0x80, let length = PlainScalar.lengthOfPrintable(text, at: index) {
        index += length
        continue
      }
      bytes.append(contentsOf: UnsafeRawBufferPointer(rebasing: text[start..<index]))
      index += escape(text, at: index)
      start = index
    }
    bytes.append(contentsOf: UnsafeRawBufferPointer(rebasing: text[start...]))
    bytes.append(0x22)
  }

  /// Writes the escape of the character at `index`; returns how many bytes the character has.
  private mutating func escape(_ text: UnsafeRawBufferPointer, at index: Int) -> Int {
    switch text[index] {
    case 0x22: bytes += "\\\"".utf8
    case 0x5C: bytes += "\\\\".utf8
    case 0x0A: bytes += "\\n".utf8
    case 0x09: bytes += "\\t".utf8
    case 0x0D: bytes += "\\r".utf8
    case 0..<0x80: hex("\\x", UInt32(text[index]), digits: 2)
    case 0xC2 where index + 1 < text.count && text[index + 1] & 0xC0 == 0x80:
      hex("\\x", UInt32(text[index + 1]), digits: 2)
      return 2
    case 0xE2, 0xEF:
      guard index + 2 < text.count else { fallthrough }
      let (a, b) = (UInt32(text[index + 1] & 0x3F), UInt32(text[index + 2] & 0x3F))
      hex("\\u", UInt32(text[index] & 0x0F) << 12 | a << 6 | b, digits: 4)
      return 3
    default: hex("\\u", 0xFFFD, digits: 4)
    }
    return 1
  }

  private mutating func hex(_ prefix: StaticString, _ value: UInt32, digits: Int) {
    raw(prefix)
    for digit in (0..<digits).reversed() {
      let nibble = UInt8(value >> UInt32(digit * 4) & 0xF)
      bytes.append(nibble < 10 ? 0x30 + nibble : 0x41 + nibble - 10)
    }
  }
}

extension UnsafeRawBufferPointer {
  /// Whether every character that is not ASCII can stand as it is.
  fileprivate var isPrintable: Bool {
    var index = 0
    while index < count {
      if self[index] < 0x80 {
        index += 1
      } else if let length = PlainScalar.lengthOfPrintable(self, at: index) {
        index += length
      } else {
        return false
      }
    }
    return true
  }
}
