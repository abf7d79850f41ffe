extension SheetCells {
  /// How many cells are filled at most.
  private static let fillLimit = 1_000_000

  /// Repeats the value of cells that are merged down a column in each of their rows, as whoever looks at the sheet reads
  /// them; rows without a cell of their own stay without.
  ///
  /// - Returns: how many cells were filled.
  mutating func fillMerges() -> Int {
    var added: [Int: [Cell]] = [:]
    var count = 0
    for merge in merges {
      var row = rows.firstIndex(atOrAfter: merge.rows.lowerBound)
      guard row < rows.count, rows[row].number == merge.rows.lowerBound,
        let value = cells(ofRow: row).first(where: { $0.column == merge.column })
      else { continue }
      row += 1
      while row < rows.count, merge.rows.contains(rows[row].number), count < Self.fillLimit {
        if !cells(ofRow: row).contains(where: { $0.column == merge.column }) {
          added[row, default: []].append(value)
          count += 1
        }
        row += 1
      }
    }
    if count > 0 { insert(added) }
    return count
  }

  private mutating func insert(_ added: [Int: [Cell]]) {
    var filled = self
    filled.removeRows()
    for (index, row) in rows.enumerated() {
      for cell in cells(ofRow: index) + (added[index] ?? []) {
        filled.add(cell.text, isShared: cell.isShared, column: cell.column)
      }
      filled.endRow(number: row.number, isHidden: false)
    }
    self = filled
  }
}

extension [SheetCells.Row] {
  /// The first row whose number is `number` or more, by halving.
  fileprivate func firstIndex(atOrAfter number: Int) -> Int {
    var low = 0
    var high = count
    while low < high {
      let middle = (low + high) / 2
      if self[middle].number < number { low = middle + 1 } else { high = middle }
    }
    return low
  }
}
