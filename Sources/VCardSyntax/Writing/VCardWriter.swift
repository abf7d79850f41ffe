import Glibc

/// Writes cards as bytes: escaped, folded and encoded as their version demands.
///
/// ```swift
/// var writer = VCardWriter(version: .v30)
/// writer.begin()
/// writer.append("Weber; Söhne")
/// writer.property("ORG")
/// writer.end()
/// ```
///
/// A property's value is collected first, because vCard 2.1 says in front of a value how it is encoded.
public struct VCardWriter: ~Copyable {
  /// How lines are laid out.
  public struct Layout: Sendable {
    /// The longest line in bytes, its end not counted; 0 for lines of any length.
    public var width: Int
    /// Whether lines end in CR LF, as all versions demand, or in LF.
    public var isCRLF: Bool

    /// Lines of 75 bytes, ended by CR LF.
    public init(width: Int = 75, isCRLF: Bool = true) {
      self.width = width
      self.isCRLF = isCRLF
    }
  }

  /// The version that is written.
  public var version: VCardVersion
  private let layout: Layout
  private var bytes = WrittenBytes()
  /// The value that is being collected, escaped.
  private var value: [UInt8] = []
  /// Where the line that is being folded is cut.
  private var cuts: [Int] = []

  /// A writer of cards of one version.
  public init(version: VCardVersion, layout: Layout = Layout()) {
    self.version = version
    self.layout = layout
  }

  /// How many bytes were written since the last ``take()``.
  public var count: Int { bytes.count }

  /// The bytes written so far; the writer goes on with none.
  public mutating func take() -> [UInt8] { bytes.take() }

  /// Begins a card, with its version.
  public mutating func begin() {
    line("BEGIN:VCARD")
    switch version {
    case .v21: line("VERSION:2.1")
    case .v30: line("VERSION:3.0")
    case .v40: line("VERSION:4.0")
    }
  }

  /// Ends a card.
  public mutating func end() {
    line("END:VCARD")
  }

  private mutating func line(_ text: StaticString) {
    bytes.append(text)
    endLine()
  }

  /// Adds text to the value, escaped: backslash, comma, semicolon and line ends.
  public mutating func append(_ text: String) {
    var text = text
    text.withUTF8 { utf8 in
      let bytes = UnsafeRawBufferPointer(utf8)
      var start = 0
      while true {
        let next = Self.escaped(in: bytes, from: start)
        value.append(contentsOf: UnsafeRawBufferPointer(rebasing: bytes[start..<next]))
        guard next < bytes.count else { return }
        switch bytes[next] {
        case 0x0A where version != .v21:
          value.append(0x5C)
          value.append(0x6E)
        case 0x0D: break
        case 0x0A: value.append(0x0A)
        case 0x2C where version == .v21: value.append(0x2C)
        default:
          value.append(0x5C)
          value.append(bytes[next])
        }
        start = next + 1
      }
    }
  }

  /// The offset of the first byte that may have to be escaped, the length where there is none; eight bytes at a time.
  private static func escaped(in bytes: UnsafeRawBufferPointer, from start: Int) -> Int {
    let ones: UInt64 = 0x0101_0101_0101_0101
    // The lowest byte that is zero sets its top bit; those above it may do so without being zero.
    func zero(_ word: UInt64) -> UInt64 { (word &- ones) & ~word }
    var i = start
    while i + 8 <= bytes.count {
      let word = UInt64(littleEndian: bytes.loadUnaligned(fromByteOffset: i, as: UInt64.self))
      let signs = zero(word ^ ones &* 0x5C) | zero(word ^ ones &* 0x2C) | zero(word ^ ones &* 0x3B)
      let found = (signs | zero(word ^ ones &* 0x0A) | zero(word ^ ones &* 0x0D)) & (ones &* 0x80)
      if found != 0 { return i + found.trailingZeroBitCount / 8 }
      i += 8
    }
    while i < bytes.count {
      switch bytes[i] {
      case 0x5C, 0x2C, 0x3B, 0x0A, 0x0D: return i
      default: i += 1
      }
    }
    return i
  }

  /// Adds bytes to the value as they are: separators, and text that is escaped already. Line ends among them are escaped
  /// all the same.
  public mutating func append(raw text: some Sequence<UInt8>) { value.append(contentsOf: text) }

