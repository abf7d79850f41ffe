import Contacts
import Testing

@testable import Formats

/// Each word of the descriptor language that is about tables, read and written.
@Suite struct TableLanguageTests {
  @Test func repeatedHeadingsAreFurtherNumbers() throws {
    let format = try Tables.format(
      """
      map: {name: name.display, phone: number.business, kind of: extra, "kind of#2": title}
      write: {more-numbers: repeated-columns, line-end: lf}
      """)
    let text = "name,phone,phone,kind of,kind of\nAnn,0201,0202,x,Boss\n"
    let read = try Tables.read(text, format)
    #expect(read.contacts[0].numbers.map(\.raw) == ["0201", "0202"])
    #expect(read.contacts[0].title == "Boss")
    #expect(try Tables.written(read.contacts, format).text == text)
  }

  @Test func anExtensionHasAColumnOfItsOwn() throws {
    let format = try Tables.format(
      """
      map: {name: name.display, "tel_{n}": {field: number, kind: "type_{n}", extension: "ext_{n}"}}
      kinds: {work: business, cell: mobile}
      write: {line-end: lf}
      """)
    let text = "name,type_1,tel_1,ext_1,type_2,tel_2,ext_2\nAnn,work,0201,12,cell,0202,\n"
    let read = try Tables.read(text, format)
    #expect(read.contacts[0].numbers.map(\.extension) == ["12", ""])
    #expect(read.contacts[0].numbers.map(\.kind) == [.business, .mobile])
    #expect(try Tables.written(read.contacts, format).text == text)
  }

  @Test func anAddressOfASeriesIsOneWhateverItsLabel() throws {
    let format = try Tables.format(
      """
      map:
        name: name.display
        "A {n} - Street": {field: address.street, kind: "A {n} - Label"}
        "A {n} - City": {field: address.locality, kind: "A {n} - Label"}
      settings: {Home: home, Work: work}
      write: {line-end: lf}
      """)
    let text = """
      name,A 1 - Label,A 1 - Street,A 1 - City,A 2 - Label,A 2 - Street,A 2 - City
      Ann,Home,S 1,C 1,Home,S 2,C 2

      """
    let read = try Tables.read(text, format)
    #expect(read.contacts[0].addresses.map(\.kind) == [.home, .home])
    #expect(read.contacts[0].addresses.map(\.street) == ["S 1", "S 2"])
    #expect(try Tables.written(read.contacts, format).text == text)
  }

  @Test func partsAreStrippedThenTranslated() throws {
    let format = try Tables.format(
      """
      map: {name: name.display, groups: {field: phonebooks, split: " ::: ", strip: "* ", values: {mine: ""}}}
      """)
    let read = try Tables.read("name,groups\nAnn,Customers ::: * mine ::: * Friends\n", format)
    #expect(read.contacts[0].phonebooks == ["Customers", "Friends"])
  }

  @Test func anyExtraFindsAColumnWithItsName() throws {
    let format = try Tables.format(
      """
      map: {name: name.display, known: extra, "field {n}": {field: extra, kind: "label {n}"}}
      write: {line-end: lf}
      """)
    let text = "name,known,label 1,field 1,label 2,field 2\nAnn,k,Car,red,Dog,Rex\n"
    let read = try Tables.read(text, format)
    #expect(read.contacts[0].extras == [Extra("known", ["k"]), Extra("Car", ["red"]), Extra("Dog", ["Rex"])])
    let (again, log) = try Tables.written(read.contacts, format)
    #expect(again == text)
    #expect(log.diagnostics.isEmpty)
  }

  @Test func numbersBeginWithZerosWhereASystemTakesDigitsOnly() throws {
    let format = try Tables.format(
      "map: {name: name.display, tel: number.business}\nwrite: {dial: international, line-end: lf}")
    var contact = Contact()
    contact.name.display = "Ann"
    contact.numbers = [Number(kind: .business, number: "+442079460958")]
    #expect(try Tables.written([contact], format).text == "name,tel\nAnn,00442079460958\n")
  }

  @Test func anEmptyPlaceGetsItsWordAndARequiredOneRefuses() throws {
    let format = try Tables.format(
      """
      map:
        title: {field: name.prefix, values: {mr: Mr, ms: Ms}, empty: mr}
        name: name.display
        tel: {field: number.business, required: true}
      write: {line-end: lf}
      """)
    var ann = Contact()
    ann.name.display = "Ann"
    ann.name.prefix = "Dr."
    ann.numbers = [Number(kind: .business, number: "+442079460958")]
    var bob = Contact()
    bob.name.display = "Bob"
    let (text, log) = try Tables.written([ann, bob], format)
    #expect(text == "title,name,tel\nmr,Ann,+442079460958\n")
    #expect(log.count(of: .entryRefused) == 1)
    #expect(log.count(of: .textAltered) == 1)
  }

  @Test(arguments: [
    ("=1+1", "'=1+1"), ("-2+3+cmd", "'-2+3+cmd"), ("+44 20 7946 0958 ext. 12", "+44 20 7946 0958 ext. 12"), ("-", "-"),
  ]) func formulasAreDefusedAndNumbersAreNot(_ note: String, _ cell: String) throws {
    var contact = Contact()
    contact.name.display = "Ann"
    contact.note = note
    let format = try Tables.format("map: {name: name.display, note: note}\nwrite: {line-end: lf}")
    #expect(try Tables.written([contact], format).text == "name,note\nAnn,\(cell)\n")
    let kept = try Tables.format("map: {name: name.display, note: note}\nwrite: {line-end: lf, formulas: keep}")
    #expect(try Tables.written([contact], kept).text == "name,note\nAnn,\(note)\n")
  }

  @Test func exactHeadersTolerateNoOtherColumn() throws {
    let format = try Tables.format(
      "recognise: {header: [a, b], exactly: true}\nmap: {a: name.display, b: number.business}")
    #expect(TablePlan(header: ["A", "B"], format: format).unmapped.isEmpty)
    #expect(TablePlan(header: ["A", "B", "C"], format: format).unmapped == ["C"])
  }

  @Test func aTableIsSplitAtItsSystemsLimit() throws {
    let format = try Tables.format("map: {name: name.display}\nwrite: {entries: 2, line-end: lf}")
    let contacts = ["a", "b", "c"].map { name in
      var contact = Contact()
      contact.name.display = name
      return contact
    }
    var log = DiagnosticLog()
    let files = try format.files(contacts, log: &log)
    #expect(files.map(\.name) == ["directory.csv", "directory-2.csv"])
    #expect(files.map { String(decoding: $0.bytes, as: UTF8.self) } == ["name\na\nb\n", "name\nc\n"])
  }
}
