/// A pair that may be merged, or shown for review.
struct Edge: Sendable {
  var a: UInt32
  var b: UInt32
  var bits: Float
  var decision: Decision
  var reason: DuplicateReason
  var conflict: DuplicateConflict?
}

/// Joins contacts to people, the surest pairs first; a pair that would bring two together who contradict each other
/// joins nothing.
struct Clustering {
  /// For each contact one of its group, which leads to the first of it.
  private var parents: [UInt32]
  /// Of groups of several, those who are asked before another joins, in the order of what they hold.
  private var asked: [UInt32: [UInt32]] = [:]
  /// The pairs that joined, in order, each with the group's first contact that is no first contact any longer.
  private(set) var links: [(edge: Edge, joined: UInt32)] = []
  /// The pairs that were to be merged, and were not.
  private(set) var refused: [Edge] = []
  /// How many contacts, the first ones, only a decision joins with each other.
  private let settled: Int
  private let decisions: SettledDecisions
  private let heads: [KeyHead]

  /// How many contacts of one group are asked, besides those that decisions are about.
  static let maximumAsked = 24

  /// All contacts apart, but for those that an admin decided to be one.
  init(_ heads: [KeyHead], settled: Int, _ decisions: SettledDecisions) {
    parents = (0..<UInt32(heads.count)).map { $0 }
    self.heads = heads
    self.settled = settled
    self.decisions = decisions
    for (a, b) in decisions.together {
      let (x, y) = (root(a), root(b))
      if x != y { merge(x, y, Edge(a, b, .decision)) }
    }
  }

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

  /// Joins two contacts that are known to be the same.
  mutating func join(_ edge: Edge) {
    let (x, y) = (root(edge.a), root(edge.b))
    if x == y || areSettled(x, y) || areApart(x, y) { return }
    merge(x, y, edge)
  }

  /// Joins `edges` in order, where no two of those that come together contradict each other. Whoever could be either of two
  /// people who do is joined to neither, for only chance would tell to which.
  ///
  /// - Parameter contradict: whether two contacts do, as the question demands.
  mutating func join(_ edges: [Edge], contradict: (UInt32, UInt32, Question) -> Bool) {
    let start = self
    var torn = Torn()
    let doubted = Self.doubted(edges)
    for _ in 0..<Self.maximumRounds {
      let before = torn
      join(edges, &torn, contradict)
      tear(doubted, &torn, contradict)
      if torn == before { return }
      self = start
    }
    join(edges, &torn, contradict)
  }

  /// By contact, the surest of those that would be one with it, were only both or neither of them Jr. or II.
  private static func doubted(_ edges: [Edge]) -> [UInt32: [Edge]] {
    var doubted: [UInt32: [Edge]] = [:]
    for edge in edges where edge.conflict == .generation {
      for contact in [edge.a, edge.b] where doubted[contact, default: []].count < maximumAsked {
        doubted[contact, default: []].append(edge)
      }
    }
    return doubted
  }

  /// Tears those who may be Jr. as well as Sr.
  private mutating func tear(
    _ doubted: [UInt32: [Edge]], _ torn: inout Torn, _ contradict: (UInt32, UInt32, Question) -> Bool
  ) {
    for (contact, edges) in doubted where !decisions.mention(contact) {
      let others = edges.map { $0.a == contact ? $0.b : $0.a }
      let all = others + members(root(contact)).filter { $0 != contact }
      for (edge, other) in zip(edges, others) where all.contains(where: { contradict($0, other, .areTwoPeople) }) {
        torn.insert(contact, edge)
      }
    }
  }

  /// What is asked of two contacts that would come together, or that one contact fits.
  enum Question {
    case mayJoin
    /// Lines of their own that differ forbid it as well.
    case mayJoinByPlace
    /// What may be mistyped makes nobody another person.
    case areTwoPeople
  }

  /// Contacts that fit two people; by what is theirs alone, or only by where they are.
  private struct Torn: Equatable {
    var byOwn: Set<UInt32> = []
    var byPlace: Set<UInt32> = []

