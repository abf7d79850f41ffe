import Contacts
import Foundation
import Testing
import YAMLSyntax

@testable import Formats

/// A library reads its descriptors when somebody asks, and finds the same as one that reads them all at once.
@Suite struct FormatLibraryTests {
  private static let head = "title: Mine\nsource: my own\nsyntax: table\nmap: {Name: name.display, Tel: number}\n"

  /// The formats built in and those of a folder with `files`.
  private func library(_ files: [String: String]) throws -> FormatLibrary {
    let folder = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString)
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: false)
    defer { try? FileManager.default.removeItem(at: folder) }
    for (name, text) in files { try Data(text.utf8).write(to: folder.appending(path: name)) }
    return try FormatLibrary(folders: [folder.path])
  }

  @Test func outlinesAreOfTheFormats() throws {
    let library = try Cards.library.get()
    let formats = try library.formats
    #expect(library.names == formats.map(\.id))
    #expect(library.names == library.names.sorted())
    for syntax in Format.Syntax.allCases {
      let outlines = try library.outlines(of: syntax)
      let formats = formats.filter { $0.syntax == syntax }
      #expect(!outlines.isEmpty)
      #expect(outlines.map(\.id) == formats.map(\.id))
      #expect(outlines.map(\.recognition.header) == formats.map(\.recognition.header))
    }
  }

  /// Outlook is Outlook in German too: a title is met by all spellings of the place that it names.
  @Test func titlesAreMetByEverySpelling() throws {
    let outline = try #require(try Cards.library.get().outlines(of: .table).first { $0.id == "outlook" })
    let header = outline.recognition.header
    #expect(header.contains { $0.isSuperset(of: [HeaderKey("First Name"), HeaderKey("Vorname"), HeaderKey("名")]) })
  }

  @Test func ownFormatsReplaceThoseBuiltIn() throws {
    let library = try library(["a.yaml": "format: csv\n\(Self.head)", "b.yaml": "format: aaa\n\(Self.head)"])
    #expect(try library.format(named: "csv").title == "Mine")
    #expect(library.names.first == "3cx")
    #expect(library.names.contains("aaa"))
    #expect(try library.outlines(of: .table).map(\.id).contains("aaa"))
    #expect(try library.formats.count == Cards.library.get().formats.count + 1)
  }

  @Test(arguments: [
    "format: mine\ntitle: x\n", "format: mine\nlike: nobody\n",
    // A format built in is like this one, which is like another and so can be nobody's model.
    "format: snom-tbook\nlike: csv\ntitle: x\nsource: x\n",
  ]) func ownMistakesAreToldAtOnce(_ text: String) throws {
    #expect(throws: Failure.self) { try library(["a.yaml": text]) }
  }

  /// What a build keeps of a descriptor is all that it says.
  @Test(arguments: EmbeddedFormats.all.map(\.file)) func builtInAsWritten(_ file: String) throws {
    let known = try #require(EmbeddedFormats.all.first { $0.file == file })
    let written = try YAMLNode.parse(Array(known.text.description.utf8))
    #expect(try YAMLNode(stored: known.node).stored() == written.stored())
    guard case .mapping(let entries) = written.content,
      case .mapping(let outline) = YAMLNode(stored: known.outline).content
    else { throw Failure(.descriptorInvalid, "no mapping", file: file) }
    let names = outline.map(\.key.scalar)
    let wanted = entries.filter { names.contains($0.key.scalar) }
    #expect(try outline.map { try $0.value.stored() } == wanted.map { try $0.value.stored() })
  }

  /// What is wrong with that which is taken over is told at the words that take it over.
  @Test func mistakesOfTheModelAreToldWhereItIsNamed() {
    do {
      _ = try library(["a.yaml": "format: mine\ntitle: x\nsource: x\nlike: izt-cloud-voice\nsyntax: xml\nroot: a\n"])
      Issue.record("a table's columns are no elements")
    } catch {
      #expect("\(error)".contains("a.yaml:4:"), "\(error)")
    }
  }

  @Test func likeTakesOverWhatTheUserReplaced() throws {
    let own = "format: snom-tbook\ntitle: Mine\nsource: my own\nsyntax: xml\nroot: mine\n"
    let library = try library(["a.yaml": own + "map: {item: {each: contact, map: {number: number}}}\n"])
    let alike = EmbeddedFormats.all.filter { $0.text.description.contains("\nlike: snom-tbook\n") }
    #expect(!alike.isEmpty)
    for file in alike {
      #expect(try library.format(named: String(file.file.dropLast(5))).directory?.roots == ["mine"])
    }
  }
}
