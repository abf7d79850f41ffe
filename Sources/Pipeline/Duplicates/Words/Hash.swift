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
    var rest: UInt64 = 0
    while position < raw.count {
      rest = rest << 8 | UInt64(raw[position])
      position += 1
    }
    return mix(hash ^ rest)
  }

  /// The hash of a text's bytes.
  static func text(_ text: String) -> UInt64 {
    var text = text
    return text.withUTF8 { bytes($0) }
  }
}
