import Contacts
import Testing

@testable import Pipeline

/// No stage compares, merges or hands out contacts across owners.
@Suite struct OwnerTests {
  /// The same person for each of some owners, whose records may be damaged.
  struct Same: ContactSource {
    let name = "same"
    let partCount = 1
    let owners: [String]
    /// The records whose number a spreadsheet rounded, which is a reason to reject them.
    var damaged: Set<Int> = []

    func read<Sink: RecordSink>(part: Int, into sink: inout Sink) throws(Failure) {
      for (line, owner) in owners.enumerated() {
        var contact = Contact()
        contact.owner = owner
        contact.name.display = "Anna Weber"
        contact.numbers = [Number(kind: .business, raw: damaged.contains(line) ? "4.93E+11" : "+493012345678")]
        sink.accept(&contact, at: Place(line: line + 1))
      }
    }

    func rejectedFile(_ rejections: [[(ordinal: Int, reason: String)]]) throws(Failure) -> RejectedFile {
      let owners = rejections.joined().map { self.owners[$0.ordinal] }
      return RejectedFile(suffix: "txt", bytes: Array(owners.joined(separator: ",").utf8))
    }
  }

  private func outcomes(_ source: Same, told: String = "") throws -> [OwnedOutcome] {
    var options = Pipeline.Options()
    options.knownOwners = ["7", "8"]
    options.owners = [told]
    return try Pipeline(options).runEachOwner([source]) { _ in PackedContacts() }
  }

  /// By owner, whose records its rejected file holds.
  private func rejected(_ outcomes: [OwnedOutcome]) -> [String: String] {
    var result: [String: String] = [:]
    for owned in outcomes {
      let files = owned.outcome.rejected.compactMap { $0 }
      if let file = files.first { result[owned.owner] = String(decoding: file.bytes, as: UTF8.self) }
    }
    return result
  }

  @Test func equalRecordsOfOwnersAreNeverOneContact() throws {
    let outcomes = try outcomes(Same(owners: ["7", "8", "", "7", "", "../8", "9"]))
    #expect(outcomes.map(\.owner) == ["", "7", "8"])
    #expect(outcomes.map(\.outcome.contacts.count) == [1, 1, 1])
    #expect(outcomes.map(\.outcome.ledger.total.merged) == [1, 1, 0])
    // Whom nobody knows is the administrator's business.
    #expect(rejected(outcomes) == ["": "../8,9"])
    #expect(outcomes[0].outcome.log.count(of: .ownerInvalid) == 1)
    #expect(outcomes[0].outcome.log.count(of: .ownerUnknown) == 1)
  }

  @Test func rejectedRecordsGoToTheirOwner() throws {
    let outcomes = try outcomes(Same(owners: ["7", "", "8", "8"], damaged: [0, 1, 2]))
    #expect(rejected(outcomes) == ["": "", "7": "7", "8": "8"])
    #expect(outcomes.map(\.outcome.ledger.total.rejected) == [1, 1, 1])
    #expect(outcomes.map(\.outcome.contacts.count) == [0, 0, 1])
  }

  /// A file that the command line gives to one extension, and that holds records of others.
  @Test func whatIsSomebodyElsesGoesToHim() throws {
    let outcomes = try outcomes(Same(owners: ["8", "7", "", "9", "../8"], damaged: [2]), told: "7")
    #expect(rejected(outcomes) == ["": "9,../8", "7": "", "8": "8"])
    #expect(outcomes.map(\.owner) == ["", "7", "8"])
    #expect(outcomes.map { $0.outcome.ledger.total.read } == [2, 2, 1])
  }

