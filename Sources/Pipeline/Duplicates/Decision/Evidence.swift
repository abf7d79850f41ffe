/// Everything that two contacts say about being the same person.
struct Evidence {
  var names = NameComparison()
  var birthday = Birthday.Comparison.unknown
  var organization = (likeness: WordLikeness.different, bits: Float(0))
  var address = AddressComparison()
  /// Numbers and e-mails that both have, and that no contact of another name has.
  var ownNumbers = 0
  var ownEmails = 0
  /// Those of the numbers that either calls a mobile.
  var ownMobiles = 0
  /// Numbers and e-mails that both have, and contacts of other names too: a switchboard, a family's line.
  var sharedLines = 0
  /// Those of all these that are e-mails, or called a mobile by either.
  var personalLines = 0
  /// The evidence in the best of them.
  var lineBits: Float = 0
  /// Whether both have a mobile number, or an e-mail, and none in common.
  var ownLinesDiffer = false
  /// Whether either has a mobile number or an e-mail: where none is in common, they may be two of one place and name.
  var haveOwnLines = false
  /// Whether both have a number, and none in common.
  var numbersDiffer = false
  var conflict: DuplicateConflict?
  /// What may be a slip, or two people: however much agrees, an admin is asked.
  var doubt: DuplicateConflict?
  var isSameRecord = false
  /// Whether the record ids are what is wrong: they alone say that the two are two, or alone that they are one.
  var areRecordsOdd: Bool {
    conflict == .reusedRecord || conflict == .records && names.verdict == .compatible && ownNumbers + ownEmails > 0
  }
  /// Whether nothing that is one person's is the same: no mobile number, e-mail or birthday.
  var isImpersonal: Bool { ownEmails + ownMobiles == 0 && birthday != .same }
  /// Whether anything but the name speaks for them.
  var isCorroborated: Bool {
    ownNumbers + ownEmails + sharedLines > 0 || birthday == .same || birthday == .near && doubt == nil
      || organization.likeness <= .shortened || address.agreeing > address.differing
  }
  /// Whether they are found at one organization or address.
  var isOfOnePlace: Bool { organization.likeness <= .shortened || address.agreeing >= 2 && address.differing == 0 }
  /// Whether their names may be the same but for a slip in a family name, and so much else is that a third contact, who is
  /// surely one with each, joins them.
  var isBridged: Bool {
    names.verdict == .slip && !names.slipsInGiven && isOfOnePlace && ownNumbers + ownEmails + sharedLines > 0
  }
  /// What places say, which is one thing: organization, address, a shared line.
  var places: [Float] { [organization.bits, address.bits, lineBits] }
  /// All of it, in bits.
  var bits: Float = 0
  /// The part of it that tells people of one family or company apart.
  var personBits: Float = 0
}

extension WordComparer {
  /// Whether anything but the name could speak for two contacts: a quick look before a careful one.
  func mayBeCorroborated(_ a: KeyView, _ b: KeyView) -> Bool {
    switch Birthday.compare(a.head.birthday, b.head.birthday) {
    case .different: return false
    case .same, .near: return true
    case .sameDay, .unknown: break
    }
    if a.organization.contains(where: { word in b.organization.contains { placeLikeness(word, $0) != .different } }) {
      return true
    }
    if mayBeOfOnePlace(a.places, b.places) { return true }
    var hasLine = false
    a.numbers.forEachCommon(b.numbers) { _ in hasLine = true }
    a.emails.forEachCommon(b.emails) { _ in hasLine = true }
    return hasLine
  }

  /// Whether a word of one's addresses is like one of the other's; that both are of a region, or of a house, says nothing.
  private func mayBeOfOnePlace(_ a: KeyView.Words, _ b: KeyView.Words) -> Bool {
    func isVague(_ role: PlaceRole) -> Bool { role == .region || role == .house }
    for i in a.indices where a.placeRole(i) != .nextAddress {
      for j in b.indices where b.placeRole(j) != .nextAddress {
        if isVague(a.placeRole(i)), isVague(b.placeRole(j)) { continue }
        if placeLikeness(a[i], b[j]) != .different { return true }
      }
    }
    return false
  }

