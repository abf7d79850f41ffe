import CLibXML2

/// One run of libxml2 over a document.
///
/// The parse keeps the stack of open elements itself: libxml2, told to recover, closes the innermost element at any end
/// tag, which would put every later record inside the first one that lacks its end tag. Here an end tag closes the
/// nearest element of its name with all that is open inside it, and one that fits nothing is left out.
struct XMLParse {
  private struct Open {
    let name: Int32
    /// Where libxml2 keeps the name, which tells it from all others of the run; nil for one with a prefix.
    var address: UnsafePointer<UInt8>?
    let line: Int
  }

  private let limits: XMLLimits
  /// Hands a batch over and gives one to fill.
  private let handOver: (XMLBatch) -> XMLBatch
  private let names: XMLNames
  private var batch: XMLBatch
  private var tree: XMLTree { batch.tree }
  private var feed: XMLFeed
  private var context: xmlParserCtxtPtr?
  private var failure: XMLError?
  /// Whether the rest of the document is of no interest: the source dries up, and what libxml2 still has is ignored.
  /// (Stopping libxml2 from within its own callbacks frees buffers that it is using.)
  private var isDone = false
  private var stack: [Open] = []
  /// Nodes of the record at hand that are open, outermost first; empty outside of records.
  private var nodes: [Int] = []
  /// Whether elements of a name are records where the parse now is, outside of records; nil where nobody asked yet.
  private var verdict: (name: Int32, isRecord: Bool)?
  /// The bytes of the tree before the record at hand.
  private var recordStart = 0
  private var textLength = 0
  private var sawElement = false
  private var prologLength = 0
  private var instructionCount = 0
  /// The name that an end tag has where libxml2 found it not to be the innermost element's.
  private var mismatch: String?
  /// What libxml2 had read ahead when it took the document for ended, though elements follow.
  private var leftover: [UInt8]?
  /// What comes before the feed's next bytes: an element that takes the place of those closed too early, and the rest.
  private var prologue: [UInt8] = []
  private var isRestarted = false
  private var restartCount = 0
  /// The line on which the bytes of the present run of libxml2 begin.
  private var firstLine = 1
  private var lastLine = 0
  private var lastColumn = 0
  private let stopsAtRoot: Bool

  init(
    _ bytes: UnsafeRawBufferPointer, names: XMLNames, limits: XMLLimits, stopsAtRoot: Bool = false,
    handOver: @escaping (XMLBatch) -> XMLBatch
  ) throws(XMLError) {
    self.stopsAtRoot = stopsAtRoot
    self.limits = limits
    self.handOver = handOver
    self.names = names
    batch = XMLBatch(names: names)
    var problems = XMLProblemList(maximum: limits.problems)
    let text = try DecodedXML(bytes, problems: &problems)
    feed = XMLFeed(text, problems: problems)
  }

  /// Runs to the document's end; what was mended.
  ///
  /// The parse lies behind a pointer for the time, which is what libxml2 hands to its callbacks. What was read before a
  /// document is refused is handed over.
  consuming func run() throws(XMLError) -> [XMLProblem] {
    xmlInitParser()
    let parse = UnsafeMutablePointer<XMLParse>.allocate(capacity: 1)
    parse.initialize(to: self)
    defer {
      parse.pointee.batch = parse.pointee.handOver(parse.pointee.batch)
      parse.deinitialize(count: 1)
      parse.deallocate()
    }
    try Self.parseOnce(parse)
    while try parse.pointee.restarts() { try Self.parseOnce(parse) }
    return try parse.pointee.finish()
  }

  private static func parseOnce(_ parse: UnsafeMutablePointer<XMLParse>) throws(XMLError) {
    guard let context = xmlNewParserCtxt() else { throw XMLError(message: "out of memory", line: 0, column: 0) }
    parse.pointee.begin(context)
    // No entity is ever declared, so that "noent" only means that &amp; in a value is an ampersand, and "oldsax" that it
    // is asked for by name.
    let options =
      XML_PARSE_NOENT.rawValue | XML_PARSE_OLDSAX.rawValue | XML_PARSE_RECOVER.rawValue | XML_PARSE_NONET.rawValue
      | XML_PARSE_IGNORE_ENC.rawValue
    context.pointee.sax.pointee = handler()
    context.pointee.userData = UnsafeMutableRawPointer(parse)
    xmlCtxtReadIO(context, read, nil, parse, nil, nil, Int32(options))
    parse.pointee.end()
    xmlFreeParserCtxt(context)
    if let failure = parse.pointee.failure { throw failure }
  }

  private mutating func begin(_ context: xmlParserCtxtPtr) {
    self.context = context
    names.forgetAddresses()
    for index in stack.indices { stack[index].address = nil }
  }

  private mutating func end() {
    (lastLine, lastColumn) = (line, column)
    context = nil
  }

  /// Whether elements follow behind the end of the outermost one, which then have to be parsed anew.
  private mutating func restarts() throws(XMLError) -> Bool {
    guard let rest = leftover else { return false }
    leftover = nil
    restartCount += 1
    guard restartCount <= 1_000 else {
      throw XMLError(message: "too many end tags close nothing", line: firstLine, column: 0)
    }
    prologue = Array("<r>".utf8) + rest
    isRestarted = true
    return true
  }

