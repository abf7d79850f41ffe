/// What two names say about whether they are one person's.
struct NameComparison {
  enum Verdict: UInt8, Comparable {
    /// One of them is not known at all.
    case unknown
    /// Every word of one has its like in the other.
    case compatible
    /// Compatible, but a name on one side is only an initial.
    case abbreviated
    /// Compatible so far: a given or family name is missing.
    case partial
    /// What may be a mistake or another name: a letter of a short family name, a given name that is the other's family name.
    case slip
    /// Words that only faintly resemble each other, beside words that agree.
    case doubtful
    /// Each has a word that the other lacks.
    case conflict

    static func < (a: Self, b: Self) -> Bool { a.rawValue < b.rawValue }
  }

  var verdict = Verdict.unknown
  /// Evidence in bits, negative where they differ.
  var bits: Float = 0
  /// The part of it that tells people of one family or company apart.
  var givenBits: Float = 0
  /// Whether every word is the same.
  var isExact = false
  /// Whether a given name agrees, or a word of two organizations; what is left of a name after a wedding.
  var agreesInGiven = false
  /// Whether the slip, if it is one, is in a given name, as which relatives are told apart.
  var slipsInGiven = false
  /// Whether a given name agrees but for a mistyped letter, which makes another name of many.
  var isMistypedInGiven = false
  /// Whether words that are only nearly alike are both known given names: two people, rather than a mistake.
  var areTwoNames = false
}

extension WordComparer {
  /// Compares what two contacts are called.
  ///
  /// Words are paired best first, whatever their order: names are written both ways round, joined, shortened to
  /// initials and misspelt. A word without a partner on one side only is a missing middle name; on both sides it is a
  /// contradiction.
  func compareNames(_ a: KeyView, _ b: KeyView) -> NameComparison {
    if a.isBusiness != b.isBusiness { return compareBusiness(a, b) }
    let (first, second) = (a.calledBy, b.calledBy)
    if first.isEmpty || second.isEmpty { return NameComparison() }
    if a.isBusiness { return compareOrganizationNames(first, second) }
    if first.hasSameWords(as: second) { return agreement(first, second) }
    return compare(first, second, LikenessMatrix(first, second, self))
  }

  /// The verdict of ``compareNames(_:_:)``, which most pairs give at a glance.
  func verdict(_ a: KeyView, _ b: KeyView) -> NameComparison.Verdict {
    guard !a.isBusiness, !b.isBusiness else { return compareNames(a, b).verdict }
    let (first, second) = (a.names, b.names)
    if first.isEmpty || second.isEmpty { return .unknown }
    if first.hasSameWords(as: second) { return agreement(first, second).verdict }
    let matrix = LikenessMatrix(first, second, self)
    if matrix.best == .different, !mayBeJoined(first, second), !areOfTwoScripts(first, second) { return .conflict }
    return compare(first, second, matrix).verdict
  }

  /// What a glance sees of a person's name.
  struct NameGlance {
    fileprivate var words: UnsafeBufferPointer<Lexicon.Glance>
    /// How many words there are, and how long all of them together.
    fileprivate var count: Int
    fileprivate var length = 0
    /// The letters that occur, as ``Lexicon/bit(_:)``.
    fileprivate var letters: UInt32 = 0

    /// How many words are seen.
    static let size = LikenessMatrix.size
  }

  /// Looks at a name; what is seen of its words is put into a place for ``NameGlance/size`` of them.
  func glance(at view: KeyView, _ place: UnsafeMutablePointer<Lexicon.Glance>) -> NameGlance {
    let names = view.names
    let seen = min(NameGlance.size, names.count)
    var name = NameGlance(words: UnsafeBufferPointer(start: place, count: seen), count: names.count)
    for index in 0..<names.count {
      let word = lexicon.glance(names[index])
      if index < seen { place.advanced(by: index).initialize(to: word) }
      name.length += word.length
      name.letters |= word.letters
    }
    return name
  }

