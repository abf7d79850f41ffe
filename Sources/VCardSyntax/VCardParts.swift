/// A file of cards, cut into parts that can be read at the same time.
///
/// A cut is made only in front of a `BEGIN:VCARD` that follows an `END:VCARD`, so that a reader of each part sees the
/// same cards as a reader of the whole; where the cuts are depends on the bytes alone.
public struct VCardParts: Sendable {
  /// One part: where it stands in the file, and the number of its first line.
  public struct Part: Hashable, Sendable {
    /// Its bytes.
    public var range: Range<Int>
    /// The number of its first line, from 1.
    public var line: Int

    /// A part of a file.
    public init(range: Range<Int>, line: Int) {
      self.range = range
      self.line = line
    }
  }

  /// The parts, in order; at least one.
  public let parts: [Part]

  /// The parts of `bytes`, each of about `size` bytes; `passed` is told of each when it was looked at. O(n), at the speed
  /// of memory.
  public init(_ bytes: UnsafeRawBufferPointer, size: Int = 1 << 20, passed: (Range<Int>) -> Void = { _ in }) {
    var parts: [Part] = []
    var start = 0
    var line = 1
    while start < bytes.count {
      let end = Self.cut(bytes, from: start + size) ?? bytes.count
      parts.append(Part(range: start..<end, line: line))
      line += Self.lineEnds(in: UnsafeRawBufferPointer(rebasing: bytes[start..<end]))
      passed(start..<end)
      start = end
    }
    self.parts = parts.isEmpty ? [Part(range: 0..<0, line: 1)] : parts
  }

  /// The first place at or after `position` where a card begins behind another's end.
  private static func cut(_ bytes: UnsafeRawBufferPointer, from position: Int) -> Int? {
    guard position < bytes.count else { return nil }
    // The number of the line that this begins in is of no interest: only where lines start is.
    var scanner = LineScanner(bytes, line: 1)
    scanner.position = position
    scanner.pass(scanner.peek())
    var isBehindEnd = false
    while !scanner.isAtEnd {
      var next = scanner.peek()
      if next.end > next.start {
        let mark = scanner.mark(&next)
        if mark == .begin, isBehindEnd { return next.start }
        // Not within a line: that two cards stand in it is told where both are read.
        isBehindEnd = mark == .end && next.next > next.end
      }
      scanner.pass(next)
    }
    return nil
  }

  private static func lineEnds(in bytes: UnsafeRawBufferPointer) -> Int {
    let (feeds, returns) = counts(bytes)
    if returns == 0 || returns == feeds && bytes.last == 0x0A { return feeds }
    // Line ends are mixed: only counting them one by one tells.
    var scanner = LineScanner(bytes, line: 0)
    while !scanner.isAtEnd { scanner.pass(scanner.peek()) }
    return scanner.line
  }

  /// How many LF and CR there are, sixteen bytes at a time.
  private static func counts(_ bytes: UnsafeRawBufferPointer) -> (feeds: Int, returns: Int) {
    let (feed, carriageReturn) = (SIMD16<UInt8>(repeating: 0x0A), SIMD16<UInt8>(repeating: 0x0D))
    var (feeds, returns) = (0, 0)
    var i = 0
    while i + 16 <= bytes.count {
      var (feedLanes, returnLanes) = (SIMD16<UInt8>(), SIMD16<UInt8>())
      // A lane counts to 255.
      let end = i + min(255, (bytes.count - i) / 16) * 16
      while i < end {
        let word = bytes.loadUnaligned(fromByteOffset: i, as: SIMD16<UInt8>.self)
        feedLanes.replace(with: feedLanes &+ 1, where: word .== feed)
        returnLanes.replace(with: returnLanes &+ 1, where: word .== carriageReturn)
        i &+= 16
      }
      for lane in 0..<16 {
        feeds += Int(feedLanes[lane])
        returns += Int(returnLanes[lane])
      }
    }
    for byte in bytes[i...] {
      feeds += byte == 0x0A ? 1 : 0
      returns += byte == 0x0D ? 1 : 0
    }
    return (feeds, returns)
  }
}
