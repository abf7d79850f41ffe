import Contacts
import Testing

@testable import Formats

/// Cards of which something was edited since they were read.
@Suite struct CardEditingTests {
  @Test func anEditReplacesOnlyItsProperty() throws {
    let (version, lines) = CardWritingTests.cards[1]
    var contact = try Cards.contact(lines.joined(separator: "\n"), version: version)
    contact.numbers[1].number = "+442079460003"
    contact.numbers.append(Number(kind: .home, number: "+441632960001", raw: "01632 960001"))
    contact.emails.removeFirst()
    contact.name.display = "Dr. Anna Weber"
    contact.title = "Leiterin"
    contact.extras.removeAll { $0.name == "vcard:X-ABShowAs" }
    var expected = lines.filter { !$0.hasPrefix("item2") && !$0.hasPrefix("X-ABShowAs") }
    expected[2] = "FN:Dr. Anna Weber"
    expected[4] = "item3.TEL:+442079460003"
    expected += ["TITLE:Leiterin", "TEL;TYPE=HOME,VOICE:+441632960001"]
    #expect(try Cards.lines(contact) == expected)
  }

  /// Outlook ends a note with a soft line break and a blank line; what follows keeps its place.
  @Test func aSoftBreakBeforeABlankLineTakesNothingAlong() throws {
    var contact = try Cards.contact(
      "N:A;B\nNOTE;ENCODING=QUOTED-PRINTABLE:Zeile=0D=0A=\n\nitem1.TEL;WORK;X-P=1:030 1234567\nitem1.X-ABLabel:Zentrale",
      version: "2.1")
    #expect(contact.numbers.count == 1)
    contact.numbers[0].number = "+49301234567"
    let expected = [
      "N:A;B", "NOTE;ENCODING=QUOTED-PRINTABLE:Zeile=0D=0A", "item1.TEL;WORK;X-P=1:+49301234567",
      "item1.X-ABLabel:Zentrale",
    ]
    #expect(try Cards.lines(contact).prefix(4) == expected[...])
  }

  /// Words that were parted from a number are its label; the line keeps what it says beside.
  @Test(arguments: [
    (
      "item1.TEL;TYPE=CELL;X-P=1:0171 5550101 (privat)", Number.Kind.mobile, "privat",
      ["item1.TEL;TYPE=CELL;X-P=1:+491715550101", "item1.X-ABLabel:privat"]
    ),
    ("TEL;X-P=1:Fax: 0171 5550101", .businessFax, "", ["TEL;X-P=1;TYPE=WORK,FAX:+491715550101"]),
  ])
  func remarksLeaveTheRestOfTheLine(
    _ line: String, _ kind: Number.Kind, _ label: String, _ expected: [String]
  ) throws {
    var contact = try Cards.contact("N:A;;;;\nFN:A\n\(line)")
    contact.numbers[0] = Number(kind: kind, number: "+491715550101", label: label, raw: "0171 5550101")
    #expect(try Cards.lines(contact).dropFirst(2).filter { !$0.hasPrefix("UID") } == expected)
  }

  /// A birthday in words, which no standard before 4.0 knows, stays in the version that it came in.
  @Test(arguments: ["2.1", "3.0"]) func birthdaysInWordsStay(_ version: String) throws {
    var contact = try Cards.contact("N:A;;;;\nFN:A\nBDAY;X-P=1:12  March 1980", version: version)
    contact.birthday = "12 March 1980"
    var log = DiagnosticLog()
    #expect(try Cards.lines(contact, as: "vcard", log: &log).contains("BDAY;X-P=1:12 March 1980"))
    #expect(log.count(of: .fieldLost) == 0)
    _ = try Cards.lines(contact, as: version == "2.1" ? "vcard-3" : "vcard-2", log: &log)
    #expect(log.count(of: .fieldLost) == 1)
  }

