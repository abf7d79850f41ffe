import Contacts

extension Run {
  /// Merges the records of each contact; what a contact's own source says anew replaces the old.
  mutating func merge() {
    // By keeper, then by record.
    let pairs = joinings.map { record, joining in UInt64(joining.keeper) << 32 | UInt64(record) }.sorted()
    let starts = pairs.indices.filter { $0 == 0 || pairs[$0] >> 32 != pairs[$0 - 1] >> 32 } + [pairs.count]
    let run = self
    let parts = onAllCores(of: starts.count - 1) { part in
      var log = DiagnosticLog()
      var contacts: [(keeper: Int32, contact: Contact)] = []
      for group in part {
        let members = pairs[starts[group]..<starts[group + 1]]
        let keeper = Int32(members[starts[group]] >> 32)
        let records = [keeper] + members.map { Int32(truncatingIfNeeded: $0) }
        if let contact = run.merged(records, &log) { contacts.append((keeper, contact)) }
      }
      return (contacts, log)
    }
    for (contacts, told) in parts {
      log.append(told)
      for (keeper, contact) in contacts { merged[keeper] = contact }
    }
  }

  /// One contact of several records, ascending; nil where the first is that already.
  private func merged(_ records: [Int32], _ log: inout DiagnosticLog) -> Contact? {
    let keeper = Int(records[0])
    var contact: Contact?
    // Most records of an import that was made before say what the bundle holds.
    if keeper >= existing || !records.dropFirst().allSatisfy({ areEqual(keeper, Int($0)) }) {
      contact = self.contact(of: records, &log)
    }
    for record in records.dropFirst() {
      guard let code = joinings[record]?.code else { continue }
      let subject = code == .mergedSameRecord ? packed[Int(record)].source.system : ""
      log.add(
        code, subject, at: origin(of: Int(record))?.place, example: contact?.displayName ?? packed[keeper].displayName)
    }
    return keeper < existing && contact == packed[keeper] ? nil : contact
  }

  /// Whether two contacts are the same in every field, ids included.
  private func areEqual(_ a: Int, _ b: Int) -> Bool {
    packed.withPacked(at: a) { first in
      packed.withPacked(at: b) { second in first.count == second.count && first.elementsEqual(second) }
    }
  }

  /// One contact of several records, ascending.
  private func contact(of records: [Int32], _ log: inout DiagnosticLog) -> Contact {
    let old = records.prefix { $0 < existing }
    var entries = entries(records.dropFirst(old.count))
    var contact: Contact
    var phonebooks: [[String]] = []
    if let first = old.first {
      contact = packed[Int(first)]
      phonebooks.append(contact.phonebooks)
      for other in old.dropFirst() {
        let other = packed[Int(other)]
        phonebooks.append(other.phonebooks)
        contact.absorb(other)
      }
      entries.sort { $0.contact.source == contact.source && $1.contact.source != contact.source }
    } else {
      contact = entries.removeFirst().contact
      phonebooks.append(contact.phonebooks)
    }
    for entry in entries where !entry.isUpdate { phonebooks.append(entry.contact.phonebooks) }
    if let first = entries.first, !contact.source.isEmpty, first.contact.source == contact.source {
      contact.update(with: entries.removeFirst().newcomer, by: actor, log: &log)
    }
    if entries.count > Self.maximumOneByOne {
      if let others = together(entries[...]) { contact.absorb(others) }
    } else {
      for entry in entries {
        if entry.isUpdate { contact.renewNote(entry.contact.note) }
        contact.absorb(entry.newcomer, keepsKinds: entry.isUpdate)
      }
    }
    if phonebooks.contains(where: { $0 != phonebooks[0] && Set($0) != Set(phonebooks[0]) }) {
      log.add(
        .phonebooksJoined, at: records.last.flatMap { origin(of: Int($0))?.place },
        example: "\(contact.displayName) (\(contact.phonebooks.joined(separator: ", ")))")
    }
    return contact
  }

  /// Nobody has so many entries; more are merged in the way that takes no longer in proportion than few.
  private static let maximumOneByOne = 64

  /// What all entries say, halves at a time.
  private func together(_ entries: ArraySlice<MergedEntry>) -> Contact? {
    if entries.count < 2 { return entries.first?.newcomer }
    let middle = entries.startIndex + entries.count / 2
    guard var first = together(entries[..<middle]), let second = together(entries[middle...]) else { return nil }
    first.absorb(second)
    return first
  }

  /// What new records say, those of one source record and those that go on with each other together; the entries whose
  /// values are preferred first.
  private func entries(_ records: some Sequence<Int32>) -> [MergedEntry] {
    var entries: [MergedEntry] = []
    var known: [SourceRecord: Int] = [:]
    var places: [Int32: Int] = [:]
    for record in records {
      var contact = packed[Int(record)]
      if let place = continued[record].flatMap({ places[$0] }) {
        contact.name = entries[place].contact.name
        entries[place].add(contact)
      } else if let place = known[contact.source], !contact.source.isEmpty {
        entries[place].add(contact)
        places[record] = place
      } else {
        known[contact.source] = entries.count
        places[record] = entries.count
        entries.append(MergedEntry(contact, joinings[record]))
      }
    }
    return entries.count < 2 ? entries : entries.sorted { $0.precedes($1) }
  }
}

/// What one source record, or an entry without one, says with all of its rows.
private struct MergedEntry {
  private(set) var contact: Contact
  /// Whether it is what a record that was read before says now.
  let isUpdate: Bool
  private let valueCount: Int

  init(_ contact: Contact, _ joining: Run.Joining?) {
    self.contact = contact
    isUpdate = joining?.code == .mergedSameRecord || joining?.code == .mergedKnown
    valueCount =
      TextField.content.count { !contact[$0].isEmpty } + contact.numbers.count + contact.emails.count
      + contact.addresses.count
  }

  /// The contact without an id where it is found again by its source.
  var newcomer: Contact {
    var contact = contact
    if !contact.source.isEmpty { contact.id = "" }
    return contact
  }

  /// Adds another row, which has no id of its own.
  mutating func add(_ row: Contact) {
    var row = row
    row.id = ""
    contact.absorb(row)
  }

  /// Whether this entry's values are preferred: a record of another system before what has none, the newer before the
  /// older, the fuller before the emptier; else the order of their texts, so that the order of the input decides nothing:
  /// the last one first, for accents come after plain letters, and small letters after capitals.
  func precedes(_ other: MergedEntry) -> Bool {
    if contact.source.isEmpty != other.contact.source.isEmpty { return !contact.source.isEmpty }
    if contact.revised != other.contact.revised { return contact.revised > other.contact.revised }
    if valueCount != other.valueCount { return valueCount > other.valueCount }
    return other.contact.texts.lexicographicallyPrecedes(contact.texts)
  }
}

extension Contact {
  /// All that it says, to be put in order.
  fileprivate var texts: [String] {
    TextField.content.map { self[$0] } + numbers.flatMap { [$0.dialled, $0.extension, $0.raw, $0.kind.rawValue] }
      + emails.map(\.address) + addresses.flatMap { address in PostalAddress.Part.allCases.map { address[$0] } }
      + urls + phonebooks + extras.flatMap { [$0.name] + $0.values } + [source.system, source.id]
  }
}
