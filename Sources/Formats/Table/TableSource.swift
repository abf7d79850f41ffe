import CSVSyntax
import Contacts

/// Contacts of a file's table, and of those that follow it under other headers: each row through the plan of its columns.
struct TableSource: ContactSource {
  let name: String
  let partCount: Int
  private let file: TableFile
  private let format: Format
  private let sections: [Section]
  let unnamedSystem: String?
  private let system: String
  private let isGuess: Bool

  /// One table with what its columns mean.
  fileprivate struct Section: Sendable {
    let table: CSVTable
    let plan: TablePlan
    /// The line of its header or first record.
    let line: Int
    /// The columns that tell rows which only add a number to another's contact.
    let join: JoinColumns?
  }

  init(
    _ file: TableFile, format: Format, isGuess: Bool, system: String?, told: [ColumnOverride] = []
  ) throws(Failure) {
    name = file.path
    self.file = file
    self.format = format
    self.isGuess = isGuess
    // Ids of a spreadsheet that anyone could have made mean something within that spreadsheet only.
    self.system = system ?? (format.recognition.isLastResort ? Self.stem(of: file.path) : format.id)
    guard file.table.columnCount <= Self.mostColumns else {
      throw Failure(
        .tableTooWide, "the table has \(file.table.columnCount) columns, and no more than \(Self.mostColumns) are read",
        file: file.path)
    }
    var sections: [Section] = []
    let first = format.rowRules.isHeaderless ? file.table.withoutHeader() : file.table
    var next: (table: CSVTable, line: Int)? = (first, 1)
    while let (table, line) = next {
      var plan = TablePlan(of: table, format: format)
      try plan.apply(told, path: file.path)
      try Self.checkIsDecided(plan, path: file.path)
      let join = format.rowRules.join.flatMap { JoinColumns($0, plan) }
      sections.append(Section(table: table, plan: plan, line: line, join: join))
      next = table.following().flatMap { following in table.followingLine.map { (following, $0) } }
    }
    self.sections = sections
    unnamedSystem = system == nil && sections.contains { $0.plan.hasVagueIDs } ? self.system : nil
    // A row may belong to any contact before it.
    partCount = format.rowRules.join == nil ? sections.reduce(0) { $0 + $1.table.partCount } : 1
    guard sections.contains(where: { !$0.table.firstRows(1).isEmpty }) else {
      throw Failure(
        .fileWithoutRecords, "there is a header, but no record below it", file: file.path)
    }
  }

  /// How many columns of no meaning are told by their names.
  private static let mostNamed = 200
  /// As many as a worksheet has.
  private static let mostColumns = 16_384

  private static func checkIsDecided(_ plan: TablePlan, path: String) throws(Failure) {
    guard let open = plan.ambiguities.first else { return }
    let header = plan.columns[open.column].header
    throw Failure(
      .columnAmbiguous, "column \"\(header)\" could be \(open.meanings.map(\.text).joined(separator: " or "))",
      file: path, help: "say which, as --map \"\(header)=\(open.meanings[0].text)\"")
  }

  var hasHeader: Bool { sections[0].table.hasHeader }
  var delimiter: UInt8 { file.table.dialect.delimiter }
  var hasContinuations: Bool { format.writing.moreNumbers == .furtherEntries || format.rowRules.join != nil }
  /// The plan of the first table.
  var plan: TablePlan { sections[0].plan }

  /// The parts of tables that part `part` of the source is made of, in order.
  private func pieces(of part: Int) -> [(section: Section, part: Int)] {
    let all = sections.flatMap { section in (0..<section.table.partCount).map { (section, $0) } }
    return format.rowRules.join == nil ? [all[part]] : all
  }

  // MARK: Reading

  func read<Sink: RecordSink>(part: Int, into sink: inout Sink) throws(Failure) {
    if part == 0 {
      if isGuess { sink.log.add(.formatGuessed, "\(format.id) (\(format.title))") }
      file.tell(&sink.log, expectsHeader: !format.rowRules.isHeaderless)
    }
    var joining = Joining()
    for (section, part) in pieces(of: part) {
      if part == 0 { tell(section, &sink.log) }
      read(section, part: part, &joining, into: &sink)
    }
  }

  private func read(_ section: Section, part: Int, _ joining: inout Joining, into sink: inout some RecordSink) {
    var reader = section.table.reader(part: part)
    defer { section.table.letGo(part: part) }
    let mapper = RowMapper(plan: section.plan, format: format, system: system)
    let expected = section.plan.columns.count
    var contact = Contact()
    while reader.next() {
      let place = file.place(of: reader)
      if reader.isBlank {
        sink.log.add(.rowBlank, at: place)
        continue
      }
      for problem in reader.problems { tell(problem, of: reader, &sink.log) }
      if reader.fieldCount != expected { sink.log.add(.rowRagged, "\(reader.fieldCount)", at: place) }
      if reader.problems.contains(where: { $0.kind == .oversizedField }) {
        sink.reject(.fieldOversized, "1 MiB", at: place)
        continue
      }
      contact.makeEmpty()
      mapper.read(reader, into: &contact)
      if let join = section.join { joining.join(&contact, to: join.number(in: reader)) }
      sink.accept(&contact, at: place)
    }
    if reader.blankRowsSkipped > 0 { sink.log.add(.rowBlank, count: reader.blankRowsSkipped) }
    if reader.headersSkipped > 0 { sink.log.add(.headerRepeated, count: reader.headersSkipped) }
  }

