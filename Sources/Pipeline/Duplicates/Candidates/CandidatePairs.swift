/// Pairs of contacts that are worth comparing, and the lines that people of different names share.
struct CandidatePairs: Sendable {
  /// Each pair once, ascending; the lower contact in the upper half.
  private(set) var pairs: [UInt64] = []
  private(set) var lines: SharedLines

  /// Brings contacts together by every kind of key. A group that is too large to compare everyone with everyone, a
  /// street or a common name, says little; a line of so many people is a switchboard.
  init(_ contacts: ComparedContacts, _ reliability: Reliability) {
    lines = SharedLines(contacts: contacts.keys.count)
    for kind in CandidateKey.allCases where !reliability.isReliable || !CandidateKey.withoutName.contains(kind) {
      let found = contacts.postings(of: kind).grouped { groups in
        var pairing = GroupPairing(kind: kind, contacts: contacts, reliability: reliability)
        groups.forEach { pairing.pair($0, $1) }
        return pairing.found
      }
      for part in found {
        pairs += part.pairs
        for line in part.lines { lines.insert(line.key, people: line.people) }
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
  private let comparer: WordComparer
  private var members: [UInt32] = []
  private(set) var found = Found()

  /// What the groups of one bucket give.
  struct Found: Sendable {
    var pairs: [UInt64] = []
    var lines: [(key: UInt64, people: Int)] = []
  }

  /// How many people of different names are told apart on one line.
  private static let maximumPeople = 32
  /// How many neighbours a contact of a large group of one name is compared with.
  private static let window = 3

  init(kind: CandidateKey, contacts: ComparedContacts, reliability: Reliability) {
    self.kind = kind
    self.contacts = contacts
    self.reliability = reliability
    comparer = WordComparer(contacts.lexicon, isLenient: !reliability.isReliable)
  }

  mutating func pair(_ key: UInt64, _ group: ArraySlice<Posting>) {
    members.removeAll(keepingCapacity: true)
    for posting in group { members.append(posting.contact) }
    contacts.keys.withViews { views in
      if kind == .number || kind == .email {
        let people = countPeople(views)
        if people > 1 { found.lines.append((key, people > Self.maximumPeople ? members.count : people)) }
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
    if reliability.isReliable, kind != .record {
      let (first, second) = (views[a], views[b])
      if kind == .name, !comparer.mayBeCorroborated(first, second) { return }
      if comparer.compareNames(first, second).verdict == .conflict { return }
    }
    found.pairs.append(UInt64(min(a, b)) << 32 | UInt64(max(a, b)))
  }

  /// A greedy count of names that contradict each other, the fullest names first: an initial hides whom it stands for.
  private mutating func countPeople(_ views: KeyViews) -> Int {
    func order(_ member: UInt32) -> (Int, UInt64, UInt32) {
      let words = views[member].calledBy
      return (-words.indices.count { !words.isInitial($0) }, views[member].head.content, member)
    }
    members.sort { order($0) < order($1) }
    var people: [UInt32] = []
    for member in members {
      let isNew = people.allSatisfy { person in
        let verdict = comparer.compareNames(views[person], views[member]).verdict
        return verdict == .conflict || verdict == .doubtful
      }
      if isNew { people.append(member) }
      if people.count > Self.maximumPeople { break }
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
