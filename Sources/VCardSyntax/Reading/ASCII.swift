public import Glibc

typealias Bytes = UnsafePointer<UInt8>

extension UInt8 {
  @inline(__always) var isBlank: Bool { self == 0x20 || self == 0x09 }

  /// Whether it is a character of ASCII that no text has.
  @inline(__always) var isControl: Bool { self < 0x20 && self != 0x09 && self != 0x0A && self != 0x0D }

  /// A letter, digit, dash or one of the signs that producers put into names: `_ . /`.
  @inline(__always) var isNameByte: Bool {
    let folded = self | 0x20
    return (folded >= 0x61 && folded <= 0x7A) || (self >= 0x2D && self <= 0x39) || self == 0x5F
  }

  @inline(__always) var hexDigit: UInt8? {
    switch self {
    case 0x30...0x39: self - 0x30
    case 0x41...0x46: self - 0x37
    case 0x61...0x66: self - 0x57
    default: nil
    }
  }
}

extension UnsafeRawBufferPointer {
  /// Whether the bytes are `word`, whatever the case of ASCII letters.
  @inlinable
  @inline(__always)
  public func equals(_ word: StaticString) -> Bool {
    guard count == word.utf8CodeUnitCount else { return false }
    guard let base = baseAddress else { return true }
    let bytes = base.assumingMemoryBound(to: UInt8.self)
    for i in 0..<count {
      let (a, b) = (bytes[i], word.utf8Start[i])
      if a == b { continue }
      // Letters differ from their other case in bit 5 alone.
      guard a ^ b == 0x20, (0x61...0x7A).contains(a | 0x20) else { return false }
    }
    return true
  }

  /// Whether there is a control character that is no part of text: all below the space but tabs and line ends.
  var hasControls: Bool {
    let (space, tab) = (SIMD16<UInt8>(repeating: 0x20), SIMD16<UInt8>(repeating: 0x09))
    let (feed, carriageReturn) = (SIMD16<UInt8>(repeating: 0x0A), SIMD16<UInt8>(repeating: 0x0D))
    var found = SIMD16<UInt8>()
    var i = 0
    while i + 16 <= count {
      let word = loadUnaligned(fromByteOffset: i, as: SIMD16<UInt8>.self)
      found.replace(
        with: space, where: word .< space .& (word .!= tab) .& (word .!= feed) .& (word .!= carriageReturn))
      i &+= 16
    }
    return found != SIMD16() || self[i...].contains { $0.isControl }
  }

  /// Whether the bytes are those of `other`.
  @inlinable
  @inline(__always)
  public func isSame(as other: UnsafeRawBufferPointer) -> Bool {
    guard count == other.count else { return false }
    guard let base = baseAddress, let start = other.baseAddress else { return true }
    return memcmp(base, start, count) == 0
  }

  /// Whether the bytes are those of `text`.
  @inlinable
  public func isSame(as text: String) -> Bool {
    guard count == text.utf8.count else { return false }
    return text.utf8.withContiguousStorageIfAvailable { isSame(as: UnsafeRawBufferPointer($0)) }
      ?? elementsEqual(text.utf8)
  }

  /// The bytes without spaces and tabs at both ends.
  @inlinable public var trimmed: UnsafeRawBufferPointer {
    guard count > 0, self[0] <= 0x20 || self[count - 1] <= 0x20 else { return self }
    return trimmedOfBlanks
  }

  @usableFromInline var trimmedOfBlanks: UnsafeRawBufferPointer {
    var low = 0
    var high = count
    while low < high, self[low].isBlank { low += 1 }
    while high > low, self[high - 1].isBlank { high -= 1 }
    return UnsafeRawBufferPointer(rebasing: self[low..<high])
  }

  /// The offset of `byte` at or after `start`, nil where there is none.
  @inlinable
  @inline(__always)
  public func position(of byte: UInt8, from start: Int = 0) -> Int? {
    guard start < count, let base = baseAddress else { return nil }
    guard let found = memchr(base + start, Int32(byte), count - start) else { return nil }
    return UnsafeRawPointer(found) - base
  }
}
