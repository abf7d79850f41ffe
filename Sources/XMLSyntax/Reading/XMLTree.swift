/// An element with all that is in it, flat: its nodes in document order, and the bytes of its texts in one buffer.
///
/// A reader fills one tree again and again; it takes a new one only where somebody kept an element of the last.
///
/// The contents lie behind a pointer, because the language would check every access to a class's variables as it runs,
/// and there are dozens for every element.
final class XMLTree {
  let names: XMLNames
  private let contents: UnsafeMutablePointer<XMLTreeContents>

  init(names: XMLNames) {
    self.names = names
    contents = .allocate(capacity: 1)
    contents.initialize(to: XMLTreeContents())
  }

  deinit {
    contents.pointee.deallocate()
    contents.deallocate()
  }

  func node(_ index: Int) -> XMLTreeContents.Node { contents.pointee.nodes[index] }
  func attribute(_ index: Int) -> XMLTreeContents.Attribute { contents.pointee.attributes[index] }
  var nodeCount: Int { contents.pointee.nodes.count }
  var byteCount: Int { contents.pointee.bytes.count }

  func removeAll() { contents.pointee.removeAll() }

  /// Adds a node whose attributes are those that ``addAttribute(_:_:)`` adds next.
  func addNode(_ name: Int32, line: Int, attributeCount: Int) -> Int {
    contents.pointee.addNode(name, line: line, attributeCount: attributeCount)
  }

  func addAttribute(_ name: Int32, _ value: UnsafeBufferPointer<UInt8>) { contents.pointee.addAttribute(name, value) }
  func addText(_ text: UnsafeBufferPointer<UInt8>, to node: Int) { contents.pointee.addText(text, to: node) }
  func closeNode(_ node: Int) { contents.pointee.closeNode(node) }

  func withText<Result>(of node: Int, _ body: (UnsafeBufferPointer<UInt8>) -> Result) -> Result {
    contents.pointee.withText(of: node, body)
  }

  func withValue<Result>(ofAttribute index: Int, _ body: (UnsafeBufferPointer<UInt8>) -> Result) -> Result {
    body(contents.pointee.value(ofAttribute: index))
  }

  func eachValue(of node: Int, _ body: (XMLValue) -> Bool) -> Bool { contents.pointee.eachValue(of: node, body) }
}

/// What a tree holds.
struct XMLTreeContents {
  struct Node {
    let name: Int32
    let line: Int32
    let firstAttribute: Int32
    let attributeCount: Int32
    /// The first and last piece of its text in `pieces`, -1 for none.
    var firstPiece: Int32 = -1
    var lastPiece: Int32 = -1
    /// The index behind its last descendant.
    var end: Int32
  }

  struct Attribute {
    let name: Int32
    let start: Int32
    let count: Int32
  }

  /// A run of text without an element in between.
  struct Piece {
    let start: Int32
    var count: Int32
    var next: Int32 = -1
  }

  private(set) var bytes = RefilledList<UInt8>(capacity: 1 << 10)
  private(set) var nodes = RefilledList<Node>(capacity: 1 << 6)
  private(set) var attributes = RefilledList<Attribute>(capacity: 1 << 6)
  private(set) var pieces = RefilledList<Piece>(capacity: 1 << 6)

  mutating func removeAll() {
    bytes.removeAll()
    nodes.removeAll()
    attributes.removeAll()
    pieces.removeAll()
  }

  func deallocate() {
    bytes.deallocate()
    nodes.deallocate()
    attributes.deallocate()
    pieces.deallocate()
  }

  mutating func addNode(_ name: Int32, line: Int, attributeCount: Int) -> Int {
    nodes.append(
      Node(
        name: name, line: Int32(clamping: line), firstAttribute: Int32(truncatingIfNeeded: attributes.count),
        attributeCount: Int32(truncatingIfNeeded: attributeCount), end: Int32(truncatingIfNeeded: nodes.count + 1)))
    return nodes.count - 1
  }

  mutating func addAttribute(_ name: Int32, _ value: UnsafeBufferPointer<UInt8>) {
    attributes.append(
      Attribute(
        name: name, start: Int32(truncatingIfNeeded: bytes.count), count: Int32(truncatingIfNeeded: value.count)))
    bytes.append(contentsOf: value)
  }

  /// Adds text to a node; spaces before its first text are indentation and left out.
  mutating func addText(_ text: UnsafeBufferPointer<UInt8>, to node: Int) {
    let last = nodes[node].lastPiece
    if last < 0, text.allSatisfy(\.isXMLSpace) { return }
    let start = Int32(truncatingIfNeeded: bytes.count)
    let count = Int32(truncatingIfNeeded: text.count)
    bytes.append(contentsOf: text)
    if last >= 0, pieces[Int(last)].start + pieces[Int(last)].count == start {
      pieces[Int(last)].count += count
      return
    }
    let piece = Int32(truncatingIfNeeded: pieces.count)
    pieces.append(Piece(start: start, count: count))
    if last < 0 { nodes[node].firstPiece = piece } else { pieces[Int(last)].next = piece }
    nodes[node].lastPiece = piece
  }

  mutating func closeNode(_ node: Int) { nodes[node].end = Int32(truncatingIfNeeded: nodes.count) }

  func value(ofAttribute index: Int) -> UnsafeBufferPointer<UInt8> {
    let attribute = attributes[index]
    return bytes.entries.slice(attribute.start, attribute.count)
  }

  /// The text of a node that is in one piece, or none; nil where an element stands in it.
  private func wholeText(of node: Node) -> UnsafeBufferPointer<UInt8>? {
    if node.firstPiece < 0 { return UnsafeBufferPointer(start: nil, count: 0) }
    guard node.firstPiece == node.lastPiece else { return nil }
    let piece = pieces[Int(node.firstPiece)]
    return bytes.entries.slice(piece.start, piece.count).trimmed
  }

  func withText<Result>(of node: Int, _ body: (UnsafeBufferPointer<UInt8>) -> Result) -> Result {
    if let whole = wholeText(of: nodes[node]) { return body(whole) }
    var joined: [UInt8] = []
    var next = nodes[node].firstPiece
    while next >= 0 {
      let piece = pieces[Int(next)]
      joined += bytes.entries.slice(piece.start, piece.count)
      next = piece.next
    }
    return joined.withUnsafeBufferPointer { body($0.trimmed) }
  }

  func eachValue(of index: Int, _ body: (XMLValue) -> Bool) -> Bool {
    let node = nodes[index]
    for attribute in Int(node.firstAttribute)..<Int(node.firstAttribute + node.attributeCount) {
      let value = XMLValue(
        nameNumber: Int(attributes[attribute].name), isAttribute: true, bytes: value(ofAttribute: attribute))
      guard body(value) else { return false }
    }
    var child = index + 1
    while child < Int(node.end) {
      guard let text = wholeText(of: nodes[child]),
        body(XMLValue(nameNumber: Int(nodes[child].name), isAttribute: false, bytes: text))
      else { return false }
      child = Int(nodes[child].end)
    }
    return true
  }
}
