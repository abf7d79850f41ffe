public import TextEncoding

/// A sheet as the table that it shows: RFC 4180 text, one record for each row with anything in it, and which row of the
/// sheet each record is.
///
/// What reads tables of text reads this one; nothing of it is guessed, rounded or formatted for a country.
public struct SheetText: Sendable {
  /// The table: UTF-8, commas, line feeds, no byte order mark.
  public let text: FileBytes
  /// How many records it has.
  public let rowCount: Int
  /// Rows with cells that are hidden, as by a filter; they are in the table.
  public let hiddenRows: Int
  /// Columns with cells that are hidden; they are in the table.
  public let hiddenColumns: Int
  /// Cells that took their value from the cell above, with which they are merged.
  public let filledCells: Int
  /// Cells with a formula whose result was never computed, so that they are empty.
  public let formulasWithoutResult: Int
  private let lines: RowLines

  /// - Throws: ``WorkbookError`` where the text would be larger than ``Workbook/textLimit``.
  init(_ sheet: SheetCells, strings: PackedTexts, maximumRows: Int) throws(WorkbookError) {
    guard sheet.sharedTextCount <= strings.count else {
      throw .damaged("cells of the sheet \"\(sheet.name)\" refer to texts that are not there")
    }
    var sheet = sheet
    filledCells = sheet.fillMerges()
    rowCount = min(sheet.rows.count, maximumRows)
    hiddenRows = sheet.hiddenRows
    hiddenColumns = sheet.hiddenColumnsWithCells
    formulasWithoutResult = sheet.formulasWithoutResult
    let layout = SheetLayout(sheet, strings: strings, rowCount: rowCount)
    guard layout.byteCount <= Workbook.textLimit else {
      throw .tooLarge("the sheet \"\(sheet.name)\" holds \(layout.byteCount >> 20) MiB of text")
    }
    text = layout.text()
    guard text.isUTF8 else { throw .damaged("texts of the sheet \"\(sheet.name)\" are not UTF-8") }
    lines = RowLines(layout.lines)
  }

  /// The row of the sheet whose record starts in this line of the text; both from 1.
  public func row(ofLine line: Int) -> Int { lines.row(ofLine: line) }
}

extension SheetCells {
  /// How many hidden columns hold anything.
  fileprivate var hiddenColumnsWithCells: Int {
    if hiddenColumns.isEmpty { return 0 }
    var isUsed = [Bool](repeating: false, count: SheetCells.columnCount)
    for row in rows.indices { for cell in cells(ofRow: row) { isUsed[cell.column] = true } }
    return isUsed.indices.count { column in isUsed[column] && hiddenColumns.contains { $0.contains(column) } }
  }
}

/// Which row each line is, kept where rows were left out or run over several lines.
private struct RowLines {
  private var starts: [(line: Int32, row: Int32)] = []

  init(_ lines: [[(line: Int, row: Int)]]) {
    for (line, row) in lines.joined() {
      if let last = starts.last, row - line == Int(last.row) - Int(last.line) { continue }
      starts.append((Int32(clamping: line), Int32(clamping: row)))
    }
  }

  func row(ofLine line: Int) -> Int {
    var low = 0
    var high = starts.count
    while low < high {
      let middle = (low + high) / 2
      if Int(starts[middle].line) <= line { low = middle + 1 } else { high = middle }
    }
    guard low > 0 else { return line }
    return Int(starts[low - 1].row) + line - Int(starts[low - 1].line)
  }
}
