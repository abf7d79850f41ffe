/// UTF-8 that was once read as windows-1252 and saved so: "MÃ¼ller" for "Müller".
///
/// Each byte of a character became a character of its own. The bytes are had back by writing the characters as
/// windows-1252 (bytes that it leaves undefined stand for themselves, as browsers have it: WHATWG Encoding Standard,
/// "windows-1252"), and where they then are UTF-8, that is what was meant: no language writes "Ã¼".
public struct Mojibake: Sendable {
  /// A place where a character was torn apart.
  public struct Place: Hashable, Sendable {
    /// Offset in bytes.
    public let offset: Int
    /// What stands there.
    public let found: String
    /// What was meant.
    public let meant: String
  }

  /// How many places there are.
  public private(set) var count = 0
  /// The first of them.
  public private(set) var first: Place?

  /// Looks for torn characters in `text`, which is UTF-8.
  ///
  /// - Complexity: O(n), fast over ASCII.
  public init(in text: UnsafeRawBufferPointer) {
    Self.scan(text) { range, meant in
      count += 1
      if first == nil {
        first = Place(
          offset: range.lowerBound, found: String(decoding: text[range], as: UTF8.self),
          meant: String(decoding: meant, as: UTF8.self))
      }
    } keep: { _ in
    }
  }

  /// `text`, which is UTF-8, with torn characters whole again; of text torn twice, both times.
  public static func repaired(_ text: UnsafeRawBufferPointer) -> [UInt8] {
    var result = repairedOnce(text)
    for _ in 0..<2 {
      let again = result.withUnsafeBytes(repairedOnce)
      if again.count == result.count { break }
      result = again
    }
    return result
  }

  private static func repairedOnce(_ text: UnsafeRawBufferPointer) -> [UInt8] {
    var result: [UInt8] = []
    result.reserveCapacity(text.count)
    scan(text) { _, meant in
      result += meant
    } keep: {
      result += text[$0]
    }
    return result
  }

  /// Goes through `text`: `repair` gets each torn character's place and the bytes that were meant, `keep` all between.
  private static func scan(
    _ text: UnsafeRawBufferPointer, repair: (Range<Int>, [UInt8]) -> Void, keep: (Range<Int>) -> Void
  ) {
    var kept = 0
    var i = 0
    while i < text.count {
      guard text[i] >= 0xC3 else {
        i += 1
        continue
      }
      guard let (range, meant) = torn(text, at: i) else {
        i += 1
        continue
      }
      if kept < i { keep(kept..<i) }
      repair(range, meant)
      i = range.upperBound
      kept = i
    }
    if kept < text.count { keep(kept..<text.count) }
  }

  /// The torn character that starts at `start`, if one does.
  private static func torn(_ text: UnsafeRawBufferPointer, at start: Int) -> (Range<Int>, [UInt8])? {
    guard let (lead, next) = byte(text, at: start) else { return nil }
    let length: Int
    switch lead {
    case 0xC2...0xDF: length = 2
    case 0xE0...0xEF: length = 3
    case 0xF0...0xF4: length = 4
    default: return nil
    }
    var meant = [lead]
    var position = next
    while meant.count < length {
      guard position < text.count, let (byte, after) = byte(text, at: position), byte & 0xC0 == 0x80 else { return nil }
      meant.append(byte)
      position = after
    }
    return meant.withUnsafeBytes(UTF8Validation.isValid) ? (start..<position, meant) : nil
  }

  /// The windows-1252 byte of the character at `start` above ASCII, and where the next one starts.
  private static func byte(_ text: UnsafeRawBufferPointer, at start: Int) -> (byte: UInt8, next: Int)? {
    guard text[start] >= 0xC2, start + 1 < text.count else { return nil }
    let length = text[start] < 0xE0 ? 2 : 3
    guard text[start] < 0xF0, start + length <= text.count else { return nil }
    var value = UInt32(text[start]) & (length == 2 ? 0x1F : 0x0F)
    for offset in 1..<length { value = value << 6 | UInt32(text[start + offset] & 0x3F) }
    if value >= 0x80, value <= 0xFF { return (UInt8(value), start + length) }
    return bytes[value].map { ($0, start + length) }
  }

  /// The characters that windows-1252 has in 0x80 to 0x9F.
  private static let bytes: [UInt32: UInt8] = {
    var bytes: [UInt32: UInt8] = [:]
    guard let table = SingleByteTable("WINDOWS-1252") else { return bytes }
    for byte in UInt8(0x80)...0x9F { if let scalar = table.scalar(byte) { bytes[scalar.value] = byte } }
    return bytes
  }()
}
