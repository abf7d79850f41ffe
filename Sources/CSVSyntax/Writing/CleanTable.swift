import TextEncoding

extension CSVTable {
  /// Writes the table as clean RFC 4180: the header, then each record as wide as it at least, shorter ones filled with
  /// empty fields. Records that are clean already are written as they stand.
  ///
  /// - Parameter write: Takes the text, block by block.
  /// - Returns: what was found.
  public func writeClean<Failure: Error>(
    _ write: (UnsafeRawBufferPointer) throws(Failure) -> Void
  ) throws(Failure) -> CSVFindings {
    try FileBytes(cleanHeader()).withBytes(write)
    var findings = CSVFindings()
    // A few parts at a time are in memory.
    let stride = 16
    for first in Swift.stride(from: 0, to: partCount, by: stride) {
      let cleaned = concurrentMap(min(stride, partCount - first)) { clean(part: first + $0) }
      for part in cleaned {
        try part.text.withBytes(write)
        findings.append(part.findings)
      }
    }
    return findings
  }

  /// Whether records may be copied as they stand.
  private var allowsCopies: Bool {
    dialect.delimiter == UInt8(ascii: ",") && dialect.quote == UInt8(ascii: "\"") && dialect.escape == .doubled
      && !dialect.skipsSpaces
  }

  /// How clean records end: as the table's own do, CR alone becoming LF.
  public var lineEnd: CSVWriter.LineEnd { shape.endsInCRLF ? .crlf : .lf }

  /// The header as a clean record; empty where the table has no column.
  private func cleanHeader() -> [UInt8] {
    guard !fullHeader.isEmpty else { return [] }
    var writer = CSVWriter(lineEnd: lineEnd)
    for title in fullHeader { writer.field(title) }
    writer.endRecord()
    return writer.take()
  }

  /// Part `part` clean: its own text where every record is, without a copy.
  private func clean(part: Int) -> (text: FileBytes, findings: CSVFindings) {
    var findings = CSVFindings()
    if allowsCopies, let text = verbatim(part: part) { return (text, findings) }
    var reader = reader(part: part)
    var writer = CSVWriter(lineEnd: lineEnd, capacity: reader.end - reader.position)
    let clean = allowsCopies ? shape.clean : nil
    while reader.position < reader.end {
      if let clean {
        let start = reader.position
        let run = CleanRun(text.bytes, from: start, limit: reader.end, shape: clean)
        reader.skip(run)
        writer.records(UnsafeRawBufferPointer(rebasing: text.bytes[start..<run.end]))
      }
      guard reader.next() else { break }
      findings.add(reader, columnCount: columnCount)
      for index in 0..<reader.fieldCount { writer.field(reader.field(index)) }
      for _ in 0..<max(0, columnCount - reader.fieldCount) { writer.field("") }
      writer.endRecord()
    }
    findings.finish(reader)
    return (FileBytes(writer.take()), findings)
  }
}

/// How often what was found in a table, and where first.
public struct CSVFindings: Sendable {
  /// A count and the first line.
  public struct Count: Hashable, Sendable {
    /// How often.
    public var count = 0
    /// The line of the first, from 1; 0 where there is none.
    public var firstLine = 0

    mutating func add(_ line: Int) {
      if count == 0 { firstLine = line }
      count += 1
    }

    /// Adds what was found further down.
    mutating func append(_ other: Count) {
      if count == 0 { firstLine = other.firstLine }
      count += other.count
    }
  }

  /// Fields by what was wrong with them.
  public private(set) var problems: [CSVProblem.Kind: Count] = [:]
  /// Rows with another number of fields than the header.
  public private(set) var raggedRows = Count()
  /// Rows without any text, which were left out.
  public private(set) var blankRows = 0
  /// Rows that repeat the header, which were left out.
  public private(set) var repeatedHeaders = 0

  /// Nothing yet.
  public init() {}

  mutating func add(_ reader: borrowing CSVReader, columnCount: Int) {
    if reader.fieldCount != columnCount { raggedRows.add(reader.line) }
    for problem in reader.problems { problems[problem.kind, default: Count()].add(reader.line) }
  }

  mutating func finish(_ reader: borrowing CSVReader) {
    blankRows += reader.blankRowsSkipped
    repeatedHeaders += reader.headersSkipped
  }

  /// Adds what was found further down.
  public mutating func append(_ other: CSVFindings) {
    for (kind, count) in other.problems { problems[kind, default: Count()].append(count) }
    raggedRows.append(other.raggedRows)
    blankRows += other.blankRows
    repeatedHeaders += other.repeatedHeaders
  }
}
