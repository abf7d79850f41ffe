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

  /// The parts of `bytes`, each of about `size` bytes. O(n), at the speed of memory.
  public init(_ bytes: UnsafeRawBufferPointer, size: Int = 1 << 20) {
    var parts: [Part] = []
    var start = 0
    var line = 1
    while start < bytes.count {
      let end = Self.cut(bytes, from: start + size) ?? bytes.count
      parts.append(Part(range: start..<end, line: line))
      line += Self.lineEnds(in: UnsafeRawBufferPointer(rebasing: bytes[start..<end]))
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
      let next = scanner.peek()
      if next.end > next.start {
        let mark = scanner.mark(next)
        if mark == .begin, isBehindEnd { return next.start }
        isBehindEnd = mark == .end
      }
      scanner.pass(next)
    }
    return nil
  }

  private static func lineEnds(in bytes: UnsafeRawBufferPointer) -> Int {
    let feeds = count(0x0A, in: bytes)
    let returns = count(0x0D, in: bytes)
    if returns == 0 || returns == feeds && bytes.last == 0x0A { return feeds }
    // Line ends are mixed: only counting them one by one tells.
    var scanner = LineScanner(bytes, line: 0)
    while !scanner.isAtEnd { scanner.pass(scanner.peek()) }
    return scanner.line
  }

  /// How often `byte` stands in `bytes`, eight bytes at a time.
  private static func count(_ byte: UInt8, in bytes: UnsafeRawBufferPointer) -> Int {
    let wanted = UInt64(byte) &* 0x0101_0101_0101_0101
    let low: UInt64 = 0x7F7F_7F7F_7F7F_7F7F
    var total = 0
    var i = 0
    while i + 8 <= bytes.count {
      var lanes: UInt64 = 0
      // A lane counts to 255.
      for _ in 0..<min(255, (bytes.count - i) / 8) {
        // A byte of the difference is zero where the byte is the wanted one; only there does its top bit come out set.
        let difference = bytes.loadUnaligned(fromByteOffset: i, as: UInt64.self) ^ wanted
        lanes &+= ~(((difference & low) &+ low) | difference | low) >> 7
        i += 8
      }
      let pairs = (lanes & 0x00FF_00FF_00FF_00FF) &+ (lanes >> 8 & 0x00FF_00FF_00FF_00FF)
      total += Int((pairs &* 0x0001_0001_0001_0001) >> 48)
    }
    return total + bytes[i...].count { $0 == byte }
  }
}
