/// Texts one behind the other in one buffer, each as a field of RFC 4180: quoted where it must be.
///
/// A text is made in place: piece by piece at the buffer's end, then finished or dropped.
struct PackedTexts: Sendable {
  private(set) var bytes: [UInt8] = []
  private var starts: [UInt32] = [0]

  /// The longest text in bytes, a little more than a reader of tables takes: so that it tells what is too long.
  static let longest = 1 << 20 + 8

  /// How many finished texts there are.
  var count: Int { starts.count - 1 }

  /// The bytes of text `index` in ``bytes``.
  func range(_ index: Int) -> Range<Int> { Int(starts[index])..<Int(starts[index + 1]) }

  /// Where the text in the making begins.
  private var start: Int { Int(starts[starts.count - 1]) }

  /// Whether nothing of the next text was appended yet.
  var isEmpty: Bool { bytes.count == start }

  /// The text in the making.
  func withOpenText<Result>(_ body: (UnsafeRawBufferPointer) -> Result) -> Result {
    bytes.withUnsafeBytes { body(UnsafeRawBufferPointer(rebasing: $0[start...])) }
  }

  /// Appends to the text in the making, as far as ``longest`` allows.
  mutating func append(_ piece: UnsafeRawBufferPointer) {
    let room = Self.longest - (bytes.count - start)
    bytes.append(contentsOf: piece.count <= room ? piece : UnsafeRawBufferPointer(rebasing: piece[..<max(0, room)]))
  }

  mutating func append(_ byte: UInt8) { if bytes.count - start < Self.longest { bytes.append(byte) } }

  mutating func append(_ text: String) { for byte in text.utf8 { append(byte) } }

  /// Drops the text in the making.
  mutating func drop() { bytes.removeLast(bytes.count - start) }

  /// Takes another text in place of the one in the making.
  mutating func replace(with text: String) {
    drop()
    append(text)
  }

  /// Finishes the text and begins the next.
  ///
  /// - Returns: its index.
  @discardableResult mutating func finish() -> Int {
    // The last character of what was cut off may have been cut in two.
    if bytes.count - start >= Self.longest {
      while let last = bytes.last, last & 0xC0 == 0x80 { bytes.removeLast() }
      bytes.removeLast()
    }
    encode()
    starts.append(UInt32(truncatingIfNeeded: bytes.count))
    return starts.count - 2
  }

  /// Makes a field of the text in the making.
  private mutating func encode() {
    var marks = 0
    var mustQuote = false
    var hasReturns = false
    for byte in bytes[start...] where byte <= UInt8(ascii: ",") {
      switch byte {
      case UInt8(ascii: "\""): marks += 1
      case UInt8(ascii: ","), UInt8(ascii: "\n"): mustQuote = true
      case UInt8(ascii: "\r"): (mustQuote, hasReturns) = (true, true)
      default: break
      }
    }
    if hasReturns { mendLineEnds() }
    guard mustQuote || marks > 0 else { return }
    let end = bytes.count
    bytes.append(contentsOf: repeatElement(UInt8(ascii: "\""), count: marks + 2))
    var target = bytes.count - 2
    for index in stride(from: end - 1, through: start, by: -1) {
      let byte = bytes[index]
      bytes[target] = byte
      target -= 1
      if byte == UInt8(ascii: "\"") {
        bytes[target] = byte
        target -= 1
      }
    }
    bytes[start] = UInt8(ascii: "\"")
  }

  /// Line ends become line feeds.
  private mutating func mendLineEnds() {
    var end = start
    for index in start..<bytes.count {
      let byte = bytes[index]
      if byte == UInt8(ascii: "\r"), index + 1 < bytes.count, bytes[index + 1] == UInt8(ascii: "\n") { continue }
      bytes[end] = byte == UInt8(ascii: "\r") ? UInt8(ascii: "\n") : byte
      end += 1
    }
    bytes.removeLast(bytes.count - end)
  }
}
