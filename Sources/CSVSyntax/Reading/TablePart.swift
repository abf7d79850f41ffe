import TextEncoding

/// A run of whole records that can be read on its own.
struct TablePart: Sendable {
  var start: Int
  var end: Int
  /// The line that it starts in, from 1.
  var line: Int

  /// How many bytes a part has, give or take a record.
  static let size = 1 << 20

  /// Cuts the records of `text` from `start` into parts that begin where a reader from the start would begin a record.
  ///
  /// Where a part begins is guessed for all parts at once, and each is read up to the guess of the next; a guess that
  /// the part before it does not meet is corrected.
  static func parts(
    of text: UnsafeRawBufferPointer, from start: Int, line: Int, dialect: CSVDialect, columnCount: Int,
    size: Int = Self.size
  ) -> [TablePart] {
    let count = max(1, (text.count - start) / size)
    let cuts = (0..<count).map { start + $0 * size } + [text.count]
    nonisolated(unsafe) let text = text
    let found = concurrentMap(count) { part in
      var scanner = RecordScanner(text, dialect: dialect, columnCount: columnCount)
      let guess = part == 0 ? start : scanner.likelyStart(from: cuts[part], to: cuts[part + 1])
      return TablePart(scanner: &scanner, from: guess, to: cuts[part + 1])
    }
    var parts: [TablePart] = []
    var position = start
    var nextLine = line
    for (index, part) in found.enumerated() {
      var part = part
      if part.start != position {
        var scanner = RecordScanner(text, dialect: dialect, columnCount: columnCount)
        part = TablePart(scanner: &scanner, from: position, to: cuts[index + 1])
      }
      position = part.end
      let lines = part.line
      part.line = nextLine
      nextLine += lines
      if part.end > part.start || index == 0 { parts.append(part) }
    }
    return parts
  }

  /// The part of records that start in `start..<limit`; `line` is how many lines it has.
  private init(scanner: inout RecordScanner, from start: Int, to limit: Int) {
    self.start = start
    end = start
    line = 0
    while end < limit {
      let next = scanner.scan(from: end)
      line += scanner.lineCount(from: end, to: next)
      end = next
    }
  }
}

extension RecordScanner {
  /// Where a record most likely starts, at or after `cut`.
  mutating func likelyStart(from cut: Int, to limit: Int) -> Int {
    var first: Int?
    var start = cut
    for _ in 0..<64 {
      start = afterLineEnd(endOfLine(from: start))
      guard start < limit else { break }
      if first == nil { first = start }
      var next = start
      var isLikely = true
      for _ in 0..<3 where isLikely && next < text.count {
        next = scan(from: next)
        isLikely = fields.count == columnCount && fields.allSatisfy { $0.traits.isDisjoint(with: .suspicious) }
      }
      if isLikely { return start }
    }
    return first ?? limit
  }
}

extension FieldSpan.Traits {
  fileprivate static let suspicious: FieldSpan.Traits = [.strayQuote, .openQuote]
}
