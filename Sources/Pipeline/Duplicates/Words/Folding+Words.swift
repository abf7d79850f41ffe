extension Folding {
  /// Calls `body` with each word of folded bytes, its transliterated vowels made one letter: "mueller" and "muller",
  /// which are both "Müller", become the same, as do "Haakon" and "Håkon".
  ///
  /// - Parameter isOneWord: whether spaces are left out instead of parting words.
  static func forEachWord(
    in bytes: inout [UInt8], isOneWord: Bool = false, _ body: (UnsafeBufferPointer<UInt8>) -> Void
  ) {
    bytes.withUnsafeMutableBufferPointer { all in
      var word = WordRoom(all)
      for byte in all { if byte == space { word.part(isOneWord, body) } else { word.append(byte) } }
      word.end(body)
    }
  }

  /// Calls `body` with each word of `text`, folded: of nearly all texts, which are ASCII, in one walk and without a heap.
  ///
  /// - Parameters:
  ///   - dotsPart: see ``fold(_:dotsPart:into:)``.
  ///   - isOneWord: see ``forEachWord(in:isOneWord:_:)``.
  @inline(__always)
  static func forEachWord(
    of text: String, dotsPart: Bool = true, isOneWord: Bool = false, _ body: (UnsafeBufferPointer<UInt8>) -> Void
  ) {
    var text = text
    let isASCII = text.withUTF8 { bytes in
      guard bytes.allEights({ $0 & 0x8080_8080_8080_8080 == 0 }) else { return false }
      withUnsafeTemporaryAllocation(of: UInt8.self, capacity: bytes.count) { room in
        var word = WordRoom(room)
        for byte in bytes {
          let letter = folded(ascii: byte, dotsPart: dotsPart)
          if letter > space { word.append(letter) } else if letter == space { word.part(isOneWord, body) }
        }
        word.end(body)
      }
      return true
    }
    if isASCII { return }
    var letters: [UInt8] = []
    letters.reserveCapacity(2 * text.utf8.count)
    fold(scalarsOf: text, dotsPart: dotsPart, into: &letters)
    forEachWord(in: &letters, isOneWord: isOneWord, body)
  }

  /// Where the letters of a word are put one after another: over those that they are made of, which are read before.
  private struct WordRoom {
    private let room: UnsafeMutableBufferPointer<UInt8>
    private var count = 0
    /// Where the letters behind the last space begin.
    private var start = 0

    init(_ room: UnsafeMutableBufferPointer<UInt8>) { self.room = room }

    @inline(__always)
    mutating func append(_ letter: UInt8) {
      if count > start, isDigraph(room[count - 1], letter) { return }
      room[count] = letter
      count += 1
    }

    /// A space: the end of the word, unless all are one.
    @inline(__always)
    mutating func part(_ isOneWord: Bool, _ body: (UnsafeBufferPointer<UInt8>) -> Void) {
      if !isOneWord { end(body) }
      start = count
    }

    @inline(__always)
    mutating func end(_ body: (UnsafeBufferPointer<UInt8>) -> Void) {
      if count > 0 { body(UnsafeBufferPointer(rebasing: room[..<count])) }
      count = 0
    }
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
