import XMLSyntax

/// Elements beside the records of a document that its format does not know, and that may hold contacts.
struct UnknownElements {
  /// Their names, in document order, each with its line.
  private(set) var found: [(name: String, line: Int)] = []
  /// The ways to all elements that the format knows, from below the root.
  private let known: Set<String>
  /// The names of the open elements, the root's first.
  private var open: [String] = []
  /// The outermost unknown element that is open: one with nothing but a text in it holds no contact.
  private var unknown: (depth: Int, name: String, line: Int)?

  init(_ layout: DirectoryLayout) {
    var known = Set<String>()
    func add(_ map: DirectoryMap, below path: [String]) {
      for entry in map.entries {
        for place in entry.places {
          var path = path
          for step in place.steps {
            path.append(step.name)
            known.insert(path.joined(separator: "/"))
          }
          for content in entry.contents { if let element = content.element { add(element.map, below: path) } }
        }
      }
    }
    add(layout.map, below: [])
    self.known = known
  }

  /// Whether the format knows the innermost open element; a document may also be without a root.
  private var isKnown: Bool {
    known.contains(open.dropFirst().joined(separator: "/")) || known.contains(open.joined(separator: "/"))
  }

  /// Notes what opens or closes outside of records.
  mutating func see(_ event: XMLEvent) {
    switch event {
    case .record: return
    case .close:
      _ = open.popLast()
      if let unknown, unknown.depth == open.count { self.unknown = nil }
    case .open(let element):
      open.append(element.name)
      if open.count == 1 { return }
      if unknown == nil, !isKnown {
        unknown = (open.count - 1, element.name, element.line)
        if element.attributes.isEmpty { return }
      }
      if let (_, name, line) = unknown, line > 0 {
        found.append((name, line))
        // Told once, however much is in it.
        unknown?.line = 0
      }
    }
  }
}
