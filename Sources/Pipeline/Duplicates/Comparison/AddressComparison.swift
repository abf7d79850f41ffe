/// What two postal addresses say, part by part.
struct AddressComparison {
  /// Evidence in bits; the parts of one address depend on each other, so all but the strongest count half.
  var bits: Float = 0
  /// The parts that agree, and those that differ, a bit for each ``PlaceRole``.
  private(set) var agreeingParts: UInt8 = 0
  private(set) var differingParts: UInt8 = 0
  /// Whether house numbers agree but for one sign: a slip, or the house next door.
  fileprivate(set) var mayBeNextDoor = false

  /// How many parts agree, and how many differ.
  var agreeing: Int { agreeingParts.nonzeroBitCount }
  var differing: Int { differingParts.nonzeroBitCount }

  fileprivate mutating func insert(_ role: UInt32, agrees: Bool) {
    if agrees { agreeingParts |= 1 << role } else { differingParts |= 1 << role }
  }

  /// Whether they are one place, of which the street is told.
  var areOneStreetAddress: Bool {
    agreeingParts >> PlaceRole.street.rawValue & 1 == 1 && !areElsewhere && !mayBeNextDoor
  }

  /// Whether they are two places: other streets or houses, or other towns, which are the same where either name or code is
  /// and the street is too.
  var areElsewhere: Bool {
    func agree(_ role: PlaceRole) -> Bool { agreeingParts >> role.rawValue & 1 == 1 }
    func differ(_ role: PlaceRole) -> Bool { differingParts >> role.rawValue & 1 == 1 }
    if differ(.street) || differ(.house) { return true }
    let isStreetTold = agree(.street)
    return differ(.locality) && !(isStreetTold && agree(.postalCode))
      || differ(.postalCode) && !(isStreetTold && agree(.locality))
  }

  /// Whether it says more than another, by what both say, whichever contact comes first.
  fileprivate func saysMore(than other: AddressComparison) -> Bool {
    if bits != other.bits { return bits > other.bits }
    return (other.differing, agreeing, agreeingParts, differingParts)
      > (differing, other.agreeing, other.agreeingParts, other.differingParts)
  }
}

extension WordComparer {
  /// The most alike two of two contacts' addresses; nothing where one has none.
  func compareAddresses(_ a: KeyView.Words, _ b: KeyView.Words) -> AddressComparison {
    if a.isEmpty || b.isEmpty { return AddressComparison() }
    if a.isOneAddress, a.elementsAndRolesEqual(b) { return agreement(a) }
    var best: AddressComparison?
    forEachAddress(a) { first in
      forEachAddress(b) { second in
        let result = compare(a, first, b, second)
        if best.map({ result.saysMore(than: $0) }) ?? true { best = result }
      }
    }
    return best ?? AddressComparison()
  }

  /// What an address says that two contacts have alike.
  private func agreement(_ words: KeyView.Words) -> AddressComparison {
    var result = AddressComparison()
    var seen: UInt32 = 0
    var strongest: Float = 0
    var sum: Float = 0
    for index in 0..<words.count {
      let role = UInt32(1) << words.placeRole(index).rawValue
      if seen & role != 0 { continue }
      seen |= role
      let bits = max(0, lexicon.bits(words[index], as: .place))
      result.insert(words.placeRole(index).rawValue, agrees: true)
      sum += bits
      strongest = max(strongest, bits)
    }
    result.bits = strongest + 0.5 * (sum - strongest)
    return result
  }

  private func forEachAddress(_ words: KeyView.Words, _ body: (Range<Int>) -> Void) {
    var start = 0
    for index in 0..<words.count where words.placeRole(index) == .nextAddress {
      body(start..<index)
      start = index + 1
    }
    body(start..<words.count)
  }

  /// Compares two addresses. Street and building may each be written in the other's place: of both ways to see that, the one
  /// that says less.
  private func compare(
    _ a: KeyView.Words, _ first: Range<Int>, _ b: KeyView.Words, _ second: Range<Int>
  ) -> AddressComparison {
    let result = compare(a, first, with: b, second)
    guard
      first.contains(where: { a.placeRole($0) == .extended })
        || second.contains(where: { b.placeRole($0) == .extended })
    else { return result }
    let turned = compare(b, second, with: a, first)
    return result.saysMore(than: turned) ? turned : result
  }

  private func compare(
    _ a: KeyView.Words, _ first: Range<Int>, with b: KeyView.Words, _ second: Range<Int>
  ) -> AddressComparison {
    // By role.
    var found = SIMD8<UInt8>(repeating: WordLikeness.different.rawValue)
    var bits = SIMD8<Float>(repeating: 0)
    var known: (a: UInt8, b: UInt8) = (0, 0)
    for j in second { known.b |= 1 << b.role(j) }
    for i in first {
      let role = a.role(i)
      known.a |= 1 << role
      let word = a[i]
      let counterparts = Self.counterparts(of: role)
      for j in second where counterparts >> b.role(j) & 1 == 1 {
        let likeness = Self.codes >> role & 1 == 1 ? codeLikeness(word, b[j]) : placeLikeness(word, b[j])
        guard likeness != .different, likeness.rawValue <= found[Int(role)] else { continue }
        let weight = likeness.weight
        let information = min(lexicon.bits(word, as: .place), lexicon.bits(b[j], as: .place))
        let said = max(0, information * weight.share + weight.bits)
        if likeness.rawValue == found[Int(role)], said <= bits[Int(role)] { continue }
        found[Int(role)] = likeness.rawValue
        bits[Int(role)] = said
      }
    }
    var result = AddressComparison()
    var strongest: Float = 0
    var sum: Float = 0
    for role in 0..<PlaceRole.nextAddress.rawValue {
      if found[Int(role)] < WordLikeness.faint.rawValue {
        result.insert(role, agrees: true)
        if role == PlaceRole.house.rawValue, found[Int(role)] != WordLikeness.same.rawValue {
          result.mayBeNextDoor = true
        }
        sum += bits[Int(role)]
        strongest = max(strongest, bits[Int(role)])
      } else if (known.a & known.b) >> role & 1 == 1 {
        result.insert(role, agrees: false)
        result.bits += role == PlaceRole.region.rawValue ? -1 : -2
      }
    }
    result.bits += strongest + 0.5 * (sum - strongest)
    return result
  }

  /// What a part may agree with, a bit each: street and building are written in each other's place.
  private static func counterparts(of role: UInt32) -> UInt8 { ways >> role & 1 == 1 ? ways : 1 << role }

  private static let ways: UInt8 = 1 << PlaceRole.street.rawValue | 1 << PlaceRole.extended.rawValue
  private static let codes: UInt8 = 1 << PlaceRole.postalCode.rawValue | 1 << PlaceRole.house.rawValue

  /// Codes and house numbers: one slip at most, and none in a short one.
  private func codeLikeness(_ a: Vocabulary.ID, _ b: Vocabulary.ID) -> WordLikeness {
    if a == b { return .same }
    guard min(lexicon.length(a), lexicon.length(b)) >= 3, abs(lexicon.length(a) - lexicon.length(b)) <= 1 else {
      return .different
    }
    return distance.edits(lexicon.bytes(a), lexicon.bytes(b)) == 1 ? .typo : .different
  }
}
