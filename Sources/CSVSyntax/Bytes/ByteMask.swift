internal import CByteMask

/// Which of 64 bytes have a property: bit `i` stands for byte `i`.
enum ByteMask {
  /// The bytes from `start` that equal `byte`.
  @inline(__always)
  static func equal(_ start: UnsafeRawPointer, _ byte: UInt8) -> UInt64 { byte_mask_equal(start, byte) }

  /// The bytes from `start` below 0x0E: NUL, TAB, LF and CR among them.
  @inline(__always) static func control(_ start: UnsafeRawPointer) -> UInt64 { byte_mask_control(start) }

  /// The bytes from `start` that equal one of three, or are below 0x0E.
  @inline(__always)
  static func signs(_ start: UnsafeRawPointer, _ one: UInt8, _ two: UInt8, _ three: UInt8) -> UInt64 {
    byte_mask_signs(start, one, two, three)
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
