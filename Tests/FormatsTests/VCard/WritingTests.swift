import Contacts
import Testing

@testable import Formats

@Suite struct CardWritingTests {
  /// A card with something of everything, as its version writes it.
  static let cards: [(version: String, lines: [String])] = [
    (
      "2.1",
      [
        "N:Weber;Anna", "FN:Anna Weber", "TEL;WORK;VOICE;X-ODD=1:+44 20 7946 0001", "item1.TEL;CELL:+447700900001",
        "item1.X-ABLabel:Handy privat", "X-FOO;a=b:1,2\\;3",
        "NOTE;CHARSET=ISO-8859-1;ENCODING=QUOTED-PRINTABLE:Stra=DFe=0D=0Azwei",
        "ADR;HOME:;;Road 1, Flat 2;London;;SW1;UK", "LABEL;HOME:Road 1", "TEL;FAX:1", "X-FOO;a=b:4", "CATEGORIES:A,B",
        "EMAIL:",
      ]
    ),
    (
      "3.0",
      [
        "PRODID:-//Apple Inc.//iOS 17.0//EN", "N:Weber;Anna;;;", "FN:Anna Weber",
        "item2.EMAIL;type=INTERNET;type=pref:a@example.com",
        "TEL;type=CELL;type=VOICE;type=pref:+44 7700 900002", "item3.TEL:020 7946 0003",
        "item3.X-ABLabel:_$!<AssistantPhone>!$_",
        "item4.URL;type=pref:http\\://example.com", "item4.X-ABLabel:_$!<HomePage>!$_", "BDAY;value=date:1980-05-21",
        "PHOTO;ENCODING=b;TYPE=JPEG:AAAABBBB", "X-ABShowAs:COMPANY", "FN;LANGUAGE=de:Frau Weber",
        "REV:20120305T131933Z",
        "UID:abc", "ORG:One;Two;Three", "NICKNAME:a,b", "CATEGORIES:x,y",
      ]
    ),
    (
      "4.0",
      [
        "KIND:individual", "FN:Anna", "TEL;VALUE=uri;PREF=1;TYPE=\"voice,home\";PID=1.1:tel:+12015550123;ext=5",
        "N;SORT-AS=\"Weber,Anna\":Weber;Anna;;;", "BDAY:--0203", "RELATED;TYPE=friend:urn:uuid:2", "GENDER:F",
        "ADR;LABEL=\"Road 1^nLondon\";TYPE=work:;;Road 1;London;;;", "PHOTO:data:image/png;base64,AAAA",
        "X-A;B=\"c;d\":e",
      ]
    ),
  ]

  @Test(arguments: cards)
  func sameVersionComesBackWhole(_ version: String, _ lines: [String]) throws {
    let contact = try Cards.contact(lines.joined(separator: "\n"), version: version)
    let written = try Cards.lines(contact).joined(separator: "\n").replacing("=\n", with: "")
    #expect(written == lines.joined(separator: "\n"))
  }

  /// What a line of vCard 2.1 says of its bytes is true: they are UTF-8, whatever they were in the file.
  @Test(arguments: [
    ("N;CHARSET=Windows-1252:M\u{FC}ller;J\u{F6}rg", "N;CHARSET=UTF-8:Müller;Jörg"),
    ("N:M\u{FC}ller;J\u{F6}rg", "N;CHARSET=UTF-8:Müller;Jörg"),
    ("X-FOO;CHARSET=iso-8859-1;A=B:\u{FC}", "X-FOO;CHARSET=UTF-8;A=B:ü"),
    ("PHOTO;ENCODING=8BIT;CHARSET=Windows-1252:http://x/\u{FC}", "PHOTO;ENCODING=8BIT;CHARSET=UTF-8:http://x/ü"),
    ("X-FOO;CHARSET=utf-8:<a/>", "X-FOO;CHARSET=utf-8:<a/>"),
    ("N;ENCODING=QUOTED-PRINTABLE:M=FCller;J=F6rg", "N;ENCODING=QUOTED-PRINTABLE:M=FCller;J=F6rg"),
  ])
  func characterSetsAreTrue(_ line: String, _ expected: String) throws {
    let text = "BEGIN:VCARD\nVERSION:2.1\n\(line)\nTEL:1\nEND:VCARD\n"
    let bytes = text.unicodeScalars.map { UInt8(truncatingIfNeeded: $0.value) }
    var contact = try #require(try Cards.read(bytes).contacts.first)
    #expect(try Cards.lines(contact).first == expected)
    // The same where the card is compared line by line.
    contact.title = "Leiterin"
    #expect(try Cards.lines(contact).first == expected)
    #expect(try Cards.lines(contact).contains("TITLE:Leiterin"))
  }

  /// A character set that is a lie about bytes that are UTF-8 is not repeated.
  @Test func bytesThatAreUTF8AreCalledSo() throws {
    let contact = try Cards.contact("FN;CHARSET=ISO-8859-1:Jörg", version: "2.1")
    #expect(try Cards.lines(contact).first == "FN;CHARSET=UTF-8:Jörg")
  }

