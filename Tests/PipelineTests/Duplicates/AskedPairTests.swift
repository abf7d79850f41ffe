import Contacts
import NumberingPlan
import Testing

@testable import Pipeline

/// Pairs that may be one person: what is asked about, and what becomes of it when it is decided.
@Suite struct AskedPairTests {
  // MARK: Decisions

  @Test func decisionsAreFollowedAndRemembered() throws {
    let records = [
      Contact("Ann Lee", "020 7946 0001"), Contact("Lee", "020 7946 0001"), Contact("Cy Fox", "020 7946 0003"),
    ]
    let first = try outcome(of: records)
    let review = try #require(first.reviews.first)
    let bundle = Array(first.contacts)
    let joined = try outcome(of: records, onto: bundle) { $0.decisions = self.decisions([(review, true)]) }
    #expect(joined.changes == Outcome.Changes(changed: 1, unchanged: 1, joined: 1))
    #expect(joined.contacts.map(\.displayName) == ["Ann Lee", "Cy Fox"])
    #expect(joined.contacts[0].aliases == [bundle[1].id])
    #expect(joined.ledger.total.merged == 3)
    #expect(joined.merges.filter { $0.record == nil }.map(\.reason) == [.mergedDecision])
    let again = try outcome(of: records, onto: Array(joined.contacts))
    #expect(again.changes == Outcome.Changes(unchanged: 2))
  }

  @Test func aDecisionCanKeepApartWhatWouldBeMerged() throws {
    let records = [Contact("Ann Lee", "020 7946 0001"), Contact("A. Lee", "020 7946 0001")]
    #expect(try outcome(of: records).contacts.count == 1)
    let keys = keys(try outcome(of: records) { $0.duplicates = .off }.contacts.map(\.self))
    let apart = try outcome(of: records) {
      $0.decisions.add(keys.fingerprint(0), keys.fingerprint(1), areOne: false, line: 2)
    }
    #expect(apart.contacts.count == 2)
    #expect(apart.reviews.isEmpty)
  }

