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

  /// Calls `body` with each word of `text`, folded: of nearly all texts, which are ASCII, in one walk and without a heap.
  ///
  /// - Parameter dotsPart: see ``fold(_:dotsPart:into:)``.
  @inline(__always)
  static func forEachWord(of text: String, dotsPart: Bool = true, _ body: (UnsafeBufferPointer<UInt8>) -> Void) {
    var text = text
    let isASCII = text.withUTF8 { bytes in
      guard Self.isASCII(bytes) else { return false }
      forEachWord(ofASCII: bytes, dotsPart: dotsPart, body)
      return true
    }
    if isASCII { return }
    var folded: [UInt8] = []
    fold(text, dotsPart: dotsPart, into: &folded)
    forEachWord(in: &folded, body)
  }

  @inline(__always)
  private static func forEachWord(
    ofASCII bytes: UnsafeBufferPointer<UInt8>, dotsPart: Bool, _ body: (UnsafeBufferPointer<UInt8>) -> Void
  ) {
    withUnsafeTemporaryAllocation(of: UInt8.self, capacity: bytes.count) { word in
      var count = 0
      for byte in bytes {
        let letter = folded(ascii: byte, dotsPart: dotsPart)
        if letter > space {
          if count > 0, isDigraph(word[count - 1], letter) { continue }
          word[count] = letter
          count += 1
        } else if letter == space {
          if count > 0 { body(UnsafeBufferPointer(rebasing: word[..<count])) }
          count = 0
        }
      }
      if count > 0 { body(UnsafeBufferPointer(rebasing: word[..<count])) }
    }
  }

  private static func isASCII(_ bytes: UnsafeBufferPointer<UInt8>) -> Bool {
    let raw = UnsafeRawBufferPointer(bytes)
    var all: UInt64 = 0
    var index = 0
    while index + 8 <= raw.count {
      all |= raw.loadUnaligned(fromByteOffset: index, as: UInt64.self)
      index += 8
    }
    while index < raw.count {
      all |= UInt64(raw[index])
      index += 1
    }
    return all & 0x8080_8080_8080_8080 == 0
  }

  /// What a sign of ASCII becomes: a letter or digit, ``space`` where it parts words, or 0 for nothing.
  @inline(__always)
  static func folded(ascii byte: UInt8, dotsPart: Bool) -> UInt8 {
    let small = byte | 0x20
    if small &- UInt8(ascii: "a") < 26 { return small }
    if byte &- UInt8(ascii: "0") < 10 { return byte }
    switch byte {
    case UInt8(ascii: "'"), UInt8(ascii: "`"): return 0
    case UInt8(ascii: "."): return dotsPart ? space : 0
    default: return space
    }
  }

  /// Whether two letters are one vowel: ae, oe, ue, aa.
  @inline(__always)
  private static func isDigraph(_ a: UInt8, _ b: UInt8) -> Bool {
    if b == UInt8(ascii: "e") { return a == UInt8(ascii: "a") || a == UInt8(ascii: "o") || a == UInt8(ascii: "u") }
    return b == UInt8(ascii: "a") && a == b
  }
}
