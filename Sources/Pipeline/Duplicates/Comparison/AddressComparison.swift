/// What two postal addresses say, part by part.
struct AddressComparison {
  /// Evidence in bits; the parts of one address depend on each other, so all but the strongest count half.
  var bits: Float = 0
  /// How many parts agree, and how many differ.
  var agreeing = 0
  var differing = 0
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
        if best.map({ result.bits > $0.bits }) ?? true { best = result }
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
      result.agreeing += 1
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

  private func compare(
    _ a: KeyView.Words, _ first: Range<Int>, _ b: KeyView.Words, _ second: Range<Int>
  ) -> AddressComparison {
    var result = AddressComparison()
    var strongest: Float = 0
    var sum: Float = 0
    for role in [PlaceRole.postalCode, .locality, .street, .extended, .house, .region] {
      var known = (false, false)
      var found = WordLikeness.different
      var bits: Float = 0
      for i in first where a.placeRole(i) == role {
        known.0 = true
        for j in second where matches(role, b.placeRole(j)) {
          if b.placeRole(j) == role { known.1 = true }
          let likeness = role == .postalCode || role == .house ? codeLikeness(a[i], b[j]) : placeLikeness(a[i], b[j])
          guard likeness < found else { continue }
          found = likeness
          let weight = likeness.weight
          let information = min(lexicon.bits(a[i], as: .place), lexicon.bits(b[j], as: .place))
          bits = max(0, information * weight.share + weight.bits)
        }
      }
      if found < .faint {
        result.agreeing += 1
        sum += bits
        strongest = max(strongest, bits)
      } else if known.0, known.1 {
        result.differing += 1
        result.bits += role == .region ? -1 : -2
      }
    }
    result.bits += strongest + 0.5 * (sum - strongest)
    return result
  }

  /// Street and building are written in each other's place.
  private func matches(_ role: PlaceRole, _ other: PlaceRole) -> Bool {
    role == other || role == .street && other == .extended || role == .extended && other == .street
  }

  /// Codes and house numbers: one slip at most, and none in a short one.
  private func codeLikeness(_ a: Vocabulary.ID, _ b: Vocabulary.ID) -> WordLikeness {
    if a == b { return .same }
    guard min(lexicon.length(a), lexicon.length(b)) >= 3, abs(lexicon.length(a) - lexicon.length(b)) <= 1 else {
      return .different
    }
    return distance.edits(lexicon.bytes(a), lexicon.bytes(b)) == 1 ? .typo : .different
  }
}
