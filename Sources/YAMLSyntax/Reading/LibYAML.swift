import CLibYAML

/// libyaml over a stretch of bytes, value by value.
///
/// Anchors, aliases and tags are refused: contacts and descriptors need none, and aliases are how a kilobyte becomes a
/// gigabyte. Depth and size of a value are bounded.
final class LibYAML {
  static let maximumDepth = 64
  static let maximumSize = 32 << 20

  private let source: UnsafeRawBufferPointer
  private let parser: UnsafeMutablePointer<yaml_parser_t>
  private let lineOffset: Int

  /// - Parameter firstLine: the line that the first byte stands on.
  init(_ source: UnsafeRawBufferPointer, firstLine: Int) {
    self.source = source
    lineOffset = firstLine
    parser = .allocate(capacity: 1)
    yaml_parser_initialize(parser)
    yaml_parser_set_input_string(parser, source.baseAddress?.assumingMemoryBound(to: UInt8.self), source.count)
  }

  deinit {
    yaml_parser_delete(parser)
    parser.deallocate()
  }

  /// Steps into the one document of the stretch; false where there is none.
  func openDocument() throws(YAMLError) -> Bool {
    while true {
      let (type, _, _) = try step(into: nil)
      if type == YAML_STREAM_END_EVENT { return false }
      if type == YAML_DOCUMENT_START_EVENT { return true }
    }
  }

  /// Steps into the sequence that the document must be; false where the document is empty.
  func openSequence(orThrow what: String) throws(YAMLError) -> Bool {
    var events = YAMLEvents()
    let (type, line, column) = try step(into: &events)
    if type == YAML_SEQUENCE_START_EVENT { return true }
    if type == YAML_SCALAR_EVENT, events.text(at: 0).isEmpty { return false }
    throw YAMLError(message: what, line: line, column: column)
  }

  /// Fills `events` with the next value; false at the end of the sequence that it would be in.
  func nextValue(into events: inout YAMLEvents) throws(YAMLError) -> Bool {
    events.begin(source)
    var depth = 0
    repeat {
      let (type, line, column) = try step(into: &events)
      switch type {
      case YAML_SEQUENCE_START_EVENT, YAML_MAPPING_START_EVENT: depth += 1
      case YAML_SEQUENCE_END_EVENT where depth == 0: return false
      case YAML_SEQUENCE_END_EVENT, YAML_MAPPING_END_EVENT: depth -= 1
      default: break
      }
      if depth > Self.maximumDepth {
        throw YAMLError(message: "values lie in one another more than 64 deep", line: line, column: column)
      }
      if events.size > Self.maximumSize {
        throw YAMLError(message: "a value is larger than 32 MiB", line: line, column: column)
      }
    } while depth > 0
    return true
  }

  /// Makes sure that nothing follows.
  func close() throws(YAMLError) {
    while true {
      let (type, line, column) = try step(into: nil)
      if type == YAML_STREAM_END_EVENT { return }
      guard type == YAML_DOCUMENT_END_EVENT else {
        throw YAMLError(message: "a second document begins here; one is all that is read", line: line, column: column)
      }
    }
  }

