import Contacts

extension Run {
  /// Assigns ids, adds the ledger up and gathers what came of the run.
  func outcome(_ sources: [any ContactSource], _ options: Pipeline.Options) throws(Failure) -> Outcome {
    var ledger = Ledger(inputs: sources.map(\.name))
    var rejections = intake.map { $0.map { $0.rejections.map { (ordinal: $0.ordinal, reason: $0.reason) } } }
    var changes = Outcome.Changes()
    var packed = packed
    var chosen = ContactSelection.Chosen()
    var ids = ContactIDs(wishes: self.records.wishes)
    for record in 0..<existing { ids.reserve(packed.id(at: record)) }
    for id in formerIDs { ids.reserve(id) }
    for others in options.otherContacts { for index in others.indices { ids.reserve(others.id(at: index)) } }
    for (input, parts) in intake.enumerated() {
      ledger.entries[input].read = parts.reduce(0) { $0 + $1.read }
      ledger.entries[input].rejected = parts.reduce(0) { $0 + $1.rejections.count }
    }
    var idOfKeeper: [Int32: String] = [:]
    for record in 0..<existing {
      let key = Int32(record)
      if joinings[key] != nil {
        changes.joined += 1
      } else if let contact = merged[key] {
        changes.changed += 1
        chosen.append(packed.count)
        packed.append(contact)
      } else {
        changes.unchanged += 1
        chosen.append(record)
      }
    }
    for (input, records) in self.records.inputs {
      for index in records {
        let record = existing + index
        let key = Int32(record)
        if let reason = refusals[key] {
          let origin = self.records.origin(index)
          ledger.entries[input].rejected += 1
          rejections[input][Int(origin.part)].append((Int(origin.record.ordinal), reason))
          continue
        }
        if joinings[key] != nil {
          ledger.entries[input].merged += 1
          continue
        }
        ledger.entries[input].kept += 1
        changes.added += 1
        let contact = merged[key]
        let wish = contact.flatMap { UInt64($0.id, radix: 16) } ?? self.records.wish(index)
        let id = ids.take(wish)
        if contact == nil, id == wish {
          chosen.append(record)
          continue
        }
        var renamed = contact ?? packed[record]
        renamed.id = ContactIDs.text(id)
        idOfKeeper[key] = renamed.id
        chosen.append(packed.count)
        packed.append(renamed)
      }
    }
    try ledger.verify()
    var files: [RejectedFile?] = []
    for (source, parts) in zip(sources, rejections) {
      let sorted = parts.map { $0.sorted { $0.ordinal < $1.ordinal } }
      files.append(sorted.allSatisfy(\.isEmpty) ? nil : try source.rejectedFile(sorted))
    }
    return Outcome(
      contacts: ContactSelection(packed, chosen), ledger: ledger, log: log, rejected: files,
      merges: merges(idOfKeeper), reviews: reviews, former: former,
      phonebooks: phonebooks(knowing: options.knownPhonebooks),
      named: phonebooks(knowing: []),
      changes: changes)
  }

  /// Which records went into which contact, in their order.
  private func merges(_ ids: [Int32: String]) -> [Outcome.Merge] {
    let records = joinings.keys.filter { refusals[$0] == nil }.sorted()
    return onAllCores(of: records.count) { part in
      records[part].compactMap { record in
        joinings[record].map { joining in
          let keeper = contact(Int(joining.keeper))
          return Outcome.Merge(
            contact: ids[joining.keeper] ?? keeper.id, name: keeper.displayName, record: origin(of: Int(record))?.place,
            keeper: origin(of: Int(joining.keeper))?.place, reason: joining.code)
        }
      }
    }.flatMap { $0 }
  }
}
