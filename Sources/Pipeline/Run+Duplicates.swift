import Contacts

extension Run {
  /// Joins records that are the same person, and tells what came of it.
  ///
  /// - Parameter asked: pairs that an import before asked about.
  /// - Throws: ``Failure`` where a decision cannot be followed.
  mutating func dedupe(
    _ policy: DuplicatePolicy, _ decisions: DuplicateDecisions, _ findings: inout DuplicateDecisions.Findings,
    asked: [AskedPair] = []
  ) throws(Failure) {
    findContinued()
    if keys.count == count {
      try join(policy, decisions, &findings, asked: asked)
    } else {
      let records = asked.isEmpty && decisions.isEmpty ? related() : Array(0..<count)
      var some = Run(records, of: self)
      try some.join(policy, decisions, &findings, asked: asked)
      take(some, of: records)
    }
    settleAliases()
    (known, identities) = ([], [])
    keys.forgetValues()
  }

  /// Joins those records that are the same person, all of which have keys.
  private mutating func join(
    _ policy: DuplicatePolicy, _ decisions: DuplicateDecisions, _ findings: inout DuplicateDecisions.Findings,
    asked: [AskedPair]
  ) throws(Failure) {
    let continuing = continued.sorted { $0.key < $1.key }.map { Edge(UInt32($0.value), UInt32($0.key), .continuation) }
    let known = KnownContacts(settled: existing, edges: continuing + recognised())
    let decisions = try decisions.settled(in: keys, &findings).reaching(known)
    let found = DuplicateFinder(policy: policy).find(in: keys, known, decisions)
    try found.refuseContradictions()
    for (record, reason) in found.links {
      let told = reason == .identical ? keys.mainReason(Int(record)) : reason
      joinings[Int32(record)] = Joining(keeper: Int32(found.firstOfGroup[Int(record)]), code: told.code)
    }
    merge()
    tellOddRecords(found)
    tellSharedNumbers(found)
    tellReviews(found)
    former = standings(of: asked, found)
  }

  /// Records that can be part of another's contact where nothing is compared but records of one id: those whose id others
  /// of the inputs have, or contacts that existed before, with these, and those that go on with each other. What is compared
  /// of all the rest would be more than memory is to hold of very many.
  private func related() -> [Int] {
    var related = Set<Int32>()
    for (record, first) in continued { related.formUnion([record, first]) }
    let repeated = ContactIDs.repeated(in: records.wishes)
    let contacts = knownByIdentity()
    for (index, wish) in records.wishes.joined().enumerated() {
      let known = existing == 0 ? [] : self.contacts(knownAs: existing + index, among: contacts)
      if known.isEmpty, !repeated.contains(wish) { continue }
      related.insert(Int32(existing + index))
      for contact in known { related.insert(Int32(contact)) }
    }
    return related.sorted().map { Int($0) }
  }

  /// Takes over what came of some of the records, ascending, as a run of their own.
  private mutating func take(_ run: Run, of records: [Int]) {
    func whole(_ record: Int32) -> Int32 { Int32(records[Int(record)]) }
    for (record, joining) in run.joinings {
      var joining = joining
      joining.keeper = whole(joining.keeper)
      joinings[whole(record)] = joining
    }
    for (keeper, contact) in run.merged { merged[whole(keeper)] = contact }
    log.append(run.log)
    reviews = run.reviews
    former = run.former
  }

  /// Notes which entries go on with the numbers of the one before.
  private mutating func findContinued() {
    let all = Set(continuations)
    for record in continuations {
      if let first = continued(by: record, all), hasName(of: first, record) { continued[record] = first }
    }
  }

  /// The record before all those of one row that may go on with it; nil at the start of an input.
  private func continued(by record: Int32, _ continuations: Set<Int32>) -> Int32? {
    var first = record
    while continuations.contains(first) { first -= 1 }
    guard let start = origin(of: Int(first)), start.input == origin(of: Int(record))?.input else { return nil }
    return first
  }

