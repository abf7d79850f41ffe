import Testing
import TextEncoding

@testable import SpreadsheetSyntax

@Suite struct OpenXMLTests {
  @Test(arguments: [
    ("<c><v>442079460958</v></c>", "442079460958"),
    ("<c><v>4.4207946095799999E+11</v></c>", "442079460958"),
    ("<c><v>7.7009E9</v></c>", "7700900000"),
    ("<c><v>4.42079E+11</v></c>", "4.42079E+11"),
    ("<c><v>1.2345678901234499E+18</v></c>", "1.2345678901234499E+18"),
    ("<c><v>12345678901234567890</v></c>", "12345678901234567890"),
    ("<c><v>442079460958.0</v></c>", "442079460958"),
    ("<c><v>-12</v></c>", "-12"),
    ("<c><v>0.30000000000000004</v></c>", "0.30000000000000004"),
    ("<c><v>3.1400000000000001</v></c>", "3.14"),
    ("<c><v>no number</v></c>", "no number"),
    ("<c t=\"b\"><v>1</v></c>", "TRUE"),
    ("<c t=\"b\"><v>0</v></c>", "FALSE"),
    ("<c t=\"e\"><v>#N/A</v></c>", "#N/A"),
    ("<c t=\"str\"><f>A1&amp;B1</f><v>a, \"b\" &#38; c</v></c>", "\"a, \"\"b\"\" & c\""),
    ("<c t=\"d\"><v>1980-05-17T00:00:00</v></c>", "1980-05-17"),
    (
      "<c t=\"inlineStr\"><is><r><rPr><b/></rPr><t>An</t></r><r><t xml:space=\"preserve\">na </t></r></is></c>", "Anna "
    ),
    ("<c t=\"inlineStr\"><is><t>東京</t><rPh sb=\"0\" eb=\"2\"><t>トウキョウ</t></rPh></is></c>", "東京"),
    ("<c t=\"inlineStr\"><is><t><![CDATA[a<b]]>&lt;c</t></is></c>", "a<b<c"),
    ("<c t=\"inlineStr\"><is><t>a_x000D__x000A_b_x005F_x0041_</t></is></c>", "\"a\nb_x0041_\""),
  ])
  func aCellReads(_ cell: String, _ expected: String) throws {
    #expect(try Workbooks.cell(cell) == expected)
  }

  @Test(arguments: [
    ("yyyy\\-mm\\-dd", "29358", "1980-05-17"),
    ("[$-407]d/ mmmm yyyy;@", "29358", "1980-05-17"),
    ("dd.mm.yyyy hh:mm", "29358.4375", "1980-05-17T10:30:00"),
    ("hh:mm", "0.4375", "10:30:00"),
    ("[h]:mm", "1.5", "1.5"),
    ("0.00", "12.5", "12.5"),
    ("&quot;Tag&quot; 0", "7", "7"),
    ("0000 000000", "171234567", "0171 234567"),
    ("00000", "1067", "01067"),
    ("\\+#", "442079460958", "+442079460958"),
    ("&quot;+&quot;00 00000", "4930", "+00 04930"),
    ("[&lt;=9999999]###\\-####;\\(###\\)\\ ###\\-####", "2125550123", "2125550123"),
    ("#,##0", "2125550123", "2125550123"),
  ])
  func aFormatGivesANumberItsMeaning(_ code: String, _ number: String, _ expected: String) throws {
    #expect(try Workbooks.cell("<c s=\"1\"><v>\(number)</v></c>", styles: Workbooks.style(code)) == expected)
  }

  @Test(arguments: [
    ("1", "1900-01-01"), ("59", "1900-02-28"), ("61", "1900-03-01"), ("36526", "2000-01-01"), ("45351", "2024-02-29"),
  ])
  func daysAreCountedFrom1900(_ day: String, _ expected: String) throws {
    let styles = "<cellXfs><xf numFmtId=\"14\"/></cellXfs>"
    #expect(try Workbooks.cell("<c s=\"0\"><v>\(day)</v></c>", styles: styles) == expected)
  }

