import Contacts
import Formats
import Pipeline

/// What a command has to say when it is done, for people and for programs.
struct Report {
  /// The inputs as named on the command line.
  var inputs: [InputName]
  /// Where every record went; nil for commands that read no records.
  var ledger: Ledger?
  /// How many contacts there are now.
  var contacts: Int
  /// What was noticed.
  var log: DiagnosticLog
  /// What the command did, a line each.
  var lines: [String] = []
  /// How many duplicates there are, where nothing becomes of them; nil for all other commands.
  var duplicates: DuplicateCounts?
  /// What the columns of a table were taken for; empty for all else.
  var columns: [ColumnGuess] = []
  /// Who is given what by an export for each extension; empty for all else.
  var recipients: [Recipients] = []
  /// The files that were written, by what they are.
  var files: [(purpose: String, path: String)] = []

  /// 1 where records were rejected or an error was noticed, else 0.
  var exitCode: Int32 {
    log.diagnostics.contains { $0.severity == .error } || (ledger?.total.rejected ?? 0) > 0 ? 1 : 0
  }

  /// Notes the files that were written: that at `path`, and the further ones called `names` beside it.
  mutating func tell(_ names: [String], besides path: String) {
    files.append(("output", path))
    for name in names { files.append(("output", Path.beside(path, name))) }
    if !names.isEmpty { lines.append("\(String.counted(names.count, "further file")) beside it") }
  }

  /// Prints the report.
  ///
  /// - Parameter isOutputTaken: whether standard output carries the result itself, so that the report must go to
  ///   standard error.
  func print(_ options: ReportOptions, isOutputTaken: Bool = false) {
    if options.json {
      if isOutputTaken { Output.complain(json) } else { Output.print(json) }
      return
    }
    complain(ofErrorsOnly: options.quiet)
    let text = (columnLines + ledgerLines + lines).joined(separator: "\n")
    if options.quiet || text.isEmpty { return }
    if isOutputTaken { Output.complain(text) } else { Output.print(text) }
  }

  /// Says on standard error what was noticed, or what of it is an error.
  func complain(ofErrorsOnly: Bool = true) {
    let shown = log.ordered.filter { !ofErrorsOnly || $0.severity == .error }
    for (index, diagnostic) in shown.enumerated() {
      let isLast = index == shown.count - 1 || shown[index + 1].code != diagnostic.code
      Output.complain(diagnostic.text(inputs: inputs) + (isLast ? diagnostic.advice(inputs: inputs) : ""))
    }
  }

  /// `1,849 records read = 536 kept + 1,312 merged + 1 rejected`, for each input and in all.
  private var ledgerLines: [String] {
    guard let ledger, duplicates == nil else { return [] }
    func line(_ entry: Ledger.Entry, _ name: String) -> String {
      "\(name): \(String.counted(entry.read, "record")) read = \(entry.kept.grouped) kept + \(entry.merged.grouped) merged + "
        + "\(entry.rejected.grouped) rejected"
    }
    let each = ledger.entries.map { line($0, $0.input) }
    return each.count == 1 ? each : each + [line(ledger.total, "all")]
  }
}

extension Diagnostic {
  /// As a compiler says it: place, severity, what happened and how often.
  func text(inputs: [InputName]) -> String {
    let place = places.first?.description(inputs: inputs) ?? ""
    var text = "\(place.isEmpty ? "" : "\(place): ")\(severity.rawValue): \(message.onOneLine)"
    if count > 1 {
      let others = places.dropFirst().prefix(3).map { other in
        let isBeside = other.input == places[0].input && other.file == places[0].file
        return isBeside ? other.position : other.description(inputs: inputs)
      }.filter { !$0.isEmpty }
      let also =
        others.isEmpty ? "" : "; also at \(others.joined(separator: ", "))\(count > others.count + 1 ? ", …" : "")"
      text += " (\(count.grouped) times\(also))"
    }
    return text + " [\(code.rawValue)]"
  }

  /// What to do; whatever is told of a bundle is told of the only input.
  func help(inputs: [InputName]) -> String {
    inputs.first.map { code.explanation.help(of: $0.name) } ?? code.explanation.help
  }

  /// Why it matters and what to do, a line each, which goes for all complaints of the code; empty for a note.
  func advice(inputs: [InputName]) -> String {
    guard severity > .note else { return "" }
    let (why, help) = (code.explanation.why, help(inputs: inputs))
    return (why.isEmpty ? "" : "\n  why: \(why)") + (help.isEmpty ? "" : "\n  help: \(help)")
  }
}

extension Int {
  /// With commas between thousands: `1,849`.
  var grouped: String {
    let digits = String(magnitude)
    var result = ""
    for (index, digit) in digits.enumerated() {
      if index > 0, (digits.count - index).isMultiple(of: 3) { result += "," }
      result.append(digit)
    }
    return self < 0 ? "-\(result)" : result
  }
}

extension String {
  /// The same with a picture for every control character, so that no input breaks a line or commands the terminal.
  var onOneLine: String {
    guard unicodeScalars.contains(where: { $0.properties.generalCategory == .control }) else { return self }
    var result = String.UnicodeScalarView()
    for scalar in unicodeScalars {
      switch scalar.value {
      case 0..<0x20: result.append(UnicodeScalar(0x2400 + scalar.value) ?? scalar)
      case 0x7F: result.append("\u{2421}")
      case 0x80..<0xA0: result.append("\u{FFFD}")
      default: result.append(scalar)
      }
    }
    return String(result)
  }

  /// `1 contact`, `2 contacts`.
  static func counted(_ count: Int, _ noun: String) -> String { "\(count.grouped) \(noun)\(count == 1 ? "" : "s")" }
}