  private func step(
    into events: UnsafeMutablePointer<YAMLEvents>?
  ) throws(YAMLError) -> (type: yaml_event_type_e, line: Int, column: Int) {
    var event = yaml_event_t()
    guard yaml_parser_parse(parser, &event) == 1 else { throw failure }
    defer { yaml_event_delete(&event) }
    let line = Int(event.start_mark.line) + lineOffset
    let column = Int(event.start_mark.column) + 1
    switch event.type {
    case YAML_ALIAS_EVENT:
      throw YAMLError(message: "an alias (*) is not allowed; write the value out", line: line, column: column)
    case YAML_SCALAR_EVENT:
      let scalar = event.data.scalar
      try check(anchor: scalar.anchor, tag: scalar.tag, line: line, column: column)
      events?.pointee.append(
        copying: UnsafeBufferPointer(start: scalar.value, count: scalar.length),
        isPlain: scalar.style == YAML_PLAIN_SCALAR_STYLE, line: line, column: column)
    case YAML_SEQUENCE_START_EVENT:
      let start = event.data.sequence_start
      try check(anchor: start.anchor, tag: start.tag, line: line, column: column)
      events?.pointee.append(.openSequence, line: line, column: column)
    case YAML_MAPPING_START_EVENT:
      let start = event.data.mapping_start
      try check(anchor: start.anchor, tag: start.tag, line: line, column: column)
      events?.pointee.append(.openMapping, line: line, column: column)
    case YAML_SEQUENCE_END_EVENT: events?.pointee.append(.closeSequence)
    case YAML_MAPPING_END_EVENT: events?.pointee.append(.closeMapping)
    default: break
    }
    return (event.type, line, column)
  }

  private func check(
    anchor: UnsafeMutablePointer<UInt8>?, tag: UnsafeMutablePointer<UInt8>?, line: Int, column: Int
  ) throws(YAMLError) {
    if anchor != nil {
      throw YAMLError(message: "an anchor (&) is not allowed; write the value out", line: line, column: column)
    }
    if let tag, String(cString: tag) != "tag:yaml.org,2002:str" {
      throw YAMLError(message: "a tag (!) is not allowed; every value is a text", line: line, column: column)
    }
  }

  private var failure: YAMLError {
    let problem = parser.pointee.problem.map { String(cString: $0) } ?? "no YAML"
    if parser.pointee.error == YAML_MEMORY_ERROR { return YAMLError(message: "out of memory", line: 0, column: 0) }
    if parser.pointee.error == YAML_READER_ERROR {
      let (line, column) = place(ofByte: Int(parser.pointee.problem_offset))
      return YAMLError(message: Self.explained(problem), line: line, column: column)
    }
    let mark = parser.pointee.problem_mark
    return YAMLError(
      message: Self.explained(problem), line: Int(mark.line) + lineOffset, column: Int(mark.column) + 1)
  }

  private func place(ofByte offset: Int) -> (line: Int, column: Int) {
    let before = source.prefix(offset)
    let lineStart = before.lastIndex(of: 0x0A).map { $0 + 1 } ?? 0
    let line = before.reduce(lineOffset) { $1 == 0x0A ? $0 + 1 : $0 }
    return (line, before[lineStart...].reduce(1) { $1 & 0xC0 == 0x80 ? $0 : $0 + 1 })
  }

  /// libyaml's words for its commonest complaints, in those of somebody who writes YAML by hand.
  private static func explained(_ problem: String) -> String {
    switch problem {
    case "mapping values are not allowed in this context":
      "a colon is not allowed here; a text that holds \": \" needs quotes"
    case "did not find expected key": "a key is expected here; is the indentation right?"
    case "did not find expected '-' indicator": "an item is expected here, with the same indentation as the others"
    case "could not find expected ':'": "a colon is missing behind the key"
    case "did not find expected ',' or '}'": "a comma or } is missing"
    case "did not find expected ',' or ']'": "a comma or ] is missing"
    case "found character that cannot start any token":
      "a text cannot begin with this character; put it in quotes (a tab cannot indent)"
    case "found unexpected end of stream": "the text ends within quotes"
    case "found unknown escape character": "there is no such escape behind \\"
    case "found unexpected document indicator": "a new document begins within quotes"
    case "block sequence entries are not allowed in this context": "an item (-) is not allowed here"
    case "control characters are not allowed": "a control character is not allowed; write it as \"\\x07\""
    case "did not find expected node content": "a value is missing here"
    case "did not find expected <document start>":
      "what follows belongs to nothing before it; is the indentation right?"
    default: problem.contains("UTF-8") ? "the text is not UTF-8 (\(problem))" : problem
    }
  }
}
