/// A column's header as it is compared: without case, spaces and punctuation.
///
/// Outlook writes "Business Phone", an importer wants "BusinessPhone", people write "business phone:"; all are one. A
/// format may name thousands of headers, in twenty languages: a key is hashed once, and equal keys are equal bytes.
package struct HeaderKey: Sendable {
  /// What is compared, in Unicode's composed form.
  package let text: String
  private let hash: UInt64

  package init(_ header: String) {
    var text = PlainLetters.kept(of: header) ?? Self.kept(of: header)
    hash = text.withUTF8 { bytes in
      bytes.reduce(0xCBF2_9CE4_8422_2325) { ($0 ^ UInt64($1)) &* 0x100_0000_01B3 }
    }
    self.text = text
  }

  /// What is kept of any text.
  private static func kept(of header: String) -> String {
    let kept = header.lowercased().unicodeScalars.filter { scalar in
      scalar.properties.isAlphabetic || scalar.properties.numericType != nil || meaningful.contains(scalar)
    }
    return String(String.UnicodeScalarView(kept)).composed
  }

  /// Signs that tell one header from another: `#` and `+`.
  private static let meaningful: Set<Unicode.Scalar> = ["#", "+"]
}

extension HeaderKey: Hashable {
  package static func == (a: HeaderKey, b: HeaderKey) -> Bool { a.hash == b.hash && a.text == b.text }

  package func hash(into hasher: inout Hasher) { hasher.combine(hash) }

  /// One of 64 bits, by which nearly all keys that are not among a few are told at a glance.
  package var glance: UInt64 { 1 << (hash & 63) }
}

/// The letters that nearly all headers are written in, of which the small ones are known without Unicode's tables, and
/// which stand next to each other without composing anything.
private enum PlainLetters {
  /// What is kept of a text of these letters and any ASCII; nil for all others.
  static func kept(of header: String) -> String? {
    var header = header
    return header.withUTF8 { bytes in
      var isPlain = true
      // A small letter takes no more bytes than the capital one.
      let key = String(unsafeUninitializedCapacity: bytes.count) { key in
        var (read, written) = (0, 0)
        func put(_ byte: UInt8) {
          key[written] = byte
          written += 1
        }
        while read < bytes.count {
          let byte = bytes[read]
          if byte < 0x80 {
            read += 1
            if let byte = kept(ascii: byte) { put(byte) }
          } else if byte < 0xE0, read + 1 < bytes.count {
            guard let letter = small(UInt32(byte & 0x1F) << 6 | UInt32(bytes[read + 1] & 0x3F)) else { break }
            read += 2
            if letter >= 0x80 {
              put(0xC0 | UInt8(truncatingIfNeeded: letter >> 6))
              put(0x80 | UInt8(truncatingIfNeeded: letter & 0x3F))
            } else if letter > 0 {
              put(UInt8(truncatingIfNeeded: letter))
            }
          } else if byte < 0xF0, read + 2 < bytes.count {
            let letter = UInt32(byte & 0xF) << 12 | UInt32(bytes[read + 1] & 0x3F) << 6 | UInt32(bytes[read + 2] & 0x3F)
            guard isCaseless(letter) else { break }
            for _ in 0..<3 {
              put(bytes[read])
              read += 1
            }
          } else {
            break
          }
        }
        isPlain = read == bytes.count
        return isPlain ? written : 0
      }
      return isPlain ? key : nil
    }
  }

  /// What is kept of an ASCII character.
  private static func kept(ascii byte: UInt8) -> UInt8? {
    switch byte {
    case 0x41...0x5A: byte | 0x20
    case 0x61...0x7A, 0x30...0x39, 0x23, 0x2B: byte
    default: nil
    }
  }

  /// The small letter of a Latin, Greek, Cyrillic, Hebrew or Arabic one; 0 for signs that are dropped.
  private static func small(_ letter: UInt32) -> UInt32? {
    switch letter {
    case 0xD7, 0xF7: 0
    case 0xC0...0xDE: letter + 0x20
    case 0xDF...0xFF: letter
    // The dot of a small İ, which Unicode writes behind it, is no letter.
    case 0x130: 0x69
    case 0x100...0x137, 0x14A...0x177: letter | 1
    case 0x139...0x148, 0x179...0x17E: letter + (letter & 1)
    case 0x391...0x3A1, 0x3A3...0x3A9, 0x410...0x42F: letter + 0x20
    case 0x3AC...0x3CE, 0x430...0x45F: letter
    case 0x400...0x40F: letter + 0x50
    case 0x5D0...0x5EA, 0x621...0x63A, 0x641...0x64A: letter
    default: nil
    }
  }

  /// Whether it is of the Japanese syllabaries, a Chinese character or a Korean syllable.
  private static func isCaseless(_ letter: UInt32) -> Bool {
    switch letter {
    case 0x3041...0x3096, 0x30A1...0x30FA, 0x30FC, 0x4E00...0x9FFF, 0xAC00...0xD7A3: true
    default: false
    }
  }
}
