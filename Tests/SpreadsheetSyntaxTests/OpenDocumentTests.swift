import Testing
import TextEncoding

@testable import SpreadsheetSyntax

@Suite struct OpenDocumentTests {
  private func text(_ rows: String) throws -> String {
    try Workbooks.text(Workbooks.openDocument("<table:table table:name=\"S\">\(rows)</table:table>"))
  }

  @Test(arguments: [
    ("office:value-type=\"string\"", "<text:p>Anna</text:p>", "Anna"),
    ("office:value-type=\"string\"", "<text:p>a<text:s text:c=\"2\"/>b</text:p><text:p>c</text:p>", "\"a  b\nc\""),
    (
      "office:value-type=\"string\"", "<text:p>a<text:tab/>b<text:line-break/><text:span>c</text:span></text:p>",
      "\"a\tb\nc\""
    ),
    (
      "",
      "<office:annotation><dc:creator>x</dc:creator><text:p>a remark</text:p></office:annotation><text:p>y</text:p>",
      "y"
    ),
    ("office:value-type=\"float\" office:value=\"442079460958\"", "<text:p>4.42E+11</text:p>", "442079460958"),
    ("office:value-type=\"float\" office:value=\"171234567\"", "<text:p>0171 234567</text:p>", "0171 234567"),
    ("office:value-type=\"float\" office:value=\"4930123\"", "<text:p>+4930123</text:p>", "+4930123"),
    ("office:value-type=\"float\" office:value=\"0.5\"", "<text:p>0,50</text:p>", "0.5"),
    ("office:value-type=\"percentage\" office:value=\"0.25\"", "<text:p>25 %</text:p>", "0.25"),
    ("office:value-type=\"date\" office:date-value=\"1980-05-17\"", "<text:p>17.5.80</text:p>", "1980-05-17"),
    (
      "office:value-type=\"date\" office:date-value=\"1980-05-17T10:30:00\"", "<text:p>x</text:p>",
      "1980-05-17T10:30:00"
    ),
    ("office:value-type=\"time\" office:time-value=\"PT10H30M05S\"", "<text:p>10:30</text:p>", "10:30:05"),
    ("office:value-type=\"time\" office:time-value=\"PT36H00M00S\"", "<text:p>36:00</text:p>", "36:00"),
    ("office:value-type=\"boolean\" office:boolean-value=\"true\"", "<text:p>WAHR</text:p>", "TRUE"),
    ("table:formula=\"of:=X\" office:value-type=\"string\"", "<text:p>#N/A</text:p>", "#N/A"),
  ])
  func aCellReads(_ attributes: String, _ content: String, _ expected: String) throws {
    let row = "<table:table-row><table:table-cell \(attributes)>\(content)</table:table-cell></table:table-row>"
    #expect(try text(row) == expected + "\n")
  }

  @Test func whatRepeatsIsRepeatedButEmptiness() throws {
    let sheet = try Workbooks.open(
      Workbooks.openDocument(
        """
        <table:table table:name="S"><table:table-column table:number-columns-repeated="2"/>
        <table:table-column table:visibility="collapse"/><table:table-header-rows><table:table-row><table:table-cell
        table:number-columns-repeated="3"><text:p>a</text:p></table:table-cell><table:table-cell
        table:number-columns-repeated="16381"/></table:table-row></table:table-header-rows>
        <table:table-row table:number-rows-repeated="5"><table:table-cell/></table:table-row>
        <table:table-row table:number-rows-repeated="2" table:visibility="filter"><table:table-cell/><table:table-cell>
        <text:p>b</text:p></table:table-cell></table:table-row>
        <table:table-row table:number-rows-repeated="1048568"><table:table-cell table:number-columns-repeated="16384"/>
        </table:table-row></table:table>
        """)
    ).read(0)
    #expect(sheet.text.string == "a,a,a\n,b,\n,b,\n")
    #expect(sheet.row(ofLine: 2) == 7)
    #expect(sheet.hiddenRows == 2)
    #expect(sheet.hiddenColumns == 1)
  }

  @Test func cellsMergedDownAColumnAreFilled() throws {
    let text = try text(
      """
      <table:table-row><table:table-cell table:number-rows-spanned="3" table:number-columns-spanned="1"><text:p>W</text:p>
      </table:table-cell><table:table-cell><text:p>1</text:p></table:table-cell></table:table-row>
      <table:table-row><table:covered-table-cell/><table:table-cell><text:p>2</text:p></table:table-cell></table:table-row>
      <table:table-row><table:covered-table-cell/></table:table-row>
      """)
    #expect(text == "W,1\nW,2\n")
  }

  @Test func hiddenSheetsAndDeletedCellsAreTold() throws {
    let row = "<table:table-row><table:table-cell><text:p>1</text:p></table:table-cell></table:table-row>"
    let workbook = try Workbooks.open(
      Workbooks.openDocument(
        "<table:tracked-changes><table:table-cell><text:p>gone</text:p></table:table-cell></table:tracked-changes>"
          + "<table:table table:name=\"A\">\(row)</table:table>"
          + "<table:table table:name=\"B\" table:style-name=\"ta2\">\(row)</table:table>",
        styles: "<style:style style:name=\"ta1\"><style:table-properties table:display=\"true\"/></style:style>"
          + "<style:style style:name=\"ta2\"><style:table-properties table:display=\"false\"/></style:style>"))
    #expect(workbook.sheets.map(\.name) == ["A", "B"])
    #expect(workbook.sheets.map(\.isHidden) == [false, true])
    #expect(try workbook.read(0).text.string == "1\n")
  }

  @Test func aTableInACellIsNoSheet() throws {
    let text = try text(
      "<table:table-row><table:table-cell><table:table><table:table-row><table:table-cell><text:p>in</text:p>"
        + "</table:table-cell></table:table-row></table:table><text:p>out</text:p></table:table-cell></table:table-row>"
    )
    #expect(text == "out\n")
  }
}
