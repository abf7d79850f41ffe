import Testing

@testable import XMLSyntax

/// Which elements are records, and what they show of their values.
@Suite struct RecordTests {
  /// The same name is a record in one place and none in another, however they alternate.
  @Test func recordsAreToldByWhatIsAroundThem() throws {
    let text = """
      <B><Unit n="1"/><Menu><Unit n="2"/><Unit n="3"/><X><Unit n="4"/></X><Unit n="5"/></Menu><Unit n="6"/>\
      <X><Menu><Unit n="7"/></Menu><Unit n="8"/></X></B>
      """
    let document = try Document(text, records: ["Menu/Unit"])
    #expect(document.records == [2, 3, 5, 7].map { "Unit n=\($0)" })
    #expect(document.lines.filter { $0.hasPrefix("open Unit") } == [1, 4, 6, 8].map { "open Unit n=\($0)" })
  }

  /// Another run of libxml2 may keep another name at the address of one that is still open.
  @Test func endTagsAreToldAfterAnotherStart() throws {
    let more = (0..<200).map { "<e\($0)><Unit n=\"\($0)\"/></e\($0)>" }.joined()
    let document = try Document("<B><A></x></A></B>\(more)<B><A><Unit n=\"a\"/></A></B>")
    #expect(document.records == (0..<200).map { "Unit n=\($0)" } + ["Unit n=a"])
    for index in 0..<200 { #expect(document.lines.contains("close e\(index)")) }
  }

  private func values(_ text: String) throws -> (values: [String], isWhole: Bool) {
    var values: [String] = []
    var isWhole = true
    _ = try Array(text.utf8).withUnsafeBytes { (bytes) throws(XMLError) in
      try readXML(bytes, records: ["Unit"]) { event in
        guard case .record(let unit) = event else { return }
        isWhole = unit.eachValue { value in
          let name = unit.name(numbered: value.nameNumber)
          let text = String(decoding: value.bytes, as: UTF8.self)
          values.append(value.isAttribute ? "@\(name.ofAttribute)=\(text)" : "\(name.ofElement)=\(text)")
          return text != "stop"
        }
      }
    }
    return (values, isWhole)
  }

  @Test func valuesAreAttributesThenTextsOfChildren() throws {
    let all = try values("<B><Unit p:a=\"ä\" b=\"\"> x <n:c> t<![CDATA[ & ]]></n:c><d e=\"1\"><f>g</f></d></Unit></B>")
    #expect(all.values == ["@p:a=ä", "@b=", "c=t &", "d="])
    #expect(all.isWhole)
  }

  @Test(arguments: [
    ("<B><Unit a=\"1\"><c>t<d>v</d>u</c></Unit></B>", ["@a=1"]), ("<B><Unit a=\"stop\" b=\"2\"/></B>", ["@a=stop"]),
    ("<B><Unit><c>stop</c><c>t</c></Unit></B>", ["c=stop"]),
  ])
  func valuesEndEarly(_ text: String, _ expected: [String]) throws {
    let some = try values(text)
    #expect(some.values == expected)
    #expect(!some.isWhole)
  }
}
