import Contacts

@testable import Pipeline

/// A contact of a record of a system.
func named(_ name: String, _ number: String, system: String, id: String) -> Contact {
  var contact = Contact(name, number)
  if !id.isEmpty { contact.source = SourceRecord(system: system, id: id) }
  return contact
}

/// Contacts of few names and numbers, with values that disagree.
func list(_ count: Int, system: String, using random: inout SeededRandom) -> [Contact] {
  let given = ["Anna", "A.", "Bob", "Robert", "ANNA", "Anna Maria"]
  let family = ["Weber", "Wbeer", "Müller", "Mueller", "Smith"]
  return (0..<count).map { index in
    var contact = Contact()
    contact.name.given = given.randomElement(using: &random) ?? ""
    contact.name.family = family.randomElement(using: &random) ?? ""
    if Bool.random(using: &random) {
      contact.name = ContactName(display: "\(contact.name.given) \(contact.name.family)")
    }
    for _ in 0...Int.random(in: 0...1, using: &random) {
      contact.numbers.append(Number(kind: .mobile, raw: "07700 900\(100 + Int.random(in: 0..<60, using: &random))"))
    }
    if Bool.random(using: &random) {
      contact.emails = [Email(address: "p\(Int.random(in: 0..<40, using: &random))@x.example")]
    }
    contact.title = ["", "Head", "Head of Sales", "Clerk"].randomElement(using: &random) ?? ""
    contact.organization = ["", "", "Lee", "Lee Ltd"].randomElement(using: &random) ?? ""
    contact.note = ["", "call first", "call later"].randomElement(using: &random) ?? ""
    contact.revised = ["", "2024-01-01", "2025-01-01"].randomElement(using: &random) ?? ""
    contact.birthday = ["", "", "", "1950-03-01", "1978-07-11"].randomElement(using: &random) ?? ""
    if !system.isEmpty, Bool.random(using: &random) {
      contact.source = SourceRecord(system: system, id: "\(index)")
    }
    return contact
  }
}
