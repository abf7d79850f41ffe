import Glibc

extension String {
  /// Lends the bytes of the text in UTF-8 to `body`, without a hold on the text, which every look would pay for.
  @inline(__always)
  func withBytes<Result>(_ body: (UnsafeBufferPointer<UInt8>) -> Result) -> Result {
    if let result = utf8.withContiguousStorageIfAvailable(body) { return result }
    return Array(utf8).withUnsafeBufferPointer(body)
  }

  /// Whether a byte stands in the text in UTF-8.
  func hasByte(_ byte: UInt8) -> Bool {
    withBytes { bytes in
      bytes.baseAddress.map { memchr($0, Int32(byte), bytes.count) != nil } ?? false
    }
  }

  /// Whether any byte of the text in UTF-8 fits: a look that costs next to nothing, before anything dearer.
  @inline(__always)
  func hasByte(where fits: (UInt8) -> Bool) -> Bool {
    withBytes { bytes in
      for byte in bytes where fits(byte) { return true }
      return false
    }
  }

  /// How many bytes of the text in UTF-8 fit.
  @inline(__always)
  func countBytes(where fits: (UInt8) -> Bool) -> Int {
    withBytes { bytes in
      var count = 0
      for byte in bytes where fits(byte) { count += 1 }
      return count
    }
  }
}

extension UnsafeBufferPointer<UInt8> {
  /// Whether `fits` holds for all bytes, which it sees eight at a time, the first one lowest, each two neighbours together at
  /// least once. A text that is shorter is filled up with letters.
  @inline(__always)
  func allEights(_ fits: (UInt64) -> Bool) -> Bool {
    let raw = UnsafeRawBufferPointer(self)
    if raw.count < 8 {
      var eight: UInt64 = 0x7878_7878_7878_7878
      for byte in raw.reversed() { eight = eight << 8 | UInt64(byte) }
      return fits(eight)
    }
    var position = 0
    while position + 8 < raw.count {
      if !fits(raw.loadUnaligned(fromByteOffset: position, as: UInt64.self)) { return false }
      position += 7
    }
    return fits(raw.loadUnaligned(fromByteOffset: raw.count - 8, as: UInt64.self))
  }
}

extension UnsafeBufferPointer<UInt8> {
  /// Lends the bytes to `body` eight at a time, the first one lowest, each once; the last ones are filled up with NUL.
  @inline(__always)
  func forEachEight(_ body: (UInt64) -> Void) {
    let raw = UnsafeRawBufferPointer(self)
    var position = 0
    while position + 8 <= raw.count {
      body(raw.loadUnaligned(fromByteOffset: position, as: UInt64.self))
      position += 8
    }
    if position == raw.count { return }
    if position > 0 {
      let eight = raw.loadUnaligned(fromByteOffset: raw.count - 8, as: UInt64.self)
      return body(eight >> UInt64(8 * (position + 8 - raw.count)))
    }
    var eight: UInt64 = 0
    for byte in raw.reversed() { eight = eight << 8 | UInt64(byte) }
    body(eight)
  }
}

/// Looks at eight bytes at once: the high bit of each byte of the result tells.
extension UInt64 {
  static let highBits: UInt64 = 0x8080_8080_8080_8080

  /// Which bytes are not zero.
  @inline(__always) private var filledBytes: UInt64 {
    ((self & ~Self.highBits) &+ ~Self.highBits | self) & Self.highBits
  }

  /// Which bytes are no digits.
  @inline(__always) var nonDigits: UInt64 {
    let rest = self ^ 0x3030_3030_3030_3030
    return ((rest & ~Self.highBits) &+ 0x7676_7676_7676_7676 | rest) & Self.highBits
  }

  /// How many of the high bits are set, where no other bits are.
  @inline(__always) var highBitCount: Int { Int(truncatingIfNeeded: ((self &>> 7) &* 0x0101_0101_0101_0101) &>> 56) }

  /// Which bytes are others than `byte`.
  @inline(__always) func others(than byte: UInt8) -> UInt64 {
    (self ^ UInt64(byte) &* 0x0101_0101_0101_0101).filledBytes
  }
}

extension UInt8 {
  var isDigit: Bool { 0x30 <= self && self <= 0x39 }
}
