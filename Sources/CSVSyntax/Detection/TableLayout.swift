/// What of a table is header, what stands above it, and where its records start.
struct TableLayout {
  let dialect: CSVDialect
  private(set) var header: [String] = []
  private(set) var hasHeader = false
  private(set) var columnCount = 0
  private(set) var linesBeforeHeader = 0
  private(set) var recordStart = 0
  private(set) var recordLine = 1

  init(_ text: UnsafeRawBufferPointer, dialect: CSVDialect) {
    self.dialect = dialect
    let rows = SampleRow.rows(of: text, dialect: dialect, maximum: 200)
    let filled = rows.filter { !$0.isBlank }
    columnCount = Self.commonWidth(filled)
    guard let first = filled.first(where: { $0.cells.count == columnCount }) else { return }
    linesBeforeHeader = filled.count { $0.start < first.start }
    let below = filled.filter { $0.start > first.start && $0.cells.count == columnCount }
    hasHeader = Self.isHeader(first, above: below)
    header = hasHeader ? first.cells : (1...max(1, columnCount)).map { "Column \($0)" }
    recordStart = hasHeader ? first.end : first.start
    recordLine = hasHeader ? first.line + first.lineCount : first.line
  }

  /// The number of fields that most rows have; of the wider rows where as many have each.
  private static func commonWidth(_ rows: [SampleRow]) -> Int {
    var counts: [Int: Int] = [:]
    for row in rows { counts[row.cells.count, default: 0] += 1 }
    return counts.max { ($0.value, $0.key) < ($1.value, $1.key) }?.key ?? 0
  }

  private static func isHeader(_ first: SampleRow, above rows: [SampleRow]) -> Bool {
    guard first.cells.allSatisfy({ CellKind(of: $0).isTitle }) else { return false }
    guard !rows.isEmpty else { return true }
    return true
  }
}
