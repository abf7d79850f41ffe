import Contacts
import Formats
import Fuzzing
import Glibc

// Whatever the bytes are, as cards of any syntax, named by the first byte: reading ends, what is written in the format that
// the second byte names is read again as so many contacts.
let library = try FormatLibrary()
let sources = try ["vcard", "jcard", "xcard", "jscontact"].map { try library.format(named: $0) }
let targets = try ["vcard", "vcard-2", "vcard-3", "vcard-4", "icloud-vcard", "jcard", "xcard", "jscontact"].map {
  try library.format(named: $0)
}
let path = "/dev/shm/switchbook-fuzz-\(getpid())"

struct Contacts: RecordSink {
  var log = DiagnosticLog()
  var contacts: [Contact] = []

  init?(_ bytes: UnsafeRawBufferPointer, as format: Format) {
    guard !bytes.isEmpty, let file = fopen(path, "wb") else { return nil }
    fwrite(bytes.baseAddress, 1, bytes.count, file)
    fclose(file)
    guard let input = try? Input(path: path, library: library, options: Input.Options(format: format)) else {
      return nil
    }
    for part in 0..<input.source.partCount {
      guard (try? input.source.read(part: part, into: &self)) != nil else { return nil }
    }
  }

  mutating func accept(_ contact: inout Contact, at place: Place) { contacts.append(contact) }
  mutating func reject(_ code: DiagnosticCode, _ subject: String, at place: Place) {}

  func written(as format: Format) -> [UInt8] {
    var log = DiagnosticLog()
    return (try? format.write(contacts, log: &log)) ?? []
  }
}

fuzz { bytes in
  guard bytes.count > 2 else { return }
  let source = sources[Int(bytes[0]) % sources.count]
  let target = targets[Int(bytes[1]) % targets.count]
  guard let read = Contacts(UnsafeRawBufferPointer(rebasing: bytes[2...]), as: source), !read.contacts.isEmpty else {
    return
  }
  let first = read.written(as: target)
  guard let again = first.withUnsafeBytes({ Contacts($0, as: target) }) else {
    preconditionFailure("what was written is not read")
  }
  precondition(again.contacts.count == read.contacts.count)
}