    mutating func insert(_ contact: UInt32, _ edge: Edge) {
      if edge.reason.isOwn { byOwn.insert(contact) } else { byPlace.insert(contact) }
    }

    func keepApart(_ edge: Edge) -> Bool {
      if edge.reason == .record { return false }
      if byOwn.contains(edge.a) || byOwn.contains(edge.b) { return true }
      return !edge.reason.isOwn && (byPlace.contains(edge.a) || byPlace.contains(edge.b))
    }
  }

  /// Leaving those out who are torn may show others to be.
  private static let maximumRounds = 4

  private mutating func join(_ edges: [Edge], _ torn: inout Torn, _ contradict: (UInt32, UInt32, Question) -> Bool) {
    let known = torn
    for edge in edges where edge.decision == .merge {
      let (x, y) = (root(edge.a), root(edge.b))
      if x == y { continue }
      if known.keepApart(edge) {
        refused.append(edge)
        continue
      }
      let question = edge.reason.isOwn ? Question.mayJoin : .mayJoinByPlace
      let isRefused =
        areSettled(x, y) || areApart(x, y)
        || anyMember(x) { a in anyMember(y) { contradict(a, $0, question) } }
      if isRefused { refused.append(edge) } else { merge(x, y, edge) }
    }
    for edge in refused {
      for (contact, other) in [(edge.a, edge.b), (edge.b, edge.a)] where !decisions.mention(contact) {
        let isTorn = anyMember(root(contact)) { $0 != contact && contradict($0, other, .areTwoPeople) }
        if isTorn { torn.insert(contact, edge) }
      }
    }
  }

  private func members(_ root: UInt32) -> [UInt32] { asked[root] ?? [root] }

  /// Whether any of those who are asked of a group is as `fits` says; most groups are of one, without a list.
  private func anyMember(_ root: UInt32, _ fits: (UInt32) -> Bool) -> Bool {
    guard let all = asked[root] else { return fits(root) }
    return all.contains(where: fits)
  }

  private func areSettled(_ x: UInt32, _ y: UInt32) -> Bool { max(x, y) < settled }

  private func areApart(_ x: UInt32, _ y: UInt32) -> Bool {
    if decisions.apart.isEmpty { return false }
    return anyMember(x) { a in anyMember(y) { decisions.areApart(a, $0) } }
  }

  private mutating func merge(_ x: UInt32, _ y: UInt32, _ edge: Edge) {
    let (keep, gone) = (min(x, y), max(x, y))
    parents[Int(gone)] = keep
    links.append((edge, gone))
    // Whoever holds the same has nothing else to say.
    if edge.reason == .identical, !decisions.mention(gone) { return }
    let (first, second) = (members(keep), members(gone))
    // Of two groups the larger one is nearly always large enough already.
    if first.count >= Self.maximumAsked, second.count == 1, isBehind(second[0], first[first.count - 1]) { return }
    asked[keep] = spokesmen(first, second)
    asked[gone] = nil
  }

  /// Whether a contact comes behind another whatever it holds, and no decision is about it.
  private func isBehind(_ contact: UInt32, _ other: UInt32) -> Bool {
    heads[Int(contact)].content > heads[Int(other)].content && !decisions.mention(contact)
  }

  /// Those of two groups who are asked, chosen by what they hold, for the order of the input decides nothing.
  private func spokesmen(_ first: [UInt32], _ second: [UInt32]) -> [UInt32] {
    var spokesmen: [UInt32] = []
    spokesmen.reserveCapacity(min(first.count + second.count, Self.maximumAsked))
    var (i, j) = (0, 0)
    while i < first.count || j < second.count {
      let isFirst =
        j == second.count || i < first.count && heads[Int(first[i])].content <= heads[Int(second[j])].content
      let next = isFirst ? first[i] : second[j]
      if isFirst { i += 1 } else { j += 1 }
      if spokesmen.count < Self.maximumAsked || decisions.mention(next) { spokesmen.append(next) }
    }
    return spokesmen
  }
}
