#if canImport(Glibc)
  import Glibc
#endif

/// The first cells of a text's lines, for a quick look at what lines could be.
struct HeadCells {
  private let text: UnsafeRawBufferPointer
  private let delimiter: UInt8
  private var position: Int

  /// Longer cells are no titles.
  private static let longest = 64

  init(_ text: UnsafeRawBufferPointer, from start: Int, delimiter: UInt8) {
    self.text = text
    self.delimiter = delimiter
    position = start
  }

  /// The next line that has several cells, with the first of them without its quotation marks and spaces.
  mutating func next() -> (start: Int, cell: UnsafeRawBufferPointer)? {
    while position < text.count {
      let start = position
      position = afterLine(start)
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

  private func afterLine(_ start: Int) -> Int {
    guard let base = text.baseAddress, let feed = memchr(base + start, 0x0A, text.count - start) else {
      return text.count
    }
    return UnsafeRawPointer(feed) - base + 1
  }

  private static func surrounds(_ byte: UInt8) -> Bool {
    byte == UInt8(ascii: " ") || byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "'")
  }
}
