/// Pairs of contacts that are worth comparing, and the lines that people of different names share.
struct CandidatePairs: Sendable {
  private var shards: [PairShards] = []
  private(set) var lines: SharedLines

  /// Brings contacts together by every kind of key. A group that is too large to compare everyone with everyone, a
  /// street or a common name, says little; a line of so many people is a switchboard.
  ///
  /// - Parameter news: for each contact whether what is found of it is to be told.
  init(_ contacts: ComparedContacts, _ policy: DuplicatePolicy, _ reliability: Reliability, news: [Bool]) {
    lines = SharedLines(contacts: contacts.keys.count)
    // Records of one system are compared to tell those that are odd, and only a line of their own makes them so.
    let kinds = CandidateKey.all(for: policy, reliability).filter { $0.isStrong || !contacts.areOfOneSystem }
    // Of a short list, all kinds at the same time, for one kind's work is soon too little for several cores.
    let atOnce = contacts.distinct.count < Self.longList ? kinds.count : 1
    for start in stride(from: 0, to: kinds.count, by: max(1, atOnce)) {
      let found = onAllCores(min(atOnce, kinds.count - start)) { index in
        let kind = kinds[start + index]
        return contacts.postings(of: kind).grouped { groups in
          var pairing = GroupPairing(kind: kind, contacts: contacts, reliability: reliability, news: news)
          contacts.keys.withViews { views in
            for group in groups { group.forEach { pairing.pair($0, $1, views) } }
          }
          return pairing.found
        }
      }
      for part in found.joined() {
        shards.append(part.pairs)
        for line in part.lines { lines.insert(line) }
      }
      if shards.reduce(0, { $0 + $1.total }) > Self.maximumKept {
        let all = shards
        shards = [PairShards(onAllCores(PairShards.count) { PairShards.once($0, of: all) })]
      }
    }
  }

  /// As many contacts are work for every core with one kind of key.
  private static let longList = 100_000
  /// More pairs than this are looked through for those found several times before more are found.
  private static let maximumKept = 2_000_000

  /// What `body` makes of the pairs, each of which it sees once, on every core; the lower contact is in the upper half.
  func map<Result: Sendable>(_ body: @Sendable ([UInt64]) -> [Result]) -> [Result] {
    onAllCores(PairShards.count) { body(PairShards.once($0, of: shards)) }.flatMap { $0 }
  }
}

/// Pairs, dealt out so that those found several times come to lie together, and those of contacts that lie together do.
struct PairShards: Sendable {
  private var shards: [[UInt64]]

  static let count = 16

  init(_ shards: [[UInt64]] = Array(repeating: [], count: count)) { self.shards = shards }

  /// How many pairs there are, those found several times counted so often.
  var total: Int { shards.reduce(0) { $0 + $1.count } }

  mutating func append(_ a: UInt32, _ b: UInt32) {
    let (first, second) = (min(a, b), max(a, b))
    shards[Int(first >> 6) & (Self.count - 1)].append(UInt64(first) << 32 | UInt64(second))
  }

  private subscript(shard: Int) -> [UInt64] { shards[shard] }

