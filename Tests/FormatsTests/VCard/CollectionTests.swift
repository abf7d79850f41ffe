import Contacts
import Glibc
import Testing
import TextEncoding
import ZipSyntax

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
        "a.vcf", "b.VCF", ".hidden.vcf", "note.txt", "office/c.vcf", "empty.vcf", "gone.vcf", "pipe.vcf", "linked",
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
      #expect(String(decoding: file.bytes, as: UTF8.self).contains("X-SWITCHBOOK-REASON:gone.vcf: y\r\n"))
    }
  }

  /// Whatever lies in a folder: nothing is waited for, nothing outside of it is read, and every card beside it is kept.
  @Test func whatIsNoFileIsToldAndLeftAlone() throws {
    try Self.withFolder { folder in
      Self.write(Self.card("A"), to: "\(folder)/a.vcf")
      Self.write("no card", to: "\(folder)/empty.vcf")
      symlink("/dev/zero", "\(folder)/gone.vcf")
      symlink("/", "\(folder)/linked")
      Self.write("x", to: "\(folder)/note.txt")
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
          "there is no card in it", "links are not followed", "links are not followed", "it is no file",
        ])
      let names = [input.source.inputName]
      let places = sink.rejected.map { $0.description(inputs: names).dropFirst(folder.count) }
      #expect(places == ["/empty.vcf", "/gone.vcf", "/linked", "/pipe.vcf"])
      let skipped = sink.log.diagnostics.filter { $0.code == .entrySkipped }
      #expect(skipped.map(\.example) == ["note.txt"])
      let file = try input.source.rejectedFile([[(ordinal: 2, reason: "why"), (ordinal: 3, reason: "why")]])
      let rejected = String(decoding: file.bytes, as: UTF8.self)
      #expect(rejected.contains("X-SWITCHBOOK-REASON:gone.vcf: why\r\n"), "\(rejected)")
    }
  }

  /// The contacts of an archive of these files, what was said, and its rejected records with a reason `why`.
  private static func read(_ files: [(name: String, text: String)]) throws -> (sink: Cards.Sink, rejected: String) {
    let writer = try ZipWriter()
    for (name, text) in files { try writer.add(name, Array(text.utf8)) }
    let archive = try writer.finish()
    let source = try #require(
      try VCardCollection(
        archive: FileBytes(archive), path: "x.zip", format: try Cards.format("vcard"), isGuess: false, encoding: nil))
    var sink = Cards.Sink()
    for part in 0..<source.partCount { try source.read(part: part, into: &sink) }
    let refused = sink.order.enumerated().filter { !$0.element }.map { (ordinal: $0.offset, reason: "why") }
    return (sink, String(decoding: try source.rejectedFile([refused]).bytes, as: UTF8.self))
  }

  /// What lies in an archive beside cards is told; a path that stays inside is read, and of one that does not, and of a
  /// file without a card, what is in it is kept with the reason.
  @Test func anArchiveIsReadAndWhatIsRefusedIsKept() throws {
    let (sink, rejected) = try Self.read([
      ("a.vcf", Self.card("A")), ("__MACOSX/._a.vcf", "\u{0}\u{5}"), ("x/._b.vcf", "\u{0}"), ("photo.jpg", "x"),
      ("../climb.vcf", Self.card("Up") + Self.card("Away")), ("x/../inside.vcf", Self.card("B")),
      ("text.vcf", "no; card,\nat all"), ("z.vcf", Self.card("C")),
    ])
    #expect(sink.contacts.map(\.name.display) == ["A", "B", "C"])
    #expect(
      sink.reasons == ["its path leads out of the archive", "there is no card in it"])
    let skipped = sink.log.diagnostics.filter { $0.code == .entrySkipped }
    #expect(skipped.map(\.subject) == ["files that a Mac keeps beside others", "files that are not called .vcf"])
    #expect(skipped.map(\.example) == ["__MACOSX/._a.vcf", "photo.jpg"] && skipped.map(\.count) == [2, 1])
    #expect(try Cards.read(rejected.utf8).contacts.map(\.name.display) == ["Up", "Away", ""])
    #expect(rejected.contains("X-SWITCHBOOK-RECORD:no\\; card\\,\\nat all\r\n"))
    #expect(rejected.split(separator: "\r\n").count { $0 == "X-SWITCHBOOK-REASON:../climb.vcf: why" } == 2)
    #expect(rejected.contains("X-SWITCHBOOK-REASON:text.vcf: why\r\n"))
  }

  /// What is wrong with a card is told once for all files, with the place in each.
  @Test func placesAreThoseOfTheFiles() throws {
    try Self.withFolder { folder in
      mkdir("\(folder)/office", 0o700)
      Self.write(Self.card("A") + "BEGIN:VCARD\r\nFN:x\r\nX-A:b\r\nEND:VCARD\r\n", to: "\(folder)/a.vcf")
      Self.write("BEGIN:VCARD\r\nX-A:b\r\nX-B:b\r\n", to: "\(folder)/office/c.vcf")
      let input = try Input(path: folder, library: Cards.library.get())
      var sink = Cards.Sink()
      for part in 0..<input.source.partCount { try input.source.read(part: part, into: &sink) }
      let told = sink.log.diagnostics.filter { $0.code != .formatGuessed }.map { diagnostic in
        let places = diagnostic.places.map { $0.description(inputs: [input.source.inputName]).dropFirst(folder.count) }
        return "\(diagnostic.subject): \(places.joined(separator: " "))"
      }
      #expect(
        told == [
          "it says no version: /a.vcf:5:1 /office/c.vcf:1:1", "END:VCARD is missing: /office/c.vcf:4:1",
          "X-A: /a.vcf:7", "X-B: /office/c.vcf:3",
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
