/// Which accents a name is written with: folding leaves them out, since so do people, but "Hùng" and "Hưng" are two names.
struct Accents {
  /// A bit for each letter with its accents, by a hash.
  private(set) var bits: UInt32 = 0

  /// Adds those of a text in Unicode's composed form.
  mutating func add(_ text: String) {
    for scalar in text.unicodeScalars where Self.isAccented(scalar) {
      if scalar.properties.isLowercase {
        add(scalar)
      } else {
        for small in scalar.properties.lowercaseMapping.unicodeScalars { add(small) }
      }
    }
  }

  private mutating func add(_ small: Unicode.Scalar) {
    bits |= 1 << UInt32(truncatingIfNeeded: Hash.mix(UInt64(small.value), 0) & 31)
  }

  /// Whether each of two names has accents that the other lacks: what is only left out says nothing.
  static func differ(_ a: UInt32, _ b: UInt32) -> Bool { a & ~b != 0 && b & ~a != 0 }

  /// Whether it is a Latin letter that folds to a simpler one, or a tone mark of Thai.
  private static func isAccented(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0xC0..<0x250: FoldingTable.latin.utf8Start[Int(scalar.value - 0xC0)] != UInt8(ascii: "?")
    case 0x300..<0x370, 0xE47...0xE4E, 0x1E00..<0x1F00: true
    default: false
    }
  }
}
