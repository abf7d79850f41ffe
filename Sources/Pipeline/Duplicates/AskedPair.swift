/// Two contacts that an import before asked about, by what a decision names them by.
package struct AskedPair: Hashable, Sendable {
  let first: String
  let second: String

  /// The pair of a row of a review file.
  package init(_ first: String, _ second: String) { (self.first, self.second) = (first, second) }

  /// What became of the question.
  package enum Standing: Hashable, Sendable {
    /// Nobody answered it, and both are there.
    case open
    /// It was decided, the two are one contact, or it is asked anew.
    case settled
    /// Nobody answered it, and of these neither the inputs nor the bundle hold what they held.
    case lost(first: Bool, second: Bool)
  }
}

extension Run {
  /// What became of pairs that an import before asked about, but for decisions.
  func standings(of asked: [AskedPair], _ found: Duplicates) -> [AskedPair.Standing] {
    if asked.isEmpty { return [] }
    let names = asked.flatMap { [$0.first, $0.second] }
    let namesNow = reviews.flatMap { [$0.first.fingerprint, $0.second.fingerprint] }
    let contacts = keys.contacts(named: Set(names + namesNow))
    func group(_ name: String) -> UInt32? { contacts[name].map { found.firstOfGroup[Int($0)] } }
    func groups(_ first: String, _ second: String) -> Set<UInt32>? {
      guard let first = group(first), let second = group(second) else { return nil }
      return [first, second]
    }
    let anew = Set(reviews.compactMap { groups($0.first.fingerprint, $0.second.fingerprint) })
    return asked.map { pair in
      guard let groups = groups(pair.first, pair.second) else {
        return .lost(first: group(pair.first) == nil, second: group(pair.second) == nil)
      }
      return groups.count == 1 || anew.contains(groups) ? .settled : .open
    }
  }
}
