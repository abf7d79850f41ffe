import Contacts

/// All records of a run in one row: first the contacts that existed before, then every input's records in order.
struct Run {
  /// A contact that a record is part of, and why.
  struct Joining: Sendable {
    /// The index of the contact's first record.
    var keeper: Int32
    var code: DiagnosticCode
  }

  private(set) var packed: PackedContacts
  /// What is compared, until it was; of no contact where nothing is but records of one id.
  var keys = ContactKeys()
  /// How many contacts existed before.
  let existing: Int
  /// The extension that imports; empty for the administrator.
  let actor: String
  private(set) var records = RunRecords()
  /// By new record, ``ContactIDs/identity(of:)``, where contacts existed before; until duplicates were found.
  var identities: [UInt64] = []
  /// What each contact that existed before is known by, ``ContactIDs/identities(of:)``; until duplicates were found.
  var known: [(identity: UInt64, contact: UInt32)] = []
  /// New records that may go on with the one before.
  private(set) var continuations: [Int32] = []
  /// New records without a number, and without a name.
  private var (numberless, nameless): ([Int32], [Int32]) = ([], [])
  /// By record, which it goes on with.
  var continued: [Int32: Int32] = [:]
  /// By record, which contact it went into; absent for those that are contacts of their own.
  var joinings: [Int32: Joining] = [:]
  /// Contacts that merging changed, by the index of their first record.
  var merged: [Int32: Contact] = [:]
  /// Pairs that may be one person.
  var reviews: [Outcome.Review] = []
  /// What became of the pairs that an import before asked about.
  var former: [AskedPair.Standing] = []
  /// Ids that contacts which existed before had once.
  private(set) var formerIDs: [UInt64] = []
  /// By record, why it was refused.
  private(set) var refusals: [Int32: String] = [:]
  let intake: [[IntakePart]]
  /// Phonebooks that there is no room for.
  private var refusedPhonebooks = Set<String>()
  var log = DiagnosticLog()

  /// - Parameter taken: what was read, of which nothing is left there: it may be a lot.
  init(taking taken: inout [[IntakePart]], onto old: PackedContacts, by actor: String) {
    var intake: [[IntakePart]] = []
    swap(&intake, &taken)
    packed = old
    self.actor = actor
    existing = old.count
    let hasKeys = intake.joined().contains { $0.keys.count > 0 }
    let unnamed = intake.joined().compactMap(\.unnamedSystem)
    let olds = onAllCores(of: old.count) { part in
      var keys = ContactKeys(unnamedSystems: unnamed)
      var known: [(identity: UInt64, contact: UInt32)] = []
      var ids: [UInt64] = []
      for index in part {
        let contact = old[index]
        if hasKeys { keys.append(contact) }
        for alias in contact.aliases { if let id = ContactIDs.value(alias) { ids.append(id) } }
        for identity in ContactIDs.identities(of: contact) { known.append((identity, UInt32(index))) }
      }
      return (keys: keys, known: known, ids: ids)
    }
    known = olds.flatMap(\.known)
    formerIDs = olds.flatMap(\.ids)
    var parts = olds.map(\.keys)
    for input in intake.indices {
      for number in intake[input].indices {
        let part = intake[input][number]
        let first = Int32(truncatingIfNeeded: packed.count)
        log.append(part.log)
        continuations += part.continuations.map { $0 + first }
        numberless += part.numberless.map { $0 + first }
        nameless += part.nameless.map { $0 + first }
        packed.append(contentsOf: part.contacts)
        identities += part.identities
        records.append(part.places, wishing: part.wishes, input: input, part: number)
        parts.append(intake[input][number].giveUp())
      }
    }
    self.intake = intake
    keys.append(taking: &parts)
  }

  /// Some records of another run, ascending, with what is compared of them.
  init(_ records: [Int], of run: Run) {
    var indices: [UInt32: UInt32] = [:]
    packed = PackedContacts()
    actor = run.actor
    existing = records.prefix { $0 < run.existing }.count
    let continuing = Set(run.continuations)
    keys = ContactKeys(unnamedSystems: run.intake.joined().compactMap(\.unnamedSystem))
    for (index, record) in records.enumerated() {
      indices[UInt32(record)] = UInt32(index)
      var contact = run.packed[record]
      packed.append(contact)
      if continuing.contains(Int32(record)) { _ = contact.removeOrdinal() }
      keys.append(contact)
      guard let origin = run.origin(of: record) else { continue }
      self.records.append(origin, wishing: run.records.wish(record - run.existing))
      if !run.identities.isEmpty { identities.append(run.identities[record - run.existing]) }
      if let first = run.continued[Int32(record)].flatMap({ indices[UInt32($0)] }) {
        continued[Int32(index)] = Int32(first)
      }
    }
    for (identity, contact) in run.known {
      if let index = indices[contact] { known.append((identity, index)) }
    }
    intake = []
  }

  var count: Int { packed.count }

