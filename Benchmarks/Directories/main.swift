// Reads a directory into contacts and writes them again: `BenchDirectories FILE` tells milliseconds of wall clock for
// reading and for writing, the number of contacts and of bytes written. The file is in memory before.
import Contacts
import Formats
import Glibc

struct Packing: RecordSink {
  var log = DiagnosticLog()
  var contacts = PackedContacts()

  mutating func accept(_ contact: inout Contact, at place: Place) {
    // As the pipeline leaves it: a phone dials the number, which is E.164.
    for index in contact.numbers.indices { contact.numbers[index].number = contact.numbers[index].raw }
    contacts.append(contact)
  }

  mutating func reject(_ code: DiagnosticCode, _ subject: String, at place: Place) {}
}

func milliseconds(_ body: () throws -> Void) rethrows -> Int {
  let time = try ContinuousClock().measure(body)
  return Int(time.components.seconds * 1000 + time.components.attoseconds / 1_000_000_000_000_000)
}

let library = try FormatLibrary()
let format = try library.format(named: "yealink-phonebook")
let path = CommandLine.arguments[1]
var packing = Packing()
let reading = try milliseconds {
  let source = try Input(path: path, library: library, options: .init(format: format)).source
  for part in 0..<source.partCount { try source.read(part: part, into: &packing) }
}
var bytes: [UInt8] = []
var log = DiagnosticLog()
let writing = try milliseconds { bytes = try format.write(packing.contacts, log: &log) }
print(reading, writing, packing.contacts.count, bytes.count)
if CommandLine.arguments.count > 2 {
  let written = open(CommandLine.arguments[2], O_WRONLY | O_CREAT | O_TRUNC, 0o644)
  var rest = bytes[...]
  while !rest.isEmpty {
    let count = rest.withUnsafeBytes { write(written, $0.baseAddress, $0.count) }
    if count <= 0 { exit(1) }
    rest = rest.dropFirst(count)
  }
}