  /// Whether the words of two people's names, each two at a glance, tell that they contradict each other.
  func areApart(_ first: NameGlance, _ second: NameGlance) -> Bool {
    if first.words.isEmpty || second.words.isEmpty { return false }
    for mine in first.words {
      for theirs in second.words where !areApart(mine, theirs) { return false }
    }
    let mayBeJoined = first.count != second.count && abs(first.length - second.length) <= Self.mostJoined
    return !mayBeJoined && (first.letters | second.letters) & Lexicon.otherScript == 0
  }

  /// Whether one of two names has as many letters in more words.
  private func mayBeJoined(_ first: KeyView.Words, _ second: KeyView.Words) -> Bool {
    if first.count == second.count { return false }
    return abs(first.reduce(0) { $0 + lexicon.length($1) } - second.reduce(0) { $0 + lexicon.length($1) })
      <= Self.mostJoined
  }

  /// How many letters more or fewer a name may have that is written in another number of words.
  private static let mostJoined = 2

  /// Whether two names cannot be compared, being written in two scripts of which one has no Latin spelling here.
  private func areOfTwoScripts(_ first: KeyView.Words, _ second: KeyView.Words) -> Bool {
    let isLatin = isLatin(first[0])
    return isLatin != self.isLatin(second[0]) && first.allSatisfy { self.isLatin($0) == isLatin }
      && second.allSatisfy { self.isLatin($0) != isLatin }
  }

  private func isLatin(_ word: Vocabulary.ID) -> Bool { lexicon.letters(word) & Lexicon.otherScript == 0 }

  /// Whether two contacts are called so differently that they must be two, and no record id says otherwise.
  func areCalledApart(_ a: KeyView, _ b: KeyView) -> Bool {
    if a.isListed(with: b) || a.isBusiness == b.isBusiness && a.calledBy.hasSameWords(as: b.calledBy) { return false }
    return verdict(a, b) == .conflict
  }

  /// Compares names of the same words.
  private func agreement(_ first: KeyView.Words, _ second: KeyView.Words) -> NameComparison {
    var result = NameComparison()
    result.isExact = true
    var initials = 0
    for index in 0..<first.count {
      let isInGiven = isGiven(first, index) || isGiven(second, index)
      if first.isInitial(index) {
        initials += 1
      } else if isInGiven {
        result.agreesInGiven = true
      }
      add(.same, first[index], second[index], given: isInGiven, to: &result)
    }
    judge(first, second, Free(0, 0), sure: first.count - initials, initials: initials, &result)
    return result
  }

  private func compare(
    _ first: KeyView.Words, _ second: KeyView.Words, _ matrix: LikenessMatrix
  ) -> NameComparison {
    var result = NameComparison()
    var free = Free(first.count, second.count)
    var sure = 0
    var initials = 0
    var exchanged = 0
    var order = PartnerOrder()
    var isFamilyMistyped = false
    result.isExact = first.count == second.count
    for wanted in WordLikeness.same.rawValue...WordLikeness.initial.rawValue {
      guard let likeness = WordLikeness(rawValue: wanted) else { continue }
      if free.a == 0 || free.b == 0 { break }
      // Words that are alike in nothing may be joined ones.
      if matrix.best > likeness, likeness != .typo { continue }
      matrix.forEachPair(likeness) { i, j in
        guard free.holds(i, j) else { return }
        free.take(i, j)
        order.take(i, j)
        if likeness != .same { result.isExact = false }
        // Initial against initial says as little as initial against word.
        let isInGiven = isGiven(first, i) || isGiven(second, j)
        if likeness == .typo { if isInGiven { result.isMistypedInGiven = true } else { isFamilyMistyped = true } }
        if likeness == .initial || first.isInitial(i) {
          initials += 1
        } else {
          sure += 1
          if isInGiven { result.agreesInGiven = true }
          if areExchanged(first, i, second, j) { exchanged += 1 }
        }
        add(likeness, first[i], second[j], given: isInGiven, to: &result)
      }
      if likeness == .typo { takeJoined(first, second, &free, &result, &sure) }
    }
    if free.a != 0 || free.b != 0 { result.isExact = false }
    if sure == 0, initials == 0, areOfTwoScripts(first, second) { return NameComparison() }
    judge(first, second, free, sure: sure, initials: initials, &result)
    if !isLenient, result.verdict <= .abbreviated {
      if exchanged >= 2, exchanged == sure { result.verdict = .slip }
      if order.isScrambled { (result.verdict, result.slipsInGiven) = (.slip, true) }
      // "A. Kowalski" and "A. Kowalska".
      if isFamilyMistyped, !result.agreesInGiven { result.verdict = .slip }
    }
    if result.verdict < .conflict, haveNumbersApart(first, second) { result.verdict = .conflict }
    return result
  }

