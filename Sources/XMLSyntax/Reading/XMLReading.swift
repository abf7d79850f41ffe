import Dispatch

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
/// A document of some size is parsed on a thread of its own, a few batches of events ahead of `body`, which is called on
/// the caller's and in document order.
///
/// - Parameter records: names of elements to deliver whole, or paths, as `Menu/Unit` for units within menus. An element
///   of such a name within another of the same name means that an end tag is missing, and begins the next record.
/// - Returns: what was mended, in order of appearance, at most ``XMLLimits/problems``.
/// - Throws: ``XMLError`` where the document has no element, declares entities or goes beyond `limits`.
/// - Complexity: linear in the bytes; memory for some records.
package func readXML(
  _ bytes: UnsafeRawBufferPointer, records: [String], limits: XMLLimits = XMLLimits(), _ body: (XMLEvent) -> Void
) throws(XMLError) -> [XMLProblem] {
  let names = XMLNames(records: records)
  // A small document is read before another thread has begun.
  if bytes.count < 1 << 18 { return try parsed(bytes, names: names, limits: limits, body) }
  let (filled, emptied) = (XMLLane(), XMLLane())
  for _ in 0..<4 { emptied.put(XMLBatch(names: names)) }
  // Written before the lane says that all is filled, read after; the bytes are there until then.
  nonisolated(unsafe) var result: Result<[XMLProblem], XMLError> = .success([])
  nonisolated(unsafe) let bytes = bytes
  DispatchQueue(label: "XMLSyntax").async {
    result = Result { () throws(XMLError) in
      try XMLParse(bytes, names: names, limits: limits) { batch in
        filled.put(batch)
        return emptied.take() ?? batch
      }.run()
    }
    filled.put(nil)
  }
  while let batch = filled.take() {
    batch.deliver(to: body)
    emptied.put(batch)
  }
  return try result.get()
}

/// Parses a document on the thread at hand.
private func parsed(
  _ bytes: UnsafeRawBufferPointer, names: XMLNames, limits: XMLLimits, stopsAtRoot: Bool = false,
  _ body: (XMLEvent) -> Void
) throws(XMLError) -> [XMLProblem] {
  let result = withoutActuallyEscaping(body) { body in
    Result { () throws(XMLError) in
      try XMLParse(bytes, names: names, limits: limits, stopsAtRoot: stopsAtRoot) { batch in
        batch.deliver(to: body)
        return batch
      }.run()
    }
  }
  return try result.get()
}

/// The local name of a document's root element; nil where there is none.
package func xmlRootName(of bytes: UnsafeRawBufferPointer) -> String? {
  var root: String?
  _ = try? parsed(bytes, names: XMLNames(records: []), limits: XMLLimits(), stopsAtRoot: true) { event in
    if root == nil, case .open(let element) = event { root = element.name }
  }
  return root
}
