import Contacts

/// All records of a run in one row: first the contacts that existed before, then every input's records in order.
struct Run {
  /// Where a record of an input stands.
  struct Origin: Sendable {
    var input: Int32
    var part: Int32
    var ordinal: Int32
    var file: Int32
    var line: Int32

    var place: Place { Place(input: Int(input), file: Int(file), line: Int(line)) }
  }

  /// A contact that a record is part of, and why.
  struct Joining: Sendable {
    /// The index of the contact's first record.
    var keeper: Int32
    /// Whether it holds the same as another of the contact's records.
    var isIdentical: Bool
    var code: DiagnosticCode
  }

  private(set) var packed: PackedContacts
  /// What is compared, until it was.
  var keys = ContactKeys()
  /// How many contacts existed before.
  let existing: Int
  /// The extension that imports; empty for the administrator.
  let actor: String
  private(set) var origins: [Origin] = []
  /// The ids that new records are packed with.
  private(set) var wishes: [UInt64] = []
  /// By new record, ``ContactIDs/identity(of:)``; until duplicates were found.
  var identities: [UInt64] = []
  /// What each contact that existed before is known by, ``ContactIDs/identities(of:)``; until duplicates were found.
  var known: [(identity: UInt64, contact: UInt32)] = []
  /// New records that may go on with the one before.
  private(set) var continuations: [Int32] = []
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

  /// - Parameters:
  ///   - taken: what was read, of which nothing is left there: it may be a lot.
  ///   - comparesAll: whether keys are made of all contacts, also where they were not made while these were read.
  init(taking taken: inout [[IntakePart]], onto old: PackedContacts, by actor: String, comparesAll: Bool) {
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
    for (input, parts) in intake.enumerated() {
      for (number, part) in parts.enumerated() {
        log.append(part.log)
        let first = Int32(truncatingIfNeeded: packed.count)
        continuations += part.continuations.map { $0 + first }
        packed.append(contentsOf: part.contacts)
        wishes += part.ids
        identities += part.identities
        for origin in part.origins {
          origins.append(
            Origin(
              input: Int32(truncatingIfNeeded: input), part: Int32(truncatingIfNeeded: number),
              ordinal: origin.ordinal, file: origin.file, line: origin.line))
        }
      }
    }
    var parts = olds.map(\.keys)
    for input in intake.indices {
      for part in intake[input].indices { parts.append(intake[input][part].giveUp()) }
    }
    self.intake = intake
    if !hasKeys { parts = keysOfRepeated(orOfAll: comparesAll, unnamedSystems: unnamed) }
    keys.append(taking: &parts)
  }

  /// Keys of those contacts only that share a record's identity with another, which alone can be the same where nothing else
  /// is compared: half a kilobyte of each of the others is more than memory is to hold of very many.
  private func keysOfRepeated(orOfAll comparesAll: Bool, unnamedSystems unnamed: [String]) -> [ContactKeys] {
    var repeated = Set<UInt64>()
    let sorted = identities.sorted()
    for index in sorted.indices.dropFirst() where sorted[index] == sorted[index - 1] { repeated.insert(sorted[index]) }
    let new = existing == 0 ? [] : Set(identities)
    var held = Set<UInt32>()
    for (identity, contact) in known where new.contains(identity) {
      repeated.insert(identity)
      held.insert(contact)
    }
    let continuing = Set(continuations)
    let (packed, existing, identities, shared, holders) = (packed, existing, identities, repeated, held)
    return onAllCores(of: packed.count) { part in
      var keys = ContactKeys(unnamedSystems: unnamed)
      for record in part {
        let isShared =
          record < existing ? holders.contains(UInt32(record)) : shared.contains(identities[record - existing])
        if isShared || comparesAll {
          var contact = packed[record]
          if continuing.contains(Int32(record)) { _ = contact.removeOrdinal() }
          keys.append(contact)
        } else {
          keys.appendNothing()
        }
      }
      keys.finish()
      return keys
    }
  }

  var count: Int { packed.count }

  /// Where a record stands; nil for a contact that existed before.
  func origin(of record: Int) -> Origin? { record < existing ? nil : origins[record - existing] }

  /// The contact of the record `keeper` as it is now.
  func contact(_ keeper: Int) -> Contact { merged[Int32(keeper)] ?? packed[keeper] }
}

extension Run {
  /// Refuses contacts that lack what the phone system demands, with all their records.
  mutating func rejectIncomplete(_ profile: Profile) {
    let needsName = profile.requirements.contains(.name)
    let needsNumber = profile.requirements.contains(.number)
    var refused: [Int32: DiagnosticCode] = [:]
    for record in existing..<count {
      let key = Int32(record)
      if joinings[key] != nil { continue }
      let head = keys.heads[record]
      // A key without words or numbers may be that of a contact of signs only.
      if needsNumber, head.numbers == 0, contact(record).numbers.isEmpty {
        refused[key] = .contactWithoutNumber
      } else if needsName, head.names == 0, head.organizations == 0, !contact(record).isNamed {
        refused[key] = .contactWithoutName
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
    let keepers = (0..<count).filter { joinings[Int32($0)] == nil && refusals[Int32($0)] == nil }
    let excess = LimitExcess(
      kind, count: keepers.count + others, profile: options.profile, extensions: options.extensions)
    guard let excess else { return }
    let room = excess.maximum - others
    let old = keepers.prefix { $0 < existing }.count
    if options.onLimit == .fail || room < old { throw excess.failure(canReject: room >= old) }
    refuse(Set(keepers[room...].map { Int32($0) }), .limitRejected, because: excess.message)
  }

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
    origins = []
    ids = []
    identities = []
    continuations = []
    return keys
  }
}
