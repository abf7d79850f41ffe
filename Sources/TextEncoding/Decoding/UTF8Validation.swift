/// Whether bytes are UTF-8 (RFC 3629: no overlong forms, no surrogates, nothing above U+10FFFF).
enum UTF8Validation {
  static func isValid(_ file: FileBytes) -> Bool { isValid(file.bytes) { file.letGo($0) } }

  /// - Parameter passed: told of ranges that were looked at.
  static func isValid(_ bytes: UnsafeRawBufferPointer, passed: @Sendable (Range<Int>) -> Void = { _ in }) -> Bool {
    let size = 1 << 18
    guard bytes.count > size else { return validPrefix(of: bytes) == bytes.count }
    nonisolated(unsafe) let bytes = bytes
    // No character goes on over a cut: of a valid text none but the first 3 bytes after one can go on with another. Each is
    // looked for when its turn has come: looking brings pages of a file into memory, which go when they were passed.
    let cut = { @Sendable (position: Int) -> Int in
      if position == 0 || position >= bytes.count { return min(position, bytes.count) }
      var cut = position
      while cut < bytes.count, cut < position + 3, bytes[cut] & 0xC0 == 0x80 { cut += 1 }
      return cut
    }
    let isValid = concurrentMap((bytes.count + size - 1) / size) { chunk in
      let range = cut(chunk * size)..<cut((chunk + 1) * size)
      let text = UnsafeRawBufferPointer(rebasing: bytes[range])
      defer { passed(range) }
      return validPrefix(of: text) == text.count
    }
    return isValid.allSatisfy { $0 }
  }

  /// How many bytes from the start are valid, up to the first sequence that is not.
  static func validPrefix(of bytes: UnsafeRawBufferPointer, from start: Int = 0) -> Int {
    guard let base = bytes.baseAddress else { return 0 }
    let count = bytes.count
    var i = start
    while true {
      while i + 32 <= count {
        let a = base.loadUnaligned(fromByteOffset: i, as: UInt64.self)
        let b = base.loadUnaligned(fromByteOffset: i + 8, as: UInt64.self)
        let c = base.loadUnaligned(fromByteOffset: i + 16, as: UInt64.self)
        let d = base.loadUnaligned(fromByteOffset: i + 24, as: UInt64.self)
        guard (a | b | c | d) & 0x8080_8080_8080_8080 == 0 else { break }
        i += 32
      }
      while i < count, base.load(fromByteOffset: i, as: UInt8.self) < 0x80 { i += 1 }
      guard i < count else { return count }
      let length = sequenceLength(base + i, limit: count - i)
      guard length > 0 else { return i }
      i += length
    }
  }

  /// Length of the valid sequence that starts at `start`, or 0.
  @inline(__always)
  private static func sequenceLength(_ start: UnsafeRawPointer, limit: Int) -> Int {
    @inline(__always) func byte(_ offset: Int) -> UInt8 { start.load(fromByteOffset: offset, as: UInt8.self) }
    @inline(__always) func isContinuation(_ offset: Int) -> Bool { byte(offset) & 0xC0 == 0x80 }
    switch byte(0) {
    case 0..<0x80: return 1
    case 0xC2...0xDF: return limit >= 2 && isContinuation(1) ? 2 : 0
    case 0xE0...0xEF:
      guard limit >= 3, isContinuation(1), isContinuation(2) else { return 0 }
      if byte(0) == 0xE0, byte(1) < 0xA0 { return 0 }
      if byte(0) == 0xED, byte(1) >= 0xA0 { return 0 }
      return 3
    case 0xF0...0xF4:
      guard limit >= 4, isContinuation(1), isContinuation(2), isContinuation(3) else { return 0 }
      if byte(0) == 0xF0, byte(1) < 0x90 { return 0 }
      if byte(0) == 0xF4, byte(1) >= 0x90 { return 0 }
      return 4
    default: return 0
    }
  }
}
