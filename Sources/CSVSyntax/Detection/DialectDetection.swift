/// Finds the dialect that makes the most sense of a text.
struct DialectDetection {
  let dialect: CSVDialect

  init(_ text: UnsafeRawBufferPointer, delimiter: UInt8?) {
    let delimiters = delimiter.map { [$0] } ?? Array(",;\t|:^~ ".utf8)
    var best = (dialect: CSVDialect(delimiter: delimiter ?? UInt8(ascii: ",")), score: 0.0)
    for delimiter in delimiters {
      for quote in [UInt8(ascii: "\""), UInt8(ascii: "'")] {
        for escape in [CSVDialect.Escape.doubled, .backslash] {
          let dialect = CSVDialect(delimiter: delimiter, quote: quote, escape: escape)
          let score = Self.score(SampleRow.rows(of: text, dialect: dialect, maximum: 100, limit: 1 << 16))
          if score > best.score { best = (dialect, score) }
        }
      }
    }
    dialect = best.dialect
  }

  /// Consistency times cleanness, as van den Burg, Nazábal and Sutton have it ("Wrangling messy CSV files by detecting
  /// row and type patterns", 2019).
  private static func score(_ rows: [SampleRow]) -> Double {
    var widths: [Int: Int] = [:]
    var known = 0
    var cells = 0
    for row in rows where !row.isBlank {
      widths[row.cells.count, default: 0] += 1
      cells += row.cells.count
      known += row.cells.count { CellKind(of: $0) != .other }
    }
    guard cells > 0 else { return 0 }
    let pattern = widths.reduce(0.0) { sum, entry in
      sum + Double(entry.value) * max(0.001, Double(entry.key - 1)) / Double(entry.key)
    }
    return pattern / Double(widths.count) * Double(known) / Double(cells)
  }
}