  /// Adds text to the value as it is.
  public mutating func append(raw text: String.UTF8View) { value.append(contentsOf: text) }

  /// Adds a separator to the value.
  public mutating func append(separator: UInt8) { value.append(separator) }

  /// How long the value is so far.
  public var valueLength: Int { value.count }

  /// Drops the value that was being collected.
  public mutating func dropValue() { value.removeAll(keepingCapacity: true) }

  /// Escapes the line ends of a value, of which each would begin another property, or end the card; base64 has none.
  private mutating func escapeLineEnds(ofBase64 isBase64: Bool) {
    guard Self.hasLineEnds(value) else { return }
    var escaped: [UInt8] = []
    for byte in value where byte != 0x0D && !(isBase64 && byte == 0x0A) {
      if byte == 0x0A, version != .v21 { escaped += [0x5C, 0x6E] } else { escaped.append(byte) }
    }
    value = escaped
  }

  private static func hasLineEnds(_ bytes: [UInt8]) -> Bool {
    bytes.withUnsafeBytes { $0.position(of: 0x0A) != nil || $0.position(of: 0x0D) != nil }
  }

  /// Writes the property with the value that was collected, in a line of its own: whatever was collected, and stands in
  /// the head, neither begins nor ends another.
  ///
  /// - Parameters:
  ///   - head: the part before the colon, with no transport parameters: `item1.TEL;TYPE=work`.
  ///   - isBase64: whether the value is base64, whose `ENCODING` stands in the head.
  ///   - isEightBit: whether letters beyond ASCII stay as they are in vCard 2.1 too, as in the card they came from.
  public mutating func property(_ head: [UInt8], isBase64: Bool = false, isEightBit: Bool = false) {
    let start = bytes.count
    if Self.hasLineEnds(head) {
      bytes.append(contentsOf: head.map { $0 == 0x0A || $0 == 0x0D ? 0x20 : $0 })
    } else {
      bytes.append(contentsOf: head)
    }
    escapeLineEnds(ofBase64: isBase64)
    if version == .v21, !isBase64, value.contains(where: { $0 >= 0x80 && !isEightBit || $0 < 0x20 && $0 != 0x09 }) {
      writeQuotedPrintable(from: start)
    } else {
      bytes.append(0x3A)
      bytes.append(contentsOf: value)
      if version != .v21 {
        fold(from: start)
      } else if isBase64 {
        // vCard 2.1 folds base64 and ends it with a blank line.
        fold(from: start)
        endLine()
      }
      endLine()
    }
    dropValue()
  }

  /// Writes the property with the value that was collected.
  public mutating func property(_ head: String, isBase64: Bool = false) {
    property(Array(head.utf8), isBase64: isBase64)
  }

  /// Writes a content line of vCard 3.0 or 4.0 as it is, folded.
  public mutating func line(_ text: UnsafeRawBufferPointer) {
    let start = bytes.count
    bytes.append(text)
    if text.count > layout.width { fold(from: start) }
    endLine()
  }

  /// Writes a content line of vCard 3.0 or 4.0 from its head and its value, which stays as it is, folded.
  public mutating func line(_ head: UnsafeRawBufferPointer, _ value: UnsafeRawBufferPointer) {
    let start = bytes.count
    bytes.append(head)
    bytes.append(0x3A)
    bytes.append(value)
    fold(from: start)
    endLine()
  }

  /// Writes a content line of the writer's own version as it was read, folded anew.
  public mutating func line(_ property: VCardProperty) {
    let start = bytes.count
    if property.isCalledOtherThanUTF8 {
      var head: [UInt8] = []
      property.appendHead(to: &head, charset: "UTF-8")
      bytes.append(contentsOf: head)
      bytes.append(0x3A)
      bytes.append(property.value)
    } else {
      bytes.append(property.text)
    }
    if property.encoding == .quotedPrintable {
      breakSoftly(from: start)
    } else if version != .v21 || property.encoding == .base64 {
      fold(from: start)
      if version == .v21 { endLine() }
    }
    endLine()
  }

  /// Writes a card, its lines parted by line feeds, that is the value of the property with this head (vCard 2.1 only).
  public mutating func nestedCard(_ head: some Sequence<UInt8>, _ card: some Sequence<UInt8>) {
    bytes.append(contentsOf: head)
    bytes.append(0x3A)
    endLine()
    for byte in card { if byte == 0x0A { endLine() } else { bytes.append(byte) } }
    endLine()
  }

