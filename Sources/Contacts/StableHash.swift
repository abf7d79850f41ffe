/// A 64-bit hash that is the same on every machine and in every run (FNV-1a, stirred at the end).
///
/// Contacts' ids come from it, so it must never change.
package struct StableHash: Sendable {
  private var state: UInt64 = 0xCBF2_9CE4_8422_2325

  package init() {}

  /// Whether nothing but separators went in.
  package private(set) var isEmpty = true

  package mutating func combine(_ text: String) {
    for byte in text.utf8 { add(byte) }
    separate()
    if !text.isEmpty { isEmpty = false }
  }

  /// Adds the letters and digits of a text, without case and accents; parts of a name are not told apart.
  package mutating func combineFolded(_ text: String) {
    if text.isEmpty { return }
    if text.utf8.allSatisfy({ $0 < 0x80 }) {
      for byte in text.utf8 {
        switch byte {
        case 0x30...0x39, 0x61...0x7A: addLetter(byte)
        case 0x41...0x5A: addLetter(byte | 0x20)
        default: break
        }
      }
    } else {
      for byte in text.folded.utf8 { addLetter(byte) }
    }
  }

  /// The hash of all that went in; never 0.
  package var value: UInt64 {
    var x = state
    x ^= x >> 30
    x &*= 0xBF58_476D_1CE4_E5B9
    x ^= x >> 27
    x &*= 0x94D0_49BB_1331_11EB
    x ^= x >> 31
    return x == 0 ? 1 : x
  }

  private mutating func addLetter(_ byte: UInt8) {
    add(byte)
    isEmpty = false
  }

  private mutating func add(_ byte: UInt8) {
    state ^= UInt64(byte)
    state &*= 0x0000_0100_0000_01B3
  }

  private mutating func separate() { add(0xFF) }
}
