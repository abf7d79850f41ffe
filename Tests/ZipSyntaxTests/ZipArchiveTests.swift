import Testing
import ZipSyntax

@Suite struct ZipArchiveTests {
  @Test func entriesAreListedAndRead() throws {
    let content = (0..<200_000).map { UInt8(truncatingIfNeeded: $0 / 7) }
    let bytes = ArchiveOnDisk.bytes([("a.vcf", Array("A".utf8)), ("b/c.vcf", content), ("empty", [])])
    try bytes.withUnsafeBytes { bytes in
      #expect(ZipArchive.recognises(bytes))
      let archive = try ZipArchive(bytes)
      #expect(archive.entries.map(\.name) == ["a.vcf", "b/c.vcf", "empty"])
      #expect(archive.entries.allSatisfy { $0.problem == nil })
      let reader = try archive.reader(bytes)
      #expect(try reader.read(archive.entries[0]) == Array("A".utf8))
      #expect(try reader.read(archive.entries[1]) == content)
      #expect(try reader.read(archive.entries[2]) == [])
    }
  }

  @Test func whatIsNotReadSaysWhy() throws {
    let zeros = [UInt8](repeating: 0, count: 2_000_000)
    let names = ["../up.vcf", "a/../../b.vcf", "/root.vcf", "inner.zip", "bomb.vcf", "good.vcf"]
    let bytes = ArchiveOnDisk.bytes(names.map { ($0, $0 == "bomb.vcf" ? zeros : [1, 2, 3]) })
    try bytes.withUnsafeBytes { bytes in
      let archive = try ZipArchive(bytes, limits: .init(entryBytes: 1_000_000))
      #expect(archive.entries.map(\.problem) == [.climbs, .climbs, .climbs, .nested, .tooLarge, nil])
      let reader = try archive.reader(bytes)
      #expect(throws: ZipArchive.Problem.tooLarge) { try reader.read(archive.entries[4]) }
      #expect(try reader.read(archive.entries[5]) == [1, 2, 3])
    }
  }

  @Test func allEntriesTogetherAreBounded() throws {
    let bytes = ArchiveOnDisk.bytes((0..<5).map { ("\($0)", [UInt8](repeating: 0, count: 1_000)) })
    try bytes.withUnsafeBytes { bytes in
      let archive = try ZipArchive(bytes, limits: .init(totalBytes: 3_000))
      #expect(archive.entries.map { $0.problem == nil } == [true, true, true, false, false])
      #expect(throws: ZipError.self) { try ZipArchive(bytes, limits: .init(entries: 4)) }
    }
  }

  /// Whatever is cut off or flipped, there is a list, an error or a problem, and never more data than was said.
  @Test func damageIsAnError() throws {
    let whole = ArchiveOnDisk.bytes([("a", Array("some text, some text, some text".utf8)), ("b", [1, 2, 3])])
    for length in stride(from: 0, to: whole.count, by: 3) { touch(Array(whole[..<length])) }
    for index in whole.indices {
      var bytes = whole
      bytes[index] ^= 0xFF
      touch(bytes)
    }
  }

  private func touch(_ bytes: [UInt8]) {
    bytes.withUnsafeBytes { bytes in
      guard let archive = try? ZipArchive(bytes, limits: .init(entryBytes: 1 << 20)),
        let reader = try? archive.reader(bytes)
      else { return }
      for entry in archive.entries {
        let content = try? reader.read(entry)
        #expect(content?.count ?? 0 <= 1 << 20)
      }
    }
  }

  @Test func whatIsWrittenIsReadBack() throws {
    let files: [(name: String, content: [UInt8])] = [
      ("bundle.yaml", Array("version: 2".utf8)), ("contacts/Größe.yaml", (0..<300_000).map { UInt8($0 % 251) }),
      ("empty", []),
    ]
    let written = try files[0].content.withUnsafeBytes { first in
      try files[1].content.withUnsafeBytes { second in
        let entries = [("bundle.yaml", first), ("contacts/Größe.yaml", second)].map { (name: $0.0, bytes: $0.1) }
        let all = entries + [(name: "empty", bytes: UnsafeRawBufferPointer(start: nil, count: 0))]
        let written = try ZipArchive.bytes(of: all)
        #expect(try ZipArchive.bytes(of: all) == written)
        return written
      }
    }
    try written.withUnsafeBytes { bytes in
      let archive = try ZipArchive(bytes)
      #expect(archive.entries.map(\.name) == files.map(\.name))
      let reader = try archive.reader(bytes)
      for (entry, file) in zip(archive.entries, files) { #expect(try reader.read(entry) == file.content) }
    }
  }
}