  private mutating func finish() throws(XMLError) -> [XMLProblem] {
    guard sawElement else { throw XMLError(message: "the document has no element", line: 0, column: 0) }
    if let open = stack.last, !stopsAtRoot {
      note("the file ends inside <\(local(open.name))>, which opens on line \(open.line)")
      while !stack.isEmpty { closeInnermost() }
    }
    return feed.problems.all
  }

  // MARK: What libxml2 calls

  private static let read: xmlInputReadCallback = { data, buffer, count in
    guard let parse = XMLParse.at(data), let buffer else { return -1 }
    return parse.pointee.fill(UnsafeMutableRawBufferPointer(start: buffer, count: Int(count)))
  }

  private static func handler() -> xmlSAXHandler {
    var handler = xmlSAXHandler()
    handler.initialized = XML_SAX2_MAGIC
    handler.startElementNs = { data, name, prefix, uri, _, _, count, _, attributes in
      guard let name else { return }
      XMLParse.at(data)?.pointee.open(name, prefix, uri, attributes, count: Int(count))
    }
    handler.endElementNs = { data, name, prefix, _ in
      guard let name else { return }
      XMLParse.at(data)?.pointee.end(name, prefix)
    }
    handler.characters = { data, text, count in
      XMLParse.at(data)?.pointee.text(UnsafeBufferPointer(start: text, count: Int(count)))
    }
    // Equal pointers spare libxml2 the question whether white space is ignorable.
    handler.ignorableWhitespace = handler.characters
    handler.cdataBlock = handler.characters
    // Once anything in a document was wrong, libxml2 leaves every &amp; of its texts out.
    handler.getEntity = { data, name in
      XMLParse.at(data)?.pointee.context?.pointee.wellFormed = 1
      return xmlGetPredefinedEntity(name)
    }
    handler.entityDecl = { data, name, _, _, _, _ in
      XMLParse.at(data)?.pointee.refuse("the document declares entities, which could hide or fetch anything")
    }
    handler.processingInstruction = { data, _, _ in XMLParse.at(data)?.pointee.skipInstruction() }
    handler.serror = { data, error in
      guard let error else { return }
      XMLParse.at(data)?.pointee.complain(error.pointee)
    }
    return handler
  }

  private static func at(_ data: UnsafeMutableRawPointer?) -> UnsafeMutablePointer<XMLParse>? {
    data?.assumingMemoryBound(to: XMLParse.self)
  }

  private mutating func fill(_ block: UnsafeMutableRawBufferPointer) -> Int32 {
    // libxml2 compares every attribute with every other before it tells of one.
    if let context, context.pointee.maxatts > limits.attributes * 10 {
      refuse("an element has more than \(limits.attributes) attributes")
    }
    if isDone { return 0 }
    guard prologue.isEmpty else {
      let count = min(prologue.count, block.count)
      block.copyBytes(from: prologue.prefix(count))
      prologue.removeFirst(count)
      return Int32(truncatingIfNeeded: count)
    }
    let count = feed.read(into: block)
    if !sawElement {
      prologLength += count
      if prologLength > limits.prolog { refuse("no element begins in the first \(limits.prolog) bytes") }
    }
    return Int32(truncatingIfNeeded: count)
  }

  private mutating func skipInstruction() {
    instructionCount += 1
    if instructionCount > limits.names { refuse("there are more than \(limits.names) instructions") }
  }

  private mutating func open(
    _ name: UnsafePointer<UInt8>, _ prefix: UnsafePointer<UInt8>?, _ uri: UnsafePointer<UInt8>?,
    _ attributes: UnsafeMutablePointer<UnsafePointer<UInt8>?>?, count: Int
  ) {
    if isDone { return }
    if isRestarted {
      isRestarted = false
      return
    }
    sawElement = true
    let index = names.index(name, prefix, in: uri)
    let isOfRecord = names.isOfRecord(index)
    if isOfRecord, let outer = nodes.first, tree.node(outer).name == index {
      note("<\(local(index))> is not closed before the next <\(local(index))>")
      while !nodes.isEmpty { closeInnermost() }
    }
    guard stack.count < limits.depth else {
      return refuse("elements lie in one another more than \(limits.depth) deep")
    }
    guard count <= limits.attributes else {
      return refuse("an element has more than \(limits.attributes) attributes")
    }
    textLength = 0
    let line = line
    if nodes.isEmpty { recordStart = tree.byteCount }
    stack.append(Open(name: index, address: prefix == nil ? name : nil, line: line))
    let node = tree.addNode(index, line: line, attributeCount: count)
    for attribute in 0..<count {
      let entry = attributes.map { $0 + attribute * 5 }
      guard let entry, let key = entry[0], let start = entry[3], let end = entry[4] else { continue }
      let value = UnsafeBufferPointer(start: start, count: end - start)
      guard value.count <= limits.text else { return refuse("a value is longer than \(limits.text) bytes") }
      tree.addAttribute(names.index(key, entry[1], in: entry[2]), value)
    }
    guard names.count <= limits.names else { return refuse("there are more than \(limits.names) different names") }
    if !nodes.isEmpty || isOfRecord && beginsRecord(index) {
      nodes.append(node)
      checkRecordSize()
    } else {
      verdict = nil
      deliver(.open(node: node))
      isDone = stopsAtRoot
    }
  }

