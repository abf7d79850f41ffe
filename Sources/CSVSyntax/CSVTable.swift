public import TextEncoding

/// A table in delimited text: its dialect found, its header told from its records, ready to be read in parts.
///
/// ```swift
/// let table = CSVTable(try DecodedText.decode(FileBytes(path: "customers.csv")).text)
/// table.dialect.delimiter  // 0x3B, a semicolon
/// table.header             // ["Name", "Phone"]
/// ```
///
/// The rules are those of RFC 4180, and what people really save besides: see <doc:CSVSyntax>.
public struct CSVTable: Sendable {
  /// The largest field that is read whole, in bytes; of a larger one only the beginning is kept.
  public static let fieldLimit = 1 << 20

  /// How the text is cut into rows and fields.
  public let dialect: CSVDialect
  /// The titles of the columns; `Column 1` and so on where the table has no header.
  public let header: [String]
  /// Whether the first row is a header.
  public let hasHeader: Bool
  /// How many columns there are.
  public let columnCount: Int
  /// How many lines with text stand above the header and are no records, as titles and dates.
  public let linesBeforeHeader: Int

  /// The line that another table below this one starts in, its header being a different one; its rows are not among
  /// this table's records: read them with ``following()``.
  public let followingLine: Int?

  let text: FileBytes
  let shape: TableShape
  let fullHeader: [String]
  /// Where the header's last row starts; nil without a header.
  private let titlesStart: Int?
  private let parts: [TablePart]
  private let detection: DialectDetection

  /// Finds out how `text`, which is valid UTF-8, is laid out.
  ///
  /// - Parameters:
  ///   - text: The text without byte order mark.
  ///   - delimiter: The delimiter where it is known; guessed otherwise.
  /// - Complexity: O(n).
  public init(_ text: FileBytes, delimiter: UInt8? = nil) {
    self.init(text, delimiter: delimiter, partSize: TablePart.size)
  }

  /// Finds out how `text`, whose dialect is known, is laid out: what is header, and where records start.
  package init(_ text: FileBytes, dialect: CSVDialect) {
    self.init(text, from: DialectDetection(dialect, start: 0, line: 1), partSize: TablePart.size)
  }

  init(_ text: FileBytes, delimiter: UInt8?, partSize: Int) {
    self.init(text, from: DialectDetection(text.bytes, delimiter: delimiter), partSize: partSize)
  }

  private init(
    _ text: FileBytes, from detection: DialectDetection, hasHeader: Bool? = nil, headers: [Int] = [], partSize: Int
  ) {
    self.text = text
    self.detection = detection
    dialect = detection.dialect
    let layout = TableLayout(
      text.bytes, from: detection.start, line: detection.line, dialect: detection.dialect, hasHeader: hasHeader,
      headers: headers)
    header = layout.header
    fullHeader = layout.fullHeader
    self.hasHeader = layout.hasHeader
    titlesStart = layout.titlesStart
    columnCount = layout.columnCount
    linesBeforeHeader = layout.linesBeforeHeader
    shape = TableShape(
      dialect: detection.dialect, columnCount: layout.columnCount, titles: layout.titles,
      endsInCRLF: layout.endsInCRLF, headers: headers)
    let parts = TablePart.parts(
      of: text, from: layout.recordStart, line: layout.recordLine, shape: shape, size: partSize)
    self.parts = parts
    followingLine = parts.last.flatMap { $0.end < text.count ? $0.nextLine : nil }
  }

  /// The table that starts in ``followingLine``; nil where there is none.
  public func following() -> CSVTable? {
    guard let followingLine, let end = parts.last?.end else { return nil }
    return CSVTable(
      text, from: DialectDetection(dialect, start: end, line: followingLine), headers: shape.headers,
      partSize: TablePart.size)
  }

  /// The same table where some lines are known to be headers: the first of them above the header that was found begins
  /// the table, and one below begins a table of its own.
  ///
  /// - Parameters:
  ///   - mayBegin: Whether a header may begin with a cell; asked of every line.
  ///   - isHeader: Whether a row of cells is a header; asked of those lines.
  /// - Complexity: O(n).
  package func parted(
    byHeaders isHeader: ([String]) -> Bool, beginningWith mayBegin: @Sendable (UnsafeRawBufferPointer) -> Bool
  ) -> CSVTable {
    var headers: [Int] = []
    for start in likelyHeaders(mayBegin) where headers.count < Self.mostTables {
      if start == titlesStart {
        headers.append(start)
        continue
      }
      let rows = SampleRow.rows(of: text.bytes, from: start, dialect: dialect, maximum: 1, limit: text.count)
      guard let row = rows.first, row.width > 1, row.width < 1_000, !row.kinds.contains(where: \.isTyped),
        isHeader(row.cells(of: text.bytes, dialect: dialect))
      else { continue }
      headers.append(start)
    }
    if headers.allSatisfy({ $0 == titlesStart }) { return self }
    return CSVTable(text, from: detection, headers: headers, partSize: TablePart.size)
  }

  /// Where lines start whose first cell may begin a header, and the header that was found.
  private func likelyHeaders(_ mayBegin: @Sendable (UnsafeRawBufferPointer) -> Bool) -> [Int] {
    // Every thread reads, and none writes.
    nonisolated(unsafe) let bytes = text.bytes
    let size = 1 << 18
    let cuts = Array(stride(from: detection.start, to: bytes.count, by: size)) + [bytes.count]
    let found = concurrentMap(cuts.count - 1) { part in
      let range = cuts[part]..<cuts[part + 1]
      defer { text.letGo(range) }
      var starts: [Int] = []
      var lines = HeadCells(bytes, in: range, beginsLine: part == 0, delimiter: dialect.delimiter)
      while let line = lines.next() {
        if line.start == titlesStart || mayBegin(line.cell) { starts.append(line.start) }
      }
      return starts
    }
    return found.flatMap { $0 }
  }

  /// How many tables of a text are told apart by their headers' words.
  private static let mostTables = 100

  /// The same table where its first row is known to be a record.
  package func withoutHeader() -> CSVTable {
    hasHeader || linesBeforeHeader > 0
      ? CSVTable(text, from: detection, hasHeader: false, partSize: TablePart.size) : self
  }

  /// How many parts can be read at the same time; at least 1. It depends on the text only.
  public var partCount: Int { parts.count }

  /// A reader of the records of part `part`.
  public func reader(part: Int) -> CSVReader { CSVReader(self, part: parts[part]) }

  /// Gives back the memory of part `part`, which has been read; who reads it again gets it from the file.
  package func letGo(part: Int) { text.letGo(parts[part].start..<parts[part].end) }

  /// The text of part `part` where it can be copied as it stands: every record is clean RFC 4180.
  func verbatim(part: Int) -> FileBytes? {
    parts[part].isClean ? FileBytes(parts[part].start..<parts[part].end, of: text) : nil
  }
}

extension FileBytes {
  /// The offset of the character that byte `offset` belongs to.
  func characterStart(atOrBefore offset: Int) -> Int {
    var start = min(offset, count)
    while start > 0, start < count, bytes[start] & 0xC0 == 0x80 { start -= 1 }
    return start
  }
}
