/// The words of a name, an organization or places while a key is made: few, whose room is kept for the next contact's.
struct WordList: Sendable {
  /// A word of a field.
  struct Word: Sendable {
    var hash: UInt64 = 0
    var id: Vocabulary.ID = 0
    /// The part it plays: of ``NameRole`` or ``PlaceRole``.
    var role: UInt8 = 0
    var traits: WordTraits = []
    var isInitial = false
  }

  /// More words of a field than this become one, so that a key stays small whatever the contact holds.
  static let maximumOfName = 8
  static let maximumAddresses = 3

  /// So many addresses have the most words: each eight, and one that parts it from the next.
  private var words = Array(repeating: Word(), count: 32)
  private(set) var count = 0
  /// The traits of all words that were added, together.
  private(set) var traits: WordTraits = []

  var isEmpty: Bool { count == 0 }
  var indices: Range<Int> { 0..<count }

  subscript(index: Int) -> Word {
    get { words[index] }
    set { words[index] = newValue }
  }

  mutating func append(_ word: Word) {
    words[count] = word
    count += 1
    traits.formUnion(word.traits)
  }

  mutating func removeAll() {
    count = 0
    traits = []
  }

  mutating func remove(at index: Int) {
    for next in (index + 1)..<max(index + 1, count) { words[next - 1] = words[next] }
    count -= 1
  }

  /// Removes all words that have a trait.
  mutating func removeAll(_ trait: WordTraits) {
    var left = 0
    for index in 0..<count where !words[index].traits.contains(trait) {
      words[left] = words[index]
      left += 1
    }
    count = left
  }

  /// How many words have a trait.
  func count(_ trait: WordTraits) -> Int {
    var count = 0
    for index in indices where words[index].traits.contains(trait) { count += 1 }
    return count
  }
}