  /// Whether a record has the name of `first` but for its ordinal.
  private func hasName(of first: Int32, _ record: Int32) -> Bool {
    var contact = packed[Int(record)]
    guard contact.removeOrdinal() else { return false }
    return Folding.folded(contact.displayName) == Folding.folded(packed[Int(first)].displayName)
  }

  /// Records that the bundle knows: by their source record, or by the id that they would get.
  private func recognised() -> [Edge] {
    if existing == 0 { return [] }
    let contacts = knownByIdentity()
    let (keys, packed, existing, identities) = (keys, packed, existing, identities)
    let found = onAllCores(of: identities.count) { records in
      keys.withViews { views in
        var (edges, unsure): ([Edge], [Edge]) = ([], [])
        for index in records {
          let record = UInt32(existing + index)
          guard let contact = self.contact(knownAs: Int(record), among: contacts) else { continue }
          let (old, new) = (views[contact], views[record])
          let edge = Edge(contact, record, new.head.hasRecord ? .record : .known)
          if old.isSurely(new) {
            edges.append(edge)
          } else if new.head.hasRecord && old.sharesGivenName(with: new)
            || packed[Int(contact)].isKnown(as: packed[Int(record)])
          {
            if new.head.tail.contains(.unnamedSystem) { unsure.append(edge) } else { edges.append(edge) }
          }
        }
        return (edges: edges, unsure: unsure)
      }
    }
    return found.flatMap(\.edges) + ofOneRecordEach(found.flatMap(\.unsure))
  }

  /// By identity, the contact that existed before and is known by it.
  private func knownByIdentity() -> [UInt64: UInt32] {
    Dictionary(known.map { ($0.identity, $0.contact) }) { first, _ in first }
  }

  /// The contact that has a record's identity; of several the first that holds all that the record does.
  private func contact(knownAs record: Int, among contacts: [UInt64: UInt32]) -> UInt32? {
    let holders = self.contacts(knownAs: record, among: contacts)
    if holders.count < 2 { return holders.first }
    let new = packed[record]
    if !new.source.isEmpty { return holders.first }
    return holders.first { packed[Int($0)].holds(new) } ?? holders.first
  }

  /// The contact that has a record's identity, and those that have one of the next: those who differ in nothing that is
  /// compared, and were kept apart all the same, wished for one id, and were given it and those behind it.
  private func contacts(knownAs record: Int, among contacts: [UInt64: UInt32]) -> [UInt32] {
    let index = record - existing
    guard let first = contacts[identities[index]] else { return [] }
    var found = [first]
    while found.count < Self.maximumEqual,
      let next = contacts[Hash.text(ContactIDs.text(records.wish(index) &+ UInt64(found.count)))]
    {
      found.append(next)
    }
    return found
  }

  /// Of so many who are equal each is found again; more are the first one's.
  private static let maximumEqual = 8

  /// Those of `edges` whose record has an id that no other of the inputs has: what a customer's number is, nobody knows.
  private func ofOneRecordEach(_ edges: [Edge]) -> [Edge] {
    if edges.isEmpty { return [] }
    var counts = Dictionary(edges.map { (identities[Int($0.b) - existing], 0) }) { first, _ in first }
    for identity in identities { counts[identity]? += 1 }
    return edges.filter { counts[identities[Int($0.b) - existing]] == 1 }
  }
}

extension KeyView {
  /// Whether what a bundle takes for a record of this contact has its name, and nothing else than that it had.
  fileprivate func isSurely(_ record: KeyView) -> Bool {
    names.elementsEqual(record.names) && organization.elementsEqual(record.organization)
      && head.generation == record.head.generation && head.birthday == record.head.birthday
  }

  /// Whether both have a given name, and it is the same: who marries keeps it, and who is given a former id has another.
  fileprivate func sharesGivenName(with record: KeyView) -> Bool {
    let (mine, theirs) = (names, record.names)
    return mine.indices.contains { first in
      mine.nameRole(first) == .given && !mine.isInitial(first)
        && theirs.indices.contains { theirs.nameRole($0) == .given && theirs[$0] == mine[first] }
    }
  }
}

