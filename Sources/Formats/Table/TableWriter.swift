import CSVSyntax
import Contacts
import SpreadsheetSyntax
import Synchronization
import ZipSyntax

/// Writes contacts as a table of a format's columns.
struct TableWriter: Sendable {
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

  /// Writes the table as one text, piece by piece.
  func write(
    _ contacts: some RandomAccessCollection<Contact> & Sendable, to sink: some PieceSink, log: inout DiagnosticLog
  ) throws(Failure) {
    let shown = shownColumns(contacts)
    try sink.write(head(shown))
    try contacts.write(to: sink, log: &log) { piece, _, log in
      var writer = textWriter
      contacts.forEach(in: piece) { contact in
        for row in rows(of: copy contact, log: &log) {
          for column in shown { writer.field(row[column]) }
          writer.endRecord()
        }
      }
      return writer.take()
    }
  }

  /// The table in as many files as the system asks for, all under the same header; at least one.
  ///
  /// - Throws: ``Failure`` where a workbook is wanted and its sheet is too short.
  func files(
    _ contacts: some RandomAccessCollection<Contact> & Sendable, options: WritingOptions, log: inout DiagnosticLog
  ) throws(Failure) -> [[UInt8]] {
    let shown = shownColumns(contacts)
    let isWhole = shown.count == headers.count
    var table: [[String]] = []
    for contact in contacts {
      for row in rows(of: contact, log: &log) { table.append(isWhole ? row : shown.map { row[$0] }) }
    }
    return options.isWorkbook || format.writing.isWorkbook
      ? try workbooks(titles(shown), table, options, &log) : texts(shown, table)
  }

  /// The rows of a contact, with the columns of all headers.
  private func rows(of contact: Contact, log: inout DiagnosticLog) -> [[String]] {
    var known = contact
    known.extras.removeAll { extras.contains($0.name) }
    let values = extras.map { name in (contact.extra(name) ?? []).joined(separator: "; ") }
    return composer.entries(of: known, log: &log).map { $0.texts + values }
  }

  /// The columns that are written: all, or those that some contact fills.
  private func shownColumns(_ contacts: some RandomAccessCollection<Contact> & Sendable) -> [Int] {
    guard format.writing.usedColumnsOnly else { return Array(headers.indices) }
    let used = Mutex(Array(repeating: false, count: headers.count))
    let size = 256
    inOrder((contacts.count + size - 1) / size) { piece in
      var isUsed = Array(repeating: false, count: headers.count)
      var log = DiagnosticLog()
      for contact in contacts.dropFirst(piece * size).prefix(size) {
        for row in rows(of: contact, log: &log) {
          for column in row.indices where !row[column].isEmpty { isUsed[column] = true }
        }
      }
      return isUsed
    } take: { isUsed in
      used.withLock { used in for column in used.indices where isUsed[column] { used[column] = true } }
    }
    return used.withLock { used in used.indices.filter { used[$0] } }
  }

  private func titles(_ shown: [Int]) -> [String] {
    format.rowRules.isHeaderless ? [] : shown.map { headers[$0] }
  }

  // MARK: Text

  private var textWriter: CSVWriter {
    let rules = format.writing
    return CSVWriter(
      delimiter: rules.delimiter, lineEnd: rules.crlf ?? true ? .crlf : .lf,
      quoting: rules.quotesAlways ? .always : .needed, defusesFormulas: !rules.keepsFormulas)
  }

  /// What begins a text: the byte order mark and the header.
  private func head(_ shown: [Int]) -> [UInt8] {
    var writer = textWriter
    let titles = titles(shown)
    if !titles.isEmpty { writer.row(titles) }
    return (format.writing.byteOrderMark ? [0xEF, 0xBB, 0xBF] : []) + writer.take()
  }

  /// Several texts, each with as much as the system takes.
  private func texts(_ shown: [Int], _ rows: [[String]]) -> [[UInt8]] {
    let rules = format.writing
    let head = head(shown)
    var writer = textWriter
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
