/// What every record of a table is measured by.
struct TableShape: Sendable {
  let dialect: CSVDialect
  let columnCount: Int
  /// The cells of the header's last row as they stand in the text; empty where there is no header.
  let titles: [[UInt8]]
  let endsInCRLF: Bool
  /// Where headers of other tables may start, in order: where records do.
  let headers: [Int]

  /// The first place at or after `offset` where the header of another table may start; the end of all where there is none.
  func nextHeader(from offset: Int) -> Int {
    var (low, high) = (0, headers.count)
    while low < high {
      let middle = (low + high) / 2
      if headers[middle] < offset { low = middle + 1 } else { high = middle }
    }
    return low < headers.count ? headers[low] : .max
  }

  /// What a record must be to be passed over without a look at its fields; nil where the dialect does not allow it.
  var clean: CleanRun.Shape? {
    guard dialect.escape == .doubled, columnCount > 0 else { return nil }
    return CleanRun.Shape(
      delimiter: dialect.delimiter, quote: dialect.quote ?? 0, columnCount: columnCount, endsInCRLF: endsInCRLF,
      headerStart: titles.count > 1 ? titles.first ?? [] : [])
  }
}

/// What a record is to its table.
enum RecordRole {
  case record
  /// No text at all.
  case blank
  /// The header again, as where files were put one behind the other.
  case header
  /// The header of another table below.
  case otherTable
}

extension RecordScanner {
  /// What the record scanned last is, in a table whose header is `titles`.
  func role(titles: [[UInt8]]) -> RecordRole {
    if isBlank { return .blank }
    guard let first = titles.first, !first.isEmpty, titles.count > 1, fields.count > 1, isEqual(0, first) else {
      return .record
    }
    let shared = (0..<min(fields.count, titles.count)).count { isEqual($0, titles[$0]) && !titles[$0].isEmpty }
    let named = titles.count { !$0.isEmpty }
    if fields.count == titles.count, shared == named { return .header }
    return shared > 1 && shared * 2 > named ? .otherTable : .record
  }

  private func isEqual(_ index: Int, _ title: [UInt8]) -> Bool {
    let field = fields[index]
    return field.end - field.start == title.count && text[field.start..<field.end].elementsEqual(title)
  }
}
