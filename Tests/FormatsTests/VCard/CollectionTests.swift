import Contacts
import Glibc
import Testing

@testable import Formats

@Suite struct VCardCollectionTests {
  private static func write(_ text: String, to path: String) {
    guard let file = fopen(path, "wb") else { return }
    fputs(text, file)
    fclose(file)
  }

  private static func card(_ name: String) -> String { "BEGIN:VCARD\r\nVERSION:3.0\r\nFN:\(name)\r\nEND:VCARD\r\n" }

  /// A folder that is gone afterwards.
  private static func withFolder(_ body: (String) throws -> Void) throws {
    var template = Array("/tmp/switchbook-vdir-XXXXXX".utf8CString)
    guard let path = mkdtemp(&template) else { return }
    let folder = String(cString: path)
    defer {
      let files = [
        "a.vcf", "b.VCF", ".hidden.vcf", "note.txt", "office/c.vcf", "empty.vcf", "gone.vcf", "pipe.vcf",
        "office/b.vcf/c.vcf",
      ]
      for name in files { unlink("\(folder)/\(name)") }
      rmdir("\(folder)/office/b.vcf")
      rmdir("\(folder)/office")
      rmdir(folder)
    }
    try body(folder)
  }

  @Test func aFolderIsReadInOrder() throws {
    try Self.withFolder { folder in
      mkdir("\(folder)/office", 0o700)
      Self.write(Self.card("A1") + Self.card("A2"), to: "\(folder)/a.vcf")
      Self.write(Self.card("B"), to: "\(folder)/b.VCF")
      Self.write(Self.card("C"), to: "\(folder)/office/c.vcf")
      Self.write(Self.card("hidden"), to: "\(folder)/.hidden.vcf")
      Self.write("no card", to: "\(folder)/note.txt")
      symlink("/nowhere/at/all.vcf", "\(folder)/gone.vcf")
      let input = try Input(path: folder, library: Cards.library.get())
      var sink = Cards.Sink()
      for part in 0..<input.source.partCount { try input.source.read(part: part, into: &sink) }
      #expect(sink.contacts.map(\.name.display) == ["A1", "A2", "B", "C"])
      #expect(sink.rejected.count == 1)
      #expect(input.format.id == "vcard")
      // The unreadable file is the record between B and C.
      let file = try input.source.rejectedFile([
        [(ordinal: 1, reason: "x"), (ordinal: 3, reason: "y"), (ordinal: 4, reason: "z")]
      ])
      #expect(try Cards.read(file.bytes).contacts.map(\.name.display) == ["A2", "C"])
      #expect(String(decoding: file.bytes, as: UTF8.self).contains("X-SWITCHBOOK-REASON:y\r\n"))
    }
  }

  /// Whatever lies in a folder: nothing is waited for, nothing outside of it is read, and every card beside it is kept.
  @Test func whatIsNoFileIsToldAndLeftAlone() throws {
    try Self.withFolder { folder in
      Self.write(Self.card("A"), to: "\(folder)/a.vcf")
      Self.write("no card", to: "\(folder)/empty.vcf")
      symlink("/dev/zero", "\(folder)/gone.vcf")
      mkfifo("\(folder)/pipe.vcf", 0o600)
      mkdir("\(folder)/office", 0o700)
      mkdir("\(folder)/office/b.vcf", 0o700)
      Self.write(Self.card("B"), to: "\(folder)/office/b.vcf/c.vcf")
      let input = try Input(path: folder, library: Cards.library.get())
      var sink = Cards.Sink()
      for part in 0..<input.source.partCount { try input.source.read(part: part, into: &sink) }
      #expect(sink.contacts.map(\.name.display) == ["A", "B"])
      #expect(
        sink.reasons == [
          "empty.vcf: there is no card in it", "gone.vcf: links are not followed", "pipe.vcf: it is no file",
        ])
    }
  }

  @Test func aFolderWithoutCardsIsAnError() throws {
    try Self.withFolder { folder in
      let library = try Cards.library.get()
      #expect(throws: Failure.self) { try Input(path: folder, library: library) }
    }
  }
}
