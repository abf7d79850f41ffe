extension WordComparer {
  /// Compares the distinctive words of two organizations' names.
  func compareOrganizations(_ a: KeyView.Words, _ b: KeyView.Words) -> (likeness: WordLikeness, bits: Float) {
    if a.isEmpty || b.isEmpty { return (.different, 0) }
    if haveNumbersApart(a, b) { return (.different, -1.5) }
    let found = matched(a, b)
    if a.count == 1, b.count == 1 { return found }
    // Which words are taken for each other may hang on whose are looked at first: what says less is true of both.
    let turned = matched(b, a)
    return (turned.bits, found.likeness) < (found.bits, turned.likeness) ? turned : found
  }

  /// What the words of one say, each taken for the one of the other that is most like it.
  private func matched(_ a: KeyView.Words, _ b: KeyView.Words) -> (likeness: WordLikeness, bits: Float) {
    var free = (UInt32(1) << UInt32(b.count)) - 1
    var worst = WordLikeness.same
    var matched = 0
    var best: Float = 0
    var rest: Float = 0
    for i in 0..<a.count {
      var choice = (likeness: WordLikeness.different, index: 0)
      for j in 0..<b.count where free >> UInt32(j) & 1 == 1 {
        let likeness = organizationLikeness(a[i], b[j])
        if likeness < choice.likeness { choice = (likeness, j) }
        if likeness == .same { break }
      }
      guard choice.likeness <= .shortened else { continue }
      free &= ~(1 << UInt32(choice.index))
      matched += 1
      if choice.likeness > worst { worst = choice.likeness }
      let weight = choice.likeness.weight
      let common = min(lexicon.bits(a[i], as: .organization), lexicon.bits(b[choice.index], as: .organization))
      let bits = max(0, common * weight.share + weight.bits)
      rest += min(best, bits)
      best = max(best, bits)
    }
    let bits = best + 0.2 * rest
    if matched == 0 { return isJoined(a, b) ? (.typo, 8) : (.different, -1.5) }
    if matched == max(a.count, b.count) { return (worst, bits) }
    if matched == min(a.count, b.count) { return (.shortened, bits * 0.7) }
    return (.faint, bits * 0.3)
  }

  /// "Ward 4B" and "Ward 4C", "Line 1" and "Line 2", "Hall 1 Gate 2" and "Hall 2 Gate 1" are two, for nobody mistypes a
  /// number into another one's; where one only lacks numbers they may be the same.
  func haveNumbersApart(_ a: KeyView.Words, _ b: KeyView.Words) -> Bool {
    !numbers(of: a, areIn: b) && !numbers(of: b, areIn: a)
  }

  /// Whether the numbers of one name are among those of the other, in the same order.
  private func numbers(of a: KeyView.Words, areIn b: KeyView.Words) -> Bool {
    var rest = b[...]
    for word in a where lexicon.letters(word) & Lexicon.digit != 0 {
      guard let place = rest.firstIndex(of: word) else { return false }
      rest = rest[(place + 1)...]
    }
    return true
  }

  /// How alike two words are, of which a short one is another with a letter changed: "Weber Bau" builds, "Weber Bad" does
  /// bathrooms.
  private func organizationLikeness(_ a: Vocabulary.ID, _ b: Vocabulary.ID) -> WordLikeness {
    let likeness = placeLikeness(a, b)
    return likeness == .typo && max(lexicon.length(a), lexicon.length(b)) <= 3 ? .different : likeness
  }

  /// "Mail Order Ltd" and "Mailorder Ltd".
  private func isJoined(_ a: KeyView.Words, _ b: KeyView.Words) -> Bool {
    guard a.count != b.count, min(a.count, b.count) == 1 else { return false }
    let (whole, parts) = a.count == 1 ? (a[0], b) : (b[0], a)
    guard parts.reduce(0, { $0 + lexicon.length($1) }) == lexicon.length(whole) else { return false }
    var rest = lexicon.bytes(whole)[...]
    for part in parts {
      guard rest.starts(with: lexicon.bytes(part)) else { return false }
      rest = rest.dropFirst(lexicon.length(part))
    }
    return true
  }
}
