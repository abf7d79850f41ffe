import Contacts
import TextEncoding
import Testing

@testable import Formats

@Suite struct StructuredCardTests {
  /// What a card says is the same in signs, in JSON and in XML.
  @Test(arguments: ["jcard", "xcard"])
  func structuredCardsSayTheSame(_ id: String) throws {
    let (version, lines) = CardWritingTests.cards[2]
    let contact = try Cards.contact(lines.joined(separator: "\n"), version: version)
    let format = try Cards.format(id)
    var log = DiagnosticLog()
    let written = try format.write([contact, CardWritingTests.whole], log: &log)
    let source = StructuredCards(FileBytes(written), path: "x", format: format, isGuess: false)
    var sink = Cards.Sink()
    try source.read(part: 0, into: &sink)
    #expect(sink.contacts.count == 2 && sink.rejected.isEmpty)
    let again = try Cards.lines(sink.contacts[0])
    #expect(Set(again.map(Self.sorted)) == Set(lines.map(Self.sorted)), "\(again)")
    #expect(sink.contacts[1].numbers.map(\.raw) == CardWritingTests.whole.numbers.map(\.written))
    #expect(sink.contacts[1].extra("Lead Status") == ["Open", "Won"])
  }

  /// A content line whose parameters may stand in any order and case, with or without quotation marks.
  private static func sorted(_ line: String) -> String {
    guard let colon = line.firstIndex(of: ":") else { return line }
    let parts = line[..<colon].uppercased().filter { $0 != "\"" }.split(separator: ";").sorted()
    return parts.filter { !$0.hasPrefix("VALUE=") }.joined(separator: ";") + line[colon...]
  }

  /// Dates and times in the forms of RFC 7095, section 3.5, and in those of RFC 6350, section 4.3, again.
  @Test(arguments: [
    ("CREATED:20200101T000000Z", "2020-01-01T00:00:00Z"), ("REV:20200101T101112Z", "2020-01-01T10:11:12Z"),
    ("BDAY:19850412T1022", "1985-04-12T10:22"), ("BDAY:19850412", "1985-04-12"), ("BDAY:1985-04", "1985-04"),
    ("BDAY:--0412", "--04-12"), ("BDAY:---12", "---12"), ("BDAY:1985", "1985"),
    ("BDAY:19531015T231000-0800", "1953-10-15T23:10:00-08:00"),
    ("ANNIVERSARY:20090808T1430-0500", "2009-08-08T14:30-05:00"),
    ("DEATHDATE:19960415T000000Z", "1996-04-15T00:00:00Z"), ("X-T;VALUE=time:102200", "10:22:00"),
    ("TZ;VALUE=utc-offset:-0500", "-05:00"), ("TZ;VALUE=utc-offset:+01", "+01"),
  ])
  func datesAreInTheFormOfTheFormat(_ line: String, _ text: String) throws {
    let contact = try Cards.contact("FN:A\n\(line)", version: "4.0")
    let format = try Cards.format("jcard")
    var log = DiagnosticLog()
    let written = String(decoding: try format.write([contact], log: &log), as: UTF8.self)
    #expect(written.contains("\"\(text)\"]"), "\(written)")
    let source = StructuredCards(FileBytes(written), path: "x", format: format, isGuess: false)
    var sink = Cards.Sink()
    try source.read(part: 0, into: &sink)
    #expect(try Cards.lines(try #require(sink.contacts.first), as: "vcard-4").contains(line))
  }

  @Test func offsetsInXMLAreThoseOfVCard() throws {
    let text = #"[["vcard",[["fn",{},"text","A"],["tz",{},"utc-offset","-05:00"]]]]"#
    let contact = try #require(try Self.copied(text, as: "jcard").sink.contacts.first)
    var log = DiagnosticLog()
    let written = String(decoding: try Cards.format("xcard").write([contact], log: &log), as: UTF8.self)
    #expect(written.contains("<utc-offset>-0500</utc-offset>"))
    #expect(try Cards.lines(contact, as: "vcard-4").contains("TZ;VALUE=utc-offset:-0500"))
  }

