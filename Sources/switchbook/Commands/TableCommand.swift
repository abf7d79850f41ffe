import ArgumentParser
import CSVSyntax
import Contacts
import Formats
import FoundationEssentials
import Glibc
import TextEncoding

/// Shows what was read of a table, as clean CSV.
struct TableCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "table",
    abstract: "Reads any delimited table or workbook and writes it as clean CSV (RFC 4180) in UTF-8.",
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

  @Option(
    help: ArgumentHelp(
      "The sheet of a workbook, by its name or its number from 1; the likeliest unless told.", valueName: "name|N"))
  var sheet: String?

  @Option(help: "The delimiter, one character or \"tab\", where the guess is wrong.", transform: Self.delimiter)
  var delimiter: UInt8?

  @Flag(help: "Print what was found out about the file, as JSON, instead of the table.")
  var dialect = false

  @OptionGroup var reporting: ReportOptions

  func run() throws {
    try Path.refuseClashes(of: [dialect ? nil : output], with: [path])
    if output != "-" { try Output.refuseBundleFile(output) }
    var options = TableFile.Options()
    options.encoding = encoding
    options.delimiter = delimiter
    options.sheet = sheet
    let library = { () throws(Failure) in try FormatLibrary.ofUser(and: []) }
    var file = try TableFile(try FileBytes(named: path), path: path, options: options, library: library)
    // Contacts above a wider table are no titles; without any such lines no words are needed.
    if file.table.linesBeforeHeader > 0 { file = try file.parted(by: library().headerWords()) }
    let table = file.table
    if dialect {
      Swift.print(try Dialect(file).json)
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
      inputs: [InputName(path)], ledger: nil, contacts: 0, log: Self.log(of: file, findings))
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

  private static func log(of file: TableFile, _ findings: CSVFindings) -> DiagnosticLog {
    var log = DiagnosticLog(input: 0)
    func add(_ code: DiagnosticCode, _ subject: String = "", found: CSVFindings.Count?) {
      guard let found, found.count > 0 else { return }
      log.add(code, subject, at: file.place(ofLine: found.firstLine), count: found.count)
    }
    file.tell(&log)
    if let line = file.table.followingLine { log.add(.tableLeft, at: file.place(ofLine: line)) }
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
  let sheet: String?
  let delimiter: String
  let quote: String?
  let escape: String
  let hasHeader: Bool
  let header: [String]
  let linesBeforeHeader: Int

  init(_ file: TableFile) {
    let table = file.table
    encoding = file.encoding
    sheet = file.sheetName
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
