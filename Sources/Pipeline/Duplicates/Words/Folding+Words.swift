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

  /// Calls `body` with each word of `text`, folded: of nearly all texts, which are of Latin letters, in one walk and without
  /// a heap.
  ///
  /// - Parameters:
  ///   - dotsPart: see ``fold(_:dotsPart:into:)``.
  ///   - isOneWord: see ``forEachWord(in:isOneWord:_:)``.
  /// - Returns: what else the text holds.
  @inline(__always)
  @discardableResult
  static func forEachWord(
    of text: String, dotsPart: Bool = true, isOneWord: Bool = false, _ body: (UnsafeBufferPointer<UInt8>) -> Void
  ) -> Signs {
    var text = text
    var signs: Signs = []
    let isLatin = text.withUTF8 { bytes in
      if !bytes.allEights({ $0 & 0x8080_8080_8080_8080 == 0 }) {
        signs = .beyondASCII
        if !areLatin(bytes) { return false }
      }
      withUnsafeTemporaryAllocation(of: UInt8.self, capacity: bytes.count) { room in
        var word = WordRoom(room)
        var position = 0
        while position < bytes.count {
          let byte = bytes[position]
          let letter = byte < 0x80 ? folded(ascii: byte, dotsPart: dotsPart) : latin(byte, bytes[position + 1])
          position &+= byte < 0x80 ? 1 : 2
          if letter > space {
            word.append(letter)
          } else {
            if letter == space { word.part(isOneWord, body) }
            if areJoined(by: byte) { signs.insert(.joining) }
          }
        }
        word.end(body)
      }
      return true
    }
    if isLatin { return signs }
    if text.utf8.contains(where: areJoined) { signs.insert(.joining) }
    var letters: [UInt8] = []
    letters.reserveCapacity(2 * text.utf8.count)
    fold(scalarsOf: text, dotsPart: dotsPart, into: &letters)
    forEachWord(in: &letters, isOneWord: isOneWord, body)
    return signs
  }

  /// What a text holds besides its words.
  struct Signs: OptionSet {
    let rawValue: UInt8

    static let beyondASCII = Signs(rawValue: 1)
    /// "Peter & Karin", "Peter + Karin", "Peter/Karin".
    static let joining = Signs(rawValue: 2)
  }

  @inline(__always)
  private static func areJoined(by byte: UInt8) -> Bool {
    byte == UInt8(ascii: "&") || byte == UInt8(ascii: "+") || byte == UInt8(ascii: "/")
  }

  /// Whether a text is of ASCII and of letters of two bytes that fold to one.
  private static func areLatin(_ bytes: UnsafeBufferPointer<UInt8>) -> Bool {
    var position = 0
    while position < bytes.count {
      let byte = bytes[position]
      position += 1
      if byte < 0x80 { continue }
      guard 0xC3...0xC8 ~= byte, latin(byte, bytes[position]) != UInt8(ascii: "?") else { return false }
      position += 1
    }
    return true
  }

  /// What a letter from U+00C0 to U+023F becomes, by its two bytes in UTF-8: see ``FoldingTable/latin``.
  @inline(__always)
  private static func latin(_ lead: UInt8, _ trail: UInt8) -> UInt8 {
    FoldingTable.latin.utf8Start[Int(lead - 0xC3) << 6 | Int(trail & 0x3F)]
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
      if letter == UInt8(ascii: "e") || letter == UInt8(ascii: "a"), count > start, isDigraph(room[count &- 1], letter)
      {
        return
      }
      room[count] = letter
      count &+= 1
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
    let letter = FoldingTable.ascii.utf8Start[Int(byte)]
    return letter == space && byte == UInt8(ascii: ".") && !dotsPart ? 0 : letter
  }

  /// Whether two letters are one vowel: ae, oe, ue, aa.
  @inline(__always)
  private static func isDigraph(_ a: UInt8, _ b: UInt8) -> Bool {
    if b == UInt8(ascii: "e") { return a == UInt8(ascii: "a") || a == UInt8(ascii: "o") || a == UInt8(ascii: "u") }
    return b == UInt8(ascii: "a") && a == b
  }
}