  /// Whether a given name of one person is the other's family name: "James Martin" and "Martin James".
  private func areExchanged(_ first: KeyView.Words, _ i: Int, _ second: KeyView.Words, _ j: Int) -> Bool {
    isGiven(first, i) != isGiven(second, j) && lexicon[first[i]].isGivenName && lexicon[second[j]].isGivenName
  }

  /// Which words have no partner yet, a bit each.
  struct Free {
    var a: UInt32
    var b: UInt32

    init(_ first: Int, _ second: Int) {
      a = (1 << UInt32(first)) - 1
      b = (1 << UInt32(second)) - 1
    }

    /// Whether neither of two words has one.
    func holds(_ i: Int, _ j: Int) -> Bool { a >> UInt32(i) & b >> UInt32(j) & 1 == 1 }

    mutating func take(_ i: Int, _ j: Int) {
      a &= ~(1 << UInt32(i))
      b &= ~(1 << UInt32(j))
    }
  }

  /// Which word of one name each word of another was paired with.
  private struct PartnerOrder {
    /// Four bits a word.
    private var partners: UInt64 = 0
    private var paired: UInt64 = 0

    mutating func take(_ i: Int, _ j: Int) {
      partners |= UInt64(j) << UInt64(4 * i)
      paired |= 1 << UInt64(4 * i)
    }

    /// Whether three words or more are in another order: "María José García" and "José María García" are two. The family
    /// name stands first or last, and some write a whole name backwards.
    var isScrambled: Bool {
      if paired.nonzeroBitCount < 3 { return false }
      var rest = paired
      var first: UInt64?
      var last: UInt64 = 0
      var (rises, falls) = (0, 0)
      while rest != 0 {
        let partner = partners >> UInt64(rest.trailingZeroBitCount) & 15
        if first == nil { first = partner } else if partner > last { rises += 1 } else { falls += 1 }
        last = partner
        rest &= rest - 1
      }
      return rises > 0 && falls > 0 && !(falls == 1 && last < first ?? 0)
    }
  }

  /// How alike each word of one name and each of another are, each pair compared once.
  struct LikenessMatrix {
    /// By likeness, a bit for each pair of words that are so alike: that of word `i` and word `j` is `8 * i + j`.
    private var pairs = SIMD8<UInt64>()
    private(set) var best = WordLikeness.different

    /// How many words of a name are compared.
    static let size = 8

    init(_ first: KeyView.Words, _ second: KeyView.Words, _ comparer: borrowing WordComparer) {
      for i in 0..<min(Self.size, first.count) {
        let mine = comparer.lexicon.glance(first[i])
        for j in 0..<min(Self.size, second.count) {
          if comparer.areApart(mine, comparer.lexicon.glance(second[j])) { continue }
          let areFamilyNames = first.nameRole(i) == .family && second.nameRole(j) == .family
          let likeness = comparer.likeness(first[i], second[j], areFamilyNames: areFamilyNames)
          if likeness == .different { continue }
          pairs[Int(likeness.rawValue)] |= 1 << UInt64(8 * i + j)
          best = min(best, likeness)
        }
      }
    }

    /// Calls `body` with the words of each pair that is so alike, in their order.
    @inline(__always)
    func forEachPair(_ likeness: WordLikeness, _ body: (Int, Int) -> Void) {
      var rest = pairs[Int(likeness.rawValue)]
      while rest != 0 {
        body(rest.trailingZeroBitCount / 8, rest.trailingZeroBitCount % 8)
        rest &= rest - 1
      }
    }
  }

