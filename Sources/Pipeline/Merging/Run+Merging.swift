import Contacts

extension Run {
  /// Merges the records of each contact; what a contact's own source says anew replaces the old.
  mutating func merge() {
    var members: [Int32: [Int32]] = [:]
    for (record, joining) in joinings { members[joining.keeper, default: []].append(record) }
    let keepers = members.keys.sorted()
    let groups = keepers.map { [$0] + (members[$0] ?? []).sorted() }
    let run = self
    let parts = onAllCores(of: groups.count) { part in
      part.map { index in
        var log = DiagnosticLog()
        return (run.contact(of: groups[index], &log), log)
      }
    }
    for (keeper, (contact, told)) in zip(keepers, parts.joined()) {
      merged[keeper] = contact
      log.append(told)
    }
  }

  /// One contact of several records, ascending.
  private func contact(of records: [Int32], _ log: inout DiagnosticLog) -> Contact {
    let old = records.prefix { $0 < existing }
    var entries = entries(records.dropFirst(old.count))
    var contact: Contact
    if let first = old.first {
      contact = packed[Int(first)]
      for other in old.dropFirst() { contact.absorb(packed[Int(other)]) }
      entries.sort { $0.contact.source == contact.source && $1.contact.source != contact.source }
    } else {
      contact = entries.removeFirst().contact
    }
    for entry in entries {
      var news = entry.contact
      // A record that is found again by its source, or by what it holds, needs no alias.
      if entry.isIdentical || !news.source.isEmpty { news.id = "" }
      contact.update(with: news, log: &log)
    }
    for record in records.dropFirst() {
      guard let code = joinings[record]?.code else { continue }
      let subject = code == .mergedSameRecord ? packed[Int(record)].source.system : ""
      log.add(code, subject, at: origin(of: Int(record))?.place, example: contact.displayName)
    }
    return contact
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
        entries.append(MergedEntry(contact, isIdentical: joinings[record]?.isIdentical == true))
      }
    }
    return entries.count < 2 ? entries : entries.sorted { $0.precedes($1) }
  }
}

/// What one source record, or an entry without one, says with all of its rows.
private struct MergedEntry {
  private(set) var contact: Contact
  /// Whether another entry holds the same.
  let isIdentical: Bool
  private let valueCount: Int

  init(_ contact: Contact, isIdentical: Bool) {
    self.contact = contact
    self.isIdentical = isIdentical
    valueCount =
      TextField.content.count { !contact[$0].isEmpty } + contact.numbers.count + contact.emails.count
      + contact.addresses.count
  }

  /// Adds another row, which has no id of its own.
  mutating func add(_ row: Contact) {
    var row = row
    row.id = ""
    contact.absorb(row)
  }

  /// Whether this entry's values are preferred: a record of another system before what has none, the newer before the
  /// older, the fuller before the emptier; else the order of their texts, so that the order of the input decides nothing.
  func precedes(_ other: MergedEntry) -> Bool {
    if contact.source.isEmpty != other.contact.source.isEmpty { return !contact.source.isEmpty }
    if contact.revised != other.contact.revised { return contact.revised > other.contact.revised }
    if valueCount != other.valueCount { return valueCount > other.valueCount }
    return contact.texts.lexicographicallyPrecedes(other.contact.texts)
  }
}

extension Contact {
  /// All that it says, to be put in order.
  fileprivate var texts: [String] {
    TextField.allCases.map { self[$0] } + numbers.flatMap { [$0.dialled, $0.extension, $0.raw, $0.kind.rawValue] }
      + emails.map(\.address) + addresses.flatMap { address in PostalAddress.Part.allCases.map { address[$0] } }
      + urls + phonebooks + extras.flatMap { [$0.name] + $0.values }
  }
}
