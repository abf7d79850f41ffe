import Contacts
import NumberingPlan
import Testing

@testable import Pipeline

/// Duplicates within a run: among its records, and with what a bundle holds.
@Suite struct DedupeStageTests {
  // MARK: What a bundle holds

  @Test func contactsOfABundleAreNotJoinedByAThird() throws {
    let old = [Contact("Ann Lee", "020 7946 0001"), Contact("A. Lee", "020 7946 0002")]
    let bundle = Array(try outcome(of: old).contacts)
    let both = try outcome(of: [Contact("Ann Lee", "020 7946 0001", "020 7946 0002")], onto: bundle)
    #expect(both.contacts.count == 2)
    #expect(both.contacts.map(\.numbers.count).sorted() == [1, 2])
    #expect(both.reviews.map(\.why) == ["merging them would join contacts that contradict each other"])
  }

  @Test func aRecordOfItsOwnIdIsFoundAgainUnderAnotherName() throws {
    let bundle = Array(try outcome(of: [Contact("Ann Lee", "020 7946 0001", id: "1")]).contacts)
    let married = try outcome(of: [Contact("Ann Day", "020 7946 0009", id: "1")], onto: bundle)
    #expect(married.contacts.map(\.displayName) == ["Ann Day"])
    let reused = try outcome(of: [Contact("Bob Fox", "020 7946 0009", id: "1")], onto: bundle)
    #expect(reused.contacts.map(\.displayName) == ["Ann Lee", "Bob Fox"])
    #expect(reused.log.count(of: .recordReused) == 1)
  }

  @Test func losersAreFoundAgainByTheirAliases() throws {
    let records = [
      Contact("Ann Lee", "020 7946 0001", id: "1"), Contact("A. Lee", "020 7946 0001"),
      named("Ann Lee", "020 7946 0001", system: "phone", id: "7"),
    ]
    let first = try outcome(of: records)
    #expect(first.contacts.count == 1)
    #expect(first.contacts[0].source.system == "phone")
    #expect(first.contacts[0].aliases.contains("crm:1"))
    #expect(first.contacts[0].aliases.count == 2)
    // Nothing but the id and the name is the same, or the id alone.
    let bundle = Array(first.contacts)
    #expect(try outcome(of: [Contact("Ann Lee", "020 7946 0999", id: "1")], onto: bundle).contacts.count == 1)
    #expect(try outcome(of: [Contact("Bob Fox", "020 7946 0999", id: "1")], onto: bundle).contacts.count == 2)
  }

  @Test func losersAreFoundAgainWhenTheWinnerChangesItsName() throws {
    func entry(_ family: String, _ system: String, _ id: String) -> Contact {
      var contact = named("", "030 23125001", system: system, id: id)
      contact.name = ContactName(given: "Anna", family: family)
      return contact
    }
    var bundle: [Contact] = []
    for record in [entry("Roth", "crm", "1"), entry("Roth", "erp", "9"), entry("Meier", "crm", "1")] {
      bundle = Array(try outcome(of: [record], region: "DE", onto: bundle).contacts)
    }
    #expect(bundle.map(\.name.family) == ["Meier"])
    #expect(bundle.map(\.aliases) == [["erp:9"]])
    for _ in 0..<2 {
      bundle = Array(try outcome(of: [entry("Roth", "erp", "9")], region: "DE", onto: bundle).contacts)
      #expect(bundle.map(\.name.family) == ["Meier"])
      #expect(bundle.map(\.aliases) == [["erp:9"]])
    }
    // A given name that is another says that the id was given to somebody else.
    var other = entry("Roth", "erp", "9")
    other.name.given = "Bernd"
    #expect(try outcome(of: [other], region: "DE", onto: bundle).contacts.count == 2)
  }

  @Test func nothingIsAskedTwice() throws {
    let records = [Contact("Ann Lee", "020 7946 0001"), Contact("Lee", "020 7946 0001")]
    let first = try outcome(of: records)
    #expect(first.reviews.count == 1)
    #expect(first.log.count(of: .duplicateSuspected) == 1)
    let again = try outcome(of: records, onto: Array(first.contacts))
    #expect(again.reviews.isEmpty)
    #expect(again.changes == Outcome.Changes(unchanged: 2))
  }

  // MARK: Policies

