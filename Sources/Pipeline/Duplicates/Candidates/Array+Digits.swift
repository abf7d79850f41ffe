extension Array {
  /// Orders elements by a number of each, the lowest first; those of equal numbers stay in their order.
  ///
  /// They are dealt out by one byte of their numbers after another, which takes a long list a fraction of the time that
  /// comparing does.
  ///
  /// - Complexity: O(n), and as much memory again.
  @inline(__always)
  mutating func sort(byBytesOf number: (Element) -> UInt64) {
    var counts = [Int](repeating: 0, count: 8 << 8)
    for element in self {
      let number = number(element)
      for byte in 0..<8 { counts[byte << 8 | Int(number >> UInt64(8 * byte) & 255)] += 1 }
    }
    var other = self
    for byte in 0..<8 {
      var starts = Array<Int>(counts[(byte << 8)..<((byte + 1) << 8)])
      // Where all have the same byte, it orders nothing.
      if starts.contains(count) { continue }
      var next = 0
      for value in starts.indices { (starts[value], next) = (next, next + starts[value]) }
      withUnsafeBufferPointer { from in
        other.withUnsafeMutableBufferPointer { to in
          starts.withUnsafeMutableBufferPointer { starts in
            for element in from {
              let value = Int(number(element) >> UInt64(8 * byte) & 255)
              to[starts[value]] = element
              starts[value] += 1
            }
          }
        }
      }
      swap(&self, &other)
    }
  }
}
