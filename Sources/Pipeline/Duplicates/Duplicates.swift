package import Contacts

/// What a search for duplicates found.
package struct Duplicates: Sendable {
  /// For each contact the first contact of its group; itself where it is alone.
  package let firstOfGroup: [UInt32]
  /// Why contacts are in one group: for each but the first, what brought it in, or brought in the group that it was the
  /// first of.
  package let links: [UInt32: DuplicateReason]
  /// Numbers that contacts of different names have, in the order of the first of these that is new.
  package var sharedNumbers: [SharedNumber] { judge.lines.newNumbers }

  let judge: Judge
  /// Pairs that were merged or might be reviewed, in no order, and those that others kept from being merged.
  private let edges: [Edge]
  private let refused: [Edge]
  private let news: [Bool]
  private let decisions: SettledDecisions

  /// Two contacts and what joins them, or nearly does.
  package struct Pair: Sendable {
    /// Of a pair to review the one that holds more, of equals the one that its content puts first; else the earlier one.
    package let a: Int
    /// The other.
    package let b: Int
    /// What speaks most for their being one.
    package let reason: DuplicateReason
    /// Why they are not merged; nil where only evidence is lacking.
    package let conflict: DuplicateConflict?
  }

  /// A number that several people have.
  package struct SharedNumber: Sendable {
    /// The first contact that has it and is new.
    package let contact: Int
    /// How many people.
    package let people: Int
    /// ``SharedLines``' key of it.
    let key: UInt64

    /// The number, as `contact`, the first that has it, tells it.
    package func text(of contact: Contact) -> String {
      let owner = KeyBuilder.ownerHash(contact.owner)
      let number = contact.numbers.first { number in
        NumberKey.key(number.dialled, extension: number.extension, isMobile: false).map {
          SharedLines.key(NumberKey.line($0), of: owner)
        } == key
      }
      guard let number else { return "" }
      return number.extension.isEmpty ? number.dialled : "\(number.dialled) ext. \(number.extension)"
    }
  }

  init(
    _ clustering: Clustering, _ edges: [Edge], _ judge: Judge, news: [Bool], _ decisions: SettledDecisions
  ) {
    var clustering = clustering
    self.judge = judge
    self.edges = edges
    self.news = news
    self.decisions = decisions
    refused = clustering.refused
    let keys = judge.contacts.keys
    let first = (0..<UInt32(keys.count)).map { clustering.root($0) }
    firstOfGroup = first
    links = Dictionary(clustering.links.map { ($0.joined, $0.edge.reason) }) { reason, _ in reason }
  }

  /// Pairs whose record ids are odd: two of one system that would be one person, or one of two people.
  package var oddRecords: [Pair] {
    judge.ordered(edges.filter { $0.decision == .different && isOpen($0) }).map { edge in
      Pair((min(edge.a, edge.b), max(edge.a, edge.b)), edge.reason, edge.conflict)
    }
  }

  /// Pairs of different groups that an admin should look at, the likeliest first; of two groups one pair, of the branches
  /// of a firm as many as join them, and none of contacts that a bundle holds already.
  ///
  /// - Complexity: O(n log n), n being the number of pairs that might be: a list may hold millions, and nobody ask for
  ///   them.
  package var reviews: [Pair] {
    var seen = Set(decisions.apart.map { UnorderedPair(firstOfGroup[Int($0.a)], firstOfGroup[Int($0.b)]) })
    var pairs: [Pair] = []
    var chains = Groups(contacts: firstOfGroup.count)
    func add(_ edge: Edge, _ conflict: DuplicateConflict?) {
      guard isOpen(edge) else { return }
      let groups = UnorderedPair(firstOfGroup[Int(edge.a)], firstOfGroup[Int(edge.b)])
      guard seen.insert(groups).inserted else { return }
      // Of a chain of branches each is asked about, and not every two of them.
      if conflict == .branches || conflict == .departments, !chains.join(groups.low, groups.high) { return }
      pairs.append(Pair(inOrder(edge), edge.reason, conflict))
    }
    for edge in refused { add(edge, .chain) }
    for edge in judge.ordered(edges.filter { $0.decision == .review && isOpen($0) }) { add(edge, edge.conflict) }
    return pairs
  }

  /// The contacts of a pair in an order that no order of the input decides.
  private func inOrder(_ edge: Edge) -> (UInt32, UInt32) {
    let heads = judge.contacts.keys.heads
    let (first, second) = (heads[Int(edge.a)], heads[Int(edge.b)])
    let isFirst = (second.valueCount, first.content, edge.a) < (first.valueCount, second.content, edge.b)
    return isFirst ? (edge.a, edge.b) : (edge.b, edge.a)
  }

  /// Whether a pair is of different groups, and one of the two new.
  private func isOpen(_ edge: Edge) -> Bool {
    (news[Int(edge.a)] || news[Int(edge.b)]) && firstOfGroup[Int(edge.a)] != firstOfGroup[Int(edge.b)]
  }

  private struct UnorderedPair: Hashable {
    let low: UInt32
    let high: UInt32

    init(_ a: UInt32, _ b: UInt32) { (low, high) = (min(a, b), max(a, b)) }
  }

  /// Refuses decisions that join people who contradict each other without saying so.
  package func refuseContradictions() throws(Failure) {
    let mistake = judge.withComparer { comparer, views in
      decisions.mistake { comparer.weigh(views[$0], views[$1], judge.lines, judge.reliability).conflict }
    }
    if let mistake { throw mistake }
  }

  /// What an admin decided about the two: nil for nothing.
  func decision(_ a: Int, _ b: Int) -> Bool? {
    let (a, b) = (UInt32(a), UInt32(b))
    return decisions.areApart(a, b) ? false : decisions.areOne(a, b) ? true : nil
  }

  /// The groups of at least two contacts, each ascending, in order of their first contacts.
  package var groups: [[Int]] {
    var members: [UInt32: [Int]] = [:]
    for (contact, first) in firstOfGroup.enumerated() where first != contact {
      members[first, default: []].append(contact)
    }
    return members.map { [Int($0.key)] + $0.value }.sorted { $0[0] < $1[0] }
  }
}

