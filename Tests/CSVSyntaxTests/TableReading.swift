import Testing
import TextEncoding

@testable import CSVSyntax

/// All rows of a table as text, its parts one after the other.
func rows(_ table: CSVTable) -> [[String]] {
  var rows: [[String]] = []
  for part in 0..<table.partCount {
    var reader = table.reader(part: part)
    while reader.next() {
      rows.append((0..<reader.fieldCount).map { String(decoding: reader.field($0), as: UTF8.self) })
    }
  }
  return rows
}

/// A table as people save it, and what is meant by it.
struct Quirk: CustomTestStringConvertible {
  let testDescription: String
  let text: String
  let header: [String]
  let rows: [[String]]

  init(_ what: String, _ text: String, header: [String], rows: [[String]]) {
    testDescription = what
    self.text = text
    self.header = header
    self.rows = rows
  }
}

@Suite struct TableReading {
  static let quirks = [
    Quirk(
      "plain", "Name,Phone\nAnn,1\nBob,2\n", header: ["Name", "Phone"], rows: [["Ann", "1"], ["Bob", "2"]]),
    Quirk(
      "semicolons, CRLF", "Name;Phone\r\nDoe, Ann;1\r\nRoe, Bob;2\r\n", header: ["Name", "Phone"],
      rows: [["Doe, Ann", "1"], ["Roe, Bob", "2"]]),
    Quirk(
      "tabs, CR", "Name\tPhone\rAnn\t1\rBob\t2", header: ["Name", "Phone"], rows: [["Ann", "1"], ["Bob", "2"]]),
    Quirk(
      "quoted delimiter, quote and line end", "Name,Note\n\"Doe, Ann\",\"said \"\"hi\"\"\"\nBob,\"a\nb\"\n",
      header: ["Name", "Note"], rows: [["Doe, Ann", "said \"hi\""], ["Bob", "a\nb"]]),
    Quirk(
      "quote never closed", "Name,Note\nAnn,\"lost\nBob,b\nCleo,\"c\"\n", header: ["Name", "Note"],
      rows: [["Ann", "lost"], ["Bob", "b"], ["Cleo", "c"]]),
    Quirk(
      "blank lines", "Name,Phone\n\nAnn,1\n\n\nBob,2\n\n", header: ["Name", "Phone"],
      rows: [["Ann", "1"], ["Bob", "2"]]),
    Quirk(
      "NUL", "Name,Phone\nA\0nn,1\nBob,2\n", header: ["Name", "Phone"], rows: [["Ann", "1"], ["Bob", "2"]]),
  ]

  @Test(arguments: quirks) func isRead(_ quirk: Quirk) {
    let table = CSVTable(FileBytes(quirk.text))
    #expect(table.header == quirk.header)
    #expect(rows(table) == quirk.rows)
  }
}