  @Test func daysAreCountedFrom1904WhereTheWorkbookSaysSo() throws {
    let cell = try Workbooks.cell(
      "<c s=\"0\"><v>27896</v></c>", styles: "<cellXfs><xf numFmtId=\"14\"/></cellXfs>",
      properties: "<workbookPr date1904=\"1\"/>")
    #expect(cell == "1980-05-17")
  }

  @Test func sharedTextsAndGapsAreFilled() throws {
    let text = try Workbooks.text(
      rows: """
        <row r="2"><c r="A2" t="s"><v>0</v></c><c r="B2" t="s"><v>1</v></c><c r="C2" t="s"><v>2</v></c></row>
        <row r="3"/><row r="1000000"><c r="C1000000" t="s"><v>1</v></c></row>
        <row><c t="s"><v>2</v></c><c/><c><v>5</v></c></row>
        """, strings: "<si><t>Name</t></si><si><r><t>Pho</t></r><r><t>ne</t></r></si><si><t/></si>")
    #expect(text == "Name,Phone,\n,,Phone\n,,5\n")
  }

  @Test func rowsKeepTheirNumbers() throws {
    let bytes = try Workbooks.openXML([
      (
        "S",
        """
        <sheetData><row r="3"><c t="inlineStr"><is><t>a\nb</t></is></c></row><row r="4"><c><v>1</v></c></row>
        <row r="9"><c><v>2</v></c></row><row r="10"><c><v>3</v></c></row></sheetData>
        """
      )
    ])
    let sheet = try Workbooks.open(bytes).read(0)
    #expect(sheet.text.string == "\"a\nb\"\n1\n2\n3\n")
    #expect([1, 3, 4, 5].map(sheet.row(ofLine:)) == [3, 4, 9, 10])
  }

  @Test func aNoteFarToTheRightMakesNoTableWider() throws {
    let text = try Workbooks.text(
      rows: """
        <row><c r="A1"><v>1</v></c><c r="B1"><v>2</v></c><c r="C1"><v>3</v></c></row>
        <row><c r="A2"><v>1</v></c></row><row><c r="A3"><v>1</v></c><c r="K3"><v>9</v></c></row>
        """)
    #expect(text == "1,2,3\n1,,\n1,,,,,,,,,,9\n")
  }

  @Test func cellsInAnyOrderAreSortedAndTheLaterCounts() throws {
    let text = try Workbooks.text(
      rows:
        "<row><c r=\"C1\"><v>3</v></c><c r=\"A1\"><v>1</v></c><c r=\"C1\"><v>4</v></c><c r=\"b1\"><v>2</v></c></row>")
    #expect(text == "1,2,4\n")
  }

  @Test func whatIsHiddenIsReadAndCounted() throws {
    let sheet = try Workbooks.open(
      Workbooks.openXML([
        (
          "S",
          """
          <cols><col min="2" max="3" hidden="1"/><col min="9" max="16384" hidden="true"/></cols><sheetData>
          <row><c><v>1</v></c><c><v>2</v></c></row><row hidden="1"><c><v>3</v></c></row><row hidden="1"/></sheetData>
          """
        )
      ])
    ).read(0)
    #expect(sheet.text.string == "1,2\n3,\n")
    #expect(sheet.hiddenRows == 1)
    #expect(sheet.hiddenColumns == 1)
  }

  @Test func cellsMergedDownAColumnAreFilled() throws {
    let sheet = try Workbooks.open(
      Workbooks.openXML([
        (
          "S",
          """
          <sheetData><row r="1"><c r="A1"><v>7</v></c><c r="B1"><v>1</v></c></row>
          <row r="2"><c r="B2"><v>2</v></c></row><row r="4"><c r="B4"><v>3</v></c></row></sheetData>
          <mergeCells><mergeCell ref="A1:A4"/><mergeCell ref="A1:B1"/><mergeCell ref="B9:B99"/></mergeCells>
          """
        )
      ])
    ).read(0)
    #expect(sheet.text.string == "7,1\n7,2\n7,3\n")
    #expect(sheet.filledCells == 2)
    #expect(sheet.row(ofLine: 3) == 4)
  }

