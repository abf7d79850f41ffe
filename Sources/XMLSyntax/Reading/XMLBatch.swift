/// Some events of a document, in their order, and the tree that their elements lie in.
///
/// A parse fills one batch after another and hands each over whole. A batch is used again once its events are delivered;
/// its tree is too, unless somebody kept an element. It belongs to one thread at a time, which is how it may travel.
final class XMLBatch: @unchecked Sendable {
  /// An event by the number of its node or name.
  enum Entry {
    case open(node: Int)
    case close(name: Int32)
    case record(node: Int)
  }

  private(set) var tree: XMLTree
  private var entries: [Entry] = []

  init(names: XMLNames) { tree = XMLTree(names: names) }

  /// Whether there is enough in it to be handed over.
  var isFull: Bool { tree.byteCount > 1 << 16 || tree.nodeCount > 1 << 11 || entries.count > 1 << 11 }

  func add(_ entry: Entry) { entries.append(entry) }

  /// Calls `body` for every event, and empties the batch.
  func deliver(to body: (XMLEvent) -> Void) {
    for entry in entries {
      switch entry {
      case .open(let node): body(.open(XMLElement(tree: tree, node: node)))
      case .close(let name): body(.close(tree.names.name(name).local))
      case .record(let node): body(.record(XMLElement(tree: tree, node: node)))
      }
    }
    entries.removeAll(keepingCapacity: true)
    if isKnownUniquelyReferenced(&tree) { tree.removeAll() } else { tree = XMLTree(names: tree.names) }
  }
}
