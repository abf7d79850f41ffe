import Testing
import XMLSyntax

/// Documents so long that one thread parses and another reads.
@Suite struct LongDocumentTests {
  private static let count = 20_000
  /// Records with names that come up late, in groups, with a mistake each thousand.
  private static let text: String = {
    var text = "<B>\n"
    for index in 0..<count {
      if index % 100 == 0 { text += index == 0 ? "<G n=\"0\">\n" : "</G><G n=\"\(index)\">\n" }
      let inner = index % 1_000 == 7 ? "&" : "é"
      text += "<Unit Name=\"Zoë \(index)\" a\(index / 1_000)=\"\(index)\"><x>\(inner)</x></Unit>\n"
    }
    return text + "</G></B>\n"
  }()

  @Test func eventsKeepTheirOrder() throws {
    let document = try Document(Self.text)
    #expect(document.lines.count == Self.count + 2 * (Self.count / 100) + 2)
    #expect(document.lines.first == "open B")
    #expect(document.lines.last == "close B")
    for index in 0..<Self.count {
      let text = index % 1_000 == 7 ? "&" : "é"
      let place = index + index / 100 * 2 + 2
      #expect(document.lines[place] == "record Unit Name=Zoë \(index) a\(index / 1_000)=\(index) {x '\(text)'}")
    }
    #expect(document.problems.count == Self.count / 1_000)
    #expect(document.problems.first?.line == 7 + 3)
  }

  @Test func elementsMayBeKept() throws {
    var kept: [XMLElement] = []
    _ = try Array(Self.text.utf8).withUnsafeBytes { (bytes) throws(XMLError) in
      try readXML(bytes, records: ["Unit"]) { event in
        if case .record(let element) = event, kept.count % 7 == 0 || element.line % 3 == 0 { kept.append(element) }
      }
    }
    #expect(kept.count > Self.count / 4)
    for element in kept {
      let number = element["Name"]?.dropFirst(4) ?? ""
      #expect(element.attributes.last?.value == String(number))
    }
  }

  @Test func whatComesBeforeAnErrorIsDelivered() {
    var records = 0
    let text = Self.text.replacing("<Unit Name=\"Zoë 15000\"", with: "<Unit \(String(repeating: "<a>", count: 300))")
    #expect(throws: XMLError.self) {
      _ = try Array(text.utf8).withUnsafeBytes { (bytes) throws(XMLError) in
        try readXML(bytes, records: ["Unit"]) { event in if case .record = event { records += 1 } }
      }
    }
    #expect(records == 15_000)
  }
}