  /// The pairs of one shard of several, each once, ascending.
  static func once(_ shard: Int, of all: [PairShards]) -> [UInt64] {
    var pairs: [UInt64] = []
    pairs.reserveCapacity(all.reduce(0) { $0 + $1[shard].count })
    for part in all { pairs += part[shard] }
    pairs.sort(byBytesOf: { $0 })
    var last = UInt64.max
    pairs.removeAll { pair in
      defer { last = pair }
      return pair == last
    }
    return pairs
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
      guard let first = distinct.first else { return false }
      return distinct.allSatisfy { views[first].isListed(with: views[$0]) }
    }
  }

  func postings(of kind: CandidateKey) -> Postings {
    Postings(
      onAllCores(of: distinct.count) { part in
        var postings: [Posting] = []
        postings.reserveCapacity(2 * part.count)
        keys.withViews { views in
          for contact in distinct[part] {
            lexicon.forEachKey(kind, of: views[contact]) { postings.append(Posting(key: $0, contact: contact)) }
          }
        }
        return postings
      })
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
  /// Whether the members' key may be a line of one person's own; nil where it is no line.
  private var mayBeOwn: Bool?
  private(set) var found = Found()

  /// What the groups of some keys give.
  struct Found: Sendable {
    var pairs = PairShards()
    var lines: [SharedLines.Line] = []
  }

  /// How many people of different names are told apart on one line.
  private static let maximumPeople = 32
  /// How many neighbours a contact of a large group of one name is compared with.
  private static let window = 2

  init(kind: CandidateKey, contacts: ComparedContacts, reliability: Reliability, news: [Bool]) {
    self.kind = kind
    self.contacts = contacts
    self.reliability = reliability
    self.news = news
    comparer = WordComparer(contacts.lexicon, isLenient: !reliability.isReliable)
  }

  mutating func pair(_ key: UInt64, _ group: UnsafeBufferPointer<Posting>, _ views: KeyViews) {
    members.removeAll(keepingCapacity: true)
    for posting in group { members.append(posting.contact) }
    if kind == .number || kind == .email {
      let people = countPeople(views)
      mayBeOwn = people == 1
      if people > 1 {
        found.lines.append(
          SharedLines.Line(
            key: key, people: people, isNumber: kind == .number,
            new: members.filter { news[Int($0)] }.min()))
      }
      if contacts.areOfOneSystem, people > 1 { return }
    }
    if members.count <= kind.maximumGroup {
      pairAll(members[...], views)
    } else {
      pairByName(views)
    }
  }

  private mutating func pairAll(_ members: ArraySlice<UInt32>, _ views: KeyViews) {
    for index in members.indices {
      for other in (index + 1)..<members.endIndex { add(members[index], members[other], views) }
    }
  }

  /// Adds a pair that may say something.
  private mutating func add(_ a: UInt32, _ b: UInt32, _ views: KeyViews) {
    if a == b { return }
    let (first, second) = (views[a], views[b])
    if kind != .record, mayBeOwn != true, first.isListed(with: second) { return }
    if reliability.isReliable {
      if kind == .name, !comparer.mayBeCorroborated(first, second) { return }
      // Of many pairs on one line nearly all are two people; other pairs are found several times, and looked at once.
      if mayBeOwn == false, !mayBeRenamed(first, second), comparer.areCalledApart(first, second) { return }
    }
    found.pairs.append(a, b)
  }

  /// Whether two have an e-mail that nobody else has, and a mobile number, whatever they are called.
  private func mayBeRenamed(_ a: KeyView, _ b: KeyView) -> Bool {
    kind == .email && members.count == 2
      && a.numbers.contains { NumberKey.isMobile($0) && b.numbers.contains($0) }
  }

  /// A greedy count of names that contradict each other, the fullest names first: an initial hides whom it stands for.
  private mutating func countPeople(_ views: KeyViews) -> Int {
    if members.count == 2 {
      let isFirst = fullness(views[members[0]]) <= fullness(views[members[1]])
      return areTwo(members[isFirst ? 0 : 1], members[isFirst ? 1 : 0], views) ? 2 : 1
    }
    var order = members.map { (order: fullness(views[$0]), member: $0) }
    order.sort { $0.order < $1.order }
    // Where nobody is merged because of a line, it is enough that several are on it.
    let maximum = contacts.areOfOneSystem ? 2 : Self.maximumPeople
    var people: [UInt32] = []
    for (_, member) in order {
      let isNew = people.allSatisfy { areTwo($0, member, views) }
      if isNew { people.append(member) }
      if people.count > maximum { return members.count }
    }
    let isCrowd =
      members.count > kind.maximumGroup && ownersOfLines(order.lazy.map(\.member), views) > Self.maximumPeople
    return isCrowd ? members.count : people.count
  }

  /// A greedy count of those who have mobiles or e-mails of their own: of so many on one line, they are as many people,
  /// whatever they are called.
  private func ownersOfLines(_ members: some Sequence<UInt32>, _ views: KeyViews) -> Int {
    var seen = Set<UInt64>()
    var owners = 0
    for member in members {
      let mobiles = views[member].numbers.filter(NumberKey.isMobile).map(NumberKey.line)
      let own = mobiles + views[member].emails
      if !own.isEmpty, seen.isDisjoint(with: own) { owners += 1 }
      seen.formUnion(own)
      if owners > Self.maximumPeople { break }
    }
    return owners
  }

  /// The fullest name is the least; of equals, what they hold decides.
  private func fullness(_ view: KeyView) -> UInt64 {
    let words = view.calledBy
    let initials = words.indices.count { words.isInitial($0) }
    return UInt64(8 + initials - words.count) << 56 | view.head.content >> 8
  }

  private func areTwo(_ a: UInt32, _ b: UInt32, _ views: KeyViews) -> Bool {
    let verdict = comparer.verdict(views[a], views[b])
    return verdict == .conflict || verdict == .doubtful
  }

  /// Within a large group, those who have a word of their names in common; where so many have it that they are too many
  /// as well, and the group is of one line that is not shared, those whose whole names and contents come next to each
  /// other.
  private mutating func pairByName(_ views: KeyViews) {
    var byWord: [UInt64] = []
    for member in members {
      for word in views[member].calledBy { byWord.append(UInt64(word) << 32 | UInt64(member)) }
    }
    byWord.sort()
    var common: [UInt32] = []
    var start = 0
    while start < byWord.count {
      var end = start + 1
      while end < byWord.count, byWord[end] >> 32 == byWord[start] >> 32 { end += 1 }
      let same = byWord[start..<end].lazy.map { UInt32(truncatingIfNeeded: $0) }
      if same.count <= kind.maximumGroup {
        pairAll(Array(same)[...], views)
      } else if kind == .record || mayBeOwn == true {
        common += same
      }
      start = end
    }
    if !common.isEmpty { pairNeighbours(common, views) }
  }

  private mutating func pairNeighbours(_ members: [UInt32], _ views: KeyViews) {
    var members = members
    members.sort()
    var order: [(name: UInt64, content: UInt64, contact: UInt32)] = []
    for member in members where member != order.last?.contact {
      order.append((nameHash(views[member]), views[member].head.content, member))
    }
    order.sort { ($0.name, $0.content, $0.contact) < ($1.name, $1.content, $1.contact) }
    for index in order.indices {
      for next in order[(index + 1)...].prefix(Self.window) { add(order[index].contact, next.contact, views) }
    }
  }

  private func nameHash(_ view: KeyView) -> UInt64 {
    view.calledBy.reduce(0) { $0 &+ UInt64(contacts.lexicon[$1].sound) }
  }
}
