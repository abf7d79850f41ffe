/// Hashes that are the same in every run, unlike Swift's own.
enum Hash {
  /// Spreads the bits of a value over all 64 (the finalizer of SplitMix64).
  static func mix(_ value: UInt64) -> UInt64 {
    var z = value &+ 0x9E37_79B9_7F4A_7C15
    z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
    return z ^ (z >> 31)
  }

  /// The hash of two values in their order.
  static func mix(_ a: UInt64, _ b: UInt64) -> UInt64 { mix(mix(a) ^ b) }

  /// The hash of some bytes, eight at a time.
  static func bytes(_ bytes: UnsafeBufferPointer<UInt8>) -> UInt64 {
    var hash = UInt64(bytes.count) &* 0x9E37_79B9_7F4A_7C15
    let raw = UnsafeRawBufferPointer(bytes)
    var position = 0
    while position + 8 <= raw.count {
      hash = (hash ^ raw.loadUnaligned(fromByteOffset: position, as: UInt64.self)) &* 0xBF58_476D_1CE4_E5B9
      hash ^= hash >> 29
      position += 8
    }
    return mix(hash ^ tail(raw, from: position))
  }

  /// What is left from `position` on, at most seven bytes, the first one highest.
  @inline(__always)
  private static func tail(_ raw: UnsafeRawBufferPointer, from position: Int) -> UInt64 {
    let count = raw.count - position
    if count == 0 { return 0 }
    if raw.count >= 8 {
      let last = raw.loadUnaligned(fromByteOffset: raw.count - 8, as: UInt64.self).bigEndian
      return last & (1 << UInt64(8 * count) - 1)
    }
    if count >= 4 {
      // The two loads overlap, and agree where they do.
      let first = UInt64(raw.loadUnaligned(fromByteOffset: 0, as: UInt32.self).bigEndian)
      let last = UInt64(raw.loadUnaligned(fromByteOffset: count - 4, as: UInt32.self).bigEndian)
      return first << UInt64(8 * (count - 4)) | last
    }
    var rest: UInt64 = 0
    for index in position..<raw.count { rest = rest << 8 | UInt64(raw[index]) }
    return rest
  }

  /// The hash of a text's bytes.
  static func text(_ text: String) -> UInt64 {
    var text = text
    return text.withUTF8 { bytes($0) }
  }
}
