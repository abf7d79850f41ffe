/// Pairs of contacts that are worth comparing, and the lines that people of different names share.
struct CandidatePairs: Sendable {
  /// Dealt out to shards, so that pairs found several times come to lie together, and those of contacts that lie together
  /// do; the lower contact is in the upper half.
  private var pairs: [Dealt<UInt64>] = []
  private(set) var lines: SharedLines

  /// Brings contacts together by every kind of key. A group that is too large to compare everyone with everyone, a
  /// street or a common name, says little; a line of so many people is a switchboard.
  ///
  /// - Parameter news: for each contact whether what is found of it is to be told.
  init(_ contacts: ComparedContacts, _ policy: DuplicatePolicy, _ reliability: Reliability, news: [Bool]) {
    lines = SharedLines(contacts: contacts.keys.count)
    // Records of one system are compared to tell those that are odd, and only a line of their own makes them so.
    let kinds = CandidateKey.all(for: policy, reliability).filter { $0.isStrong || !contacts.areOfOneSystem }
    // Of a short list, all kinds at the same time; of a long one they would be too much memory.
    let isLong = contacts.distinct.count >= Self.longList
    for kinds in isLong ? kinds.map({ [$0] }) : [kinds] {
      let found = contacts.postings(of: kinds).grouped { groups in
        var pairing = GroupPairing(contacts: contacts, reliability: reliability, news: news)
        contacts.keys.withViews { views in groups.forEach { pairing.pair($0, views) } }
        return (pairs: Self.dealt(pairing.pairs), lines: pairing.lines)
      }
      for part in found {
        pairs.append(part.pairs)
        for line in part.lines { lines.insert(line) }
      }
      if pairs.reduce(0, { $0 + $1.elements.count }) > Self.maximumKept {
        let all = pairs
        pairs = onAllCores(Self.shards) { Self.dealt(Self.once($0, of: all)) }
      }
    }
  }

  /// As many contacts are work for every core with one kind of key.
  private static let longList = 100_000
  /// More pairs than this are looked through for those found several times before more are found.
  private static let maximumKept = 2_000_000
  private static let shards = 16

  /// What `body` makes of the pairs, each of which it sees once, on every core.
  func map<Result: Sendable>(_ body: @Sendable ([UInt64]) -> [Result]) -> [Result] {
    onAllCores(Self.shards) { body(Self.once($0, of: pairs)) }.flatMap { $0 }
  }

  private static func dealt(_ pairs: [UInt64]) -> Dealt<UInt64> {
    Dealt([pairs[...]], places: shards) { Int(truncatingIfNeeded: $0 >> 38) & (shards - 1) }
  }

  /// The pairs of one shard, each once, ascending.
  private static func once(_ shard: Int, of all: [Dealt<UInt64>]) -> [UInt64] {
    let parts = all.map { $0[shard] }
    let last = parts.reduce(0) { max($0, $1.max() ?? 0) }
    // The contacts of a shard are 64 of each so many.
    func place(_ pair: UInt64) -> Int { Int(truncatingIfNeeded: (pair >> 42) << 6 | (pair >> 32) & 63) }
    var pairs = Dealt(parts, places: place(last) + 1, place).elements
    var count = 0
    pairs.withUnsafeMutableBufferPointer { pairs in
      // Those of one contact are few.
      pairs.sortNeighbours(by: <)
      for index in pairs.indices where index == 0 || pairs[index] != pairs[count - 1] {
        pairs[count] = pairs[index]
        count += 1
      }
    }
    pairs.removeLast(pairs.count - count)
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

  func postings(of kinds: [CandidateKey]) -> Postings {
    let candidateKeys = CandidateKeys(kinds, lexicon)
    return Postings(of: distinct.count, kinds: kinds.count) { part in
      var postings: [Posting] = []
      postings.reserveCapacity(part.count * (kinds.count + 1))
      keys.withViews { views in
        for contact in distinct[part] {
          candidateKeys.forEach(of: views[contact]) { postings.append(Posting($0, $1, contact)) }
        }
      }
      return postings
    }
  }
}

/// Makes pairs of the contacts of one key after another.
struct GroupPairing: ~Copyable {
  private let contacts: ComparedContacts
  private let reliability: Reliability
  private let news: [Bool]
  private let comparer: WordComparer
  /// What was found: pairs, the lower contact in the upper half, and lines that several people share.
  private(set) var pairs: [UInt64] = []
  private(set) var lines: [SharedLines.Line] = []

  /// What brings the group together that is looked at, and how many contacts it has.
  private var kind = CandidateKey.number
  private var size = 0
  /// Whether its key may be a line of one person's own; nil where it is no line.
  private var mayBeOwn: Bool?
  private var acquaintances = Acquaintances()
  /// Its contacts, the fullest names first.
  private var order: [(fullness: UInt64, index: Int)] = []
  /// Those of them who were found to be people of different names.
  private var people = Array(repeating: 0, count: maximumPeople + 1)

  /// How many people of different names are told apart on one line.
  private static let maximumPeople = 32
  /// How many neighbours a contact of a large group of one name is compared with.
  private static let window = 2

  init(contacts: ComparedContacts, reliability: Reliability, news: [Bool]) {
    self.contacts = contacts
    self.reliability = reliability
    self.news = news
    comparer = WordComparer(contacts.lexicon, isLenient: !reliability.isReliable)
  }

