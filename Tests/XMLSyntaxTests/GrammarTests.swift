import Testing
import XMLSyntax

@Suite struct GrammarTests {
  static let relaxNG = """
    <element name="Book" xmlns="http://relaxng.org/ns/structure/1.0"><oneOrMore><element name="Unit">
      <attribute name="Name"/></element></oneOrMore></element>
    """
  static let schema = """
    <xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema"><xs:element name="Book"><xs:complexType><xs:sequence>
    <xs:element name="Unit" maxOccurs="unbounded"><xs:complexType><xs:attribute name="Name" use="required"/>
    </xs:complexType></xs:element></xs:sequence></xs:complexType></xs:element></xs:schema>
    """

  private func violations(of document: String, against grammar: String) throws -> [XMLProblem] {
    try Array(document.utf8).withUnsafeBytes { document in
      try Array(grammar.utf8).withUnsafeBytes { try XMLSyntax.violations(of: document, against: $0) }
    }
  }

  @Test(arguments: [relaxNG, schema]) func fittingDocument(_ grammar: String) throws {
    #expect(try violations(of: "<Book><Unit Name=\"a\"/></Book>", against: grammar) == [])
  }

  @Test(arguments: [
    (relaxNG, "Element Unit failed to validate attributes"),
    (schema, "Element 'Unit': The attribute 'Name' is required but missing."),
  ])
  func breachIsLocated(_ grammar: String, _ message: String) throws {
    let found = try violations(of: "<Book>\n<Unit/></Book>", against: grammar)
    #expect(found.contains { $0.message == message && $0.line == 2 }, "\(found)")
  }

  @Test func brokenDocumentOrGrammarIsAnError() {
    #expect(throws: XMLError.self) { try violations(of: "<Book>", against: Self.relaxNG) }
    #expect(throws: XMLError.self) { try violations(of: "<Book/>", against: "<element name=\"x\"/>") }
  }
}
