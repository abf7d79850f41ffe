import Contacts
import Formats
import Fuzzing
import Glibc
import Pipeline

// Whatever the bytes are, as cards of any syntax, named by the first byte: what came of them through every stage and is
// written in the format that the second byte names is read again as so many contacts.
let library = try FormatLibrary()
let sources = try ["vcard", "jcard", "xcard", "jscontact"].map { try library.format(named: $0) }
let targets = try ["vcard", "vcard-2", "vcard-3", "vcard-4", "icloud-vcard", "jcard", "xcard", "jscontact"].map {
  try library.format(named: $0)
}
let path = "/dev/shm/switchbook-fuzz-\(getpid())"

/// What becomes of a file; nil where it is refused as a whole.
func contacts(of bytes: UnsafeRawBufferPointer, as format: Format) -> ContactSelection? {
  guard !bytes.isEmpty, let file = fopen(path, "wb") else { return nil }
  fwrite(bytes.baseAddress, 1, bytes.count, file)
  fclose(file)
  var options = Pipeline.Options()
  options.duplicates = .off
  let input = try? Input(path: path, library: library, options: Input.Options(format: format))
  return try? input.map { try Pipeline(options).run([$0.source]).contacts }
}

fuzz { bytes in
  guard bytes.count > 2 else { return }
  let source = sources[Int(bytes[0]) % sources.count]
  let target = targets[Int(bytes[1]) % targets.count]
  let body = UnsafeRawBufferPointer(rebasing: bytes[2...])
  guard let read = contacts(of: body, as: source), !read.isEmpty else { return }
  var log = DiagnosticLog()
  guard let written = try? target.write(read, log: &log) else { preconditionFailure("what was read is not written") }
  guard let again = written.withUnsafeBytes({ contacts(of: $0, as: target) }) else {
    preconditionFailure("what was written is not read")
  }
  precondition(again.count == read.count)
}
