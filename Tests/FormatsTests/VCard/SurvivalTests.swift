import Contacts
import Testing

@testable import Formats

@Suite struct SurvivalTests {
  /// Any contact is the same after it was written and read, up to what the documentation says that a version loses.
  @Test(arguments: ["vcard-2", "vcard-3", "vcard-4"])
  func anyContactSurvives(_ format: String) throws {
    let seed = UInt64.random(in: 0 ... .max)
    print("seed \(seed)")
    var random = SurvivingContacts(seed)
    let contacts = (0..<100).map { _ in random.next() }
    var log = DiagnosticLog()
    let written = try Cards.format(format).write(contacts, log: &log)
    let sink = try Cards.read(written)
    #expect(sink.log.count(of: .cardRepaired) == 0 && sink.rejected.isEmpty, "seed \(seed)")
    try #require(sink.contacts.count == contacts.count, "seed \(seed)")
    for (before, after) in zip(contacts, sink.contacts) {
      var after = after
      after.extras.removeAll(where: \.isBookkeeping)
      #expect(after == Self.expected(before, format), "seed \(seed)")
    }
    // Written once more, nothing changes.
    #expect(try Cards.format(format).write(sink.contacts, log: &log) == written, "seed \(seed)")
  }

  /// What is documented to become of a contact.
  private static func expected(_ contact: Contact, _ format: String) -> Contact {
    var result = contact
    result.name.display = contact.displayName
    result.owner = ""
    for index in result.numbers.indices {
      let number = result.numbers[index]
      let kind = number.kind == .other ? KindWords.kind(of: number.label) ?? .other : number.kind
      result.numbers[index] = Number(kind: kind, label: number.label, raw: number.written)
    }
    for index in result.emails.indices where result.emails[index].kind == .other {
      result.emails[index].kind = KindWords.setting(of: result.emails[index].label) ?? .other
    }
    if format != "vcard-4", ![.date, .dateTime].contains(CardDate.form(of: contact.birthday)) { result.birthday = "" }
    if format == "vcard-2" { result.phonebooks = result.phonebooks.map { $0.replacing(",", with: " ") } }
    if format == "vcard-2", let odd = result.extras.firstIndex(where: { $0.name == "vcard:X-ODD;TYPE=a" }) {
      result.extras[odd] = Extra("vcard:X-ODD;a", ["raw,value"])
    }
    if !result.source.isEmpty {
      result.id = contact.id
    } else if !contact.id.isEmpty {
      result.source = SourceRecord(system: CardReading.system, id: contact.id)
      result.id = ""
    }
    return result
  }
}

/// Contacts of any shape, with texts that tempt cards: the same for the same seed.
private struct SurvivingContacts {
  private var state: UInt64

  init(_ seed: UInt64) { state = seed }

  private static let texts = [
    "Anna", "Weber & Söhne GmbH", "a,b", "semi;colon", "back\\slash", "C:\\new\\dir", "colon:", "\"quoted\"", "=41=",
    "=",
    "two\nlines", "a\n\nb\n", "日本語", "😀👩‍👩‍👧", "BEGIN:VCARD", "END:VCARD", "x\nEND:VCARD\ny", "item1.TEL:1", "^n^^",
    "tab\tx",
    "e\u{301}", "ends in a space .", "1", "-", "\\,", "\\n", String(repeating: "länger ", count: 30) + "x",
  ]

  mutating func next() -> Contact {
    var contact = Contact()
    contact.name.display = text()
    for field in [TextField.given, .family, .middle, .prefix, .suffix, .phoneticGiven, .title, .note] where chance(2) {
      contact[field] = field == .title || field == .note ? text() : line()
    }
    if chance(3) { contact.organization = line() }
    contact.numbers = list { random in
      random.chance(2)
        ? Number(
          kind: random.kind(), number: "+4420794600\(10 + random.below(90))", extension: random.chance(3) ? "12" : "",
          label: random.label())
        : Number(kind: random.kind(), internal: "**6\(random.below(99))", label: random.label())
    }
    contact.emails = list { random in
      Email(kind: random.setting(), address: "a\(random.below(99))@example.com", label: random.label())
    }
    contact.addresses = list { random in
      var address = PostalAddress(kind: random.setting())
      for part in PostalAddress.Part.allCases where random.chance(2) { address[part] = random.line() }
      if address.isEmpty { address.locality = "London" }
      return address
    }
    contact.urls = list { "https://example.com/?a=\($0.below(99)),b;c" }
    contact.phonebooks = list { "Book \($0.below(1_000_000)) & more" }
    contact.birthday = ["", "1984-02-29", "--12-31", "circa 1800", "1953-10-15T23:10:00Z", "1985"][below(6)]
    contact.photo = ["", "data:image/jpeg;base64,AAAA", "https://example.com/a.png"][below(3)]
    contact.revised = chance(2) ? "2024-02-03T04:05:06Z" : ""
    contact.id = chance(2) ? "0123456789abcdef" : ""
    if chance(3) { contact.source = SourceRecord(system: "crm;1", id: "4,7") }
    if chance(2) {
      contact.extras = [Extra("Lead; Status", [text(), text()]), Extra("vcard:X-ODD;TYPE=a", ["raw\\,value"])]
    }
    if chance(4) { contact.aliases = ["a:b", "c;d"] }
    return contact
  }

  private mutating func text() -> String { Self.texts[below(Self.texts.count)] }

  /// A text without line ends and without a comma, which a name's parts part by.
  private mutating func line() -> String {
    text().filter { $0 != "\n" && $0 != "," }.replacing("\t", with: "")
  }

  private mutating func label() -> String { chance(3) ? "Label \(text())".replacing("\n", with: " ") : "" }
  private mutating func kind() -> Number.Kind { Number.Kind.allCases[below(Number.Kind.allCases.count)] }
  private mutating func setting() -> Setting { Setting.allCases[below(3)] }

  private mutating func list<Element>(_ make: (inout SurvivingContacts) -> Element) -> [Element] {
    chance(2) ? [] : (0..<below(4)).map { _ in make(&self) }
  }

  private mutating func chance(_ n: Int) -> Bool { below(n) == 0 }

  private mutating func below(_ bound: Int) -> Int {
    state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
    return Int(state >> 33) % bound
  }
}
