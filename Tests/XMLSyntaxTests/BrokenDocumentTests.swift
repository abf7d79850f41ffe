import Testing
import XMLSyntax

/// What phones and the scripts that feed them really write.
@Suite struct BrokenDocumentTests {
  struct Case: Sendable, CustomTestStringConvertible {
    let testDescription: String
    let text: String
    let records: [String]
    let messages: [String]

    init(_ name: String, _ text: String, _ records: [String], _ messages: [String]) {
      testDescription = name
      self.text = text
      self.records = records
      self.messages = messages
    }
  }

  static let cases = [
    Case(
      "bare ampersand in text", "<B><Unit>Smith & Sons</Unit></B>", ["Unit 'Smith & Sons'"],
      ["1:16: & without a name behind it was read as &amp;"]),
    Case(
      "ampersand with a word", "<B>\n<Unit Name=\"AT&T\" Phone1=\"1\"/></B>", ["Unit Name=AT&T Phone1=1"],
      ["2:15: & without a name behind it was read as &amp;"]),
    Case(
      "reference of HTML", "<B><Unit>M&uuml;ller &nbsp; &lt;x&gt; &#228;&#xe4;</Unit></B>",
      ["Unit 'Müller \u{A0} <x> ää'"],
      ["1:11: &uuml; is HTML, not XML, and was read as ü", "1:22: &nbsp; is HTML, not XML, and was read as \u{A0}"]),
    Case("ampersand in CDATA", "<B><Unit><![CDATA[a<b & c]]></Unit><!-- & --></B>", ["Unit 'a<b & c'"], []),
    Case(
      "control character", "<B><Unit>An\u{07}na</Unit></B>", ["Unit 'Anna'"], ["1:12: a control character was left out"]
    ),
    Case(
      "missing end of a child", "<B><Unit><Name>Anna</Unit><Unit><Name>Bob</Name></Unit></B>",
      ["Unit {Name 'Anna'}", "Unit {Name 'Bob'}"], ["1:27: <Name> is not closed before </Unit>"]),
    Case(
      "missing end of a record", "<B><Unit Name=\"a\"><Unit Name=\"b\"/><Unit Name=\"c\"/></B>",
      ["Unit Name=a", "Unit Name=b", "Unit Name=c"], ["1:33: <Unit> is not closed before the next <Unit>"]),
    Case(
      "end tags that close nothing", "<B></x></y><Unit Name=\"a\"/></z><Unit Name=\"b\"/></B>",
      ["Unit Name=a", "Unit Name=b"],
      [
        "1:8: </x> closes nothing and was left out", "1:8: </y> closes nothing and was left out",
        "1:24: </z> closes nothing and was left out",
      ]),
    Case(
      "missing end", "<B>\n<Unit Name=\"a\"/>\n<Unit><Name>An", ["Unit Name=a", "Unit {Name 'An'}"],
      ["3:15: the file ends inside <Name>, which opens on line 3"]),
    Case(
      "two documents in a row",
      "<?xml version=\"1.0\"?><B><Unit Name=\"a\"/></B>\n<?xml version=\"1.0\"?><B><Unit Name=\"b\"/></B>",
      ["Unit Name=a", "Unit Name=b"], ["2:6: a second XML declaration was left out"]),
    Case(
      "white space before the declaration", "\n  <?xml version=\"1.0\"?><B><Unit Name=\"a\"/></B>", ["Unit Name=a"],
      ["1:1: the file begins with white space before its XML declaration"]),
    Case(
      "UTF-16 declared, UTF-8 written", "<?xml version=\"1.0\" encoding=\"UTF-16\"?><B><Unit Name=\"ä\"/></B>",
      ["Unit Name=ä"],
      ["1:1: the file says that it is UTF-16, but its bytes are UTF-8"]),
    Case(
      "Latin-1 declared, UTF-8 written", "<?xml version=\"1.0\" encoding=\"ISO-8859-1\"?><B><Unit Name=\"ä\"/></B>",
      ["Unit Name=ä"],
      ["1:1: the file says that it is ISO-8859-1, but its bytes are UTF-8"]),
    Case(
      "lone less-than sign", "<B><Unit>1 < 2</Unit></B>", ["Unit '1 < 2'"],
      ["1:13: < that begins no element was read as &lt;"]),
    Case(
      "attribute that stands twice", "<B><Unit Name=\"a\" Phone1=\"1\" Phone1=\"2\"/><Unit Name=\"b\"/></B>",
      ["Unit Name=a Phone1=1 Phone1=2", "Unit Name=b"], ["1:40: Attribute Phone1 redefined"]),
    Case(
      "references behind a mistake",
      "<B><Unit a=\"1\" a=\"2\">A &amp; B</Unit><Unit Name=\"&quot;&amp;\">&lt;C&gt; <&amp;&#38;</Unit></B>",
      ["Unit a=1 a=2 'A & B'", "Unit Name=\"& '<C> <&&'"],
      ["1:21: Attribute a redefined", "1:74: < that begins no element was read as &lt;"]),
    Case("undeclared prefix", "<B><x:Unit x:Name=\"a\"/></B>", ["x:Unit x:Name=a"], []),
  ]

  @Test(arguments: cases) func isReadAsFarAsItCanBe(_ testCase: Case) throws {
    let document = try Document(testCase.text)
    #expect(document.records == testCase.records)
    #expect(document.messages == testCase.messages)
  }
}
