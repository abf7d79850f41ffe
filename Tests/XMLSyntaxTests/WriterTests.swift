import Testing

@testable import XMLSyntax

@Suite struct WriterTests {
  private func text(_ style: XMLWriter.Style = .init(), _ body: (inout XMLWriter) -> Void) throws -> String {
    var writer = try XMLWriter(style)
    body(&writer)
    return String(decoding: writer.take(), as: UTF8.self)
  }

  private func directory(_ writer: inout XMLWriter) {
    writer.open("Book", [("a", "1")])
    writer.element("Title", text: "Smith & Sons <\"x\">")
    writer.comment("why -- this -")
    writer.open("Menu", [("Name", "\"A&B\"<\n\t>")])
    writer.element("Unit", [("Name", "")])
    writer.element("Unit", text: "")
    writer.close()
  }

  @Test func indentedByTwo() throws {
    #expect(
      try text(body: directory) == """
        <?xml version="1.0" encoding="UTF-8"?>
        <Book a="1">
          <Title>Smith &amp; Sons &lt;"x"&gt;</Title>
          <!-- why - - this - -->
          <Menu Name="&quot;A&amp;B&quot;&lt;&#10;&#9;&gt;">
            <Unit Name=""/>
            <Unit></Unit>
          </Menu>
        </Book>

        """)
  }

  private func text(body: (inout XMLWriter) -> Void) throws -> String { try text(.init(), body) }

  @Test func compactWithMarkAndWindowsLines() throws {
    var style = XMLWriter.Style()
    style.indentation = nil
    style.byteOrderMark = true
    style.crlf = true
    style.declaration = false
    #expect(try text(style) { $0.element("B", text: "x") } == "\u{FEFF}<B>x</B>\r\n")
  }

  @Test func charactersWithoutAPlaceAreDroppedAndCounted() throws {
    var writer = XMLWriter()
    writer.element("B", [("a", "\u{0}x\u{1F}")], text: "\u{7}\u{FFFE}\u{FFFF}y\u{7F}\u{FFFD}\u{85}\r")
    #expect(writer.droppedCount == 5)
    #expect(String(decoding: writer.take(), as: UTF8.self).hasSuffix("<B a=\"x\">y\u{7F}\u{FFFD}&#133;&#13;</B>\n"))
  }

  @Test(arguments: [
    ("ISO-8859-1", [0xFC, 0x26, 0x23, 0x38, 0x33, 0x36, 0x34, 0x3B] as [UInt8]),
    ("windows-1252", [0xFC, 0x80]), ("UTF-16LE", [0xFC, 0, 0xAC, 0x20]),
  ])
  func otherEncodings(_ encoding: String, _ expected: [UInt8]) throws {
    var style = XMLWriter.Style()
    style.encoding = encoding
    var writer = try XMLWriter(style)
    writer.element("B", text: "ü€")
    #expect(writer.take().firstRange(of: expected) != nil)
  }

  @Test func longTextInAnotherEncodingIsWhole() throws {
    var style = XMLWriter.Style()
    style.encoding = "ISO-8859-1"
    var writer = try XMLWriter(style)
    writer.element("B", text: String(repeating: "ü€", count: 10_000))
    let read = try Document(writer.take(), records: ["B"]).records
    #expect(read.map(\.count) == [20_004] && read[0].hasSuffix("ü€ü€ü€'"))
    #expect(throws: XMLError(message: "there is no encoding \"x-klingon\"", line: 0, column: 0)) {
      var style = XMLWriter.Style()
      style.encoding = "x-klingon"
      _ = try XMLWriter(style)
    }
  }

  /// What is written is read as it was, but for the white space around texts.
  @Test(arguments: 1...40 as ClosedRange<UInt64>) func anyTreeSurvives(_ seed: UInt64) throws {
    var random = RandomTree(seed: seed)
    let tree = random.tree()
    var style = XMLWriter.Style()
    style.indentation = seed % 3 == 0 ? nil : Int(seed % 3)
    style.crlf = seed % 2 == 0
    style.encoding = ["UTF-8", "ISO-8859-1", "UTF-16"][Int(seed % 3)]
    var writer = try XMLWriter(style)
    writer.open("Root")
    tree.write(to: &writer)
    let document = try Document(writer.take())
    #expect(document.records == [tree.description], "seed \(seed)")
    #expect(document.problems == [], "seed \(seed)")
  }

  @Test func readElementIsWrittenAsItWas() throws {
    let source = "<B>\n  <x:Unit x:a=\"&lt;1\">t &amp; u<c/><d>e</d></x:Unit>\n</B>"
    var written = ""
    _ = try Array(source.utf8).withUnsafeBytes { bytes in
      try readXML(bytes, records: ["Unit"]) { event in
        guard case .record(let element) = event else { return }
        var style = XMLWriter.Style()
        style.declaration = false
        style.indentation = nil
        guard var writer = try? XMLWriter(style) else { return }
        writer.element(element)
        written = String(decoding: writer.take(), as: UTF8.self)
      }
    }
    #expect(written == "<x:Unit x:a=\"&lt;1\">t &amp; u<c/><d>e</d></x:Unit>\n")
  }

  @Test func keptElementOutlivesItsEvent() throws {
    var kept: [XMLElement] = []
    _ = try Array("<B><Unit a=\"1\"/><Unit a=\"2\"/></B>".utf8).withUnsafeBytes { bytes in
      try readXML(bytes, records: ["Unit"]) { if case .record(let element) = $0 { kept.append(element) } }
    }
    #expect(kept.map { $0["a"] } == ["1", "2"])
    #expect(kept[0]["b"] == nil)
  }
}