  mutating func pair(_ group: UnsafeBufferPointer<Posting>, _ views: KeyViews) {
    guard let kind = group[0].kind else { return }
    self.kind = kind
    size = group.count
    mayBeOwn = nil
    if kind == .number || kind == .email {
      // Of records of one system it is enough that several are on a line.
      if contacts.areOfOneSystem { acquaintances.forget() } else { acquaintances.meet(group, views, comparer) }
      let people = countPeople(group, views)
      mayBeOwn = people == 1
      if people > 1 {
        var new: UInt32?
        for posting in group where news[Int(posting.contact)] { new = min(posting.contact, new ?? posting.contact) }
        lines.append(SharedLines.Line(key: group[0].key, people: people, isNumber: kind == .number, new: new))
      }
      if contacts.areOfOneSystem, people > 1 { return }
    }
    if size > kind.maximumGroup {
      pairByName(group, views)
    } else if mayBeOwn == false, reliability.isReliable, kind == .number || size > 2 {
      pairAcquainted(group, views)
    } else {
      pairAll(group.lazy.map(\.contact), views)
    }
  }

  private mutating func pairAll<Members: RandomAccessCollection>(_ members: Members, _ views: KeyViews)
  where Members.Element == UInt32, Members.Index == Int {
    for index in members.indices {
      for other in (index + 1)..<members.endIndex { add(members[index], members[other], views) }
    }
  }

  /// Pairs those on one line who are not called apart, which are few of many people.
  private mutating func pairAcquainted(_ group: UnsafeBufferPointer<Posting>, _ views: KeyViews) {
    for index in group.indices {
      for other in (index + 1)..<group.endIndex where acquaintances[index, other] != .strangers {
        let areKnown = acquaintances[index, other] == .acquainted
        add(group[index].contact, group[other].contact, views, areKnown: areKnown)
      }
    }
  }

  /// Adds a pair that may say something.
  ///
  /// - Parameter areKnown: whether they are known not to be called apart.
  private mutating func add(_ a: UInt32, _ b: UInt32, _ views: KeyViews, areKnown: Bool = false) {
    if a == b { return }
    let (first, second) = (views[a], views[b])
    if kind != .record, mayBeOwn != true, first.isListed(with: second) { return }
    if reliability.isReliable {
      if kind == .name, !comparer.mayBeCorroborated(first, second) { return }
      // Of many pairs on one line nearly all are two people; other pairs are found several times, and looked at once.
      if mayBeOwn == false, !areKnown, !mayBeRenamed(first, second), comparer.areCalledApart(first, second) { return }
    }
    pairs.append(UInt64(min(a, b)) << 32 | UInt64(max(a, b)))
  }

  /// Whether two have an e-mail that nobody else has, and a mobile number, whatever they are called.
  private func mayBeRenamed(_ a: KeyView, _ b: KeyView) -> Bool {
    kind == .email && size == 2 && a.numbers.contains { NumberKey.isMobile($0) && b.numbers.contains($0) }
  }

  /// A greedy count of names that contradict each other, the fullest names first: an initial hides whom it stands for.
  private mutating func countPeople(_ group: UnsafeBufferPointer<Posting>, _ views: KeyViews) -> Int {
    if group.count == 2 {
      let isFirst = fullness(views[group[0].contact]) <= fullness(views[group[1].contact])
      return areTwo(isFirst ? 0 : 1, isFirst ? 1 : 0, group, views) ? 2 : 1
    }
    order.removeAll(keepingCapacity: true)
    for (index, posting) in group.enumerated() { order.append((fullness(views[posting.contact]), index)) }
    order.sort { $0.fullness < $1.fullness }
    // Where nobody is merged because of a line, it is enough that several are on it.
    let maximum = contacts.areOfOneSystem ? 2 : Self.maximumPeople
    var count = 0
    for place in order.indices {
      let index = order[place].index
      var isNew = true
      for other in 0..<count where isNew { isNew = areTwo(people[other], index, group, views) }
      if !isNew { continue }
      people[count] = index
      count += 1
      if count > maximum { return group.count }
    }
    let isCrowd = group.count > kind.maximumGroup && ownersOfLines(group, views) > Self.maximumPeople
    return isCrowd ? group.count : count
  }

  /// A greedy count of those who have mobiles or e-mails of their own: of so many on one line, they are as many people,
  /// whatever they are called.
  private func ownersOfLines(_ group: UnsafeBufferPointer<Posting>, _ views: KeyViews) -> Int {
    var seen = Set<UInt64>()
    var owners = 0
    for (_, index) in order {
      let view = views[group[index].contact]
      let own = view.numbers.filter(NumberKey.isMobile).map(NumberKey.line) + view.emails
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

  private mutating func areTwo(
    _ index: Int, _ other: Int, _ group: UnsafeBufferPointer<Posting>, _ views: KeyViews
  ) -> Bool {
    if acquaintances[index, other] == .strangers { return true }
    let verdict = comparer.verdict(views[group[index].contact], views[group[other].contact])
    acquaintances.note(index, other, areApart: verdict == .conflict)
    return verdict == .conflict || verdict == .doubtful
  }

  /// Within a large group, those who have a word of their names in common; where so many have it that they are too many
  /// as well, and the group is of one line that is not shared, those whose whole names and contents come next to each
  /// other.
  private mutating func pairByName(_ group: UnsafeBufferPointer<Posting>, _ views: KeyViews) {
    var byWord: [UInt64] = []
    for posting in group {
      for word in views[posting.contact].calledBy { byWord.append(UInt64(word) << 32 | UInt64(posting.contact)) }
    }
    byWord.sort()
    var common: [UInt32] = []
    var start = 0
    while start < byWord.count {
      var end = start + 1
      while end < byWord.count, byWord[end] >> 32 == byWord[start] >> 32 { end += 1 }
      let same = byWord[start..<end].lazy.map { UInt32(truncatingIfNeeded: $0) }
      if same.count <= kind.maximumGroup {
        pairAll(same, views)
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
