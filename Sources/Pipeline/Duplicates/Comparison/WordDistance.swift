/// How far two words are apart, by bit-parallel algorithms: a word of up to 64 bytes is one machine word.
///
/// Bytes, not characters, are compared: folded Latin letters are one byte each, and other scripts' letters count two
/// or three, which only makes a typing error in them weigh more.
struct WordDistance: ~Copyable {
  /// For each byte, where it occurs in the pattern; all zero between two calls.
  private let positions: UnsafeMutablePointer<UInt64>

  init() {
    positions = .allocate(capacity: 256)
    positions.initialize(repeating: 0, count: 256)
  }

  deinit { positions.deallocate() }

  /// The least number of insertions, deletions, substitutions and exchanges of neighbours that make one of the other
  /// (optimal string alignment).
  ///
  /// H. Hyyrö, "A bit-vector algorithm for computing Levenshtein and Damerau edit distances", 2003. Linear in the
  /// longer word. Both have at most 64 bytes.
  func edits(_ a: UnsafeBufferPointer<UInt8>, _ b: UnsafeBufferPointer<UInt8>) -> Int {
    // What both begin or end with needs no edit.
    let shorter = min(a.count, b.count)
    var (begin, end) = (0, 0)
    while begin < shorter, a[begin] == b[begin] { begin += 1 }
    while end < shorter - begin, a[a.count - 1 - end] == b[b.count - 1 - end] { end += 1 }
    let a = UnsafeBufferPointer(rebasing: a[begin..<(a.count - end)])
    let b = UnsafeBufferPointer(rebasing: b[begin..<(b.count - end)])
    if a.isEmpty || b.isEmpty { return max(a.count, b.count) }
    mark(a)
    defer { unmark(a) }
    var distance = a.count
    let last = UInt64(1) << UInt64(a.count - 1)
    var plus = ~UInt64(0)
    var minus: UInt64 = 0
    var diagonal: UInt64 = 0
    var previous: UInt64 = 0
    for byte in b {
      let match = positions[Int(byte)]
      let exchange = ((~diagonal & match) << 1) & previous
      diagonal = (((match & plus) &+ plus) ^ plus) | match | minus | exchange
      var horizontalPlus = minus | ~(diagonal | plus)
      var horizontalMinus = plus & diagonal
      if horizontalPlus & last != 0 { distance += 1 } else if horizontalMinus & last != 0 { distance -= 1 }
      horizontalPlus = horizontalPlus << 1 | 1
      horizontalMinus = horizontalMinus << 1
      plus = horizontalMinus | ~(diagonal | horizontalPlus)
      minus = diagonal & horizontalPlus
      previous = match
    }
    return distance
  }

  /// The Jaro–Winkler similarity, 0 to 1, with a prefix weight of 0.1 for up to four bytes where the Jaro similarity is
  /// above 0.7.
  ///
  /// W. E. Winkler, "String comparator metrics and enhanced decision rules in the Fellegi–Sunter model", 1990. Linear
  /// in the sum of the lengths. Both have at most 64 bytes.
  func similarity(_ a: UnsafeBufferPointer<UInt8>, _ b: UnsafeBufferPointer<UInt8>) -> Float {
    if a.isEmpty || b.isEmpty { return a.count == b.count ? 1 : 0 }
    mark(a)
    defer { unmark(a) }
    let reach = max(0, max(a.count, b.count) / 2 - 1)
    var inA: UInt64 = 0
    var inB: UInt64 = 0
    for (index, byte) in b.enumerated() {
      let low = max(0, index - reach)
      if low >= a.count { break }
      let width = min(a.count - 1, index + reach) - low + 1
      let window = (width >= 64 ? ~0 : (UInt64(1) << UInt64(width)) - 1) << UInt64(low)
      let found = positions[Int(byte)] & window & ~inA
      if found != 0 {
        inA |= found & (~found &+ 1)
        inB |= UInt64(1) << UInt64(index)
      }
    }
    let matches = inA.nonzeroBitCount
    if matches == 0 { return 0 }
    var exchanged = 0
    while inA != 0 {
      if a[inA.trailingZeroBitCount] != b[inB.trailingZeroBitCount] { exchanged += 1 }
      inA &= inA - 1
      inB &= inB - 1
    }
    let m = Float(matches)
    let jaro = (m / Float(a.count) + m / Float(b.count) + (m - Float(exchanged / 2)) / m) / 3
    return jaro > 0.7 ? jaro + prefixShare(a, b) * (1 - jaro) : jaro
  }

  /// No less than ``similarity(_:_:)`` where at most so many bytes match.
  func greatestSimilarity(_ a: UnsafeBufferPointer<UInt8>, _ b: UnsafeBufferPointer<UInt8>, matches: Int) -> Float {
    let jaro = (Float(matches) / Float(a.count) + Float(matches) / Float(b.count) + 1) / 3
    let rounding: Float = 0.001
    return jaro + prefixShare(a, b) * (1 - jaro) + rounding
  }

  /// How much of what two words lack in similarity the bytes make up for that both begin with.
  private func prefixShare(_ a: UnsafeBufferPointer<UInt8>, _ b: UnsafeBufferPointer<UInt8>) -> Float {
    var prefix = 0
    while prefix < min(4, a.count, b.count), a[prefix] == b[prefix] { prefix += 1 }
    return Float(prefix) * 0.1
  }

  private func mark(_ pattern: UnsafeBufferPointer<UInt8>) {
    for (index, byte) in pattern.enumerated() { positions[Int(byte)] |= UInt64(1) << UInt64(index) }
  }

  private func unmark(_ pattern: UnsafeBufferPointer<UInt8>) {
    for byte in pattern { positions[Int(byte)] = 0 }
  }
}
