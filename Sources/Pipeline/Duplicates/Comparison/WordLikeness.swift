/// How alike two words of a name are, the better first.
enum WordLikeness: UInt8, Comparable {
  case same
  case nickname
  /// One or two slips of a finger.
  case typo
  /// "Rob" and "Robert", "Berg" and "Vandenberg".
  case shortened
  /// "R." and "Robert".
  case initial
  /// So alike that a mistake cannot be ruled out.
  case faint
  case different

  static func < (a: Self, b: Self) -> Bool { a.rawValue < b.rawValue }

  /// The share of the word's information that is left, and a fixed loss for the rarity of such agreements.
  var weight: (share: Float, bits: Float) {
    switch self {
    case .same: (1, 0)
    case .nickname: (0.8, -1)
    case .typo: (0.8, -1.5)
    case .shortened: (0.7, -2)
    case .initial: (0, 3.3)
    case .faint: (0.3, -3)
    case .different: (0, -5)
    }
  }
}

/// Compares words of one lexicon; each thread has its own.
struct WordComparer: ~Copyable {
  let lexicon: Lexicon
  /// Whether the list is so badly typed that a slip may well give another name.
  let isLenient: Bool
  let distance = WordDistance()

  init(_ lexicon: Lexicon, isLenient: Bool = false) {
    self.lexicon = lexicon
    self.isLenient = isLenient
  }

  /// How alike two words of a name are, short of ``WordLikeness/faint``; most are told apart by ``areApart(_:_:)``.
  ///
  /// Short names are exact, for a letter makes another one of them: Lena and Lea, Zhang and Zheng; in family names only an
  /// I may be a Y. Where one word begins the other, nothing was mistyped: Berg and Bergmann, Martin and Martini are two.
  /// Only what is too long for a field is cut.
  func likeness(_ a: Vocabulary.ID, _ b: Vocabulary.ID, areFamilyNames: Bool) -> WordLikeness {
    if a == b { return .same }
    let (first, second) = (lexicon[a], lexicon[b])
    if first.length == 1 || second.length == 1 {
      let word = first.length == 1 ? second : first
      let letter = lexicon.letters(first.length == 1 ? a : b)
      return word.length > 1 && letter < Lexicon.digit && word.initials & letter != 0 ? .initial : .different
    }
    if lexicon.areNicknames(a, b) { return .nickname }
    let (mine, theirs) = (lexicon.letters(a), lexicon.letters(b))
    // A sign of another script may be a whole name, and one byte of it is no slip of a finger; nor is a digit that differs.
    if (mine | theirs) & Lexicon.otherScript != 0 { return .different }
    if mine & theirs & Lexicon.digit != 0 { return .different }
    let isStrict = !isLenient && !areFamilyNames
    let longer = Int(max(first.length, second.length))
    let shorter = Int(min(first.length, second.length))
    let slips = slips(longer)
    // A slip changes one letter of each at most, and none where a short name would become another; a short form lacks
    // letters, but has none of its own.
    let isShort = !isLenient && longer <= Self.shortName
    let other =
      isShort && areFamilyNames
      ? Self.withoutY(mine) ^ Self.withoutY(theirs) : mine ^ theirs
    let mayBeTypo = longer - shorter <= slips && other.nonzeroBitCount <= (isShort ? 0 : 2 * slips)
    let mayBeShort =
      shorter >= (isStrict ? Self.leastCut : 3) && longer > shorter
      && (mine & ~theirs == 0 || theirs & ~mine == 0)
    if !mayBeTypo, !mayBeShort { return .different }
    let (x, y) = (lexicon.bytes(a), lexicon.bytes(b))
    let areKnown = !areFamilyNames && first.isGivenName && second.isGivenName
    let areTwoNames = !isLenient && (areKnown || lexicon.areEstablished(a, b) && first.sound != second.sound)
    let (short, long) = x.count < y.count ? (x, y) : (y, x)
    if !isLenient {
      if Self.differInGender(x, y) || areFamilyNames && Self.differInFirst(x, y) { return .different }
      if long.starts(with: short), !Self.isDoubled(short, long) {
        let least = areFamilyNames ? Self.leastFamilyCut : Self.leastCut
        return shorter >= least && !areTwoNames ? .shortened : .different
      }
    }
    if mayBeTypo, distance.edits(x, y) <= slips { return areTwoNames ? .different : .typo }
    guard mayBeShort, !areTwoNames else { return .different }
    if long.starts(with: short) { return .shortened }
    let isJoined = shorter >= 4 && long.suffix(shorter).elementsEqual(short)
    return isJoined && NameWords.joinedParticles.contains(Hash.bytes(prefix(of: long, longer - shorter)))
      ? .shortened : .different
  }

  /// Whether two words are told to be different at a glance: each has letters that the other lacks, more of them than slips
  /// could change, and neither may be another form of the other.
  @inline(__always)
  func areApart(_ first: Lexicon.Glance, _ second: Lexicon.Glance) -> Bool {
    let other = first.letters ^ second.letters
    return other & first.letters != 0 && other & second.letters != 0
      && other.nonzeroBitCount > 2 * slips(max(first.length, second.length)) && !first.mayStandForOne(with: second)
  }

  private func prefix(of word: UnsafeBufferPointer<UInt8>, _ length: Int) -> UnsafeBufferPointer<UInt8> {
    UnsafeBufferPointer(rebasing: word[..<length])
  }

