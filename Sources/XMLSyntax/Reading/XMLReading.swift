/// What a document holds, in its order.
package enum XMLEvent {
  /// An element opened; its attributes are known, its children are not.
  case open(XMLElement)
  /// The element of that name closed.
  case close(String)
  /// An element whose name is among the reader's records, whole.
  case record(XMLElement)
}

/// Reads a document from start to end.
///
/// ```swift
/// let problems = try readXML(bytes, records: ["Unit"]) { event in
///   if case .record(let unit) = event { print(unit["Name"] ?? "") }
/// }
/// ```
///
/// libxml2 does the parsing, with entities, external references and the network off; a document that declares entities
/// is refused. Broken documents are read as far as they can be understood: see ``XMLFeed`` for what is mended before
/// parsing, and ``XMLParse`` for end tags that are missing.
///
/// - Parameter records: names of elements to deliver whole, or paths, as `Menu/Unit` for units within menus. An element of such a name within another of the same name
///   means that an end tag is missing, and begins the next record.
/// - Returns: what was mended, in order of appearance, at most ``XMLLimits/problems``.
/// - Throws: ``XMLError`` where the document has no element, declares entities or goes beyond `limits`.
/// - Complexity: linear in the bytes; memory for one record.
package func readXML(
  _ bytes: UnsafeRawBufferPointer, records: [String], limits: XMLLimits = XMLLimits(), _ body: (XMLEvent) -> Void
) throws(XMLError) -> [XMLProblem] {
  let result: Result<[XMLProblem], XMLError> = withoutActuallyEscaping(body) { body in
    do throws(XMLError) {
      let parse = try XMLParse(bytes, records: records, limits: limits, deliver: body)
      return .success(try parse.run())
    } catch {
      return .failure(error)
    }
  }
  return try result.get()
}

/// The local name of a document's root element; nil where there is none.
package func xmlRootName(of bytes: UnsafeRawBufferPointer) -> String? {
  var root: String?
  withoutActuallyEscaping({ (event: XMLEvent) in
    if root == nil, case .open(let element) = event { root = element.name }
  }) { body in
    guard let parse = try? XMLParse(bytes, records: [], limits: XMLLimits(), stopsAtRoot: true, deliver: body)
    else { return }
    _ = try? parse.run()
  }
  return root
}
