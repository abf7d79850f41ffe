import CLibXML2

/// What in a document breaks a grammar: RELAX NG in XML syntax, or XML Schema, told by the grammar's root element.
///
/// ```swift
/// #expect(try violations(of: directory, against: grammar).isEmpty)
/// ```
///
/// - Throws: ``XMLError`` where the document is not well formed or the grammar is no grammar.
package func violations(
  of document: UnsafeRawBufferPointer, against grammar: UnsafeRawBufferPointer
) throws(XMLError) -> [XMLProblem] {
  let options = Int32(XML_PARSE_NONET.rawValue | XML_PARSE_NOERROR.rawValue | XML_PARSE_NOWARNING.rawValue)
  let bytes = document.baseAddress?.assumingMemoryBound(to: CChar.self)
  guard let tree = xmlReadMemory(bytes, Int32(clamping: document.count), nil, nil, options) else {
    let last = xmlGetLastError()
    throw XMLError(
      message: "not well formed: \(last?.pointee.firstLine ?? "")", line: Int(last?.pointee.line ?? 0), column: 0)
  }
  defer { xmlFreeDoc(tree) }
  let complaints = Complaints()
  let me = Unmanaged.passUnretained(complaints).toOpaque()
  let root = xmlRootName(of: grammar)
  let text = grammar.baseAddress?.assumingMemoryBound(to: CChar.self)
  let count = Int32(clamping: grammar.count)
  if root == "schema" {
    guard let parser = xmlSchemaNewMemParserCtxt(text, count) else { throw Complaints.noGrammar }
    defer { xmlSchemaFreeParserCtxt(parser) }
    xmlSchemaSetParserStructuredErrors(parser, Complaints.take, me)
    guard let schema = xmlSchemaParse(parser) else { throw complaints.asGrammarError }
    defer { xmlSchemaFree(schema) }
    let validator = xmlSchemaNewValidCtxt(schema)
    defer { xmlSchemaFreeValidCtxt(validator) }
    xmlSchemaSetValidStructuredErrors(validator, Complaints.take, me)
    xmlSchemaValidateDoc(validator, tree)
  } else {
    guard let parser = xmlRelaxNGNewMemParserCtxt(text, count) else { throw Complaints.noGrammar }
    defer { xmlRelaxNGFreeParserCtxt(parser) }
    xmlRelaxNGSetParserStructuredErrors(parser, Complaints.take, me)
    guard let schema = xmlRelaxNGParse(parser) else { throw complaints.asGrammarError }
    defer { xmlRelaxNGFree(schema) }
    let validator = xmlRelaxNGNewValidCtxt(schema)
    defer { xmlRelaxNGFreeValidCtxt(validator) }
    xmlRelaxNGSetValidStructuredErrors(validator, Complaints.take, me)
    xmlRelaxNGValidateDoc(validator, tree)
  }
  return complaints.problems
}

private final class Complaints {
  static let noGrammar = XMLError(message: "the grammar is empty", line: 0, column: 0)
  var problems: [XMLProblem] = []

  static let take: xmlStructuredErrorFunc = { data, error in
    guard let data, let error else { return }
    Unmanaged<Complaints>.fromOpaque(data).takeUnretainedValue().problems.append(
      XMLProblem(message: error.pointee.firstLine, line: Int(error.pointee.line), column: 0))
  }

  var asGrammarError: XMLError {
    let first = problems.first
    return XMLError(message: "the grammar is wrong: \(first?.message ?? "")", line: first?.line ?? 0, column: 0)
  }
}

extension xmlError {
  fileprivate var firstLine: String {
    message.map { String(String(cString: $0).prefix { !$0.isNewline }) } ?? ""
  }
}
