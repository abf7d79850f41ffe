import Glibc

/// UTF-8 into the encoding that a device wants, by iconv.
enum TargetEncoding {
  static func isKnown(_ name: String) -> Bool {
    guard let handle = iconv_open(name, "UTF-8"), Int(bitPattern: handle) != -1 else { return false }
    iconv_close(handle)
    return true
  }

  /// The text in another encoding; what that lacks becomes a reference, `&#8364;`.
  static func encode(_ text: [UInt8], as name: String) -> [UInt8] {
    if name.uppercased() == "UTF-8" { return text }
    guard let handle = iconv_open(name, "UTF-8"), Int(bitPattern: handle) != -1 else { return text }
    defer { iconv_close(handle) }
    var result: [UInt8] = []
    result.reserveCapacity(text.count)
    text.withUnsafeBytes { text in
      var position = 0
      while position < text.count {
        position += convert(UnsafeRawBufferPointer(rebasing: text[position...]), by: handle, into: &result)
        guard position < text.count else { break }
        let (scalar, length) = text.scalar(at: position)
        position += length
        Array("&#\(scalar.value);".utf8).withUnsafeBytes { _ = convert($0, by: handle, into: &result) }
      }
    }
    return result
  }

  /// Converts up to the first character that the encoding lacks; how many bytes that were.
  private static func convert(
    _ text: UnsafeRawBufferPointer, by handle: iconv_t, into result: inout [UInt8]
  ) -> Int {
    var input = UnsafeMutablePointer(mutating: text.baseAddress?.assumingMemoryBound(to: CChar.self))
    var inputLeft = text.count
    while inputLeft > 0 {
      var isStuck = false
      withUnsafeTemporaryAllocation(of: CChar.self, capacity: 1 << 14) { block in
        var output = block.baseAddress
        var outputLeft = block.count
        let status = iconv(handle, &input, &inputLeft, &output, &outputLeft)
        isStuck = status == -1 && errno != E2BIG
        result.append(contentsOf: UnsafeRawBufferPointer(block).prefix(block.count - outputLeft))
      }
      if isStuck { break }
    }
    return text.count - inputLeft
  }
}

extension UnsafeRawBufferPointer {
  /// The character at `index` and its length; U+FFFD for a byte that is no UTF-8.
  fileprivate func scalar(at index: Int) -> (Unicode.Scalar, Int) {
    let length = utf8Length(at: index)
    let bytes = UnsafeRawBufferPointer(rebasing: self[index..<(index + Swift.max(1, length))])
    return (String(decoding: bytes, as: UTF8.self).unicodeScalars.first ?? "\u{FFFD}", bytes.count)
  }
}
