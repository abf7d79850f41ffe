import Contacts

/// All records of a run in one row: first the contacts that existed before, then every input's records in order.
struct Run {
  /// Where a record of an input stands.
  struct Origin: Sendable {
    var input: Int32
    var part: Int32
    var ordinal: Int32
    var line: Int32

    var place: Place { Place(input: Int(input), line: Int(line)) }
  }

  /// A contact that a record is part of, and why.
  struct Joining: Sendable {
    /// The index of the contact's first record.
    var keeper: Int32
    var reason: DiagnosticCode
  }

  private(set) var packed: PackedContacts
  private(set) var keys: DuplicateKeys
  /// How many contacts existed before.
  let existing: Int
  private var origins: [Origin] = []
  /// The ids that new records are packed with.
  private var wishes: [UInt64] = []
  /// By record, which contact it went into; absent for those that are contacts of their own.
  private var joinings: [Int32: Joining] = [:]
  /// Contacts that merging changed, by the index of their first record.
  private var merged: [Int32: Contact] = [:]
  /// By record, why it was refused.
  private var refusals: [Int32: String] = [:]
  private var intake: [[IntakePart]]
  /// Phonebooks that there is no room for.
  private var refusedPhonebooks = Set<String>()
  var log = DiagnosticLog()

  init(_ intake: [[IntakePart]], onto old: PackedContacts) {
    packed = old
    keys = DuplicateKeys()
    existing = old.count
    for contact in old { keys.append(contact, mayContinue: false) }
    for (input, parts) in intake.enumerated() {
      for (number, part) in parts.enumerated() {
        log.append(part.log)
        packed.append(contentsOf: part.contacts)
        keys.append(contentsOf: part.keys)
        wishes += part.ids
        for origin in part.origins {
          origins.append(
            Origin(
              input: Int32(truncatingIfNeeded: input), part: Int32(truncatingIfNeeded: number),
              ordinal: origin.ordinal, line: origin.line))
        }
      }
    }
    self.intake = intake.map { parts in
      parts.map { part in
        var rest = part
        rest.contacts = PackedContacts()
        rest.origins = []
        rest.ids = []
        rest.keys = DuplicateKeys()
        return rest
      }
    }
  }

  var count: Int { packed.count }

  /// Where a record stands; nil for a contact that existed before.
  func origin(of record: Int) -> Origin? { record < existing ? nil : origins[record - existing] }

  /// The contact of the record `keeper` as it is now.
  func contact(_ keeper: Int) -> Contact { merged[Int32(keeper)] ?? packed[keeper] }
}

extension Run {
  /// Joins records that are the same person, and tells numbers that different people share.
  mutating func dedupe() {
    var finder = ExactDuplicates(self)
    finder.find()
    log.append(finder.log)
    joinings = finder.joinings
    merge(finder)
  }

  /// Merges the records of each contact in their order; what a contact's own source says anew replaces the old.
  private mutating func merge(_ finder: ExactDuplicates) {
    var members: [Int32: [Int32]] = [:]
    for (record, joining) in finder.joinings { members[joining.keeper, default: []].append(record) }
    for keeper in members.keys.sorted() {
      let records = (members[keeper] ?? []).sorted()
      var contact = packed[Int(keeper)]
      if keeper < existing {
        var news = newcomer(records[0])
        for record in records.dropFirst() { news.absorb(newcomer(record)) }
        contact.update(with: news, log: &log)
      } else {
        for record in records {
          var other = newcomer(record)
          // "Anna Weber (2)" is no other name of hers.
          if finder.joinings[record]?.reason == .mergedContinuation { other.name = contact.name }
          contact.absorb(other)
        }
      }
      merged[keeper] = contact
      for record in records {
        guard let reason = finder.joinings[record]?.reason else { continue }
        let subject = reason == .mergedSameRecord ? contact.source.system : ""
        log.add(reason, subject, at: origin(of: Int(record))?.place, example: contact.displayName)
      }
    }
  }

  /// A record whose id nobody has seen yet, and which needs no alias for it.
  private func newcomer(_ record: Int32) -> Contact {
    var contact = packed[Int(record)]
    contact.id = ""
    return contact
  }

