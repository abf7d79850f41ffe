import Contacts

extension Contact {
  /// Takes the name's parts of the record that says more, as a whole; fills parts that are still unknown; and names the
  /// parts that disagree.
  mutating func absorbName(of other: Contact) -> [Difference] {
    var other = other
    partName(like: other)
    other.partName(like: self)
    let (mine, theirs) = (nameWords, other.nameWords)
    if !other.name.given.isEmpty || !other.name.family.isEmpty, theirs.contains(mine),
      !mine.contains(theirs) || other.isStructured && !isStructured
    {
      for part in Self.wholeName { self[part] = other[part] }
    }
    // A name in one piece is not to be mixed with parts of another.
    let isWhole = Self.wholeName.allSatisfy { self[$0].isEmpty } && !name.display.isEmpty
    var differences: [Difference] = []
    for part in TextField.nameParts where !other[part].isEmpty && other[part] != self[part] {
      let known = WordBag(TextField.nameParts.map { self[$0] }.joined(separator: " "))
      if known.contains(WordBag(other[part])) { continue }
      let isFree = self[part].isEmpty && !(isWhole && Self.wholeName.contains(part))
      if isFree || !self[part].isEmpty && Self.covers(other[part], self[part], as: part) {
        self[part] = other[part]
      } else {
        differences.append(Difference(field: part, kept: self[part], other: other[part]))
      }
    }
    return differences
  }

  /// Parts a whole name that stands in the given name's place, where `other` tells the family name that it ends with.
  private mutating func partName(like other: Contact) {
    let family = other.name.family
    guard name.family.isEmpty, !family.isEmpty, name.given.hasSuffix(" \(family)") else { return }
    name.given.removeLast(family.count + 1)
    name.family = family
  }

  /// The parts of a name that are taken as a whole.
  static let wholeName: [TextField] = [.given, .middle, .family]

  /// Whether these parts of the name say all that those of `other` say, and more.
  func saysMoreOfName(than other: Contact) -> Bool {
    let (mine, theirs) = (nameWords, other.nameWords)
    return mine.contains(theirs) && !theirs.contains(mine)
  }

  /// The words of these parts, or of the whole name where there are none.
  private var nameWords: WordBag {
    let parts = Self.wholeName.map { self[$0] }.filter { !$0.isEmpty }
    return WordBag(parts.isEmpty ? name.display : parts.joined(separator: " "))
  }

  private var isStructured: Bool { !name.given.isEmpty && !name.family.isEmpty }
}

/// The words of a text, folded, in whatever order they stand.
struct WordBag {
  /// In order of their bytes.
  private let words: [ArraySlice<UInt8>]
  /// A text that has no letters or digits is compared as it is.
  private let plain: String

  /// More words than this are no name, and their initials mean nothing.
  private static let maximumInitialled = 64

  init(_ text: String) {
    words = Folding.folded(text).split(separator: Folding.space).sorted { $0.lexicographicallyPrecedes($1) }
    plain = words.isEmpty ? text : ""
  }

  /// Whether a word of more than one letter is among both.
  func sharesWord(with other: WordBag) -> Bool { words.contains { $0.count > 1 && other.words.contains($0) } }

  /// Whether each word of `other` is one of these, or the initial of one that no other word has taken.
  func contains(_ other: WordBag) -> Bool {
    if other.words.isEmpty { return other.plain.isEmpty || other.plain == plain }
    var free: [ArraySlice<UInt8>] = []
    var initials: [UInt8] = []
    var next = 0
    for word in other.words {
      while next < words.count, words[next].lexicographicallyPrecedes(word) {
        free.append(words[next])
        next += 1
      }
      if next < words.count, words[next] == word {
        next += 1
      } else if word.count == 1, let initial = word.first, initial >= UInt8(ascii: "a") {
        initials.append(initial)
      } else {
        return false
      }
    }
    if initials.isEmpty { return true }
    free += words[next...]
    guard free.count <= Self.maximumInitialled else { return false }
    return initials.allSatisfy { initial in
      guard let taken = free.firstIndex(where: { $0.first == initial }) else { return false }
      free.remove(at: taken)
      return true
    }
  }
}
