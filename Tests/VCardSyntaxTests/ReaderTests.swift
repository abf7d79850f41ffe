import Testing
import VCardSyntax

@Suite struct ReaderTests {
  @Test func versionsMixedInOneFile() {
    let text = """
      BEGIN:VCARD
      VERSION:2.1
      N;WORK:Weber
      END:VCARD

      BEGIN:VCARD
      VERSION:3.0
      FN:Anna
      END:VCARD
      begin:vcard
      version:4.0
      fn:Ben
      end:vcard
      """
    let (cards, problems) = ReadCard.all(in: text.utf8)
    #expect(cards.map(\.version) == [.v21, .v30, .v40])
    #expect(cards.map(\.line) == [1, 6, 10])
    #expect(cards.map(\.properties) == [["N;WORK:Weber"], ["FN:Anna"], ["fn:Ben"]])
    #expect(problems.isEmpty && cards.allSatisfy(\.problems.isEmpty))
  }

  @Test(arguments: ["\n", "\r\n", "\r", "\r\r\n"])
  func everyLineEnd(_ end: String) {
    let lines = ["BEGIN:VCARD", "VERSION:3.0", "NOTE:one", "  two", "", "FN:Anna", "END:VCARD", ""]
    let text = lines.joined(separator: end)
    let (cards, problems) = ReadCard.all(in: text.utf8)
    #expect(cards == [ReadCard(version: .v30, line: 1, properties: ["NOTE:one two", "FN:Anna"])])
    #expect(problems.isEmpty)
  }

  @Test(arguments: [
    ("NOTE:a\n b", "NOTE:ab"),
    ("NOTE:a\n\tb", "NOTE:ab"),
    ("NOTE:a\n  b\n \n c", "NOTE:a bc"),
    ("TEL;TYPE=WORK;X-LONG=\n 1:+1", "TEL;TYPE=WORK;X-LONG=1:+1"),
    ("item1.TEL:1", "item1.TEL:1"),
    ("a.b.TEL:1", "a.b.TEL:1"),
    ("TEL;X=\"a:b;c\":1", "TEL;X=\"a:b;c\":1"),
    ("TEL;X=\"a:b\n c\n d\":1\n 2", "TEL;X=\"a:bcd\":12"),
    ("TEL :1", "TEL:1"),
    ("X:", "X:"),
    ("X;:y", "X:y"),
    ("X-GOOGLE TALK;TYPE=WORK:y", "X-GOOGLE TALK;TYPE=WORK:y"),
    ("NOTE:a\n\n b\n\n\n\tc", "NOTE:abc"),
  ])
  func contentLines(_ line: String, _ expected: String) {
    let card = ReadCard.card("VERSION:3.0\n" + line)
    #expect(card.properties == [expected])
    #expect(card.problems.isEmpty)
  }

  @Test func foldInsideOfACharacter() {
    var bytes = Array("BEGIN:VCARD\r\nVERSION:3.0\r\nFN:J".utf8)
    bytes += [0xC3, 0x0D, 0x0A, 0x20, 0xBC] + Array("rgen\r\nEND:VCARD\r\n".utf8)
    #expect(ReadCard.all(in: bytes).cards.first?.properties == ["FN:Jürgen"])
    #expect(ReadCard.all(in: bytes).cards.first?.problems == [])
  }

  @Test(arguments: [
    ("NOTE;QUOTED-PRINTABLE:Stra=C3=9Fe", "NOTE;QUOTED-PRINTABLE:Straße", []),
    ("NOTE;ENCODING=QUOTED-PRINTABLE:one =\ntwo=0D=0Athree", "NOTE;ENCODING=QUOTED-PRINTABLE:one two⏎three", []),
    ("NOTE;ENCODING=QUOTED-PRINTABLE:a=\n b", "NOTE;ENCODING=QUOTED-PRINTABLE:a b", []),
    ("NOTE;ENCODING=QUOTED-PRINTABLE:a=\n", "NOTE;ENCODING=QUOTED-PRINTABLE:a", []),
    ("NOTE;QUOTED-PRINTABLE:a=ZZ=4", "NOTE;QUOTED-PRINTABLE:a=ZZ=4", ["3:23 quoted-printable-broken"]),
    (
      "FN;CHARSET=ISO-8859-1;ENCODING=QUOTED-PRINTABLE:J=FCrgen",
      "FN;CHARSET=ISO-8859-1;ENCODING=QUOTED-PRINTABLE:Jürgen", []
    ),
    (
      "FN;CHARSET=NOSUCH;ENCODING=QUOTED-PRINTABLE:J=C3=BC", "FN;CHARSET=NOSUCH;ENCODING=QUOTED-PRINTABLE:Jü",
      ["3:1 charset-unknown"]
    ),
    (
      "FN;CHARSET=UTF-8;ENCODING=QUOTED-PRINTABLE:J=FC", "FN;CHARSET=UTF-8;ENCODING=QUOTED-PRINTABLE:J�",
      ["3:44 undecodable"]
    ),
  ])
  func quotedPrintable(_ line: String, _ expected: String, _ problems: [String]) {
    let card = ReadCard.card("VERSION:2.1\n" + line)
    #expect(card.properties == [expected])
    #expect(card.problems == problems)
  }

