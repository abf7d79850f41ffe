package import CSVSyntax
package import Contacts
import LDIFSyntax
import SpreadsheetSyntax
package import TextEncoding

/// A table as it was found in a file: as text in some encoding, as entries of a directory, or as a sheet of a workbook.
package struct TableFile: Sendable {
  /// The file as the user named it.
  package let path: String
  /// The table, torn letters mended where that was asked for.
  package private(set) var table: CSVTable
  private let origin: Origin
  private let mojibake: Mojibake
  private let isRepaired: Bool

  private enum Origin: Sendable {
    case text(DecodedText)
    case entries(LDIFText, DecodedText)
    case sheet(SheetText, SheetChoice)
  }

  /// How an admin overrules what would be guessed.
  package struct Options: Sendable {
    /// The text encoding, by a name that iconv knows.
    package var encoding: String?
    /// What parts fields.
    package var delimiter: UInt8?
    /// The sheet of a workbook, by its name or its number from 1.
    package var sheet: String?
    /// Whether UTF-8 that was once read as another encoding is to be made whole.
    package var repairsMojibake = false

    package init() {}
  }

  /// Opens `file`, which is a workbook or text.
  ///
  /// - Parameter library: What tells which of several sheets is meant; it is not asked for otherwise.
  /// - Throws: ``Failure`` for what cannot be read, or holds nothing.
  package init(
    _ file: FileBytes, path: String, options: Options = Options(), library: () throws(Failure) -> FormatLibrary
  ) throws(Failure) {
    guard file.count > 0 else { throw Failure(.fileEmpty, "the file is empty", file: path) }
    if Workbook.recognises(file.bytes) {
      let (sheet, choice) = try SheetChoice.read(file, path: path, told: options.sheet, library: library)
      guard sheet.rowCount > 0 else {
        throw Failure(.fileEmpty, "the sheet \"\(choice.name)\" is empty", file: path)
      }
      self.init(sheet.text, .sheet(sheet, choice), path, options) { CSVTable(rfc4180: $0) }
    } else {
      try self.init(DecodedText.decoded(file, path: path, as: options.encoding), path: path, options: options)
    }
  }

  /// Finds the table in `text`.
  init(_ text: DecodedText, path: String, options: Options = Options()) throws(Failure) {
    guard !text.text.bytes.allSatisfy({ $0 <= 0x20 }) else {
      throw Failure(.fileEmpty, "the file holds nothing but blank lines", file: path)
    }
    if let sheet = options.sheet {
      throw Failure(.sheetUnknown, "there is no sheet \"\(sheet)\", because this is text", file: path, help: "")
    }
    if options.delimiter == nil, LDIFText.recognises(text.text.bytes) {
      let entries = LDIFText(text.text)
      self.init(entries.table, .entries(entries, text), path, options) { CSVTable(rfc4180: $0) }
    } else {
      self.init(text.text, .text(text), path, options) { CSVTable($0, delimiter: options.delimiter) }
    }
  }

  private init(
    _ text: FileBytes, _ origin: Origin, _ path: String, _ options: Options, table: (FileBytes) -> CSVTable
  ) {
    mojibake = Mojibake(in: text.bytes)
    isRepaired = options.repairsMojibake && mojibake.count > 0
    self.table = table(isRepaired ? FileBytes(Mojibake.repaired(text.bytes)) : text)
    self.origin = origin
    self.path = path
  }

  /// The same file, its tables told by their headers' words.
  package func parted(by words: HeaderWords) -> TableFile {
    var file = self
    file.table = words.parted(table)
    return file
  }

  /// Where a record or one of its fields stands: a line of text, a row of a sheet.
  func place(of reader: borrowing CSVReader, field: Int? = nil) -> Place {
    switch origin {
    case .text: Place(line: reader.line, column: field.map { reader.column($0) } ?? 0)
    case .entries(let entries, _): Place(line: entries.line(ofLine: reader.line))
    case .sheet(let sheet, _): Place(line: sheet.row(ofLine: reader.line), column: field.map { $0 + 1 } ?? 0)
    }
  }

  /// Where a line of the text stands in the file.
  package func place(ofLine line: Int) -> Place {
    switch origin {
    case .text: Place(line: line)
    case .entries(let entries, _): Place(line: entries.line(ofLine: line))
    case .sheet(let sheet, _): Place(line: sheet.row(ofLine: line))
    }
  }

  /// What the text was decoded from; of a workbook, which has no choice, UTF-8.
  package var encoding: String {
    switch origin {
    case .text(let text), .entries(_, let text): text.encoding
    case .sheet: "UTF-8"
    }
  }

  /// The sheet's name; nil for text.
  package var sheetName: String? { if case .sheet(_, let choice) = origin { choice.name } else { nil } }

  /// Says what was found out before the first record.
  package func tell(_ log: inout DiagnosticLog, expectsHeader: Bool = true) {
    switch origin {
    case .text(let text), .entries(_, let text): tell(text, &log)
    case .sheet(let sheet, let choice): tell(sheet, choice, &log)
    }
    if let first = mojibake.first {
      log.add(
        isRepaired ? .mojibakeRepaired : .mojibakeSuspected, mojibake.encoding, at: place(ofOffset: first.offset),
        count: mojibake.count, example: "\(first.found) → \(first.meant)")
    }
    guard expectsHeader else { return }
    if table.linesBeforeHeader > 0 {
      log.add(.linesBeforeHeader, String(counting: table.linesBeforeHeader, "line"))
    }
    if !table.hasHeader, table.columnCount > 0 { log.add(.headerMissing) }
  }

  private func tell(_ text: DecodedText, _ log: inout DiagnosticLog) {
    if text.isGuessed { log.add(.encodingGuessed, text.encoding) }
    if text.replacements > 0 {
      log.add(
        .undecodableBytes, text.encoding, at: text.firstReplacement.map(place(ofOffset:)), count: text.replacements)
    }
  }

  private func tell(_ sheet: SheetText, _ choice: SheetChoice, _ log: inout DiagnosticLog) {
    if choice.isGuess { log.add(.sheetGuessed, choice.name, example: choice.others.joined(separator: ", ")) }
    for name in choice.alike { log.add(.sheetLeft, name) }
    if sheet.hiddenRows > 0 { log.add(.rowsHidden, "rows", count: sheet.hiddenRows) }
    if sheet.hiddenColumns > 0 { log.add(.rowsHidden, "columns", count: sheet.hiddenColumns) }
    if sheet.filledCells > 0 { log.add(.cellsMerged, count: sheet.filledCells) }
    if sheet.formulasWithoutResult > 0 { log.add(.formulaWithoutResult, count: sheet.formulasWithoutResult) }
  }

  /// The place of a byte of the text before it was mended.
  private func place(ofOffset offset: Int) -> Place {
    let text =
      switch origin {
      case .text(let text): text.text
      case .entries(let entries, _): entries.table
      case .sheet(let sheet, _): sheet.text
      }
    return place(ofLine: text.bytes.prefix(offset).count { $0 == 0x0A } + 1)
  }
}

extension CSVTable {
  /// The table of text that was made for this, whose dialect needs no guess.
  init(rfc4180 text: FileBytes) { self.init(text, dialect: CSVDialect()) }
}

extension String {
  /// `1 line`, `2 lines`.
  fileprivate init(counting count: Int, _ noun: String) { self = count == 1 ? "1 \(noun)" : "\(count) \(noun)s" }
}

extension DecodedText {
  /// The text of a file; why it cannot be read, for people.
  static func decoded(_ file: FileBytes, path: String, as encoding: String?) throws(Failure) -> DecodedText {
    do throws(TextEncoding.DecodingError) {
      return try decode(file, as: encoding)
    } catch {
      switch error {
      case .binary: throw Failure(.fileBinary, "the file is binary, not text", file: path)
      case .unknownEncoding(let name): throw Failure(.encodingUnknown, "there is no encoding \"\(name)\"")
      }
    }
  }
}