  @Test func oneListHasOneOwner() throws {
    for owners in [["", "7"], ["7", "8"], ["8", "", "7"]] {
      let failure = try #require(throws: Failure.self) {
        _ = try Pipeline(Pipeline.Options()).run([Same(owners: owners)])
      }
      #expect(failure.code == .ownersMixed)
    }
    let one = try Pipeline(Pipeline.Options(owner: "7")).run([Same(owners: ["7", "7"])])
    #expect(one.contacts.map(\.owner) == ["7"])
    // Rejected records belong to somebody, too, and nobody is asked for what has one owner without naming it.
    for (owners, told) in [(["7", "8"], "7"), (["7", "7"], ""), (["", "7"], "")] {
      let failure = try #require(throws: Failure.self) {
        _ = try Pipeline(Pipeline.Options(owner: told)).run([Same(owners: owners, damaged: [1])])
      }
      #expect(failure.code == .ownersMixed)
    }
  }

  /// Phonebooks group company contacts; what an owner calls his groups leads into none.
  @Test func personalContactsAreInNoPhonebook() throws {
    var contact = Contact("Anna", "+493012345678")
    contact.phonebooks = ["Customers", "Family"]
    let first = try outcome(of: [contact], region: "DE") { $0.owner = "7" }
    #expect(first.contacts.map(\.phonebooks) == [[]])
    #expect(first.contacts[0].extras == [Extra("Phonebook", ["Customers", "Family"])])
    #expect(first.phonebooks.isEmpty)
    // Nothing changes when it is read again.
    let again = try outcome(of: [contact], region: "DE", onto: Array(first.contacts)) { $0.owner = "7" }
    #expect(again.changes.unchanged == 1 && !again.changes.isAny)
  }

  /// The id of a contact that an extension adds is the same whether a hidden one has the same record or not.
  @Test(arguments: ["", "4711"]) func idsTellNothingOfHiddenContacts(_ id: String) throws {
    let contact = Contact("Hidden Person", "+493012345678", id: id)
    let hidden = try outcome(of: [contact], region: "DE").contacts
    func added(hiding others: [Contact]) throws -> [Contact] {
      let result = try outcome(of: [contact], region: "DE") {
        $0.actor = "1001"
        $0.otherContacts = [PackedContacts(others)]
      }
      return Array(result.contacts)
    }
    let alone = try added(hiding: [])
    #expect(try added(hiding: Array(hidden)).map(\.id) == alone.map(\.id))
    #expect(hidden[0].id != alone[0].id)
    // What it added is found again, by its record or its content.
    for policy in [DuplicatePolicy.off, .standard] {
      let again = try outcome(of: [contact], region: "DE", onto: alone) {
        $0.actor = "1001"
        $0.duplicates = policy
      }
      #expect(again.changes.unchanged == 1 && !again.changes.isAny)
    }
  }

  /// Signs that cleaning removes lead past no rule: neither to another owner, nor into a phonebook that is closed.
  @Test(arguments: ["", " ", "\u{200B}", "\u{FEFF}", "\u{A0}", "\t"]) func namesAreCleanBeforeRulesLookAtThem(
    _ sign: String
  ) throws {
    struct One: ContactSource {
      let name = "one"
      let partCount = 1
      let contact: Contact
      func read<Sink: RecordSink>(part: Int, into sink: inout Sink) throws(Failure) {
        var contact = contact
        sink.accept(&contact, at: Place(line: 1))
      }
      func rejectedFile(_ rejections: [[(ordinal: Int, reason: String)]]) throws(Failure) -> RejectedFile {
        RejectedFile(suffix: "txt", bytes: [])
      }
    }
    var contact = Contact()
    contact.name.display = "Anna"
    contact.numbers = [Number(kind: .business, raw: "+493012345678")]
    contact.phonebooks = ["Open", "CRM\(sign)", "Open\(sign)"]
    var options = Pipeline.Options()
    options.closedPhonebooks = ["CRM"]
    let closed = try Pipeline(options).runEachOwner([One(contact: contact)]) { _ in PackedContacts() }
    #expect(closed[0].outcome.log.count(of: .phonebookSynced) == 1)
    #expect(closed[0].outcome.contacts.isEmpty)
    options.closedPhonebooks = []
    let open = try Pipeline(options).runEachOwner([One(contact: contact)]) { _ in PackedContacts() }
    #expect(open[0].outcome.contacts[0].phonebooks == ["Open", "CRM"])
    contact.owner = "7\(sign)"
    options.knownOwners = ["7"]
    let owned = try Pipeline(options).runEachOwner([One(contact: contact)]) { _ in PackedContacts() }
    #expect(owned.map(\.owner) == ["7"])
    #expect(owned[0].outcome.contacts.map(\.owner) == ["7"])
  }
}
