import Contacts
import Testing
import TextEncoding

@testable import Formats

@Suite struct CardReadingTests {
  @Test(arguments: [
    ("TEL;WORK;VOICE:1", Number.Kind.business), ("TEL;TYPE=CELL,WORK:1", .mobile), ("TEL;TYPE=WORK,CELL:1", .mobile),
    ("TEL;type=CELL;type=VOICE;type=pref:1", .mobile), ("TEL;type=IPHONE;type=CELL:1", .mobile),
    ("TEL;TYPE=HOME:1", .home), ("TEL;HOME;FAX:1", .homeFax), ("TEL;FAX:1", .businessFax),
    ("TEL;TYPE=\"work,fax\":1", .businessFax), ("TEL;PAGER;WORK:1", .pager), ("TEL:1", .other),
    ("TEL;VOICE:1", .other), ("TEL;TYPE=main:1", .business), ("TEL;TYPE=Handy:1", .mobile),
    ("a.TEL:1\na.X-ABLabel:Büro", .business), ("a.TEL:1\na.X-ABLabel:_$!<HomeFAX>!$_", .homeFax),
    ("a.X-ABLabel:Empfang\na.TEL:1", .other), ("TEL;TYPE=OTHER:1", .other),
  ])
  func kindsOfNumbers(_ lines: String, _ kind: Number.Kind) throws {
    #expect(try Cards.contact(lines).numbers.map(\.kind) == [kind])
  }

  /// A file may hold more kinds of types and labels than are kept in mind, and longer ones.
  @Test func typesAndLabelsMeanTheSameHoweverManyThereAre() throws {
    var lines: [String] = []
    var kinds: [Number.Kind] = []
    for index in 0..<200 {
      let long = String(repeating: "x", count: index % 3 == 0 ? 200 : 1)
      lines.append("TEL;TYPE=\(index % 2 == 0 ? "CELL" : "HOME");X-\(index % 70)=\(long):\(1_000 + index)")
      kinds.append(index % 2 == 0 ? .mobile : .home)
      lines.append(
        "g\(index).TEL:\(2_000 + index)\ng\(index).X-ABLabel:\(index % 2 == 0 ? "Mobile" : "Desk \(index % 70)")")
      kinds.append(index % 2 == 0 ? .mobile : .other)
    }
    let contact = try Cards.contact(lines.joined(separator: "\n"))
    #expect(contact.numbers.map(\.kind) == kinds)
    #expect(contact.numbers.last?.label == "Desk \(199 % 70)")
    #expect(contact.numbers[1].label.isEmpty)
  }

  /// Labels of Android's programs among the types of vCard 2.1, encoded or not, across lines or not.
  @Test(arguments: [
    ("TEL;X-Boat house:1", "Boat house", Number.Kind.other), ("TEL;CELL;x-Boat:1", "Boat", .mobile),
    ("TEL;X-CUSTOM(CHARSET=UTF-8,ENCODING=QUOTED-PRINTABLE,=C3=89t=C3=A9=2C =3A):1", "Été, :", .other),
    ("TEL;PREF;X-CUSTOM(CHARSET=UTF-8,ENCODING=QUOTED-PRINTABLE,=C3=\n=89t=\n=C3=A9):1", "Été", .other),
    ("TEL;X-CUSTOM(CHARSET=UTF-8,ENCODING=QUOTED-PRINTABLE,Arbeit Mobil):1", "Arbeit Mobil", .mobile),
    ("TEL;X-CUSTOM(Desk):1", "Desk", .other), ("a.TEL;X-Boat:1\na.X-ABLabel:Desk", "Desk", .other),
    // Broken ones are none.
    ("TEL;X-CUSTOM(CHARSET=UTF-8,=C3):1", "", .other), ("TEL;X-CUSTOM(CHARSET=UTF-8:1", "", .other),
  ])
  func labelsAmongTypes(_ lines: String, _ label: String, _ kind: Number.Kind) throws {
    let contact = try Cards.contact("N:A\n\(lines)\nTEL:2", version: "2.1")
    #expect(contact.numbers.map(\.raw) == ["1", "2"])
    #expect(contact.numbers[0].label == label && contact.numbers[0].kind == kind)
  }