  /// Whether two words that are not alike are so nearly so that a mistake cannot be ruled out.
  func areFaintlyAlike(_ a: Vocabulary.ID, _ b: Vocabulary.ID) -> Bool {
    let (first, second) = (lexicon.glance(a), lexicon.glance(b))
    if first.letters & second.letters & Lexicon.digit != 0 || first.length == 1 || second.length == 1 { return false }
    let common = (first.letters & second.letters).nonzeroBitCount
    let (mine, theirs) = (first.letters.nonzeroBitCount, second.letters.nonzeroBitCount)
    if 2 * common < max(mine, theirs) { return false }
    let (x, y) = (lexicon.bytes(a), lexicon.bytes(b))
    // What the other lacks finds no match in it.
    let matches = min(x.count - (mine - common), y.count - (theirs - common))
    return distance.greatestSimilarity(x, y, matches: matches) >= 0.82 && distance.similarity(x, y) >= 0.82
  }

  /// Whether a letter within one word is missing, or is another, in the other word.
  func areOneLetterApart(_ a: Vocabulary.ID, _ b: Vocabulary.ID) -> Bool {
    let (x, y) = (lexicon.bytes(a), lexicon.bytes(b))
    if (lexicon.letters(a) | lexicon.letters(b)) & Lexicon.otherScript != 0 || Self.differInFirst(x, y) { return false }
    let (short, long) = x.count < y.count ? (x, y) : (y, x)
    return short.count >= Self.leastSlip && !long.starts(with: short) && distance.edits(x, y) == 1
  }

  /// No letter of a shorter name is a slip.
  private static let leastSlip = 4
  /// A name of so many letters is another one with one letter changed.
  private static let shortName = 5
  /// Fewer letters at the start of a name are rather another name than the same one, cut off.
  private static let leastCut = 8
  private static let leastFamilyCut = 10

  /// The letters of a word, Y taken for I.
  private static func withoutY(_ letters: UInt32) -> UInt32 {
    let y = Lexicon.bit(UInt8(ascii: "y"))
    return letters & y == 0 ? letters : letters & ~y | Lexicon.bit(UInt8(ascii: "i"))
  }

  /// Whether the longer word only has its last letter twice: "Hofman" and "Hofmann".
  private static func isDoubled(_ short: UnsafeBufferPointer<UInt8>, _ long: UnsafeBufferPointer<UInt8>) -> Bool {
    long.count == short.count + 1 && long[short.count] == short[short.count - 1]
  }

  /// "Keller" and "Heller": the first letter is the one that nobody mistypes.
  private static func differInFirst(_ a: UnsafeBufferPointer<UInt8>, _ b: UnsafeBufferPointer<UInt8>) -> Bool {
    a.count == b.count && a[0] != b[0] && !(a[0] == b[1] && b[0] == a[1])
  }

  /// "Daniel" and "Daniela", "Mario" and "Maria", "Jean" and "Jeanne" are two people, however alike.
  static func differInGender(_ a: UnsafeBufferPointer<UInt8>, _ b: UnsafeBufferPointer<UInt8>) -> Bool {
    var common = 0
    while common < a.count, common < b.count, a[common] == b[common] { common += 1 }
    guard common >= 3, max(a.count, b.count) - common <= 4 else { return false }
    return genderEndings.contains(endings(a[common...], b[common...]))
  }

  /// Two endings of at most four bytes as one number.
  private static func endings(_ a: some Sequence<UInt8>, _ b: some Sequence<UInt8>) -> UInt64 {
    let (x, y) = (a.reduce(0) { $0 << 8 | UInt64($1) }, b.reduce(0) { $0 << 8 | UInt64($1) })
    return max(x, y) << 32 | min(x, y)
  }

  /// What parts a man's name from a woman's, behind what the two have in common.
  private static let genderEndings: Set<UInt64> = {
    let added = ["a", "e", "ne", "na", "ina", "ine", "ette", "ia", "ie", "ya", "iya", "ja", "ija", "le", "la", "elle"]
    let exchanged = [
      ("o", "a"), ("e", "a"), ("e", "la"), ("i", "ya"), ("y", "ya"), ("c", "qu"), ("us", "a"), ("os", "a"),
      ("os", "ia"),
    ]
    return Set((added.map { ("", $0) } + exchanged).map { endings($0.utf8, $1.utf8) })
  }()

  /// How many slips a word of `length` bytes may hold.
  @inline(__always)
  private func slips(_ length: Int) -> Int {
    let length = isLenient ? length + 2 : length
    return length < 4 ? 0 : length < 8 ? 1 : length < 14 ? 2 : Self.mostSlips
  }
  private static let mostSlips = 3

  /// How alike two names of places or organizations' words are: no nicknames, no initials.
  func placeLikeness(_ a: Vocabulary.ID, _ b: Vocabulary.ID) -> WordLikeness {
    if a == b { return .same }
    let (first, second) = (lexicon.glance(a), lexicon.glance(b))
    let longer = max(first.length, second.length)
    let shorter = min(first.length, second.length)
    let other = (first.letters ^ second.letters).nonzeroBitCount
    if shorter * 2 < longer || other > 6 { return .different }
    let (x, y) = (lexicon.bytes(a), lexicon.bytes(b))
    // One edit changes two letters at most.
    let edits = max(1, longer / 5)
    if longer - shorter <= min(4, edits), other <= 2 * edits, distance.edits(x, y) <= edits { return .typo }
    let (short, long) = x.count < y.count ? (x, y) : (y, x)
    return shorter >= 4 && long.starts(with: short) ? .shortened : .different
  }
}
