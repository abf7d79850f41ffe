import TextEncoding
import Testing
import ZipSyntax

@testable import SpreadsheetSyntax

@Suite struct HostileWorkbookTests {
  private func error(_ bytes: [UInt8]) -> WorkbookError? {
    do throws(WorkbookError) {
      let workbook = try Workbooks.open(bytes)
      for sheet in workbook.sheets.indices { _ = try workbook.read(sheet) }
      return nil
    } catch {
      return error
    }
  }

  private static let compound: [UInt8] = [0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1]

  private func compound(_ stream: String) -> [UInt8] {
    Self.compound + [UInt8](repeating: 0, count: 600) + stream.utf8.flatMap { [$0, 0] }
  }

  @Test func whatOfficeWroteBefore2007SaysWhatItIs() {
    #expect(error(compound("EncryptedPackage")) == .encrypted)
    #expect(error(compound("Workbook")) == .foreign("an Excel workbook of 1997 to 2003 (.xls)"))
    #expect(error(compound("WordDocument")) == .foreign("a Word document (.doc)"))
    #expect(error([9, 8, 16, 0, 0, 6, 5, 0]) == .foreign("an Excel workbook of 1997 to 2003 (.xls)"))
    for bytes in [compound("Workbook"), [9, 4, 6, 0, 0, 0, 16, 0]] {
      #expect(bytes.withUnsafeBytes(Workbook.recognises))
    }
    #expect(!Array("9\t8".utf8).withUnsafeBytes(Workbook.recognises))
  }

  @Test func otherDocumentsSayWhatTheyAre() throws {
    func package(_ target: String) throws -> [UInt8] {
      try Workbooks.archive([
        ("[Content_Types].xml", "<Types/>"),
        (
          "_rels/.rels",
          "<Relationships><Relationship Id=\"a\" Type=\"x/officeDocument\" Target=\"\(target)\"/></Relationships>"
        ), (target, "<x/>"),
      ])
    }
    #expect(error(try package("word/document.xml")) == .foreign("a Word document (.docx)"))
    #expect(error(try package("xl/workbook.bin")) == .foreign("a binary Excel workbook (.xlsb)"))
    #expect(error(try package("xl/workbook.xml")) == .damaged("it has no sheet with cells"))
    let text = try Workbooks.archive([
      ("mimetype", "x"), ("content.xml", "<x/>"),
      (
        "META-INF/manifest.xml",
        "<m><file-entry full-path=\"/\" media-type=\"application/vnd.oasis.opendocument.text\"/></m>"
      ),
    ])
    #expect(error(text) == .foreign("an OpenDocument text"))
  }

  @Test func encryptedSpreadsheetsNeedTheirPassword() throws {
    let bytes = try Workbooks.openDocument("", manifest: "<file-entry><encryption-data/></file-entry>")
    #expect(error(bytes) == .encrypted)
  }

  /// Whatever is cut off or flipped, there is a table or an error.
  @Test func damageIsAnError() throws {
    let whole = try Workbooks.openXML(
      [("S", "<sheetData><row><c t=\"s\"><v>0</v></c><c><v>12</v></c></row></sheetData>")],
      strings: "<si><t>some text, some text</t></si>")
    for length in stride(from: 60, to: whole.count, by: 3) {
      let cut = Array(whole[..<length])
      #expect(cut.withUnsafeBytes(Workbook.recognises), "a workbook of \(length) bytes is told as one")
      guard case .damaged = error(cut) else {
        Issue.record("\(length) of \(whole.count) bytes were taken for a workbook")
        continue
      }
    }
    for index in stride(from: 0, to: whole.count, by: 3) {
      var bytes = whole
      bytes[index] ^= 0x55
      _ = error(bytes)
    }
  }

  @Test(arguments: [
    ("<!DOCTYPE x [<!ENTITY a \"b\">]><sheetData/>", "declares its own type"),
    ("<sheetData><row></sheetData>", "closes nothing"),
    ("<sheetData><row>&unknown;</row></sheetData>", "stands for nothing"),
    ("<sheetData><row r=1></row></sheetData>", "a tag is broken"),
    ("<sheetData><row><c r=\"ZZZZ1\"><v>1</v></c></row></sheetData>", "no place \"ZZZZ1\""),
    ("<sheetData><row><c t=\"s\"><v>3</v></c></row></sheetData>", "texts that are not there"),
    (String(repeating: "<a>", count: 300), "more than 256 deep"),
  ])
  func whatIsNotWellFormedSaysWhere(_ content: String, _ expected: String) throws {
    let bytes = try Workbooks.openXML([("S", content)])
    guard case .damaged(let what) = error(bytes) else {
      Issue.record("no error")
      return
    }
    #expect(what.contains(expected))
  }

  @Test func bombsAreRefusedBeforeTheyUnpack() throws {
    var rest = 100
    let writer = try ZipWriter()
    try writer.add("[Content_Types].xml", Array("<Types/>".utf8))
    let relation = "<Relationship Id=\"a\" Type=\"x/officeDocument\" Target=\"xl/workbook.xml\"/>"
    try writer.add("_rels/.rels", Array("<Relationships>\(relation)</Relationships>".utf8))
    let block = [UInt8](repeating: 0x20, count: 1 << 20)
    try writer.add("xl/workbook.xml") {
      rest -= 1
      return rest < 0 ? nil : block
    }
    guard case .tooLarge = error(try writer.finish()) else {
      Issue.record("no error")
      return
    }
  }

  @Test func textsThatRepeatWithoutEndAreRefused() throws {
    let text = String(repeating: "x", count: 200_000)
    let repeated =
      "<table:table-row table:number-rows-repeated=\"1000000\"><table:table-cell><text:p>\(text)</text:p>"
      + "</table:table-cell></table:table-row>"
    guard case .tooLarge = error(try Workbooks.openDocument("<table:table>\(repeated)</table:table>")) else {
      Issue.record("no error")
      return
    }
  }

  @Test func anEndlessCellIsCutWhereAReaderOfTablesNoticesIt() throws {
    let text = try Workbooks.cell("<c t=\"inlineStr\"><is><t>\(String(repeating: "ü", count: 600_000))</t></is></c>")
    #expect((1 << 20) + 1...(1 << 20) + 8 ~= text.utf8.count)
    #expect(!text.contains("\u{FFFD}"))
  }
}
