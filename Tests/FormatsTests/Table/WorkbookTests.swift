import CSVSyntax
import Contacts
import SpreadsheetSyntax
import Testing
import TextEncoding
import ZipSyntax

@testable import Formats

/// Sheets as tables, and tables as workbooks.
@Suite struct WorkbookTests {
  private static let contacts = [["Name", "Phone"], ["Ann Lee", "020 7946 0101"], ["Bob Dee", "020 7946 0102"]]
  private static let lists = [["Region"], ["North"], ["South"]]

  private func file(_ sheets: [(name: String, rows: [[String]])], hidden: Set<String> = []) throws -> FileBytes {
    func relation(_ id: String, _ type: String, _ target: String) -> String {
      "<Relationship Id=\"\(id)\" Type=\"x/\(type)\" Target=\"\(target)\"/>"
    }
    let writer = try ZipWriter()
    try writer.add("[Content_Types].xml", Array("<t/>".utf8))
    try writer.add("_rels/.rels", Array("<r>\(relation("w", "officeDocument", "w.xml"))</r>".utf8))
    var listed = ""
    var relations = ""
    for (index, sheet) in sheets.enumerated() {
      let state = hidden.contains(sheet.name) ? "hidden" : "visible"
      listed += "<sheet name=\"\(sheet.name)\" state=\"\(state)\" id=\"\(index)\"/>"
      relations += relation("\(index)", "worksheet", "\(index).xml")
      let rows = sheet.rows.map { row in
        "<row>\(row.map { "<c t=\"str\"><v>\($0)</v></c>" }.joined())</row>"
      }.joined()
      try writer.add("\(index).xml", Array("<s>\(rows)</s>".utf8))
    }
    try writer.add("w.xml", Array("<w>\(listed)</w>".utf8))
    try writer.add("_rels/w.xml.rels", Array("<r>\(relations)</r>".utf8))
    return FileBytes(try writer.finish())
  }

  private func open(_ file: FileBytes, sheet: String? = nil) throws(Failure) -> TableFile {
    var options = TableFile.Options()
    options.sheet = sheet
    return try TableFile(file, path: "book.xlsx", options: options) { () throws(Failure) in
      try FormatLibrary()
    }
  }

  @Test func theSheetWhoseColumnsMeanMostIsRead() throws {
    let file = try file([("Lists", Self.lists), ("People", Self.contacts), ("More", Self.contacts)])
    let table = try open(file)
    #expect(table.sheetName == "People")
    var log = DiagnosticLog()
    table.tell(&log)
    #expect(log.diagnostics.map(\.code) == [.sheetGuessed, .sheetLeft])
    #expect(log.diagnostics[0].example == "Lists, More")
    #expect(log.diagnostics[1].subject == "More")
  }

  @Test func aHiddenSheetIsReadByNameOnly() throws {
    let file = try file([("Old", Self.contacts), ("Lists", Self.lists)], hidden: ["Old"])
    #expect(try open(file).sheetName == "Lists")
    #expect(try open(file, sheet: "old").sheetName == "Old")
    #expect(try open(file, sheet: "1").sheetName == "Old")
    #expect(throws: Failure.self) { try open(file, sheet: "3") }
    do throws(Failure) {
      _ = try open(file, sheet: "Lits")
    } catch {
      #expect(error.code == .sheetUnknown)
      #expect(error.what.contains("did you mean \"Lists\""))
    }
  }

  @Test func anEmptySheetIsAnError() throws {
    let file = try file([("Empty", [])])
    do throws(Failure) {
      _ = try open(file)
      Issue.record("no error")
    } catch {
      #expect(error.code == .fileEmpty)
    }
  }

  @Test func rowsAreTheirPlacesAndRejectedOnesAWorkbook() throws {
    let file = try file([("S", [["Customers"]] + Self.contacts)])
    let format = try Tables.library.get().format(named: "csv")
    let source = try TableSource(open(file), format: format, isGuess: false, system: nil)
    var sink = PlaceSink()
    try source.read(part: 0, into: &sink)
    #expect(sink.lines == [3, 4])
    let rejected = try source.rejectedFile([[(1, "why")]])
    #expect(rejected.suffix == "xlsx")
    let again = try open(FileBytes(rejected.bytes))
    #expect(again.table.header == ["Name", "Phone", "Rejected because"])
  }

  @Test func aWorkbookIsWrittenWhereAFormatOrItsFileSaysSo() throws {
    let contact = Contact(
      name: ContactName(display: "=1+1"), numbers: [Number(kind: .business, number: "+442079460101", raw: "")])
    for (name, isWorkbook) in [("xlsx", false), ("csv", true)] {
      let format = try Tables.library.get().format(named: name)
      var options = WritingOptions()
      options.isWorkbook = isWorkbook
      options.stem = "out"
      var log = DiagnosticLog()
      let files = try format.files([contact], options: options, log: &log)
      #expect(files.map(\.name) == ["out.xlsx"])
      let sheet = try Workbook(FileBytes(files[0].bytes)).read(0)
      #expect(sheet.text.string == "Name,Business Number\n=1+1,+442079460101\n")
    }
    var options = WritingOptions()
    options.isWorkbook = true
    var log = DiagnosticLog()
    #expect(throws: Failure.self) {
      try Tables.library.get().format(named: "vcard").files([contact], options: options, log: &log)
    }
  }

  @Test func aLongCellIsShortenedAndTold() throws {
    let format = try Tables.format("map: {Name: name.display, Note: note}\nwrite: {workbook: true}")
    let contact = Contact(name: ContactName(display: "Ann"), note: String(repeating: "ü", count: 40_000))
    var log = DiagnosticLog()
    let bytes = try format.write([contact], log: &log)
    #expect(log.diagnostics.map(\.code) == [.textShortened])
    let text = try Workbook(FileBytes(bytes)).read(0).text.string
    #expect(text.count { $0 == "ü" } == WorkbookWriter.cellLimit)
  }
}

private struct PlaceSink: RecordSink {
  var log = DiagnosticLog()
  var lines: [Int32] = []
  mutating func accept(_ contact: inout Contact, at place: Place) { lines.append(place.line) }
  mutating func reject(_ code: DiagnosticCode, _ subject: String, at place: Place) {}
}