  private mutating func beginsRecord(_ name: Int32) -> Bool {
    if let verdict, verdict.name == name { return verdict.isRecord }
    let isRecord = endsAny(of: names.name(name).recordPaths)
    verdict = (name, isRecord)
    return isRecord
  }

  /// Whether the names around the innermost element end with one of `paths`.
  private func endsAny(of paths: [[String]]) -> Bool {
    let around = stack.dropLast()
    return paths.contains { path in
      path.count <= around.count && zip(path, around.suffix(path.count)).allSatisfy { $0 == local($1.name) }
    }
  }

  private mutating func text(_ text: UnsafeBufferPointer<UInt8>) {
    if isDone { return }
    textLength += text.count
    guard textLength <= limits.text else { return refuse("a text is longer than \(limits.text) bytes") }
    guard let node = nodes.last else { return }
    tree.addText(text, to: node)
    checkRecordSize()
  }

  private mutating func end(_ name: UnsafePointer<UInt8>, _ prefix: UnsafePointer<UInt8>?) {
    if isDone { return }
    textLength = 0
    if let mismatch {
      self.mismatch = nil
      return close(mismatch)
    }
    if let open = stack.last, open.address == name, prefix == nil { return closeInnermost() }
    let index = names.index(name, prefix)
    if stack.last?.name == index { return closeInnermost() }
    close(qualified(index))
  }

  /// Closes the nearest open element of a name that is not the innermost one's, or leaves the tag out.
  private mutating func close(_ qualifiedName: String) {
    guard let target = stack.lastIndex(where: { qualified($0.name) == qualifiedName }) else {
      return note("</\(qualifiedName)> closes nothing and was left out")
    }
    while stack.count > target + 1, let open = stack.last {
      note("<\(local(open.name))> is not closed before </\(qualifiedName)>")
      closeInnermost()
    }
    closeInnermost()
  }

  private mutating func closeInnermost() {
    guard let open = stack.popLast() else { return }
    guard let node = nodes.popLast() else {
      verdict = nil
      return deliver(.close(name: open.name))
    }
    tree.closeNode(node)
    if nodes.isEmpty { deliver(.record(node: node)) }
  }

  private mutating func deliver(_ entry: XMLBatch.Entry) {
    batch.add(entry)
    if batch.isFull { batch = handOver(batch) }
  }

  private mutating func checkRecordSize() {
    let nodeCount = tree.nodeCount - (nodes.first ?? 0)
    if tree.byteCount - recordStart > limits.record || nodeCount > limits.record / 64 {
      refuse("a record is larger than \(limits.record) bytes")
    }
  }

  // MARK: Problems

  private var line: Int {
    guard let input = context?.pointee.input else { return lastLine }
    return firstLine - 1 + Int(input.pointee.line)
  }
  private var column: Int { context?.pointee.input.map { Int($0.pointee.col) } ?? lastColumn }
  private func local(_ name: Int32) -> String { names.name(name).local }
  private func qualified(_ name: Int32) -> String { names.name(name).qualified }

  private mutating func note(_ message: String) { feed.add(XMLProblem(message: message, line: line, column: column)) }

  private mutating func refuse(_ message: String) {
    guard failure == nil else { return }
    failure = XMLError(message: message, line: line, column: column)
    isDone = true
  }

  private mutating func complain(_ error: xmlError) {
    guard !isDone, error.level != XML_ERR_WARNING, error.domain != XML_FROM_NAMESPACE.rawValue else { return }
    switch xmlParserErrors(UInt32(error.code)) {
    case XML_ERR_TAG_NAME_MISMATCH: mismatch = error.str2.map { String(cString: $0) } ?? ""
    case XML_ERR_TAG_NOT_FINISHED, XML_ERR_USER_STOP, XML_ERR_DOCUMENT_EMPTY: break
    case XML_ERR_DOCUMENT_END: keepRest()
    case XML_ERR_RESERVED_XML_NAME: note("a second XML declaration was left out")
    case XML_ERR_NAME_REQUIRED:
      note("< that begins no element was read as &lt;")
      Array("<".utf8).withUnsafeBufferPointer { text($0) }
    default:
      let text = error.message.map { String(cString: $0) } ?? "not well formed"
      let message = text.prefix { !$0.isNewline }
      feed.add(XMLProblem(message: String(message), line: line, column: Int(error.int2)))
    }
  }

  /// Keeps what follows the end of the outermost element.
  private mutating func keepRest() {
    guard let input = context?.pointee.input?.pointee, let start = input.cur, let end = input.end else { return }
    leftover = Array(UnsafeBufferPointer(start: start, count: end - start))
    firstLine = line
  }
}
