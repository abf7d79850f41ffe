/// One of the first rows of a table, taken apart to find out about the table.
struct SampleRow {
  var fields: [FieldSpan]
  var kinds: [CellKind]
  var start: Int
  var end: Int
  /// The line that it starts in, from 1.
  var line: Int
  var lineCount: Int

  /// How many fields it has.
  var width: Int { fields.count }

  /// Whether it has no text at all, so that it is no record.
  var isBlank: Bool

  /// How many cells hold text.
  var filledCount: Int { kinds.count { $0 != .empty } }

  /// The first rows of `text` from `start`, read as `dialect`.
  static func rows(
    of text: UnsafeRawBufferPointer, from start: Int = 0, line: Int = 1, dialect: CSVDialect, maximum: Int, limit: Int
  ) -> [SampleRow] {
    var scanner = RecordScanner(text, dialect: dialect, columnCount: 0)
    var rows: [SampleRow] = []
    var position = start
    var line = line
    while position < min(text.count, start + limit), rows.count < maximum {
      let next = scanner.scan(from: position)
      let fields = scanner.fields.array
      rows.append(
        SampleRow(
          fields: fields,
          kinds: fields.map { CellKind(of: UnsafeRawBufferPointer(rebasing: text[$0.start..<$0.end])) },
          start: position, end: next, line: line, lineCount: scanner.lineEnds, isBlank: scanner.isBlank))
      position = next
      line += scanner.lineEnds
    }
    return rows
  }

  /// The text of the cells.
  func cells(of text: UnsafeRawBufferPointer, dialect: CSVDialect) -> [String] {
    let scratch = Scratch()
    return fields.map { field in
      scratch.clear()
      let bytes = UnsafeRawBufferPointer(rebasing: text[field.start..<min(field.end, field.start + 4096)])
      scratch.unescape(bytes, dialect: dialect, isQuoted: field.traits.contains(.quoted))
      return String(decoding: scratch.bytes, as: UTF8.self)
    }
  }
}