  @Test func policies() throws {
    let records = [
      Contact("Ann Lee", "020 7946 0001", id: "1"), Contact("Ann Lee", "020 7946 0002", id: "1"),
      Contact("Ann Lee", "020 7946 0001"), Contact("A. Lee", "020 7946 0001"), Contact("Lee", "020 7946 0001"),
    ]
    func count(_ policy: DuplicatePolicy) throws -> Int {
      try outcome(of: records) { $0.duplicates = policy }.contacts.count
    }
    #expect(try count(.off) == 4)
    #expect(try count(.exact) == 3)
    #expect(try count(.standard) == 2)
    #expect(try count(.aggressive) == 1)
  }

  /// Where only records of one id are compared, keys are made of those that share theirs; the outcome is as if of all.
  @Test(arguments: [1, 2, 3])
  func recordsAloneAreFoundWithoutTheKeysOfAll(seed: UInt64) throws {
    var random = SplitMix(state: seed)
    func list(_ count: Int) -> [Contact] {
      (0..<count).map { _ in
        let name = ["Ann Lee", "A. Lee", "Bo Kim", "Cy Fox (2)", "Cy Fox"].randomElement(using: &random) ?? ""
        let id = Bool.random(using: &random) ? "" : "\(Int.random(in: 0..<60, using: &random))"
        return Contact(name, "020 7946 0\(Int.random(in: 100...140, using: &random))", id: id)
      }
    }
    var options = Pipeline.Options(region: Region("GB"))
    options.duplicates = .off
    let bundle = PackedContacts(try Pipeline(options).run([Rows(list(80))]).contacts)
    let rows = Rows(list(120), perPart: 17, hasContinuations: true)
    let outcomes = try [[], [AskedPair("r1", "r2")]].map { asked in
      try #require(
        try Pipeline(options).runEachOwner([rows]) { _ in
          bundle
        } asked: { _ in
          asked
        }.first
      ).outcome
    }
    #expect(outcomes[0].contacts.map(\.self) == outcomes[1].contacts.map(\.self), "seed \(seed)")
    #expect(outcomes[0].merges.map(\.reason) == outcomes[1].merges.map(\.reason), "seed \(seed)")
    #expect(outcomes[0].merges.contains { $0.reason == .mergedSameRecord })
    #expect(outcomes[0].log.diagnostics == outcomes[1].log.diagnostics, "seed \(seed)")
  }

  // MARK: Merging

  @Test func theBetterRecordsValuesAreKeptInWhateverOrder() throws {
    func entry(_ title: String, _ system: String, revised: String = "") -> Contact {
      var contact = named("Ann Lee", "020 7946 0001", system: system, id: system.isEmpty ? "" : "1")
      contact.title = title
      contact.revised = revised
      return contact
    }
    let entries = [
      entry("Clerk", ""), entry("Head", "crm", revised: "2024-01-01"), entry("Chief", "hubspot", revised: "2025-01-01"),
    ]
    for order in [[0, 1, 2], [2, 1, 0], [1, 2, 0]] {
      let contact = try outcome(of: order.map { entries[$0] }).contacts[0]
      #expect(contact.title == "Chief")
      #expect(contact.source.system == "hubspot")
      #expect(contact.extra("title") == ["Head", "Clerk"])
    }
  }

  @Test func ofEqualsTheOneWithAccentsIsKept() throws {
    for names in [["Zoe Muller", "Zoë Müller", "ZOË MÜLLER"], ["ZOË MÜLLER", "Zoë Müller", "Zoe Muller"]] {
      let contacts = try outcome(of: names.map { Contact($0, "020 7946 0001") }).contacts
      #expect(contacts.map(\.displayName) == ["Zoë Müller"])
    }
  }

  @Test(arguments: [1, 2])
  func theOrderOfRecordsDecidesNothing(_ seed: UInt64) throws {
    var random = SeededRandom(seed: seed)
    let records = list(120, system: "crm", using: &random)
    func contents(_ records: [Contact]) throws -> [String] {
      try outcome(of: records).contacts.map { "\($0)" }.sorted()
    }
    let expected = try contents(records)
    #expect(expected.count < records.count)
    for _ in 0..<3 {
      #expect(try contents(records.shuffled(using: &random)) == expected, "seed \(seed)")
    }
  }

  @Test(arguments: [1, 2])
  func eachInputAgainChangesNothing(_ seed: UInt64) throws {
    var random = SeededRandom(seed: seed)
    let inputs = ["crm", "phone", ""].map { list(60, system: $0, using: &random) }
    var bundle: [Contact] = []
    for input in inputs { bundle = Array(try outcome(of: input, onto: bundle).contacts) }
    for again in inputs + [inputs.flatMap(\.self)] {
      let outcome = try outcome(of: again, onto: bundle)
      #expect(outcome.changes == Outcome.Changes(unchanged: bundle.count), "seed \(seed)")
      for (old, new) in zip(bundle, outcome.contacts) where old != new {
        Issue.record("seed \(seed): \(old) became \(new)")
      }
      #expect(outcome.reviews.isEmpty)
    }
  }

  // MARK: Ids that nobody knows the system of

  @Test func idsOfNobodyKnowsWhatFindTheirRecordsAndTellNobodyApart() throws {
    let records = [
      named("Ann Lee", "020 7946 0001", system: "list", id: "1"),
      named("A. Lee", "020 7946 0001", system: "list", id: "2"),
      named("Bob Fox", "020 7946 0003", system: "list", id: "3"),
    ]
    #expect(try outcome(of: records).contacts.count == 3)
    let first = try outcome(of: records, unnamedSystem: "list")
    #expect(first.contacts.map(\.displayName) == ["Ann Lee", "Bob Fox"])
    #expect(first.log.count(of: .recordsDiffer) == 0)
    let bundle = Array(first.contacts)
    let again = try outcome(of: records, onto: bundle, unnamedSystem: "list")
    #expect(again.changes == Outcome.Changes(unchanged: 2))
    // Another number, and another family name.
    var later = records
    later[1].numbers = [Number(kind: .business, raw: "020 7946 0099")]
    later[2].name.display = "Bob Day"
    later[2].numbers = [Number(kind: .business, raw: "020 7946 0098")]
    let changed = try outcome(of: later, onto: bundle, unnamedSystem: "list")
    #expect(changed.changes == Outcome.Changes(changed: 2))
    #expect(changed.contacts.map(\.displayName) == ["Ann Lee", "Bob Day"])
  }

  /// A customer's number that several people are listed under.
  @Test func oneIdOfSeveralPeople() throws {
    let records = [
      named("Ann Lee", "020 7946 0001", system: "list", id: "1"),
      named("Ann Day", "020 7946 0002", system: "list", id: "1"),
      named("Bob Fox", "020 7946 0003", system: "list", id: "1"),
      named("A. Lee", "020 7946 0004", system: "list", id: "1"),
    ]
    let first = try outcome(of: records, unnamedSystem: "list")
    #expect(first.contacts.count == 4)
    let again = try outcome(of: records, onto: Array(first.contacts), unnamedSystem: "list")
    #expect(again.changes == Outcome.Changes(unchanged: 4))
    let one = Array(try outcome(of: [records[0]], unnamedSystem: "list").contacts)
    #expect(try outcome(of: records, onto: one, unnamedSystem: "list").contacts.count == 4)
  }

  // MARK: Updates of merged contacts

  /// What a record's note said before is not said again beside what it says now, whichever record it is.
  @Test(arguments: ["crm", "erp"]) func aNoteThatGrewReplacesWhatItSaidBefore(_ system: String) throws {
    func record(_ system: String, _ note: String) -> Contact {
      var contact = named("Ann Lee", "020 7946 0001", system: system, id: "1")
      contact.note = note
      return contact
    }
    let notes = ["crm": "prefers mornings", "erp": "Tor 1"]
    let merged = Array(try outcome(of: ["crm", "erp"].map { record($0, notes[$0] ?? "") }).contacts)
    #expect(merged.map(\.note) == ["prefers mornings\nTor 1"])
    let grown = "\(notes[system] ?? ""), no calls on Friday"
    var bundle = Array(try outcome(of: [record(system, grown)], onto: merged).contacts)
    let expected = system == "crm" ? "\(grown)\nTor 1" : "prefers mornings\n\(grown)"
    #expect(bundle.map(\.note) == [expected])
    bundle = Array(try outcome(of: [record(system, grown)], onto: bundle).contacts)
    #expect(bundle.map(\.note) == [expected])
    // What says something else is kept beside it.
    bundle = Array(try outcome(of: [record(system, "left in May")], onto: bundle).contacts)
    #expect(bundle.map(\.note) == ["\(expected)\nleft in May"])
  }

  /// A line that one record calls a fax, and another a telephone, is answered; unless somebody says otherwise by hand.
  @Test(arguments: [[0, 1], [1, 0]]) func aTelephoneIsNoFax(_ order: [Int]) throws {
    var records = [Contact("Karin Roth", "030 23125001"), Contact("Karin Roth", "030 23125001")]
    records[1].numbers[0].kind = .businessFax
    records[1].organization = "Roth GmbH"
    var bundle = Array(try outcome(of: order.map { records[$0] }, region: "DE").contacts)
    #expect(bundle.map { $0.numbers.map(\.kind) } == [[.business]])
    bundle[0].numbers[0].kind = .businessFax
    #expect(try outcome(of: records, region: "DE", onto: bundle).changes == Outcome.Changes(unchanged: 1))
  }

  // MARK: Phonebooks

  @Test func joinedPhonebooksAreTold() throws {
    func contact(_ name: String, _ number: String, _ phonebooks: String...) -> Contact {
      var contact = Contact(name, number)
      contact.phonebooks = phonebooks
      return contact
    }
    let apart = [
      contact("Ann Lee", "020 7946 0001", "Sales"), contact("A. Lee", "020 7946 0001", "Board"),
      contact("Bob Fox", "020 7946 0002", "Sales"), contact("B. Fox", "020 7946 0002"),
      contact("Cy Day", "020 7946 0003", "Sales", "Board"), contact("C. Day", "020 7946 0003", "Board", "Sales"),
    ]
    let first = try outcome(of: apart)
    #expect(first.contacts.count == 3)
    #expect(first.log.count(of: .phonebooksJoined) == 2)
    let told = first.log.diagnostics.filter { $0.code == .phonebooksJoined }
    #expect(told.count == 1)
    #expect(told.first?.severity == .warning)
    // Read again, or put into one more on purpose, nothing is joined; with what the bundle holds, it is.
    let bundle = Array(first.contacts)
    #expect(try outcome(of: apart, onto: bundle).log.count(of: .phonebooksJoined) == 0)
    let again = try outcome(of: apart, onto: bundle) { $0.phonebooks = ["All"] }
    #expect(again.log.count(of: .phonebooksJoined) == 0)
    let other = try outcome(of: [contact("Ann B. Lee", "020 7946 0001", "Guests")], onto: bundle)
    #expect(other.log.count(of: .phonebooksJoined) == 1)
  }

  // MARK: Owners

  @Test func ownersNeverMeet() throws {
    let records = ["", "1001", "1002", "1001"].map { owner in
      var contact = Contact("Ann Lee", "020 7946 0001")
      contact.owner = owner
      return contact
    }
    let outcomes = try Pipeline(Pipeline.Options(region: Region("GB"))).runEachOwner([Rows(records)]) { _ in
      PackedContacts()
    }
    #expect(outcomes.map(\.owner) == ["", "1001", "1002"])
    #expect(outcomes.map(\.outcome.contacts.count) == [1, 1, 1])
    #expect(outcomes.map(\.outcome.ledger.total.merged) == [0, 1, 0])
  }

  // MARK: Hostile lists

  @Test func recordsOfOneSystemWithOneNumber() throws {
    let records = (0..<500).map { Contact("John Smith", "020 7946 0001", id: "\($0)") }
    #expect(try outcome(of: records).contacts.count == 500)
  }

  @Test func manyEntriesOfOnePerson() throws {
    let records = (0..<500).map { index in
      var contact = Contact("John Smith", "020 7946 0001", "+4917\(1_000_000 + index)")
      contact.note = "note \(1_000 + index)"
      contact.title = "title \(index)"
      return contact
    }
    let outcome = try outcome(of: records)
    #expect(outcome.contacts.count == 1)
    #expect(outcome.contacts[0].numbers.count == 501)
    #expect(outcome.contacts[0].note.split(separator: "\n").count == 500)
    #expect(outcome.contacts[0].extra("title")?.count == 499)
  }
}
