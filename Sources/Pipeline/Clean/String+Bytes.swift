extension String {
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

extension UInt8 {
  var isDigit: Bool { 0x30 <= self && self <= 0x39 }
}
