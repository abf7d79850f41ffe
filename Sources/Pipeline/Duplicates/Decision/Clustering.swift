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
  private var groups: Groups
  private var asked: Asked
  /// The pairs that joined, in order, each with the group's first contact that is no first contact any longer.
  private(set) var links: [(edge: Edge, joined: UInt32)] = []
  /// The pairs that were to be merged, and were not.
  private(set) var refused: [Edge] = []
  /// How many contacts, the first ones, only a decision joins with each other.
  private let settled: Int
  private let decisions: SettledDecisions
  private let heads: [KeyHead]

  /// How many contacts of one group are asked, besides those that decisions are about, and those who alone tell a birthday
  /// or a generation.
  static let maximumAsked = 24

  /// All contacts apart, but for those that an admin decided to be one.
  init(_ heads: [KeyHead], settled: Int, _ decisions: SettledDecisions) {
    groups = Groups(contacts: heads.count)
    asked = Asked(contacts: heads.count)
    self.heads = heads
    self.settled = settled
    self.decisions = decisions
    for (a, b) in decisions.together {
      let (x, y) = (root(a), root(b))
      if x != y { merge(x, y, Edge(a, b, .decision)) }
    }
  }

  mutating func root(_ contact: UInt32) -> UInt32 { groups.root(contact) }

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
    let merging = edges.indices.filter { edges[$0].decision == .merge }
    // What becomes of those whom pairs connect is nothing to all others.
    var connected = groups
    for place in merging { connected.join(edges[place].a, edges[place].b) }
    let doubted = Self.doubted(edges)
    var torn = Torn(contacts: heads.count)
    var open = merging
    var left: [Int] = []
    for round in 0...Self.maximumRounds {
      let refused = join(open, of: edges, torn, contradict)
      left += refused
      if round == Self.maximumRounds { break }
      let found = tornBy(refused.map { edges[$0] }, contradict) + tornBy(doubted, contradict)
      var isOpen = Array(repeating: false, count: heads.count)
      var isAnyOpen = false
      for (contact, edge) in found where torn.insert(contact, edge) {
        isOpen[Int(connected.root(contact))] = true
        isAnyOpen = true
      }
      if !isAnyOpen { break }
      // Leaving those out who are torn may show others to be: they and all whom they are connected with begin anew.
      func isOpenPair(_ place: Int) -> Bool { isOpen[Int(connected.root(edges[place].a))] }
      open = merging.filter(isOpenPair)
      left.removeAll(where: isOpenPair)
      let joined = links[start.links.count...].filter { !isOpen[Int(connected.root($0.joined))] }
      links = start.links + joined
      for contact in heads.indices where isOpen[Int(connected.root(UInt32(contact)))] {
        groups.restore(contact, of: start.groups)
        asked.restore(contact, of: start.asked)
      }
    }
    self.refused = left.sorted().map { edges[$0] }
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

  /// Those who may be Jr. as well as Sr.
  private mutating func tornBy(
    _ doubted: [UInt32: [Edge]], _ contradict: (UInt32, UInt32, Question) -> Bool
  ) -> [(contact: UInt32, edge: Edge)] {
    var torn: [(contact: UInt32, edge: Edge)] = []
    for (contact, edges) in doubted where !decisions.mention(contact) {
      let others = edges.map { $0.a == contact ? $0.b : $0.a }
      let root = root(contact)
      for (edge, other) in zip(edges, others) {
        let isTorn =
          others.contains { contradict($0, other, .areTwoPeople) }
          || asked.anyOf(root) { $0 != contact && contradict($0, other, .areTwoPeople) }
        if isTorn { torn.append((contact, edge)) }
      }
    }
    return torn
  }

  /// Those of refused pairs who may be either of two people.
  private mutating func tornBy(
    _ refused: [Edge], _ contradict: (UInt32, UInt32, Question) -> Bool
  ) -> [(contact: UInt32, edge: Edge)] {
    var torn: [(contact: UInt32, edge: Edge)] = []
    for edge in refused {
      for (contact, other) in [(edge.a, edge.b), (edge.b, edge.a)] where !decisions.mention(contact) {
        let isTorn = asked.anyOf(root(contact)) {
          $0 != contact && (decisions.areApart($0, other) || contradict($0, other, .areTwoPeople))
        }
        if isTorn { torn.append((contact, edge)) }
      }
    }
    return torn
  }

  /// What is asked of two contacts that would come together, or that one contact fits.
  enum Question {
    case mayJoin
    /// Lines of their own that differ forbid it as well.
    case mayJoinByPlace
    /// Nothing else does, for the two were weighed.
    case haveOtherLines
    /// What may be mistyped makes nobody another person.
    case areTwoPeople
  }

  /// Contacts that fit two people; by what is theirs alone, or only by where they are.
  private struct Torn {
    private var byOwn: [Bool]
    private var byPlace: [Bool]

    init(contacts: Int) {
      byOwn = Array(repeating: false, count: contacts)
      byPlace = byOwn
    }

    /// Adds a contact; false where it is known.
    mutating func insert(_ contact: UInt32, _ edge: Edge) -> Bool {
      let isOwn = edge.reason.isOwn
      if isOwn ? byOwn[Int(contact)] : byPlace[Int(contact)] { return false }
      if isOwn { byOwn[Int(contact)] = true } else { byPlace[Int(contact)] = true }
      return true
    }

    func keepApart(_ edge: Edge) -> Bool {
      if edge.reason == .record { return false }
      let (a, b) = (Int(edge.a), Int(edge.b))
      return byOwn[a] || byOwn[b] || !edge.reason.isOwn && (byPlace[a] || byPlace[b])
    }
  }

  /// How often at most some begin anew.
  private static let maximumRounds = 4

  /// Joins the pairs of some places.
  ///
  /// - Returns: the places of those that do not join.
  private mutating func join(
    _ places: [Int], of edges: [Edge], _ torn: Torn, _ contradict: (UInt32, UInt32, Question) -> Bool
  ) -> [Int] {
    var refused: [Int] = []
    for place in places {
      let edge = edges[place]
      let (x, y) = (root(edge.a), root(edge.b))
      if x == y { continue }
      if torn.keepApart(edge) || keepApart(x, y, edge, contradict) {
        refused.append(place)
      } else {
        merge(x, y, edge)
      }
    }
    return refused
  }

  /// Whether two groups are not to become one by a pair.
  private func keepApart(
    _ x: UInt32, _ y: UInt32, _ edge: Edge, _ contradict: (UInt32, UInt32, Question) -> Bool
  ) -> Bool {
    if areSettled(x, y) || areApart(x, y) { return true }
    let question = edge.reason.isOwn ? Question.mayJoin : .mayJoinByPlace
    return asked.anyOf(x) { a in
      asked.anyOf(y) { b in
        if a != edge.a || b != edge.b { return contradict(a, b, question) }
        // What the two say themselves was weighed, and is enough.
        return question == .mayJoinByPlace && contradict(a, b, .haveOtherLines)
      }
    }
  }

  private func areSettled(_ x: UInt32, _ y: UInt32) -> Bool { max(x, y) < settled }

  private func areApart(_ x: UInt32, _ y: UInt32) -> Bool {
    if decisions.apart.isEmpty { return false }
    return asked.anyOf(x) { a in asked.anyOf(y) { decisions.areApart(a, $0) } }
  }

  private mutating func merge(_ x: UInt32, _ y: UInt32, _ edge: Edge) {
    groups.join(x, y)
    let (keep, gone) = (min(x, y), max(x, y))
    links.append((edge, gone))
    // Whoever holds the same has nothing else to say.
    if edge.reason == .identical, !decisions.mention(gone) { return }
    asked.merge(gone, into: keep, heads, decisions)
  }
}

