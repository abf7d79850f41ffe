/// Every distinct word of all contacts, each once, with how often it is used: a contact's key holds words by index.
struct Vocabulary: Sendable {
  typealias ID = UInt32

  /// What a word is used for; its rarity is counted for each use apart.
  enum Use: Int { case name, organization, place }

  struct Word: Sendable {
    /// Of its bytes: hashes of 64 bits stand for their words (see ``WordSet``).
    let hash: UInt64
    /// Where it begins in ``Vocabulary/bytes``; it ends where the next one begins.
    let start: UInt32
    /// How often it is used, by use.
    var counts: (name: UInt32, organization: UInt32, place: UInt32)
    let traits: WordTraits

    mutating func add(_ count: UInt32, for use: Use) {
      switch use {
      case .name: counts.name &+= count
      case .organization: counts.organization &+= count
      case .place: counts.place &+= count
      }
    }
  }

  private(set) var bytes: [UInt8] = []
  private(set) var words: [Word] = []
  /// A word's index + 1; 0 where the slot is free.
  private var slots: [ID] = []

  /// Longer words are cut here, and end in a hash of the rest.
  static let maximumLength = 64

  var count: Int { words.count }

  /// Where the bytes of a word are.
  func range(_ id: ID) -> Range<Int> {
    let next = Int(id) + 1
    return Int(words[Int(id)].start)..<(next < words.count ? Int(words[next].start) : bytes.count)
  }

  /// A word as text.
  func text(_ id: ID) -> String { String(decoding: bytes[range(id)], as: UTF8.self) }

  /// Adds a use of a word, which is new or known.
  mutating func insert(
    _ word: UnsafeBufferPointer<UInt8>, for use: Use
  ) -> (id: ID, hash: UInt64, traits: WordTraits) {
    if word.count > Self.maximumLength { return insertLong(word, for: use) }
    let hash = Hash.bytes(word)
    let id = index(of: word, hash)
    words[Int(id)].add(1, for: use)
    return (id, hash, words[Int(id)].traits)
  }

  private mutating func insertLong(
    _ word: UnsafeBufferPointer<UInt8>, for use: Use
  ) -> (id: ID, hash: UInt64, traits: WordTraits) {
    var short = Array(word.prefix(Self.maximumLength - 16))
    let hash = Hash.bytes(word)
    for digit in 0..<16 {
      short.append(UInt8(ascii: "a") + UInt8(truncatingIfNeeded: hash >> (4 * UInt64(digit)) & 15))
    }
    return short.withUnsafeBufferPointer { insert($0, for: use) }
  }

  /// Adds all words of another; the result holds the index here of each of its words.
  mutating func insert(contentsOf other: Vocabulary) -> [ID] {
    other.bytes.withUnsafeBufferPointer { all in
      other.words.indices.map { known in
        let word = other.words[known]
        let id = index(of: UnsafeBufferPointer(rebasing: all[other.range(ID(known))]), word.hash)
        words[Int(id)].add(word.counts.name, for: .name)
        words[Int(id)].add(word.counts.organization, for: .organization)
        words[Int(id)].add(word.counts.place, for: .place)
        return id
      }
    }
  }

  private mutating func index(of word: UnsafeBufferPointer<UInt8>, _ hash: UInt64) -> ID {
    if count * 2 >= slots.count { grow() }
    let mask = slots.count - 1
    var slot = Int(truncatingIfNeeded: hash) & mask
    while slots[slot] != 0 {
      let id = slots[slot] - 1
      if words[Int(id)].hash == hash { return id }
      slot = (slot + 1) & mask
    }
    let id = ID(count)
    slots[slot] = id + 1
    words.append(Word(hash: hash, start: UInt32(bytes.count), counts: (0, 0, 0), traits: WordTraits(ofHash: hash)))
    bytes.append(contentsOf: word)
    return id
  }

  /// Makes room for the words of so many times as many contacts: each new one has fewer new words.
  mutating func makeRoom(times: Int) {
    words.reserveCapacity(count * times)
    bytes.reserveCapacity(bytes.count * times)
    while slots.count < count * min(8, times) { grow() }
  }

  /// Gives back the room that is only of use while words are added.
  mutating func finish() {
    slots = []
    bytes = bytes.withUnsafeBufferPointer { Array($0) }
    words = words.withUnsafeBufferPointer { Array($0) }
  }

  private mutating func grow() {
    // Words may have been added before, whose slots were given back.
    var size = max(1 << 13, slots.count * 2)
    while size < 2 * (count + 1) { size *= 2 }
    slots = Array(repeating: 0, count: size)
    let mask = slots.count - 1
    for (id, word) in words.enumerated() {
      var slot = Int(truncatingIfNeeded: word.hash) & mask
      while slots[slot] != 0 { slot = (slot + 1) & mask }
      slots[slot] = ID(id + 1)
    }
  }
}