  /// Weighs two contacts against each other.
  func weigh(_ a: KeyView, _ b: KeyView, _ lines: SharedLines, _ reliability: Reliability) -> Evidence {
    var evidence = Evidence()
    evidence.names = compareNames(a, b)
    evidence.birthday = Birthday.compare(a.head.birthday, b.head.birthday)
    findConflict(a, b, reliability, &evidence)
    if evidence.isSameRecord { evidence.bits = 200 }
    if evidence.conflict == .names, !a.isListed(with: b), areAlone(a, b, lines) {
      (evidence.conflict, evidence.doubt) = (nil, .names)
    }
    if evidence.isSameRecord || evidence.conflict != nil && evidence.conflict != .records { return evidence }
    let owner = a.head.owner
    evidence.numbersDiffer = !a.numbers.isEmpty && !b.numbers.isEmpty
    a.numbers.forEachCommon(b.numbers) { number in
      evidence.numbersDiffer = false
      let isMobile = a.numbers.contains(number | 1) || b.numbers.contains(number | 1)
      if isMobile { evidence.personalLines += 1 }
      if let people = lines.people(on: number, of: owner) {
        evidence.sharedLines += 1
        evidence.lineBits = max(evidence.lineBits, lines.bits(people))
      } else {
        evidence.ownNumbers += 1
        if isMobile { evidence.ownMobiles += 1 }
      }
    }
    a.emails.forEachCommon(b.emails) { email in
      let people = lines.people(on: email, of: owner)
      let isRole = a.emails.contains(EmailMeaning.role(email))
      if !isRole { evidence.personalLines += 1 }
      if isRole || people != nil {
        evidence.sharedLines += 1
        evidence.lineBits = max(evidence.lineBits, lines.bits(people ?? 2))
      } else {
        evidence.ownEmails += 1
      }
    }
    if areOfOneGeneration(a, b) == nil {
      // Whoever is called without his Jr. is not called the same; on a line of his own, he is.
      evidence.names.isExact = false
      if evidence.isImpersonal { evidence.doubt = evidence.doubt ?? .generation }
    }
    if evidence.isImpersonal { evidence.doubt = evidence.doubt ?? differenceOfNamesakes(a, b) }
    evidence.ownLinesDiffer = haveOwnLinesApart(a, b)
    evidence.haveOwnLines = hasOwnLine(a) || hasOwnLine(b)
    if !a.isBusiness { evidence.organization = compareOrganizations(a.organization, b.organization) }
    evidence.address = compareAddresses(a.places, b.places)
    sum(&evidence, lines, isLenient: !reliability.isReliable)
    return evidence
  }

  /// Whether two contacts cannot be one person, or disagree so that an admin is asked: all that ``weigh(_:_:_:_:)`` finds of
  /// conflicts and doubts, and of nothing else.
  ///
  /// - Parameters:
  ///   - ownLines: whether mobile numbers or e-mails, none of which they have in common, keep them apart.
  ///   - slips: whether names do that may be mistyped.
  func contradict(
    _ a: KeyView, _ b: KeyView, _ lines: SharedLines, _ reliability: Reliability, _ rule: DecisionRule, ownLines: Bool,
    slips: Bool = true
  ) -> Bool {
    var evidence = Evidence()
    // The same words never contradict each other, and are what a group has most.
    if a.isBusiness != b.isBusiness || !a.calledBy.hasSameWords(as: b.calledBy) { evidence.names = compareNames(a, b) }
    evidence.birthday = Birthday.compare(a.head.birthday, b.head.birthday)
    findConflict(a, b, reliability, &evidence)
    if evidence.isSameRecord { return false }
    if evidence.conflict != nil || evidence.doubt != nil { return true }
    if !rule.isLenient, rule.policy != .aggressive {
      let verdict = evidence.names.verdict
      let isUnsure = (verdict == .doubtful || verdict == .slip) && (slips || evidence.names.areTwoNames)
      if isUnsure || evidence.isImpersonal && differenceOfNamesakes(a, b) != nil {
        let whole = weigh(a, b, lines, reliability)
        if rule.decide(whole) != .merge, !whole.isBridged { return true }
      }
    }
    return ownLines && haveOwnLinesApart(a, b)
  }

  private func hasOwnLine(_ view: KeyView) -> Bool {
    hasOwnEmail(view) || view.numbers.contains(where: NumberKey.isMobile)
  }

  private func hasOwnEmail(_ view: KeyView) -> Bool { view.emails.contains { !EmailMeaning.isRole($0) } }

  /// Whether both have a mobile number, or an e-mail, and none in common.
  func haveOwnLinesApart(_ a: KeyView, _ b: KeyView) -> Bool {
    if hasOwnEmail(a), hasOwnEmail(b), !a.emails.contains(where: { b.emails.contains($0) }) { return true }
    guard a.numbers.contains(where: NumberKey.isMobile), b.numbers.contains(where: NumberKey.isMobile) else {
      return false
    }
    return !a.numbers.contains { NumberKey.isMobile($0) && b.numbers.contains($0) }
  }

