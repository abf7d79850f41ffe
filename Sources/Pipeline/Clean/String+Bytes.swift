import Glibc

extension String {
  /// Whether a byte stands in the text in UTF-8.
  func hasByte(_ byte: UInt8) -> Bool {
    var text = self
    return text.withUTF8 { bytes in
      bytes.baseAddress.map { memchr($0, Int32(byte), bytes.count) != nil } ?? false
    }
  }

  /// Whether any byte of the text in UTF-8 fits: a look that costs next to nothing, before anything dearer.
  @inline(__always)
  func hasByte(where fits: (UInt8) -> Bool) -> Bool {
    var text = self
    return text.withUTF8 { bytes in
      for byte in bytes where fits(byte) { return true }
      return false
    }
  }

  /// How many bytes of the text in UTF-8 fit.
  @inline(__always)
  func countBytes(where fits: (UInt8) -> Bool) -> Int {
    var text = self
    return text.withUTF8 { bytes in
      var count = 0
      for byte in bytes where fits(byte) { count += 1 }
      return count
    }
  }
}

extension UnsafeBufferPointer<UInt8> {
  /// Whether `fits` holds for all bytes, which it sees eight at a time, the first one lowest. The last ones are filled up
  /// with letters.
  @inline(__always)
  func allEights(_ fits: (UInt64) -> Bool) -> Bool {
    let raw = UnsafeRawBufferPointer(self)
    var position = 0
    while position + 8 <= raw.count {
      if !fits(raw.loadUnaligned(fromByteOffset: position, as: UInt64.self)) { return false }
      position += 8
    }
    if position == raw.count { return true }
    var rest: UInt64 = 0x7878_7878_7878_7878
    for index in (position..<raw.count).reversed() { rest = rest << 8 | UInt64(raw[index]) }
    return fits(rest)
  }
}

extension UInt8 {
  var isDigit: Bool { 0x30 <= self && self <= 0x39 }
}
