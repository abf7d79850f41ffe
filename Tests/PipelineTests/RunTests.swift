import Contacts
import Testing

@testable import Pipeline

@Suite struct RunTests {
  @Test func recordsOfOneIdBecomeOneContact() throws {
    let outcome = try outcome(of: [
      Contact("Ann Lee", "020 7946 0001", id: "1"), Contact("Bob Day", "020 7946 0002", id: "2"),
      Contact("Ann Lee", "020 7946 0003", id: "1"),
    ])
    #expect(
      outcome.contacts.map { $0.numbers.map(\.number) } == [["+442079460001", "+442079460003"], ["+442079460002"]])
    #expect(outcome.ledger.total.kept == 2)
    #expect(outcome.ledger.total.merged == 1)
    #expect(outcome.merges.map(\.reason) == [.mergedSameRecord])
    #expect(outcome.merges.map(\.contact) == [outcome.contacts[0].id])
  }

  @Test func sameNumberAndNameBecomeOneContact() throws {
    let outcome = try outcome(of: [Contact("Ann Lee", "020 7946 0001"), Contact("ANN  LEE", "+44 20 7946 0001")])
    #expect(outcome.contacts.count == 1)
    #expect(outcome.log.count(of: .mergedSameNumber) == 1)
  }

  @Test func sharersOfANumberStayApartAndAreTold() throws {
    let outcome = try outcome(of: [Contact("Ann Lee", "020 7946 0001"), Contact("Bob Day", "020 7946 0001")])
    #expect(outcome.contacts.count == 2)
    #expect(outcome.log.count(of: .numberShared) == 1)
  }

  @Test func anIdThatTwoPeopleShareJoinsNobody() throws {
    let outcome = try outcome(of: [
      Contact("Ann Lee", "020 7946 0001", id: "1"), Contact("Bob Day", "020 7946 0002", id: "1"),
    ])
    #expect(outcome.contacts.count == 2)
    #expect(outcome.log.count(of: .recordReused) == 1)
  }

  @Test func differentIdsOfOneSystemStayApart() throws {
    let outcome = try outcome(of: [
      Contact("Ann Lee", "020 7946 0001", id: "1"), Contact("Ann Lee", "020 7946 0001", id: "2"),
    ])
    #expect(outcome.contacts.count == 2)
    #expect(outcome.log.count(of: .recordsDiffer) == 1)
  }

  @Test func recordsOfOneContactCompleteEachOther() throws {
    let outcome = try outcome(of: [
      Contact("Ann Lee", id: "1"), Contact("Ann Lee", "020 7946 0001", id: "1"), Contact("Bob Day", id: "2"),
    ])
    #expect(outcome.contacts.map(\.displayName) == ["Ann Lee"])
    let total = outcome.ledger.total
    #expect([total.read, total.kept, total.merged, total.rejected] == [3, 1, 1, 1])
    #expect(
      String(decoding: outcome.rejected[0]?.bytes ?? [], as: UTF8.self) == "Bob Day: Bob Day has no telephone number\n")
  }

  @Test func aContactWithoutAnyNameIsRejected() throws {
    let outcome = try outcome(of: [Contact("", "020 7946 0001"), Contact("", "020 7946 0002", organization: "Lee Ltd")])
    #expect(outcome.contacts.map(\.displayName) == ["Lee Ltd"])
    #expect(outcome.log.count(of: .contactWithoutName) == 1)
  }

  @Test func furtherEntriesGoOnWithTheOneBefore() throws {
    let entries = [
      Contact("Ann Lee", "020 7946 0001"), Contact("Ann Lee (2)", "020 7946 0002"), Contact("Bob (2)", "020 7946 0003"),
    ]
    let joined = try outcome(of: entries, hasContinuations: true)
    #expect(joined.contacts.map(\.displayName) == ["Ann Lee", "Bob (2)"])
    #expect(joined.contacts[0].numbers.count == 2)
    #expect(joined.contacts[0].extras.isEmpty)
    // In a list where ordinals tell namesakes apart, they are names.
    #expect(try outcome(of: entries).contacts.count == 3)
  }

  @Test func theSameImportTwiceChangesNothing() throws {
    let records = [
      Contact("Ann Lee", "020 7946 0001", id: "1"), Contact("Ann Lee", "020 7946 0002", id: "1"),
      Contact("Bob Day", "020 7946 0002"), Contact("Cy", "4711"), Contact("Dee", "7946 0958"),
    ]
    let first = try outcome(of: records)
    let second = try outcome(of: records, onto: Array(first.contacts))
    #expect(second.changes == Outcome.Changes(added: 0, changed: 0, unchanged: 4))
    #expect(Array(second.contacts) == Array(first.contacts))
    #expect(second.ledger.total.merged == 5)
  }

  /// Two of one name and number, kept apart, are each found again.
  @Test func namesakesOfOneNumberAreNotMixed() throws {
    var records = [Contact("Ann Lee", "020 7946 0001"), Contact("Ann Lee", "020 7946 0001")]
    for (index, street) in ["1 High Street", "7 Ring Road"].enumerated() {
      records[index].addresses = [PostalAddress(kind: .work)]
      records[index].addresses[0].street = street
    }
    let first = try outcome(of: records) { $0.duplicates = .off }
    for order in [records, records.reversed()] {
      let second = try outcome(of: order, onto: Array(first.contacts)) { $0.duplicates = .off }
      #expect(second.changes == Outcome.Changes(added: 0, changed: 0, unchanged: 2))
      #expect(Array(second.contacts) == Array(first.contacts))
    }
  }

  @Test func theOwnSourceUpdatesAContact() throws {
    var old = Contact("Ann Lee", "020 7946 0001", id: "1")
    old.title = "Clerk"
    let first = try outcome(of: [old])
    old.title = "Head"
    let second = try outcome(of: [old], onto: Array(first.contacts))
    #expect(second.contacts.map(\.title) == ["Head"])
    #expect(second.contacts[0].extras.isEmpty)
    #expect(second.contacts[0].id == first.contacts[0].id)
    #expect(second.changes.changed == 1)
    #expect(second.log.count(of: .valueReplaced) == 1)
  }

  @Test(arguments: [1, 2, 3, 7, 1_000], [DuplicatePolicy.off, .standard])
  func resultsDependOnNoDivision(_ perPart: Int, _ policy: DuplicatePolicy) throws {
    var random = SeededRandom(seed: 11)
    let records = (0..<200).map { _ in
      Contact(
        ["Ann", "Bob", "Cy", ""].randomElement(using: &random) ?? "",
        "020 7946 0\(100 + Int.random(in: 0..<60, using: &random))",
        id: Bool.random(using: &random) ? "\(Int.random(in: 0..<90, using: &random))" : "")
    }
    let whole = try outcome(of: records) { $0.duplicates = policy }
    let parted = try outcome(of: records, perPart: perPart) { $0.duplicates = policy }
    #expect(Array(parted.contacts) == Array(whole.contacts))
    #expect(parted.ledger == whole.ledger)
    #expect(parted.log.diagnostics == whole.log.diagnostics)
    #expect(parted.rejected == whole.rejected)
  }

  /// Where only records of one id are the same, it makes no difference whether all contacts are compared or these alone.
  @Test(arguments: 1...20 as ClosedRange<UInt64>) func recordsAloneAreFoundAsAmongAll(_ seed: UInt64) throws {
    var random = SeededRandom(seed: seed)
    func records(_ count: Int) -> [Contact] {
      (0..<count).map { _ in
        let person = Int.random(in: 0..<150, using: &random)
        // Letters, for digits in names tell branches apart.
        let word = String(String(person + 1_000).map { Character(UnicodeScalar(UInt8($0.asciiValue! * 2 - 31))) })
        var contact = Contact(
          "A\(word) B\(word)", "020 7946 \(1_000 + person)", id: person % 3 == 0 ? "" : "\(person)")
        contact.title = ["Clerk", "Head"].randomElement(using: &random) ?? ""
        return contact
      }
    }
    func withoutRepeats(_ records: [Contact]) -> [Contact] {
      var seen = Set<String>()
      return records.filter { !$0.source.isEmpty || seen.insert($0.displayName).inserted }
    }
    let old = try outcome(of: withoutRepeats(records(60)))
    let new = withoutRepeats(records(120))
    let all = try outcome(of: new, perPart: 17, onto: Array(old.contacts))
    let alone = try outcome(of: new, perPart: 17, onto: Array(old.contacts)) { $0.duplicates = .off }
    #expect(Array(alone.contacts) == Array(all.contacts))
    #expect(alone.changes == all.changes)
    #expect(alone.ledger == all.ledger)
    #expect(alone.merges == all.merges)
    #expect(alone.log.diagnostics == all.log.diagnostics)
    #expect(alone.ledger.total.merged > 20)
  }

  @Test func furtherEntriesGoOnAlsoWhereNothingIsCompared() throws {
    let entries = [
      Contact("Cy", "4711"), Contact("Ann Lee", "020 7946 0001"), Contact("Ann Lee (2)", "020 7946 0002"),
      Contact("Bob (2)", "020 7946 0003"),
    ]
    let joined = try outcome(of: entries, hasContinuations: true) { $0.duplicates = .off }
    #expect(joined.contacts.map(\.displayName) == ["Cy", "Ann Lee", "Bob (2)"])
    #expect(joined.contacts[1].numbers.count == 2)
  }

  private static let small = Profile(
    id: "small", title: "Small PBX",
    tiers: [
      Profile.Tier(extensions: 50, companyContacts: 2, phonebooks: 1, personalContacts: 1),
      Profile.Tier(extensions: nil, companyContacts: 4, phonebooks: 2, personalContacts: 2),
    ])
  private static let four = (1...4).map { Contact("Person \($0)", "020 7946 000\($0)") }

  @Test func aLimitSaysByHowMuchAndWhatWouldFit() throws {
    let failure = #expect(throws: Failure.self) { try outcome(of: Self.four, profile: Self.small) }
    #expect(
      failure?.description
        == "error: 4 company contacts are 2 more than the 2 that Small PBX holds with up to 50 extensions; they would fit "
        + "with --extensions 51, or let the first 2 in with --on-limit reject [limit-exceeded]")
  }

  @Test func aLimitRejectsTheLastOnes() throws {
    let outcome = try outcome(of: Self.four, profile: Self.small) { $0.onLimit = .reject }
    #expect(outcome.contacts.map(\.displayName) == ["Person 1", "Person 2"])
    #expect(outcome.ledger.total.rejected == 2)
  }

  @Test func extensionsSelectTheTier() throws {
    #expect(try outcome(of: Self.four, profile: Self.small) { $0.extensions = 51 }.contacts.count == 4)
  }

  @Test func personalContactsHaveALimitOfTheirOwn() throws {
    #expect(throws: Failure.self) {
      try outcome(of: Array(Self.four.prefix(2)), profile: Self.small) { $0.owner = "1001" }
    }
    let one = try outcome(of: Array(Self.four.prefix(1)), profile: Self.small) { $0.owner = "1001" }
    #expect(one.contacts.map(\.owner) == ["1001"])
  }

  @Test func phonebooksHaveALimit() throws {
    let failure = #expect(throws: Failure.self) {
      try outcome(of: Array(Self.four.prefix(1)), profile: Self.small) {
        $0.phonebooks = ["A"]
        $0.knownPhonebooks = ["B"]
      }
    }
    #expect(failure?.what == "2 phonebooks are 1 more than the 1 that Small PBX holds with up to 50 extensions")
  }

  @Test func fieldRulesAreToldAndTheTextIsKept() throws {
    var profile = Profile(id: "test", title: "Test")
    profile.rules.texts[.organization] = TextRule(maximumCharacters: 3)
    profile.rules.number = TextRule(maximumCharacters: 31, allowed: AllowedCharacters("0-9+"))
    var contact = Contact("Ann", "020 7946 0001", organization: "Lee & Sons")
    contact.emails = [Email(address: "ann(at)lee")]
    let outcome = try outcome(of: [contact], profile: profile)
    #expect(outcome.contacts[0].organization == "Lee & Sons")
    #expect(
      outcome.log.diagnostics.map(\.message) == [
        "numbers became E.164, as 020 7946 0001 → +442079460001",
        "organization is longer than 3 characters, as \"Lee & Sons\"",
        "\"ann(at)lee\" is no e-mail address that the phone system accepts; here it is kept",
      ])
  }
}

/// SplitMix64: the same numbers at every run.
struct SeededRandom: RandomNumberGenerator {
  private var state: UInt64

  init(seed: UInt64) { state = seed }

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var z = state
    z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
    return z ^ (z >> 31)
  }
}
