import Contacts
import Testing

@testable import Pipeline

/// The restrictions table at its edges, and what becomes of what is too much.
@Suite struct LimitTests {
  /// The table of the reference system's contacts overview.
  static let profile = Profile(
    id: "reference", title: "Reference",
    tiers: [
      .init(extensions: 50, companyContacts: 50_000, phonebooks: 100, personalContacts: 100),
      .init(extensions: 200, companyContacts: 200_000, phonebooks: 200, personalContacts: 200),
      .init(extensions: nil, companyContacts: 500_000, phonebooks: 500, personalContacts: 300),
    ])

  @Test(arguments: [
    (49, 50_000, 100, 100), (50, 50_000, 100, 100), (51, 200_000, 200, 200), (200, 200_000, 200, 200),
    (201, 500_000, 500, 300),
  ]) func theNumberOfExtensionsSelectsTheTier(extensions: Int, company: Int, phonebooks: Int, personal: Int) {
    func excess(_ kind: LimitExcess.Kind, _ count: Int) -> LimitExcess? {
      LimitExcess(kind, count: count, profile: Self.profile, extensions: extensions)
    }
    #expect(excess(.companyContacts, company) == nil)
    #expect(excess(.companyContacts, company + 1)?.maximum == company)
    #expect(excess(.phonebooks, phonebooks) == nil)
    #expect(excess(.phonebooks, phonebooks + 1)?.maximum == phonebooks)
    #expect(excess(.personalContacts(owner: "1001"), personal) == nil)
    #expect(excess(.personalContacts(owner: "1001"), personal + 1)?.maximum == personal)
  }

  @Test(arguments: [
    (LimitExcess.Kind.companyContacts, 50_001, 40, "--extensions 200"),
    (.companyContacts, 200_001, 40, "--extensions 201"),
    (.companyContacts, 500_001, 300, "no size"),
    (.phonebooks, 101, 50, "--extensions 200"),
    (.personalContacts(owner: "7"), 201, 51, "--extensions 201"),
  ]) func theMessageSaysWhatWouldFit(kind: LimitExcess.Kind, count: Int, extensions: Int, words: String) throws {
    let excess = try #require(LimitExcess(kind, count: count, profile: Self.profile, extensions: extensions))
    #expect(excess.failure(canReject: true).help.contains(words))
    #expect(excess.message.contains("\(count - excess.maximum) more than the \(excess.maximum)"))
  }

  /// Records of a company and of owners, as a source.
  struct Records: ContactSource {
    let name = "records"
    let partCount = 2
    var company = 0
    var personal: [String: Int] = [:]
    var phonebooks = 0

    private var all: [Contact] {
      var result: [Contact] = []
      func add(_ owner: String, _ phonebook: String? = nil) {
        var contact = Contact()
        contact.owner = owner
        contact.name.display = "Person \(result.count)"
        contact.numbers = [Number(kind: .business, raw: "+4930\(1_000_000 + result.count)")]
        contact.phonebooks = phonebook.map { [$0] } ?? []
        result.append(contact)
      }
      for _ in 0..<company { add("") }
      for number in 0..<phonebooks { add("", "Book \(number)") }
      for owner in personal.keys.sorted() { for _ in 0..<(personal[owner] ?? 0) { add(owner) } }
      return result
    }

    func read<Sink: RecordSink>(part: Int, into sink: inout Sink) throws(Failure) {
      for (index, contact) in all.enumerated() where index % 2 == part {
        var contact = contact
        sink.accept(&contact, at: Place(line: index + 1))
      }
    }

    func rejectedFile(_ rejections: [[(ordinal: Int, reason: String)]]) throws(Failure) -> RejectedFile {
      let lines = rejections.enumerated().flatMap { part, rejected in
        rejected.map { "\($0.ordinal * 2 + part + 1): \($0.reason)" }
      }
      return RejectedFile(suffix: "txt", bytes: Array(lines.joined(separator: "\n").utf8))
    }
  }

  static let small = Profile(
    id: "small", title: "Small",
    tiers: [.init(extensions: nil, companyContacts: 10, phonebooks: 3, personalContacts: 2)], requirements: [])

  private func run(_ records: Records, _ policy: Pipeline.LimitPolicy) throws -> [OwnedOutcome] {
    try Pipeline(Pipeline.Options(profile: Self.small, extensions: 5, onLimit: policy))
      .runEachOwner([records]) { _ in PackedContacts() }
  }

  @Test func nothingIsWrittenBeyondALimit() throws {
    for records in [
      Records(company: 11), Records(company: 3, personal: ["7": 3]), Records(phonebooks: 4),
    ] {
      let failure = try #require(throws: Failure.self) { _ = try run(records, .fail) }
      #expect(failure.code == .limitExceeded)
    }
    _ = try run(Records(company: 7, personal: ["7": 2, "8": 2], phonebooks: 3), .fail)
  }

  @Test func theFirstStayAndTheRestIsRejected() throws {
    let outcomes = try run(Records(company: 14, personal: ["7": 3, "8": 2]), .reject)
    #expect(outcomes.map(\.owner) == ["", "7", "8"])
    #expect(outcomes.map(\.outcome.contacts.count) == [10, 2, 2])
    #expect(outcomes.map(\.outcome.ledger.total.rejected) == [4, 1, 0])
    #expect(outcomes.map { $0.outcome.ledger.total.read }.reduce(0, +) == 19)
    let owners = outcomes.flatMap { outcome in outcome.outcome.contacts.map { $0.owner == outcome.owner } }
    #expect(!owners.contains(false))
    // Each owner's rejected records are in a file of their own.
    let lines = outcomes.map { outcome in
      outcome.outcome.rejected[0].map { String(decoding: $0.bytes, as: UTF8.self).split(separator: "\n").count } ?? 0
    }
    #expect(lines == [4, 1, 0])
  }

  @Test func contactsOfPhonebooksBeyondTheLimitAreRejected() throws {
    let outcome = try run(Records(company: 2, phonebooks: 5), .reject)[0].outcome
    #expect(outcome.phonebooks == ["Book 0", "Book 2", "Book 4"])
    #expect(outcome.ledger.total.rejected == 2)
  }
}
