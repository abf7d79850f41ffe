/// A fixed set of folded words, asked by the hash that a word has anyway.
struct WordSet: Sendable {
  private let slots: [UInt64]

  /// The words of `text`, parted by white space.
  init(_ text: String) {
    var folded = Folding.folded(text)
    var hashes: [UInt64] = []
    Folding.forEachWord(in: &folded) { hashes.append(Hash.bytes($0)) }
    self.init(hashes: hashes)
  }

  /// The words of these hashes.
  init(hashes: [UInt64]) {
    var size = 64
    while size < hashes.count * 4 { size *= 2 }
    var slots = Array(repeating: UInt64(0), count: size)
    for hash in hashes {
      var slot = Int(truncatingIfNeeded: hash) & (size - 1)
      while slots[slot] != 0, slots[slot] != hash { slot = (slot + 1) & (size - 1) }
      slots[slot] = hash
    }
    self.slots = slots
  }

  /// The hashes of all words.
  var hashes: [UInt64] { slots.filter { $0 != 0 } }

  /// Whether the word of this hash is in the set. Hashes of 64 bits stand for their words: among a million words, two
  /// have the same with a chance of one in forty million.
  func contains(_ hash: UInt64) -> Bool {
    var slot = Int(truncatingIfNeeded: hash) & (slots.count - 1)
    while slots[slot] != 0 {
      if slots[slot] == hash { return true }
      slot = (slot + 1) & (slots.count - 1)
    }
    return false
  }
}
