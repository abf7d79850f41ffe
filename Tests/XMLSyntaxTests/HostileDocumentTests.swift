import Testing

@testable import XMLSyntax

@Suite struct HostileDocumentTests {
  private func error(of text: String, limits: XMLLimits = XMLLimits()) -> String {
    do throws(XMLError) {
      _ = try Document(text, limits: limits)
      return "no error"
    } catch {
      return "\(error.line):\(error.column): \(error.message)"
    }
  }

  @Test(arguments: [
    (
      "<!ENTITY a \"x\"><!ENTITY b \"&a;&a;\">",
      "1:28: the document declares entities, which could hide or fetch anything"
    ),
    (
      "<!ENTITY a SYSTEM \"file:///etc/passwd\">",
      "1:52: the document declares entities, which could hide or fetch anything"
    ),
    (
      "<!ENTITY % a SYSTEM \"http://x.example/a.dtd\">%a;",
      "1:58: the document declares entities, which could hide or fetch anything"
    ),
  ])
  func entitiesAreRefused(_ declarations: String, _ message: String) {
    #expect(error(of: "<!DOCTYPE B [\(declarations)]><B>&b;</B>") == message)
  }

  @Test func documentTypeAloneIsHarmless() throws {
    let text = "<!DOCTYPE B SYSTEM \"http://x.example/b.dtd\" [<!ELEMENT B ANY>]><B><Unit Name=\"a\"/></B>"
    #expect(try Document(text).records == ["Unit Name=a"])
  }

  @Test func undeclaredReferenceIsText() throws {
    #expect(try Document("<B><Unit>&lol9;</Unit></B>").records == ["Unit '&lol9;'"])
  }

  @Test func deepNestingIsRefused() {
    let text = String(repeating: "<a>", count: 10_000)
    #expect(error(of: text) == "1:603: elements lie in one another more than 200 deep")
  }

  @Test(arguments: [
    ("<B><Unit>xxxxxxxxxxx</Unit></B>", "1:21: a text is longer than 10 bytes"),
    ("<B>xxxxxxxxxxx</B>", "1:15: a text is longer than 10 bytes"),
    ("<B><![CDATA[xxxxxxxxxxx]]></B>", "1:27: a text is longer than 10 bytes"),
    ("<B><Unit Name=\"xxxxxxxxxxx\"/></B>", "1:28: a value is longer than 10 bytes"),
  ])
  func longTextIsRefused(_ text: String, _ message: String) {
    var limits = XMLLimits()
    limits.text = 10
    #expect(error(of: text, limits: limits) == message)
  }

  @Test func manyAttributesAreRefusedBeforeTheyAreCompared() {
    let attributes = (0..<100_000).map { "a\($0)=\"\"" }.joined(separator: " ")
    #expect(error(of: "<B><Unit \(attributes)/></B>").hasSuffix("an element has more than 4096 attributes"))
  }

  @Test func hugeRecordIsRefused() {
    var limits = XMLLimits()
    limits.record = 1_000
    let text = "<B><Unit>" + String(repeating: "<a b=\"0123456789\"/>", count: 1_000)
    #expect(error(of: text, limits: limits) == "1:293: a record is larger than 1000 bytes")
  }

  @Test func endlessNamesAreRefused() {
    let elements = (0..<70_000).map { "<e\($0)/>" }.joined()
    #expect(error(of: "<B>\(elements)</B>").hasSuffix("there are more than 65536 different names"))
    let instructions = (0..<70_000).map { "<?e\($0)?>" }.joined()
    #expect(error(of: "<B>\(instructions)</B>").hasSuffix("there are more than 65536 instructions"))
  }

  @Test func endlessPrologIsRefused() {
    var limits = XMLLimits()
    limits.prolog = 10_000
    let declarations = (0..<1_000).map { "<!ELEMENT e\($0) EMPTY>" }.joined()
    #expect(
      error(of: "<!DOCTYPE B [\(declarations)]><B/>", limits: limits)
        .hasSuffix("no element begins in the first 10000 bytes"))
  }

  @Test func endlessEndTagsAreRefused() {
    #expect(
      error(of: "<B>" + String(repeating: "</x></B>", count: 50_000)) == "1:0: too many end tags close nothing")
  }

  @Test func problemsAreCountedBeyondTheFirstThousand() throws {
    let document = try Document("<B>" + String(repeating: "& ", count: 1_500) + "</B>")
    #expect(document.problems.count == 1_001)
    #expect(document.messages.last == "500 further mistakes are not listed")
  }

  @Test(arguments: ["", " ", "\n\n", "hello", "<", "<?xml version=\"1.0\"?>", "<!-- a -->", "\u{0}\u{0}\u{0}\u{0}"])
  func documentWithoutElementIsRefused(_ text: String) {
    #expect(error(of: text) == "0:0: the document has no element")
  }

  @Test func encodingThatNobodyKnowsIsRefused() {
    let bytes = Array("<?xml version=\"1.0\" encoding=\"x-klingon\"?><B>".utf8) + [0xE4] + Array("</B>".utf8)
    #expect(throws: XMLError(message: "there is no encoding \"x-klingon\"", line: 1, column: 1)) {
      try Document(bytes)
    }
  }

  /// Every prefix of a document, and every document with one byte changed, gives a result or an error.
  @Test func anyBytesComeToAnEnd() {
    let text = Array(
      "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<B a='1'><!-- c --><Unit N=\"&amp;ä\">x<![CDATA[y]]></Unit></B>".utf8
    )
    for end in text.indices { _ = try? Document(Array(text[..<end])) }
    for index in text.indices {
      for byte in [0x00, 0x26, 0x3C, 0x3E, 0x22, 0x2F, 0x80, 0xFF] as [UInt8] {
        var changed = text
        changed[index] = byte
        _ = try? Document(changed)
      }
    }
  }
}
