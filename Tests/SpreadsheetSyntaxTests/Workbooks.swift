import TextEncoding
import ZipSyntax

@testable import SpreadsheetSyntax

/// Workbooks made for a test, from the XML of their parts.
enum Workbooks {
  static func archive(_ parts: [(name: String, text: String)]) throws -> [UInt8] {
    let writer = try ZipWriter()
    for (name, text) in parts { try writer.add(name, Array(text.utf8)) }
    return try writer.finish()
  }

  /// An Excel workbook; each sheet a name and what stands in its `worksheet` element.
  static func openXML(
    _ sheets: [(name: String, content: String)], states: [String] = [], strings: String = "", styles: String = "",
    properties: String = ""
  ) throws -> [UInt8] {
    var listed = ""
    var relations = ""
    var parts: [(name: String, text: String)] = []
    for (index, sheet) in sheets.enumerated() {
      let state = states.indices.contains(index) ? " state=\"\(states[index])\"" : ""
      listed += "<sheet name=\"\(sheet.name)\" sheetId=\"\(index + 1)\"\(state) r:id=\"s\(index)\"/>"
      relations += relation("s\(index)", "worksheet", "worksheets/sheet\(index + 1).xml")
      parts.append(("xl/worksheets/sheet\(index + 1).xml", "<worksheet>\(sheet.content)</worksheet>"))
    }
    if !strings.isEmpty {
      relations += relation("strings", "sharedStrings", "sharedStrings.xml")
      parts.append(("xl/sharedStrings.xml", "<sst>\(strings)</sst>"))
    }
    if !styles.isEmpty {
      relations += relation("styles", "styles", "/xl/styles.xml")
      parts.append(("xl/styles.xml", "<styleSheet>\(styles)</styleSheet>"))
    }
    return try archive(
      [
        ("[Content_Types].xml", "<Types/>"),
        ("_rels/.rels", "<Relationships>\(relation("r", "officeDocument", "xl/workbook.xml"))</Relationships>"),
        (
          "xl/workbook.xml",
          "<x:workbook xmlns:x=\"x\" xmlns:r=\"r\">\(properties)<sheets>\(listed)</sheets></x:workbook>"
        ), ("xl/_rels/workbook.xml.rels", "<Relationships>\(relations)</Relationships>"),
      ] + parts)
  }

  private static func relation(_ id: String, _ type: String, _ target: String) -> String {
    "<Relationship Id=\"\(id)\" Type=\"http://example/relationships/\(type)\" Target=\"\(target)\"/>"
  }

  /// An OpenDocument spreadsheet of what stands in its `spreadsheet` element.
  static func openDocument(_ content: String, styles: String = "", manifest: String = "") throws -> [UInt8] {
    try archive([
      ("mimetype", "application/vnd.oasis.opendocument.spreadsheet"),
      (
        "content.xml",
        "<office:document-content><office:automatic-styles>\(styles)</office:automatic-styles><office:body>"
          + "<office:spreadsheet>\(content)</office:spreadsheet></office:body></office:document-content>"
      ),
      (
        "META-INF/manifest.xml",
        "<manifest:manifest><manifest:file-entry manifest:full-path=\"/\" "
          + "manifest:media-type=\"application/vnd.oasis.opendocument.spreadsheet\"/>\(manifest)</manifest:manifest>"
      ),
    ])
  }

  static func open(_ bytes: [UInt8]) throws(WorkbookError) -> Workbook { try Workbook(FileBytes(bytes)) }

  /// The text of the first sheet.
  static func text(_ bytes: [UInt8], sheet: Int = 0) throws(WorkbookError) -> String {
    try open(bytes).read(sheet).text.string
  }

  /// The text of an Excel sheet with these rows.
  static func text(rows: String, strings: String = "", styles: String = "", properties: String = "") throws -> String {
    try text(
      openXML(
        [("S", "<sheetData>\(rows)</sheetData>")], strings: strings, styles: styles, properties: properties))
  }

  /// What one cell of an Excel sheet reads.
  static func cell(_ cell: String, styles: String = "", properties: String = "") throws -> String {
    let text = try text(rows: "<row r=\"1\">\(cell)</row>", styles: styles, properties: properties)
    return text.hasSuffix("\n") ? String(text.dropLast()) : text
  }

  /// Styles of which the second has this number format.
  static func style(_ code: String) -> String {
    "<numFmts><numFmt numFmtId=\"164\" formatCode=\"\(code)\"/></numFmts><cellStyleXfs><xf numFmtId=\"9\"/></cellStyleXfs>"
      + "<cellXfs><xf numFmtId=\"0\"/><xf numFmtId=\"164\"/></cellXfs>"
  }
}
