import Contacts
import Testing

/// What is packed comes back as it was.
@Suite struct PackingTests {
  @Test(arguments: TextField.allCases) func everyText(_ field: TextField) {
    var contact = Contact()
    contact[field] = "Zoë"
    #expect(PackedContacts([contact])[0] == contact)
  }

  @Test func allFieldsAtOnce() {
    let contact = Self.full(1)
    #expect(PackedContacts([contact])[0] == contact)
  }

  /// Lengths around those at which a length takes a byte more, and more contacts than a segment holds.
  @Test func manyAndLong() {
    let contacts = [0, 1, 127, 128, 16_383, 16_384, 2_000_000].map(Self.full) + (0..<40).map { Self.full($0 * 1_000) }
    let packed = PackedContacts(contacts)
    #expect(packed.count == contacts.count)
    #expect(Array(packed) == contacts)
    var joined = packed
    joined.append(contentsOf: packed)
    joined.append(contacts[1])
    #expect(Array(joined) == contacts + contacts + [contacts[1]])
    #expect(Array(packed) == contacts)
  }

  @Test(arguments: [[], ["A"], ["A", "B"], ["B"], ["A", "B", "C"], ["A", "C"]])
  func phonebooksWhateverIsLikely(_ likely: [String]) {
    for names in [[], ["A"], ["A", "B"], ["A", "B", "Ä"], ["C"]] {
      var contact = Self.full(3)
      contact.phonebooks = names
      let found = PackedContacts([contact]).withPacked(at: 0) { Contact.packedPhonebooks($0, likely: likely) }
      #expect(found == names)
    }
  }

  /// What lies in the spool's file is what lies in memory; `room` is how much stays there.
  @Test(arguments: [0, 3_000_000, .max]) func whatIsSpooledComesBack(_ room: Int) {
    let spool = Spool(room: room)
    let contacts = (0..<60).map { Self.full($0 * 3_000 + $0 % 2 * 400_000) }
    var parts = [PackedContacts(spool: spool), PackedContacts(spool: spool)]
    for (index, contact) in contacts.enumerated() { parts[index % 2].append(contact) }
    for index in parts.indices { parts[index].spoolLast() }
    var all = parts[0]
    all.append(contentsOf: parts[1])
    all.append(contacts[7])
    let expected = [0, 1].flatMap { half in contacts.indices.filter { $0 % 2 == half }.map { contacts[$0] } }
    #expect(Array(all) == expected + [contacts[7]])
    #expect(all.id(at: 30) == contacts[1].id && all.last == contacts[7])
    let (lengths, joined) = ((expected + [contacts[7]]).map { $0.note.utf8.count }, all)
    #expect(concurrently(joined.count) { joined[$0].note.utf8.count } == lengths)
  }

  /// A contact with everything, its note of a length.
  static func full(_ length: Int) -> Contact {
    var contact = Contact()
    for field in TextField.allCases { contact[field] = "the \(field.rawValue)" }
    contact.note = String(repeating: "n", count: length)
    contact.numbers = Number.Kind.allCases.map {
      Number(kind: $0, number: "+49301", extension: "2", internal: "3", label: "Büro", raw: "0301")
    }
    contact.emails = [Email(kind: .home, address: "a@example.com", label: "Post")]
    var address = PostalAddress(kind: .work)
    for part in PostalAddress.Part.allCases { address[part] = part.rawValue }
    contact.addresses = [address]
    contact.urls = ["https://example.com"]
    contact.phonebooks = ["Sales", "Größe"]
    contact.aliases = ["crm:1"]
    contact.extras = [Extra("Room", ["4", "5"]), Extra(".seal", ["x"])]
    return contact
  }
}
