import Formats

extension Report {
  /// The columns of a table as a table: title, meaning, examples, confidence.
  var columnLines: [String] {
    if columns.isEmpty { return [] }
    let rows = [["column", "meaning", "confidence", "examples"]] + columns.map(Self.cells)
    return TextTable.lines(rows) + [""]
  }

  private static func cells(of guess: ColumnGuess) -> [String] {
    let percent = guess.reason == .none ? "-" : "\(Int((guess.confidence * 100).rounded())) % \(guess.reason.words)"
    let field = guess.reason == .none ? "(kept as it is)" : guess.field
    return [guess.header, field, percent, guess.examples.joined(separator: " | ")]
  }
}

extension ColumnGuess.Reason {
  fileprivate var words: String {
    switch self {
    case .told: "told"
    case .format: "by format"
    case .title: "by title"
    case .content: "by content"
    case .none: ""
    }
  }
}

/// Text in columns, for a terminal.
enum TextTable {
  /// Each row as a line, its cells as wide as the widest of their column; the last is not filled up.
  static func lines(_ rows: [[String]]) -> [String] {
    let count = rows.map(\.count).max() ?? 0
    let widths = (0..<count).map { column in
      rows.map { $0.indices.contains(column) ? $0[column].count : 0 }.max() ?? 0
    }
    return rows.map { row in
      var line = ""
      for (column, cell) in row.enumerated() {
        line += cell
        if column < row.count - 1 { line += String(repeating: " ", count: widths[column] - cell.count + 2) }
      }
      return line
    }
  }
}
