/// One of the first rows of a table, taken apart to find out about the table.
struct SampleRow {
  var cells: [String]
  var start: Int
  var end: Int
  /// The line that it starts in, from 1.
  var line: Int
  var lineCount: Int

  var isBlank: Bool { cells.allSatisfy { $0.allSatisfy(\.isWhitespace) } }

  /// The first rows of `text`, read as `dialect`.
  static func rows(
    of text: UnsafeRawBufferPointer, dialect: CSVDialect, maximum: Int, limit: Int = 1 << 18
  ) -> [SampleRow] {
    var scanner = RecordScanner(text, dialect: dialect, columnCount: 0)
    let scratch = Scratch()
    var rows: [SampleRow] = []
    var position = 0
    var line = 1
    while position < min(text.count, limit), rows.count < maximum {
      let next = scanner.scan(from: position)
      let lineCount = scanner.lineCount(from: position, to: next)
      let cells = scanner.fields.map { field in
        scratch.clear()
        let end = min(field.end, field.start + 1000)
        scratch.unescape(
          UnsafeRawBufferPointer(rebasing: text[field.start..<end]), dialect: dialect,
          isQuoted: field.traits.contains(.quoted))
        return String(decoding: scratch.bytes, as: UTF8.self)
      }
      rows.append(SampleRow(cells: cells, start: position, end: next, line: line, lineCount: lineCount))
      position = next
      line += lineCount
    }
    return rows
  }
}