/// Of each group those who are asked before another joins: some, chosen and ordered by what they hold, for the order of the
/// input decides nothing; and all that decisions are about.
private struct Asked {
  /// By the group's first contact.
  private var first: [UInt32]
  /// By contact, who is asked after it.
  private var next: [UInt32]

  private static let nobody = UInt32.max

  /// Everyone alone.
  init(contacts: Int) {
    first = (0..<UInt32(contacts)).map { $0 }
    next = Array(repeating: Self.nobody, count: contacts)
  }

  /// Whether any of those who are asked of a group is as `fits` says.
  func anyOf(_ root: UInt32, _ fits: (UInt32) -> Bool) -> Bool {
    var contact = first[Int(root)]
    while contact != Self.nobody {
      if fits(contact) { return true }
      contact = next[Int(contact)]
    }
    return false
  }

  /// Lets those of one group be asked with those of another.
  mutating func merge(_ gone: UInt32, into keep: UInt32, _ heads: [KeyHead], _ decisions: SettledDecisions) {
    var (a, b) = (first[Int(keep)], first[Int(gone)])
    var last = Self.nobody
    var count = 0
    while a != Self.nobody || b != Self.nobody {
      let isFirst =
        b == Self.nobody || a != Self.nobody && heads[Int(a)].content <= heads[Int(b)].content
      let contact = isFirst ? a : b
      if isFirst { a = next[Int(a)] } else { b = next[Int(b)] }
      if count >= Clustering.maximumAsked, !decisions.mention(contact), !tellsMore(contact, than: keep, to: last, heads)
      {
        continue
      }
      if count == 0 { first[Int(keep)] = contact } else { next[Int(last)] = contact }
      last = contact
      count += 1
    }
    next[Int(last)] = Self.nobody
  }

  /// Whether a contact tells what none of those tells who are asked so far, from the first of a group to `last`: without it
  /// a large group would take in whoever contradicts.
  private func tellsMore(_ contact: UInt32, than root: UInt32, to last: UInt32, _ heads: [KeyHead]) -> Bool {
    let head = heads[Int(contact)]
    if head.birthday == 0, head.generation == 0, !head.hasRecord { return false }
    var isKnown = (birthday: head.birthday == 0, generation: head.generation == 0)
    var records = 0
    var other = first[Int(root)]
    while true {
      let known = heads[Int(other)]
      if known.birthday == head.birthday { isKnown.birthday = true }
      if known.generation == head.generation { isKnown.generation = true }
      if known.hasRecord { records += 1 }
      if other == last { break }
      other = next[Int(other)]
    }
    return !isKnown.birthday || !isKnown.generation || head.hasRecord && records < Clustering.maximumAsked
  }

  /// Gives a contact the place that it has in `other`.
  mutating func restore(_ contact: Int, of other: Asked) {
    first[contact] = other.first[contact]
    next[contact] = other.next[contact]
  }
}
