import CSVSyntax
import Contacts

/// Writes contacts as a table of a format's columns.
struct TableWriter {
  private let format: Format
  private let composer: EntryComposer
  /// Headers of the columns that rules fill, then of those that extra fields fill.
  private let headers: [String]
  private let extras: [String]

  /// Lays the columns out: as many of a series, or of a kind with further columns, as some contact needs.
  init(_ format: Format, contacts: some Sequence<Contact>, options: WritingOptions) {
    self.format = format
    let rules = format.rules.filter { !$0.isReadOnly }.withoutRepeatedTexts
    var needs = ColumnNeeds(namedExtras: rules.namedExtras)
    if format.writing.extras || format.writing.moreNumbers.growsColumns
      || rules.contains(where: { $0.locator.isSeries })
    {
      for contact in contacts { needs.count(contact) }
    }
    composer = EntryComposer(format, rules: rules.laidOut(for: needs, format.writing.moreNumbers), options: options)
    extras = format.writing.extras ? needs.extras : []
    headers = composer.rules.titles + extras
  }

  /// The table in as many files as the system asks for, all under the same header; at least one.
  func files(_ contacts: some Sequence<Contact>, log: inout DiagnosticLog) -> [[UInt8]] {
    let rules = format.writing
    var rows: [[String]] = []
    for contact in contacts {
      var known = contact
      known.extras.removeAll { extras.contains($0.name) }
      let values = extras.map { name in (contact.extra(name) ?? []).joined(separator: "; ") }
      for entry in composer.entries(of: known, log: &log) { rows.append(entry.texts + values) }
    }
    let shown = headers.indices.filter { column in
      !rules.usedColumnsOnly || rows.contains { !$0[column].isEmpty }
    }
    var writer = CSVWriter(
      delimiter: rules.delimiter, lineEnd: rules.crlf ?? true ? .crlf : .lf,
      quoting: rules.quotesAlways ? .always : .needed, defusesFormulas: !rules.keepsFormulas)
    for column in shown { writer.field(headers[column]) }
    writer.endRecord()
    let head = (rules.byteOrderMark ? [0xEF, 0xBB, 0xBF] : []) + writer.take()
    guard rules.entriesPerFile != nil || rules.bytesPerFile != nil else {
      for row in rows { writer.row(row, shown) }
      return [head + writer.take()]
    }
    var files = [head]
    var count = 0
    for row in rows {
      writer.row(row, shown)
      let record = writer.take()
      let size = files[files.count - 1].count + record.count
      if count > 0, count >= rules.entriesPerFile ?? .max || size > rules.bytesPerFile ?? .max {
        files.append(head)
        count = 0
      }
      files[files.count - 1] += record
      count += 1
    }
    return files
  }
}

extension CSVWriter {
  /// Adds a record of the columns that are shown.
  fileprivate mutating func row(_ row: [String], _ shown: [Int]) {
    for column in shown { field(row[column]) }
    endRecord()
  }
}

extension WritingRules.MoreNumbers {
  fileprivate var growsColumns: Bool { self == .furtherColumns || self == .repeatedColumns }
}
