/// Contacts that belong together.
struct Groups {
  private var parents: [UInt32: UInt32] = [:]

  mutating func root(_ contact: UInt32) -> UInt32 {
    var root = contact
    while let next = parents[root] {
      if let far = parents[next] { parents[root] = far }
      root = next
    }
    return root
  }

  /// Makes the groups of two contacts one; false where they are.
  @discardableResult
  mutating func join(_ a: UInt32, _ b: UInt32) -> Bool {
    let (x, y) = (root(a), root(b))
    if x != y { parents[max(x, y)] = min(x, y) }
    return x != y
  }
}
