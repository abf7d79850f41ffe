import Contacts

extension Run {
  /// Leaves every alias that merged contacts took over to one of them: what another contact of the bundle is known by, or
  /// a new one will be, is that contact's.
  mutating func settleAliases() {
    let takers = merged.filter { !$0.value.aliases.isEmpty }.keys.sorted()
    if takers.isEmpty { return }
    let aliases = takers.flatMap { merged[$0]?.aliases ?? [] }
    let wanted = Set(aliases.map(Hash.text))
    let wantedIDs = Set(aliases.compactMap(ContactIDs.value))
    // By the alias, the first record of who has it.
    var holders: [UInt64: Int32] = [:]
    for (identity, contact) in known where wanted.contains(identity) && holders[identity] == nil {
      let contact = Int32(contact)
      holders[identity] = joinings[contact]?.keeper ?? contact
    }
    for (index, wish) in records.wishes.joined().enumerated() where wantedIDs.contains(wish) {
      let record = existing + index
      let key = Int32(record)
      if joinings[key] != nil || merged[key] != nil { continue }
      let id = Hash.text(ContactIDs.text(wish))
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
