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
    Quirk(
      "titles above the header", "Contacts of 2024\n\nName,Phone,Mail\nAnn,1,a@x.example\nBob,2,b@x.example\n",
      header: ["Name", "Phone", "Mail"], rows: [["Ann", "1", "a@x.example"], ["Bob", "2", "b@x.example"]]),
    Quirk(
      "Excel's separator line", "sep=;\r\nName;Phone\r\nAnn;1\r\n", header: ["Name", "Phone"], rows: [["Ann", "1"]]),
    Quirk(
      "no header", "Ann,020 7946 0123,a@x.example\nBob,020 7946 0124,b@x.example\n",
      header: ["Column 1", "Column 2", "Column 3"],
      rows: [["Ann", "020 7946 0123", "a@x.example"], ["Bob", "020 7946 0124", "b@x.example"]]),
    Quirk(
      "two header rows", "Name,Phone,Since\nfull,office,year\nAnn,11111,2020\nBob,22222,2021\n",
      header: ["Name full", "Phone office", "Since year"],
      rows: [["Ann", "11111", "2020"], ["Bob", "22222", "2021"]]),
    Quirk(
      "files put one behind the other", "Name,Phone\nAnn,11111\nName,Phone\nBob,22222\n", header: ["Name", "Phone"],
      rows: [["Ann", "11111"], ["Bob", "22222"]]),
    Quirk(
      "apostrophes quote", "'Name','Note'\n'Doe, Ann','it''s'\n'Roe, Bob','x'\n", header: ["Name", "Note"],
      rows: [["Doe, Ann", "it's"], ["Roe, Bob", "x"]]),
    Quirk(
      "backslashes escape", #"Name,Note\#n"Ann","12\" disk, new"\#n"Bob","a\\b"\#n"Cleo","x"\#n"#,
      header: ["Name", "Note"], rows: [["Ann", "12\" disk, new"], ["Bob", "a\\b"], ["Cleo", "x"]]),
    Quirk(
      "spaces after delimiters", "Name, Note\nAnn, \"a, b\"\nBob, c\n", header: ["Name", "Note"],
      rows: [["Ann", "a, b"], ["Bob", "c"]]),
    Quirk(
      "a mark too many", "A,B,C\n1,2,3\n\"4,5,\"x, y\"\n6,7,8\n", header: ["A", "B", "C"],
      rows: [["1", "2", "3"], ["\"4", "5", "x, y"], ["6", "7", "8"]]),
    Quirk(
      "a mark not doubled", "A,B,C\n1,\"2\",3\n4,\"6\"\",\"z\"\n7,\"8\",9\n", header: ["A", "B", "C"],
      rows: [["1", "2", "3"], ["4", "6\"", "z"], ["7", "8", "9"]]),
    Quirk(
      "inches", "Name,Size\nPipe,5\" wide\nRod,6\"\n", header: ["Name", "Size"],
      rows: [["Pipe", "5\" wide"], ["Rod", "6\""]]),
    Quirk(
      "cut off within a quoted field", "Name,Note\nAnn,a\nBob,\"half a no", header: ["Name", "Note"],
      rows: [["Ann", "a"], ["Bob", "half a no"]]),
    Quirk(
      "ragged rows", "A,B,C\n1,2\n3,4,5,6\n7,8,9\n", header: ["A", "B", "C"],
      rows: [["1", "2"], ["3", "4", "5", "6"], ["7", "8", "9"]]),
    Quirk(
      "one column", "Phone\n020 7946 0123\n020 7946 0124\n", header: ["Phone"],
      rows: [["020 7946 0123"], ["020 7946 0124"]]),
    Quirk("a header alone", "Name,Phone\n", header: ["Name", "Phone"], rows: []),
    Quirk(
      "words for nothing alone", "-,-\n-,n/a\n", header: ["Column 1", "Column 2"], rows: [["-", "-"], ["-", "n/a"]]),
    Quirk("a control character", "\u{4}", header: ["Column 1"], rows: [["\u{4}"]]),
    Quirk(
      "titles with numbers", "x0001,y0001,Note\n1.5,2.5,a\n3.5,4.5,b\n", header: ["x0001", "y0001", "Note"],
      rows: [["1.5", "2.5", "a"], ["3.5", "4.5", "b"]]),
    Quirk(
      "a title above two columns, filled up", "Customers,\nName,Phone\nAnn,020 7946 0101\nBob,020 7946 0102\n",
      header: ["Name", "Phone"], rows: [["Ann", "020 7946 0101"], ["Bob", "020 7946 0102"]]),
    Quirk(
      "a header above merged cells",
      "Name,Phone,,Mail\n,Work,Mobile,\nAnn,0201234,0771234,a@x.example\nBob,0201235,,\n",
      header: ["Name", "Phone Work", "Mobile", "Mail"],
      rows: [["Ann", "0201234", "0771234", "a@x.example"], ["Bob", "0201235", "", ""]]),
    Quirk(
      "rows that grow wider half-way",
      "Name,Phone\nA One,020 7946 0101\nA Two,020 7946 0102\nA Six,020 7946 0103,x,y\nA Ten,020 7946 0104,x,y\n",
      header: ["Name", "Phone"],
      rows: [
        ["A One", "020 7946 0101"], ["A Two", "020 7946 0102"], ["A Six", "020 7946 0103", "x", "y"],
        ["A Ten", "020 7946 0104", "x", "y"],
      ]),
    Quirk("nothing", "", header: [], rows: []),
    Quirk("blank lines alone", "\n\r\n \n", header: [], rows: []),
  ]

  @Test(arguments: quirks) func isRead(_ quirk: Quirk) {
    let table = CSVTable(FileBytes(quirk.text))
    #expect(table.header == quirk.header)
    #expect(rows(table) == quirk.rows)
  }

  @Test func problemsAreToldWithTheirPlace() {
    let text = "Name,Note\nAnn,5\" x\nBob,\"open\nCleo,a\0b\nDan,\"two\nlines\"\nEve,x\"\n"
    let table = CSVTable(FileBytes(text), delimiter: UInt8(ascii: ","))
    var told: [String] = []
    var reader = table.reader(part: 0)
    while reader.next() {
      for problem in reader.problems {
        told.append("\(problem.kind) \(reader.line):\(reader.column(problem.field))")
      }
    }
    #expect(told == ["strayQuote 2:5", "openQuote 3:5", "nulByte 4:6", "strayQuote 7:5"])
  }

  @Test func aFieldBeyondTheLimitIsCutAndTheRestIsRead() {
    let long = String(repeating: "ü", count: CSVTable.fieldLimit)
    let table = CSVTable(FileBytes("Name,Note\nAnn,\(long)\nBob,\"\(long)\"\nCleo,c\n"))
    var lengths: [Int] = []
    var kinds: [CSVProblem.Kind] = []
    for part in 0..<table.partCount {
      var reader = table.reader(part: part)
      while reader.next() {
        lengths.append(reader.field(1).count)
        kinds += reader.problems.map(\.kind)
      }
    }
    #expect(lengths == [CSVTable.fieldLimit, CSVTable.fieldLimit, 1])
    #expect(kinds == [.oversizedField, .oversizedField])
  }

  @Test func anotherTableBelowIsToldAndCanBeRead() throws {
    let text = "Name,Phone,Mail\nAnn,11111,a@x.example\n\nName,Phone,Town,State\nBob,22222,Bonn,NW\n"
    let table = CSVTable(FileBytes(text))
    #expect(rows(table) == [["Ann", "11111", "a@x.example"]])
    #expect(table.followingLine == 4)
    let second = try #require(table.following())
    #expect(second.header == ["Name", "Phone", "Town", "State"])
    #expect(rows(second) == [["Bob", "22222", "Bonn", "NW"]])
    #expect(second.following() == nil)
  }

  @Test func cleaningFillsShortRowsAndLeavesOutBlankOnes() {
    let table = CSVTable(FileBytes("A;B;C\r\n1;\"x\"\"y\"\r\n\r\n2;3,4;5\r\n"))
    var clean: [UInt8] = []
    let findings = table.writeClean { clean += $0 }
    #expect(String(decoding: clean, as: UTF8.self) == "A,B,C\r\n1,\"x\"\"y\",\r\n2,\"3,4\",5\r\n")
    #expect(findings.blankRows == 1)
    #expect(findings.raggedRows == CSVFindings.Count(count: 1, firstLine: 2))
  }
}
