/// Which contacts on one line are called apart, as far as that is known: each two are compared once.
struct Acquaintances: ~Copyable {
  enum Standing { case unknown, strangers, acquainted }

  /// How many contacts there are; 0 where nothing is noted.
  private var count = 0
  /// By contact, a bit for each later one.
  private let strangers: UnsafeMutablePointer<UInt64>
  private let acquainted: UnsafeMutablePointer<UInt64>
  /// What is seen of their names, which all lie in different places.
  private let words: UnsafeMutablePointer<Lexicon.Glance>

  private static let most = UInt64.bitWidth

  init() {
    strangers = .allocate(capacity: Self.most)
    acquainted = .allocate(capacity: Self.most)
    words = .allocate(capacity: Self.most * WordComparer.NameGlance.size)
  }

  deinit {
    strangers.deallocate()
    acquainted.deallocate()
    words.deallocate()
  }

  mutating func forget() { count = 0 }

  /// Looks at the names of those on a line, which tells nearly all apart that are two people; of very many, at none.
  mutating func meet(_ group: UnsafeBufferPointer<Posting>, _ views: KeyViews, _ comparer: borrowing WordComparer) {
    count = group.count > Self.most ? 0 : group.count
    withUnsafeTemporaryAllocation(of: WordComparer.NameGlance.self, capacity: count) { names in
      for index in 0..<count {
        let place = words + index * WordComparer.NameGlance.size
        names.initializeElement(at: index, to: comparer.glance(at: views[group[index].contact], place))
      }
      for index in 0..<count {
        var others: UInt64 = 0
        for other in (index + 1)..<count where comparer.areApart(names[index], names[other]) {
          others |= 1 << UInt64(other)
        }
        strangers.advanced(by: index).initialize(to: others)
        acquainted.advanced(by: index).initialize(to: 0)
      }
    }
  }

  subscript(index: Int, other: Int) -> Standing {
    let (first, last) = (min(index, other), UInt64(max(index, other)))
    if count == 0 { return .unknown }
    return strangers[first] >> last & 1 == 1 ? .strangers : acquainted[first] >> last & 1 == 1 ? .acquainted : .unknown
  }

  /// Notes what a comparison found, which goes by the order of the two.
  mutating func note(_ index: Int, _ other: Int, areApart: Bool) {
    if count == 0 || index > other { return }
    let known = areApart ? strangers : acquainted
    // Swift 6.3 cannot build `|=` here for the thread sanitizer.
    known[index] = known[index] | 1 << UInt64(other)
  }
}
