public import ZipSyntax

/// Writes a table as an Excel workbook of one sheet, in which every cell is text.
///
/// As text a telephone number keeps its zeros, its plus sign and all its digits, a date stays as it is written, and
/// nothing is a formula. The column format is text too, so that a cell which somebody edits stays what it is.
public struct WorkbookWriter: Sendable {
  /// How many rows a sheet holds, its header included (Microsoft, "Excel specifications and limits").
  public static let rowLimit = 1_048_576
  /// How many UTF-16 code units a cell holds.
  public static let cellLimit = 32_767

  private let name: String

  /// A writer of a sheet whose tab shows `name`, as far as tabs can.
  public init(sheet name: String) {
    let allowed = name.filter { !"[]:*?/\\".contains($0) && !$0.isNewline }
    let trimmed = String(allowed.drop { $0 == "'" || $0 == " " }.prefix(31))
    self.name = trimmed.isEmpty ? "Sheet1" : trimmed
  }

  /// A workbook of `header`, which is left out where it is empty, and `count` rows, of which `row` gives the cells when they are written.
  ///
  /// - Precondition: with the header there are at most ``rowLimit`` rows.
  /// - Complexity: linear in the cells; of the sheet a few rows are in memory besides what they become.
  public func workbook(
    header: [String], count: Int, row: @escaping (Int) -> [String]
  ) throws(ZipError) -> [UInt8] {
    precondition(count < Self.rowLimit, "a sheet holds no more rows")
    let writer = try ZipWriter()
    for (part, text) in Self.parts { try writer.add(part, Array((Self.declaration + text).utf8)) }
    try writer.add("xl/workbook.xml", workbookPart())
    var next = -1
    try writer.add("xl/worksheets/sheet1.xml") {
      var sheet = SheetMarkup()
      if next < 0 {
        sheet.begin()
        if !header.isEmpty { sheet.row(header, number: 1, style: .header) }
        next = 0
      } else if next > count {
        return nil
      }
      while next < count, sheet.bytes.count < 1 << 16 {
        sheet.row(row(next), number: next + (header.isEmpty ? 1 : 2), style: .text)
        next += 1
      }
      if next == count {
        sheet.end()
        next += 1
      }
      return sheet.bytes
    }
    return try writer.finish()
  }

  private func workbookPart() -> [UInt8] {
    var markup = SheetMarkup()
    markup.raw(Self.declaration)
    markup.raw("<workbook xmlns=\"\(Self.main)\" xmlns:r=\"\(Self.relations)\"><sheets><sheet name=\"")
    markup.escaped(name)
    markup.raw("\" sheetId=\"1\" r:id=\"rId1\"/></sheets></workbook>")
    return markup.bytes
  }

  static let declaration = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n"
  static let main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
  private static let relations = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"

  /// What every workbook has besides its sheet (ECMA-376, part 1, section 12; styles: section 18.8).
  private static let parts: [(name: String, text: String)] = {
    let package = "http://schemas.openxmlformats.org/package/2006"
    let types = "application/vnd.openxmlformats-officedocument.spreadsheetml"
    return [
      (
        "[Content_Types].xml",
        """
        <Types xmlns="\(package)/content-types"><Default Extension="rels" \
        ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" \
        ContentType="application/xml"/><Override PartName="/xl/workbook.xml" ContentType="\(types).sheet.main+xml"/>\
        <Override PartName="/xl/worksheets/sheet1.xml" ContentType="\(types).worksheet+xml"/><Override \
        PartName="/xl/styles.xml" ContentType="\(types).styles+xml"/></Types>
        """
      ),
      (
        "_rels/.rels",
        """
        <Relationships xmlns="\(package)/relationships"><Relationship Id="rId1" Type="\(relations)/officeDocument" \
        Target="xl/workbook.xml"/></Relationships>
        """
      ),
      (
        "xl/_rels/workbook.xml.rels",
        """
        <Relationships xmlns="\(package)/relationships"><Relationship Id="rId1" Type="\(relations)/worksheet" \
        Target="worksheets/sheet1.xml"/><Relationship Id="rId2" Type="\(relations)/styles" Target="styles.xml"/>\
        </Relationships>
        """
      ),
      (
        "xl/styles.xml",
        """
        <styleSheet xmlns="\(main)"><fonts count="2"><font><sz val="11"/><name val="Calibri"/></font><font><b/>\
        <sz val="11"/><name val="Calibri"/></font></fonts><fills count="2"><fill><patternFill patternType="none"/>\
        </fill><fill><patternFill patternType="gray125"/></fill></fills><borders count="1"><border><left/><right/>\
        <top/><bottom/><diagonal/></border></borders><cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" \
        borderId="0"/></cellStyleXfs><cellXfs count="3"><xf numFmtId="0" fontId="0" fillId="0" borderId="0" \
        xfId="0"/><xf numFmtId="49" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1"/><xf \
        numFmtId="49" fontId="1" fillId="0" borderId="0" xfId="0" applyNumberFormat="1" applyFont="1"/></cellXfs>\
        <cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles></styleSheet>
        """
      ),
    ]
  }()
}
