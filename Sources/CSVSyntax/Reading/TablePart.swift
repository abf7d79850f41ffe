import TextEncoding

/// A run of whole records that can be read on its own.
struct TablePart: Sendable {
  let start: Int
  private(set) var end: Int
  /// The line that it starts in, from 1.
  private(set) var line = 0
  /// How many line ends it has.
  private var lineEnds = 0
  /// The line after it.
  var nextLine: Int { line + lineEnds }

  /// Whether all of it is one ``CleanRun``.
  private(set) var isClean = true
  /// Whether the header of another table stands at its end.
  private var endsTable = false

  /// How many bytes a part has, give or take a record; less where there would be few parts.
  static let size = 1 << 20
  private static let leastSize = 1 << 16
  private static let usualCount = 16

  /// Cuts the records of `text` from `start` into parts that begin where a reader from the start would begin a record.
  ///
  /// Where a part begins is guessed for all parts at once, and each is read up to the guess of the next; a guess that
  /// the part before it does not meet is corrected.
  static func parts(
    of file: FileBytes, from start: Int, line: Int, shape: TableShape, size: Int = Self.size
  ) -> [TablePart] {
    // Every thread reads, and none writes.
    nonisolated(unsafe) let text = file.bytes
    let size = min(size, max(Self.leastSize, (text.count - start) / Self.usualCount))
    let count = max(1, (text.count - start) / size)
    let cuts = (0..<count).map { start + $0 * size } + [text.count]
    let found = concurrentMap(count) { part in
      var scanner = RecordScanner(text, dialect: shape.dialect, columnCount: shape.columnCount)
      defer { file.letGo(cuts[part]..<cuts[part + 1]) }
      let guess = part == 0 ? start : shape.likelyStart(in: text, from: cuts[part], to: cuts[part + 1])
      return TablePart(scanner: &scanner, from: guess, to: cuts[part + 1], shape: shape)
    }
    var parts: [TablePart] = []
    var position = start
    var nextLine = line
    for (index, part) in found.enumerated() {
      var part = part
      if part.start != position {
        var scanner = RecordScanner(text, dialect: shape.dialect, columnCount: shape.columnCount)
        part = TablePart(scanner: &scanner, from: position, to: cuts[index + 1], shape: shape)
      }
      part.line = nextLine
      position = part.end
      nextLine += part.lineEnds
      if part.end > part.start || parts.isEmpty { parts.append(part) }
      if part.endsTable { break }
    }
    return parts
  }

  /// The part of records that start in `start..<limit`.
  private init(scanner: inout RecordScanner, from start: Int, to limit: Int, shape: TableShape) {
    self.start = start
    end = start
    let clean = shape.clean
    var header = shape.nextHeader(from: start)
    while end < limit {
      if let clean {
        let run = CleanRun(scanner.text, from: end, limit: min(limit, header), shape: clean)
        end = run.end
        lineEnds += run.lines
        if end >= limit { break }
      }
      let next = scanner.scan(from: end)
      let role = scanner.role(titles: shape.titles)
      if header < end { header = shape.nextHeader(from: end) }
      if role == .otherTable || role == .record && end == header {
        endsTable = true
        break
      }
      isClean = false
      if header == end { header = shape.nextHeader(from: next) }
      end = next
      lineEnds += scanner.lineEnds
    }
  }
}

extension TableShape {
  /// Where a record most likely starts, at or after `cut`: after a line end behind which rows are as they should be.
  fileprivate func likelyStart(in text: UnsafeRawBufferPointer, from cut: Int, to limit: Int) -> Int {
    // A field may be of any size: no guess looks beyond the part.
    let window = UnsafeRawBufferPointer(rebasing: text[..<limit])
    var scanner = RecordScanner(window, dialect: dialect, columnCount: columnCount)
    var first: Int?
    var start = cut
    for _ in 0..<64 {
      start = scanner.afterLineEnd(scanner.endOfLine(from: start))
      guard start < limit else { break }
      if first == nil { first = start }
      var next = start
      var isLikely = true
      for _ in 0..<3 where isLikely && next < limit {
        next = scanner.scan(from: next)
        isLikely = scanner.fields.count == columnCount && scanner.traits.isDisjoint(with: .suspicious)
      }
      if isLikely { return start }
    }
    return first ?? limit
  }
}
