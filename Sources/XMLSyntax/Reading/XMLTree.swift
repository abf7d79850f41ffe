/// An element with all that is in it, flat: its nodes in document order, and the bytes of its texts in one buffer.
///
/// A reader fills one tree again and again; it takes a new one only where somebody kept an element of the last.
final class XMLTree {
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

  let names: XMLNames
  private(set) var bytes: [UInt8] = []
  private(set) var nodes: [Node] = []
  private(set) var attributes: [Attribute] = []
  private(set) var pieces: [Piece] = []

  init(names: XMLNames) { self.names = names }

  func removeAll() {
    bytes.removeAll(keepingCapacity: true)
    nodes.removeAll(keepingCapacity: true)
    attributes.removeAll(keepingCapacity: true)
    pieces.removeAll(keepingCapacity: true)
  }

  /// Adds a node whose attributes are those that ``addAttribute(_:_:)`` adds next.
  func addNode(_ name: Int32, line: Int, attributeCount: Int) -> Int {
    nodes.append(
      Node(
        name: name, line: Int32(clamping: line), firstAttribute: Int32(truncatingIfNeeded: attributes.count),
        attributeCount: Int32(truncatingIfNeeded: attributeCount), end: Int32(truncatingIfNeeded: nodes.count + 1)))
    return nodes.count - 1
  }

  func addAttribute(_ name: Int32, _ value: UnsafeBufferPointer<UInt8>) {
    attributes.append(
      Attribute(
        name: name, start: Int32(truncatingIfNeeded: bytes.count), count: Int32(truncatingIfNeeded: value.count)))
    bytes.append(contentsOf: value)
  }

  /// Adds text to a node; spaces before its first text are indentation and left out.
  func addText(_ text: UnsafeBufferPointer<UInt8>, to node: Int) {
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

  func closeNode(_ node: Int) { nodes[node].end = Int32(truncatingIfNeeded: nodes.count) }

  func withText<Result>(of node: Int, _ body: (UnsafeBufferPointer<UInt8>) -> Result) -> Result {
    let first = nodes[node].firstPiece
    if first < 0 { return body(UnsafeBufferPointer(start: nil, count: 0)) }
    if first == nodes[node].lastPiece {
      let piece = pieces[Int(first)]
      return bytes.withUnsafeBufferPointer { body($0.slice(piece.start, piece.count).trimmed) }
    }
    var joined: [UInt8] = []
    var next = first
    while next >= 0 {
      let piece = pieces[Int(next)]
      joined += bytes[Int(piece.start)..<Int(piece.start + piece.count)]
      next = piece.next
    }
    return joined.withUnsafeBufferPointer { body($0.trimmed) }
  }
}

/// The names of elements and attributes of a document, each made a `String` once.
final class XMLNames {
  struct Name {
    let local: String
    let prefix: String
    /// Whether elements of the name are delivered whole.
    let isRecord: Bool
  }

  private(set) var all: [Name] = []
  private let records: Set<String>
  private var indices: [String: Int32] = [:]
  /// libxml2 keeps one copy of a name, so that its address tells it: an open table of address pairs.
  private var slots: [(local: UnsafePointer<UInt8>?, prefix: UnsafePointer<UInt8>?, index: Int32)]
  private var slotCount = 0

  init(records: [String]) {
    self.records = Set(records)
    slots = Array(repeating: (nil, nil, 0), count: 64)
  }

  /// Forgets addresses, because another parser has its own.
  func forgetAddresses() {
    slots = Array(repeating: (nil, nil, 0), count: slots.count)
    slotCount = 0
  }

  func index(_ local: UnsafePointer<UInt8>, _ prefix: UnsafePointer<UInt8>?) -> Int32 {
    var slot = Self.hash(local, prefix) & (slots.count - 1)
    while let known = slots[slot].local {
      if known == local, slots[slot].prefix == prefix { return slots[slot].index }
      slot = (slot + 1) & (slots.count - 1)
    }
    let index = index(String(cString: local), prefix: prefix.map { String(cString: $0) } ?? "")
    remember(local, prefix, index)
    return index
  }

  private func index(_ local: String, prefix: String) -> Int32 {
    let whole = prefix.isEmpty ? local : "\(prefix):\(local)"
    if let known = indices[whole] { return known }
    let index = Int32(truncatingIfNeeded: all.count)
    all.append(Name(local: local, prefix: prefix, isRecord: records.contains(local)))
    indices[whole] = index
    return index
  }

  private func remember(_ local: UnsafePointer<UInt8>, _ prefix: UnsafePointer<UInt8>?, _ index: Int32) {
    slotCount += 1
    if slotCount * 2 > slots.count {
      let old = slots
      slots = Array(repeating: (nil, nil, 0), count: old.count * 2)
      for entry in old where entry.local != nil { insert(entry) }
    }
    insert((local, prefix, index))
  }

  private func insert(_ entry: (local: UnsafePointer<UInt8>?, prefix: UnsafePointer<UInt8>?, index: Int32)) {
    var slot = Self.hash(entry.local, entry.prefix) & (slots.count - 1)
    while slots[slot].local != nil { slot = (slot + 1) & (slots.count - 1) }
    slots[slot] = entry
  }

  private static func hash(_ local: UnsafePointer<UInt8>?, _ prefix: UnsafePointer<UInt8>?) -> Int {
    let bits = UInt(bitPattern: local) &+ UInt(bitPattern: prefix) &* 31
    return Int(truncatingIfNeeded: (bits &* 0x9E37_79B9_7F4A_7C15) >> 40)
  }
}

extension UInt8 {
  var isXMLSpace: Bool { self == 0x20 || self == 0x0A || self == 0x09 || self == 0x0D }
}

extension UnsafeBufferPointer<UInt8> {
  func slice(_ start: Int32, _ count: Int32) -> UnsafeBufferPointer<UInt8> {
    UnsafeBufferPointer(rebasing: self[Int(start)..<Int(start + count)])
  }

  /// Without XML's white space at both ends.
  var trimmed: UnsafeBufferPointer<UInt8> {
    var low = startIndex
    var high = endIndex
    while low < high, self[low].isXMLSpace { low += 1 }
    while low < high, self[high - 1].isXMLSpace { high -= 1 }
    return UnsafeBufferPointer(rebasing: self[low..<high])
  }
}
