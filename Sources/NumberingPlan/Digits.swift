/// Up to 30 decimal digits in 16 bytes, leading zeros included, without a heap.
///
/// ```swift
/// Digits("0123")?.description   // "0123"
/// ```
public struct Digits: Hashable, Sendable, BitwiseCopyable {
  /// The first digit in the highest four bits, and so on down; the count in the lowest byte.
  private var packed: UInt128 = 0

  static let capacity = 30

  /// No digits.
  public init() {}

  /// The digits of a text of nothing but ASCII digits, at most 30.
  public init?(_ text: some StringProtocol) {
    guard text.utf8.count <= Digits.capacity else { return nil }
    for byte in text.utf8 {
      guard (0x30...0x39).contains(byte) else { return nil }
      append(byte - 0x30)
    }
  }

  /// The first 30 digits of memory.
  @inline(__always)
  init(_ span: DigitSpan) {
    let count = Swift.min(span.count, Digits.capacity)
    if count == 0 { return }
    var value: UInt128 = 0
    for index in 0..<count { value = value << 4 | UInt128(truncatingIfNeeded: span[index]) }
    packed = value &<< UInt128(128 &- 4 &* count) | UInt128(truncatingIfNeeded: count)
  }

  /// Adds a digit of 0 to 9; without effect once there are 30.
  mutating func append(_ digit: UInt8) {
    guard count < Digits.capacity else { return }
    packed |= UInt128(digit) << UInt128(124 - 4 * count)
    packed += 1
  }

  /// Writes the digits as ASCII from a place of `room` on.
  @inline(__always)
  func write(to room: UnsafeMutableBufferPointer<UInt8>, at start: Int = 0) {
    var rest = packed
    for place in start..<start + count {
      room[place] = 0x30 | UInt8(truncatingIfNeeded: rest &>> 124)
      rest &<<= 4
    }
  }
}

extension Digits: RandomAccessCollection {
  /// How many digits there are.
  public var count: Int { Int(truncatingIfNeeded: packed & 0xFF) }
  /// 0.
  public var startIndex: Int { 0 }
  /// ``count``.
  public var endIndex: Int { count }

  /// The digit at a position, 0 to 9.
  public subscript(position: Int) -> UInt8 {
    UInt8(truncatingIfNeeded: packed &>> UInt128(truncatingIfNeeded: 124 &- 4 &* position)) & 0xF
  }
}

extension Digits: CustomStringConvertible {
  /// The digits as text.
  public var description: String {
    String(unsafeUninitializedCapacity: count) { bytes in
      write(to: bytes)
      return count
    }
  }
}
