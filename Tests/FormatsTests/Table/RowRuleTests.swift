import Contacts
import Testing
import TextEncoding

@testable import Formats

/// Files without a header, rows that only add a number, several tables in one file.
@Suite struct RowRuleTests {
  private static let headerless = """
    rows: {header: none, join: {Column 3: MEMBER, Column 4: number}}
    map:
      Column 1: name.display
      Column 2: {field: number, kind: Column 5}
      Column 3: ignored
      Column 4: ignored
    kinds: {work: business, mobile: mobile}
    """

  @Test func aFirstRowIsARecordWhereThereIsNoHeader() throws {
    let format = try Tables.format(Self.headerless)
    let sink = try Tables.read("Name,Number,a,b,work\nAnn,020 7946 0101,,,mobile\n", format)
    #expect(sink.contacts.map(\.name.display) == ["Name", "Ann"])
    #expect(sink.contacts[1].numbers.map(\.kind) == [.mobile])
    #expect(sink.log.count(of: .headerMissing) == 0)
  }

  @Test func rowsOfANumberBelongToTheContactThatHasTheirs() throws {
    let format = try Tables.format(Self.headerless)
    let text = "Ann,111,,,work\nBob,222,,,work\n,333,MEMBER,111,mobile\n,444,MEMBER,999,work\n"
    let source = try Tables.source(text, format)
    #expect(source.hasContinuations)
    #expect(source.partCount == 1)
    let names = try Tables.read(text, format).contacts.map(\.name.display)
    #expect(names == ["Ann", "Bob", "Ann (2)", ""])
  }

  @Test func columnsAreWrittenInTheirOrderWithoutAHeader() throws {
    let format = try Tables.format(Self.headerless)
    let contact = Contact(
      name: ContactName(display: "Ann"), numbers: [Number(kind: .mobile, number: "+442079460101", raw: "")])
    #expect(try Tables.written([contact], format).text == "Ann,+442079460101,,,mobile\r\n")
  }

  @Test(arguments: ["Column 2", "Name"]) func aPlaceThatIsMissingIsAMistake(_ place: String) {
    #expect(throws: Failure.self) { try Tables.format("rows: {header: none}\nmap: {\(place): number}") }
  }

  @Test func aSecondTableIsReadUnderItsOwnHeader() throws {
    let format = try Tables.format(
      "map: {Name: name.display, Phone: number.business, Fax: number.business-fax, City: address.locality}")
    let text = "Name,Phone,City,Mail\nAnn,111,York,\nName,Phone,City,Mail\nName,Phone,City,Fax\nBob,222,Leeds,333\n"
    let sink = try Tables.read(text, format)
    #expect(sink.contacts.map(\.name.display) == ["Ann", "Bob"])
    #expect(sink.contacts[1].numbers.map(\.kind) == [.business, .businessFax])
    #expect(sink.log.count(of: .headerRepeated) == 1)
    #expect(sink.log.diagnostics.first { $0.code == .tableFollows }?.places.map(\.line) == [4])
    let rejected = try Tables.source(text, format).rejectedFile([[(0, "a")], [(0, "b")]])
    #expect(
      String(decoding: rejected.bytes, as: UTF8.self)
        == "Name,Phone,City,Mail,Rejected because\nAnn,111,York,,a\nName,Phone,City,Fax,Rejected because\n"
        + "Bob,222,Leeds,333,b\n")
  }

  /// Refused again, a record has its last reason only, which is no field of anybody.
  @Test(arguments: ["Phone,Rejected because", "Rejected because,Phone", "Phone,Rejected because,Rejected because"])
  func reasonsAreNoFields(_ header: String) throws {
    let format = try Tables.format("map: {Name: name.display, Phone: number.business}")
    let text = "Name,\(header)\nAnn,\(header.split(separator: ",").map { _ in "1" }.joined(separator: ","))\n"
    #expect(try Tables.read(text, format).contacts.first?.extras == [])
    let rejected = try Tables.source(text, format).rejectedFile([[(0, "a")]])
    #expect(String(decoding: rejected.bytes, as: UTF8.self) == "Name,Phone,Rejected because\nAnn,1,a\n")
  }

  @Test func anyOfSeveralSeparatorsPartsValues() throws {
    let format = try Tables.format("map: {Name: name.display, Tel: {field: number.home, split: [\";\", \" / \"]}}")
    let contacts = try Tables.read("Name|Tel\nAnn|111;222 / 333\nBob|44/55\n", format).contacts
    #expect(contacts.map { $0.numbers.map(\.raw) } == [["111", "222", "333"], ["44/55"]])
    var ann = contacts[0]
    for index in ann.numbers.indices { ann.numbers[index].number = "+4420794601\(index)" }
    #expect(try Tables.written([ann], format).text.contains("Ann"))
  }
}

/// Birthdays in three columns.
@Suite struct DatePartsTests {
  @Test(arguments: [
    ("1980", "5", "17", "1980-05-17"), ("", "05", "7", "--05-07"), ("1980", "", "", "1980"),
    ("1980", "12", "", "1980-12"),
    ("", "", "9", "---09"), ("", "3", "", "--03"),
  ])
  func partsAreADate(_ year: String, _ month: String, _ day: String, _ expected: String) throws {
    let format = try Tables.format(
      "map: {Name: name.display, D: birthday.day, M: birthday.month, Y: birthday.year}")
    let contact = try Tables.read("Name,D,M,Y\nAnn,\(day),\(month),\(year)\n", format).contacts[0]
    #expect(contact.birthday == expected)
    let written = try Tables.written([contact], format)
    let plain = [day, month].map { $0.drop { $0 == "0" } } + [year[...]]
    #expect(written.text == "Name,D,M,Y\r\nAnn,\(plain.joined(separator: ","))\r\n")
    #expect(written.log.count(of: .fieldLost) == 0)
  }

  @Test func whatIsNoPartOfADateTravelsAsAnExtra() throws {
    let format = try Tables.format("map: {Name: name.display, M: birthday.month, Y: birthday.year}")
    let contact = try Tables.read("Name,M,Y\nAnn,May,80\n", format).contacts[0]
    #expect(contact.birthday == "")
    #expect(contact.extras.map(\.name) == ["birthday.month", "birthday.year"])
  }
}

/// Losses count contacts, not values.
@Suite struct LossCountTests {
  @Test func twoLostNumbersOfAContactAreOneContact() throws {
    let format = try Tables.format("map: {Name: name.display, Mobile: number.mobile}")
    func number(_ digits: String) -> Number { Number(kind: .home, number: "+4420794601\(digits)", raw: "") }
    let contacts = [
      Contact(name: ContactName(display: "Ann"), numbers: [number("01"), number("02")]),
      Contact(name: ContactName(display: "Bob"), numbers: [number("03")]),
    ]
    #expect(try Tables.written(contacts, format).log.count(of: .fieldLost) == 2)
  }
}