  private func isGiven(_ words: KeyView.Words, _ index: Int) -> Bool { words.nameRole(index) != .family }

  private func add(
    _ likeness: WordLikeness, _ a: Vocabulary.ID, _ b: Vocabulary.ID, given: Bool, to result: inout NameComparison
  ) {
    let weight = likeness.weight
    var bits = min(lexicon.bits(a, as: .name), lexicon.bits(b, as: .name))
    if lexicon.length(a) == 1 || lexicon.length(b) == 1 { bits = 3.3 }
    bits = likeness == .initial ? weight.bits : max(1, bits * weight.share + weight.bits)
    result.bits += bits
    if given { result.givenBits += bits }
  }

  /// "Annemarie" and "Anne Marie", "Vanderberg" and "van der Berg": two neighbours against one word.
  private func takeJoined(
    _ first: KeyView.Words, _ second: KeyView.Words, _ free: inout Free, _ result: inout NameComparison,
    _ sure: inout Int
  ) {
    if free.a == 0 || free.b == 0 || free.a.nonzeroBitCount + free.b.nonzeroBitCount < 3 { return }
    takeJoined(first, &free.a, second, &free.b, &result, &sure)
    takeJoined(second, &free.b, first, &free.a, &result, &sure)
  }

  /// Takes words of `one` each of which is two neighbours of `two`; `free` and `others` are the words that have no partner.
  private func takeJoined(
    _ one: KeyView.Words, _ free: inout UInt32, _ two: KeyView.Words, _ others: inout UInt32,
    _ result: inout NameComparison, _ sure: inout Int
  ) {
    if others & others >> 1 == 0 { return }
    for i in 0..<one.count where free >> UInt32(i) & 1 == 1 {
      for j in 0..<max(0, two.count - 1) where others >> UInt32(j) & 3 == 3 {
        guard isJoined(one[i], two[j], two[j + 1]) || isJoined(one[i], two[j + 1], two[j]) else { continue }
        free &= ~(1 << UInt32(i))
        others &= ~(3 << UInt32(j))
        sure += 2
        add(.typo, one[i], one[i], given: isGiven(one, i) || isGiven(two, j), to: &result)
        break
      }
    }
  }

  private func isJoined(_ whole: Vocabulary.ID, _ head: Vocabulary.ID, _ tail: Vocabulary.ID) -> Bool {
    let (all, front) = (lexicon.length(whole), lexicon.length(head))
    let length = front + lexicon.length(tail)
    guard abs(all - length) <= 1, front > 1, length <= Vocabulary.maximumLength else { return false }
    let other = lexicon.letters(whole) ^ (lexicon.letters(head) | lexicon.letters(tail))
    if other.nonzeroBitCount > 2 { return false }
    return withUnsafeTemporaryAllocation(of: UInt8.self, capacity: Vocabulary.maximumLength) { joined in
      _ = joined.initialize(from: lexicon.bytes(head))
      for (offset, byte) in lexicon.bytes(tail).enumerated() { joined[front + offset] = byte }
      let slips = lexicon.letters(whole) & Lexicon.otherScript == 0 ? 1 : 0
      return distance.edits(lexicon.bytes(whole), UnsafeBufferPointer(rebasing: joined[..<length])) <= slips
    }
  }