/// Trees of any shape: the same for the same seed.
struct RandomTree {
  struct Node {
    var name: String
    var attributes: [(String, String)]
    var text: String
    var children: [Node]

    func write(to writer: inout XMLWriter) {
      writer.open(name, attributes)
      if !text.isEmpty { writer.text(text) }
      for child in children { child.write(to: &writer) }
      writer.close()
    }

    var description: String {
      let shown = text.unicodeScalars.filter { !Self.isNoXML($0) }
      let trimmed = String(String.UnicodeScalarView(shown)).trimmedOfXMLSpace
      var parts = [name]
      parts += attributes.map { name, value in
        "\(name)=\(String(String.UnicodeScalarView(value.unicodeScalars.filter { !Self.isNoXML($0) })))"
      }
      parts += children.map { "{\($0.description)}" }
      if !trimmed.isEmpty { parts.append("'\(trimmed)'") }
      return parts.joined(separator: " ")
    }

    static func isNoXML(_ scalar: Unicode.Scalar) -> Bool {
      scalar.value < 0x20 && ![0x9, 0xA, 0xD].contains(scalar.value) || (0xFFFE...0xFFFF).contains(scalar.value)
    }
  }

  private var state: UInt64

  init(seed: UInt64) { state = seed }

  mutating func tree() -> Node {
    var node = node(depth: 0)
    node.name = "Unit"
    return node
  }

  private mutating func node(depth: Int) -> Node {
    Node(
      name: ["a", "b", "Näme", "c-d", "e.f"][below(5)],
      attributes: (0..<below(4)).map { ("a\($0)", text()) }, text: below(2) == 0 ? text() : "",
      children: depth < 4 ? (0..<below(4)).map { _ in node(depth: depth + 1) } : [])
  }

  private mutating func text() -> String {
    let tempting = [
      "&", "<", ">", "\"", "'", "&amp;", "]]>", "\n", "\t", "\r\n", " ", "\u{0}", "\u{7}", "\u{FFFF}", "x", "ü", "€",
      "😀",
    ]
    return (0..<below(12)).map { _ in
      below(2) == 0
        ? tempting[below(tempting.count)]
        : String(Character(Unicode.Scalar(UInt32(below(0x300))) ?? "y"))
    }.joined()
  }

  private mutating func below(_ bound: Int) -> Int {
    state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
    return Int(state >> 33) % bound
  }
}

extension String {
  fileprivate var trimmedOfXMLSpace: String {
    var scalars = unicodeScalars[...]
    while let first = scalars.first, first.isXMLSpace { scalars.removeFirst() }
    while let last = scalars.last, last.isXMLSpace { scalars.removeLast() }
    return String(scalars)
  }
}

extension Unicode.Scalar {
  fileprivate var isXMLSpace: Bool { [0x9, 0xA, 0xD, 0x20].contains(value) }
}
