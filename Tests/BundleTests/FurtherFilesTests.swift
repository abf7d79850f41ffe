import Bundle
import Foundation
import Testing

@testable import Formats

/// Of the files beside an export only those go that an earlier one demonstrably wrote.
@Suite struct FurtherFilesTests {
  private let folder: TemporaryFolder
  private var path: String { folder.file("acme.xml") }

  init() throws { folder = try TemporaryFolder() }

  private func put(_ text: String, _ name: String) throws {
    try Data(text.utf8).write(to: URL(fileURLWithPath: folder.file(name)))
  }

  private var names: [String] {
    get throws { try FileManager.default.contentsOfDirectory(atPath: folder.path).sorted() }
  }

  /// As an export of several files does.
  @discardableResult private func export(_ files: [String: String]) throws -> (removed: [String], kept: [String]) {
    var further = FurtherFiles(of: path)
    try further.announce(files.map { OutputFile(name: $0, bytes: Array($1.utf8)) })
    for (name, text) in files { try put(text, name) }
    return try further.removeOthers()
  }

  @Test func pagesThatAreNeededNoLongerGo() throws {
    try export(["acme-2.xml": "2", "acme-3.xml": "3"])
    #expect(try names == [".acme.xml.files", "acme-2.xml", "acme-3.xml"])
    let (removed, kept) = try export(["acme-2.xml": "new"])
    #expect(removed == ["acme-3.xml"] && kept.isEmpty)
    #expect(try names == [".acme.xml.files", "acme-2.xml"])
    #expect(try export([:]).removed == ["acme-2.xml"])
    #expect(try names == [])
  }

  @Test func whatSomebodyChangedStays() throws {
    try export(["acme-2.xml": "2", "acme-3.xml": "3"])
    try put("mine", "acme-2.xml")
    try FileManager.default.removeItem(at: URL(fileURLWithPath: folder.file("acme-3.xml")))
    let (removed, kept) = try export([:])
    #expect(removed.isEmpty && kept == ["acme-2.xml"])
    #expect(try names == ["acme-2.xml"])
  }

  @Test func whatNoListNamesStays() throws {
    try put("2", "acme-2.xml")
    try export([:])
    try export(["acme-3.xml": "3"])
    try export([:])
    #expect(try names == ["acme-2.xml"])
  }

  /// The digest is that of the text; the names lead elsewhere.
  @Test func aListThatNamesOtherFoldersRemovesNothing() throws {
    try export(["acme-2.xml": "2"])
    let list = URL(fileURLWithPath: folder.file(".acme.xml.files"))
    let text = try String(contentsOf: list, encoding: .utf8)
    let inner = URL(fileURLWithPath: folder.file("inner"))
    try FileManager.default.createDirectory(at: inner, withIntermediateDirectories: true)
    try Data("2".utf8).write(to: inner.appending(path: "acme-2.xml"))
    try FileManager.default.createSymbolicLink(
      atPath: folder.file("link.xml"), withDestinationPath: inner.appending(path: "acme-2.xml").path)
    try put(
      text.replacing("acme-2.xml", with: "inner/acme-2.xml") + text.replacing("acme-2.xml", with: "link.xml")
        + "no line\n", ".acme.xml.files")
    let (removed, kept) = try export([:])
    #expect(removed.isEmpty && kept == ["link.xml"])
    #expect(try names == ["acme-2.xml", "inner", "link.xml"])
    #expect(FileManager.default.fileExists(atPath: inner.appending(path: "acme-2.xml").path))
  }

  /// The list is there before the files are: what an export that was cut short wrote is known to the next.
  @Test func anExportThatWasCutShortIsFinished() throws {
    try export(["acme-2.xml": "2", "acme-3.xml": "3"])
    var further = FurtherFiles(of: path)
    try further.announce([
      OutputFile(name: "acme-2.xml", bytes: Array("b".utf8)), OutputFile(name: "acme-4.xml", bytes: Array("d".utf8)),
    ])
    try put("b", "acme-2.xml")
    #expect(try export([:]).removed == ["acme-2.xml", "acme-3.xml"])
    #expect(try names == [])
  }

  @Test func oursIsWhatIsAsWritten() throws {
    try export(["acme-2.xml": "2"])
    #expect(FurtherFiles(of: path).isOurs("acme-2.xml"))
    #expect(!FurtherFiles(of: path).isOurs("acme-3.xml"))
    #expect(!FurtherFiles(of: folder.file("other.xml")).isOurs("acme-2.xml"))
    try put("3", "acme-2.xml")
    #expect(!FurtherFiles(of: path).isOurs("acme-2.xml"))
  }
}