  private func judge(
    _ first: KeyView.Words, _ second: KeyView.Words, _ free: Free, sure: Int, initials: Int,
    _ result: inout NameComparison
  ) {
    guard free.a != 0, free.b != 0 else {
      let missing = (free.a | free.b).nonzeroBitCount
      result.bits -= 0.5 * Float(missing)
      let isLeading = isLeadingGiven(first, free.a) || isLeadingGiven(second, free.b)
      result.verdict =
        if isLeading { .partial } else if sure >= 2 { .compatible } else if sure == 1, initials > 0 {
          .abbreviated
        } else { .partial }
      return
    }
    // Both have words that found no partner: how unlike are they?
    var faint = false
    for i in 0..<first.count where free.a >> UInt32(i) & 1 == 1 {
      for j in 0..<second.count where free.b >> UInt32(j) & 1 == 1 {
        let areGiven = isGiven(first, i) && isGiven(second, j)
        guard areFaintlyAlike(first[i], second[j]) || areGiven && mayAbbreviate(first[i], second[j]) else { continue }
        faint = true
        if lexicon[first[i]].isGivenName, lexicon[second[j]].isGivenName, areGiven {
          result.areTwoNames = true
        }
      }
    }
    let loss = faint ? -1 : WordLikeness.different.weight.bits
    result.bits += loss
    let isGivenLost = (0..<first.count).contains { free.a >> UInt32($0) & 1 == 1 && isGiven(first, $0) }
    if isGivenLost { result.givenBits += loss }
    if !faint || sure + initials == 0 {
      result.verdict = .conflict
    } else if !result.areTwoNames, isSlip(first, free.a, second, free.b) {
      result.verdict = .slip
      result.slipsInGiven = isGivenLost
    } else {
      result.verdict = sure > 0 ? .doubtful : .conflict
    }
  }

  /// Whether one of two given names may be the other, cut to what is more than an initial: "Th." and "Thomas", "Chr." and
  /// "Christian"; or a name of its own: "Al" and "Alice".
  private func mayAbbreviate(_ a: Vocabulary.ID, _ b: Vocabulary.ID) -> Bool {
    if isLenient { return false }
    let (x, y) = (lexicon.bytes(a), lexicon.bytes(b))
    let (short, long) = x.count < y.count ? (x, y) : (y, x)
    return 2...3 ~= short.count && long.count > short.count + 1 && long.starts(with: short)
      && lexicon.letters(a) & Lexicon.digit == 0
  }

  /// Whether all that is left of two names is one word each, which may be the same with a letter mistyped.
  private func isSlip(_ first: KeyView.Words, _ a: UInt32, _ second: KeyView.Words, _ b: UInt32) -> Bool {
    guard a.nonzeroBitCount == 1, b.nonzeroBitCount == 1 else { return false }
    let (i, j) = (a.trailingZeroBitCount, b.trailingZeroBitCount)
    if isGiven(first, i) != isGiven(second, j) { return false }
    let areOfTwoSexes =
      isGiven(first, i) && Self.differInGender(lexicon.bytes(first[i]), lexicon.bytes(second[j]))
    return !areOfTwoSexes && areOneLetterApart(first[i], second[j])
  }

  /// "Pedro Miguel" is called Pedro: to be without the first given name is to be somebody else, perhaps.
  private func isLeadingGiven(_ words: KeyView.Words, _ free: UInt32) -> Bool {
    free & 1 == 1 && words.nameRole(0) == .given && words.count > 2 && !words.isInitial(0)
  }

  private func compareOrganizationNames(_ a: KeyView.Words, _ b: KeyView.Words) -> NameComparison {
    let organization = compareOrganizations(a, b)
    var result = NameComparison()
    result.bits = organization.bits
    result.givenBits = organization.bits
    result.agreesInGiven = organization.likeness < .different
    switch organization.likeness {
    case .same:
      result.verdict = .compatible
      result.isExact = true
    case .nickname, .typo: result.verdict = .compatible
    case .shortened: result.verdict = .partial
    case .initial, .faint: result.verdict = .doubtful
    case .different: result.verdict = .conflict
    }
    return result
  }

  /// A business and a person: the same only where the business's name was typed as a person's.
  private func compareBusiness(_ a: KeyView, _ b: KeyView) -> NameComparison {
    var result = NameComparison()
    let (first, second) = (a.calledBy, b.calledBy)
    if first.isEmpty || second.isEmpty { return result }
    let same =
      first.count == second.count
      && (0..<first.count).allSatisfy { i in
        (0..<second.count).contains { first[i] == second[$0] }
      }
    result.verdict = same ? .doubtful : .conflict
    result.agreesInGiven = first.contains { word in second.contains { $0 == word } }
    result.bits = same ? 4 : -6
    return result
  }
}