  @Test func quotedPrintableThatNeverEndsStopsAtTheCardsEnd() {
    let text = """
      BEGIN:VCARD
      VERSION:2.1
      NOTE;QUOTED-PRINTABLE:a=
      END:VCARD
      BEGIN:VCARD
      VERSION:2.1
      FN:B
      END:VCARD
      """
    let (cards, _) = ReadCard.all(in: text.utf8)
    #expect(cards.map(\.properties) == [["NOTE;QUOTED-PRINTABLE:a"], ["FN:B"]])
    #expect(cards.first?.problems == ["3:1 quoted-printable-open"])
    let cut = ReadCard.all(in: "BEGIN:VCARD\nVERSION:2.1\nNOTE;QUOTED-PRINTABLE:a=".utf8).cards
    #expect(cut.first?.problems == ["3:1 quoted-printable-open", "4:1 end-missing"])
  }

  /// Of files that were joined of which one has no last line end, no card takes its neighbour along.
  @Test(arguments: ["END:VCARDBEGIN:VCARD", "end:vcard begin:vcard ", "END:VCARD\u{FEFF}BEGIN:VCARD"])
  func cardsInOneLineAreTwo(_ joint: String) {
    let (cards, problems) = ReadCard.all(
      in: "BEGIN:VCARD\nVERSION:3.0\nFN:A\n\(joint)\nVERSION:2.1\nFN:B\nEND:VCARD\n".utf8)
    #expect(
      cards == [
        ReadCard(version: .v30, line: 1, properties: ["FN:A"], problems: ["4:10 cards-joined"]),
        ReadCard(version: .v21, line: 4, properties: ["FN:B"]),
      ])
    #expect(problems.isEmpty)
    let stray = ReadCard.all(in: "\(joint)\nVERSION:2.1\nFN:B\nEND:VCARD\n".utf8).cards
    #expect(stray.map(\.properties) == [["FN:B"]] && stray.first?.problems.first == "1:1 line-stray")
  }

  /// A card in a card ends in the line in which the neighbour of both begins.
  @Test func aJointEndsACardInACard() {
    let text =
      "BEGIN:VCARD\nVERSION:2.1\nAGENT:\nBEGIN:VCARD\nFN:X\nEND:VCARDBEGIN:VCARD\nVERSION:2.1\nFN:B\nEND:VCARD\n"
    let (cards, _) = ReadCard.all(in: text.utf8)
    #expect(cards.map(\.properties) == [["AGENT:BEGIN:VCARD⏎FN:X⏎END:VCARD"], ["FN:B"]])
    #expect(cards.map(\.line) == [1, 6])
  }

  @Test(arguments: ["NOTE:END:VCARDBEGIN:VCARD", "END:VCARDS", "END:VCARDBEGIN:VCARDS", "BEGIN:VCARDEND:VCARD"])
  func whatLooksLikeAJointIsNone(_ line: String) {
    let card = ReadCard.card("VERSION:3.0\nFN:A\n\(line)")
    #expect(card.properties == ["FN:A", line] && card.problems.isEmpty)
  }

  /// A file that was cut inside of its last line spoils nothing.
  @Test(arguments: ["E", "END:VC"])
  func anEndThatWasCut(_ end: String) {
    let (cards, _) = ReadCard.all(in: "BEGIN:VCARD\nVERSION:3.0\nTEL:1\n\(end)".utf8)
    #expect(cards.map(\.properties) == [["TEL:1"]])
    #expect(cards.first?.problems == ["5:1 end-missing"])
  }

  @Test func eightBitTextInItsCharacterSet() {
    let tail = [0xFC] + Array("rgen\nEND:VCARD".utf8)
    let windows = Array("BEGIN:VCARD\nVERSION:2.1\nFN;CHARSET=WINDOWS-1252:J".utf8) + tail
    // What was decoded is UTF-8, and says so.
    #expect(ReadCard.all(in: windows).cards.first?.properties == ["FN;CHARSET=UTF-8:Jürgen"])
    let unmarked = Array("BEGIN:VCARD\nVERSION:2.1\nFN:J".utf8) + tail
    let decoded = ReadCard.all(in: unmarked, fallback: "WINDOWS-1252").cards.first
    #expect(decoded?.properties == ["FN;CHARSET=UTF-8:Jürgen"])
    #expect(ReadCard.all(in: unmarked).cards.first?.properties == ["FN;CHARSET=UTF-8:J�rgen"])
    #expect(ReadCard.all(in: unmarked).cards.first?.problems == ["3:4 undecodable"])
    let newer = Array("BEGIN:VCARD\nVERSION:3.0\nFN:J".utf8) + tail
    #expect(ReadCard.all(in: newer, fallback: "WINDOWS-1252").cards.first?.properties == ["FN:Jürgen"])
  }

  /// Quoted-printable text that names no character set is in the fallback where it is no UTF-8; what is called UTF-8 and
  /// is so but for a byte was damaged.
  @Test(arguments: [
    ("FN;ENCODING=QUOTED-PRINTABLE:J=F6rg=92s", "FN;ENCODING=QUOTED-PRINTABLE:Jörg’s"),
    ("FN;ENCODING=QUOTED-PRINTABLE:J=C3=B6rg", "FN;ENCODING=QUOTED-PRINTABLE:Jörg"),
    ("FN;CHARSET=UTF-8;QUOTED-PRINTABLE:J=F6rg", "FN;CHARSET=UTF-8;QUOTED-PRINTABLE:Jörg"),
    ("FN;CHARSET=UTF-8;QUOTED-PRINTABLE:J=C3=B6rg=C3", "FN;CHARSET=UTF-8;QUOTED-PRINTABLE:Jörg�"),
    ("FN;CHARSET=CP850;QUOTED-PRINTABLE:J=94rg", "FN;CHARSET=CP850;QUOTED-PRINTABLE:Jörg"),
    (
      "FN;CHARSET=ISO-2022-JP;QUOTED-PRINTABLE:=1B$B;3ED=1B(B Anna",
      "FN;CHARSET=ISO-2022-JP;QUOTED-PRINTABLE:山田 Anna"
    ),
    ("FN;CHARSET=ISO-2022-JP:\u{1B}$B;3ED\u{1B}(B Anna", "FN;CHARSET=UTF-8:山田 Anna"),
  ])
  func quotedPrintableTextInItsCharacterSet(_ line: String, _ expected: String) {
    let text = "BEGIN:VCARD\nVERSION:2.1\n\(line)\nEND:VCARD"
    #expect(ReadCard.all(in: text.utf8, fallback: "WINDOWS-1252").cards.first?.properties == [expected])
  }

  /// Lines are UTF-8 whatever stood in the file: in quoted-printable, in the head.
  @Test func linesAreUTF8Throughout() {
    let head = Array("BEGIN:VCARD\nVERSION:2.1\n".utf8)
    let quoted = Array("FN;CHARSET=ISO-8859-1;QUOTED-PRINTABLE:J=F6rg ".utf8) + [0xE4] + Array("\n".utf8)
    let text = head + quoted + Array("TEL;X-".utf8) + [0xE4] + Array(":1\nEND:VCARD".utf8)
    text.withUnsafeBytes { bytes in
      var reader = VCardReader(bytes)
      let isThere = reader.next()
      let lines = reader.properties.dropFirst().map { String(validating: $0.text, as: UTF8.self) }
      #expect(isThere && lines == ["FN;CHARSET=UTF-8;QUOTED-PRINTABLE:J=C3=B6rg =C3=A4", "TEL;X-�:1"])
    }
  }

  @Test func byteOrderMarksAnywhere() {
    let mark = "\u{FEFF}"
    let card = "BEGIN:VCARD\nVERSION:3.0\nFN:"
    let text = "\(mark)\(mark)\(card)A\nEND:VCARD\n\(mark)\n\(mark)\(card)B\nEND:VCARD\n\(mark)"
    let read = ReadCard.all(in: text.utf8)
    #expect(read.cards.map(\.properties) == [["FN:A"], ["FN:B"]])
    #expect(read.cards.allSatisfy(\.problems.isEmpty) && read.problems.isEmpty)
  }

  @Test(arguments: [
    ("VERSION:3.0\nNOTE:one\ntwo, three\nFN:A", ["NOTE:one⏎two, three", "FN:A"], ["4:1 line-joined"]),
    (
      "VERSION:3.0\nPHOTO;ENCODING=b:AAAA\nBBBB\nCC==\nFN:A", ["PHOTO;ENCODING=b:AAAABBBBCC==", "FN:A"],
      ["4:1 line-joined"]
    ),
    ("VERSION:3.0\nNOTE:one\nFN\nN:A", ["NOTE:one", "N:A"], ["4:1 line-stray"]),
    ("VERSION:3.0\nTEL;X=\"a:1\nFN:A", ["TEL;X=\"a:1", "FN:A"], ["3:1 quote-open"]),
    ("VERSION:3.0\nTEL:1\nX-PHONE(2):b\nX-<a, b>;X-P=1:c", ["TEL:1", "X-PHONE(2):b", "X-<a, b>;X-P=1:c"], []),
    ("VERSION:3.0\nFN:A\0B", ["FN:AB"], ["3:4 nul-byte"]),
    ("VERSION:3.0\nX-A;X-P=a\u{1}b:c\u{1F}d", ["X-A;X-P=ab:cd"], ["3:13 control-character"]),
    ("VERSION:3.0\nFN:A\u{B}B\tC", ["FN:A B\tC"], ["3:4 control-character"]),
    ("VERSION:3.0\nFN:A\ntw\u{2}o", ["FN:A⏎two"], ["4:1 line-joined", "4:1 control-character"]),
    (
      "VERSION:2.1\nX-A;QUOTED-PRINTABLE:a=01=00b=0D=0Ac", ["X-A;QUOTED-PRINTABLE:ab⏎c"], ["3:22 nul-byte"]
    ),
    // What says that the value is encoded is found behind the character, too.
    (
      "VERSION:2.1\nFN;QUOTED-\u{1}PRINTABLE:=41", ["FN;QUOTED-PRINTABLE:A"], ["3:22 control-character"]
    ),
    (
      "VERSION:2.1\nAGENT:\nBEGIN:VCARD\nFN:A\u{1}\nEND:VCARD", ["AGENT:BEGIN:VCARD⏎FN:A⏎END:VCARD"],
      ["3:1 control-character"]
    ),
    ("FN:A", ["FN:A"], ["1:1 version-missing"]),
    ("VERSION:5.0\nFN:A", ["FN:A"], ["1:1 version-unknown"]),
  ])
  func brokenLinesAreToldAndKept(_ lines: String, _ properties: [String], _ problems: [String]) {
    let card = ReadCard.card(lines)
    #expect(card.properties == properties)
    #expect(card.problems == problems)
  }

  @Test func missingVersionIsGuessed() {
    #expect(ReadCard.card("TEL;WORK:1").version == .v21)
    #expect(ReadCard.card("TEL;TYPE=WORK:1").version == .v30)
  }

  @Test func missingMarksNeverTakeANeighbour() {
    let begin = "BEGIN:VCARD\nVERSION:3.0"
    let text = "VERSION:3.0\nFN:A\nEND:VCARD\n\(begin)\nFN:B\n\(begin)\nFN:C\nEND:VCARD\ntrash\n\(begin)\nFN:D"
    let (cards, problems) = ReadCard.all(in: text.utf8)
    #expect(cards.map(\.properties) == [["FN:A"], ["FN:B"], ["FN:C"], ["FN:D"]])
    #expect(
      cards.map(\.problems) == [
        ["1:1 begin-missing"], ["7:1 end-missing"], [], ["11:1 line-stray", "15:1 end-missing"],
      ])
    #expect(problems.isEmpty)
  }

  @Test func nestedCardIsAValue() {
    let text = "VERSION:2.1\nFN:A\nAGENT:\nBEGIN:VCARD\nVERSION:2.1\nFN:B\nEND:VCARD\nTEL:1"
    #expect(
      ReadCard.properties(text) == ["FN:A", "AGENT:BEGIN:VCARD⏎VERSION:2.1⏎FN:B⏎END:VCARD", "TEL:1"])
  }

  @Test func nestedCardWithoutEndLeavesTheNeighbour() {
    let text = "BEGIN:VCARD\nVERSION:2.1\nAGENT:\nBEGIN:VCARD\nFN:B\nEND:VCARD\nBEGIN:VCARD\nVERSION:2.1\nFN:C\n"
    let (cards, _) = ReadCard.all(in: (text + "END:VCARD\n").utf8)
    #expect(cards.map(\.properties) == [["AGENT:BEGIN:VCARD⏎FN:B⏎END:VCARD"], ["FN:C"]])
  }

  @Test func hundredThousandNestedCards() {
    let depth = 100_000
    let text =
      String(repeating: "BEGIN:VCARD\nAGENT:\n", count: depth) + String(repeating: "END:VCARD\n", count: depth)
      + "BEGIN:VCARD\nVERSION:3.0\nFN:Z\nEND:VCARD\n"
    let (cards, _) = ReadCard.all(in: text.utf8)
    #expect(cards.count == 2 && cards.last?.properties == ["FN:Z"])
    #expect(cards.first?.problems.contains("2:1 agent-deep") == true)
  }

  @Test func largeThingsAreLeftOutAndTold() {
    let long = String(repeating: "x", count: 5_000)
    let folded = String(repeating: "y\n ", count: 5_000)
    let soft = String(repeating: "zz=\n", count: 5_000)
    let text =
      "BEGIN:VCARD\nVERSION:2.1\nFN:A\nNOTE:\(long)\nNOTE:\(folded)\nNOTE;QUOTED-PRINTABLE:\(soft)\nTITLE:T\nEND:VCARD\n"
    let (cards, _) = ReadCard.all(in: text.utf8, limits: .init(propertyBytes: 1_000))
    #expect(cards.first?.properties == ["FN:A", "TITLE:T"])
    let kinds = cards.first?.problems.map { $0.split(separator: " ")[1] }
    #expect(kinds == Array(repeating: "property-oversized", count: 3))
    let many = "BEGIN:VCARD\nVERSION:3.0\n" + String(repeating: "X:1\n", count: 50) + "END:VCARD\n"
    let limited = ReadCard.all(in: many.utf8, limits: .init(properties: 10)).cards
    #expect(limited.first?.properties.count == 9)
    #expect(limited.first?.problems == ["12:1 too-many-properties"])
  }

  @Test(arguments: [
    (#"a\nb\Nc"#, "a\nb\nc"), (#"\,\;\:\"\\"#, ",;:\"\\"), (#"C:\dir\"#, #"C:\dir\"#), ("plain", "plain"), ("", ""),
  ])
  func escapes(_ value: String, _ expected: String) {
    #expect(Array(value.utf8).withUnsafeBytes { VCardText.unescaped($0) } == expected)
  }

  @Test(arguments: [("\"a^nb^'c^^d\"", "a\nb\"c^d"), ("x^y^", "x^y^")])
  func carets(_ value: String, _ expected: String) {
    #expect(Array(value.utf8).withUnsafeBytes { VCardText.parameter($0) } == expected)
  }

  @Test func typesOfEveryDialect() {
    let lines = ["BEGIN:VCARD", "TEL;WORK;VOICE:1", "TEL;TYPE=WORK,VOICE;type=pref:1", "TEL;TYPE=\"cell,text\":1"]
    let text = lines.joined(separator: "\n")
    let types = Array(text.utf8).withUnsafeBytes { bytes in
      var reader = VCardReader(bytes)
      guard reader.next() else { return [[String]]() }
      return reader.properties.map { property in
        var words: [String] = []
        property.forEachType { words.append(String(decoding: $0, as: UTF8.self)) }
        return words
      }
    }
    #expect(types == [["WORK", "VOICE"], ["WORK", "VOICE", "pref"], ["cell", "text"]])
  }
}
