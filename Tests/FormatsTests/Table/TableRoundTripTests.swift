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
}
