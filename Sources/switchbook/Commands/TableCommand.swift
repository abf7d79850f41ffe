import ArgumentParser
import CSVSyntax
import Contacts
import FoundationEssentials
import Glibc
import TextEncoding

/// Shows what was read of a table, as clean CSV.
struct TableCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "table", abstract: "Reads any delimited table and writes it as clean CSV (RFC 4180) in UTF-8.",
    discussion: """
      Encoding, delimiter, quotation marks and header are found out. Titles above the header and blank rows are left \
      out, short rows are filled, and what was damaged is told on standard error.
      """)

  @Argument(help: ArgumentHelp("The table; - is standard input.", valueName: "file"))
  var path: String

  @Option(name: .shortAndLong, help: ArgumentHelp("Where to write; - is standard output.", valueName: "clean.csv"))
  var output = "-"

  @Option(help: "The text encoding, by a name that iconv knows, where the guess is wrong.")
  var encoding: String?

  @Option(help: "The delimiter, one character or \"tab\", where the guess is wrong.", transform: Self.delimiter)
  var delimiter: UInt8?

  @Flag(help: "Print what was found out about the file, as JSON, instead of the table.")
  var dialect = false

  @OptionGroup var reporting: ReportOptions

  func run() throws {
    let file = try Self.file(atPath: path)
    guard file.count > 0 else { throw Failure(.fileEmpty, "the file is empty", file: path) }
    let text = try Self.text(of: file, path: path, encoding: encoding)
    let table = CSVTable(text.text, delimiter: delimiter)
    if dialect {
      Swift.print(try Dialect(table, text: text).json)
      return
    }
    let findings: CSVFindings
    do throws(FileWriteError) {
      findings = try Self.write(table, to: output)
    } catch {
      if error.isBrokenPipe { return }
      throw Failure(.outputUnwritable, "the file cannot be written: \(error)", file: output)
    }
    let report = Report(
      inputs: [path], ledger: nil, contacts: 0, log: Self.log(of: table, text: text, findings: findings))
    report.print(reporting, isOutputTaken: output == "-")
    throw ExitCode(report.exitCode)
  }

  private static func write(_ table: CSVTable, to path: String) throws(FileWriteError) -> CSVFindings {
    if path == "-" {
      return try table.writeClean { bytes throws(FileWriteError) in try bytes.write(to: STDOUT_FILENO) }
    }
    let file = try FileReplacement(of: path)
    let findings = try table.writeClean { bytes throws(FileWriteError) in try file.write(bytes) }
    try file.commit()
    return findings
  }

  private static func file(atPath path: String) throws(Failure) -> FileBytes {
    do {
      return try FileBytes(path: path)
    } catch {
      switch error {
      case .missing: throw Failure(.fileMissing, "there is no such file", file: path)
      case .folder: throw Failure(.fileIsFolder, "this is a folder, not a file", file: path)
      case .unreadable(let reason): throw Failure(.fileUnreadable, "the file cannot be read: \(reason)", file: path)
      }
    }
  }

  private static func text(of file: FileBytes, path: String, encoding: String?) throws(Failure) -> DecodedText {
    do {
      return try DecodedText.decode(file, as: encoding)
    } catch {
      switch error {
      case .binary: throw Failure(.fileBinary, "the file is binary, not text", file: path)
      case .unknownEncoding(let name): throw Failure(.encodingUnknown, "there is no encoding \"\(name)\"")
      }
    }
  }

  private static func log(of table: CSVTable, text: DecodedText, findings: CSVFindings) -> DiagnosticLog {
    var log = DiagnosticLog(input: 0)
    func add(_ code: DiagnosticCode, _ subject: String = "", found: CSVFindings.Count?) {
      guard let found, found.count > 0 else { return }
      log.add(code, subject, at: Place(line: found.firstLine), count: found.count)
    }
    if text.isGuessed { log.add(.encodingGuessed, text.encoding) }
    if text.replacements > 0 { log.add(.undecodableBytes, text.encoding, count: text.replacements) }
    if table.linesBeforeHeader > 0 {
      let lines = table.linesBeforeHeader
      log.add(.linesBeforeHeader, lines == 1 ? "1 line stands" : "\(lines) lines stand")
    }
    if !table.hasHeader, table.columnCount > 0 { log.add(.headerMissing) }
    if let line = table.followingLine { log.add(.tableFollows, at: Place(line: line)) }
    if findings.repeatedHeaders > 0 { log.add(.headerRepeated, count: findings.repeatedHeaders) }
    if findings.blankRows > 0 { log.add(.rowBlank, count: findings.blankRows) }
    add(.rowRagged, "more or fewer", found: findings.raggedRows)
    add(.quoteStray, found: findings.problems[.strayQuote])
    add(.quoteOpen, found: findings.problems[.openQuote])
    add(.nulByte, found: findings.problems[.nulByte])
    add(.fieldOversized, "1 MiB", found: findings.problems[.oversizedField])
    return log
  }

  private static func delimiter(_ text: String) throws -> UInt8 {
    if text == "tab" || text == "\\t" { return UInt8(ascii: "\t") }
    guard text.utf8.count == 1, let byte = text.utf8.first, byte != UInt8(ascii: "\n"), byte != UInt8(ascii: "\"")
    else {
      throw ValidationError("a delimiter is one ASCII character, or \"tab\"")
    }
    return byte
  }
}

/// What was found out about a table before it was read.
private struct Dialect: Encodable {
  let encoding: String
  let delimiter: String
  let quote: String?
  let escape: String
  let hasHeader: Bool
  let header: [String]
  let linesBeforeHeader: Int

  init(_ table: CSVTable, text: DecodedText) {
    encoding = text.encoding
    delimiter = String(UnicodeScalar(table.dialect.delimiter))
    quote = table.dialect.quote.map { String(UnicodeScalar($0)) }
    escape = table.dialect.escape == .doubled ? "doubled" : "backslash"
    hasHeader = table.hasHeader
    header = table.header
    linesBeforeHeader = table.linesBeforeHeader
  }

  var json: String {
    get throws {
      let encoder = JSONEncoder()
      encoder.outputFormatting = [.sortedKeys]
      return String(decoding: try encoder.encode(self), as: UTF8.self)
    }
  }
}
