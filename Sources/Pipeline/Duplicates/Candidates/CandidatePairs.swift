/// Pairs of contacts that are worth comparing, and the lines that people of different names share.
struct CandidatePairs: Sendable {
  /// Each pair once, ascending; the lower contact in the upper half.
  private(set) var pairs: [UInt64] = []
  private(set) var lines: SharedLines

  /// Brings contacts together by every kind of key. A group that is too large to compare everyone with everyone, a
  /// street or a common name, says little; a line of so many people is a switchboard.
  ///
  /// - Parameter news: for each contact whether what is found of it is to be told.
  init(_ contacts: ComparedContacts, _ policy: DuplicatePolicy, _ reliability: Reliability, news: [Bool]) {
    lines = SharedLines(contacts: contacts.keys.count)
    // Records of one system are compared to tell those that are odd, and only a line of their own makes them so.
    for kind in CandidateKey.all(for: policy, reliability) where kind.isStrong || !contacts.areOfOneSystem {
      let found = contacts.postings(of: kind).grouped { groups in
        var pairing = GroupPairing(kind: kind, contacts: contacts, reliability: reliability, news: news)
        groups.forEach { pairing.pair($0, $1) }
        return pairing.found
      }
      for part in found {
        pairs += part.pairs
        for line in part.lines { lines.insert(line) }
      }
    }
    pairs.sort()
    var last = UInt64.max
    pairs.removeAll { pair in
      defer { last = pair }
      return pair == last
    }
  }
}

/// Contacts of distinct keys, to be compared.
struct ComparedContacts: Sendable {
  let keys: ContactKeys
  let lexicon: Lexicon
  /// Of several contacts with equal keys, one.
  let distinct: [UInt32]
  /// Whether one system holds a record of every contact.
  let areOfOneSystem: Bool

  init(_ keys: ContactKeys, distinct: [UInt32]) {
    self.keys = keys
    lexicon = Lexicon(keys.vocabulary, contacts: keys.count)
    self.distinct = distinct
    areOfOneSystem = keys.withViews { views in
      guard let first = distinct.first, let system = views[first].record?.system else { return false }
      return distinct.allSatisfy { views[$0].record?.system == system }
    }
  }

  func postings(of kind: CandidateKey) -> Postings {
    var postings = Postings()
    keys.withViews { views in
      for contact in distinct {
        lexicon.forEachKey(kind, of: views[contact]) { postings.append($0, contact) }
      }
    }
    return postings
  }
}

/// Makes pairs of the contacts of one key after another.
struct GroupPairing: ~Copyable {
  let kind: CandidateKey
  let contacts: ComparedContacts
  private let reliability: Reliability
  private let news: [Bool]
  private let comparer: WordComparer
  private var members: [UInt32] = []
  /// Whether the members' key may be a line of one person's own.
  private var mayBeOwn = false
  private(set) var found = Found()

  /// What the groups of one bucket give.
  struct Found: Sendable {
    var pairs: [UInt64] = []
    var lines: [SharedLines.Line] = []
  }

  /// How many people of different names are told apart on one line.
  private static let maximumPeople = 32
  /// How many neighbours a contact of a large group of one name is compared with.
  private static let window = 3

  init(kind: CandidateKey, contacts: ComparedContacts, reliability: Reliability, news: [Bool]) {
    self.kind = kind
    self.contacts = contacts
    self.reliability = reliability
    self.news = news
    comparer = WordComparer(contacts.lexicon, isLenient: !reliability.isReliable)
  }

  mutating func pair(_ key: UInt64, _ group: ArraySlice<Posting>) {
    members.removeAll(keepingCapacity: true)
    for posting in group { members.append(posting.contact) }
    contacts.keys.withViews { views in
      if kind == .number || kind == .email {
        let people = countPeople(views)
        mayBeOwn = people == 1
        if people > 1 {
          found.lines.append(
            SharedLines.Line(
              key: key, people: people, isNumber: kind == .number,
              new: members.filter { news[Int($0)] }.min()))
        }
        if contacts.areOfOneSystem, !mayBeOwn { return }
      }
      if members.count <= kind.maximumGroup {
        pairAll(members[...], views)
      } else {
        pairByName(views)
      }
    }
  }

  private mutating func pairAll(_ members: ArraySlice<UInt32>, _ views: KeyViews) {
    for (index, a) in members.enumerated() {
      for b in members[(members.startIndex + index + 1)...] { add(a, b, views) }
    }
  }

  /// Adds a pair, unless its names contradict each other and that decides it.
  private mutating func add(_ a: UInt32, _ b: UInt32, _ views: KeyViews) {
    if a == b { return }
    let (first, second) = (views[a], views[b])
    if kind != .record, !mayBeOwn, let record = first.record, let other = second.record, record.system == other.system {
      return
    }
    if reliability.isReliable, kind != .record {
      if kind == .name, !comparer.mayBeCorroborated(first, second) { return }
      if comparer.compareNames(first, second).verdict == .conflict { return }
    }
    found.pairs.append(UInt64(min(a, b)) << 32 | UInt64(max(a, b)))
  }

  /// A greedy count of names that contradict each other, the fullest names first: an initial hides whom it stands for.
  private mutating func countPeople(_ views: KeyViews) -> Int {
    var order = members.map { member in
      let words = views[member].calledBy
      let initials = words.indices.count { words.isInitial($0) }
      return (order: UInt64(8 + initials - words.count) << 56 | views[member].head.content >> 8, member: member)
    }
    order.sort { $0.order < $1.order }
    // Where nobody is merged because of a line, it is enough that several are on it.
    let maximum = contacts.areOfOneSystem ? 2 : Self.maximumPeople
    var people: [UInt32] = []
    for (_, member) in order {
      let isNew = people.allSatisfy { person in
        let verdict = comparer.compareNames(views[person], views[member]).verdict
        return verdict == .conflict || verdict == .doubtful
      }
      if isNew { people.append(member) }
      if people.count > maximum { return members.count }
    }
    return people.count
  }

  /// Within a large group, those who have a word of their names in common.
  private mutating func pairByName(_ views: KeyViews) {
    var byWord: [(word: Vocabulary.ID, contact: UInt32)] = []
    for member in members {
      for word in views[member].calledBy { byWord.append((word, member)) }
    }
    byWord.sort { $0.word != $1.word ? $0.word < $1.word : $0.contact < $1.contact }
    var start = 0
    while start < byWord.count {
      var end = start + 1
      while end < byWord.count, byWord[end].word == byWord[start].word { end += 1 }
      let same = byWord[start..<end].map(\.contact)
      if same.count <= kind.maximumGroup {
        pairAll(same[...], views)
      } else if kind.isStrong {
        pairNeighbours(same, views)
      }
      start = end
    }
  }

  /// Within a large group of one line and one name, those whose whole names and contents come next to each other.
  private mutating func pairNeighbours(_ members: [UInt32], _ views: KeyViews) {
    let order = members.map { (name: nameHash(views[$0]), content: views[$0].head.content, contact: $0) }.sorted {
      ($0.name, $0.content, $0.contact) < ($1.name, $1.content, $1.contact)
    }
    for index in order.indices {
      for next in order[(index + 1)...].prefix(Self.window) { add(order[index].contact, next.contact, views) }
    }
  }

  private func nameHash(_ view: KeyView) -> UInt64 {
    view.calledBy.reduce(0) { $0 &+ UInt64(contacts.lexicon[$1].sound) }
  }
}
