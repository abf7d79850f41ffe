/// What comparison needs to know of each word of a vocabulary, worked out once for all.
///
/// Read by all threads in their innermost loops, so it is memory of its own rather than arrays, whose every use counts
/// references.
final class Lexicon: @unchecked Sendable {
  /// Of one word.
  struct Word {
    var start: UInt32
    var length: UInt8
    /// Where its groups of ``Nicknames`` are.
    var nicknames = Nicknames.none
    /// The letters that an initial of it may be, the word's own and its nicknames', as ``Lexicon/bit(_:)``.
    var initials: UInt32 = 0
    /// Whether it is known to be a given name in its own right.
    var isGivenName = false
    /// How often it is used in names.
    var nameCount: UInt32 = 0
    /// The information in an agreement on it, in bits, by use.
    var bits: (name: Float, organization: Float, place: Float) = (0, 0, 0)
    /// Hash of how the word sounds, roughly: what typing, hearing and transliteration leave alone.
    var sound: UInt32 = 0
  }

  /// What tells most words apart, in so few bytes that those of all words stay close to a core.
  struct Glance {
    /// The letters that occur, as ``Lexicon/bit(_:)``.
    var letters: UInt32 = 0
    /// How long it is, and above that whom it may stand for: a bit for its nickname groups, all of them for an initial.
    private var rest: UInt32

    fileprivate init(length: Int) { rest = length == 1 ? ~0 << 8 | 1 : UInt32(length) }

    fileprivate mutating func add(group: UInt16) { rest |= 1 << (8 + UInt32(group) % 24) }

    var length: Int { Int(rest & 255) }

    /// Whether the two may be forms of one name, or one of them an initial of the other's forms.
    func mayStandForOne(with other: Glance) -> Bool { (rest & other.rest) >> 8 != 0 }
  }

  let count: Int
  private let words: UnsafeMutablePointer<Word>
  private let glances: UnsafeMutablePointer<Glance>
  private let bytes: UnsafeMutablePointer<UInt8>

  init(_ vocabulary: Vocabulary, contacts: Int) {
    @Sendable func bits(_ count: UInt32, _ use: Vocabulary.Use) -> Float {
      Rarity.bits(count: count, of: contacts, prior: Rarity.prior(of: use))
    }
    // Nearly all words are used once or twice for one thing, and not at all for others.
    let rare = (name: bits(0, .name), organization: bits(0, .organization), place: bits(0, .place))
    let all = vocabulary.bytes
    count = vocabulary.count
    words = .allocate(capacity: count)
    glances = .allocate(capacity: count)
    bytes = .allocate(capacity: all.count)
    _ = UnsafeMutableBufferPointer(start: bytes, count: all.count).initialize(from: all)
    // Each part fills places of its own.
    nonisolated(unsafe) let (words, glances, bytes) = (words, glances, bytes)
    _ = onAllCores(of: count) { part in
      for id in part {
        let range = vocabulary.range(Vocabulary.ID(id))
        let word = UnsafeBufferPointer(start: bytes + range.lowerBound, count: range.count)
        let known = vocabulary.words[id]
        var entry = Word(start: UInt32(range.lowerBound), length: UInt8(range.count))
        entry.nameCount = known.counts.name
        entry.bits = rare
        if known.counts.name > Rarity.fewest { entry.bits.name = bits(known.counts.name, .name) }
        if known.counts.organization > Rarity.fewest {
          entry.bits.organization = bits(known.counts.organization, .organization)
        }
        if known.counts.place > Rarity.fewest { entry.bits.place = bits(known.counts.place, .place) }
        var glance = Glance(length: range.count)
        for byte in word { glance.letters |= Self.bit(byte) }
        if let first = word.first { entry.initials = Self.bit(first) }
        if entry.nameCount > 0 {
          entry.sound = Self.sound(word)
          entry.nicknames = Nicknames.place(ofHash: known.hash)
          entry.isGivenName = entry.nicknames != Nicknames.none || known.traits.contains(.givenName)
          for group in Nicknames.groups(at: entry.nicknames) {
            entry.initials |= Nicknames.initials(ofGroup: group)
            glance.add(group: group)
          }
        }
        words.advanced(by: id).initialize(to: entry)
        glances.advanced(by: id).initialize(to: glance)
      }
    }
  }

  deinit {
    words.deallocate()
    glances.deallocate()
    bytes.deallocate()
  }

  subscript(id: Vocabulary.ID) -> Word {
    @inline(__always) get { words[Int(id)] }
  }

