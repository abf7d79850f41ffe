/// Whether the names and birthdays of a list can be relied upon to contradict.
///
/// In a well-kept list two birthdays mean two people. A list may be so badly typed that among contacts who agree in
/// everything else, one in ten birthdays differs: there a different birthday means little. Which of the two a list is, it
/// tells itself. A list in which people share addresses, as families and colleagues do, is always relied upon: there a
/// different name or birthday at one address is what is to be expected.
struct Reliability: Sendable {
  var isReliable = true

  /// Fewer contacts than this that agree in everything else tell nothing.
  private static let minimumSample = 40
  /// The share of them that differ in a field which can still be relied upon.
  private static let tolerated = 0.03
  /// The share of contacts at one address whose names contradict each other, up to which it is one person's.
  private static let toleratedNeighbours = 0.5

  /// What was counted.
  struct Sample: Sendable {
    /// Pairs that are sure without their names, or without their birthdays; and those that differ in them.
    var sure = 0
    var differing = 0
    /// Pairs of one address; and those whose names contradict each other.
    var neighbours = 0
    var strangers = 0

    static func + (a: Sample, b: Sample) -> Sample {
      Sample(
        sure: a.sure + b.sure, differing: a.differing + b.differing, neighbours: a.neighbours + b.neighbours,
        strangers: a.strangers + b.strangers)
    }
  }

  init() {}

  /// Not reliable where the share that differs is above what is tolerated by more than two standard deviations.
  init(_ sample: Sample) {
    guard sample.sure >= Self.minimumSample,
      Double(sample.strangers) <= Self.toleratedNeighbours * Double(sample.neighbours)
    else { return }
    let expected = Self.tolerated * Double(sample.sure)
    isReliable = Double(sample.differing) <= expected + 2 * expected.squareRoot()
  }
}

extension ComparedContacts {
  /// How many groups at one address are looked at, about.
  private static let sampledGroups: UInt64 = 4_096

  /// What a sample of the contacts who share an address tells: the same ones in whatever order they come.
  func reliability() -> Reliability {
    let postings = postings(of: [.streetAndTown])
    let share = UInt64(postings.count) / Self.sampledGroups + 1
    let samples = postings.grouped { groups in
      // A slip is no stranger.
      let comparer = WordComparer(lexicon, isLenient: true)
      var sample = Reliability.Sample()
      keys.withViews { views in
        groups.forEach { members in
          guard members.count <= CandidateKey.streetAndTown.maximumGroup else { return }
          let content = members.reduce(0) { $0 &+ views[$1.contact].head.content }
          guard Hash.mix(content) % share == 0 else { return }
          for (index, a) in members.enumerated() {
            for b in members[(members.startIndex + index + 1)...] {
              comparer.sample(views[a.contact], views[b.contact], into: &sample)
            }
          }
        }
      }
      return sample
    }
    return Reliability(samples.reduce(Reliability.Sample(), +))
  }
}

extension WordComparer {
  /// Counts what one pair says: of birthdays where name and whole address agree, of names where birthday and whole
  /// address do.
  func sample(_ a: KeyView, _ b: KeyView, into sample: inout Reliability.Sample) {
    if a.isBusiness || b.isBusiness || a.places.isEmpty || b.places.isEmpty { return }
    if a.head.generation != b.head.generation { return }
    if a.isListed(with: b) { return }
    let address = compareAddresses(a.places, b.places)
    guard address.agreeing >= 4, address.differing <= 1 else { return }
    let names = compareNames(a, b).verdict
    if names == .unknown { return }
    sample.neighbours += 1
    if names == .conflict { sample.strangers += 1 }
    let birthday = Birthday.compare(a.head.birthday, b.head.birthday)
    if names == .compatible, birthday != .unknown {
      sample.sure += 1
      if birthday == .different { sample.differing += 1 }
    }
    if birthday == .same {
      sample.sure += 1
      if names == .conflict { sample.differing += 1 }
    }
  }
}
