extension Folding {
  /// Calls `body` with each word of folded bytes, its transliterated vowels made one letter: "mueller" and "muller",
  /// which are both "Müller", become the same, as do "Haakon" and "Håkon".
  static func forEachWord(in bytes: inout [UInt8], _ body: (UnsafeBufferPointer<UInt8>) -> Void) {
    bytes.withUnsafeMutableBufferPointer { all in
      var start = 0
      while start < all.count {
        var end = start
        var last = start
        while end < all.count, all[end] != space {
          let byte = all[end]
          if last > start, isDigraph(all[last - 1], byte) {
            end += 1
            continue
          }
          all[last] = byte
          last += 1
          end += 1
        }
        if last > start { body(UnsafeBufferPointer(rebasing: all[start..<last])) }
        start = end + 1
      }
    }
  }

  private static func isDigraph(_ a: UInt8, _ b: UInt8) -> Bool {
    switch (a, b) {
    case (UInt8(ascii: "a"), UInt8(ascii: "e")), (UInt8(ascii: "o"), UInt8(ascii: "e")),
      (UInt8(ascii: "u"), UInt8(ascii: "e")), (UInt8(ascii: "a"), UInt8(ascii: "a")):
      true
    default: false
    }
  }
}