  @Test func formulasWithoutAResultAreCounted() throws {
    let sheet = try Workbooks.open(
      Workbooks.openXML([
        ("S", "<sheetData><row><c><v>1</v></c><c><f>A1+1</f></c><c><f>2</f><v/></c></row></sheetData>")
      ])
    ).read(0)
    #expect(sheet.text.string == "1\n")
    #expect(sheet.formulasWithoutResult == 2)
  }

  @Test func sheetsAreListedInOrderWithTheHiddenOnes() throws {
    let row = "<sheetData><row><c><v>1</v></c></row></sheetData>"
    let bytes = try Workbooks.openXML(
      [("A &amp; B", row), ("Lists", "<sheetData/>"), ("Old", row)], states: ["visible", "hidden", "veryHidden"])
    let workbook = try Workbooks.open(bytes)
    #expect(workbook.sheets.map(\.name) == ["A & B", "Lists", "Old"])
    #expect(workbook.sheets.map(\.isHidden) == [false, true, true])
    #expect(try workbook.read(1).rowCount == 0)
    #expect(try workbook.read(2).text.string == "1\n")
  }

  @Test func onlyTheRowsThatAreWantedAreRead() throws {
    let rows = (1...500).map { "<row r=\"\($0)\"><c><v>\($0)</v></c></row>" }.joined()
    let workbook = try Workbooks.open(Workbooks.openXML([("S", "<sheetData>\(rows)</sheetData>")]))
    #expect(try workbook.read(0, maximumRows: 3).text.string == "1\n2\n3\n")
  }

  /// Cells as nearly all are written are read in a pass of their own: a space in their tags sends them the long way.
  @Test(arguments: 1...UInt64(20)) func plainCellsReadAsAllOthers(seed: UInt64) throws {
    var random = SeededGenerator(seed)
    var rows: [String] = []
    var numbers = 0
    for row in 1...40 {
      var cells = ""
      for column in 0..<Int.random(in: 0...30, using: &random) where Bool.random(using: &random) {
        let letters = column < 26 ? "" : "A"
        let place = "\(letters)\(UnicodeScalar(UInt8(0x41 + column % 26)))\(row)"
        let style = ["", " s=\"0\"", " s=\"1\""].randomElement(using: &random) ?? ""
        numbers += 1
        let cell =
          switch Int.random(in: 0...6, using: &random) {
          case 0: "<c r=\"\(place)\"\(style)/>"
          case 1: "<c r=\"\(place)\"\(style) t=\"s\"><v>\(Int.random(in: 0...2, using: &random))</v></c>"
          case 2: "<c r=\"\(place)\"\(style) t=\"n\"><v>\(numbers)</v></c>"
          case 3: "<c r=\"\(place)\"\(style)><v>\(numbers).5</v></c>"
          case 4: "<c r=\"\(place)\"\(style)><f>A1</f><v>\(numbers)</v></c>"
          case 5: "<c r=\"\(place)\" t=\"inlineStr\"><is><t>text \(numbers)</t></is></c>"
          default: "<c r=\"\(place)\"\(style)><v>\(UInt64.random(in: 0...99_999_999_999, using: &random))</v></c>"
          }
        cells += cell
      }
      rows.append("<row r=\"\(row)\">\(cells)</row>")
    }
    let plain = rows.joined()
    let spaced = plain.split(separator: "<c ", omittingEmptySubsequences: false).joined(separator: "<c  ")
    let strings = "<si><t>a</t></si><si><t>b</t></si><si><t>c</t></si>"
    let styles = Workbooks.style("0000")
    let text = try Workbooks.text(rows: plain, strings: strings, styles: styles)
    #expect(try text == Workbooks.text(rows: spaced, strings: strings, styles: styles), "seed \(seed)")
    #expect(text.utf8.count > 1_000)
  }
}
