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

  /// A contact with everything, its note of a length.
  private static func full(_ length: Int) -> Contact {
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
