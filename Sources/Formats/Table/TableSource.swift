import CSVSyntax
import Contacts
import TextEncoding

/// Contacts of a table: each row through the plan of its columns.
struct TableSource: ContactSource {
  let name: String
  private let table: CSVTable
  private let text: DecodedText
  private let format: Format
  let plan: TablePlan
  private let system: String
  private let isGuess: Bool
  /// Letters torn apart by a wrong encoding, and whether they were made whole.
  var mojibake: (found: Mojibake, isRepaired: Bool)?

  init(
    _ table: CSVTable, text: DecodedText, path: String, format: Format, isGuess: Bool, system: String?,
    told: [ColumnOverride] = []
  ) throws(Failure) {
    name = path
    self.table = table
    self.text = text
    self.format = format
    self.isGuess = isGuess
    // Ids of a spreadsheet that anyone could have made mean something within that spreadsheet only.
    self.system = system ?? (format.recognition.isLastResort ? Self.stem(of: path) : format.id)
    var plan: TablePlan
    if table.hasHeader {
      plan = TablePlan(header: table.header, format: format, sampleRows: Self.firstRows(of: table, maximum: 100))
    } else {
      plan = TablePlan(sampleRows: Self.firstRows(of: table), columnCount: table.columnCount)
    }
    try plan.apply(told, path: path)
    if let open = plan.ambiguities.first {
      let header = plan.columns[open.column].header
      throw Failure(
        .columnAmbiguous, "column \"\(header)\" could be \(open.meanings.map(\.text).joined(separator: " or "))",
        file: path, help: "say which, as --map \"\(header)=\(open.meanings[0].text)\"")
    }
    self.plan = plan
    guard !Self.firstRows(of: table, maximum: 1).isEmpty else {
      throw Failure(
        .fileWithoutRecords, "there is a header, but no record below it", file: path)
    }
  }

  var partCount: Int { table.partCount }
  var hasHeader: Bool { table.hasHeader }
  var delimiter: UInt8 { table.dialect.delimiter }
  var hasContinuations: Bool { format.writing.moreNumbers == .furtherEntries }

  func read<Sink: RecordSink>(part: Int, into sink: inout Sink) throws(Failure) {
    if part == 0 { tellAboutFile(&sink.log) }
    var reader = table.reader(part: part)
    let mapper = RowMapper(plan: plan, format: format, system: system)
    let expected = plan.columns.count
    var contact = Contact()
    while reader.next() {
      let line = reader.line
      if reader.isBlank {
        sink.log.add(.rowBlank, at: Place(line: line))
        continue
      }
      for problem in reader.problems { tell(problem, of: reader, &sink.log) }
      if reader.fieldCount != expected {
        sink.log.add(.rowRagged, "\(reader.fieldCount)", at: Place(line: line))
      }
      if reader.problems.contains(where: { $0.kind == .oversizedField }) {
        sink.reject(.fieldOversized, "1 MiB", at: Place(line: line))
        continue
      }
      contact = Contact()
      mapper.read(reader, into: &contact)
      sink.accept(&contact, at: Place(line: line))
    }
    if reader.blankRowsSkipped > 0 { sink.log.add(.rowBlank, count: reader.blankRowsSkipped) }
  }

  private func tellAboutFile(_ log: inout DiagnosticLog) {
    if isGuess { log.add(.formatGuessed, "\(format.id) (\(format.title))") }
    if text.isGuessed { log.add(.encodingGuessed, text.encoding) }
    if text.replacements > 0 {
      let line = text.firstReplacement.map { text.text.bytes.prefix($0).count { $0 == 0x0A } + 1 } ?? 0
      log.add(.undecodableBytes, text.encoding, at: Place(line: line), count: text.replacements)
    }
    if let mojibake, let first = mojibake.found.first {
      let line = text.text.bytes.prefix(first.offset).count { $0 == 0x0A } + 1
      log.add(
        mojibake.isRepaired ? .mojibakeRepaired : .mojibakeSuspected, at: Place(line: line),
        count: mojibake.found.count, example: "\(first.found) → \(first.meant)")
    }
    if table.linesBeforeHeader > 0 {
      let lines = table.linesBeforeHeader
      log.add(.linesBeforeHeader, lines == 1 ? "1 line" : "\(lines) lines")
    }
    if !table.hasHeader { log.add(.headerMissing) }
    for header in plan.unmapped { log.add(.columnUnmapped, header) }
    for guess in plan.guesses where guess.reason == .content {
      log.add(.columnGuessed, guess.header, example: guess.field)
    }
    if !plan.hasNumbers {
      log.add(.numberColumnMissing, example: plan.columns.map(\.header).joined(separator: ", "))
    }
  }

  private func tell(_ problem: CSVProblem, of reader: CSVReader, _ log: inout DiagnosticLog) {
    let place = Place(line: reader.line, column: reader.column(problem.field))
    switch problem.kind {
    case .strayQuote: log.add(.quoteStray, at: place)
    case .openQuote: log.add(.quoteOpen, at: place)
    case .nulByte: log.add(.nulByte, at: place)
    case .oversizedField: break
    }
  }

  func rejectedFile(_ rejections: [[(ordinal: Int, reason: String)]]) throws(Failure) -> RejectedFile {
    var writer = CSVWriter(delimiter: table.dialect.delimiter)
    let header = table.hasHeader ? table.header : plan.columns.map(\.header)
    for title in header { writer.field(title) }
    writer.field(TablePlan.reasonHeader)
    writer.endRecord()
    for (part, rejected) in rejections.enumerated() where !rejected.isEmpty {
      var reader = table.reader(part: part)
      var ordinal = 0
      var wanted = rejected[...]
      while let next = wanted.first, reader.next() {
        if reader.isBlank { continue }
        if ordinal == next.ordinal {
          for index in 0..<max(reader.fieldCount, header.count) {
            if index < reader.fieldCount { writer.field(reader.field(index)) } else { writer.field("") }
          }
          writer.field(next.reason)
          writer.endRecord()
          wanted = wanted.dropFirst()
        }
        ordinal += 1
      }
    }
    return RejectedFile(suffix: "csv", bytes: writer.take())
  }

  private static func firstRows(of table: CSVTable, maximum: Int = 20) -> [[String]] {
    var rows: [[String]] = []
    for part in 0..<table.partCount where rows.count < maximum {
      var reader = table.reader(part: part)
      while rows.count < maximum, reader.next() {
        rows.append((0..<reader.fieldCount).map { String(decoding: reader.field($0), as: UTF8.self) })
      }
    }
    return rows
  }

  private static func stem(of path: String) -> String {
    let file = path.split(separator: "/").last.map(String.init) ?? path
    guard let dot = file.lastIndex(of: "."), dot != file.startIndex else { return file }
    return String(file[..<dot])
  }
}

extension CSVReader {
  /// Whether no field of the record holds anything but spaces.
  fileprivate var isBlank: Bool {
    for index in 0..<fieldCount where !field(index).allSatisfy({ $0 == 0x20 || $0 == 0x09 }) { return false }
    return true
  }
}