  @inline(__always)
  func glance(_ id: Vocabulary.ID) -> Glance { glances[Int(id)] }

  /// The letters that occur in a word, as ``bit(_:)``.
  @inline(__always)
  func letters(_ id: Vocabulary.ID) -> UInt32 { glances[Int(id)].letters }

  @inline(__always)
  func length(_ id: Vocabulary.ID) -> Int { glances[Int(id)].length }

  @inline(__always)
  func bytes(_ id: Vocabulary.ID) -> UnsafeBufferPointer<UInt8> {
    UnsafeBufferPointer(start: bytes + Int(words[Int(id)].start), count: Int(words[Int(id)].length))
  }

  /// The information in an agreement on a word, in bits.
  @inline(__always)
  func bits(_ id: Vocabulary.ID, as use: Vocabulary.Use) -> Float {
    switch use {
    case .name: words[Int(id)].bits.name
    case .organization: words[Int(id)].bits.organization
    case .place: words[Int(id)].bits.place
    }
  }

  /// Whether both words are names in their own right: too frequent to be a slip for the other.
  func areEstablished(_ a: Vocabulary.ID, _ b: Vocabulary.ID) -> Bool {
    let (first, second) = (words[Int(a)].nameCount, words[Int(b)].nameCount)
    return min(first, second) >= max(4, max(first, second) / 100)
  }

  /// Whether two words are forms of one given name, as one person uses them: its full form and any short one, or short ones
  /// that are alike. Bob is called Rob as well; Lisa and Elsa, both short for Elisabeth, are sisters rather.
  func areNicknames(_ a: Vocabulary.ID, _ b: Vocabulary.ID) -> Bool {
    let (first, second) = (words[Int(a)], words[Int(b)])
    for group in Nicknames.groups(at: first.nicknames) {
      for other in Nicknames.groups(at: second.nicknames) where group == other {
        let full = Nicknames.fullLength(ofGroup: group)
        if 4 * Int(max(first.length, second.length)) >= 3 * full || areAlikeShortForms(a, b) { return true }
      }
    }
    return false
  }

  /// Short forms that rhyme, or begin alike.
  private func areAlikeShortForms(_ a: Vocabulary.ID, _ b: Vocabulary.ID) -> Bool {
    let (x, y) = (bytes(a), bytes(b))
    if x.dropFirst().elementsEqual(y.dropFirst()) { return true }
    let beginning = min(3, x.count, y.count)
    return x.prefix(beginning).elementsEqual(y.prefix(beginning))
  }

  /// The bit of digits.
  static let digit: UInt32 = 1 << 26
  /// The bit of letters that are not Latin, and have no Latin spelling.
  static let otherScript: UInt32 = 1 << 27

  /// One of the bits 0 to 25 for a letter, and those of all digits and of all else.
  static func bit(_ byte: UInt8) -> UInt32 {
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"): 1 << UInt32(byte - UInt8(ascii: "a"))
    case UInt8(ascii: "0")...UInt8(ascii: "9"): digit
    default: otherScript
    }
  }

  /// The first letter and the consonants behind it, letters that sound alike made one, doubled ones single.
  private static func sound(_ word: UnsafeBufferPointer<UInt8>) -> UInt32 {
    var hash: UInt64 = 0
    var previous: UInt8 = 0
    var isFirst = true
    for byte in word {
      var sound = byte
      switch byte {
      case UInt8(ascii: "c"), UInt8(ascii: "q"), UInt8(ascii: "g"): sound = UInt8(ascii: "k")
      case UInt8(ascii: "z"), UInt8(ascii: "x"): sound = UInt8(ascii: "s")
      case UInt8(ascii: "v"), UInt8(ascii: "w"): sound = UInt8(ascii: "f")
      case UInt8(ascii: "d"): sound = UInt8(ascii: "t")
      case UInt8(ascii: "y"), UInt8(ascii: "j"): sound = UInt8(ascii: "i")
      default: break
      }
      let isSilent =
        switch sound {
        case UInt8(ascii: "h"), UInt8(ascii: "a"), UInt8(ascii: "e"), UInt8(ascii: "i"), UInt8(ascii: "o"),
          UInt8(ascii: "u"):
          true
        default: false
        }
      if !isFirst, isSilent || sound == previous { continue }
      isFirst = false
      previous = sound
      hash = hash &* 31 &+ UInt64(sound)
    }
    return UInt32(truncatingIfNeeded: Hash.mix(hash))
  }
}
