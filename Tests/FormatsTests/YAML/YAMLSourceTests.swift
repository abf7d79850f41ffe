import Contacts
import Testing
import TextEncoding
import YAMLSyntax

@testable import Formats

/// Everything that a source delivers, in order.
private struct Delivered: RecordSink {
  var log = DiagnosticLog()
  var contacts: [Contact] = []
  var rejections: [(ordinal: Int, reason: String)] = []
  var places: [Place] = []
  private var ordinal = 0

  mutating func accept(_ contact: inout Contact, at place: Place) {
    contacts.append(contact)
    places.append(place)
    ordinal += 1
  }

  mutating func reject(_ code: DiagnosticCode, _ subject: String, at place: Place) {
    rejections.append((ordinal, "\(place.position): \(subject)"))
    ordinal += 1
  }

  init(_ source: YAMLSource) throws {
    for part in 0..<source.partCount { try source.read(part: part, into: &self) }
  }
}

@Suite struct YAMLSourceTests {
  private func delivered(_ text: String) throws -> Delivered {
    try Delivered(YAMLSource(FileBytes(text), path: "contacts.yaml"))
  }

  @Test(arguments: 1...20 as ClosedRange<UInt64>) func anyContactSurvives(_ seed: UInt64) throws {
    var random = RandomContacts(seed: seed)
    let contacts = (0..<20).map { _ in random.next() }
    var yaml = YAMLWriter()
    for contact in contacts { contact.write(to: &yaml) }
    let bytes = yaml.take()
    let read = try Delivered(YAMLSource(FileBytes(bytes), path: "contacts.yaml"))
    #expect(read.rejections.isEmpty, "seed \(seed)")
    for (index, contact) in contacts.enumerated() where read.contacts.indices.contains(index) {
      #expect(read.contacts[index] == contact, "seed \(seed), contact \(index)")
    }
    #expect(read.contacts.count == contacts.count, "seed \(seed)")
    var again = YAMLWriter()
    for contact in read.contacts { contact.write(to: &again) }
    #expect(again.take() == bytes, "seed \(seed)")
  }

  @Test func handWrittenContactIsUnderstood() throws {
    let read = try delivered(
      """
      # our people
      - name: Anna Weber
        numbers: [030 123456, {kind: mobile, number: 0171 2345678}]
        emails: anna@weber.example
        note: ~
        phonebooks: Customers

      - name:
          given: 'Bob'
        mobil: "0172"
      """)
    #expect(read.rejections.isEmpty)
    let anna = read.contacts[0]
    #expect(anna.name.display == "Anna Weber")
    #expect(anna.numbers == [Number(kind: .business, raw: "030 123456"), Number(kind: .mobile, raw: "0171 2345678")])
    #expect(anna.emails == [Email(address: "anna@weber.example")])
    #expect(anna.note == "")
    #expect(anna.phonebooks == ["Customers"])
    #expect(read.contacts[1].name.given == "Bob")
    #expect(read.contacts[1].extras == [Extra("mobil", ["0172"])])
    #expect(read.places.map(\.line) == [2, 8])
  }

  @Test func misspeltKeyIsToldWithTheNearest() throws {
    let read = try delivered("- name: {given: Anna, famly: Weber}\n  numbrs: [\"1\"]\n  xyz: {a: [b, c]}\n")
    #expect(
      read.log.diagnostics.map { "\($0.places[0].position): \($0.message)" } == [
        "1:23: the key \"name.famly\" is none of a contact's; did you mean \"family\"?; it was kept as an extra field",
        "2:3: the key \"numbrs\" is none of a contact's; did you mean \"numbers\"?; it was kept as an extra field",
        "3:3: the key \"xyz\" is none of a contact's; it was kept as an extra field",
      ])
    #expect(
      read.contacts[0].extras == [
        Extra("name.famly", ["Weber"]), Extra("numbrs", ["1"]), Extra("xyz", ["{a: [b, c]}"]),
      ])
  }

  static let broken = """
    - name: Anna
    - numbers: [{kind: mobil, number: "+491"}]
    - name: {given: Anna
    - name: Bob
      name: Rob
    - just a text
    - numbers: [{kind: mobile, number: "0171", raw: "0171"}]
    - note: [a]
    - name: Carol

    """

  @Test func badItemIsRejectedAndTheRestIsRead() throws {
    let read = try delivered(Self.broken)
    #expect(read.contacts.map(\.name.display) == ["Anna", "Carol"])
    #expect(
      read.rejections.map(\.reason) == [
        "2:20: there is no kind \"mobil\"; did you mean \"mobile\"?",
        "4:1: a comma or } is missing",
        "5:3: \"name\" is given twice",
        "6:3: a contact must be keys with values",
        "7:36: \"0171\" is no E.164 number: + and at most 15 digits",
        "8:9: a text is expected here, not a list or keys",
      ])
  }

  @Test func rejectedFileCanBeMendedAndReadAgain() throws {
    let source = YAMLSource(FileBytes(Self.broken), path: "contacts.yaml")
    let read = try Delivered(source)
    let file = try source.rejectedFile([read.rejections])
    #expect(file.suffix == "yaml")
    #expect(
      String(decoding: file.bytes, as: UTF8.self) == """
        # 2:20: there is no kind "mobil"; did you mean "mobile"?
        - numbers: [{kind: mobil, number: "+491"}]
        # 4:1: a comma or } is missing
        - name: {given: Anna
        # 5:3: "name" is given twice
        - name: Bob
          name: Rob
        # 6:3: a contact must be keys with values
        - just a text
        # 7:36: "0171" is no E.164 number: + and at most 15 digits
        - numbers: [{kind: mobile, number: "0171", raw: "0171"}]
        # 8:9: a text is expected here, not a list or keys
        - note: [a]

        """)
    let again = try Delivered(YAMLSource(FileBytes(file.bytes), path: "rejected.yaml"))
    #expect(again.rejections.count == read.rejections.count)
  }

  @Test func fileThatIsNoListIsRefused() {
    #expect(
      throws: Failure(
        .markupRefused, "a list is expected here, each item with a dash (-) before it", file: "contacts.yaml", line: 1,
        column: 1)
    ) {
      try delivered("name: Anna\n")
    }
  }
}
