import Contacts

/// A contact under one of the keys by which duplicates find each other.
struct Posting {
  let key: UInt64
  let contact: UInt32
  /// The first bits of a hash of kind and key, and the kind below them: what postings are ordered by.
  private let order: UInt32

  private static let kindBits: UInt32 = 4
  private static let kinds: UInt32 = 1 << kindBits - 1
  /// How many bits of the order are of the hash.
  fileprivate static let hashBits = 32 - kindBits

  init(_ kind: CandidateKey, _ key: UInt64, _ contact: UInt32) {
    self.key = key
    self.contact = contact
    let hash = Hash.mix(key ^ UInt64(kind.rawValue) << 59)
    order = UInt32(truncatingIfNeeded: hash >> 32) & ~Self.kinds | kind.rawValue
  }

  var kind: CandidateKey? { CandidateKey(rawValue: order & Self.kinds) }

  /// The first bits of the hash.
  @inline(__always)
  fileprivate func place(_ bits: UInt32) -> Int { Int(order >> (32 - bits)) }

  @inline(__always)
  fileprivate func isMet(by other: Posting) -> Bool { order == other.order && key == other.key }

  @inline(__always)
  fileprivate func stands(before other: Posting) -> Bool {
    if order != other.order { return order < other.order }
    return key != other.key ? key < other.key : contact < other.contact
  }
}

/// Postings, to be brought together by kind and key.
struct Postings: Sendable {
  /// In order of the contacts, each dealt out to buckets.
  private let parts: [Dealt<Posting>]
  private let bucketBits: UInt32
  let count: Int

  /// - Parameter make: makes the postings of all of a number of parts.
  init(
    of contacts: Int, kinds: Int, _ make: @Sendable (Range<Int>) -> [Posting]
  ) {
    var bits = Self.leastBits
    while (contacts * kinds) >> bits > Self.bucketSize, bits < Self.mostBits { bits += 1 }
    let bucketBits = bits
    parts = onAllCores(of: contacts) { part in
      Dealt([make(part)[...]], places: 1 << bucketBits) { $0.place(bucketBits) }
    }
    self.bucketBits = bucketBits
    count = parts.reduce(0) { $0 + $1.elements.count }
  }

  private static let leastBits: UInt32 = 5
  private static let mostBits: UInt32 = 8
  /// How many postings a bucket holds, about: so many stay close to a core while they are sorted.
  private static let bucketSize = 2_048

  /// The groups of at least two contacts of one key; within a group, contacts are in the order in which they came.
  struct Groups {
    private var sorted: [Posting]

    /// Deals the postings of a bucket out by further bits, about one to each place, which leaves next to nothing to sort.
    fileprivate init(_ postings: [ArraySlice<Posting>], bucketBits: UInt32) {
      let count = postings.reduce(0) { $0 + $1.count }
      var bits = bucketBits
      while 1 << (bits - bucketBits) < count, bits < Posting.hashBits { bits += 1 }
      let places = 1 << (bits - bucketBits)
      sorted = Dealt(postings, places: places) { $0.place(bits) & (places - 1) }.elements
      sorted.withUnsafeMutableBufferPointer { $0.sortNeighbours { $0.stands(before: $1) } }
    }

    @inline(__always)
    func forEach(_ body: (UnsafeBufferPointer<Posting>) -> Void) {
      sorted.withUnsafeBufferPointer { sorted in
        var start = 0
        while start < sorted.count {
          var end = start + 1
          while end < sorted.count, sorted[end].isMet(by: sorted[start]) { end += 1 }
          if end - start > 1 { body(UnsafeBufferPointer(rebasing: sorted[start..<end])) }
          start = end
        }
      }
    }
  }

  /// Calls `body` with the groups of one bucket after another, at the same time; its results in order.
  func grouped<Result: Sendable>(_ body: @Sendable (Groups) -> Result) -> [Result] {
    onAllCores(1 << Int(bucketBits)) { bucket in
      body(Groups(parts.map { $0[bucket] }, bucketBits: bucketBits))
    }
  }
}

/// The values that `body` makes of equal parts of the numbers from 0 to `count`, on every core, in order.
func onAllCores<Result: Sendable>(of count: Int, _ body: @Sendable (Range<Int>) -> Result) -> [Result] {
  let size = max(512, count / 64)
  return onAllCores((count + size - 1) / size) { body(($0 * size)..<min(count, ($0 + 1) * size)) }
}

/// The values that `body` makes on every core, in order.
func onAllCores<Result: Sendable>(_ count: Int, _ body: @Sendable (Int) -> Result) -> [Result] {
  // `body` throws nothing, so the alternative is never taken.
  (try? inParallel(count) { (index) throws(Failure) in body(index) }) ?? []
}
