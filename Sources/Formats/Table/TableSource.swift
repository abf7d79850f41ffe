import CSVSyntax
import Contacts

/// Contacts of a file's table, and of those that follow it under other headers: each row through the plan of its columns.
struct TableSource: ContactSource {
  let name: String
  private let file: TableFile
  private let format: Format
  private let sections: [Section]
  private let system: String
  private let isGuess: Bool

  /// One table with what its columns mean.
  fileprivate struct Section: Sendable {
    let table: CSVTable
    let plan: TablePlan
    /// The line of its header or first record.
    let line: Int
    /// Its first part among those of all.
    let firstPart: Int
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
    var sections: [Section] = []
    var next: (table: CSVTable, line: Int)? = (file.table, 1)
    var partCount = 0
    while let (table, line) = next {
      var plan = TablePlan(of: table, format: format)
      try plan.apply(told, path: file.path)
      try Self.checkIsDecided(plan, path: file.path)
      sections.append(Section(table: table, plan: plan, line: line, firstPart: partCount))
      partCount += table.partCount
      next = table.following().flatMap { following in table.followingLine.map { (following, $0) } }
    }
    self.sections = sections
    guard sections.contains(where: { !$0.table.firstRows(1).isEmpty }) else {
      throw Failure(
        .fileWithoutRecords, "there is a header, but no record below it", file: file.path)
    }
  }

  private static func checkIsDecided(_ plan: TablePlan, path: String) throws(Failure) {
    guard let open = plan.ambiguities.first else { return }
    let header = plan.columns[open.column].header
    throw Failure(
      .columnAmbiguous, "column \"\(header)\" could be \(open.meanings.map(\.text).joined(separator: " or "))",
      file: path, help: "say which, as --map \"\(header)=\(open.meanings[0].text)\"")
  }

  var partCount: Int { sections.reduce(0) { $0 + $1.table.partCount } }
  var hasHeader: Bool { file.table.hasHeader }
  var delimiter: UInt8 { file.table.dialect.delimiter }
  var hasContinuations: Bool { format.writing.moreNumbers == .furtherEntries }
  /// The plan of the first table.
  var plan: TablePlan { sections[0].plan }

  func read<Sink: RecordSink>(part: Int, into sink: inout Sink) throws(Failure) {
    guard let section = sections.last(where: { $0.firstPart <= part }) else { return }
    if part == 0 { tellAboutFile(&sink.log) }
    if part == section.firstPart { tell(section, &sink.log) }
    var reader = section.table.reader(part: part - section.firstPart)
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
      contact = Contact()
      mapper.read(reader, into: &contact)
      sink.accept(&contact, at: place)
    }
    if reader.blankRowsSkipped > 0 { sink.log.add(.rowBlank, count: reader.blankRowsSkipped) }
    if reader.headersSkipped > 0 { sink.log.add(.headerRepeated, count: reader.headersSkipped) }
  }

  private func tellAboutFile(_ log: inout DiagnosticLog) {
    if isGuess { log.add(.formatGuessed, "\(format.id) (\(format.title))") }
    file.tell(&log)
  }

  private func tell(_ section: Section, _ log: inout DiagnosticLog) {
    if section.firstPart > 0 { log.add(.tableFollows, at: file.place(ofLine: section.line)) }
    for header in section.plan.unmapped { log.add(.columnUnmapped, header) }
    for guess in section.plan.guesses where guess.reason == .content {
      log.add(.columnGuessed, guess.header, example: guess.field)
    }
    if !section.plan.hasNumbers {
      log.add(.numberColumnMissing, example: section.plan.columns.map(\.header).joined(separator: ", "))
    }
  }

  private func tell(_ problem: CSVProblem, of reader: CSVReader, _ log: inout DiagnosticLog) {
    let place = file.place(of: reader, field: problem.field)
    switch problem.kind {
    case .strayQuote: log.add(.quoteStray, at: place)
    case .openQuote: log.add(.quoteOpen, at: place)
    case .nulByte: log.add(.nulByte, at: place)
    case .oversizedField: break
    }
  }

  /// Each table with rejected records under its own header, so that what is mended is read as it was.
  func rejectedFile(_ rejections: [[(ordinal: Int, reason: String)]]) throws(Failure) -> RejectedFile {
    var rows: [[String]] = []
    for section in sections {
      let rejected = rejections[section.firstPart..<(section.firstPart + section.table.partCount)]
      if !rejected.allSatisfy(\.isEmpty) { rows += section.rows(of: Array(rejected)) }
    }
    if file.sheetName != nil {
      let bytes = try TableWriter.workbook(named: "Rejected", header: rows[0], rows: Array(rows.dropFirst()))
      return RejectedFile(suffix: "xlsx", bytes: bytes)
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
  /// The header and the rejected records, each with its reason behind it.
  fileprivate func rows(of rejections: [[(ordinal: Int, reason: String)]]) -> [[String]] {
    let header = table.hasHeader ? table.header : plan.columns.map(\.header)
    var rows = [header + [TablePlan.reasonHeader]]
    for (part, rejected) in rejections.enumerated() where !rejected.isEmpty {
      var reader = table.reader(part: part)
      var ordinal = 0
      var wanted = rejected[...]
      while let next = wanted.first, reader.next() {
        if reader.isBlank { continue }
        if ordinal == next.ordinal {
          var row = (0..<reader.fieldCount).map { String(decoding: reader.field($0), as: UTF8.self) }
          row += repeatElement("", count: max(0, header.count - row.count))
          rows.append(row + [next.reason])
          wanted = wanted.dropFirst()
        }
        ordinal += 1
      }
    }
    return rows
  }
}

extension TablePlan {
  /// The plan for a table, by the format's rules and a look at its first rows.
  init(of table: CSVTable, format: Format) {
    if table.hasHeader {
      self.init(header: table.header, format: format, sampleRows: table.firstRows(100))
    } else {
      self.init(sampleRows: table.firstRows(20), columnCount: table.columnCount)
    }
  }
}

extension CSVTable {
  /// The texts of the first rows.
  fileprivate func firstRows(_ maximum: Int) -> [[String]] {
    var rows: [[String]] = []
    for part in 0..<partCount where rows.count < maximum {
      var reader = reader(part: part)
      while rows.count < maximum, reader.next() {
        rows.append((0..<reader.fieldCount).map { String(decoding: reader.field($0), as: UTF8.self) })
      }
    }
    return rows
  }
}

extension CSVReader {
  /// Whether no field of the record holds anything but spaces.
  fileprivate var isBlank: Bool {
    for index in 0..<fieldCount where !field(index).allSatisfy({ $0 == 0x20 || $0 == 0x09 }) { return false }
    return true
  }
}