  private func tell(_ section: Section, _ log: inout DiagnosticLog) {
    if section.line > 1 { log.add(.tableFollows, at: file.place(ofLine: section.line)) }
    let unmapped = section.plan.unmapped
    for header in unmapped.prefix(Self.mostNamed) { log.add(.columnUnmapped, header) }
    if unmapped.count > Self.mostNamed { log.add(.columnUnmapped, "others", count: unmapped.count - Self.mostNamed) }
    for guess in section.plan.guesses(for: .content) {
      log.add(.columnGuessed, guess.header, example: guess.field)
    }
    if !section.plan.hasNumbers {
      log.add(.numberColumnMissing, example: section.plan.columns.map(\.header).joined(separator: ", "))
    }
  }

  private func tell(_ problem: CSVProblem, of reader: borrowing CSVReader, _ log: inout DiagnosticLog) {
    let place = file.place(of: reader, field: problem.field)
    switch problem.kind {
    case .strayQuote: log.add(.quoteStray, at: place)
    case .openQuote: log.add(.quoteOpen, at: place)
    case .nulByte: log.add(.nulByte, at: place)
    case .oversizedField: break
    }
  }

  // MARK: Rejected records

  /// Each table with rejected records under its own header, so that what is mended is read as it was.
  func rejectedFile(_ rejections: [[(ordinal: Int, reason: String)]]) throws(Failure) -> RejectedFile {
    var rows: [[String]] = []
    var line = 0
    for (part, rejected) in rejections.enumerated() where !rejected.isEmpty {
      var wanted = rejected[...]
      var ordinal = 0
      for (section, part) in pieces(of: part) where !wanted.isEmpty {
        let found = section.table.records(of: part, &wanted, &ordinal)
        guard !found.isEmpty else { continue }
        // Why a record was refused before counts no longer.
        let columns = section.header.indices.filter { !TablePlan.isReason(section.header[$0]) }
        if section.line != line, !format.rowRules.isHeaderless {
          rows.append(columns.map { section.header[$0] } + [TablePlan.reasonHeader])
        }
        line = section.line
        let width = section.header.count
        rows += found.map { row, reason in
          columns.map { $0 < row.count ? row[$0] : "" } + row.dropFirst(width) + [reason]
        }
      }
    }
    if file.sheetName != nil {
      let header = format.rowRules.isHeaderless || rows.isEmpty ? [] : rows.removeFirst()
      return RejectedFile(
        suffix: "xlsx", bytes: try TableWriter.workbook(named: "Rejected", header: header, rows: rows))
    }
    var writer = CSVWriter(delimiter: delimiter)
    for row in rows {
      for text in row { writer.field(text) }
      writer.endRecord()
    }
    return RejectedFile(suffix: "csv", bytes: writer.take())
  }

  private static func stem(of path: String) -> String {
    let file = path.split(separator: "/").last.map(String.init) ?? path
    guard let dot = file.lastIndex(of: "."), dot != file.startIndex else { return file }
    return String(file[..<dot])
  }
}

extension TableSource.Section {
  fileprivate var header: [String] { table.hasHeader ? table.header : plan.columns.map(\.header) }
}

/// Where a table says that a row only adds a number to another's contact.
private struct JoinColumns: Sendable {
  private let marks: [(column: Int, text: String)]
  private let number: Int

  /// nil where the table lacks a column of them.
  init?(_ join: RowJoin, _ plan: TablePlan) {
    func column(_ place: Locator) -> Int? {
      plan.columns.firstIndex { HeaderKey($0.header) == place.key }
    }
    guard let number = column(join.number) else { return nil }
    self.number = number
    marks = join.marks.compactMap { mark in column(mark.place).map { ($0, mark.text) } }
    guard marks.count == join.marks.count else { return nil }
  }

  /// The number of the contact that the row belongs to; nil for a row that stands for itself.
  func number(in reader: borrowing CSVReader) -> String? {
    guard number < reader.fieldCount else { return nil }
    for mark in marks {
      guard mark.column < reader.fieldCount, reader.field(mark.column).elementsEqual(mark.text.utf8) else { return nil }
    }
    return reader.text(number)
  }
}

extension TablePlan {
  /// The plan for a table, by the format's rules and a look at its first rows.
  init(of table: CSVTable, format: Format) {
    if table.hasHeader || format.rowRules.isHeaderless {
      self.init(header: table.header, format: format, sampleRows: table.firstRows(100))
    } else {
      self.init(sampleRows: table.firstRows(20), columnCount: table.columnCount)
    }
  }
}

extension CSVTable {
  /// The rejected ones of the records of a part, with their reasons; takes them off `wanted` and counts on in `ordinal`.
  fileprivate func records(
    of part: Int, _ wanted: inout ArraySlice<(ordinal: Int, reason: String)>, _ ordinal: inout Int
  ) -> [(row: [String], reason: String)] {
    var found: [(row: [String], reason: String)] = []
    var reader = reader(part: part)
    while let next = wanted.first, reader.next() {
      if reader.isBlank { continue }
      if ordinal == next.ordinal {
        found.append((reader.texts, next.reason))
        wanted = wanted.dropFirst()
      }
      ordinal += 1
    }
    return found
  }

  /// The texts of the first rows.
  fileprivate func firstRows(_ maximum: Int) -> [[String]] {
    var rows: [[String]] = []
    for part in 0..<partCount where rows.count < maximum {
      var reader = reader(part: part)
      while rows.count < maximum, reader.next() {
        rows.append(reader.texts)
      }
    }
    return rows
  }
}

extension CSVReader {
  fileprivate var texts: [String] {
    var texts: [String] = []
    for index in 0..<fieldCount { texts.append(text(index)) }
    return texts
  }

  /// Whether no field of the record holds anything but spaces.
  fileprivate var isBlank: Bool {
    for index in 0..<fieldCount where !field(index).allSatisfy({ $0 == 0x20 || $0 == 0x09 }) { return false }
    return true
  }
}