  @Test func decisionsAboutOtherDataAreRefused() throws {
    let records = [Contact("Ann Lee", "020 7946 0001"), Contact("Lee", "020 7946 0001")]
    let review = try #require(try outcome(of: records).reviews.first)
    let changed = [records[0], Contact("Lee", "020 7946 0002")]
    let failure = #expect(throws: Failure.self) {
      try outcome(of: changed) { $0.decisions = self.decisions([(review, true)]) }
    }
    #expect(failure?.code == .decisionsOutdated)
    #expect(failure?.line == 2)
  }

  /// Records whose contacts hold more than they do, whoever was there first.
  @Test(arguments: [0, 1, 2]) func decisionsReachTheContactsThatHoldTheRecords(_ older: Int) throws {
    let records = [
      noted("Anna Roth", "n1", "030 23125001"), noted("Anna Roth", "n2", "030 23125001", "0171 5559001"),
      noted("Roth", "n3", "030 23125001"),
    ]
    var bundle: [Contact] = []
    for step in [Array(records[..<older]), records] where !step.isEmpty {
      bundle = Array(try outcome(of: step, region: "DE", onto: bundle).contacts)
    }
    #expect(bundle.count == 2)
    let review = try #require(try outcome(of: records, region: "DE").reviews.first)
    for isEdited in [false, true] {
      var held = bundle
      if isEdited, let anna = held.firstIndex(where: { $0.displayName == "Anna Roth" }) {
        held[anna].name.display = "Annika Roth-Berg"
        held[anna].numbers.append(Number(kind: .home, number: "+493099"))
      }
      let joined = try outcome(of: records, region: "DE", onto: held) {
        $0.decisions = self.decisions([(review, true)])
      }
      #expect(joined.contacts.count == 1)
      #expect(joined.changes.joined == 1)
      #expect(joined.contacts.first?.note.split(separator: "\n").sorted() == ["n1", "n2", "n3"])
      #expect(Set(joined.contacts.first?.aliases ?? []).count == joined.contacts.first?.aliases.count)
      let again = try outcome(of: records, region: "DE", onto: Array(joined.contacts))
      #expect(again.changes == Outcome.Changes(unchanged: 1))
    }
  }

  /// Whoever could be either of two who were told apart is asked about, now or later, and is neither.
  @Test func aThirdOfTwoWhoWereToldApart() throws {
    let people = ["tm1", "tm2", "tm3"].map { user in
      var person = Contact("Thomas Müller", "089 6360")
      person.emails = [Email(address: "\(user)@siemens.com")]
      return person
    }
    let names = keys(try outcome(of: people, region: "DE") { $0.duplicates = .off }.contacts.map(\.self))
    func apart(_ options: inout Pipeline.Options) {
      options.decisions.add(names.fingerprint(0), names.fingerprint(1), areOne: false, line: 2)
    }
    let bundle = Array(try outcome(of: Array(people[..<2]), region: "DE", apart).contacts)
    #expect(bundle.count == 2)
    let outcomes = [
      try outcome(of: people, region: "DE", apart), try outcome(of: [people[2]], region: "DE", onto: bundle),
      try outcome(of: people, region: "DE", onto: bundle, apart),
    ]
    for outcome in outcomes {
      #expect(outcome.contacts.map(\.emails.count) == [1, 1, 1])
      #expect(outcome.reviews.count == 2)
    }
  }

  @Test func noAliasHasTwoContacts() throws {
    let known = [
      Contact("Ann Lee", "020 7946 0001"), Contact("Ann Lee", "020 7946 0001", "07700 900123"),
      Contact("Bob Fox", "020 7946 0009", "07700 900124"),
    ]
    var bundle = Array(try outcome(of: known).contacts)
    #expect(bundle.count == 2)
    let alias = try #require(bundle[0].aliases.first)
    // Somebody made another person of the first, and gave the second what was hers.
    bundle[0].name.display = "Zoe Quist"
    bundle[0].numbers = [Number(kind: .business, number: "+442079460077")]
    bundle[1].name.display = "Ann Lee"
    bundle[1].numbers.append(Number(kind: .mobile, number: "+447700900123"))
    let both = try outcome(of: known, onto: bundle)
    let names = both.contacts.flatMap { [$0.id] + $0.aliases }
    #expect(names.contains(alias))
    #expect(Set(names).count == names.count)
  }

  @Test func recordsOfOneContactAreNotPartedHalfway() throws {
    let records = [
      noted("Ann Lee", "hers", "020 7946 0001"), noted("Ann Lee", "the other's", "020 7946 0001", "07700 900123"),
    ]
    let names = keys(try outcome(of: records) { $0.duplicates = .off }.contacts.map(\.self))
    func apart(_ options: inout Pipeline.Options) {
      options.decisions = DuplicateDecisions(file: "review.csv")
      options.decisions.add(names.fingerprint(0), names.fingerprint(1), areOne: false, line: 2)
    }
    let merged = Array(try outcome(of: records).contacts)
    #expect(merged.count == 1)
    let failure = #expect(throws: Failure.self) { try outcome(of: records, onto: merged, apart) }
    #expect(failure?.code == .decisionsMerged)
    #expect(failure?.line == 2)
    // Decided before they were merged, it is followed, and again.
    let parted = Array(try outcome(of: records, apart).contacts)
    #expect(parted.count == 2)
    #expect(try outcome(of: records, onto: parted, apart).changes == Outcome.Changes(unchanged: 2))
  }

  @Test func decisionsAboutOneContactDoNotContradictEachOther() throws {
    let records = [
      Contact("Ann Lee", "020 7946 0001"), Contact("Ann Lee", "020 7946 0001", "07700 900123"),
      Contact("Lee", "020 7946 0001"),
    ]
    let bundle = Array(try outcome(of: records).contacts)
    let names = keys(try outcome(of: records) { $0.duplicates = .off }.contacts.map(\.self))
    let failure = #expect(throws: Failure.self) {
      try outcome(of: records, onto: bundle) {
        $0.decisions.add(names.fingerprint(0), names.fingerprint(2), areOne: true, line: 2)
        $0.decisions.add(names.fingerprint(1), names.fingerprint(2), areOne: false, line: 3)
      }
    }
    #expect(failure?.code == .decisionsContradict)
  }

  @Test func aPairIsDescribedByItsContactsInWhateverOrderTheRecordsCome() throws {
    let records = [
      Contact("Anna Roth", "030 23125001"), Contact("ANNA ROTH", "030 23125001"), Contact("Roth", "030 23125001"),
    ]
    func sides(_ order: [Int]) throws -> [String]? {
      let review = try outcome(of: order.map { records[$0] }, region: "DE").reviews.first
      return review.map { [$0.first.summary, $0.second.summary, $0.first.fingerprint, $0.second.fingerprint] }
    }
    let expected = try #require(try sides([0, 1, 2]))
    #expect(expected[0].lowercased().hasPrefix("anna roth"))
    for order in [[1, 0, 2], [2, 1, 0], [1, 2, 0]] { #expect(try sides(order) == expected) }
  }

  /// Departments and branches of a firm that were asked about are not taken for each other when they come again, or later.
  @Test(arguments: [true, false]) func branchesStayApart(haveDepartments: Bool) throws {
    let firms = ["Leeds", "York"].map { town in
      var firm = Contact()
      firm.organization = "Acme Ltd"
      if haveDepartments {
        firm.department = town
      } else {
        firm.addresses = [PostalAddress(kind: .work)]
        firm.addresses[0].locality = town
      }
      firm.note = town
      firm.numbers = [Number(kind: .business, raw: "020 7946 0001")]
      return firm
    }
    var bundle = Array(try outcome(of: [firms[0]]).contacts)
    let second = try outcome(of: [firms[1]], onto: bundle)
    #expect(second.contacts.map(\.note) == ["Leeds", "York"])
    #expect(second.reviews.count == 1)
    bundle = Array(second.contacts)
    #expect(try outcome(of: firms, onto: bundle).changes == Outcome.Changes(unchanged: 2))
    // Edited by hand, each is found again; decided to be one, they are.
    bundle[1].note = "edited"
    bundle[1].emails = [Email(address: "york@acme.example")]
    let again = try outcome(of: firms, onto: bundle)
    #expect(again.contacts.map { $0.note.contains("York") } == [false, true])
    let names = keys(try outcome(of: firms) { $0.duplicates = .off }.contacts.map(\.self))
    let one = try outcome(of: firms, onto: bundle) {
      $0.decisions.add(names.fingerprint(0), names.fingerprint(1), areOne: true, line: 2)
    }
    #expect(one.contacts.count == 1)
    #expect(try outcome(of: firms, onto: Array(one.contacts)).changes == Outcome.Changes(unchanged: 1))
  }

  /// Two of one name and number who were kept apart are each found again by what they hold.
  @Test func namesakesAreFoundByWhatTheyHold() throws {
    let people = ["1980-01-02", "1991-07-09", ""].map { birthday in
      var person = Contact("Ann Lee", "020 7946 0001")
      person.birthday = birthday
      person.note = "born \(birthday)"
      return person
    }
    let bundle = Array(try outcome(of: people).contacts)
    #expect(bundle.count == 3)
    #expect(try outcome(of: people.reversed(), onto: bundle).changes == Outcome.Changes(unchanged: 3))
  }

  /// Nor does it where nothing is merged: of records that are equal but for signs it is always the same that is shown.
  @Test func ofEqualsTheSameOneIsShown() throws {
    let records = [
      Contact("Karl Weber Sohn", "030 23125001"), Contact("Karl Weber (Sohn)", "030 23125001"),
      Contact("Weber", "030 23125001"),
    ]
    for order in [[0, 1, 2], [1, 0, 2], [2, 1, 0]] {
      let search = try Pipeline(Pipeline.Options(region: Region("DE"))).comparison(
        of: [Rows(order.map { records[$0] })])
      let reviews = search.reviews(DuplicateFinder().find(in: search.keys))
      #expect(reviews.map(\.first.summary) == ["Karl Weber (Sohn), +493023125001"])
    }
  }

  @Test func departmentsAreTold() throws {
    let firms = ["Sales", "Support"].map { department in
      var firm = Contact()
      firm.organization = "Acme Ltd"
      firm.department = department
      firm.numbers = [Number(kind: .business, raw: "020 7946 0001")]
      return firm
    }
    let review = try #require(try outcome(of: firms).reviews.first)
    #expect(
      Set([review.first.summary, review.second.summary])
        == ["Acme Ltd, Sales, +442079460001", "Acme Ltd, Support, +442079460001"])
  }

  /// Nothing depends on the order of the input, neither which pairs are asked about nor which side is called the first.
  @Test(arguments: [1, 2]) func pairsAreTheSameInWhateverOrderTheRecordsCome(_ seed: UInt64) throws {
    var random = SeededRandom(seed: seed)
    let records = list(80, system: "", using: &random)
    let bundle = Array(try outcome(of: Array(records[..<40])).contacts)
    func pairs(_ records: [Contact], onto bundle: [Contact]) throws -> Set<[String]> {
      Set(
        try outcome(of: records, onto: bundle).reviews.map {
          [$0.first.summary, $0.second.summary, $0.first.fingerprint, $0.second.fingerprint, $0.why]
        })
    }
    for old in [[], bundle] {
      let expected = try pairs(records, onto: old)
      #expect(expected.count > 5)
      for _ in 0..<3 { #expect(try pairs(records.shuffled(using: &random), onto: old) == expected, "seed \(seed)") }
    }
  }

  // MARK: Pairs that were asked about before

  @Test func whatWasAskedStaysOpenUntilItIsDecided() throws {
    let records = [Contact("Ann Lee", "020 7946 0001"), Contact("Lee", "020 7946 0001")]
    let first = try outcome(of: records)
    let review = try #require(first.reviews.first)
    let bundle = Array(first.contacts)
    let other = [Contact("Cy Fox", "020 7946 0003")]
    #expect(try former(review, of: other, onto: bundle) == [.open])
    #expect(try former(review, of: records, onto: bundle) == [.open])
    for areOne in [true, false] {
      let decided = try former(review, of: records, onto: bundle) {
        $0.decisions = self.decisions([(review, areOne)])
      }
      #expect(decided == [.settled])
    }
    #expect(try former(review, of: other, onto: [bundle[1]]) == [.lost(first: true, second: false)])
    #expect(try former(review, of: records, onto: []) == [.settled])
  }

  /// What becomes of a pair that was asked about.
  private func former(
    _ review: Outcome.Review, of records: [Contact], onto bundle: [Contact],
    _ change: (inout Pipeline.Options) -> Void = { _ in }
  ) throws -> [AskedPair.Standing] {
    var options = Pipeline.Options(region: Region("GB"))
    change(&options)
    let pair = AskedPair(review.first.fingerprint, review.second.fingerprint)
    let outcomes = try Pipeline(options).runEachOwner([Rows(records)]) { _ in
      PackedContacts(bundle)
    } asked: { _ in
      [pair]
    }
    return outcomes[0].outcome.former
  }

  private func noted(_ name: String, _ note: String, _ numbers: String...) -> Contact {
    var contact = Contact(name)
    contact.numbers = numbers.map { Number(kind: .business, raw: $0) }
    contact.note = note
    return contact
  }

  private func decisions(_ reviews: [(Outcome.Review, Bool)]) -> DuplicateDecisions {
    var decisions = DuplicateDecisions(file: "review.csv")
    for (index, (review, areOne)) in reviews.enumerated() {
      decisions.add(review.first.fingerprint, review.second.fingerprint, areOne: areOne, line: index + 2)
    }
    return decisions
  }
}