extension Contact {
  /// Whether nothing that `record` says is new to this contact.
  fileprivate func holds(_ record: Contact) -> Bool {
    var record = record
    record.id = ""
    var contact = self
    contact.absorb(record)
    return contact == self
  }

  /// Whether the name of what a bundle takes for a record of this contact is one that it was ever called, for ids are
  /// reused; and where only its content makes it so, which no other person's does, whether they have a word of the name in
  /// common, whatever people made of it, and are of one age.
  fileprivate func isKnown(as record: Contact) -> Bool {
    var names = TextField.nameParts.map { self[$0] } + [organization]
    for extra in extras where TextField(rawValue: extra.name) != nil { names += extra.values }
    let mine = WordBag(names.joined(separator: " "))
    let theirs = WordBag(record.isNamed ? record.displayName : "")
    if !record.source.isEmpty { return mine.contains(theirs) }
    guard mine.contains(theirs) || mine.sharesWord(with: theirs) else { return false }
    return Birthday.compare(Birthday.key(birthday), Birthday.key(record.birthday)) != .different
  }
}

// MARK: What is told

extension Run {
  private mutating func tellOddRecords(_ found: Duplicates) {
    for pair in found.oddRecords.sorted(by: { ($0.b, $0.a) < ($1.b, $1.a) }) {
      let place = origin(of: pair.b)?.place
      let (a, b) = (packed[pair.a], packed[pair.b])
      if pair.conflict == .reusedRecord {
        log.add(.recordReused, a.source.system, at: place, example: "\(a.displayName) and \(b.displayName)")
      } else {
        log.add(.recordsDiffer, a.source.system, at: place, example: a.displayName)
      }
    }
  }

  private mutating func tellSharedNumbers(_ found: Duplicates) {
    for number in found.sharedNumbers {
      log.add(
        .numberShared, at: origin(of: number.contact)?.place, example: number.text(of: packed[number.contact]))
    }
  }

  private mutating func tellReviews(_ found: Duplicates) {
    let pairs = found.reviews
    if pairs.isEmpty { return }
    // A contact that this run changes will not be found again by what it held, but by its record.
    var records: [UInt32: Int] = [:]
    for record in existing..<count {
      let group = found.firstOfGroup[record]
      // In whatever order they come.
      if let known = records[group], keys.heads[known].content <= keys.heads[record].content { continue }
      records[group] = record
    }
    // What became of all its records says who it is, in whatever order these come.
    func whole(_ contact: Int) -> Contact { self.contact(Int(found.firstOfGroup[contact])) }
    func named(_ contact: Int) -> Int {
      contact < existing ? records[found.firstOfGroup[contact]] ?? contact : contact
    }
    func side(_ contact: Int) -> Outcome.Review.Side {
      let named = named(contact)
      return Outcome.Review.Side(
        fingerprint: keys.fingerprint(named), summary: whole(contact).summary, place: origin(of: named)?.place)
    }
    for pair in pairs {
      let review = Outcome.Review(first: side(pair.a), second: side(pair.b), why: pair.why)
      reviews.append(review)
      let names = "\(whole(pair.a).displayName) and \(whole(pair.b).displayName)"
      log.add(.duplicateSuspected, at: origin(of: max(named(pair.a), named(pair.b)))?.place, example: names)
    }
  }
}

extension DuplicateReason {
  /// What is said where it joined two records.
  var code: DiagnosticCode {
    switch self {
    case .decision: .mergedDecision
    case .continuation: .mergedContinuation
    case .known: .mergedKnown
    case .identical, .place: .mergedSamePlace
    case .record: .mergedSameRecord
    case .number: .mergedSameNumber
    case .email: .mergedSameEmail
    case .birthday: .mergedSameBirthday
    }
  }
}