  @Test func aChangedLabelIsWrittenInItsPlace() throws {
    var contact = try Cards.contact("FN:A\nitem1.TEL:1\nitem1.X-ABLabel:Empfang\nNOTE:n")
    contact.numbers[0].label = "Zentrale"
    contact.numbers.append(Number(kind: .other, label: "Labor", raw: "2"))
    #expect(
      try Cards.lines(contact) == [
        "FN:A", "item1.TEL:1", "item1.X-ABLabel:Zentrale", "NOTE:n", "N:;;;;", "item2.TEL;TYPE=VOICE:2",
        "item2.X-ABLabel:Labor",
      ])
  }

  /// A label among the types is written as it was, until somebody edits it; other versions have it in a line of its own, and
  /// the kind that it told as a type.
  @Test(arguments: [
    (
      "vcard", "Arbeit Mobil",
      ["TEL;PREF;X-CUSTOM(CHARSET=UTF-8,ENCODING=QUOTED-PRINTABLE,Arbeit=20Mobil):1", "TEL:2"]
    ),
    ("vcard", "Yacht", ["item1.TEL;PREF;CELL:1", "item1.X-ABLabel:Yacht", "TEL:2"]),
    ("vcard", "", ["TEL;PREF;CELL:1", "TEL:2"]),
    ("vcard-3", "Arbeit Mobil", ["item1.TEL;TYPE=CELL,PREF:1", "item1.X-ABLabel:Arbeit Mobil", "TEL:2"]),
    ("vcard-3", "", ["TEL;TYPE=CELL,PREF:1", "TEL:2"]),
    ("vcard-4", "Arbeit Mobil", ["item1.TEL;TYPE=cell;PREF=1:1", "item1.X-ABLabel:Arbeit Mobil", "TEL:2"]),
  ])
  func labelsAmongTypes(_ format: String, _ label: String, _ expected: [String]) throws {
    let line = "TEL;PREF;X-CUSTOM(CHARSET=UTF-8,ENCODING=QUOTED-PRINTABLE,Arbeit=20Mobil):1"
    var contact = try Cards.contact("N:A\n\(line)\nTEL:2", version: "2.1")
    contact.numbers[0].label = label
    #expect(try Cards.lines(contact, as: format).filter { $0.contains("TEL") || $0.contains("Label") } == expected)
  }

  @Test func labelsAmongTypesOfEMails() throws {
    let contact = try Cards.contact("N:A\nEMAIL;X-Boat;X-Summer house:a@example.com", version: "2.1")
    #expect(contact.emails[0].label == "Boat, Summer house")
    #expect(
      try Cards.lines(contact, as: "vcard-3").filter { $0.contains("item1") } == [
        "item1.EMAIL:a@example.com", "item1.X-ABLabel:Boat\\, Summer house",
      ])
  }

  /// A picture that somebody replaced has a head that is true of it.
  @Test(arguments: [
    ("PHOTO;ENCODING=b;TYPE=JPEG:AAAA", "https://x/y.png", "PHOTO;VALUE=uri:https://x/y.png"),
    ("PHOTO;ENCODING=b;TYPE=JPEG:AAAA", "data:image/png;base64,BBBB", "PHOTO;ENCODING=b;TYPE=PNG:BBBB"),
    ("PHOTO;X-A=b;ENCODING=b;TYPE=JPEG:AAAA", "data:image/jpeg;base64,BBBB", "PHOTO;X-A=b;ENCODING=b;TYPE=JPEG:BBBB"),
    ("PHOTO;VALUE=uri;X-A=b:http://x/y", "http://x/z", "PHOTO;VALUE=uri;X-A=b:http://x/z"),
    ("a.PHOTO;VALUE=uri:http://x/y", "data:image/png;base64,BBBB", "a.PHOTO;ENCODING=b;TYPE=PNG:BBBB"),
  ])
  func headsOfPicturesAreTrue(_ line: String, _ uri: String, _ expected: String) throws {
    var contact = try Cards.contact("FN:A\n\(line)")
    contact.photo = uri
    #expect(try Cards.lines(contact).filter { $0.contains("PHOTO") } == [expected])
  }

  /// Of a number, e-mail or address whose kind somebody edited, only the types that say the kind are other than they were.
  @Test(arguments: [
    ("3.0", "TEL;type=CELL;type=VOICE;type=pref;X-P=1:", "TEL;type=HOME,VOICE;type=pref;X-P=1:"),
    ("3.0", "TEL;X-P=1:", "TEL;X-P=1;TYPE=HOME,VOICE:"), ("3.0", "TEL;TYPE=PREF,IPHONE:", "TEL;TYPE=HOME,VOICE,PREF:"),
    ("3.0", "TEL;TYPE=Handy:", "TEL;TYPE=HOME,VOICE:"),
    ("2.1", "item1.TEL;PREF;WORK;FAX;X-P=1:", "item1.TEL;PREF;HOME;VOICE;X-P=1:"),
    ("2.1", "TEL;TYPE=PAGER:", "TEL;TYPE=HOME;TYPE=VOICE:"),
    ("4.0", "TEL;PID=1.1;TYPE=\"voice,work\";PREF=2:", "TEL;PID=1.1;TYPE=home,voice;PREF=2:"),
  ])
  func anEditedKindStaysInItsPlace(_ version: String, _ head: String, _ expected: String) throws {
    let others = ["FN:A", "EMAIL:a@example.com", "NOTE:n", "N:;;;;"]
    let lines = others[..<1] + ["\(head)+44 20 7946 0001", "TEL;TYPE=HOME:2"] + others[1...]
    var contact = try Cards.contact(lines.joined(separator: "\n"), version: version)
    contact.numbers[0].number = "+442079460001"
    contact.numbers[0].kind = .home
    #expect(
      try Cards.lines(contact) == others[..<1] + ["\(expected)+44 20 7946 0001", "TEL;TYPE=HOME:2"] + others[1...])
  }

  /// What is edited of e-mails and addresses, and of labels, leaves the line where it is, with all else that it says.
  @Test func editedKindsAndLabelsLeaveTheRest() throws {
    let lines = [
      "FN:A", "item1.EMAIL;type=INTERNET;type=pref;X-P=1:a@example.com", "item1.X-ABLabel:Büro",
      "EMAIL;TYPE=HOME,X400;PREF=1:b@example.com", "ADR;TYPE=dom,home;LANGUAGE=de:;;Road 1,Flat 2;London;;;;x",
      "NOTE:n",
      "item2.TEL;X-P=2:+1", "item2.X-ABLabel:_$!<Mobile>!$_", "TEL;type=pref:+2", "N:;;;;",
    ]
    var contact = try Cards.contact(lines.joined(separator: "\n"))
    #expect(contact.emails[0].kind == .work && contact.emails[0].label == "Büro" && contact.numbers[0].kind == .mobile)
    contact.emails[0].label = ""
    contact.emails[1].kind = .work
    contact.addresses[0].kind = .other
    contact.numbers[0].kind = .pager
    contact.numbers[1].label = "Empfang"
    #expect(
      try Cards.lines(contact) == [
        "FN:A", "item1.EMAIL;type=INTERNET;type=pref;X-P=1;TYPE=WORK:a@example.com",
        "EMAIL;TYPE=WORK,X400;PREF=1:b@example.com", "ADR;TYPE=dom;LANGUAGE=de:;;Road 1,Flat 2;London;;;;x", "NOTE:n",
        "item2.TEL;X-P=2;TYPE=PAGER:+1", "item3.TEL;type=pref:+2", "item3.X-ABLabel:Empfang", "N:;;;;",
      ])
    // An edited label of its own kind of number is replaced.
    contact.numbers[0].label = "Piepser"
    #expect(try Cards.lines(contact).contains("item2.X-ABLabel:Piepser"))
    // In another version the line stays where it is as well.
    let converted = try Cards.lines(contact, as: "vcard-4")
    #expect(
      converted[1] == "item1.EMAIL;TYPE=work;PREF=1;X-P=1:a@example.com"
        && converted[5] == "item2.TEL;TYPE=pager;X-P=2:+1")
  }

  /// Of a name or address the parts that nobody edited stay as they are: lists, and parts that the model has no field for.
  @Test func partsThatNobodyEditedStay() throws {
    let lines = [
      "N:Weber,Wagner;Anna;Maria,Luise;;MA,MdB;Wagner;Jr.", "FN:Anna Weber",
      "ADR:;Room 5;1 Road,Flat 2;London;;;UK;5;;;1;Road", "ORG:Old;;Unit",
    ]
    var contact = try Cards.contact(lines.joined(separator: "\n"), version: "4.0")
    contact.name.given = "Anne, x"
    contact.name.middle = "Marie, Luise"
    contact.addresses[0].street = "2 Street"
    contact.addresses[0].region = "a;b"
    contact.organization = "New"
    #expect(
      try Cards.lines(contact) == [
        "N:Weber,Wagner;Anne\\, x;Marie,Luise;;MA,MdB;Wagner;Jr.", "FN:Anna Weber",
        "ADR:;Room 5;2 Street;London;a\\;b;;UK;5;;;;", "ORG:New;;Unit",
      ])
  }

  /// A card that was read anew comes first, and its lines say what the old ones said before.
  @Test func theNewestCardIsWritten() throws {
    var contact = try Cards.contact("N:;;;;\nFN:A\nTEL;X-P=new:+1\nEMAIL:\nCATEGORIES:x\nNOTE:n")
    let old = try Cards.contact("FN:A\nTEL;X-P=old:+1\nEMAIL:\nURL:http://x.example\nCATEGORIES:x\nTEL;X-P=a:+2")
    let index = try #require(contact.extras.firstIndex { $0.name == CardLayout.name })
    contact.extras[index].values += old.extra(CardLayout.name) ?? []
    contact.numbers.append(old.numbers[1])
    #expect(
      try Cards.lines(contact) == [
        "N:;;;;", "FN:A", "TEL;X-P=new:+1", "EMAIL:", "CATEGORIES:x", "NOTE:n", "TEL;X-P=a:+2",
      ])
  }

  /// Values of one property that are encoded and that are not stay apart, and keep their order.
  @Test func encodedValuesStayApart() throws {
    let lines = [
      "N:A", "FN:A", "X-A;CHARSET=UTF-8;ENCODING=QUOTED-PRINTABLE:a=0D=0Ab", "X-A:c",
      "AGENT;ENCODING=QUOTED-PRINTABLE:d",
      "AGENT:e",
    ]
    var contact = try Cards.contact(lines.joined(separator: "\n"), version: "2.1")
    #expect(try Cards.lines(contact) == lines)
    contact.title = "x"
    #expect(try Cards.lines(contact) == lines + ["TITLE:x"])
    #expect(try Cards.lines(contact, as: "vcard-3").filter { $0.hasPrefix("X-A") } == ["X-A:a\\nb", "X-A:c"])
  }

  /// Lines of a card in a card that is never closed are text, whatever ends them.
  @Test(arguments: ["vcard-2", "vcard-3", "vcard-4"]) func openCardsInCardsAreText(_ format: String) throws {
    let sink = try Cards.read(
      "BEGIN:VCARD\r\nVERSION:2.1\r\nN:A\r\nAGENT:\r\nBEGIN:VCARD\r\nN:B\u{0}\r\nTEL:1\r\n".utf8)
    let line = try #require(try Cards.lines(sink.contacts[0], as: format).first { $0.contains("AGENT") })
    #expect(
      line.hasSuffix(format == "vcard-2" ? ":BEGIN:VCARD=0D=0AN:B=0D=0ATEL=" : "AGENT:BEGIN:VCARD\\nN:B\\nTEL:1"))
  }

  /// A card in a card is the same after it was written and read, however it was written and however often.
  @Test(
    arguments: [
      ("2.1", "AGENT:\r\nBEGIN:VCARD\r\nVERSION:2.1\r\nN:Joe\r\nEND:VCARD"),
      ("2.1", "AGENT:BEGIN:VCARD\nVERSION:2.1\nN:Joe\nEND:VCARD"),
      ("2.1", "AGENT:BEGIN:VCARD VERSION:2.1 N:Joe\\;x, y END:VCARD"), ("2.1", "AGENT:BEGIN:VCARD\\nN:Joe\\nEND:VCARD"),
      ("3.0", "AGENT:BEGIN:VCARD\\nVERSION:3.0\\nFN:Joe\\\\, Jr\\nEND:VCARD\\n"),
      ("3.0", "AGENT:BEGIN:VCARD FN:Joe\\, Jr END:VCARD"), ("3.0", "AGENT:BEGIN:VCARD\\nFN:Joe"),
      ("3.0", "AGENT:\nBEGIN:VCARD\nFN:Joe\\, Jr\nEND:VCARD"), ("3.0", "AGENT;VALUE=uri:CID:JQPUBLIC@example.com"),
      ("4.0", "X-AGENT:BEGIN:VCARD\\nFN:Joe\\nEND:VCARD"),
    ], ["vcard", "vcard-2", "vcard-3", "vcard-4"])
  func cardsInCardsDoNotGrow(_ card: (version: String, line: String), _ format: String) throws {
    let (version, line) = card
    let text = "BEGIN:VCARD\nVERSION:\(version)\nN:A;B;;;\nFN:A\n\(line)\nTEL:1\nUID:u\nEND:VCARD\n"
    var sink = try Cards.read(text.utf8)
    #expect(sink.contacts.count == 1 && sink.contacts.first?.numbers.count == 1, "\(sink.contacts)")
    var log = DiagnosticLog()
    let first = try Cards.format(format).write(sink.contacts, log: &log)
    for _ in 0..<2 {
      sink = try Cards.read(first)
      #expect(sink.contacts.first?.numbers.count == 1 && sink.log.count(of: .cardRepaired) == 0)
      let again = try Cards.format(format).write(sink.contacts, log: &log)
      #expect(again == first, "\(String(decoding: again, as: UTF8.self))")
      // The same where the card is compared line by line.
      sink.contacts[0].title = "x"
      let edited = try Cards.lines(sink.contacts[0], as: format, log: &log).filter { $0 != "TITLE:x" }
      sink.contacts[0].title = ""
      #expect(try Cards.lines(sink.contacts[0], as: format, log: &log) == edited)
    }
    if format == "vcard", version != "2.1", !line.contains("\n") {
      #expect(String(decoding: first, as: UTF8.self).contains("\r\n\(line)\r\n"))
    }
  }
}
