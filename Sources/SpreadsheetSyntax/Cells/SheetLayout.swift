import TextEncoding

/// How large a sheet's text is, part by part, so that all parts can be written at the same time.
struct SheetLayout {
  fileprivate struct Part {
    var rows: Range<Int>
    var byteCount = 0
    var lineCount = 0
    /// The line, from 1 in the part, and row of the first record and of those that do not just go on.
    var lines: [(line: Int, row: Int)] = []
  }

  private let sheet: SheetCells
  private let strings: PackedTexts
  /// How many fields a row has at least.
  private let width: Int
  private let parts: [Part]

  private static let partRows = 4_096

  init(_ sheet: SheetCells, strings: PackedTexts, rowCount: Int) {
    self.sheet = sheet
    self.strings = strings
    width = Self.width(of: sheet)
    let width = width
    parts = concurrentMap((rowCount + Self.partRows - 1) / Self.partRows) { index in
      Part(sheet, strings, width, index * Self.partRows..<min(rowCount, (index + 1) * Self.partRows))
    }
  }

  var byteCount: Int { parts.reduce(0) { $0 + $1.byteCount } }

  /// The lines of the text, from 1, and their rows, part by part.
  var lines: [[(line: Int, row: Int)]] {
    var before = 0
    return parts.map { part in
      defer { before += part.lineCount }
      return part.lines.map { (before + $0.line, $0.row) }
    }
  }

  func text() -> FileBytes {
    var starts: [Int] = []
    var count = 0
    for part in parts {
      starts.append(count)
      count += part.byteCount
    }
    return FileBytes(count: count) { buffer in
      nonisolated(unsafe) let buffer = buffer
      let (sheet, strings, width, parts) = (sheet, strings, width, parts)
      _ = concurrentMap(parts.count) { [starts] index in
        let end = starts[index] + parts[index].byteCount
        var target = TextTarget(UnsafeMutableRawBufferPointer(rebasing: buffer[starts[index]..<end]))
        sheet.texts.bytes.withUnsafeBytes { own in
          strings.bytes.withUnsafeBytes { shared in
            for row in parts[index].rows {
              var column = 0
              for cell in sheet.cells(ofRow: row) {
                target.commas(cell.column - column)
                column = cell.column
                if cell.isShared {
                  target.copy(shared, strings.range(cell.text))
                } else {
                  target.copy(own, sheet.texts.range(cell.text))
                }
              }
              target.commas(width - 1 - column)
              target.lineFeed()
            }
          }
        }
      }
    }
  }

  /// The widest of the first rows that are at least half full: a note far to the right makes no table wider.
  private static func width(of sheet: SheetCells) -> Int {
    var width = 1
    for row in sheet.rows.indices.prefix(200) {
      let cells = sheet.cells(ofRow: row)
      let columns = (cells.last?.column ?? 0) + 1
      if cells.count * 2 >= columns { width = max(width, columns) }
    }
    return width
  }
}

extension SheetLayout.Part {
  fileprivate init(_ sheet: SheetCells, _ strings: PackedTexts, _ width: Int, _ rows: Range<Int>) {
    self.rows = rows
    var next = 0
    for row in rows {
      let number = sheet.rows[row].number
      if number != next { lines.append((lineCount + 1, number)) }
      next = number + 1
      var column = 0
      for cell in sheet.cells(ofRow: row) {
        column = cell.column
        let texts = cell.isShared ? strings : sheet.texts
        let range = texts.range(cell.text)
        byteCount += range.count
        // Only what stands in quotation marks may run over several lines.
        if !range.isEmpty, texts.bytes[range.lowerBound] == UInt8(ascii: "\"") {
          let breaks = texts.bytes[range].count { $0 == UInt8(ascii: "\n") }
          lineCount += breaks
          if breaks > 0 { next = 0 }
        }
      }
      byteCount += max(column, width - 1) + 1
      lineCount += 1
    }
  }
}

/// Memory that is filled from its beginning.
private struct TextTarget {
  private let buffer: UnsafeMutableRawBufferPointer
  private var end = 0

  init(_ buffer: UnsafeMutableRawBufferPointer) { self.buffer = buffer }

  mutating func copy(_ source: UnsafeRawBufferPointer, _ range: Range<Int>) {
    UnsafeMutableRawBufferPointer(rebasing: buffer[end..<(end + range.count)])
      .copyMemory(from: UnsafeRawBufferPointer(rebasing: source[range]))
    end += range.count
  }

  mutating func commas(_ count: Int) {
    for _ in 0..<max(0, count) {
      buffer[end] = UInt8(ascii: ",")
      end += 1
    }
  }

  mutating func lineFeed() {
    buffer[end] = UInt8(ascii: "\n")
    end += 1
  }
}
