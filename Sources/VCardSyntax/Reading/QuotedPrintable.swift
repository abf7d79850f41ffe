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

  /// Collects text as quoted-printable, line ends as CR LF.
  mutating func appendAsQuotedPrintable(_ text: UnsafeRawBufferPointer) {
    for (index, byte) in text.enumerated() {
      switch byte {
      case 0x0A: append("=0D=0A")
      case 0x20 where index < text.count - 1, 0x21..<0x3D, 0x3E...0x7E: append(byte)
      default:
        append(0x3D)
        append(QuotedPrintable.hex[Int(byte >> 4)])
        append(QuotedPrintable.hex[Int(byte & 15)])
      }
    }
  }
}

/// Quoted-printable text (RFC 2045, section 6.7).
enum QuotedPrintable {
  static let hex = Array("0123456789ABCDEF".utf8)
}

extension UnsafePointer<UInt8> {
  fileprivate subscript(range: Range<Int>) -> UnsafeBufferPointer<UInt8> {
    UnsafeBufferPointer(start: self + range.lowerBound, count: range.count)
  }
}
