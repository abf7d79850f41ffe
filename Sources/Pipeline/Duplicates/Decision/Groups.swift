/// Contacts that belong together.
struct Groups {
  /// For each contact one of its group, which leads to the first of it.
  private(set) var parents: [UInt32]

  /// So many contacts, each alone.
  init(contacts: Int) { parents = (0..<UInt32(contacts)).map { $0 } }

  /// The first contact of a contact's group.
  mutating func root(_ contact: UInt32) -> UInt32 {
    var root = contact
    while parents[Int(root)] != root { root = parents[Int(root)] }
    var next = contact
    while parents[Int(next)] != root {
      let parent = parents[Int(next)]
      parents[Int(next)] = root
      next = parent
    }
    return root
  }

  /// Makes the groups of two contacts one; false where they are.
  @discardableResult
  mutating func join(_ a: UInt32, _ b: UInt32) -> Bool {
    let (x, y) = (root(a), root(b))
    if x != y { parents[Int(max(x, y))] = min(x, y) }
    return x != y
  }

  /// Gives a contact the place that it has in `other`.
  mutating func restore(_ contact: Int, of other: Groups) { parents[contact] = other.parents[contact] }
}
