import Contacts

/// Which entry of a contact's lists is which of the card that it was read from.
///
/// An entry is found by all that it says, then by its value alone, whose kind or label was edited; what is then left of a
/// kind is taken to be the edited one in its place.
struct Matches {
  /// By entry of the card: the contact's; nil where it is gone.
  private(set) var numbers: [Int?]
  /// By number of the card that is none of the contact's: the contact's that says the same and stands in the card; nil where
  /// there is none.
  private(set) var repeated: [Int?]
  /// By number of the card, whether it is none at all, and stands among the extra fields.
  private(set) var asides: [Bool]
  private(set) var emails: [Int?]
  private(set) var addresses: [Int?]
  private(set) var urls: [Int?]

  init(_ before: Contact, _ now: Contact, pending: PendingFields) {
    // By index: to hand entries over would copy each.
    func isSame(_ old: Int, _ new: Int) -> Bool {
      before.numbers[old].raw == now.numbers[new].raw || now.numbers[new].isWritten(as: before.numbers[old].raw)
    }
    func areAlike(_ a: Number, _ b: Number) -> Bool { a.kind == b.kind && a.label.isEmpty == b.label.isEmpty }
    func isAside(_ number: Int) -> Bool {
      now.extra(before.numbers[number].nameAside)?.contains(before.numbers[number].raw) ?? false
    }
    let numbers = Self.match(
      before.numbers.count, pending.numbers, leavingOut: isAside,
      [
        { old, new in
          isSame(old, new) && before.numbers[old].kind == now.numbers[new].kind
            && before.numbers[old].label == now.numbers[new].label
        }, isSame, { before.numbers[$0].hasWords(beside: now.numbers[$1]) },
        { areAlike(before.numbers[$0], now.numbers[$1]) },
      ])
    self.numbers = numbers
    asides = numbers.indices.map { numbers[$0] == nil && isAside($0) }
    repeated = Self.repeated(before.numbers, now.numbers, numbers, asides)
    emails = Self.match(
      before.emails.count, pending.emails,
      [
        { before.emails[$0] == now.emails[$1] }, { before.emails[$0].address == now.emails[$1].address },
        { old, new in
          before.emails[old].kind == now.emails[new].kind
            && before.emails[old].label.isEmpty == now.emails[new].label.isEmpty
        },
      ])
    addresses = Self.match(
      before.addresses.count, pending.addresses,
      [
        { before.addresses[$0] == now.addresses[$1] }, { before.addresses[$0].hasParts(of: now.addresses[$1]) },
        { before.addresses[$0].kind == now.addresses[$1].kind },
      ])
    urls = Self.match(before.urls.count, pending.urls, [{ before.urls[$0] == now.urls[$1] }, { _, _ in true }])
  }

  /// Which numbers say what another of the card says that is the contact's.
  private static func repeated(
    _ before: [Number], _ now: [Number], _ matches: [Int?], _ asides: [Bool]
  ) -> [Int?] {
    var repeated = [Int?](repeating: nil, count: before.count)
    for index in before.indices where matches[index] == nil && !asides[index] {
      repeated[index] = matches.lazy.compactMap(\.self).prefix(reach).first { now[$0].isMeant(by: before[index].raw) }
    }
    return repeated
  }

  /// Whether a line of the card stays whose number is none of the contact's.
  func keepsUnmatched(_ number: Int) -> Bool { repeated[number] != nil || asides[number] }

  /// How far behind the first entry that is still free another is looked for, so that no card takes long.
  private static let reach = 500

  /// - Parameters:
  ///   - count: of the card's entries.
  ///   - pending: by entry of the contact, whether it is still to be written.
  ///   - isAside: whether an entry of the card is none of the contact's any more.
  ///   - likenesses: what makes two entries the same, the surest first.
  private static func match(
    _ count: Int, _ pending: [Bool], leavingOut isAside: (Int) -> Bool = { _ in false },
    _ likenesses: [(Int, Int) -> Bool]
  ) -> [Int?] {
    guard count > 0 else { return [] }
    var free = pending
    var result: [Int?] = Array(repeating: nil, count: count)
    for (round, isAlike) in likenesses.enumerated() {
      var first = 0
      for index in 0..<count where result[index] == nil {
        if round > 0, isAside(index) { continue }
        while first < free.count, !free[first] { first += 1 }
        if let found = (first..<min(first + reach, free.count)).first(where: { free[$0] && isAlike(index, $0) }) {
          result[index] = found
          free[found] = false
        }
      }
    }
    return result
  }
}

extension PostalAddress {
  fileprivate func hasParts(of other: PostalAddress) -> Bool { Part.allCases.allSatisfy { self[$0] == other[$0] } }
}
