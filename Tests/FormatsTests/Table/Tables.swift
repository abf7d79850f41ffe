import CSVSyntax
import Contacts
import TextEncoding

@testable import Formats

/// Tables as texts to contacts and back, without files.
enum Tables {
  static let library = Result { try FormatLibrary() }

  struct Sink: RecordSink {
    var log = DiagnosticLog()
    var contacts: [Contact] = []

    mutating func accept(_ contact: inout Contact, at place: Place) { contacts.append(contact) }
    mutating func reject(_ code: DiagnosticCode, _ subject: String, at place: Place) {}
  }

  /// A format of the `map` and further keys.
  static func format(_ keys: String) throws -> Format {
    try format(whole: "format: test\ntitle: Test\nsource: test\nsyntax: table\n\(keys)\n")
  }

  static func format(whole text: String) throws -> Format {
    let bytes = Array(text.utf8)
    return try bytes.withUnsafeBytes { try Format(descriptor: $0, origin: "test.yaml") }
  }

  static func source(
    _ text: String, _ format: Format, system: String? = nil, told: [ColumnOverride] = []
  ) throws -> TableSource {
    let decoded = try DecodedText.decode(FileBytes(text))
    let file = try TableFile(decoded, path: "table.csv")
    return try TableSource(file, format: format, isGuess: false, system: system, told: told)
  }

  static func read(_ text: String, _ format: Format, told: [ColumnOverride] = []) throws -> Sink {
    let source = try source(text, format, told: told)
    var sink = Sink()
    for part in 0..<source.partCount { try source.read(part: part, into: &sink) }
    return sink
  }

  static func written(_ contacts: [Contact], _ format: Format) throws -> (text: String, log: DiagnosticLog) {
    var log = DiagnosticLog()
    let bytes = try format.write(contacts, log: &log)
    return (String(decoding: bytes, as: UTF8.self), log)
  }
}

extension Contact {
  /// A contact of a few fields.
  init(name: ContactName, numbers: [Number] = [], note: String = "") {
    self.init()
    self.name = name
    self.numbers = numbers
    self.note = note
  }
}
