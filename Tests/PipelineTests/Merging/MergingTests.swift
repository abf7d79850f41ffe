import Contacts
import Testing

@testable import Pipeline

private func contact(_ given: String, _ family: String, _ change: (inout Contact) -> Void = { _ in }) -> Contact {
  var contact = Contact()
  contact.name = ContactName(given: given, family: family)
  change(&contact)
  return contact
}

@Suite struct MergingTests {
  @Test(arguments: [
    ("Tor 1", "Tor 12", "Tor 1"), ("Tor 1", "Tor 1, links", "Tor 1, links"), ("a b\nc", "c\nd", "a b\nc\nd"),
    ("a\n\nb\n\nothers", "a\n\nb\n\nc", "a\n\nb\n\nc\n\nothers"), ("VIP", "vip since May", "vip since May"),
    ("a\nb", "b", "a\nb"), ("", "a", ""), ("a", "", "a"), ("!!!", "!!! a", "!!!"),
    ("x\nold", "old news\nx", "old news\nx"),
  ])
  func aNoteGivesWayToWhatSaysItToo(note: String, news: String, expected: String) {
    var contact = Contact()
    contact.note = note
    contact.renewNote(news)
    #expect(contact.note == expected)
    contact.renewNote(news)
    #expect(contact.note == expected)
  }

  @Test func longNotesAreRenewedByTheirLines() {
    let lines = (0..<20_000).map { "line \($0)" }
    var contact = Contact()
    contact.note = lines.joined(separator: "\n")
    let news = (lines + ["the last"]).joined(separator: "\n")
    contact.renewNote(news)
    #expect(contact.note == news)
  }

  /// A whole name in the given name's place is not mixed with another's family name, in whatever order they come.
  @Test func wholeNamesInTheGivenNamesPlace() {
    let names = [contact("Sepp", "Löffler"), contact("Dr. Sepp Löffler", ""), contact("Sepp", "Löffleer")]
    for order in [[0, 1, 2], [1, 0, 2], [0, 2, 1]] {
      var kept = names[order[0]]
      for next in order.dropFirst() { kept.absorb(names[next]) }
      #expect(kept.name == ContactName(given: "Dr. Sepp", family: "Löffler"), "\(order)")
      let once = kept
      for name in names { kept.absorb(name) }
      #expect(kept == once, "\(order)")
    }
  }

  @Test func listsKeepTheirOrderAndSayNothingTwice() {
    var kept = contact("Anna", "Weber") {
      $0.numbers = [Number(kind: .business, number: "+4930123", raw: "030 123")]
      $0.emails = [Email(address: "Anna@weber.example")]
      $0.phonebooks = ["Customers"]
      $0.extras = [Extra("Lead", ["Open"])]
    }
    let differences = kept.absorb(
      contact("Anna", "Weber") {
        $0.numbers = [
          Number(kind: .mobile, number: "+4917123"), Number(kind: .mobile, number: "+4930123"),
          Number(kind: .business, number: "+4930123", extension: "12"),
        ]
        $0.emails = [Email(address: "anna@WEBER.example"), Email(kind: .home, address: "a@home.example")]
        $0.phonebooks = ["Partners", "Customers"]
        $0.extras = [Extra("Lead", ["Won", "Open"]), Extra("Car", ["red"])]
      })
    #expect(differences.isEmpty)
    #expect(kept.numbers.map(\.kind) == [.business, .mobile, .business])
    #expect(kept.numbers.map(\.extension) == ["", "", "12"])
    #expect(kept.emails.map(\.address) == ["Anna@weber.example", "a@home.example"])
    #expect(kept.phonebooks == ["Customers", "Partners"])
    #expect(kept.extras == [Extra("Lead", ["Open", "Won"]), Extra("Car", ["red"])])
  }

