import Contacts

/// A contact under one of the keys by which duplicates find each other.
struct Posting {
  var key: UInt64
  var contact: UInt32
}

/// Postings of one kind, to be brought together by key.
struct Postings {
  /// In order, in parts.
  private let parts: [[Posting]]
  let count: Int

  private static let bucketBits: UInt64 = 8
  /// How many buckets one core takes at a time.
  private static let bucketsAtOnce = 16

  init(_ parts: [[Posting]]) {
    self.parts = parts
    count = parts.reduce(0) { $0 + $1.count }
  }

  /// The groups of at least two contacts of one key; within a group, contacts are in the order in which they came.
  struct Groups {
    fileprivate let sorted: [Posting]

    /// Counts and deals the postings out by further bits of their keys, about one to each place, which leaves next to
    /// nothing to sort.
    fileprivate init(_ postings: ArraySlice<Posting>, shift: UInt64) {
      var bits: UInt64 = 1
      while 1 << bits < postings.count { bits += 1 }
      let shift = shift - bits
      let mask = UInt64(1) << bits - 1
      var starts = Array(repeating: UInt32(0), count: 1 << bits + 1)
      for item in postings { starts[Int(Hash.mix(item.key) >> shift & mask) + 1] += 1 }
      for place in 1..<starts.count { starts[place] += starts[place - 1] }
      sorted = [Posting](unsafeUninitializedCapacity: postings.count) { buffer, count in
        for item in postings {
          let place = Int(Hash.mix(item.key) >> shift & mask)
          buffer.initializeElement(at: Int(starts[place]), to: item)
          starts[place] += 1
        }
        count = postings.count
        // `starts` now holds the ends; sorting within a place is stable.
        var start = 0
        for end in starts.dropLast() {
          for index in start..<Int(end) {
            var free = index
            let item = buffer[index]
            while free > start, buffer[free - 1].key > item.key {
              buffer[free] = buffer[free - 1]
              free -= 1
            }
            buffer[free] = item
          }
          start = Int(end)
        }
      }
    }

    func forEach(_ body: (UInt64, UnsafeBufferPointer<Posting>) -> Void) {
      sorted.withUnsafeBufferPointer { sorted in
        var start = 0
        while start < sorted.count {
          var end = start + 1
          while end < sorted.count, sorted[end].key == sorted[start].key { end += 1 }
          if end - start > 1 { body(sorted[start].key, UnsafeBufferPointer(rebasing: sorted[start..<end])) }
          start = end
        }
      }
    }
  }

  /// Calls `body` with the groups of some buckets of keys after another, at the same time; its results in order.
  func grouped<Result: Sendable>(_ body: @Sendable ([Groups]) -> Result) -> [Result] {
    let shift = 64 - Self.bucketBits
    var starts = Array(repeating: 0, count: 1 << Self.bucketBits + 1)
    for part in parts { for item in part { starts[Int(Hash.mix(item.key) >> shift) + 1] += 1 } }
    for bucket in 1..<starts.count { starts[bucket] += starts[bucket - 1] }
    let bounds = starts
    let parted = [Posting](unsafeUninitializedCapacity: count) { buffer, count in
      for part in parts {
        for item in part {
          let bucket = Int(Hash.mix(item.key) >> shift)
          buffer.initializeElement(at: starts[bucket], to: item)
          starts[bucket] += 1
        }
      }
      count = self.count
    }
    return onAllCores((1 << Self.bucketBits) / Self.bucketsAtOnce) { part in
      let first = part * Self.bucketsAtOnce
      return body(
        (first..<(first + Self.bucketsAtOnce)).map { bucket in
          Groups(parted[bounds[bucket]..<bounds[bucket + 1]], shift: shift)
        })
    }
  }
}

/// The values that `body` makes of equal parts of the numbers from 0 to `count`, on every core, in order.
func onAllCores<Result: Sendable>(of count: Int, _ body: @Sendable (Range<Int>) -> Result) -> [Result] {
  let size = max(4_096, count / 64)
  return onAllCores((count + size - 1) / size) { body(($0 * size)..<min(count, ($0 + 1) * size)) }
}

/// The values that `body` makes on every core, in order.
func onAllCores<Result: Sendable>(_ count: Int, _ body: @Sendable (Int) -> Result) -> [Result] {
  // `body` throws nothing, so the alternative is never taken.
  (try? inParallel(count) { (index) throws(Failure) in body(index) }) ?? []
}
