import Contacts
import Glibc
import Testing
import TextEncoding

@testable import Formats

/// What is written piece by piece is one file, in order, whatever the number of contacts.
@Suite struct PieceTests {
  private static let formats = [
    "vcard", "vcard-4", "jcard", "xcard", "jscontact", "yaml", "csv", "outlook", "google-contacts",
  ]

  private static func people(_ count: Int) -> [Contact] {
    (0..<count).map { index in
      var contact = Contact()
      contact.name.given = "Ann\(index)"
      contact.name.family = "Lee"
      contact.id = "id\(index)"
      contact.numbers = [Number(kind: .business, number: "+44207946\(1000 + index % 9000)")]
      // One of the last has more columns than any before.
      if index % 300 == 299 { contact.extras = [Extra("Room", ["\(index)"])] }
      return contact
    }
  }

  @Test(arguments: formats, [0, 1, 256, 257, 1_000])
  func allContactsAreThereInOrder(_ id: String, _ count: Int) throws {
    let format = try Cards.format(id)
    #expect(format.isWritten(inPieces: WritingOptions()))
    let contacts = Self.people(count)
    var log = DiagnosticLog()
    let bytes = try format.write(contacts, log: &log)
    let path = "/tmp/switchbook-pieces-\(id)-\(count)"
    defer { unlink(path) }
    try bytes.withUnsafeBytes { bytes in
      let file = try FileReplacement(of: path)
      try file.write(bytes)
      try file.commit()
    }
    var sink = Cards.Sink()
    if count > 0 {
      let input = try Input(path: path, library: Cards.library.get(), options: Input.Options(format: format))
      for part in 0..<input.source.partCount { try input.source.read(part: part, into: &sink) }
    }
    #expect(sink.contacts.map(\.name.given) == contacts.map(\.name.given))
    // What is said does not depend on how many pieces there are.
    #expect(log.diagnostics.allSatisfy { $0.count <= count })
  }

  private final class Full: PieceSink {
    var pieces = 0

    func write(_ piece: [UInt8]) throws(Failure) {
      pieces += 1
      if pieces == 3 { throw Failure(.outputUnwritable, "full") }
    }
  }

  @Test(arguments: formats) func aSinkThatIsFullGetsNoMore(_ id: String) throws {
    let sink = Full()
    var log = DiagnosticLog()
    #expect(throws: Failure.self) { try Cards.format(id).write(Self.people(3_000), to: sink, log: &log) }
    #expect(sink.pieces == 3)
  }
}
