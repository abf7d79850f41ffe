import Contacts

extension Run {
  /// Leaves every alias that merged contacts took over to one of them: what another contact of the bundle is known by, or
  /// a new one will be, is that contact's.
  mutating func settleAliases(_ found: Duplicates) {
    let takers = merged.filter { !$0.value.aliases.isEmpty }.keys.sorted()
    if takers.isEmpty { return }
    let aliases = takers.flatMap { merged[$0]?.aliases ?? [] }
    let wanted = Set(aliases.map(Hash.text))
    let wantedIDs = Set(aliases.compactMap(ContactIDs.value))
    // By the alias, the first record of who has it.
    var holders: [UInt64: Int32] = [:]
    for (identity, contact) in known where wanted.contains(identity) && holders[identity] == nil {
      holders[identity] = Int32(found.firstOfGroup[Int(contact)])
    }
    for record in existing..<count where wantedIDs.contains(wishes[record - existing]) {
      let key = Int32(record)
      if joinings[key] != nil || merged[key] != nil { continue }
      let id = Hash.text(ContactIDs.text(wishes[record - existing]))
      holders[id] = holders[id] ?? key
    }
    for taker in takers {
      merged[taker]?.aliases.removeAll { alias in
        let alias = Hash.text(alias)
        let holder = holders[alias] ?? taker
        holders[alias] = holder
        return holder != taker
      }
      if Int(taker) < existing, merged[taker] == packed[Int(taker)] { merged[taker] = nil }
    }
  }
}
