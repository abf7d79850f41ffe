import Glibc

extension Arena {
  /// Collects what quoted-printable `text` (RFC 2045, section 6.7) stands for, with line ends as LF.
  ///
  /// - Returns: whether every `=` was followed by two hexadecimal digits or ended the text.
  mutating func appendQuotedPrintable(_ text: UnsafeRawBufferPointer) -> Bool {
    guard let base = text.baseAddress?.assumingMemoryBound(to: UInt8.self) else { return true }
    let count = text.count
    var isSound = true
    let target = reserve(count)
    var used = 0
    var i = 0
    while i < count {
      var byte = base[i]
      if byte == 0x3D {
        if i + 2 < count, let high = base[i + 1].hexDigit, let low = base[i + 2].hexDigit {
          byte = high << 4 | low
          i += 2
        } else if i + 2 >= count, base[i..<count].allSatisfy({ $0 == 0x3D }) {
          break
        } else if base[i + 1] != 0x3D {
          isSound = false
        } else {
          // A soft break that was folded as well left two of them.
          i += 1
          continue
        }
      }
      i += 1
      if byte == 0x0D { continue }
      target[used] = byte
      used += 1
    }
    commit(used)
    return isSound
  }
}

extension UnsafePointer<UInt8> {
  fileprivate subscript(range: Range<Int>) -> UnsafeBufferPointer<UInt8> {
    UnsafeBufferPointer(start: self + range.lowerBound, count: range.count)
  }
}