  /// A line that one record calls a fax, and another a telephone, is answered.
  @Test(arguments: [
    (Number.Kind.businessFax, Number.Kind.business, Number.Kind.business), (.business, .businessFax, .business),
    (.homeFax, .mobile, .mobile), (.mobile, .homeFax, .mobile), (.pager, .other, .other),
    (.business, .home, .business), (.home, .business, .home), (.businessFax, .pager, .businessFax),
  ])
  func aNumberThatIsAnsweredIsNoFax(mine: Number.Kind, theirs: Number.Kind, expected: Number.Kind) {
    func held(_ kind: Number.Kind) -> Contact {
      contact("Karin", "Roth") { $0.numbers = [Number(kind: kind, number: "+493023125001", label: "\(kind)")] }
    }
    var kept = held(mine)
    kept.absorb(held(theirs))
    #expect(kept.numbers.map(\.kind) == [expected])
    #expect(kept.numbers.map(\.label) == ["\(expected)"])
    var again = held(mine)
    again.absorb(held(theirs), keepsKinds: true)
    #expect(again == held(mine))
  }

  /// How the contact's own card looks now comes before how it looked, and a property with other parameters is the same.
  @Test func aCardReadAnewReplacesItsOldHeads() {
    var log = DiagnosticLog()
    var kept = contact("Anna", "Weber") {
      $0.extras = [
        Extra(".vcard", ["old"]), Extra("vcard:item1.X-FOO;X-P=1", ["a", "b"]), Extra("vcard:X-FOOT", ["a"]),
        Extra("vcard:ROLE;X-P=1", ["a"]), Extra("Lead", ["Open"]),
      ]
    }
    let news = contact("Anna", "Weber") {
      $0.extras = [
        Extra(".vcard", ["new"]), Extra("vcard:x-foo;X-P=2", ["a"]), Extra("vcard:ROLE", ["a"]), Extra("Lead", ["Won"]),
      ]
    }
    for _ in 0..<2 { kept.update(with: news, by: "", log: &log) }
    #expect(
      kept.extras == [
        Extra(".vcard", ["new", "old"]), Extra("vcard:item1.X-FOO;X-P=1", ["b"]), Extra("vcard:X-FOOT", ["a"]),
        Extra("Lead", ["Open", "Won"]), Extra("vcard:x-foo;X-P=2", ["a"]), Extra("vcard:ROLE", ["a"]),
      ])
  }

  @Test(arguments: [
    ("CEO", "Director", "CEO", ["Director"]), ("", "CEO", "CEO", []), ("CEO", "", "CEO", []),
    ("Müller GmbH", "MULLER GMBH", "Müller GmbH", []), ("Weber", "Weber GmbH", "Weber GmbH", []),
    ("Weber GmbH", "weber", "Weber GmbH", []), ("★", "☆", "★", ["☆"]),
  ])
  func singleFieldKeepsTheFullerAndLosesNothing(mine: String, theirs: String, kept: String, extra: [String]) {
    var first = contact("Anna", "Weber") { $0.organization = mine }
    let differences = first.absorb(contact("Anna", "Weber") { $0.organization = theirs })
    #expect(first.organization == kept)
    #expect(first.extra("organization") ?? [] == extra)
    #expect(differences.map(\.other) == extra)
  }

  @Test(arguments: [
    ("1984-02-29", "1984-02-29", "1984-02-29", false), ("--02-29", "1984-02-29", "1984-02-29", false),
    ("1984-02-03", "1984-03-02", "1984-02-03", true),
  ])
  func birthdaysAreDates(mine: String, theirs: String, kept: String, differ: Bool) {
    var first = contact("Anna", "Weber") { $0.birthday = mine }
    let differences = first.absorb(contact("Anna", "Weber") { $0.birthday = theirs })
    #expect(first.birthday == kept)
    #expect(differences.isEmpty != differ)
  }

  @Test(arguments: [
    (("R.", "Miller"), ("Robert", "Miller"), ("Robert", "Miller"), 0),
    (("Robert", "Miller"), ("R.", "Miller"), ("Robert", "Miller"), 0),
    (("Robert", "Miller"), ("Miller", "Robert"), ("Robert", "Miller"), 0),
    (("Robert Miller", ""), ("Robert", "Miller"), ("Robert", "Miller"), 0),
    (("", "Miller, Robert"), ("Robert", "Miller"), ("Robert", "Miller"), 0),
    (("", ""), ("Robert", "Miller"), ("Robert", "Miller"), 0),
    (("Robert", "Miller"), ("Bob", "Miller"), ("Robert", "Miller"), 1),
    (("Søren", "Ørsted"), ("SOREN", "ORSTED"), ("Søren", "Ørsted"), 0),
  ])
  func namesAreTakenAsAWhole(
    mine: (String, String), theirs: (String, String), expected: (String, String), differences: Int
  ) {
    var first = contact(mine.0, mine.1)
    let told = first.absorb(contact(theirs.0, theirs.1))
    #expect(first.name.given == expected.0)
    #expect(first.name.family == expected.1)
    #expect(told.count == differences)
  }

  @Test func notesJoinAndNewerRevisionStays() {
    var first = contact("A", "B") {
      $0.note = "Call on Monday"
      $0.revised = "2024-01-01"
    }
    first.absorb(
      contact("A", "B") {
        $0.note = "Likes tea"
        $0.revised = "2025-01-01"
      })
    first.absorb(contact("A", "B") { $0.note = "tea" })
    #expect(first.note == "Call on Monday\nLikes tea\ntea")
    #expect(first.revised == "2025-01-01")
  }

  @Test(arguments: [
    ("nicht anrufen", "anrufen", "nicht anrufen\nanrufen"), ("Tor 1", "Tor 12", "Tor 1\nTor 12"),
    ("Tor 12", "Tor 1", "Tor 12\nTor 1"), ("Tor 1\nTor 12", "Tor 1", "Tor 1\nTor 12"),
    ("b", "a\nb\nc", "a\nb\nc"), ("a\n\nb", "a\n\nb", "a\n\nb"), ("", "a\n\nb", "a\n\nb"),
    ("a\nb", "b\na", "a\nb\nb\na"),
  ])
  func notesAreComparedByWholeLines(mine: String, theirs: String, note: String) {
    var first = contact("A", "B") { $0.note = mine }
    for _ in 0..<2 { first.absorb(contact("A", "B") { $0.note = theirs }) }
    #expect(first.note == note)
  }

  @Test func longNotesLoseNothing() {
    let long = (0..<2_000).map { "line \($0)" }.joined(separator: "\n")
    var first = contact("A", "B") { $0.note = long + "\n\nlast" }
    for _ in 0..<2 { first.absorb(contact("A", "B") { $0.note = "line 1\nline\n\nlast" }) }
    #expect(first.note == long + "\n\nlast\nline")
  }

  @Test func anAddressThatOnlyLacksPartsIsThatAddress() {
    func address(_ street: String, _ city: String, _ code: String) -> PostalAddress {
      var address = PostalAddress()
      address.street = street
      address.locality = city
      address.postalCode = code
      return address
    }
    var first = contact("A", "B") { $0.addresses = [address("Hauptstr. 1", "Berlin", "")] }
    first.absorb(contact("A", "B") { $0.addresses = [address("HAUPTSTR. 1", "", "10115"), address("", "Berlin", "")] })
    first.absorb(contact("A", "B") { $0.addresses = [address("Hauptstr. 1", "Berlin", "10115")] })
    first.absorb(contact("A", "B") { $0.addresses = [address("Hauptstr. 2", "Berlin", "10115")] })
    #expect(
      first.addresses == [
        address("Hauptstr. 1", "Berlin", "10115"), address("HAUPTSTR. 1", "", "10115"),
        address("Hauptstr. 2", "Berlin", "10115"),
      ])
  }

  @Test func losersStayKnownByTheirIds() {
    var first = contact("A", "B") {
      $0.id = "1111111111111111"
      $0.source = SourceRecord(system: "hubspot", id: "1")
    }
    first.absorb(
      contact("A", "B") {
        $0.id = "2222222222222222"
        $0.source = SourceRecord(system: "sap", id: "9")
        $0.aliases = ["old:7", "hubspot:1"]
      })
    #expect(first.id == "1111111111111111")
    #expect(first.aliases == ["2222222222222222", "sap:9", "old:7"])
    var packed = PackedContacts()
    packed.append(first)
    #expect(packed[0] == first)
  }

  @Test func tenThousandNumbersAndALongNameAreQuick() {
    let many = (0..<10_000).map { Number(kind: .mobile, number: "+49\($0)") }
    var first = contact(String(repeating: "ab ", count: 100_000), "B") { $0.numbers = many }
    first.absorb(contact(String(repeating: "ab ", count: 100_001), "B") { $0.numbers = many.reversed() })
    #expect(first.numbers == many)
  }
}