extension Duplicates.Pair {
  /// What speaks for their being one, or what keeps them apart, in words.
  var why: String { conflict?.text ?? reason.text }

  fileprivate init(_ contacts: (UInt32, UInt32), _ reason: DuplicateReason, _ conflict: DuplicateConflict?) {
    self.init(a: Int(contacts.0), b: Int(contacts.1), reason: reason, conflict: conflict)
  }
}

extension ContactKeys {
  /// What speaks most for a contact's being one with another that holds the same.
  func mainReason(_ contact: Int) -> DuplicateReason {
    let head = heads[contact]
    if head.hasRecord { return .record }
    if head.numbers > 0 { return .number }
    if head.emails > 0 { return .email }
    return head.birthday > 0 ? .birthday : .place
  }
}

/// What speaks most for two contacts' being one person.
package enum DuplicateReason: UInt8, Sendable, CaseIterable {
  /// An admin said so.
  case decision
  /// It was found again in the bundle, by the id that it would get.
  case known
  /// The entry goes on with the numbers of the one before.
  case continuation
  /// Everything that is compared is equal.
  case identical
  /// The same record of the same system.
  case record
  /// A number that nobody else has.
  case number
  /// An e-mail address that nobody else has.
  case email
  /// Compatible names and the same date of birth.
  case birthday
  /// Compatible names at one organization, address or shared line.
  case place

  init(_ evidence: Evidence) {
    self =
      if evidence.isSameRecord { .record } else if evidence.ownNumbers > 0 { .number } else if evidence.ownEmails > 0 {
        .email
      } else if evidence.birthday == .same { .birthday } else { .place }
  }

  /// Whether it points at one person, and not at everyone of one place.
  var isOwn: Bool { self != .place && self != .birthday }
}

/// Why two contacts are not merged, whatever else they have in common.
package enum DuplicateConflict: UInt8, Sendable {
  case names, birthdays, generations
  /// Only one of them is Jr., Sr. or II, and nothing is theirs alone.
  case generation
  /// One firm at two addresses; two departments of it, or of people of one name.
  case branches, departments
  /// Names that are the same but for their accents, each with some that the other lacks.
  case accents
  /// Birthdays a slip apart.
  case birthdaySlip
  /// A man's title and a woman's, or different degrees and no given name.
  case titles
  /// One of them is two people; or the office or family of somebody.
  case couple, relation
  /// One system holds them as two records.
  case records
  /// One record id under names that contradict each other: the id does not identify a person.
  case reusedRecord
  /// Merging them would bring together others who contradict each other.
  case chain
}