  /// Of what is no card the text is kept with the reason.
  @Test(arguments: [
    ("jcard", #"[["vcard",[["fn",{},"text","A"]]],{"@type":"CardGroup","uid":"z"}]"#),
    ("jscontact", #"[{"@type":"Card","name":{"full":"A"}},{"@type":"CardGroup","uid":"z"}]"#),
  ])
  func whatIsNoCardIsKept(_ id: String, _ text: String) throws {
    let source = StructuredCards(FileBytes(text), path: "x", format: try Cards.format(id), isGuess: false)
    var sink = Cards.Sink()
    try source.read(part: 0, into: &sink)
    #expect(sink.order == [true, false])
    let file = try source.rejectedFile([[(ordinal: 1, reason: "why")]])
    let rejected = String(decoding: file.bytes, as: UTF8.self)
    #expect(rejected.contains(#"{\"@type\":\"CardGroup\",\"uid\":\"z\"}"#), "\(rejected)")
    #expect(rejected.contains("\"why\""))
  }

  /// What stands in the version is not read; with nothing beside it there is no card, and all of it is kept.
  @Test func aCardOfNothingButItsVersionIsKept() throws {
    let text = #"[["vcard",[["version",{},"text","4.0",["fn",{},"text","Anna"]]]],["vcard",[["fn",{},"text","B"]]]]"#
    let source = StructuredCards(FileBytes(text), path: "x", format: try Cards.format("jcard"), isGuess: false)
    var sink = Cards.Sink()
    try source.read(part: 0, into: &sink)
    #expect(sink.order == [false, true])
    let file = try source.rejectedFile([[(ordinal: 0, reason: "why")]])
    #expect(String(decoding: file.bytes, as: UTF8.self).contains("Anna"))
  }

  /// What a card was read as, and written again in its own format.
  private static func copied(_ text: String, as id: String) throws -> (sink: Cards.Sink, written: String) {
    let format = try Cards.format(id)
    let source = StructuredCards(FileBytes(text), path: "x", format: format, isGuess: false)
    var sink = Cards.Sink()
    try source.read(part: 0, into: &sink)
    var log = DiagnosticLog()
    return (sink, String(decoding: try format.write(sink.contacts, log: &log), as: UTF8.self))
  }

  /// Control characters of properties that nobody knows are told, where their card stands, and written nowhere: a text that
  /// is full of them would be none.
  @Test(arguments: ["vcard", "vcard-2", "vcard-3", "vcard-4", "jcard", "xcard", "jscontact"])
  func controlCharactersAreRemoved(_ id: String) throws {
    let controls = String(repeating: #"\u0001\u0000\u001f"#, count: 50)
    let text = #"["vcard",[["version",{},"text","4.0"],["fn",{},"text","A"],"#
    let bad = #"["x-n",{"x-p":"p\#(controls)q"},"text","a\#(controls)\nb\#(controls)"]]]"#
    let (sink, _) = try Self.copied("\n\n\(text)\(bad)", as: "jcard")
    #expect(sink.log.diagnostics.contains { $0.code == .nulByte && $0.places.first?.line == 3 })
    #expect(sink.contacts.first?.extra("vcard:X-N;VALUE=text;X-P=pq") == ["a\\nb"])
    var log = DiagnosticLog()
    let written = try Cards.format(id).write(sink.contacts, log: &log)
    #expect(!written.contains { $0 < 0x20 && $0 != 0x0A && $0 != 0x0D })
    // JSON writes them as escapes.
    #expect(!String(decoding: written, as: UTF8.self).contains("u00"))
  }

  /// Values that are no text, several or of several parts, and parameters with several, come back as they were.
  @Test(arguments: [
    #"["x-n",{},"integer",42]"#, #"["x-n",{},"integer",1,-2,3]"#, #"["x-n",{},"float",1.50]"#,
    #"["x-n",{},"boolean",true,false]"#, #"["x-n",{},"text","a;b,c"]"#, #"["x-n",{},"text","a","b,c"]"#,
    #"["x-n",{},"text",["a","b;c",["d","e"]]]"#, #"["x-n",{},"unknown","a\\,b;c"]"#, #"["x-n",{},"uri","a:b,c"]"#,
    #"["x-n",{"x-p":["a","b,c"]},"unknown","v"]"#,
    #"["tel",{"type":["work","voice"],"pid":["1.1","2.1"]},"uri","tel:1"]"#,
    #"["n",{"sort-as":"Weber,Anna"},"text",["Weber",["Anna","Maria"],"","",""]]"#,
    #"["org",{"sort-as":["A","b"]},"text",["A",["b","c"]]]"#,
    #"["gender",{},"text",["M","x"]]"#, #"["categories",{},"text","a","b"]"#,
    #"["xml",{},"text","<a xmlns=\"urn:b\">c, d</a>"]"#,
    #"["bday",{},"date-and-or-time","1985-04"]"#, #"["related",{},"text","Bob, his brother"]"#,
  ])
  func jsonValuesComeBack(_ property: String) throws {
    let text = #"[["vcard",[["version",{},"text","4.0"],["fn",{},"text","A"],\#(property)]]]"#
    let (sink, written) = try Self.copied(text, as: "jcard")
    #expect(written.contains(property), "\(written)")
    #expect(sink.log.count(of: .cardReshaped) == 0)
  }

  /// What no line of a vCard says is told, with the property.
  @Test(arguments: [
    ("jcard", #"["x-n",{},"text",["a",["b",["c"]]]]"#), ("jcard", #"["x-n",{},"text",{"a":1}]"#),
    ("jcard", #"["x-n",{},"text",null]"#), ("jcard", #"["x-n",{},"text",["a","b"],["c","d"]]"#),
    ("jcard", #"["x-n",{},"text",1]"#), ("jcard", #"["x-n",{},"boolean","yes"]"#),
    ("jcard", #"["x-n",{},"unknown",["a","b"]]"#),
    ("xcard", "<x-n><text>a</text><uri>b:c</uri></x-n>"), ("xcard", "<x-n><part>a</part></x-n>"),
    ("xcard", "<x-n a=\"b\"><text>c</text></x-n>"), ("xcard", "<x-n><text>a<b/></text></x-n>"),
    ("xcard", "<x-n><parameters><x-p>a</x-p></parameters><text>a</text></x-n>"),
  ])
  func whatNoLineSaysIsTold(_ id: String, _ property: String) throws {
    let text =
      id == "jcard"
      ? #"[["vcard",[["fn",{},"text","A"],\#(property)]]]"#
      : "<vcards xmlns=\"urn:ietf:params:xml:ns:vcard-4.0\"><vcard><fn><text>A</text></fn>\(property)</vcard></vcards>"
    let (sink, _) = try Self.copied(text, as: id)
    #expect(sink.contacts.count == 1)
    let told = sink.log.diagnostics.filter { $0.code == .cardReshaped }
    #expect(told.map(\.subject) == ["X-N"])
    #expect(["a", "a, b, c", "a, b, c, d", "", "1", "yes", "a, b:c", "c", "a, b"].contains(told.first?.example))
  }

  /// Of a name, address or gender whose elements are not called as its parts, no text is lost.
  @Test(arguments: [
    ("<n><text>A</text></n>", "N:A"), ("<n>A</n>", "N:A"), ("<gender><text>F</text></gender>", "GENDER:F"),
    ("<n><surname>W</surname><b>c</b></n>", "N:W;;;;;;;c"), ("<n><b/></n>", "N:;;;;"),
  ])
  func textsOfUnknownPartsAreKept(_ property: String, _ expected: String) throws {
    let text =
      "<vcards xmlns=\"urn:ietf:params:xml:ns:vcard-4.0\"><vcard><fn><text>A</text></fn>\(property)</vcard></vcards>"
    let (sink, _) = try Self.copied(text, as: "xcard")
    let contact = try #require(sink.contacts.first)
    #expect(try Cards.lines(contact, as: "vcard-4").contains(expected))
  }

  /// The word for a URI that vCard 2.1 has, which programs go on to write, is none of those that brackets have.
  @Test(arguments: [("jcard", #""uri","https"#), ("xcard", "<uri>https"), ("jscontact", #""uri":"https"#)])
  func linksAreURIs(_ id: String, _ expected: String) throws {
    let contact = try Cards.contact("FN:A\nURL;TYPE=work;VALUE=URL:https://b.example", version: "4.0")
    var log = DiagnosticLog()
    let written = String(decoding: try Cards.format(id).write([contact], log: &log), as: UTF8.self)
    #expect(written.contains(expected), "\(written)")
  }

  /// What RFC 9554 added to names and addresses comes back, and a namespace that is none spoils no card.
  @Test func whatXMLSaysOfNamesComesBack() throws {
    let text = """
      <vcards xmlns="urn:typo"><vcard><fn><text>A</text></fn><n><surname>W</surname><surname>V</surname><given>A</given>\
      <additional></additional><prefix></prefix><suffix>Jr.</suffix><generation>Jr.</generation></n><adr><pobox></pobox>\
      <ext></ext><street>1 Road</street><locality>L</locality><region></region><code></code><country></country>\
      <number>1</number><name>Road</name></adr></vcard></vcards>
      """
    let (sink, written) = try Self.copied(text, as: "xcard")
    let contact = try #require(sink.contacts.first)
    #expect(contact.name.display == "A" && sink.log.count(of: .cardReshaped) == 0)
    #expect(
      try Cards.lines(contact, as: "vcard-4").prefix(3) == [
        "FN:A", "N:W,V;A;;;Jr.;;Jr.", "ADR:;;1 Road;L;;;;;;;1;Road",
      ])
    #expect(written.contains("<generation>Jr.</generation>") && written.contains("<name>Road</name>"))
    let card = try Cards.contact("FN:A\nX-N;VALUE=\"a<b>c\":1", version: "4.0")
    var log = DiagnosticLog()
    let xml = String(decoding: try Cards.format("xcard").write([card], log: &log), as: UTF8.self)
    #expect(xml.contains("<abc>1</abc>"))
  }

  /// Quotation marks around types are no part of them, wherever commas stand.
  @Test(arguments: ["jcard", "xcard"]) func quotedTypesDoNotGrow(_ id: String) throws {
    var contact = try Cards.contact("FN:A\nTEL;TYPE=\"a:b,home\":1\nREV:2\n,3\ng.h.X-A;B:c", version: "4.0")
    let format = try Cards.format(id)
    var log = DiagnosticLog()
    let first = try format.write([contact], log: &log)
    for _ in 0..<2 {
      let sink = try Self.copied(String(decoding: first, as: UTF8.self), as: id)
      #expect(sink.written == String(decoding: first, as: UTF8.self))
      contact = try #require(sink.sink.contacts.first)
    }
    #expect(contact.numbers.map(\.kind) == [.home])
  }

  /// Elements of other namespaces are no properties of the card, and come back as they were.
  @Test(arguments: [
    "<x:tel xmlns:x=\"urn:x\" x:a=\"b\">1, 2<x:b>c &amp; d</x:b></x:tel>", "<other xmlns=\"urn:x\"><in/></other>",
  ])
  func otherNamespacesComeBack(_ element: String) throws {
    let text =
      "<c:vcards xmlns:c=\"urn:ietf:params:xml:ns:vcard-4.0\"><c:vcard><c:fn><c:text>A</c:text></c:fn>\(element)"
      + "<c:x-n><c:integer>1</c:integer><c:integer>2</c:integer></c:x-n></c:vcard></c:vcards>"
    let (sink, written) = try Self.copied(text, as: "xcard")
    let contact = try #require(sink.contacts.first)
    #expect(contact.name.display == "A" && contact.numbers.isEmpty && sink.log.count(of: .cardReshaped) == 0)
    #expect(written.replacing("\n", with: "").replacing("  ", with: "").contains(element), "\(written)")
    #expect(written.contains("<integer>2</integer>"))
    #expect(try Cards.lines(contact, as: "vcard-4").contains { $0.hasPrefix("XML:<") && $0.hasSuffix(">") })
  }

  /// Values and parameters that another namespace calls cards are written as what they are: parts of one card.
  @Test(arguments: [
    "<tel><x:vcard>+447911123456</x:vcard></tel>",
    "<tel><parameters><x:vcard><text>a</text></x:vcard></parameters><uri>tel:+447911123456</uri></tel>",
  ])
  func whatIsCalledCardWithinOneIsNone(_ property: String) throws {
    let text =
      "<vcards xmlns=\"urn:ietf:params:xml:ns:vcard-4.0\" xmlns:x=\"urn:x\"><vcard><fn><text>A</text></fn>\(property)"
      + "</vcard></vcards>"
    let written = try Self.copied(text, as: "xcard").written
    let again = try Self.copied(written, as: "xcard")
    #expect(again.sink.order == [true] && again.sink.contacts.map(\.name.display) == ["A"], "\(written)")
    #expect(again.written == written && written.contains("+447911123456"))
  }

  /// Of a file that was cut, the cards before the cut are read; the rest is a rejected record.
  @Test(arguments: [
    ("jcard", #"[["vcard",[["fn",{},"text","A"]]],["vcard",[["fn",{},"te"#),
    ("jscontact", #"[{"@type":"Card","name":{"full":"A"}},{"@type":"Card","name"#),
  ])
  func cardsBeforeACutAreKept(_ id: String, _ text: String) throws {
    let format = try Cards.format(id)
    let source = StructuredCards(FileBytes(text), path: "x", format: format, isGuess: false)
    var sink = Cards.Sink()
    try source.read(part: 0, into: &sink)
    #expect(sink.contacts.map(\.name.display) == ["A"] && sink.order == [true, false])
    #expect(sink.rejected == [Place(line: 1, column: text.utf8.count + 1)])
    #expect(sink.reasons[0].hasPrefix("the file is damaged from here on: "))
    let file = try source.rejectedFile([[(ordinal: 1, reason: "why")]])
    let rejected = String(decoding: file.bytes, as: UTF8.self)
    #expect(rejected.contains(id == "jcard" ? #"[\"vcard\",[[\"fn\",{},\"te""# : #"\"Card\",\"name""#), "\(rejected)")
  }

  /// What an XML file is refused for costs no card in front of it.
  @Test func cardsBeforeWhatIsRefusedAreKept() throws {
    let deep = String(repeating: "<x>", count: 300)
    let text =
      "<vcards xmlns=\"urn:ietf:params:xml:ns:vcard-4.0\"><vcard><fn><text>A</text></fn></vcard>\n"
      + "<vcard><fn><text>B</text></fn>\(deep)</vcard></vcards>"
    let source = StructuredCards(FileBytes(text), path: "x", format: try Cards.format("xcard"), isGuess: false)
    var sink = Cards.Sink()
    try source.read(part: 0, into: &sink)
    #expect(sink.contacts.map(\.name.display) == ["A"] && sink.order == [true, false])
    #expect(sink.rejected.map(\.line) == [2] && sink.reasons[0].contains("deep"))
    let file = try source.rejectedFile([[(ordinal: 1, reason: "why")]])
    #expect(String(decoding: file.bytes, as: UTF8.self).contains("&lt;text&gt;B"))
  }

  /// A text that is no JSON is a damaged file, and no question of permissions.
  @Test(arguments: ["jcard", "jscontact"]) func brokenJSONIsToldAsSuch(_ id: String) throws {
    let source = StructuredCards(FileBytes("[1 2]"), path: "x", format: try Cards.format(id), isGuess: false)
    var sink = Cards.Sink()
    let failure = try #require(throws: Failure.self) { try source.read(part: 0, into: &sink) }
    #expect(failure.code == .fileDamaged && failure.line == 1 && failure.column == 4)
  }

  /// Cards are made on every core, and taken in the order of the file; those before a break are taken as well.
  @Test(arguments: ["jcard", "jscontact"], ["]", ",{]"])
  func manyCardsAreTakenInOrder(_ id: String, _ end: String) throws {
    let names = (0..<300).map { "Name \($0)" }
    let cards = names.enumerated().map { index, name in
      if index % 100 == 7 { return "1" }
      return id == "jcard"
        ? #"["vcard",[["fn",{},"text","\#(name)"]]]"# : #"{"@type":"Card","name":{"full":"\#(name)"}}"#
    }
    let text = "[\n" + cards.joined(separator: ",\n") + end
    let source = StructuredCards(FileBytes(text), path: "x", format: try Cards.format(id), isGuess: false)
    var sink = Cards.Sink()
    try source.read(part: 0, into: &sink)
    #expect(sink.contacts.map(\.name.display) == names.indices.filter { $0 % 100 != 7 }.map { names[$0] })
    #expect(sink.rejected.map(\.line) == [9, 109, 209] + (end == "]" ? [] : [301]))
  }

  @Test func rejectedStructuredCardsHaveTheirReason() throws {
    let text = #"[["vcard",[["fn",{},"text","A"]]],1,["vcard",[["fn",{},"text","B"]]]]"#
    let format = try Cards.format("jcard")
    let source = StructuredCards(FileBytes(text), path: "x", format: format, isGuess: false)
    let file = try source.rejectedFile([[(ordinal: 2, reason: "why")]])
    #expect(
      String(decoding: file.bytes, as: UTF8.self)
        == "[\n[\"vcard\",[[\"fn\",{},\"text\",\"B\"],[\"x-switchbook-reason\",{},\"text\",\"why\"]]]\n]\n")
  }

  @Test(arguments: ["[1", "[{\"a\":}]", "<vcards><vcard>"])
  func brokenTextIsAFailureOrRepaired(_ text: String) throws {
    let format = try Cards.format(text.hasPrefix("<") ? "xcard" : "jcard")
    let source = StructuredCards(FileBytes(text), path: "x", format: format, isGuess: false)
    var sink = Cards.Sink()
    if format.id == "jcard" {
      #expect(throws: Failure.self) { try source.read(part: 0, into: &sink) }
    } else {
      try? source.read(part: 0, into: &sink)
      #expect(sink.contacts.isEmpty)
    }
  }

  /// What the table of migrations says of formats that hold everything.
  @Test(arguments: ["vcard-2", "vcard-3", "vcard-4", "jcard", "xcard", "jscontact"])
  func everythingIsHeld(_ id: String) throws {
    var contact = CardWritingTests.whole
    for field in TextField.content where ![.birthday, .photo, .revised].contains(field) {
      contact[field] = "a \(field.shortName)"
    }
    contact.source = SourceRecord()
    contact.numbers = Number.Kind.allCases.enumerated().map { index, kind in
      Number(kind: kind, number: "+4420794600\(10 + index)")
    }
    contact.addresses = [PostalAddress(kind: .home)]
    for part in PostalAddress.Part.allCases { contact.addresses[0][part] = "the \(part.rawValue)" }
    contact.urls = ["https://example.com/a,b"]
    let format = try Cards.format(id)
    #expect(format.holdings(whenWritten: true) == Set(Format.holdable))
    #expect(format.holdings(whenWritten: false) == Set(Format.holdable))
    var log = DiagnosticLog()
    let written = FileBytes(try format.write([contact], log: &log))
    #expect(log.diagnostics.isEmpty)
    var sink = Cards.Sink()
    switch format.syntax {
    case .vcard:
      try VCardSource(written, path: "x", format: format, isGuess: false, encoding: nil).read(part: 0, into: &sink)
    default: try StructuredCards(written, path: "x", format: format, isGuess: false).read(part: 0, into: &sink)
    }
    let again = try #require(sink.contacts.first)
    for field in TextField.content { #expect(again[field] == contact[field], "\(field)") }
    #expect(again.numbers.map(\.kind) == contact.numbers.map(\.kind))
    #expect(again.numbers.map(\.raw) == contact.numbers.map(\.number))
    #expect(again.emails == contact.emails && again.addresses == contact.addresses && again.urls == contact.urls)
    #expect(again.phonebooks == contact.phonebooks && again.extra("Lead Status") == ["Open", "Won"])
  }

  @Test func jsContactKeepsWhatItKnows() throws {
    let format = try Cards.format("jscontact")
    var log = DiagnosticLog()
    let written = try format.write([CardWritingTests.whole], log: &log)
    var sink = Cards.Sink()
    try StructuredCards(FileBytes(written), path: "x", format: format, isGuess: false).read(part: 0, into: &sink)
    let again = try #require(sink.contacts.first)
    #expect(again.name == CardWritingTests.whole.name && again.birthday == "--02-29")
    #expect(again.numbers.map(\.kind) == CardWritingTests.whole.numbers.map(\.kind))
    #expect(again.numbers.map(\.raw) == CardWritingTests.whole.numbers.map(\.written))
    #expect(again.emails == CardWritingTests.whole.emails && again.phonebooks == ["Kunden"])
    #expect(again.extra("Lead Status") == ["Open", "Won"] && again.photo == CardWritingTests.whole.photo)
    #expect(again.source == CardWritingTests.whole.source && log.diagnostics.isEmpty)
  }
}
