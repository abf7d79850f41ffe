import CSVSyntax
import Contacts
import SpreadsheetSyntax
import ZipSyntax

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
    var columns = rules.laidOut(for: needs, format.writing.moreNumbers)
    if format.rowRules.isHeaderless { columns.sort { $0.columnNumber < $1.columnNumber } }
    composer = EntryComposer(format, rules: columns, options: options)
    extras = format.writing.extras ? needs.extras : []
    headers = composer.rules.titles + extras
  }

  /// The table in as many files as the system asks for, all under the same header; at least one.
  ///
  /// - Throws: ``Failure`` where a workbook is wanted and its sheet is too short.
  func files(
    _ contacts: some Sequence<Contact>, options: WritingOptions, log: inout DiagnosticLog
  ) throws(Failure) -> [[UInt8]] {
    var rows: [[String]] = []
    for contact in contacts {
      var known = contact
      known.extras.removeAll { extras.contains($0.name) }
      let values = extras.map { name in (contact.extra(name) ?? []).joined(separator: "; ") }
      for entry in composer.entries(of: known, log: &log) { rows.append(entry.texts + values) }
    }
    let shown = headers.indices.filter { column in
      !format.writing.usedColumnsOnly || rows.contains { !$0[column].isEmpty }
    }
    if shown.count < headers.count { rows = rows.map { row in shown.map { row[$0] } } }
    let header = format.rowRules.isHeaderless ? [] : shown.map { headers[$0] }
    return options.isWorkbook || format.writing.isWorkbook
      ? try workbooks(header, rows, options, &log) : texts(header, rows)
  }

  // MARK: Text

  private func texts(_ header: [String], _ rows: [[String]]) -> [[UInt8]] {
    let rules = format.writing
    var writer = CSVWriter(
      delimiter: rules.delimiter, lineEnd: rules.crlf ?? true ? .crlf : .lf,
      quoting: rules.quotesAlways ? .always : .needed, defusesFormulas: !rules.keepsFormulas)
    if !header.isEmpty { writer.row(header) }
    let head = (rules.byteOrderMark ? [0xEF, 0xBB, 0xBF] : []) + writer.take()
    guard rules.entriesPerFile != nil || rules.bytesPerFile != nil else {
      for row in rows { writer.row(row) }
      return [head + writer.take()]
    }
    var files = [head]
    var count = 0
    for row in rows {
      writer.row(row)
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

  // MARK: Workbooks

  private func workbooks(
    _ header: [String], _ rows: [[String]], _ options: WritingOptions, _ log: inout DiagnosticLog
  ) throws(Failure) -> [[UInt8]] {
    var rows = rows
    for index in rows.indices { rows[index].fitCells(headers, &log) }
    let size = min(max(1, format.writing.entriesPerFile ?? .max), max(1, rows.count))
    var files: [[UInt8]] = []
    for start in stride(from: 0, to: max(1, rows.count), by: size) {
      let part = Array(rows[start..<min(rows.count, start + size)])
      files.append(try Self.workbook(named: options.title, header: header, rows: part))
    }
    return files
  }

  /// A workbook of one sheet.
  ///
  /// - Throws: ``Failure`` where the sheet is too short.
  static func workbook(named name: String, header: [String], rows: [[String]]) throws(Failure) -> [UInt8] {
    guard rows.count < WorkbookWriter.rowLimit else {
      throw Failure(
        .limitExceeded,
        "a sheet holds 1,048,576 rows with its header, and these are \(rows.count) without it",
        help: "write CSV, or fewer contacts")
    }
    do throws(ZipError) {
      return try WorkbookWriter(sheet: name).workbook(header: header, count: rows.count) { rows[$0] }
    } catch {
      throw Failure(.outputUnwritable, "the workbook cannot be made: \(error.reason)")
    }
  }
}

extension [String] {
  /// Shortens cells that are longer than a sheet holds, and tells of which columns.
  fileprivate mutating func fitCells(_ header: [String], _ log: inout DiagnosticLog) {
    for index in indices where self[index].utf8.count > WorkbookWriter.cellLimit {
      guard self[index].utf16.count > WorkbookWriter.cellLimit else { continue }
      var text = self[index]
      let end = text.utf16.index(text.startIndex, offsetBy: WorkbookWriter.cellLimit)
      text = String(text[..<(text.indices.last { $0 <= end } ?? text.startIndex)])
      log.add(.textShortened, header[index], example: self[index])
      self[index] = text
    }
  }
}

extension CSVWriter {
  /// Adds a record.
  fileprivate mutating func row(_ row: [String]) {
    for text in row { field(text) }
    endRecord()
  }
}

extension MappingRule {
  /// Which column of a table without a header it is.
  fileprivate var columnNumber: Int { Int(locator.text.drop { !$0.isNumber }) ?? 0 }
}

extension WritingRules.MoreNumbers {
  fileprivate var growsColumns: Bool { self == .furtherColumns || self == .repeatedColumns }
}