  @Test func quotedPrintableWithoutCharacterSetIsDecodedAndTold() throws {
    let sink = try Cards.read(
      "BEGIN:VCARD\nVERSION:2.1\nN;ENCODING=QUOTED-PRINTABLE:M=FCller;J=F6rg\nEND:VCARD\n".utf8)
    let contact = try #require(sink.contacts.first)
    #expect(contact.name.family == "Müller" && contact.name.given == "Jörg")
    #expect(sink.log.count(of: .encodingGuessed) == 1 && sink.log.count(of: .undecodableBytes) == 0)
    #expect(try Cards.lines(contact, as: "vcard-3").first == "N:Müller;Jörg;;;")
  }

  /// Text in a number's place stays there, although the pipeline moves it to the extra fields; and so does a number that
  /// the card has twice.
  @Test func whatIsNoNumberStaysInItsPlace() throws {
    let lines = [
      "N:;;;;", "FN:A", "TEL;TYPE=WORK:ask Jenny", "TEL;TYPE=WORK:+44 20 7946 0001", "TEL;VALUE=uri:sip:a@example.com",
      "TEL:+442079460001", "NOTE:n",
    ]
    var contact = try Cards.contact(lines.joined(separator: "\n"))
    contact.numbers = [Number(kind: .business, number: "+442079460001", raw: "+44 20 7946 0001")]
    contact.extras += [Extra("number.business", ["ask Jenny"]), Extra("number.other", ["sip:a@example.com"])]
    #expect(try Cards.lines(contact) == lines)
    #expect(
      try Cards.lines(contact, as: "vcard-4").filter { $0.hasPrefix("TEL") } == [
        "TEL;TYPE=work:ask Jenny", "TEL;TYPE=work;VALUE=uri:tel:+442079460001", "TEL;VALUE=uri:sip:a@example.com",
        "TEL;VALUE=uri:tel:+442079460001",
      ])
    // What somebody took out is gone.
    contact.extras.removeAll { $0.name == "number.business" }
    contact.numbers = []
    #expect(try Cards.lines(contact) == ["N:;;;;", "FN:A", "TEL;VALUE=uri:sip:a@example.com", "NOTE:n"])
  }

  /// A type that holds what ends one stands between quotation marks, which vCard 2.1 has not; the number is never cut.
  @Test(arguments: [
    ("4.0", "vcard-2", "TEL;VOICE:+4930123456"), ("4.0", "vcard-3", "TEL;TYPE=\"voice,my:own;x\":+4930123456"),
    ("3.0", "vcard-4", "TEL;TYPE=\"voice,my:own;x\":+4930123456"),
  ])
  func typesWithSignsAreQuoted(_ version: String, _ id: String, _ expected: String) throws {
    let line = "TEL;TYPE=\"voice,my:own;x\":+4930123456"
    var contact = try Cards.contact("FN:A\n\(line)", version: version)
    var log = DiagnosticLog()
    let lines = try Cards.lines(contact, as: id, log: &log)
    #expect(lines.contains { $0.lowercased() == expected.lowercased() }, "\(lines)")
    #expect(log.count(of: .fieldLost) == (id == "vcard-2" ? 1 : 0))
    contact.numbers[0].kind = .home
    let edited = try Cards.lines(contact)
    #expect(edited.contains { $0.lowercased() == "tel;type=\"home,voice,my:own;x\":+4930123456" }, "\(edited)")
  }

  @Test(arguments: [("X-P=\"a;b:c,d\"", "X-P"), ("X-P=1.5", "X-P"), ("X-P=plain word", nil)])
  func parametersThatAnOldVersionCannotWriteAreTold(_ parameter: String, _ lost: String?) throws {
    let contact = try Cards.contact("FN:A\nX-FOO;\(parameter):v")
    var log = DiagnosticLog()
    let lines = try Cards.lines(contact, as: "vcard-2", log: &log)
    #expect(lines.contains(lost == nil ? "X-FOO;\(parameter):v" : "X-FOO:v"), "\(lines)")
    #expect(log.diagnostics.filter { $0.code == .fieldLost }.map(\.subject) == (lost.map { ["parameter \($0)"] } ?? []))
  }

  /// A target that has words of its own for a kind of number gets them, whatever the card said; what says more than the
  /// kind stays.
  @Test(arguments: [
    ("icloud-vcard", "TEL;TYPE=CELL:+49171", "TEL;TYPE=CELL,VOICE:+49171"),
    ("icloud-vcard", "TEL;type=CELL;type=VOICE;type=pref:+49171", "TEL;type=CELL;type=VOICE;type=pref:+49171"),
    ("icloud-vcard", "TEL;type=IPHONE;type=CELL;type=VOICE:+49171", "TEL;type=IPHONE;type=CELL;type=VOICE:+49171"),
    ("icloud-vcard", "TEL:+49171", "TEL;TYPE=OTHER,VOICE:+49171"),
    ("google-vcard", "TEL;TYPE=WORK,VOICE;X-A=b:+4930", "TEL;TYPE=WORK;X-A=b:+4930"),
    ("google-vcard", "TEL:+4930", "TEL:+4930"),
    ("google-vcard", "item1.TEL;TYPE=PREF,HOME,VOICE:+4930", "item1.TEL;TYPE=HOME,PREF:+4930"),
    ("outlook-vcard", "TEL:+4930", "TEL;VOICE:+4930"),
    ("outlook-vcard", "TEL;TYPE=CELL:+49171", "TEL;CELL;VOICE:+49171"),
    ("outlook-vcard", "TEL;TYPE=work,fax:+4930", "TEL;work;fax:+4930"),
    ("vcard-3", "TEL;TYPE=CELL:+49171", "TEL;TYPE=CELL:+49171"), ("vcard-3", "TEL:+4930", "TEL:+4930"),
    ("vcard-4", "TEL;TYPE=WORK,VOICE:+4930", "TEL;TYPE=work,voice;VALUE=uri:tel:+4930"),
    ("vcard-4", "TEL;TYPE=PREF:+49 30", "TEL;PREF=1;VALUE=uri:tel:+4930"), ("vcard-4", "TEL:030", "TEL:030"),
  ])
  func numbersHaveTheWordsOfTheTarget(_ format: String, _ line: String, _ expected: String) throws {
    var contact = try Cards.contact("FN:A\n\(line)")
    if contact.numbers[0].raw.hasPrefix("+") { contact.numbers[0].number = contact.numbers[0].raw.filter { $0 != " " } }
    #expect(try Cards.lines(contact, as: format).filter { $0.contains("TEL") } == [expected])
  }

  /// A comma inside of a value stays one in every version.
  @Test(arguments: ["vcard-2", "vcard-3", "vcard-4"]) func commasInsideOfListedValuesStay(_ id: String) throws {
    var contact = try Cards.contact("N:A\nCATEGORIES:Big\\, fat group,VIP", version: "3.0")
    contact.name.nickname = "AW"
    let lines = try Cards.lines(contact, as: id)
    let again = try Cards.contact(lines.filter { !$0.hasPrefix("UID") }.joined(separator: "\n"), version: "2.1")
    #expect(again.phonebooks == ["Big, fat group", "VIP"])
  }

  /// Commas of a URI are no list, whatever version the value came from.
  @Test(arguments: ["GEO:37.386013;-122.082932", "GEO:37.386013,-122.082932"])
  func positionsAreURIs(_ line: String) throws {
    let contact = try Cards.contact("N:A\n\(line)", version: "2.1")
    #expect(try Cards.lines(contact, as: "vcard-4").contains("GEO:geo:37.386013,-122.082932"))
  }

  /// Names that no standard allows become names that are.
  @Test(arguments: [
    ("TEL;X-CUSTOM(CHARSET=UTF-8:1", "TEL;X-CUSTOMCHARSET=UTF-8:1", "<x-customcharset>"),
    ("TEL;X<B=c:1", "TEL;XB=c:1", "<xb>"), ("EMAIL;-X=1:a@x.example", "EMAIL;-X=1:a@x.example", "<x--x>"),
    ("X-MY NAME:a", "X-MY-NAME:a", "<x-my-name>"), ("X-PHONE(2):a", "X-PHONE-2-:a", "<x-phone-2->"),
  ])
  func namesAreAllowed(_ line: String, _ expected: String, _ element: String) throws {
    let contact = try Cards.contact("FN:A\n\(line)")
    #expect(try Cards.lines(contact, as: "vcard-4").contains(expected))
    var log = DiagnosticLog()
    let xml = String(decoding: try Cards.format("xcard").write([contact], log: &log), as: UTF8.self)
    #expect(xml.contains(element))
  }

  /// A number with an extension whose digits are the same is not written anew.
  @Test(arguments: [
    "TEL;VALUE=uri:tel:+1-418-656-9254;ext=102", "TEL;TYPE=\"voice,work\":tel:+1-418-656-9254;ext=102",
  ])
  func numbersWithExtensionsStay(_ line: String) throws {
    var contact = try Cards.contact("FN:A\n\(line)", version: "4.0")
    contact.numbers[0].number = "+14186569254"
    contact.numbers[0].extension = "102"
    #expect(try Cards.lines(contact) == ["FN:A", line])
    contact.numbers[0].extension = "103"
    let colon = try #require(line.firstIndex(of: ":"))
    #expect(try Cards.lines(contact) == ["FN:A", line[..<colon] + ":tel:+14186569254;ext=103"])
  }

  @Test(arguments: ["3.0", "4.0"])
  func ofTwoPhotosTheFirstIsThePhoto(_ version: String) throws {
    let lines = ["FN:A", "PHOTO:https://a.example/1.png", "PHOTO:https://a.example/2.png", "N:;;;;"]
    var contact = try Cards.contact(lines.joined(separator: "\n"), version: version)
    #expect(contact.photo == "https://a.example/1.png")
    #expect(contact.extra("vcard:PHOTO") == ["https://a.example/2.png"])
    #expect(try Cards.lines(contact) == lines)
    contact.title = "x"
    #expect(try Cards.lines(contact) == lines + ["TITLE:x"])
    contact.photo = ""
    #expect(try Cards.lines(contact) == [lines[0], lines[2], lines[3], "TITLE:x"])
  }

  /// Line ends of a label are written in a parameter as the example of RFC 6350 has them, or as RFC 6868 does.
  @Test(arguments: ["a\\nb", "a^nb"])
  func labelsHaveTheirLines(_ label: String) throws {
    let contact = try Cards.contact("FN:A\nADR;LABEL=\"\(label)\":;;Road 1;;;;", version: "4.0")
    #expect(try Cards.lines(contact, as: "vcard-3").contains("LABEL:a\\nb"))
  }

  /// A card is in the phonebooks of all its lines, which stay as long as they say so.
  @Test func severalLinesOfPhonebooks() throws {
    let lines = ["N:;A;;;", "FN:A", "CATEGORIES:Customers", "NOTE:n", "CATEGORIES:Secret,Customers", "TEL:1"]
    var contact = try Cards.contact(lines.joined(separator: "\n"))
    #expect(contact.phonebooks == ["Customers", "Secret"])
    #expect(contact.extras.filter { !$0.isBookkeeping }.isEmpty)
    #expect(try Cards.lines(contact) == lines)
    let converted = try Cards.lines(contact, as: "vcard-4").filter { $0.hasPrefix("CATEGORIES") }
    #expect(converted == ["CATEGORIES:Customers,Secret"])
    contact.phonebooks = ["Customers"]
    #expect(try Cards.lines(contact) == Array(lines[..<4]) + ["TEL:1"])
  }

  static let whole: Contact = {
    var contact = Contact()
    contact.id = "0123456789abcdef"
    contact.name = ContactName(display: "Dr. Anna Weber", given: "Anna", family: "Weber")
    contact.organization = "Weber; Söhne"
    contact.numbers = [
      Number(kind: .business, number: "+442079460001", extension: "12", raw: "x"),
      Number(kind: .mobile, raw: "07700 900001"),
      Number(kind: .homeFax, number: "+441632960001", label: "Keller", raw: "y"),
      Number(kind: .other, internal: "**610", raw: "**610"),
    ]
    contact.emails = [Email(kind: .work, address: "a@example.com"), Email(kind: .other, address: "b@example.com")]
    contact.birthday = "--02-29"
    contact.photo = "data:image/jpeg;base64,AAAA"
    contact.phonebooks = ["Kunden"]
    contact.source = SourceRecord(system: "crm", id: "4711")
    contact.extras = [Extra("Lead Status", ["Open", "Won"])]
    return contact
  }()

  @Test(arguments: [
    (
      "vcard-2",
      [
        "N;CHARSET=UTF-8;ENCODING=QUOTED-PRINTABLE:", "TEL;WORK;VOICE:+442079460001 ext. 12", "TEL;CELL:07700 900001",
        "item1.TEL;HOME;FAX:+441632960001", "item1.X-ABLabel:Keller", "TEL;VOICE:**610",
        "EMAIL;INTERNET;WORK:a@example.com",
        "EMAIL;INTERNET:b@example.com", "BDAY;X-APPLE-OMIT-YEAR=1604:1604-02-29",
        "PHOTO;ENCODING=BASE64;TYPE=JPEG:AAAA",
      ]
    ),
    (
      "vcard-3",
      [
        "N:Weber;Anna;;;", "FN:Dr. Anna Weber", "ORG:Weber\\; Söhne", "TEL;TYPE=WORK,VOICE:+442079460001 ext. 12",
        "item1.TEL;TYPE=HOME,FAX:+441632960001", "EMAIL;TYPE=INTERNET,WORK:a@example.com",
        "BDAY;X-APPLE-OMIT-YEAR=1604:1604-02-29", "PHOTO;ENCODING=b;TYPE=JPEG:AAAA", "UID:0123456789abcdef",
        "X-SWITCHBOOK-SOURCE:crm;4711", "X-SWITCHBOOK-EXTRA:Lead Status;Open;Won", "CATEGORIES:Kunden",
      ]
    ),
    (
      "vcard-4",
      [
        "TEL;VALUE=uri;TYPE=work,voice:tel:+442079460001;ext=12", "TEL;TYPE=cell:07700 900001",
        "EMAIL;TYPE=work:a@example.com",
        "BDAY:--0229", "PHOTO:data:image/jpeg;base64,AAAA",
      ]
    ),
  ])
  func contactsFromElsewhere(_ format: String, _ expected: [String]) throws {
    let lines = try Cards.lines(Self.whole, as: format)
    for line in expected where !line.hasPrefix("N;") { #expect(lines.contains(line), "\(line) in \(lines)") }
  }

  @Test(arguments: [
    ("2.1", "TEL;WORK;PREF:1", "vcard-4", "TEL;TYPE=work;PREF=1:1"),
    ("3.0", "TEL;TYPE=\"work:1", "vcard-4", "TEL;TYPE=work:1"),
    ("4.0", "TEL;VALUE=uri;TYPE=work;PREF=1:tel:+12015550123", "vcard-3", "TEL;TYPE=work,PREF:+12015550123"),
    ("4.0", "TEL;TYPE=work;PREF=1:1", "vcard-2", "TEL;work;PREF:1"),
    ("3.0", "X-ADDRESSBOOKSERVER-KIND:group", "vcard-4", "KIND:group"),
    ("4.0", "KIND:group", "vcard-3", "X-ADDRESSBOOKSERVER-KIND:group"),
    ("3.0", "X-ANNIVERSARY:2010-03-01", "vcard-4", "ANNIVERSARY:20100301"),
    ("4.0", "GENDER:F", "vcard-2", "X-GENDER:F"),
    ("3.0", "X-A:b\\,c\\nd", "vcard-4", "X-A:b\\,c\\nd"),
    ("2.1", "X-A:b,c", "vcard-3", "X-A:b\\,c"),
    ("2.1", "LOGO;GIF;ENCODING=BASE64:AAAA", "vcard-4", "LOGO:data:image/gif;base64,AAAA"),
    ("4.0", "LOGO:data:image/gif;base64,AAAA", "vcard-3", "LOGO;ENCODING=b;TYPE=GIF:AAAA"),
    ("3.0", "BDAY:1984-02-29", "vcard-4", "BDAY:19840229"),
    ("4.0", "ADR;TYPE=home;LABEL=\"a^nb\":;;s;;;;", "vcard-3", "LABEL;TYPE=HOME:a\\nb"),
    ("3.0", "ADR;TYPE=home:;;s;;;;\nLABEL;TYPE=HOME:a\\nb", "vcard-4", "ADR;TYPE=home;LABEL=\"a^nb\":;;s;;;;"),
    ("2.1", "AGENT:\nBEGIN:VCARD\nFN:B\nEND:VCARD", "vcard-3", "AGENT:BEGIN:VCARD\\nFN:B\\nEND:VCARD"),
    ("2.1", "AGENT:\nBEGIN:VCARD\nFN:B\nEND:VCARD", "vcard-4", "X-AGENT:BEGIN:VCARD\\nFN:B\\nEND:VCARD"),
    ("4.0", "RELATED;TYPE=friend:urn:uuid:1", "vcard-3", "X-RELATED;TYPE=friend:urn:uuid:1"),
    ("3.0", "X-RELATED;TYPE=friend:urn:uuid:1", "vcard-4", "RELATED;TYPE=friend:urn:uuid:1"),
    ("3.0", "CLASS:PRIVATE", "vcard-2", "X-CLASS:PRIVATE"), ("2.1", "X-CLASS:PRIVATE", "vcard-3", "CLASS:PRIVATE"),
    ("2.1", "X-CLASS:PRIVATE", "vcard-4", "X-CLASS:PRIVATE"), ("3.0", "SORT-STRING:w", "vcard-4", "X-SORT-STRING:w"),
    ("3.0", "GEO:48.2;16.3", "vcard-4", "GEO:geo:48.2,16.3"),
    ("4.0", "GEO:geo:48.2,16.3;u=9", "vcard-2", "GEO:48.2;16.3"),
    ("4.0", "GEO:https://example.com/map", "vcard-3", "X-GEO:https://example.com/map"),
    ("3.0", "TZ:-05:00", "vcard-4", "TZ;VALUE=utc-offset:-0500"),
    ("4.0", "TZ;VALUE=utc-offset:+0130", "vcard-3", "TZ:+01:30"),
    ("4.0", "TZ:Europe/Berlin", "vcard-3", "TZ;VALUE=text:Europe/Berlin"),
    ("4.0", "TZ:Europe/Berlin", "vcard-2", "X-TZ:Europe/Berlin"),
    ("3.0", "X-GENDER:Female", "vcard-4", "GENDER:F"), ("3.0", "X-GENDER:other", "vcard-4", "GENDER:;other"),
    ("3.0", "IMPP;X-SERVICE-TYPE=AIM;type=HOME:aim:john", "vcard-4", "IMPP;TYPE=home;SERVICE-TYPE=AIM:aim:john"),
    ("4.0", "IMPP;SERVICE-TYPE=AIM:aim:john", "vcard-3", "IMPP;X-SERVICE-TYPE=AIM:aim:john"),
    ("3.0", "IMPP;type=HOME:aim:john", "vcard-2", "X-AIM;HOME:john"),
    ("3.0", "IMPP:foo:john", "vcard-2", "X-IMPP:foo:john"),
    ("3.0", "UID:1-2-3", "vcard-4", "UID;VALUE=text:1-2-3"), ("3.0", "UID:urn:uuid:1", "vcard-4", "UID:urn:uuid:1"),
    ("2.1", "TEL;CAR;MSG:1", "vcard-4", "TEL;TYPE=cell:1"), ("3.0", "TEL;TYPE=pcs,cell:1", "vcard-2", "TEL;cell:1"),
    ("2.1", "LOGO;VALUE=URL:http://a.example/b.png", "vcard-3", "LOGO;VALUE=uri:http://a.example/b.png"),
    ("4.0", "KEY:https://a.example/k", "vcard-3", "X-KEY:https://a.example/k"),
    ("3.0", "KEY;ENCODING=b:?", "vcard-4", "X-KEY:?"),
    ("3.0", "X-messaging/irc-All:x", "vcard-4", "X-messaging-irc-All:x"),
    // Lists in names and addresses; a comma with a space behind it is one that nobody escaped.
    ("4.0", "N:Weber;Anna;Maria,Luise;Dr.;MdB,MA", "vcard-3", "N:Weber;Anna;Maria,Luise;Dr.;MdB,MA"),
    ("3.0", "N:Weber;Anna;Maria\\,x,Luise;;", "vcard-4", "N:Weber;Anna;Maria\\,x,Luise;;"),
    ("4.0", "ADR:;;Road 1,Flat 2;A\\;B;;;", "vcard-3", "ADR:;;Road 1,Flat 2;A\\;B;;;"),
    ("3.0", "ADR:;;Road 1, Flat 2;;;;", "vcard-4", "ADR:;;Road 1\\, Flat 2;;;;"),
    ("4.0", "N:Weber;Anna;Maria,Luise;;", "vcard-2", "N:Weber;Anna;Maria, Luise;;"),
    ("2.1", "N:Weber;Anna;;;Jr.,M.D.", "vcard-3", "N:Weber;Anna;;;Jr.\\,M.D."),
    // Birthdays with a time, and those that only 4.0 can say.
    ("4.0", "BDAY:19531015T231000-0800", "vcard-3", "BDAY;VALUE=date-time:1953-10-15T23:10:00-08:00"),
    ("4.0", "BDAY:19531015T2310-0800", "vcard-3", "BDAY;VALUE=date-time:1953-10-15T23:10:00-08:00"),
    ("3.0", "BDAY;VALUE=date-time:1953-10-15T23", "vcard-4", "BDAY:19531015T23"),
    ("4.0", "BDAY:19531015T23", "vcard-2", "BDAY:1953-10-15T23:00:00"),
    ("4.0", "BDAY:19531015T231000Z", "vcard-2", "BDAY:1953-10-15T23:10:00Z"),
    ("3.0", "BDAY;VALUE=date-time:1953-10-15T23:10:00Z", "vcard-4", "BDAY:19531015T231000Z"),
    ("3.0", "BDAY:1985-04", "vcard-4", "BDAY:1985-04"), ("3.0", "BDAY:1985", "vcard-4", "BDAY:1985"),
    ("3.0", "BDAY:25:00", "vcard-4", "BDAY;VALUE=text:25:00"),
    ("2.1", "BDAY;X-P=a:19840229", "vcard-4", "BDAY;X-P=a:19840229"),
    // Dates without a year, of whatever.
    ("3.0", "X-ANNIVERSARY;X-APPLE-OMIT-YEAR=1604:1604-04-12", "vcard-4", "ANNIVERSARY:--0412"),
    (
      "3.0", "X-ANNIVERSARY;X-APPLE-OMIT-YEAR=1604;X-P=1:1604-04-12", "vcard-2",
      "X-ANNIVERSARY;X-P=1;X-APPLE-OMIT-YEAR=1604:1604-04-12"
    ),
    ("3.0", "X-ANNIVERSARY;X-APPLE-OMIT-YEAR=1604:1999-04-12", "vcard-4", "ANNIVERSARY:19990412"),
    ("4.0", "ANNIVERSARY:--0506", "vcard-3", "X-ANNIVERSARY;X-APPLE-OMIT-YEAR=1604:1604-05-06"),
    ("4.0", "DEATHDATE:--0506", "vcard-2", "X-DEATHDATE;X-APPLE-OMIT-YEAR=1604:1604-05-06"),
    ("4.0", "ANNIVERSARY:---12", "vcard-3", "X-ANNIVERSARY:---12"),
    (
      "3.0", "item1.X-ABDATE;X-APPLE-OMIT-YEAR=1604:1604-05-06", "vcard-4",
      "item1.X-ABDATE;X-APPLE-OMIT-YEAR=1604:1604-05-06"
    ),
    (
      "3.0", "item1.X-ABDATE;X-APPLE-OMIT-YEAR=1604:1604-05-06", "vcard-2",
      "item1.X-ABDATE;X-APPLE-OMIT-YEAR=1604:1604-05-06"
    ),
    // Text in the place of pictures and sounds, which only vCard 2.1 knows.
    ("2.1", "PHOTO;VALUE=CONTENT-ID:<a@b>", "vcard-3", "X-PHOTO:<a@b>"),
    ("2.1", "SOUND;X-IRMC-N:a;b", "vcard-4", "X-SOUND;TYPE=x-irmc-n:a;b"),
    ("3.0", "X-SOUND;TYPE=X-IRMC-N:a;b", "vcard-2", "SOUND;X-IRMC-N:a;b"),
    // Messengers, under the names that programs gave them.
    ("3.0", "X-JABBER;TYPE=HOME:anna@example.com", "vcard-4", "IMPP;TYPE=home:xmpp:anna@example.com"),
    ("2.1", "X-SKYPE;WORK:anna weber,1%", "vcard-3", "IMPP;TYPE=WORK:skype:anna%20weber%2C1%25"),
    ("3.0", "IMPP;TYPE=WORK:skype:anna%20weber%2C1%25%2f", "vcard-2", "X-SKYPE;WORK:anna weber,1%%2f"),
    ("2.1", "X-MSN:msnim:a@example.com", "vcard-3", "IMPP:msnim:a@example.com"),
    ("2.1", "X-ICQ:1", "vcard-4", "IMPP:icq:1"), ("2.1", "X-AIM:a\\;b", "vcard-4", "IMPP:aim:a%3Bb"),
    ("3.0", "IMPP:aim:a%3Bb", "vcard-2", "X-AIM:a\\;b"),
    // What an old version wrote with an X- comes back.
    ("2.1", "X-TZ:Europe/Berlin", "vcard-4", "TZ:Europe/Berlin"),
    ("2.1", "X-TZ:Europe/Berlin", "vcard-3", "TZ;VALUE=text:Europe/Berlin"),
    ("3.0", "X-KEY:https://a.example/k", "vcard-4", "KEY:https://a.example/k"),
    ("3.0", "X-KEY:?", "vcard-4", "X-KEY:?"),
    ("3.0", "X-GEO:https://example.com/map", "vcard-4", "GEO:https://example.com/map"),
    ("2.1", "X-RELATED;friend:Bob", "vcard-4", "RELATED;TYPE=friend;VALUE=text:Bob"),
    ("2.1", "X-RELATED;friend:Bob, a friend", "vcard-4", "RELATED;TYPE=friend;VALUE=text:Bob\\, a friend"),
    ("2.1", "X-RELATED;friend:urn:uuid:1", "vcard-4", "RELATED;TYPE=friend:urn:uuid:1"),
    ("4.0", "PHOTO:https://a.example/1\nPHOTO:https://a.example/2", "vcard-3", "PHOTO;VALUE=uri:https://a.example/2"),
    ("4.0", "LOGO:https://a.example/2", "vcard-2", "LOGO;VALUE=URL:https://a.example/2"),
    // What is said of a picture beside its type.
    (
      "3.0", "LOGO;TYPE=GIF;TYPE=HOME;X-P=1;ENCODING=b:AAAA", "vcard-4",
      "LOGO;TYPE=home;X-P=1:data:image/gif;base64,AAAA"
    ),
    (
      "4.0", "PHOTO;TYPE=home;PREF=1:data:image/gif;base64,AAAA", "vcard-3",
      "PHOTO;ENCODING=b;TYPE=GIF;TYPE=home,PREF:AAAA"
    ),
    ("4.0", "TEL;VALUE=uri:tel:+1-201-555-0123;ext=5;isub=7", "vcard-3", "TEL:+1-201-555-0123 ext. 5"),
    // Units stay on their levels, and a position says all that it said.
    ("3.0", "ORG:Foo\\, Inc;;Bar;", "vcard-4", "ORG:Foo\\, Inc;;Bar;"),
    ("4.0", "ORG:Foo;;Bar;", "vcard-2", "ORG:Foo;;Bar;"),
    ("3.0", "GEO:geo:1,2;u=10", "vcard-4", "GEO:geo:1,2;u=10"),
    // What a picture is, is seen where nobody says it; of a link it is said.
    ("2.1", "LOGO;ENCODING=BASE64:iVBORw0KGgo=", "vcard-4", "LOGO:data:image/png;base64,iVBORw0KGgo="),
    ("2.1", "PHOTO;BASE64:R0lGODlh", "vcard-4", "PHOTO:data:image/gif;base64,R0lGODlh"),
    ("2.1", "PHOTO;BASE64: /9j/4AAQ", "vcard-3", "PHOTO;ENCODING=b;TYPE=JPEG:/9j/4AAQ"),
    ("3.0", "LOGO;ENCODING=b:UklGRiQAAABXRUJQ", "vcard-4", "LOGO:data:image/webp;base64,UklGRiQAAABXRUJQ"),
    ("3.0", "X-T;ENCODING=b:UklGRiQAAABXQVZF", "vcard-4", "X-T:data:application/octet-stream;base64,UklGRiQAAABXQVZF"),
    ("4.0", "X-T:data:application/octet-stream;base64,AAAA", "vcard-3", "X-T;ENCODING=b:AAAA"),
    ("3.0", "PHOTO;VALUE=uri;TYPE=JPG:http://x/p", "vcard-4", "PHOTO;MEDIATYPE=image/jpeg:http://x/p"),
    ("4.0", "PHOTO;MEDIATYPE=image/jpeg:http://x/p", "vcard-3", "PHOTO;VALUE=uri;TYPE=JPEG:http://x/p"),
    ("4.0", "LOGO;TYPE=home;MEDIATYPE=image/png:http://x", "vcard-2", "LOGO;home;TYPE=PNG;VALUE=URL:http://x"),
    ("2.1", "SOUND;VALUE=URL;WAVE;WORK:http://x", "vcard-4", "SOUND;TYPE=work;MEDIATYPE=audio/wave;VALUE=uri:http://x"),
    ("2.1", "SOUND;X-IRMC-N:Weber", "vcard-4", "X-SOUND;TYPE=x-irmc-n:Weber"),
    // Labels that are parameters of anything but an address stay, where nobody needs them to be lines.
    ("4.0", "TEL;LABEL=foo:1", "vcard-3", "TEL;LABEL=foo:1"), ("3.0", "X-ADR;LABEL=z:a", "vcard-2", "X-ADR;LABEL=z:a"),
    ("3.0", "ADR;TYPE=HOME;LABEL=\"x y\":;;a;;;;", "vcard-2", "LABEL;HOME:x y"),
  ])
  func conversionBetweenVersions(_ version: String, _ line: String, _ format: String, _ expected: String) throws {
    let lines = try Cards.lines(try Cards.contact("FN:A\n" + line, version: version), as: format)
    #expect(lines.contains(expected), "\(lines)")
  }

  /// What a card has once at most is written once; the further ones under names of nobody's, but in the version that they
  /// came in.
  @Test(arguments: [
    ("2.1", "N:A;B\nN:C;D", "vcard-3", "N:A;B;;;|X-N:C;D"), ("2.1", "N:A;B\nN:C;D", "vcard-2", "N:A;B|N:C;D"),
    ("3.0", "BDAY:1980-01-01\nBDAY:1981-01-01", "vcard-4", "BDAY:19800101|X-BDAY:1981-01-01"),
    (
      "3.0", "REV:20120305T131933Z\nREV:20130305T131933Z", "vcard-4",
      "REV:20120305T131933Z|X-REV:20130305T131933Z"
    ),
    ("3.0", "X-GENDER:M\nX-GENDER:F", "vcard-4", "GENDER:M|X-GENDER:F"),
    (
      "3.0", "X-ANNIVERSARY:2001-02-03\nX-EVOLUTION-ANNIVERSARY:2001-02-04", "vcard-4",
      "ANNIVERSARY:20010203|X-ANNIVERSARY:20010204"
    ),
    ("3.0", "PRODID:a\nPRODID:b\nPRODID:c", "vcard-4", "PRODID:a|X-PRODID:b|X-PRODID:c"),
    ("3.0", "X-GENDER:M\nX-GENDER:F", "vcard-2", "X-GENDER:M|X-GENDER:F"),
  ])
  func whatACardHasOnceIsWrittenOnce(
    _ version: String, _ card: String, _ format: String, _ expected: String
  ) throws {
    // Of the second card as well, whose heads are known by then.
    let text = "BEGIN:VCARD\nVERSION:\(version)\n\(card)\nEND:VCARD\n"
    var log = DiagnosticLog()
    let contacts = try Cards.read((text + text).utf8).contacts
    let written = String(decoding: try Cards.format(format).write(contacts, log: &log), as: UTF8.self)
    let lines = written.split(separator: "\r\n").map(String.init)
    let wanted = expected.split(separator: "|").map(String.init)
    let names = Set(wanted.map { $0.prefix { $0 != ":" } })
    let own = lines.filter { line in line != "N:;;;;" && names.contains { line.hasPrefix("\($0):") } }
    #expect(own == wanted + wanted, "\(lines)")
  }

  @Test(arguments: [
    ("4.0", "TEL;PID=1.1:1", "vcard-3", "parameter PID"), ("3.0", "ADR;TYPE=dom:;;a;;;;", "vcard-4", "type DOM"),
    ("2.1", "TEL;MSG:1", "vcard-4", "type MSG"), ("4.0", "TEL;TYPE=text:1", "vcard-3", "type TEXT"),
    ("4.0", "BDAY;VALUE=text:circa 1800", "vcard-3", "birthday"),
    ("4.0", "EMAIL;PREF=2:a@example.com", "vcard-2", "parameter PREF"),
    ("4.0", "N:Weber;Anna;Maria,Luise;;", "vcard-2", "a list in N"), ("4.0", "BDAY:1985", "vcard-3", "birthday"),
    ("4.0", "BDAY;CALSCALE=gregorian:19850102", "vcard-3", "parameter CALSCALE"),
    ("4.0", "ADR:;;Road 1;;;;;Room 5", "vcard-3", "component 8 of ADR"),
    ("4.0", "TEL;VALUE=uri:tel:+12015550123;isub=7", "vcard-3", "isub of a number"),
    ("4.0", "TEL;VALUE=uri:tel:7042;phone-context=example.com", "vcard-2", "phone-context of a number"),
    ("4.0", "LOGO;PREF=2:data:image/gif;base64,AAAA", "vcard-3", "parameter PREF"),
    ("4.0", "GEO:geo:1,2;u=10", "vcard-2", "u of a position"),
    ("3.0", "TEL;LABEL=\"a;b\":1", "vcard-2", "parameter LABEL"),
  ])
  func whatAVersionCannotHoldIsTold(_ version: String, _ line: String, _ format: String, _ subject: String) throws {
    var log = DiagnosticLog()
    _ = try Cards.lines(try Cards.contact("FN:A\n" + line, version: version), as: format, log: &log)
    #expect(log.diagnostics.map(\.subject) == [subject] && log.count(of: .fieldLost) == 1)
  }

  /// A handset has no use for what only programs read.
  @Test func aDialectWithoutExtrasTellsThem() throws {
    var log = DiagnosticLog()
    var contact = Self.whole
    contact.extras.append(Extra("vcard:X-FOO", ["bar"]))
    let lines = try Cards.lines(contact, as: "gigaset-vcard", log: &log)
    #expect(!lines.contains { $0.hasPrefix("X-") })
    #expect(Set(log.diagnostics.map(\.subject)) == ["number.home-fax", "Lead Status", "property X-FOO"])
  }

  @Test func extrasOfOtherFormatsComeBack() throws {
    var log = DiagnosticLog()
    let sink = try Cards.read(try Cards.format("vcard-2").write([Self.whole], log: &log))
    #expect(sink.contacts.first?.extra("Lead Status") == ["Open", "Won"])
    #expect(sink.contacts.first?.source == Self.whole.source && sink.contacts.first?.id == Self.whole.id)
  }
}
