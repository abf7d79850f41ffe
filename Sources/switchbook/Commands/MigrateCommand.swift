import ArgumentParser
import Contacts
import Formats
import Pipeline
import TextEncoding

struct MigrateCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "migrate",
    abstract: "Make one phone system's import files of another's export, and say what gets lost.",
    discussion: """
      Writes a folder: the target's import file, or several where it takes only so many entries a file; loss.csv with \
      what the target is not given; and the rejected records of each input. The folder appears whole or not at all. More \
      than a phone system holds is refused, or rejected with --on-limit reject; more than a phone holds is refused.

        switchbook migrate 3cx-export.csv --from 3cx --to izt-cloud-voice -o out
      """)

  @Argument(help: "The files to read; - is standard input.")
  var inputs: [String]

  @Option(help: ArgumentHelp("The format to write.", valueName: "format"))
  var to: String

  @Option(name: .shortAndLong, help: ArgumentHelp("The folder to make.", valueName: "dir"))
  var output: String

  @Flag(help: "Write nothing where anything would be lost.")
  var failOnLoss = false

  @Option(
    help: ArgumentHelp("The extension whose personal contacts these are, where they are somebody's.", valueName: "ext"))
  var owner: String?

  @OptionGroup var reading: InputOptions
  @OptionGroup var running: RunOptions
  @OptionGroup var duplicates: DuplicateOptions
  @OptionGroup var writing: DirectoryOptions
  @OptionGroup var reporting: ReportOptions

  func validate() throws { try PersonalFiles.refuseInvalid(owner) }

  func run() throws {
    try duplicates.refuseClashes(inputs: inputs)
    let conversion = try Conversion(of: inputs, to: to, owner: owner, reading, running, duplicates)
    let (target, outcome) = (conversion.target, conversion.outcome)
    var lossLog = DiagnosticLog()
    let files = try target.files(
      outcome.contacts, options: writing.options(for: target.id, as: target, region: conversion.region), log: &lossLog)
    let losses = LossReport(lossLog, rejected: outcome.ledger.total.rejected, target: target)
    if failOnLoss, !losses.isEmpty {
      conversion.report.complain()
      let list = losses.lines.joined(separator: "\n")
      throw Failure(.lossRefused, "\(target.id) cannot hold everything:\n\(list)\nnothing was written")
    }
    var report = conversion.report
    report.log.append(lossLog)
    if losses.isEmpty {
      report.lines.append("nothing is lost")
    } else {
      report.lines.append("what \(target.id) cannot hold:")
      report.lines += losses.lines
    }
    if running.dryRun {
      report.lines.append("dry run: nothing was written")
    } else {
      try write(files, losses, outcome.rejected, as: target, &report)
    }
    try duplicates.write(outcome.reviews, &report)
    report.print(reporting, isOutputTaken: duplicates.review == "-")
    throw ExitCode(report.exitCode)
  }

  private func write(
    _ files: [OutputFile], _ losses: LossReport, _ rejected: [RejectedFile?], as target: Format, _ report: inout Report
  ) throws(Failure) {
    do throws(FileWriteError) {
      let folder = try FolderReplacement(of: output)
      func add(_ bytes: [UInt8], _ name: String, _ purpose: String) throws(FileWriteError) {
        try folder.write(bytes, named: name)
        report.files.append((purpose, "\(output)/\(name)"))
      }
      for file in files { try add(file.bytes, file.name, "import file") }
      if !losses.isEmpty { try add(losses.csv, "loss.csv", "losses") }
      for (index, file) in rejected.enumerated() {
        guard let file else { continue }
        let part = rejected.count > 1 ? "-\(index + 1)" : ""
        try add(file.bytes, "rejected\(part).\(file.suffix)", "rejected\(part)")
      }
      try folder.commit()
    } catch {
      throw Failure(.outputUnwritable, "the folder cannot be made: \(error)", file: output)
    }
    for (purpose, path) in report.files { report.lines.append("\(purpose): \(path)") }
  }
}
