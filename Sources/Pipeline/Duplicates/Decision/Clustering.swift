/// A pair that may be merged, or shown for review.
struct Edge: Sendable {
  var a: UInt32
  var b: UInt32
  var bits: Float
  var decision: Decision
  var reason: DuplicateReason
}

/// Joins contacts to people, the surest pairs first; a pair that would bring two together who contradict each other
/// joins nothing.
struct Clustering {
  /// For each contact one of its group, which leads to the first of it.
  private var parents: [UInt32]
  /// Of groups of several, those who are asked before another joins.
  private var asked: [UInt32: [UInt32]] = [:]
  /// The pairs that joined, in order.
  private(set) var links: [Edge] = []
  /// The pairs that were to be merged, and were not.
  private(set) var refused: [Edge] = []

  /// How many contacts of one group are asked. A group of more has every spelling that matters among them: those who
  /// joined first are the most alike.
  static let maximumAsked = 24

  init(count: Int) { parents = (0..<UInt32(count)).map { $0 } }

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

  /// Joins two contacts that are known to be the same, without asking anyone.
  mutating func join(_ edge: Edge) {
    let (x, y) = (root(edge.a), root(edge.b))
    if x == y { return }
    merge(x, y)
    links.append(edge)
  }

  /// Joins `edges` in order, where no two of those that come together contradict each other.
  mutating func join(_ edges: [Edge], contradict: (UInt32, UInt32, Edge) -> Bool) {
    for edge in edges {
      let (x, y) = (root(edge.a), root(edge.b))
      if x == y { continue }
      let (first, second) = (asked[x] ?? [x], asked[y] ?? [y])
      if first.contains(where: { a in second.contains { contradict(a, $0, edge) } }) {
        refused.append(edge)
      } else {
        merge(x, y)
        links.append(edge)
      }
    }
  }

  private mutating func merge(_ x: UInt32, _ y: UInt32) {
    let (keep, gone) = (min(x, y), max(x, y))
    parents[Int(gone)] = keep
    let all = (asked[keep] ?? [keep]) + (asked[gone] ?? [gone])
    asked[gone] = nil
    asked[keep] = Array(all.prefix(Self.maximumAsked))
  }
}
