import Bundle
import Contacts

/// The type of this project: Foundation has one of the same name.
typealias Company = Bundle

/// A company made at random, with a mark in every text that somebody may not see.
struct MarkedCompany {
  private var manifest = Manifest()
  private var company: [Contact] = []
  private var personal: [String: [Contact]] = [:]
  private var seen: [String: Set<String>] = [:]
  private var lastMark = 0

  init(seed: UInt64) {
    var random = Seeded(seed)
    let numbers = (0..<Int.random(in: 2...6, using: &random)).map { "\(1001 + $0)" }
    var members: [String: Set<String>] = [:]
    for number in numbers {
      guard let range = NumberRange(number) else { continue }
      var one = Manifest.Extension(range)
      for group in ["Sales", "Night"] where random.chance(40) {
        one.groups.append(group)
        members["group \(group)", default: []].insert(number)
      }
      if random.chance(50) {
        one.department = "Board"
        members["department Board", default: []].insert(number)
      }
      members[number] = [number]
      manifest.extensions.append(one)
    }
    members["everyone"] = Set(numbers)

    var readers: [String: Set<String>] = [:]
    for _ in 0..<Int.random(in: 1...5, using: &random) {
      var book = Manifest.Phonebook(name: mark())
      if random.chance(10) { book.members = .all }
      if random.chance(20), let rule = Manifest.Condition(field: "department", patterns: ["Lab*"]) {
        book.members = .rule([rule])
      }
      var who = Set<String>()
      for name in members.keys.sorted() where random.chance(name == "everyone" ? 8 : 25) {
        guard let grantee = Manifest.Grantee(name) else { continue }
        if random.chance(50) { book.view.append(grantee) } else { book.manage.append(grantee) }
        who.formUnion(members[name] ?? [])
      }
      readers[book.name] = who
      manifest.phonebooks.append(book)
    }
    for _ in 0..<Int.random(in: 0...8, using: &random) { addCompanyContact(readers, &random) }
    for number in numbers where random.chance(50) {
      for _ in 0..<Int.random(in: 1...3, using: &random) {
        var contact = contact(&random)
        contact.owner = number
        seen[number, default: []].formUnion(Self.marks(of: contact))
        personal[number, default: []].append(contact)
      }
    }
  }

  private mutating func addCompanyContact(_ readers: [String: Set<String>], _ random: inout Seeded) {
    var contact = contact(&random)
    if random.chance(30) { contact.department = "Laboratory" }
    contact.phonebooks = manifest.phonebooks.map(\.name).filter { _ in random.chance(35) }
    // Formats remember what a record looked like: here, its phonebooks.
    contact.extras.append(Extra(".card", contact.phonebooks.map { "CATEGORIES:\($0)" }))
    var books = Set(contact.phonebooks)
    for book in manifest.phonebooks {
      switch book.members {
      case .byHand: break
      case .all: books.insert(book.name)
      case .rule: if contact.department == "Laboratory" { books.insert(book.name) }
      }
    }
    for number in manifest.extensionNumbers {
      let mine = books.filter { readers[$0]?.contains(number) == true }
      if !mine.isEmpty { seen[number, default: []].formUnion(Self.marks(of: contact).union(mine)) }
    }
    company.append(contact)
  }

  private mutating func mark() -> String {
    lastMark += 1
    return "zq" + String(String(1_000_000 + lastMark).dropFirst())
  }

  private mutating func contact(_ random: inout Seeded) -> Contact {
    var contact = Contact()
    contact.name = ContactName(given: mark(), family: mark())
    contact.organization = mark()
    contact.note = mark()
    let number = "49301" + mark().dropFirst(2)
    contact.numbers = [Number(kind: .business, number: "+\(number)")]
    contact.emails = [Email(kind: .work, address: "\(mark())@x.example")]
    contact.extras = [Extra("Status", [mark()])]
    contact.id = "0123456789" + String(String(1_000_000 + lastMark).dropFirst())
    return contact
  }

  private static func marks(of contact: Contact) -> Set<String> {
    var marks: Set<String> = [contact.name.given, contact.name.family, contact.organization, contact.note]
    marks.formUnion(contact.numbers.map { String($0.number.dropFirst()) })
    marks.formUnion(contact.emails.map { String($0.address.prefix(8)) })
    marks.formUnion(contact.extras.filter { !$0.isBookkeeping }.flatMap(\.values))
    return marks
  }

  /// The marks that the extension `number` may see.
  func allowed(_ number: String) -> Set<String> { seen[number] ?? [] }

  /// Writes the company as a bundle.
  func written(to path: String) throws -> Bundle {
    let change = try BundleChange(of: path)
    change.manifest = manifest
    try change.write(ContactSelection(PackedContacts(company)), to: .company)
    for (owner, contacts) in personal {
      try change.write(ContactSelection(PackedContacts(contacts)), to: .personal(owner: owner))
    }
    try change.commit()
    return try Bundle(at: path)
  }
}
