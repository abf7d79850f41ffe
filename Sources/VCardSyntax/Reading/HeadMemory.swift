/// The heads that a file says over and over, each read once.
///
/// What a head is depends on its bytes alone, which end with the colon: every line that begins with them has it. Programs
/// write the properties of all cards in one order, so what came behind a head the last time is expected again.
struct HeadMemory: ~Copyable {
  /// A head that was read before.
  struct Known {
    let head: PropertyHead
    let encoding: VCardProperty.Encoding
    /// Whether the property says nothing of how its card is to be read: it is neither `VERSION` nor `AGENT`.
    let isOrdinary: Bool
    /// How many words its bytes fill.
    fileprivate let wordCount: Int
    /// The bits of the last word that are its own.
    fileprivate let lastMask: UInt64
    /// The number of the head that came behind it the last time; 0 for none.
    fileprivate var next = 0
  }

  /// How many heads are kept, the first of which stands for none; a file that has more is read without.
  static var most: Int { 128 }
  private static var bucketCount: Int { 256 }
  /// How many words a head that is kept has at most.
  private static var longest: Int { 8 }

  private let known = UnsafeMutablePointer<Known>.allocate(capacity: most)
  private let words = UnsafeMutablePointer<UInt64>.allocate(capacity: most * longest)
  /// Numbers of heads by the hash of their bytes, 0 for none; a taken place is passed over.
  private let buckets = UnsafeMutablePointer<UInt8>.allocate(capacity: bucketCount)
  private var count = 1
  private var last = 0

  init() {
    known.initialize(
      to: Known(head: PropertyHead(), encoding: .none, isOrdinary: false, wordCount: 0, lastMask: 0))
    buckets.initialize(repeating: 0, count: Self.bucketCount)
  }

  deinit {
    known.deallocate()
    words.deallocate()
    buckets.deallocate()
  }

  /// Goes to the first property of a card.
  mutating func restart() { last = 0 }

  /// The head of the line at `start`, if it is the one that is expected; 0 where it is another.
  ///
  /// - Parameter room: how many bytes there are from `start` on, of this line and of those behind it.
  @inline(__always)
  mutating func expected(at start: Bytes, room: Int) -> Int {
    let number = known[last].next
    guard number != 0, isHead(number, at: start, room: room) else { return 0 }
    last = number
    return number
  }

  /// A head by its number.
  @inline(__always)
  subscript(number: Int) -> Known { known[number] }

  @inline(__always)
  private func isHead(_ number: Int, at start: Bytes, room: Int) -> Bool {
    let last = known[number].wordCount &- 1
    guard room >= (last &+ 1) &* 8 else { return false }
    let raw = UnsafeRawPointer(start)
    let own = words + number &* Self.longest
    var index = 0
    while index < last {
      guard raw.loadUnaligned(fromByteOffset: index &* 8, as: UInt64.self) == own[index] else { return false }
      index &+= 1
    }
    let word = raw.loadUnaligned(fromByteOffset: last &* 8, as: UInt64.self)
    return (word ^ own[last]) & known[number].lastMask == 0
  }

  /// Keeps the head of the line at `start` in mind, and expects it the next time; returns its number, 0 for none.
  mutating func learn(_ head: PropertyHead, at start: Bytes, room: Int) -> Int {
    let length = Int(head.colon) + 1
    let wordCount = (length + 7) / 8
    guard wordCount <= Self.longest, room >= wordCount * 8, !head.isQuoteOpen else { return 0 }
    let lastMask = UInt64(littleEndian: .max &>> UInt64(truncatingIfNeeded: wordCount * 64 - length * 8))
    let raw = UnsafeRawPointer(start)
    let own = words + min(count, Self.most - 1) * Self.longest
    var hash: UInt64 = 0
    for index in 0..<wordCount {
      var word = raw.loadUnaligned(fromByteOffset: index * 8, as: UInt64.self)
      if index == wordCount - 1 { word &= lastMask }
      hash = (hash ^ word) &* 0x9E37_79B9_7F4A_7C15
      hash ^= hash &>> 32
    }
    var bucket = Int(hash & UInt64(Self.bucketCount - 1))
    while buckets[bucket] != 0 {
      let number = Int(buckets[bucket])
      if known[number].wordCount == wordCount, known[number].head.colon == head.colon,
        isHead(number, at: start, room: room)
      {
        follow(number)
        return number
      }
      bucket = (bucket + 1) % Self.bucketCount
    }
    guard count < Self.most else { return 0 }
    for index in 0..<wordCount { own[index] = raw.loadUnaligned(fromByteOffset: index * 8, as: UInt64.self) }
    own[wordCount - 1] &= lastMask
    let text = UnsafeRawBufferPointer(start: start, count: length)
    let name = UnsafeRawBufferPointer(rebasing: text[Int(head.nameStart)..<Int(head.nameEnd)])
    (known + count).initialize(
      to: Known(
        head: head, encoding: VCardProperty.encoding(of: text, head),
        isOrdinary: !name.equals("VERSION") && !name.equals("AGENT"), wordCount: wordCount, lastMask: lastMask))
    buckets[bucket] = UInt8(truncatingIfNeeded: count)
    count += 1
    follow(count - 1)
    return count - 1
  }

  private mutating func follow(_ number: Int) {
    known[last].next = number
    last = number
  }
}