  /// Where a record stands; nil for a contact that existed before.
  func origin(of record: Int) -> Origin? { record < existing ? nil : records.origin(record - existing) }

  /// The contact of the record `keeper` as it is now.
  func contact(_ keeper: Int) -> Contact { merged[Int32(keeper)] ?? packed[keeper] }
}

extension Run {
  /// Refuses contacts that lack what the phone system demands, with all their records.
  mutating func rejectIncomplete(_ profile: Profile) {
    let needsName = profile.requirements.contains(.name)
    let needsNumber = profile.requirements.contains(.number)
    var refused: [Int32: DiagnosticCode] = [:]
    // What a record lacks another one of its contact may have.
    if needsName {
      for record in nameless where joinings[record] == nil && !contact(Int(record)).isNamed {
        refused[record] = .contactWithoutName
      }
    }
    if needsNumber {
      for record in numberless where joinings[record] == nil && contact(Int(record)).numbers.isEmpty {
        refused[record] = .contactWithoutNumber
      }
    }
    refuse(refused)
  }

  /// Refuses contacts with all their records.
  private mutating func refuse(_ refused: [Int32: DiagnosticCode]) {
    if refused.isEmpty { return }
    for record in existing..<count {
      let key = Int32(record)
      let keeper = joinings[key]?.keeper ?? key
      guard let code = refused[keeper] else { continue }
      let name = contact(Int(keeper)).displayName
      refusals[key] = code.explanation.message(example: name.isEmpty ? "the record" : name)
      log.add(code, at: origin(of: record)?.place, example: name.isEmpty ? "the record" : name)
    }
  }

  /// Holds the contacts against the tier of the profile's limits that the number of extensions selects.
  mutating func limit(_ options: Pipeline.Options) throws(Failure) {
    try limitPhonebooks(options)
    let kind: LimitExcess.Kind = options.owner.isEmpty ? .companyContacts : .personalContacts(owner: options.owner)
    let others = options.owner.isEmpty ? options.otherContacts.reduce(0) { $0 + $1.count } : 0
    let keeperCount = (0..<count).count { isKept($0) }
    let excess = LimitExcess(
      kind, count: keeperCount + others, profile: options.profile, extensions: options.extensions)
    guard let excess else { return }
    let room = excess.maximum - others
    let old = (0..<existing).count { isKept($0) }
    if options.onLimit == .fail || room < old { throw excess.failure(canReject: room >= old) }
    let beyond = (0..<count).filter { isKept($0) }[room...]
    refuse(Set(beyond.map { Int32($0) }), .limitRejected, because: excess.message)
  }

  /// Whether a record is the first of a contact that nothing speaks against.
  private func isKept(_ record: Int) -> Bool { joinings[Int32(record)] == nil && refusals[Int32(record)] == nil }

  /// Holds the phonebooks against their limit: those that exist stay, then the first that records name.
  private mutating func limitPhonebooks(_ options: Pipeline.Options) throws(Failure) {
    let all = phonebooks(knowing: options.knownPhonebooks)
    let excess = LimitExcess(
      .phonebooks, count: all.count, profile: options.profile, extensions: options.extensions)
    guard let excess, options.owner.isEmpty, all.count > options.knownPhonebooks.count else { return }
    let isHelpless = options.knownPhonebooks.count > excess.maximum
    if options.onLimit == .fail || isHelpless { throw excess.failure(canReject: !isHelpless) }
    let refusedNames = Set(all[excess.maximum...])
    let refused = (existing..<count).filter { record in
      joinings[Int32(record)] == nil && contact(record).phonebooks.contains(where: refusedNames.contains)
    }
    refuse(Set(refused.map { Int32($0) }), .limitRejected, because: excess.message)
    refusedPhonebooks = refusedNames
  }

  /// Refuses the contacts of the first records `keepers` with all their records.
  private mutating func refuse(_ keepers: Set<Int32>, _ code: DiagnosticCode, because message: String) {
    for record in existing..<count {
      let key = Int32(record)
      guard keepers.contains(joinings[key]?.keeper ?? key), refusals[key] == nil else { continue }
      refusals[key] = message
      log.add(code, message, at: origin(of: record)?.place)
    }
  }

  func phonebooks(knowing known: [String]) -> [String] {
    var result = known
    var seen = Set(known).union(refusedPhonebooks)
    for part in intake.joined() {
      for name in part.phonebooks where seen.insert(name).inserted { result.append(name) }
    }
    return result
  }
}

extension IntakePart {
  /// Leaves what is of use when the contacts went into a run, and returns their keys.
  fileprivate mutating func giveUp() -> ContactKeys {
    var keys = ContactKeys()
    swap(&keys, &self.keys)
    contacts = PackedContacts()
    log = DiagnosticLog()
    places = RecordPlaces()
    wishes = []
    identities = []
    continuations = []
    numberless = []
    nameless = []
    return keys
  }
}
