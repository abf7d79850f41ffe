#if canImport(Glibc)
  import Glibc
#endif

/// The first cells of the lines that begin in a range of a text, for a quick look at what lines could be.
struct HeadCells {
  private let text: UnsafeRawBufferPointer
  private let delimiter: UInt8
  private let rangeEnd: Int
  private var position: Int

  /// Longer cells are no titles.
  private static let longest = 64

  /// - Parameter beginsLine: whether the range is known to begin with a line; elsewhere a line feed tells where one does.
  init(_ text: UnsafeRawBufferPointer, in range: Range<Int>, beginsLine: Bool, delimiter: UInt8) {
    self.text = text
    self.delimiter = delimiter
    rangeEnd = range.upperBound
    position = range.lowerBound
    if !beginsLine { position = afterLine(position - 1, limit: rangeEnd) }
  }

  /// The next line that has several cells, with the first of them without its quotation marks and spaces.
  mutating func next() -> (start: Int, cell: UnsafeRawBufferPointer)? {
    while position < rangeEnd {
      let start = position
      position = afterLine(start, limit: text.count)
      var end = start
      let limit = min(position, start + Self.longest)
      while end < limit, text[end] != delimiter { end += 1 }
      guard end < limit else { continue }
      var first = start
      while first < end, Self.surrounds(text[first]) { first += 1 }
      while end > first, Self.surrounds(text[end - 1]) { end -= 1 }
      if end > first { return (start, UnsafeRawBufferPointer(rebasing: text[first..<end])) }
    }
    return nil
  }

  /// Where the next line begins, looked for up to `limit`.
  private func afterLine(_ start: Int, limit: Int) -> Int {
    guard let base = text.baseAddress, let feed = memchr(base + start, 0x0A, limit - start) else { return limit }
    return UnsafeRawPointer(feed) - base + 1
  }

  private static func surrounds(_ byte: UInt8) -> Bool {
    byte == UInt8(ascii: " ") || byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "'")
  }
}
