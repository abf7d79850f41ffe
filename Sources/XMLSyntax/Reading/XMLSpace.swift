extension UInt8 {
  var isXMLSpace: Bool { self == 0x20 || self == 0x0A || self == 0x09 || self == 0x0D }
}

extension UnsafeBufferPointer<UInt8> {
  func slice(_ start: Int32, _ count: Int32) -> UnsafeBufferPointer<UInt8> {
    UnsafeBufferPointer(rebasing: self[Int(start)..<Int(start + count)])
  }

  /// Without XML's white space at both ends.
  var trimmed: UnsafeBufferPointer<UInt8> {
    var low = startIndex
    var high = endIndex
    while low < high, self[low].isXMLSpace { low += 1 }
    while low < high, self[high - 1].isXMLSpace { high -= 1 }
    return UnsafeBufferPointer(rebasing: self[low..<high])
  }
}
