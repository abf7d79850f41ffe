/// The cells of one sheet that hold something, row by row, in eight bytes each besides their texts.
struct SheetCells: Sendable {
  /// A row with cells.
  struct Row: Sendable {
    /// Its number in the sheet, from 1.
    var number: Int
    /// Its first cell.
    var start: Int
  }

  /// A cell: its column from 0, and which text it holds: one of the workbook's, or one of the sheet's own.
  struct Cell: Sendable {
    private let bits: UInt64

    init(column: Int, text: Int, isShared: Bool) {
      bits = UInt64(isShared ? 1 : 0) << 63 | UInt64(column) << 32 | UInt64(UInt32(truncatingIfNeeded: text))
    }

    var column: Int { Int(bits >> 32 & 0x7FFF_FFFF) }
    var text: Int { Int(UInt32(truncatingIfNeeded: bits)) }
    var isShared: Bool { bits >> 63 == 1 }
  }

  /// Cells of one column that are shown as one.
  struct Merge: Sendable {
    var column: Int
    var rows: ClosedRange<Int>
  }

  var name = ""
  var isHidden = false
  private(set) var rows: [Row] = []
  private(set) var cells: [Cell] = []
  var texts = PackedTexts()
  private(set) var merges: [Merge] = []

  /// Where the cells of the row in the making begin.
  private var openStart = 0
  /// How many texts of the workbook there must be for all cells to have theirs.
  private(set) var sharedTextCount = 0
  private(set) var hiddenRows = 0
  var hiddenColumns: [ClosedRange<Int>] = []
  var formulasWithoutResult = 0

  /// Columns that a sheet has: those of Excel and LibreOffice.
  static let columnCount = 16_384
  /// Rows that a sheet has, in Excel; LibreOffice has as many by default.
  static let rowCount = 1_048_576

  /// Adds a cell to the row in the making.
  mutating func add(_ text: Int, isShared: Bool, column: Int) {
    cells.append(Cell(column: column, text: text, isShared: isShared))
    if isShared { sharedTextCount = max(sharedTextCount, text + 1) }
  }

  /// Whether the row in the making has no cell yet.
  var isRowEmpty: Bool { cells.count == openStart }

  /// How much room the texts of the last row take, and its cells.
  var bytesOfLastRow: Int {
    rows.isEmpty ? 0 : cells(ofRow: rows.count - 1).reduce(0) { $0 + texts.range($1.text).count + 8 }
  }

  /// Adds the last row once more, under another number.
  mutating func repeatRow(number: Int, isHidden: Bool) {
    guard !rows.isEmpty else { return }
    cells.append(contentsOf: cells(ofRow: rows.count - 1))
    endRow(number: number, isHidden: isHidden)
  }

  /// Ends the row; one without cells leaves no trace.
  mutating func endRow(number: Int, isHidden: Bool) {
    defer { openStart = cells.count }
    guard cells.count > openStart else { return }
    putInOrder()
    rows.append(Row(number: number, start: openStart))
    if isHidden { hiddenRows += 1 }
  }

  /// Says that cells of several rows are shown as one; those of several columns stay as they are.
  mutating func merge(column: Int, rows: ClosedRange<Int>) {
    if rows.count > 1 { merges.append(Merge(column: column, rows: rows)) }
  }

  /// Takes all rows out, and leaves the rest.
  mutating func removeRows() {
    rows = []
    cells = []
    openStart = 0
  }

  /// The cells of row `index`.
  func cells(ofRow index: Int) -> ArraySlice<Cell> {
    cells[rows[index].start..<(index + 1 < rows.count ? rows[index + 1].start : openStart)]
  }

  /// Cells come in the order of their columns; where a program wrote them otherwise, they are sorted, and of two in one
  /// place the later counts.
  private mutating func putInOrder() {
    let range = openStart..<cells.count
    guard zip(range, range.dropFirst()).contains(where: { cells[$0].column >= cells[$1].column }) else { return }
    let sorted = cells[range].enumerated().sorted { ($0.element.column, $0.offset) < ($1.element.column, $1.offset) }
    var kept: [Cell] = []
    for cell in sorted.map(\.element) {
      if kept.last?.column == cell.column { kept.removeLast() }
      kept.append(cell)
    }
    cells.replaceSubrange(range, with: kept)
  }
}
