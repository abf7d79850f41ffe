import Contacts
import Testing
import XMLSyntax
@testable import Formats

/// What is written straight from packed contacts, and read without walking a map, is what the long way gives.
@Suite struct PlainTests {
  static let formats: [Format] = (try? Cards.library.get().formats.filter { $0.syntax == .xml && $0.isWritable }) ?? []

  /// Plain contacts with, now and then, one that is not.
  static func contacts(_ count: Int, seed: UInt64) -> [Contact] {
    var random = RandomContacts(seed: seed)
    return (0..<count).map { index in
      var contact = random.next()
      if index % 5 == 0 { return contact }
      let any = contact
      contact = Contact()
      contact.id = any.id
      contact.name.given = ["Anna", "Élodie", "", "R & D"][index % 4]
      contact.name.family = ["Weber", "", "Müller-Lüdenscheidt", "<b>\"x\"</b>"][index / 4 % 4]
      if index % 3 == 0 { contact.name.display = [contact.name.given, "Weber", "Reception \(index)"][index % 3] }
      contact.numbers = any.numbers.prefix(2).map { Number(kind: $0.kind, number: $0.number, raw: "12\(index)") }
      if contact.numbers.isEmpty || index % 2 == 0 {
        contact.numbers = [Number(kind: .business, number: "+4930123\(index)", raw: "030 123\(index)")]
      }
      contact.phonebooks = [["Company"], [], ["Company", "Board"]][index % 3]
      if index % 50 == 0 { contact.note = any.note }
      return contact
    }
  }

  @Test(arguments: formats.map(\.id)) func writesTheSame(_ id: String) throws {
    let seed = UInt64.random(in: 0 ... .max)
    print("seed \(seed)")
    let format = try Cards.library.get().format(named: id)
    try expectTheSame(Self.contacts(120, seed: seed), format, "seed \(seed)")
  }

  /// So many that they are written in parts, on every core.
  @Test func writesTheSameInParts() throws {
    let format = try Cards.library.get().format(named: "yealink-phonebook")
    try expectTheSame(Self.contacts(4_096 + 700, seed: 7), format, "seed 7")
  }

  @Test func composesTheSame() throws {
    let format = try Cards.library.get().format(named: "yealink-phonebook")
    let contacts = Self.contacts(120, seed: 11)
    for template in ["{family}, {given} ({organization})", "- {given} [{family}] (x) {nickname}.", "({given}) ."] {
      try expectTheSame(contacts, format, "\(template)", name: template)
    }
  }

  private func expectTheSame(
    _ contacts: [Contact], _ format: Format, _ comment: Comment, name template: String? = nil
  ) throws {
    var options = WritingOptions()
    if let template { try options.composeNames(as: template) }
    options.settings = ["url": "https://phones.example"]
    var logs = (DiagnosticLog(), DiagnosticLog())
    let short = Result { try format.files(PackedContacts(contacts), options: options, log: &logs.0) }
    let long = Result { try format.files(contacts, options: options, log: &logs.1) }
    switch (short, long) {
    case (.success(let short), .success(let long)):
      #expect(short.map(\.name) == long.map(\.name), comment)
      for (short, long) in zip(short, long) {
        #expect(String(decoding: short.bytes, as: UTF8.self) == String(decoding: long.bytes, as: UTF8.self), comment)
      }
      #expect(logs.0.diagnostics == logs.1.diagnostics, comment)
    case (.failure(let short), .failure(let long)): #expect("\(short)" == "\(long)", comment)
    default: Issue.record("one way fails: \(short) \(long)")
    }
  }

  @Test func mostDirectoriesArePlain() throws {
    var plain: [String] = []
    for format in Self.formats {
      let writer = try DirectoryWriter(format, PackedContacts(), options: WritingOptions())
      guard let (element, place) = writer.layout.map.contact else { continue }
      if var entries = PlainEntries(writer, element, at: place) {
        let packed = PackedContacts([contact("Anna", "Weber", Number(kind: .business, number: "+49301230"))])
        var xml = XMLWriter()
        if packed.withPacked(at: 0, { entries.write($0, to: &xml) }) { plain.append(format.id) }
      }
    }
    #expect(plain.contains("yealink-phonebook"))
    #expect(plain.count >= 5, "\(plain)")
  }

  /// A document whose records have an attribute more goes the long way; without it, the short one.
  @Test(arguments: formats.map(\.id)) func readsTheSame(_ id: String) throws {
    let format = try Cards.library.get().format(named: id)
    guard PlainRecords(format, format.directory ?? DirectoryLayout()) != nil,
      let name = format.directory?.contacts.first?.path.last
    else { return }
    var options = WritingOptions()
    options.settings = ["url": "https://phones.example"]
    var log = DiagnosticLog()
    // What one has and the next lacks must not stay.
    let contacts = (0..<20).map { index in
      var person = contact("Given\(index)", "Family\(index)", Number(kind: .business, number: "+4930\(index)"))
      if index % 3 == 0 { person.numbers.append(Number(kind: .mobile, number: "+49171\(index)")) }
      if index % 4 == 0 { person.name.given = "" }
      if index % 5 == 0 { person.organization = "Firm\(index)" }
      return person
    }
    let text = String(decoding: try format.files(contacts, options: options, log: &log)[0].bytes, as: UTF8.self)
    let marked = text.replacing("<\(name) ", with: "<\(name) strange=\"1\" ")
      .replacing("<\(name)>", with: "<\(name) strange=\"1\">")
    let short = try readDirectory(text, as: format).contacts
    let long = try readDirectory(marked, as: format).contacts.map { contact in
      var contact = contact
      contact.extras.removeAll { $0.name == "strange" }
      return contact
    }
    #expect(!short.isEmpty)
    #expect(short == long)
  }
}

extension DirectoryMap {
  /// The element for a contact, and where it stands.
  fileprivate var contact: (DirectoryElement, DirectoryPlace)? {
    for entry in entries {
      for content in entry.contents {
        guard let element = content.element else { continue }
        if element.each == .contact { return (element, entry.place) }
        if let found = element.map.contact { return found }
      }
    }
    return nil
  }
}