  /// Refuses contacts that lack what the phone system demands, with all their records.
  mutating func rejectIncomplete(_ profile: Profile) {
    let needsName = profile.requirements.contains(.name)
    let needsNumber = profile.requirements.contains(.number)
    var refused: [Int32: DiagnosticCode] = [:]
    for record in existing..<count {
      let key = Int32(record)
      if joinings[key] != nil { continue }
      let hasName = merged[key].map(\.isNamed) ?? (keys.names[record] != 0)
      let hasNumber = merged[key].map { !$0.numbers.isEmpty } ?? !keys.numbers(of: record).isEmpty
      if needsNumber, !hasNumber {
        refused[key] = .contactWithoutNumber
      } else if needsName, !hasName {
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
    if options.onLimit == .fail || room < existing { throw excess.failure(canReject: room >= existing) }
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

  /// Assigns ids, adds the ledger up and gathers what came of the run.
  func outcome(_ sources: [any ContactSource], _ options: Pipeline.Options) throws(Failure) -> Outcome {
    var ledger = Ledger(inputs: sources.map(\.name))
    var rejections = intake.map { $0.map { $0.rejections.map { (ordinal: $0.ordinal, reason: $0.reason) } } }
    var changes = Outcome.Changes()
    var merges: [Outcome.Merge] = []
    var packed = packed
    var chosen: [Int32] = []
    var ids = ContactIDs()
    for record in 0..<existing { ids.reserve(packed.id(at: record)) }
    for others in options.otherContacts { for index in others.indices { ids.reserve(others.id(at: index)) } }
    for (input, parts) in intake.enumerated() {
      ledger.entries[input].read = parts.reduce(0) { $0 + $1.read }
      ledger.entries[input].rejected = parts.reduce(0) { $0 + $1.rejections.count }
    }
    var idOfKeeper: [Int32: String] = [:]
    for record in 0..<count {
      let key = Int32(record)
      let origin = origin(of: record)
      if let reason = refusals[key], let origin {
        ledger.entries[Int(origin.input)].rejected += 1
        rejections[Int(origin.input)][Int(origin.part)].append((Int(origin.ordinal), reason))
        continue
      }
      if let joining = joinings[key] {
        guard let origin else { continue }
        ledger.entries[Int(origin.input)].merged += 1
        let keeper = contact(Int(joining.keeper))
        merges.append(
          Outcome.Merge(
            contact: idOfKeeper[joining.keeper] ?? keeper.id, name: keeper.displayName, record: origin.place,
            keeper: self.origin(of: Int(joining.keeper))?.place, reason: joining.reason))
        continue
      }
      if let origin { ledger.entries[Int(origin.input)].kept += 1 }
      switch (merged[key], origin) {
      case (let contact?, nil):
        if contact == packed[record] { fallthrough }
        changes.changed += 1
        chosen.append(Int32(packed.count))
        packed.append(contact)
      case (nil, nil):
        changes.unchanged += 1
        chosen.append(key)
      case (let contact, _?):
        let wish = wishes[record - existing]
        let id = ids.take(wish)
        changes.added += 1
        if contact == nil, id == wish {
          chosen.append(key)
          continue
        }
        var contact = contact ?? packed[record]
        contact.id = ContactIDs.text(id)
        idOfKeeper[key] = contact.id
        chosen.append(Int32(packed.count))
        packed.append(contact)
      }
    }
    try ledger.verify()
    var files: [RejectedFile?] = []
    for (source, parts) in zip(sources, rejections) {
      let sorted = parts.map { $0.sorted { $0.ordinal < $1.ordinal } }
      files.append(sorted.allSatisfy(\.isEmpty) ? nil : try source.rejectedFile(sorted))
    }
    return Outcome(
      contacts: ContactSelection(packed, indices: chosen), ledger: ledger, log: log, rejected: files, merges: merges,
      phonebooks: phonebooks(knowing: options.knownPhonebooks), named: phonebooks(knowing: []), changes: changes)
  }

  private func phonebooks(knowing known: [String]) -> [String] {
    var result = known
    for part in intake.joined() {
      for name in part.phonebooks where !result.contains(name) && !refusedPhonebooks.contains(name) {
        result.append(name)
      }
    }
    return result
  }
}