  @Test func labelsThatSayMoreThanTheKindAreKept() throws {
    let text = "a.TEL:1\na.X-ABLabel:Empfang\nb.TEL:2\nb.X-ABLabel:_$!<Mobile>!$_\nc.TEL:3\nc.X-ABLabel:_$!<Main>!$_"
    let contact = try Cards.contact(text)
    #expect(contact.numbers.map(\.label) == ["Empfang", "", "Main"])
    #expect(contact.numbers.map(\.kind) == [.other, .mobile, .business])
  }

  @Test(arguments: [
    ("TEL;VALUE=uri:tel:+1-201-555-0123", "+1-201-555-0123"),
    ("TEL;VALUE=uri:tel:+12015550123;ext=42", "+12015550123 ext. 42"),
    ("TEL;VALUE=uri:tel:863-1234;phone-context=+1-914-555", "tel:863-1234;phone-context=+1-914-555"),
    ("TEL;VALUE=uri:tel:%2B49%20(30)%20123;ext=5", "+49 (30) 123 ext. 5"),
    ("TEL;VALUE=uri:tel:7042;phone-context=example.com", "7042"), ("TEL:tel:+1", "+1"), ("TEL: 1 2 ", "1 2"),
  ])
  func numbersAsWritten(_ line: String, _ raw: String) throws {
    #expect(try Cards.contact(line, version: "4.0").numbers.map(\.raw) == [raw])
  }

