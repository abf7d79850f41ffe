import Contacts
import Foundation
import Testing

@testable import Formats

/// Contacts that a spreadsheet can hold come back from one as they were.
@Suite struct TableRoundTripTests {
  @Test(arguments: [1, 2, 3, 4, 5] as [UInt64]) func nothingIsLost(_ seed: UInt64) throws {
    var random = RandomContacts(seed: seed)
    let contacts = (0..<40).map { _ in random.next().asRow }.filter { $0 != Contact() }
    let library = try Cards.library.get()
    let format = try library.format(named: "csv")
    var log = DiagnosticLog()
    let written = try format.write(contacts, log: &log)
    #expect(log.count(of: .fieldLost) == 0, "seed \(seed): \(log.diagnostics.map(\.message))")
    let file = FileManager.default.temporaryDirectory.appending(path: "\(UUID().uuidString).csv")
    defer { try? FileManager.default.removeItem(at: file) }
    try Data(written).write(to: file)
    var sink = Collected()
    let input = try Input(path: file.path, library: library, options: Input.Options(format: format, system: "crm"))
    for part in 0..<input.source.partCount { try input.source.read(part: part, into: &sink) }
    #expect(sink.contacts.count == contacts.count, "seed \(seed)")
    for (read, contact) in zip(sink.contacts, contacts) {
      // Numbers come back in the order of the columns.
      var read = read
      read.numbers.sort { $0.raw < $1.raw }
      #expect(read == contact, "seed \(seed)")
    }
  }
}

extension TableRoundTripTests {
  /// A phonebook whose name would be read as those of others is left out, and told.
  @Test(arguments: ["izt-cloud-voice", "csv"]) func noPhonebookBecomesAnother(_ name: String) throws {
    let format = try Cards.library.get().format(named: name)
    var contact = Contact(name: ContactName(given: "Anna"), numbers: [Number(kind: .mobile, number: "+447700900001")])
    contact.phonebooks = ["Board&Customers", "Sales", "A; B", "Night"]
    let (text, log) = try Tables.written([contact], format)
    let separator = name == "csv" ? ";" : "&"
    let whole = contact.phonebooks.filter { !$0.contains(separator) }
    #expect(whole.count == 3)
    #expect(text.contains(whole.joined(separator: separator)), "\(text)")
    #expect(!text.contains(contact.phonebooks.first { !whole.contains($0) } ?? ""))
    #expect(log.count(of: .fieldLost) == 1)
  }
}

private struct Collected: RecordSink {
  var log = DiagnosticLog()
  var contacts: [Contact] = []

  mutating func accept(_ contact: inout Contact, at place: Place) { contacts.append(contact) }
  mutating func reject(_ code: DiagnosticCode, _ subject: String, at place: Place) {}
}

extension Contact {
  /// What a row of a spreadsheet can hold of the contact, its texts without what a table's reader may tidy.
  fileprivate var asRow: Contact {
    func plain(_ text: String) -> String {
      let kept = text.unicodeScalars.filter { $0 == " " || $0 == "," || $0 == "\"" || $0.properties.isAlphabetic }
      return String(String.UnicodeScalarView(kept)).split(separator: " ").joined(separator: " ")
    }
    var row = Contact()
    for field in [TextField.given, .family, .organization, .department, .title, .note] {
      row[field] = plain(self[field])
    }
    for number in numbers where number.kind != .other && number.kind != .pager {
      let raw = "+4420794600\(row.numbers.count + 10)"
      row.numbers.append(Number(kind: number.kind, raw: raw))
    }
    if !row.given.isEmpty || !row.family.isEmpty { row.source = SourceRecord(system: "crm", id: "4711") }
    return row
  }

  private var given: String { name.given }
  private var family: String { name.family }

  /// Formats with a place for each part of a name, and none for the whole.
  @Test(arguments: ["google-contacts", "outlook", "outlook-com", "yahoo", "fusionpbx", "izt-cloud-voice", "3cx"])
  func aNameOfOneWordIsWritten(_ id: String) throws {
    let format = try Tables.library.get().format(named: id)
    var contact = Contact()
    contact.name.display = "Reception"
    contact.numbers = [Number(kind: .business, number: "+442079460001")]
    let (text, log) = try Tables.written([contact], format)
    #expect(text.contains("Reception"))
    #expect(log.count(of: .fieldLost) == 0)
  }

  @Test(arguments: ["google-contacts", "outlook", "fusionpbx"]) func aNameInPartsIsNotLost(_ id: String) throws {
    let format = try Tables.library.get().format(named: id)
    for display in ["Anna Weber", "Weber, Anna"] {
      var contact = Contact()
      contact.name = ContactName(display: display, given: "Anna", family: "Weber")
      contact.numbers = [Number(kind: .business, number: "+442079460001")]
      #expect(try Tables.written([contact], format).log.count(of: .fieldLost) == 0)
    }
  }

  @Test func textThatIsNoNumberIsNotMadeOneByTakingSignsAway() throws {
    let format = try Tables.library.get().format(named: "izt-cloud-voice")
    for raw in ["020 7946 0001, 0002", "t: 020 7946 0001 e: a@b"] {
      var contact = Contact()
      contact.name.display = "Ann Lee"
      contact.numbers = [Number(kind: .business, raw: raw), Number(kind: .mobile, number: "+447700900123")]
      let (text, log) = try Tables.written([contact], format)
      #expect(!text.contains("7946"))
      #expect(log.count(of: .fieldLost) == 1)
    }
  }

  @Test func anAddressOfNoSettingTakesAFreePlace() throws {
    let format = try Tables.library.get().format(named: "csv")
    var contact = Contact()
    contact.name.display = "Ann Lee"
    contact.numbers = [Number(kind: .business, number: "+442079460001")]
    var address = PostalAddress()
    (address.kind, address.locality) = (.other, "York")
    contact.addresses = [address]
    let (text, log) = try Tables.written([contact], format)
    #expect(text.contains("York"))
    #expect(log.count(of: .fieldLost) == 0)
  }

  /// Each further entry holds its own numbers only.
  @Test func aContactOfThousandsOfNumbersIsParted() throws {
    let format = try Tables.library.get().format(named: "izt-cloud-voice")
    var contact = Contact()
    contact.name.display = "Ann Lee"
    contact.numbers = (0..<3_000).map { Number(kind: .business, number: "+4420794\(10_000 + $0)") }
    let (text, log) = try Tables.written([contact], format)
    #expect(text.matches(of: /\+4420794/).count == 3_000)
    #expect(log.count(of: .fieldLost) == 0)
  }
}
