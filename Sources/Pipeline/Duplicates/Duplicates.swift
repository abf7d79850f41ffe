/// What a search for duplicates found.
package struct Duplicates: Sendable {
  /// For each contact the first contact of its group; itself where it is alone.
  package let firstOfGroup: [UInt32]
  /// Why contacts are in one group: each brings another contact, or another group, in.
  package let links: [Pair]
  /// Pairs of different groups that an admin should look at, the likeliest first.
  package let reviews: [Pair]
  /// Pairs that would be one person, had not one system two records of them.
  package let recordsApart: [Pair]

  let judge: Judge
  private let decisions: DuplicateDecisions

  /// Two contacts and what joins them, or nearly does.
  package struct Pair: Sendable {
    /// The earlier contact.
    package let a: Int
    /// The later contact.
    package let b: Int
    /// What speaks most for their being one.
    package let reason: DuplicateReason
    /// Why they are not merged; nil where only evidence is lacking, and for links.
    package let conflict: DuplicateConflict?
  }

  init(_ clustering: Clustering, _ edges: [Edge], _ judge: Judge, _ decisions: DuplicateDecisions) {
    var clustering = clustering
    self.judge = judge
    self.decisions = decisions
    let first = (0..<UInt32(judge.contacts.keys.count)).map { clustering.root($0) }
    firstOfGroup = first
    links = clustering.links.map { Pair($0) }
    recordsApart = edges.filter { $0.decision == .different }.map { Pair($0, .records) }
    let chained = clustering.refused.map { Pair($0, .chain) }
    let asked = edges.lazy.filter { $0.decision == .review }.map { Pair($0) }
    reviews = (chained + asked).filter { first[$0.a] != first[$0.b] && !decisions.areApart(UInt32($0.a), UInt32($0.b)) }
  }

  /// Whether an admin decided about the two.
  func decisions(_ a: Int, _ b: Int) -> Bool {
    decisions.areApart(UInt32(a), UInt32(b))
      || decisions.together.contains {
        ($0.a, $0.b) == (UInt32(a), UInt32(b)) || ($0.b, $0.a) == (UInt32(a), UInt32(b))
      }
  }

  /// The groups of at least two contacts, each ascending, in order of their first contacts.
  package var groups: [[Int]] {
    var members: [UInt32: [Int]] = [:]
    for (contact, first) in firstOfGroup.enumerated() where first != contact {
      members[first, default: []].append(contact)
    }
    return members.map { [Int($0.key)] + $0.value }.sorted { $0[0] < $1[0] }
  }

  /// Numbers and e-mails that contacts of different names have, each with one of those contacts, and how many people.
  package var sharedLines: [(contact: Int, people: Int)] {
    let keys = judge.contacts.keys
    var shared: [UInt64: (contact: Int, people: Int)] = [:]
    keys.withViews { views in
      for contact in judge.contacts.distinct.sorted() {
        let view = views[contact]
        let owner = view.head.owner
        for line in view.numbers.lazy.map({ NumberKey.line($0) }) {
          let key = SharedLines.key(line, of: owner)
          if shared[key] == nil, let people = judge.lines.people(on: line, of: owner) {
            shared[key] = (Int(contact), Int(people))
          }
        }
      }
    }
    return shared.values.sorted { ($1.people, $0.contact) < ($0.people, $1.contact) }
  }
}

extension Duplicates.Pair {
  init(_ edge: Edge, _ conflict: DuplicateConflict? = nil) {
    self.init(a: Int(min(edge.a, edge.b)), b: Int(max(edge.a, edge.b)), reason: edge.reason, conflict: conflict)
  }
}

/// What speaks most for two contacts' being one person.
package enum DuplicateReason: UInt8, Sendable, CaseIterable {
  /// An admin said so.
  case decision
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
  /// One system holds them as two records.
  case records
  /// One record id under names that contradict each other: the id does not identify a person.
  case reusedRecord
  /// Merging them would bring together others who contradict each other.
  case chain
}