  @Test func everyField() throws {
    let contact = try Cards.contact(
      """
      N:Weber;Anna;Maria,Luise;Dr.;MdB
      FN:Dr. Anna Weber
      NICKNAME:Änni,AW
      X-PHONETIC-FIRST-NAME:Anna
      X-PHONETIC-LAST-NAME:Veber
      ORG:Weber & Söhne\\, GmbH;Vertrieb;Süd
      TITLE:Leiterin
      EMAIL;TYPE=INTERNET,HOME:anna@example.com
      EMAIL:mailto:a@example.org
      ADR;TYPE=WORK:Postfach 1;3. Stock;Hauptstr. 1, Hinterhaus;Berlin;BE;10115;Germany
      URL;TYPE=WORK:http\\://example.com
      CATEGORIES:Kunden,VIP\\, alt
      NOTE:one\\ntwo\\, three
      BDAY:19840229
      PHOTO;ENCODING=b;TYPE=PNG:AAAA
      UID:urn:uuid:1
      REV:20120305T131933Z
      """)
    #expect(contact.name.family == "Weber" && contact.name.given == "Anna" && contact.name.middle == "Maria, Luise")
    #expect(contact.name.prefix == "Dr." && contact.name.suffix == "MdB" && contact.name.nickname == "Änni, AW")
    #expect(contact.name.phoneticGiven == "Anna" && contact.name.phoneticFamily == "Veber")
    #expect(contact.organization == "Weber & Söhne, GmbH" && contact.department == "Vertrieb; Süd")
    #expect(
      contact.emails == [
        Email(kind: .home, address: "anna@example.com"), Email(kind: .other, address: "a@example.org"),
      ])
    #expect(
      contact.addresses.first?.street == "Hauptstr. 1, Hinterhaus" && contact.addresses.first?.poBox == "Postfach 1")
    #expect(contact.urls == ["http://example.com"] && contact.phonebooks == ["Kunden", "VIP, alt"])
    #expect(contact.note == "one\ntwo, three" && contact.birthday == "1984-02-29")
    #expect(contact.photo == "data:image/png;base64,AAAA" && contact.revised == "2012-03-05T13:19:33Z")
    #expect(contact.source == SourceRecord(system: "vcard", id: "urn:uuid:1"))
  }

  @Test(arguments: [
    ("BDAY:1984-02-29", "1984-02-29"), ("BDAY:--0229", "--02-29"), ("BDAY;VALUE=text:circa 1800", "circa 1800"),
    ("BDAY;X-APPLE-OMIT-YEAR=1604:1604-02-29", "--02-29"), ("BDAY:1984-02-29T00:00:00Z", "1984-02-29"),
    ("BDAY:1984", "1984"),
  ])
  func birthdays(_ line: String, _ expected: String) throws {
    #expect(try Cards.contact(line).birthday == expected)
  }

  @Test func whatNoFieldHoldsTravels() throws {
    let contact = try Cards.contact("FN:A\nFN;LANGUAGE=ja:B\nitem1.X-FOO;TYPE=a:1\\,2\nX-FOO:3\nX-FOO:4\nROLE:r")
    let extras = contact.extras.filter { !$0.isBookkeeping }
    #expect(
      extras == [
        Extra("vcard:FN;LANGUAGE=ja", ["B"]), Extra("vcard:item1.X-FOO;TYPE=a", ["1\\,2"]),
        Extra("vcard:X-FOO", ["3", "4"]), Extra("vcard:ROLE", ["r"]),
      ])
  }

  /// However many properties a card makes up, what is said of them is short.
  @Test func manyUnknownPropertiesAreToldTogether() throws {
    let lines = (0..<5_000).map { "X-P\($0):a" }
    let sink = try Cards.read("BEGIN:VCARD\nVERSION:3.0\nFN:A\n\(lines.joined(separator: "\n"))\nEND:VCARD\n".utf8)
    let told = sink.log.diagnostics.filter { $0.code == .propertyUnmapped }
    #expect(told.count == 101 && told.reduce(0) { $0 + $1.count } == 5_000)
    #expect(told.last?.subject == "(others)" && told.last?.places == [Place(line: 104)])
  }

  @Test func brokenPropertiesAreToldWithTheirPlace() throws {
    let text = "BEGIN:VCARD\nVERSION:3.0\nFN:A\nPHOTO;ENCODING=b:???\nwhat\nEND:VCARD\nBEGIN:VCARD\nEND:VCARD\n"
    let sink = try Cards.read(text.utf8)
    #expect(sink.contacts.count == 1 && sink.rejected == [Place(line: 7)])
    let told = sink.log.diagnostics.filter { $0.code == .cardRepaired }
    #expect(told.contains { $0.subject == "PHOTO is not base64" && $0.places == [Place(line: 4)] })
    #expect(sink.contacts.first?.extra("vcard:PHOTO;ENCODING=b") != nil)
  }

  @Test(arguments: ["utf-16le", "utf-16be"])
  func wideFiles(_ encoding: String) throws {
    let text = "\u{FEFF}BEGIN:VCARD\r\nVERSION:2.1\r\nFN:Jürgen\r\nEND:VCARD\r\n"
    let bytes = text.utf16.flatMap { unit in
      encoding == "utf-16le" ? [UInt8(unit & 255), UInt8(unit >> 8)] : [UInt8(unit >> 8), UInt8(unit & 255)]
    }
    #expect(try Cards.read(bytes).contacts.map(\.name.display) == ["Jürgen"])
    #expect(bytes.withUnsafeBytes { VCardSource.recognises($0, path: "x") })
  }

  /// Files that were joined keep their cards, whichever of them are UTF-16.
  @Test(arguments: ["8w", "w8", "8w8", "w8w", "8bw", "bB8", "8wb", "ww8"])
  func joinedFilesOfSeveralEncodings(_ files: String) throws {
    var bytes: [UInt8] = []
    var names: [String] = []
    for (index, kind) in files.enumerated() {
      names.append("Jürgen \(index)")
      let card = "BEGIN:VCARD\r\nVERSION:3.0\r\nFN:\(names[index])\r\nEND:VCARD\r\n"
      switch kind {
      case "8": bytes += Array(((index > 0 ? "\u{FEFF}" : "") + card).utf8)
      case "w": bytes += ("\u{FEFF}" + card).utf16.flatMap { [UInt8($0 & 255), UInt8($0 >> 8)] }
      default: bytes += ("\u{FEFF}" + card).utf16.flatMap { [UInt8($0 >> 8), UInt8($0 & 255)] }
      }
    }
    let sink = try Cards.read(bytes)
    #expect(sink.contacts.map(\.name.display) == names && sink.log.count(of: .cardRepaired) == 0)
  }

  /// In vCard 2.1 a backslash is one, but in front of what producers escape.
  @Test(arguments: [
    ("2.1", "file:\\\\srv\\new", "file:\\\\srv\\new"), ("2.1", "http\\://a\\,b", "http://a,b"),
    ("3.0", "http\\://a\\,b", "http://a,b"),
  ])
  func pathsKeepTheirBackslashes(_ version: String, _ value: String, _ expected: String) throws {
    #expect(try Cards.contact("N:A\nURL:\(value)", version: version).urls == [expected])
  }

  /// Bytes that are no UTF-8 only because a line is folded inside of a character ask for no other encoding.
  @Test func encodingsAreGuessedOnlyWhereTheyAreNeeded() throws {
    func told(_ name: [UInt8]) throws -> [Place] {
      let card = Array("BEGIN:VCARD\nVERSION:3.0\nFN:Jürgen Größler aus München\nEND:VCARD\n".utf8)
      let odd = Array("BEGIN:VCARD\nVERSION:3.0\nFN:M".utf8) + name + Array("ller\nEND:VCARD\n".utf8)
      let sink = try Cards.read(card + odd)
      #expect(sink.contacts.map(\.name.display) == ["Jürgen Größler aus München", "Müller"])
      return sink.log.diagnostics.filter { $0.code == .encodingGuessed }.flatMap(\.places)
    }
    #expect(try told([0xC3, 0x0A, 0x20, 0xBC]).isEmpty)
    #expect(try told([0xFC]) == [Place(line: 5)])
  }

  @Test func aFileWithoutCardsIsAnError() throws {
    #expect(throws: Failure.self) { try Cards.read("BEGIN:VCARD VERSION:3.0 FN:A".utf8) }
  }

  @Test func aCardThatHoldsOnlyAReasonIsEmpty() throws {
    let sink = try Cards.read("BEGIN:VCARD\nX-SWITCHBOOK-REASON:gone.vcf\nEND:VCARD\n".utf8)
    #expect(sink.contacts.isEmpty && sink.rejected == [Place(line: 1)])
  }

  @Test func rejectedCardsComeBackWithTheirReason() throws {
    let text = "BEGIN:VCARD\nVERSION:3.0\nFN:A\nEND:VCARD\nBEGIN:VCARD\nVERSION:3.0\nFN:B\n"
    func refused(_ text: some Collection<UInt8>, _ ordinal: Int, _ reason: String) throws -> [UInt8] {
      let source = try VCardSource(
        .init(text), path: "c.vcf", format: try Cards.format("vcard"), isGuess: false, encoding: nil)
      return try source.rejectedFile([[(ordinal: ordinal, reason: reason)]]).bytes
    }
    let file = try refused(text.utf8, 1, "no number")
    #expect(
      String(decoding: file, as: UTF8.self)
        == "BEGIN:VCARD\r\nX-SWITCHBOOK-REASON:no number\r\nVERSION:3.0\nFN:B\r\nEND:VCARD\r\n")
    #expect(try Cards.read(file).contacts.map(\.name.display) == ["B"])
    // Refused again, it has its last reason only.
    #expect(try refused(file, 0, "no number") == file)
  }
}
