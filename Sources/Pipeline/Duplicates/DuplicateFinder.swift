/// Finds the contacts that are one person, and those that may be.
///
/// ```swift
/// let duplicates = DuplicateFinder(policy: .standard).find(in: keys)
/// duplicates.groups  // [[0, 17], [3, 4, 980]]
/// ```
///
/// The same contacts give the same groups, in whatever order they come and however many cores there are. Time grows
/// with the number of contacts, not of pairs.
package struct DuplicateFinder: Sendable {
  let policy: DuplicatePolicy

  /// A finder that merges as much as `policy` allows.
  package init(policy: DuplicatePolicy = .standard) { self.policy = policy }

  /// Finds the duplicates among all contacts of `keys`; `decisions` were made by an admin and overrule what is found.
  package func find(in keys: ContactKeys, decisions: SettledDecisions = SettledDecisions()) -> Duplicates {
    find(in: keys, KnownContacts(), decisions)
  }

  /// Finds the duplicates among contacts of which some are known already.
  func find(in keys: ContactKeys, _ known: KnownContacts, _ decisions: SettledDecisions) -> Duplicates {
    var clustering = Clustering(keys.heads, settled: known.settled, decisions)
    for edge in known.edges { clustering.join(edge) }
    let distinct = joinIdentical(keys, decisions, &clustering)
    let contacts = ComparedContacts(keys, distinct: distinct)
    let reliability = policy == .off || contacts.areOfOneSystem ? Reliability() : contacts.reliability()
    let news = known.news(of: keys.count)
    let candidates = CandidatePairs(contacts, policy, reliability, news: news)
    let judge = Judge(
      contacts: contacts, lines: candidates.lines, reliability: reliability,
      rule: DecisionRule(policy: policy, contacts: keys.count, reliability: reliability))
    let edges = judge.edges(candidates)
    // Those to review are many more, and put in order where somebody asks for them.
    let joining = judge.ordered(edges.filter { $0.decision == .merge || $0.conflict == .generation })
    judge.withComparer { comparer, views in
      clustering.join(joining) { a, b, question in
        if question == .areTwoPeople, max(a, b) < known.settled {
          // Somebody told apart whom the bundle holds apart, although all says that they are one.
          let evidence = comparer.weigh(views[a], views[b], judge.lines, reliability)
          if judge.rule.decide(evidence) == .merge { return true }
        }
        if question == .haveOtherLines { return comparer.haveOwnLinesApart(views[a], views[b]) }
        return comparer.contradict(
          views[a], views[b], judge.lines, reliability, judge.rule, ownLines: question == .mayJoinByPlace,
          slips: question != .areTwoPeople)
      }
    }
    return Duplicates(clustering, edges, judge, news: news, decisions)
  }

  /// Contacts of equal keys are compared once; where a number, an e-mail, a date or a place is among what is equal, they
  /// are one.
  private func joinIdentical(
    _ keys: ContactKeys, _ decisions: SettledDecisions, _ clustering: inout Clustering
  ) -> [UInt32] {
    let heads = keys.heads
    if policy == .off { return heads.indices.map { UInt32($0) } }
    // By what contacts hold, whom the next of them is one with.
    var known = NumberTable(capacity: heads.count)
    var distinct: [UInt32] = []
    distinct.reserveCapacity(heads.count)
    for (index, head) in heads.enumerated() {
      let contact = UInt32(index)
      // Of whom a decision speaks, nobody else stands for.
      let isDecided = decisions.mention(contact)
      if let first = known.insert(contact, for: head.content, replaces: isDecided), !isDecided {
        if head.isComparable { clustering.join(Edge(first, contact, .identical)) }
      } else {
        distinct.append(contact)
      }
    }
    return distinct
  }
}

extension KeyHead {
  /// Whether there is more than a name.
  var isComparable: Bool { numbers > 0 || emails > 0 || birthday > 0 || places > 0 || organizations > 0 || hasRecord }
}

extension Edge {
  /// Two contacts that are the same without any doubt.
  init(_ a: UInt32, _ b: UInt32, _ reason: DuplicateReason) {
    self.init(a: a, b: b, bits: .infinity, decision: .merge, reason: reason)
  }
}

/// Weighs pairs, and decides.
struct Judge: Sendable {
  let contacts: ComparedContacts
  let lines: SharedLines
  let reliability: Reliability
  let rule: DecisionRule

  func withComparer<Result>(_ body: (borrowing WordComparer, KeyViews) -> Result) -> Result {
    let comparer = WordComparer(contacts.lexicon, isLenient: rule.isLenient)
    return contacts.keys.withViews { body(comparer, $0) }
  }

  /// Those of `candidates` that are merged or reviewed, or whose record ids are odd, in no order.
  func edges(_ candidates: CandidatePairs) -> [Edge] {
    candidates.map { pairs in
      withComparer { comparer, views in
        var edges: [Edge] = []
        for pair in pairs {
          let (a, b) = (UInt32(truncatingIfNeeded: pair >> 32), UInt32(truncatingIfNeeded: pair))
          let evidence = comparer.weigh(views[a], views[b], lines, reliability)
          let decision = rule.decide(evidence)
          if decision == .different, !evidence.areRecordsOdd { continue }
          edges.append(
            Edge(
              a: a, b: b, bits: evidence.bits, decision: decision, reason: DuplicateReason(evidence),
              conflict: rule.obstacle(evidence)))
        }
        return edges
      }
    }
  }

  /// Pairs, the surest first. Those that are equally sure are ordered by what their contacts hold, so that the order of
  /// the input decides nothing.
  func ordered(_ edges: [Edge]) -> [Edge] {
    let heads = contacts.keys.heads
    // Their places are sorted, being smaller.
    var places = onAllCores(of: edges.count) { part in
      part.map { EdgePlace(edges[$0], content: heads.contents(edges[$0]).0, at: $0) }
    }.flatMap { $0 }
    places.sort(byBytesOf: { $0.rank })
    places.withUnsafeMutableBufferPointer { places in
      var start = 0
      while start < places.count {
        var end = start + 1
        while end < places.count, places[end].rank == places[start].rank { end += 1 }
        if end - start > 1 {
          var equals = UnsafeMutableBufferPointer(rebasing: places[start..<end])
          equals.sort { x, y in
            let (first, second) = (edges[Int(x.index)], edges[Int(y.index)])
            let (one, other) = (heads.contents(first), heads.contents(second))
            return one != other ? one < other : (first.a, first.b) < (second.a, second.b)
          }
        }
        start = end
      }
    }
    return places.map { edges[Int($0.index)] }
  }
}

/// Where a pair is, with what orders nearly all pairs: the surest first, of those the lowest content.
private struct EdgePlace: Sendable {
  let rank: UInt64
  let index: UInt32

  init(_ edge: Edge, content: UInt64, at index: Int) {
    let bits = edge.bits.bitPattern
    // Of negative numbers, the order of the bit patterns is the reverse of the numbers'.
    let falling = bits >> 31 == 1 ? bits : ~(bits | 1 << 31)
    rank = UInt64(falling) << 32 | content >> 32
    self.index = UInt32(truncatingIfNeeded: index)
  }
}

extension [KeyHead] {
  fileprivate func contents(_ edge: Edge) -> (UInt64, UInt64) {
    let (a, b) = (self[Int(edge.a)].content, self[Int(edge.b)].content)
    return (Swift.min(a, b), Swift.max(a, b))
  }
}
