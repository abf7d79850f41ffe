import ArgumentParser
import Contacts
import Formats
import Pipeline

struct ConvertCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "convert",
    abstract: "Read files, clean them, and write one file of another format.",
    discussion: """
      The limits and field rules are those of the target, unless --profile names another phone system. Rejected \
      records go to a file beside the output, ready to be mended; the next run for that output replaces it, or removes \
      what nobody changed.

        switchbook convert customers.csv --to izt-cloud-voice --region DE -o import-me.csv
      """)

  @Argument(help: "The files to read; - is standard input.")
  var inputs: [String]

  @Option(help: ArgumentHelp("The format to write.", valueName: "format"))
  var to: String

  @Option(name: .shortAndLong, help: ArgumentHelp("The file to write; - is standard output.", valueName: "file"))
  var output = "-"

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
    if let input = inputs.first(where: { Path.isSameFile($0, output) }) {
      throw Failure(
        .usage, "\(output) is the input \(input), of which only what \(to) holds would be left",
        help: "write to another file")
    }
    try duplicates.refuseClashes(with: [running.dryRun ? nil : output], inputs: inputs)
    let conversion = try Conversion(of: inputs, to: to, owner: owner, reading, running, duplicates)
    let (target, outcome) = (conversion.target, conversion.outcome)
    var report = conversion.report
    let settings = try writing.options(for: output, as: target, region: conversion.region)
    if running.dryRun {
      try target.write(outcome.contacts, options: settings, to: NoFile(), log: &report.log)
      report.lines.append("dry run: nothing was written")
    } else {
      let rejectedPaths = rejectedPaths(outcome.rejected)
      try duplicates.refuseClashes(with: [output] + rejectedPaths, inputs: inputs)
      let prepared = try PreparedOutput(
        outcome.contacts, as: target, options: settings, log: &report.log, to: output)
      let left = try prepared.commit(with: rejectedFiles(outcome.rejected, rejectedPaths, &report), from: inputs)
      if output != "-" {
        report.lines.append("\(output): \(String.counted(outcome.contacts.count, "contact")) as \(target.id)")
        report.tell(prepared.furtherNames, besides: output)
        report.lines += left
      }
    }
    try duplicates.write(outcome.reviews, &report)
    report.print(reporting, isOutputTaken: output == "-" && !running.dryRun || duplicates.review == "-")
    throw ExitCode(report.exitCode)
  }

  /// Rejected records lie beside the output; beside nothing, in the current folder under the input's name. Inputs of one
  /// name are told apart by their number.
  private func rejectedPaths(_ rejected: [RejectedFile?]) -> [String?] {
    let stems = inputs.map { Path.stem(of: $0 == "-" ? "stdin" : $0) }
    return zip(stems.indices, rejected).map { index, file in
      guard let file else { return nil }
      var name = stems[index]
      if stems.filter({ $0 == name }).count > 1 { name += "-\(index + 1)" }
      if output != "-" { name = Path.withoutSuffix(output) + (inputs.count == 1 ? "" : ".\(name)") }
      return "\(name).rejected.\(file.suffix)"
    }
  }

  /// The files of rejected records, which the report tells of.
  private func rejectedFiles(
    _ rejected: [RejectedFile?], _ paths: [String?], _ report: inout Report
  ) -> [OutputFile] {
    zip(inputs, zip(rejected, paths)).compactMap { input, rejected in
      guard let file = rejected.0, let path = rejected.1 else { return nil }
      report.lines.append("rejected records, with reasons: \(path)")
      report.files.append(("rejected \(input)", path))
      return OutputFile(name: Path.name(of: path), bytes: file.bytes)
    }
  }
}