  private func findConflict(
    _ a: KeyView, _ b: KeyView, _ reliability: Reliability, _ evidence: inout Evidence
  ) {
    if a.isListed(with: b) {
      if a.record?.id != b.record?.id {
        evidence.conflict = .records
      } else if evidence.names.verdict == .conflict, !evidence.names.agreesInGiven {
        evidence.conflict = .reusedRecord
      } else {
        evidence.isSameRecord = true
      }
    } else if evidence.birthday == .different, reliability.isReliable {
      evidence.conflict = .birthdays
    } else if areOfOneGeneration(a, b) == false {
      evidence.conflict = .generations
    } else if evidence.names.verdict == .conflict, reliability.isReliable || a.isBusiness || b.isBusiness {
      evidence.conflict = .names
    } else {
      evidence.doubt = doubt(a, b, evidence.birthday, reliability)
      // An id of a system that nobody named may be a customer's, under which several people are listed.
      if evidence.doubt == nil, evidence.names.verdict <= .compatible, let first = a.record, let second = b.record {
        evidence.isSameRecord = first == second
      }
    }
  }

  /// What may be a slip or two people.
  private func doubt(
    _ a: KeyView, _ b: KeyView, _ birthday: Birthday.Comparison, _ reliability: Reliability
  ) -> DuplicateConflict? {
    if a.isFirm, b.isFirm, let doubt = branches(a, b) { return doubt }
    if birthday == .near, reliability.isReliable { return .birthdaySlip }
    let (first, second) = (a.head.titles, b.head.titles)
    if first == second { return nil }
    if first.differInSex(from: second) { return .titles }
    if first.contains(.couple) != second.contains(.couple) { return .couple }
    if first.contains(.relation) != second.contains(.relation) { return .relation }
    return a.names.count == 1 && b.names.count == 1 && first.differInRank(from: second) ? .titles : nil
  }

  /// What tells two people of one name apart who have nothing of their own in common; nil for nothing.
  private func differenceOfNamesakes(_ a: KeyView, _ b: KeyView) -> DuplicateConflict? {
    if let first = a.department, let second = b.department, first != second { return .departments }
    return Accents.differ(a.accents, b.accents) ? .accents : nil
  }

  /// Whether two contacts have both a mobile number and an e-mail in common, and nobody else has either: what they are
  /// called may be one name in two scripts, or of before and after a wedding.
  func areAlone(_ a: KeyView, _ b: KeyView, _ lines: SharedLines) -> Bool {
    func isOnlyTheirs(_ line: UInt64) -> Bool { lines.people(on: line, of: a.head.owner) ?? 2 == 2 }
    return a.numbers.contains { NumberKey.isMobile($0) && b.numbers.contains($0) && isOnlyTheirs(NumberKey.line($0)) }
      && a.emails.contains { !EmailMeaning.isRole($0) && b.emails.contains($0) && isOnlyTheirs($0) }
  }

  /// Whether two contacts of one firm are two of its branches or departments.
  private func branches(_ a: KeyView, _ b: KeyView) -> DuplicateConflict? {
    if let first = a.department, let second = b.department, first != second { return .departments }
    let address = compareAddresses(a.places, b.places)
    return address.areElsewhere || address.mayBeNextDoor ? .branches : nil
  }

  /// Whether neither is told to be of a generation, or both of the same; nil where only one is.
  private func areOfOneGeneration(_ a: KeyView, _ b: KeyView) -> Bool? {
    let first = generation(of: a, beside: b.head.generation)
    let second = generation(of: b, beside: a.head.generation)
    return first == second ? true : first != 0 && second != 0 ? false : nil
  }

  /// An I behind a name is an initial, unless there is a second of the name.
  private func generation(of view: KeyView, beside other: UInt8) -> UInt8 {
    if view.head.generation != 0 || other < NameWords.second { return view.head.generation }
    guard let last = view.names.last, view.names.count > 2, lexicon.length(last) == 1 else { return 0 }
    return lexicon.letters(last) == Lexicon.bit(UInt8(ascii: "i")) ? NameWords.first : 0
  }

  /// Adds the evidence up. What places say (organization, address, a shared line) is one thing said several times, so
  /// the weaker of it counts a third.
  private func sum(_ evidence: inout Evidence, _ lines: SharedLines, isLenient: Bool) {
    evidence.personBits = evidence.names.givenBits
    evidence.personBits += evidence.birthday.bits(isLenient: isLenient)
    evidence.personBits += lines.ownBits * Float(min(2, evidence.ownNumbers + evidence.ownEmails))
    if evidence.ownLinesDiffer { evidence.personBits -= 2 }
    let places = evidence.places
    let strongest = max(0, places.max() ?? 0)
    let place = strongest + places.reduce(0) { $0 + ($1 < 0 ? $1 : $1 / 3) } - strongest / 3
    evidence.bits = evidence.names.bits - evidence.names.givenBits + evidence.personBits + place
  }
}