  @inline(__always)
  private mutating func endLine() {
    if layout.isCRLF { bytes.append(0x0D) }
    bytes.append(0x0A)
  }

  /// Cuts the line that starts at `start` into lines that fit, never inside of a character.
  private mutating func fold(from start: Int) {
    let length = bytes.count
    guard layout.width > 8, length - start > layout.width else { return }
    cuts.removeAll(keepingCapacity: true)
    var next = start
    var room = layout.width
    while length - next > room {
      var cut = next + room
      while cut > next + 1, bytes[cut] & 0xC0 == 0x80 { cut -= 1 }
      cuts.append(cut)
      next = cut
      room = layout.width - 1
    }
    // The pieces move behind, the last first, and make room for what parts them.
    let mark = layout.isCRLF ? 3 : 2
    let base = bytes.reserve(cuts.count * mark) - length
    var end = length
    for index in cuts.indices.reversed() {
      let cut = cuts[index]
      let target = base + cut + (index + 1) * mark
      memmove(target, base + cut, end - cut)
      target[-1] = 0x20
      target[-2] = 0x0A
      if mark == 3 { target[-3] = 0x0D }
      end = cut
    }
    bytes.commit(cuts.count * mark)
  }

  private mutating func writeQuotedPrintable(from start: Int) {
    bytes.append(";CHARSET=UTF-8;ENCODING=QUOTED-PRINTABLE:")
    let last = value.count - 1
    for (index, byte) in value.enumerated() {
      switch byte {
      case 0x0A:
        bytes.append("=0D=0A")
      case 0x3D, 0..<0x20, 0x7F...: encode(byte)
      case 0x20 where index == last: encode(byte)
      default: bytes.append(byte)
      }
    }
    breakSoftly(from: start)
    endLine()
  }

  private mutating func encode(_ byte: UInt8) {
    bytes.append(0x3D)
    bytes.append(QuotedPrintable.hex[Int(byte >> 4)])
    bytes.append(QuotedPrintable.hex[Int(byte & 15)])
  }

  /// Cuts a quoted-printable line into lines of at most 76 characters (RFC 2045), never inside of `=XX`.
  private mutating func breakSoftly(from start: Int) {
    let width = layout.width > 8 ? layout.width + 1 : 76
    guard bytes.count - start > width else { return }
    var line = Array(bytes.bytes(from: start))[...]
    bytes.removeLast(bytes.count - start)
    while line.count > width {
      var cut = line.startIndex + width - 1
      // The head stays whole, and so does each encoded byte.
      let colon = line.startIndex == 0 ? line.firstIndex(of: 0x3A) ?? 0 : 0
      cut = max(cut, colon + 1)
      if cut >= line.endIndex - 1 { break }
      // Whoever unfolds before decoding takes a blank at a line's start for a fold; of a line of blanks, one is encoded.
      let first = max(line.startIndex, colon + 1) + 1
      let last = cut
      while cut > first, line[cut] == 0x20 || line[cut] == 0x09 { cut -= 1 }
      if cut == first, line[cut] == 0x20 || line[cut] == 0x09, last - 3 > first {
        bytes.append(contentsOf: line[..<(last - 3)])
        encode(line[last - 3])
        bytes.append(0x3D)
        endLine()
        line = line[(last - 2)...]
        continue
      }
      if line[cut - 1] == 0x3D { cut -= 1 } else if cut - 2 > line.startIndex, line[cut - 2] == 0x3D { cut -= 2 }
      // However little fits, the text goes on.
      if cut <= line.startIndex { cut = min(last, line.endIndex) }
      if cut <= colon { cut = min(colon + 1, line.endIndex) }
      bytes.append(contentsOf: line[..<cut])
      bytes.append(0x3D)
      endLine()
      line = line[cut...]
    }
    // What is left must not look like a card's beginning or end, whatever blanks stand around the colon.
    if line.startIndex > 0, let colon = line.firstIndex(of: 0x3A) {
      let isMark = line[..<colon].withUnsafeBytes { name in
        let name = name.trimmed
        return name.equals("BEGIN") || name.equals("END")
      }
      if isMark {
        bytes.append(contentsOf: line[..<colon])
        encode(0x3A)
        line = line[(colon + 1)...]
      }
    }
    bytes.append(contentsOf: line)
  }
}
