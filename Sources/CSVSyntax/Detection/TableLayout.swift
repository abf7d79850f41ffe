/// What of a table is header, what stands above it, and where its records start.
struct TableLayout {
  /// Titles over several rows are joined; one that is repeated below itself counts once.
  private(set) var header: [String] = []
  /// The same with every title, as a clean table has them.
  private(set) var fullHeader: [String] = []
  private(set) var hasHeader = false
  private(set) var columnCount = 0
  private(set) var linesBeforeHeader = 0
  /// The cells of the header's last row, as they stand in the text.
  private(set) var titles: [[UInt8]] = []
  /// Where that row starts.
  private(set) var titlesStart: Int?
  private(set) var endsInCRLF = false
  private(set) var recordStart: Int
  private(set) var recordLine: Int

  private static let sampleRows = 200
  private static let sampleSize = 1 << 17

  /// - Parameters:
  ///   - hasHeader: Whether the first row is a header; found out unless told.
  ///   - headers: Where rows start that are headers, whatever they look like.
  init(
    _ text: UnsafeRawBufferPointer, from start: Int, line: Int, dialect: CSVDialect, hasHeader: Bool? = nil,
    headers: [Int] = []
  ) {
    recordStart = start
    recordLine = line
    let rows = SampleRow.rows(
      of: text, from: start, line: line, dialect: dialect, maximum: Self.sampleRows, limit: Self.sampleSize
    ).filter { !$0.isBlank }
    columnCount = Self.commonWidth(rows)
    let full = hasHeader == false ? nil : rows.firstIndex { Self.isFull($0, width: columnCount) }
    guard var first = full ?? rows.indices.first else { return }
    // Records of a narrow table above a wide one are no titles.
    let known = rows[...first].firstIndex { headers.contains($0.start) }
    if let known { (first, columnCount) = (known, rows[known].width) }
    if known == nil, hasHeader != false, columnCount == 2, Self.isTitle(rows[first...]) { first += 1 }
    linesBeforeHeader = rows[..<first].reduce(0) { $0 + $1.lineCount }
    let columns = Columns(rows[first...].dropFirst(), width: columnCount)
    self.hasHeader = hasHeader ?? (known != nil || columns.isHeader(rows[first]))
    var last = first
    if self.hasHeader {
      while last + 1 < rows.count, rows[last + 1].width == rows[first].width, !headers.contains(rows[last + 1].start),
        Columns(rows[(last + 2)...], width: columnCount).isFurtherHeader(rows[last + 1])
      {
        last += 1
      }
      let titles = Self.titles(rows[first...last].map { $0.cells(of: text, dialect: dialect) })
      header = titles.map { Set($0).count == 1 ? $0[0] : $0.joined(separator: " ") }
      fullHeader = titles.map { $0.joined(separator: " ") }
    } else {
      header = (0..<columnCount).map { "Column \($0 + 1)" }
      fullHeader = header
    }
    if self.hasHeader {
      titles = rows[last].fields.map { Array(text[$0.start..<$0.end]) }
      titlesStart = rows[last].start
    }
    let lineEnd = text[rows[first].start..<rows[first].end].suffix(2)
    endsInCRLF = lineEnd.elementsEqual([UInt8(ascii: "\r"), UInt8(ascii: "\n")])
    recordStart = self.hasHeader ? rows[last].end : rows[first].start
    recordLine = self.hasHeader ? rows[last].line + rows[last].lineCount : rows[first].line
    if self.hasHeader { columnCount = max(columnCount, header.count) }
  }

  /// The number of fields that most rows have; of the wider rows where as many have each.
  private static func commonWidth(_ rows: [SampleRow]) -> Int {
    var counts: [Int: Int] = [:]
    for row in rows { counts[row.width, default: 0] += 1 }
    return counts.max { ($0.value, $0.key) < ($1.value, $1.key) }?.key ?? 0
  }

  /// Whether a row is wide and full enough to begin the table; titles and dates above it are not.
  private static func isFull(_ row: SampleRow, width: Int) -> Bool {
    guard width > 1 else { return true }
    return row.width >= max(2, width - 1) && row.filledCount * 2 >= width
  }

  /// Whether the first of these rows of two cells is a title, of which one would fill half a row: the next is a header.
  private static func isTitle(_ rows: ArraySlice<SampleRow>) -> Bool {
    guard let title = rows.first, title.filledCount == 1, let header = rows.dropFirst().first, header.filledCount == 2
    else { return false }
    let columns = Columns(rows.dropFirst(2), width: 2)
    return header.kinds.allSatisfy { !$0.isTyped } && columns.hasData && columns.isHeader(header)
  }

  /// The titles of each column that are not empty, from rows one below the other.
  private static func titles(_ rows: [[String]]) -> [[String]] {
    guard let first = rows.first else { return [] }
    return first.indices.map { column in
      rows.compactMap { $0.indices.contains(column) && !$0[column].isEmpty ? $0[column] : nil }
    }
  }
}

/// What the cells of each column look like.
private struct Columns {
  /// The kind of most of a column's filled cells, where it is data.
  private var typed: [Bool]
  private let isEmpty: Bool

  init(_ rows: ArraySlice<SampleRow>, width: Int) {
    isEmpty = rows.isEmpty
    typed = (0..<width).map { column in
      var filled = 0
      var typed = 0
      for row in rows where column < row.width && row.kinds[column] != .empty {
        filled += 1
        if row.kinds[column].isTyped { typed += 1 }
      }
      return typed > 0 && typed * 3 >= filled * 2
    }
  }

  /// Whether any column is data.
  var hasData: Bool { typed.contains(true) }

  /// Whether a row is a header of these columns: titles, above data.
  func isHeader(_ row: SampleRow) -> Bool {
    guard row.filledCount > 0 else { return false }
    let typedCells = row.kinds.count(where: \.isTyped)
    if typedCells == 0 { return true }
    let titlesAboveData = zip(row.kinds, typed).count { $1 && ($0 == .words || $0 == .text) }
    let dataAboveData = zip(row.kinds, typed).count { $1 && $0.isTyped }
    // Years and ordinals are titles too, where titles prevail.
    return titlesAboveData > dataAboveData
  }

  /// Whether a row below a header, and above these columns, goes on with it: titles above data again, in two columns at
  /// least. One that is mostly empty, as below merged titles, has nothing else.
  func isFurtherHeader(_ row: SampleRow) -> Bool {
    if row.kinds.contains(where: \.isTyped) { return false }
    let titles = zip(row.kinds, typed).count { $1 && ($0 == .words || $0 == .text) }
    return titles >= 2 && (row.filledCount * 2 > row.width || row.filledCount == titles)
  }
}
