import Contacts
import TextEncoding

@testable import Formats

/// Cards as texts to contacts and back, without files.
enum Cards {
  static let library = Result { try FormatLibrary() }

  static func format(_ id: String) throws -> Format { try library.get().format(named: id) }

  struct Sink: RecordSink {
    var log = DiagnosticLog()
    var contacts: [Contact] = []
    var rejected: [Place] = []
    var reasons: [String] = []
    /// By record, whether it became a contact.
    var order: [Bool] = []

    mutating func accept(_ contact: inout Contact, at place: Place) {
      contacts.append(contact)
      order.append(true)
    }
    mutating func reject(_ code: DiagnosticCode, _ subject: String, at place: Place) {
      order.append(false)
      rejected.append(place)
      reasons.append(subject)
    }
  }

  static func read(_ bytes: some Collection<UInt8>, as format: String = "vcard") throws -> Sink {
    let source = try VCardSource(
      FileBytes(bytes), path: "cards.vcf", format: try Self.format(format), isGuess: false, encoding: nil)
    var sink = Sink()
    for part in 0..<source.partCount { try source.read(part: part, into: &sink) }
    return sink
  }

  /// The contact whose lines stand between `BEGIN` and `END`.
  static func contact(_ lines: String, version: String = "3.0") throws -> Contact {
    let sink = try read("BEGIN:VCARD\nVERSION:\(version)\n\(lines)\nEND:VCARD\n".utf8)
    return sink.contacts.count == 1 ? sink.contacts[0] : Contact()
  }

  /// The lines of a card between `VERSION` and `END`, unfolded.
  static func lines(_ contact: Contact, as format: String = "vcard") throws -> [String] {
    var log = DiagnosticLog()
    return try lines(contact, as: format, log: &log)
  }

  static func lines(_ contact: Contact, as format: String, log: inout DiagnosticLog) throws -> [String] {
    let bytes = try Self.format(format).write([contact], log: &log)
    let text = String(decoding: bytes, as: UTF8.self).replacing("\r\n ", with: "")
    return text.split(separator: "\r\n").map(String.init).filter {
      $0 != "BEGIN:VCARD" && $0 != "END:VCARD" && !$0.hasPrefix("VERSION:")
    }
  }
}
