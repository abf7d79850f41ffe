/// Which of 64 bytes have a property: bit `i` stands for byte `i`.
///
/// The bytes are compared eight at a time within a 64-bit word.
enum ByteMask {
  private static let low7: UInt64 = 0x7F7F_7F7F_7F7F_7F7F
  private static let highBits: UInt64 = 0x8080_8080_8080_8080
  private static let ones: UInt64 = 0x0101_0101_0101_0101

  /// `byte` in all eight places of a word.
  @inline(__always) static func broadcast(_ byte: UInt8) -> UInt64 { UInt64(byte) &* ones }

  /// The high bit of each byte of `word` that equals that of `pattern`.
  @inline(__always) static func equal(_ word: UInt64, _ pattern: UInt64) -> UInt64 {
    let difference = word ^ pattern
    return ~(((difference & low7) &+ low7) | difference) & highBits
  }

  /// The high bit of each byte of `word` below 0x0E: NUL, TAB, LF and CR among them.
  @inline(__always) static func control(_ word: UInt64) -> UInt64 {
    ~(((word & low7) &+ 0x7272_7272_7272_7272) | word) & highBits
  }

  /// The high bits of eight bytes, side by side.
  @inline(__always) static func gathered(_ highBits: UInt64) -> UInt64 {
    ((highBits &>> 7) &* 0x0102_0408_1020_4080) &>> 56
  }

  /// The bits of each position xor all before it: between an opening and a closing quotation mark they are set.
  @inline(__always) static func prefixXor(_ mask: UInt64) -> UInt64 {
    var result = mask
    result ^= result &<< 1
    result ^= result &<< 2
    result ^= result &<< 4
    result ^= result &<< 8
    result ^= result &<< 16
    result ^= result &<< 32
    return result
  }
}
