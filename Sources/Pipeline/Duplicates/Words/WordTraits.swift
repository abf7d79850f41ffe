/// What a word can be besides itself, looked up once for each distinct word.
struct WordTraits: OptionSet, Sendable {
  let rawValue: UInt8

  static let title = WordTraits(rawValue: 1)
  static let credential = WordTraits(rawValue: 2)
  static let particle = WordTraits(rawValue: 4)
  static let legalForm = WordTraits(rawValue: 8)
  static let generation = WordTraits(rawValue: 16)
  static let givenName = WordTraits(rawValue: 32)
  /// Between the given names of two people.
  static let conjunction = WordTraits(rawValue: 64)
  /// Of ``NameWords/relations``.
  static let relation = WordTraits(rawValue: 128)

  init(rawValue: UInt8) { self.rawValue = rawValue }

  /// The traits of the word with this hash.
  init(ofHash hash: UInt64) { self = Self.table[hash] }

  private static let table = WordTraitsTable([
    (.title, NameWords.titles), (.credential, NameWords.credentials), (.particle, NameWords.particles),
    (.legalForm, LegalForms.words), (.generation, NameWords.generationWords), (.givenName, GivenNames.words),
    (.conjunction, NameWords.conjunctions), (.relation, NameWords.relations),
  ])
}

/// The words of several sets in one table: every new word is looked up, and nearly all are in none.
private struct WordTraitsTable {
  private var slots: [(hash: UInt64, traits: WordTraits)]
  /// A bit for each of the words, by further bits of its hash: small enough to stay close to a core.
  private var filter = [UInt64](repeating: 0, count: 1 << 10)

  init(_ sets: [(traits: WordTraits, words: WordSet)]) {
    let all = sets.map { ($0.traits, $0.words.hashes) }
    var size = 64
    while size < all.reduce(0, { $0 + $1.1.count }) * 4 { size *= 2 }
    slots = Array(repeating: (0, []), count: size)
    for (traits, hashes) in all {
      for hash in hashes {
        filter[Int(hash >> 38 & 1023)] |= 1 << (hash >> 32 & 63)
        let slot = slot(of: hash)
        slots[slot] = (hash, slots[slot].traits.union(traits))
      }
    }
  }

  subscript(hash: UInt64) -> WordTraits {
    filter[Int(hash >> 38 & 1023)] >> (hash >> 32 & 63) & 1 == 0 ? [] : slots[slot(of: hash)].traits
  }

  /// Where a word is, or would be.
  private func slot(of hash: UInt64) -> Int {
    var slot = Int(truncatingIfNeeded: hash) & (slots.count - 1)
    while slots[slot].hash != 0, slots[slot].hash != hash { slot = (slot + 1) & (slots.count - 1) }
    return slot
  }
}
