import Contacts
import Foundation
import Testing

@testable import Formats

/// A sink that keeps what it is given.
struct Kept: RecordSink {
  var log = DiagnosticLog()
  var contacts: [Contact] = []
  mutating func accept(_ contact: inout Contact, at place: Place) { contacts.append(contact) }
  mutating func reject(_ code: DiagnosticCode, _ subject: String, at place: Place) {}
}

/// What `text` holds, read as a format or as what it is recognised as.
func readDirectory(_ text: [UInt8], as format: Format? = nil) throws -> Kept {
  let file = FileManager.default.temporaryDirectory.appending(path: "\(UUID().uuidString).xml")
  defer { try? FileManager.default.removeItem(at: file) }
  try Data(text).write(to: file)
  let input = try Input(path: file.path, library: Cards.library.get(), options: Input.Options(format: format))
  var kept = Kept()
  for part in 0..<input.source.partCount { try input.source.read(part: part, into: &kept) }
  return kept
}

func readDirectory(_ text: String, as format: Format? = nil) throws -> Kept {
  try readDirectory(Array(text.utf8), as: format)
}

/// A format from the part of a descriptor that a test is about.
func format(_ text: String) throws -> Format {
  let whole = "format: test\ntitle: Test\nsource: made up\nsyntax: xml\nroot: list\n" + text
  return try Array(whole.utf8).withUnsafeBytes { (bytes) throws(Failure) in
    try Format(descriptor: bytes, origin: "test.yaml")
  }
}

func contact(_ given: String, _ family: String, _ numbers: Number..., phonebooks: [String] = []) -> Contact {
  var contact = Contact()
  contact.name = ContactName(given: given, family: family)
  contact.numbers = numbers
  contact.phonebooks = phonebooks
  return contact
}

/// Contacts with a number each, `+4930…`.
func contacts(_ count: Int) -> [Contact] {
  (0..<count).map { contact("Given\($0)", "Family\($0)", Number(kind: .business, number: "+493012\(10_000 + $0)")) }
}
