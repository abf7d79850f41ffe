import Contacts
import JSONSyntax
import TextEncoding
import Testing

@testable import Formats

/// What RFC 9555 says of vCards and cards of JSON, both ways.
@Suite struct JSContactTests {
  private static func read(_ cards: [JSONValue]) throws -> Cards.Sink {
    let format = try Cards.format("jscontact")
    var writer = JSONWriter()
    writer.append(.array(cards))
    let source = StructuredCards(FileBytes(writer.take()), path: "x", format: format, isGuess: false)
    var sink = Cards.Sink()
    try source.read(part: 0, into: &sink)
    return sink
  }

  private static func written(_ contacts: [Contact]) throws -> [JSONValue] {
    var log = DiagnosticLog()
    let bytes = try Cards.format("jscontact").write(contacts, log: &log)
    #expect(log.diagnostics.isEmpty)
    return try #require(JSONValue(json: String(decoding: bytes, as: UTF8.self))).elements
  }

  private static func card(_ members: String) throws -> JSONValue {
    try #require(JSONValue(json: #"{"@type":"Card","version":"1.0","uid":"u","# + members + "}"))
  }

  /// Properties of vCard 4.0, the members that they are, and the same properties again.
  @Test(arguments: [
    ("FN:A\nKIND:individual", #""kind":"individual","name":{"full":"A"}"#),
    (
      "FN:A\nN;SORT-AS=\"Stevenson,John\":Stevenson;John;Philip;Dr.;Jr.,M.D.;;Jr.",
      #""name":{"full":"A","components":[{"kind":"title","value":"Dr."},{"kind":"given","value":"John"},"#
        + #"{"kind":"given2","value":"Philip"},{"kind":"surname","value":"Stevenson"},"#
        + #"{"kind":"generation","value":"Jr."},{"kind":"credential","value":"M.D."}],"#
        + #""sortAs":{"surname":"Stevenson","given":"John"}}"#
    ),
    (
      "FN:A\nN;LANGUAGE=pl:Nowak;Jan;;;PhD",
      #""name":{"full":"A","components":[{"kind":"given","value":"Jan"},{"kind":"surname","value":"Nowak"},"#
        + #"{"kind":"credential","value":"PhD"}],"vCardParams":{"language":"pl"}}"#
    ),
    (
      "FN:A\nTEL;VALUE=uri;PREF=1;TYPE=home,voice:tel:+1-555-555-5555;ext=5\nTEL;TYPE=text,main-number,x-a;PID=1.1:12",
      #""name":{"full":"A"},"phones":{"1":{"number":"tel:+1-555-555-5555;ext=5","pref":1,"#
        + #""contexts":{"private":true},"features":{"voice":true}},"2":{"number":"12","features":{"text":true,"#
        + #""main-number":true},"vCardParams":{"type":"x-a","pid":"1.1"}}}"#
    ),
    (
      "FN:A\nitem1.TEL;TYPE=cell:12\nitem1.X-ABLabel:Pforte\nb.EMAIL;PROP-ID=e;TYPE=work:a@example.com",
      #""name":{"full":"A"},"phones":{"1":{"number":"12","features":{"mobile":true},"label":"Pforte"}},"#
        + #""emails":{"e":{"address":"a@example.com","contexts":{"work":true},"vCardParams":{"group":"b"}}}"#
    ),
    (
      "FN:A\nADR;TYPE=work;CC=GB;GEO=\"geo:1,2\";TZ=Europe/London;LABEL=\"1 Road^nLondon\":;;1 Road;London;;;GB",
      #""name":{"full":"A"},"addresses":{"1":{"components":[{"kind":"name","value":"1 Road"},"#
        + #"{"kind":"locality","value":"London"}],"contexts":{"work":true},"countryCode":"GB","#
        + #""coordinates":"geo:1,2","timeZone":"Europe/London","full":"1 Road\nLondon"}}"#
    ),
    (
      "FN:A\nADR:;;54321 Oak St;Reston;VA;20190;USA;;;;54321;Oak St;;;;;;",
      #""name":{"full":"A"},"addresses":{"1":{"components":[{"kind":"locality","value":"Reston"},"#
        + #"{"kind":"region","value":"VA"},{"kind":"postcode","value":"20190"},{"kind":"country","value":"USA"},"#
        + #"{"kind":"number","value":"54321"},{"kind":"name","value":"Oak St"}]}}"#
    ),
    (
      "FN:A\nGEO:geo:1,2\nTZ;VALUE=utc-offset:+0100",
      #""name":{"full":"A"},"addresses":{"1":{"coordinates":"geo:1,2"},"2":{"timeZone":"Etc/GMT-1"}}"#
    ),
    (
      "FN:A\nIMPP;PREF=1:xmpp:a@example.com\nSOCIALPROFILE;SERVICE-TYPE=Mastodon:https://example.com/@a\n"
        + "SOCIALPROFILE;VALUE=text;SERVICE-TYPE=Blog:peter94",
      #""name":{"full":"A"},"onlineServices":{"1":{"uri":"xmpp:a@example.com","pref":1,"vCardName":"impp"},"#
        + #""2":{"service":"Mastodon","uri":"https://example.com/@a"},"3":{"service":"Blog","user":"peter94"}}"#
    ),
    (
      "FN:A\nLANG;TYPE=work;PREF=1:en\nLANGUAGE:de-AT",
      #""name":{"full":"A"},"language":"de-AT","preferredLanguages":{"1":{"language":"en","pref":1,"#
        + #""contexts":{"work":true}}}"#
    ),
    (
      "FN:A\nGRAMGENDER:NEUTER\nPRONOUNS;PREF=2:they/them\nGENDER:O;intersex",
      #""name":{"full":"A"},"speakToAs":{"grammaticalGender":"neuter","pronouns":{"1":{"pronouns":"they/them","#
        + #""pref":2}}},"vCardProps":[["gender",{},"text",["O","intersex"]]]"#
    ),
    (
      "FN:A\nBDAY:19531015T231000Z\nBIRTHPLACE:Any Town\\, CA\nANNIVERSARY:19860201\nDEATHDATE;CALSCALE=gregorian:1996\n"
        + "DEATHPLACE;VALUE=uri:geo:1,2",
      #""name":{"full":"A"},"anniversaries":{"1":{"kind":"birth","date":{"@type":"Timestamp","#
        + #""utc":"1953-10-15T23:10:00Z"},"place":{"full":"Any Town, CA"}},"2":{"kind":"wedding","#
        + #""date":{"year":1986,"month":2,"day":1}},"3":{"kind":"death","date":{"year":1996,"#
        + #""calendarScale":"gregorian"},"place":{"coordinates":"geo:1,2"}}}"#
    ),
    (
      "FN:A\nMEMBER:urn:uuid:1\nRELATED;TYPE=friend,met:urn:uuid:2\nRELATED;VALUE=text:Ask John",
      #""name":{"full":"A"},"members":{"urn:uuid:1":true},"relatedTo":{"urn:uuid:2":{"relation":{"friend":true,"#
        + #""met":true}},"Ask John":{"relation":{}}}"#
    ),
    (
      "FN:A\nORG;SORT-AS=\"ABC\":ABC\\, Inc.;North;Marketing\ng.ORG:B\ng.ROLE:Leader\nTITLE:Scientist",
      #""name":{"full":"A"},"organizations":{"1":{"name":"ABC, Inc.","units":[{"name":"North"},"#
        + #"{"name":"Marketing"}],"sortAs":"ABC"},"2":{"name":"B","vCardParams":{"group":"g"}}},"titles":{"1":"#
        + #"{"kind":"role","name":"Leader","organizationId":"2","vCardParams":{"group":"g"}},"#
        + #""2":{"kind":"title","name":"Scientist"}}"#
    ),
    (
      "FN:A\nEXPERTISE;LEVEL=expert;INDEX=1:chemistry\nHOBBY;LEVEL=high:reading\nNOTE;AUTHOR-NAME=John;"
        + "CREATED=20221123T150132Z:n",
      #""name":{"full":"A"},"personalInfo":{"1":{"kind":"expertise","value":"chemistry","level":"high","listAs":1},"#
        + #""2":{"kind":"hobby","value":"reading","level":"high"}},"notes":{"1":{"note":"n","author":{"name":"John"},"#
        + #""created":"2022-11-23T15:01:32Z"}}"#
    ),
    (
      "FN:A\nPHOTO:https://x/1.png\nLOGO;MEDIATYPE=image/png:https://x/2.png\nSOUND:https://x/3\nKEY:https://x/k\n"
        + "CALURI:https://x/c\nFBURL:https://x/f\nCALADRURI:mailto:a@example.com\nSOURCE:https://x/s\n"
        + "ORG-DIRECTORY;INDEX=1:https://x/d\nURL:https://x/\nCONTACT-URI;PREF=1:https://x/a",
      #""name":{"full":"A"},"media":{"1":{"kind":"photo","uri":"https://x/1.png"},"2":{"kind":"logo","#
        + #""uri":"https://x/2.png","mediaType":"image/png"},"3":{"kind":"sound","uri":"https://x/3"}},"#
        + #""cryptoKeys":{"1":{"uri":"https://x/k"}},"calendars":{"1":{"kind":"calendar","uri":"https://x/c"},"#
        + #""2":{"kind":"freeBusy","uri":"https://x/f"}},"schedulingAddresses":{"1":{"uri":"mailto:a@example.com"}},"#
        + #""directories":{"1":{"kind":"entry","uri":"https://x/s"},"2":{"kind":"directory","uri":"https://x/d","#
        + #""listAs":1}},"links":{"1":{"uri":"https://x/"},"2":{"kind":"contact","uri":"https://x/a","pref":1}}"#
    ),
    (
      "FN:A\nCREATED:19940930T143510Z\nREV:19951031T222710Z\nPRODID:ACME\nCATEGORIES:a,b\nNICKNAME;TYPE=work:Jo",
      #""name":{"full":"A"},"created":"1994-09-30T14:35:10Z","updated":"1995-10-31T22:27:10Z","prodId":"ACME","#
        + #""keywords":{"a":true,"b":true},"nicknames":{"1":{"name":"Jo","contexts":{"work":true}}}"#
    ),
    (
      "FN:A\nREV:2020\nBDAY;VALUE=text:circa 1800\nitem1.X-FOO;X-BAR=Hello:World!\\, a\nCLIENTPIDMAP:1;urn:uuid:3\nFN:B",
      #""name":{"full":"A"},"vCardProps":[["rev",{},"timestamp","2020"],["bday",{},"text","circa 1800"],"#
        + #"["x-foo",{"group":"item1","x-bar":"Hello"},"unknown","World!\\, a"],"#
        + #"["clientpidmap",{},"text",["1","urn:uuid:3"]],["fn",{},"text","B"]]"#
    ),
    (
      "FN:A\nJSPROP;JSPTR=\"example.com:foo\":{\"bar\":1234}\nTEL;PROP-ID=p:1\n"
        + "JSPROP;JSPTR=\"phones/p/example.com:a~1b\":\"x\"\nX-SWITCHBOOK-EXTRA:Lead\\; Status;Open;Won",
      #""name":{"full":"A"},"example.com:foo":{"bar":1234},"phones":{"p":{"number":"1","example.com:a/b":"x"}},"#
        + #""switchbook:Lead; Status":["Open","Won"]"#
    ),
  ])
  func propertiesAreMembers(_ lines: String, _ members: String) throws {
    let contact = try Cards.contact(lines + "\nUID;VALUE=text:u", version: "4.0")
    let card = try #require(try Self.written([contact]).first)
    let expected = JSContact.normalised(try Self.card(members))
    #expect(JSContact.normalised(card).says(expected), "\(card.canonical)\n\(expected.canonical)")
    // And back: the same properties, whatever their order.
    let again = try #require(try Self.read([card]).contacts.first)
    let before = Set(lines.replacing(",B\n", with: ",B").split(separator: "\n").map(Self.sorted) + ["UID;VALUE=TEXT:u"])
    let after = Set(try Cards.lines(again, as: "vcard-4").map(Self.sorted))
    #expect(after == before, "\(after.symmetricDifference(before))")
  }

  /// A content line whose parameters may stand in any order, case and quotation marks; and jsprop's guards say nothing.
  private static func sorted(_ line: some StringProtocol) -> String {
    let line = String(line)
    guard var colon = line.firstIndex(of: ":"), !line.hasPrefix("JSPROP") else { return line }
    var isQuoted = false
    for index in line.indices {
      if line[index] == "\"" { isQuoted.toggle() }
      if line[index] == ":", !isQuoted {
        colon = index
        break
      }
    }
    let parts = line[..<colon].filter { $0 != "\"" }.uppercased().split(separator: ";").sorted()
    return parts.joined(separator: ";") + line[colon...]
  }

  private static let janeDoe = #"[{"kind":"given","value":"Jane"},{"kind":"surname","value":"Doe"}]"#

  /// The examples of RFC 9555, section 3.3.1 (with erratum 8786), and orders that are none.
  @Test(arguments: [
    ("N;JSCOMPS=\";1;0\":Doe;Jane;;;", janeDoe, true, nil),
    (
      "N;JSCOMPS=\";1;2;0;6;4,1\":Stevenson;John;Philip;;Jr.,M.D.;;Jr.",
      #"[{"kind":"given","value":"John"},{"kind":"given2","value":"Philip"},{"kind":"surname","value":"Stevenson"},"#
        + #"{"kind":"generation","value":"Jr."},{"kind":"credential","value":"M.D."}]"#, true, nil
    ),
    (
      "N;JSCOMPS=\"s, ;3;1;0;s,\\, ;4\":Doe;Jane;;Dr.;PhD",
      #"[{"kind":"title","value":"Dr."},{"kind":"given","value":"Jane"},{"kind":"surname","value":"Doe"},"#
        + #"{"kind":"separator","value":", "},{"kind":"credential","value":"PhD"}]"#, true, " "
    ),
    (
      "ADR;JSCOMPS=\"s,\\, ;10;s, ;11;3\":;;54321 Oak St;Reston;;;;;;;54321;Oak St;;;;;;",
      #"[{"kind":"number","value":"54321"},{"kind":"separator","value":" "},{"kind":"name","value":"Oak St"},"#
        + #"{"kind":"locality","value":"Reston"}]"#, true, ", "
    ),
    ("N;JSCOMPS=\";1\":Doe;Jane;;;", janeDoe, false, nil), ("N;JSCOMPS=\";1;0;0\":Doe;Jane;;;", janeDoe, false, nil),
    ("N;JSCOMPS=\"s,-;s,+\":Doe;Jane;;;", janeDoe, false, nil),
    ("N;JSCOMPS=\"x;1;0,z\":Doe;Jane;;;", janeDoe, false, nil),
  ])
  func partsHaveAnOrder(_ line: String, _ components: String, _ isOrdered: Bool, _ separator: String?) throws {
    let contact = try Cards.contact("FN:A\nUID:u\n\(line)", version: "4.0")
    let card = try #require(try Self.written([contact]).first)
    let value = try #require(line.hasPrefix("N") ? card["name"] : card["addresses"]?.members.first?.value)
    #expect(value["components"]?.says(try #require(JSONValue(json: components))) == true, "\(value.canonical)")
    #expect(value["isOrdered"] == (isOrdered ? .bool(true) : nil))
    #expect(value["defaultSeparator"]?.text == separator)
    // No order that is one needs a patch: the property tells it.
    let again = try Cards.lines(try #require(try Self.read([card]).contacts.first), as: "vcard-4")
    #expect(again.contains { $0.contains("JSCOMPS=") } == isOrdered, "\(again)")
    #expect(!again.contains { $0.hasPrefix("JSPROP") }, "\(again)")
  }

  /// Cards with what has no property, or another order: all of it comes back.
  static let cards = [
    #""name":{"components":[{"kind":"given","value":"Jane"},{"kind":"surname","value":"Doe"}],"isOrdered":true}"#,
    #""name":{"components":[{"kind":"given","value":"John"},{"kind":"separator","value":"-"},{"kind":"given","#
      + #""value":"Paul","phonetic":"Pol"},{"kind":"surname","value":"García"},{"kind":"surname2","value":"Márquez"},"#
      + #"{"kind":"generation","value":"III"},{"kind":"credential","value":"PhD"}],"isOrdered":true,"#
      + #""defaultSeparator":"","phoneticSystem":"ipa","sortAs":{"given":"J"},"full":"John-Paul"}"#,
    #""kind":"org","organizations":{"o":{"name":"Acme","units":[{"name":"A","sortAs":"B"}],"contexts":{"work":true},"#
      + #""example.com:x":[1,null,{"a":"b"}]}}"#,
    #""phones":{"p1":{"@type":"Phone","number":"+1 (555) 1","features":{"text":true,"x-y":true},"contexts":"#
      + #"{"work":true,"other":true},"pref":3,"label":"l, a"},"2":{"number":"tel:+1;x=2"},"1":{"number":"sip:a@b"}}"#,
    #""emails":{"1":{"address":"a@b","vCardParams":{"x-a":["b","c"],"group":"g"}},"2":{"address":"c@d","label":"x"}}"#,
    #""addresses":{"a":{"full":"Only\nText"},"b":{"components":[{"kind":"number","value":"1"},{"kind":"separator","#
      + #""value":" "},{"kind":"name","value":"Road"},{"kind":"floor","value":"3"}],"isOrdered":true,"#
      + #""defaultSeparator":", "},"c":{"countryCode":"de","contexts":{"billing":true}},"d":{},"e":{"timeZone":"UTC"},"#
      + #""f":{"components":[{"kind":"country","value":"DE"}],"countryCode":"DE"}}"#,
    #""titles":{"t":{"name":"Boss","kind":"title","organizationId":"o"},"r":{"name":"Role","kind":"role"},"x":{"name":"y","kind":"z"}}"#,
    #""media":{"1":{"kind":"banner","uri":"https://x"},"2":{"kind":"photo","uri":"data:image/png;base64,AAAA","pref":2},"#
      + #""3":{"kind":"logo","blobId":"b"}}"#,
    #""onlineServices":{"1":{"user":"u"},"2":{"service":"S"},"3":{"uri":"xmpp:a","user":"b","service":"c"}}"#,
    #""anniversaries":{"1":{"kind":"birth","date":{"@type":"Timestamp","utc":"1953-10-15T23:10:00Z"}},"2":{"kind":"other","#
      + #""date":{"year":2000}},"3":{"kind":"death","date":{"year":1990,"month":2},"place":{"full":"a","coordinates":"geo:1,2"}},"#
      + #""4":{"kind":"birth","date":{"month":2,"day":29}},"5":{"kind":"wedding","date":{"day":3}}}"#,
    #""notes":{"a":{"note":"one\n\ntwo","created":"2022-11-23T15:01:32Z","author":{"name":"J","uri":"mailto:j@x"}},"b":{"note":"x"}}"#,
    #""keywords":{"a,b":true,"c":true},"members":{"urn:1":true,"no uri":true},"relatedTo":{"urn:2":{"relation":{}},"x":{}}"#,
    #""localizations":{"de":{"name/full":"A","titles/t":null}},"language":"en","created":"2020","updated":"2020-01-01T00:00:00Z","#
      + #""example.com:a/b~c":{"@type":"Card"},"unknown":false,"personalInfo":{"1":{"kind":"hobby","value":"v","level":"low"}}"#,
    #""speakToAs":{"grammaticalGender":"animate","pronouns":{"k":{"pronouns":"he","contexts":{"work":true}}},"example.com:a":1}"#,
    #""nicknames":{"n":{"name":"A"},"m":{"name":"B, C"}},"preferredLanguages":{"1":{"language":"de"},"2":{"language":"fr","pref":9}}"#,
    #""links":{"1":{"uri":"https://x","mediaType":"text/html","label":"L","kind":"x"},"a":{"uri":"no uri"}},"version":"2.0""#,
    #""vCardProps":[["x-a",{"group":"g","b":["c","d"]},"unknown","e;f,g\\n"],["gender",{},"text",["M","x"]]],"switchbook:A: b":"c""#,
  ]

  @Test(arguments: cards) func whatNobodyEditedComesBack(_ members: String) throws {
    let card = try Self.card(
      #""name":{"full":"A"},"#.prefix(members.hasPrefix(#""name""#) || members.contains("\"org\"") ? 0 : 100) + members)
    let sink = try Self.read([card])
    let again = try #require(try Self.written(sink.contacts).first)
    #expect(JSContact.normalised(again).says(JSContact.normalised(card)), "\(again.canonical)\n\(card.canonical)")
    // And over a vCard of version 4.0.
    let lines = try Cards.lines(try #require(sink.contacts.first), as: "vcard-4")
    let other = try Cards.contact(lines.joined(separator: "\n"), version: "4.0")
    let third = try #require(try Self.written([other]).first)
    #expect(JSContact.normalised(third).says(JSContact.normalised(card)), "\(third.canonical)\n\(lines)")
  }

  /// Of an edited field the new value counts, whatever was remembered of the old.
  @Test func editsAreWritten() throws {
    let card = try Self.card(
      #""name":{"components":[{"kind":"given","value":"Jane"},{"kind":"surname","value":"Doe"}],"isOrdered":true},"#
        + #""phones":{"1":{"number":"1","example.com:a":1},"2":{"number":"2","contexts":{"work":true},"pref":1}},"#
        + #""addresses":{"a":{"components":[{"kind":"number","value":"1"},{"kind":"name","value":"Road"}],"isOrdered":true}},"#
        + #""titles":{"t":{"name":"Boss","example.com:b":2}}"#)
    var contact = try #require(try Self.read([card]).contacts.first)
    #expect(contact.name.given == "Jane" && contact.name.family == "Doe" && contact.addresses[0].street == "1 Road")
    contact.name.display = "Joan Doe"
    contact.name.given = "Joan"
    contact.numbers.removeFirst()
    contact.numbers[0].raw = "3"
    contact.addresses[0].street = "2 Road"
    contact.title = "Chief"
    let again = JSContact.normalised(try #require(try Self.written([contact]).first))
    let expected = JSContact.normalised(
      try Self.card(
        #""name":{"components":[{"kind":"given","value":"Joan"},{"kind":"surname","value":"Doe"}],"#
          + #""isOrdered":true},"#
          + #""phones":{"2":{"number":"3","contexts":{"work":true},"pref":1}},"#
          + #""addresses":{"a":{"components":[{"kind":"name","value":"2 Road"}]}},"#
          + #""titles":{"t":{"name":"Chief","example.com:b":2}}"#))
    #expect(again.says(expected), "\(again.canonical)")
  }

  /// The same for any card, with what no standard knows.
  @Test func anyCardComesBack() throws {
    let seed = UInt64.random(in: 0 ... .max)
    print("seed \(seed)")
    var random = RandomJSON(seed)
    for _ in 0..<150 {
      let card = random.card()
      let contact = try #require(try Self.read([card]).contacts.first, "seed \(seed)")
      let again = try #require(try Self.written([contact]).first)
      #expect(
        JSContact.normalised(again).says(JSContact.normalised(card)),
        "seed \(seed)\n\(again.canonical)\n\(card.canonical)")
    }
  }
}

/// Cards made of the words of the standard put together without regard to it: the same for the same seed.
private struct RandomJSON {
  private var state: UInt64

  init(_ seed: UInt64) { state = seed }

  private static let maps = [
    "nicknames", "organizations", "titles", "phones", "emails", "onlineServices", "preferredLanguages", "calendars",
    "schedulingAddresses", "addresses", "cryptoKeys", "directories", "links", "media", "anniversaries", "notes",
    "personalInfo", "relatedTo",
  ]
  private static let members = [
    "name", "number", "address", "uri", "user", "service", "language", "note", "value", "kind", "contexts", "features",
    "pref", "label", "mediaType", "listAs", "level", "units", "components", "countryCode", "full", "date", "place",
    "author", "created", "isOrdered", "example.com:a/b", "sortAs", "vCardName", "relation", "timeZone", "coordinates",
  ]
  private static let texts = [
    "a", "A, B; C", "x\ny", "tel:+4420", "https://x.example/a,b", "c:\\n", "work", "title", "role", "photo", "surname",
    "2020-01-01T00:00:00Z", "\"q\"", "^n", "", " ", "impp", "birth", "death", "geo:1,2", "Etc/GMT-1", "high", "entry",
    "GB",
  ]

  mutating func card() -> JSONValue {
    var members: [JSONValue.Member] = [
      .init("uid", .string("u\(below(9))")), .init("name", .object([.init("full", .string("A"))])),
    ]
    for map in Self.maps where below(3) == 0 {
      let entries = (0..<below(4)).map { index in
        JSONValue.Member(["1", "2", "a", "k/1"][(index + below(2)) % 4], entry())
      }
      members.append(.init(map, .object(unique(entries))))
    }
    if below(2) == 0 { members.append(.init("keywords", .object([.init(text(), .bool(true))]))) }
    if below(2) == 0 {
      members.append(.init("speakToAs", .object([.init("pronouns", .object([.init("k", entry())]))])))
    }
    if below(3) == 0 { members.append(.init("example.com:x", value(2))) }
    if below(3) == 0 { members.append(.init("kind", value(1))) }
    return .object(members)
  }

  private mutating func entry() -> JSONValue {
    .object(unique((0..<below(6)).map { _ in JSONValue.Member(Self.members[below(Self.members.count)], value(3)) }))
  }

  private mutating func value(_ depth: Int) -> JSONValue {
    switch below(depth > 0 ? 9 : 6) {
    case 0: .number("\(below(200))")
    case 1: .bool(below(2) == 0)
    case 2...5: .string(text())
    case 6: .array((0..<below(3)).map { _ in entryPart(depth - 1) })
    case 7: .object([.init("work", .bool(true)), .init("private", .bool(below(2) == 0))])
    default: entryPart(depth - 1)
    }
  }

  private mutating func entryPart(_ depth: Int) -> JSONValue {
    .object(
      unique(
        (0..<below(3)).map { _ in
          JSONValue.Member(["kind", "value", "name", "full", "utc", "year", "uri"][below(7)], value(depth))
        }))
  }

  private func unique(_ members: [JSONValue.Member]) -> [JSONValue.Member] {
    var names = Set<String>()
    return members.filter { names.insert($0.name).inserted }
  }

  private mutating func text() -> String { Self.texts[below(Self.texts.count)] }

  private mutating func below(_ bound: Int) -> Int {
    state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
    return Int(state >> 33) % bound
  }
}
