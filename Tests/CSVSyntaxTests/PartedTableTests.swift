import Testing
import TextEncoding

@testable import CSVSyntax

/// Tables that are told by the words of their headers, which the caller knows.
@Suite struct PartedTableTests {
  private func parted(_ text: String, partSize: Int = TablePart.size) -> [CSVTable] {
    let words: Set<String> = ["Name", "Phone", "City", "Company", "Mail"]
    var tables: [CSVTable] = []
    var next: CSVTable? = CSVTable(FileBytes(text), delimiter: nil, partSize: partSize).parted { cells in
      cells.allSatisfy(words.contains)
    } beginningWith: {
      words.contains(String(decoding: $0, as: UTF8.self))
    }
    while let table = next {
      tables.append(table)
      next = table.following()
    }
    return tables
  }

  @Test(arguments: [
    "Name,Phone\nAnna,1234567\n\nSuppliers\nCompany,Name,Phone,Mail\nLief,Bob,7654321,b@b.example\n",
    "Report\nName,Phone\nAnna,1234567\n,,,\nCompany,Name,Phone,Mail\nLief,Bob,7654321,b@b.example\nA,B,1111111,c@b.example\n",
  ]) func aSmallTableAboveAWideOneIsNoTitle(_ text: String) throws {
    let tables = parted(text)
    try #require(tables.count == 2)
    #expect(tables.map(\.header) == [["Name", "Phone"], ["Company", "Name", "Phone", "Mail"]])
    #expect(rows(tables[0]).first == ["Anna", "1234567"])
    #expect(rows(tables[1]).first == ["Lief", "Bob", "7654321", "b@b.example"])
  }

  @Test func narrowRowsAboveWideOnesStay() {
    let text =
      "Name;Phone\n" + String(repeating: "Anna;1234567\n", count: 40)
      + String(repeating: "Carl;7654321;c@x.example;York;x\n", count: 60)
    let tables = parted(text)
    #expect(tables.map(\.header) == [["Name", "Phone"]])
    #expect(rows(tables[0]).count == 100)
  }

  @Test func aHeaderOfTheSameWidthBeginsATable() {
    let text = "Name,Phone,City\nAnna,1234567,York\n\nPhone,Name,Mail\n7654321,Bob,b@b.example\n"
    #expect(parted(text).map { rows($0).count } == [1, 1])
  }

  @Test func aHeaderInsideOfAFieldIsText() {
    let text = "Name,Phone,City\nAnna,1234567,\"York\nPhone,Name,Mail\nx\"\nBob,7654321,Leeds\n"
    let tables = parted(text)
    #expect(tables.count == 1)
    #expect(rows(tables[0]).count == 2)
  }

  /// Where the text is cut does not matter.
  @Test(arguments: [64, 100, 1_000]) func partsDoNotMatter(size: Int) {
    let wide = String(repeating: "Lief,Bob,7654321,b@b.example\n", count: 30)
    let text = String(
      repeating: "Name,Phone\n" + String(repeating: "Anna,1234567\n", count: 30)
        + "Company,Name,Phone,Mail\n" + wide, count: 3)
    let counts = parted(text, partSize: size).map { rows($0).count }
    #expect(counts == Array(repeating: 30, count: 6))
  }
}
