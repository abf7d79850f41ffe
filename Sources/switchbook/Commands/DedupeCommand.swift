import ArgumentParser
import CSVSyntax
import Contacts
import Formats
import Pipeline
import TextEncoding

struct DedupeCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "dedupe",
    abstract: "Show which records are the same person, and why; change nothing.",
    discussion: """
      Three bands: records that are one person, pairs that an admin should look at, and all others. --review writes \
      the pairs to look at; change "review" to "same" or "different" there and give the file back with --decisions.

        switchbook dedupe customers.csv
        switchbook dedupe customers.csv --explain 17 2040
        switchbook dedupe customers.csv --review review.csv
        switchbook dedupe customers.csv --decisions review.csv --clusters clusters.csv
      """)

  @Argument(help: "The files to read; - is standard input.")
  var inputs: [String]

  @Option(
    help: ArgumentHelp(
      "Write a line for each record: its number, from 1 over all inputs, and the number of its group.",
      valueName: "file.csv"))
  var clusters: String?

  @Option(
    parsing: .upToNextOption,
    help: ArgumentHelp("Say why two records are, or are not, the same, by their numbers.", valueName: "record"))
  var explain: [Int] = []

  @OptionGroup var duplicates: DuplicateOptions
  @OptionGroup var reading: InputOptions
  @OptionGroup var reporting: ReportOptions

  func validate() throws {
    if !explain.isEmpty, explain.count != 2 { throw ValidationError("--explain takes two record numbers.") }
  }

  func run() throws {
    try duplicates.refuseClashes(with: [clusters], inputs: inputs)
    let library = try reading.library()
    let opened = try reading.inputs(inputs, library: library)
    let pipeline = Pipeline(Pipeline.Options(region: try reading.region()))
    let isListed = !reporting.json && !reporting.quiet
    let search = try pipeline.comparison(
      of: opened.map(\.source), keepsContacts: isListed || duplicates.review != nil || !explain.isEmpty)
    var findings = DuplicateDecisions.Findings()
    let decisions = try duplicates.read()
    let decided = try decisions.settled(in: search.keys, &findings)
    try decisions.refuseRest(findings)
    let found = DuplicateFinder(policy: duplicates.dedupe).find(in: search.keys, decisions: decided)
    let groups = search.clusters(found)
    if let clusters { try write(groups, to: clusters) }
    if !explain.isEmpty { return try printExplanation(found, search) }
    var report = Report(
      inputs: opened.map(\.source.inputName), ledger: nil, contacts: groups.max() ?? 0, log: search.log)
    if isListed {
      report.lines = DuplicateListing(search: search, found: found, inputs: report.inputs).lines
    }
    if let clusters, clusters != "-" { report.files.append(("clusters", clusters)) }
    if duplicates.review != nil { try duplicates.write(search.reviews(found), &report) }
    report.print(reporting, isOutputTaken: clusters == "-" || duplicates.review == "-")
    throw ExitCode(report.exitCode)
  }

  private func write(_ clusters: [Int], to path: String) throws(Failure) {
    var bytes = Array("record,cluster\r\n".utf8)
    for (index, cluster) in clusters.enumerated() {
      bytes.append(digitsOf: index + 1)
      bytes.append(UInt8(ascii: ","))
      bytes.append(digitsOf: cluster)
      bytes += "\r\n".utf8
    }
    try Output.write(bytes, to: path)
  }

  private func printExplanation(_ found: Duplicates, _ search: DuplicateSearch) throws(Failure) {
    var contacts: [Int] = []
    for record in explain {
      guard let contact = search.contact(ofRecord: record) else {
        throw Failure(
          .usage, "there is no contact of record \(record); records are numbered 1 to \(search.recordCount)")
      }
      contacts.append(contact)
      Output.print("\(record): \(search.name(contact))")
    }
    Output.print(found.explain(contacts[0], contacts[1]).description)
  }
}

extension [UInt8] {
  /// Appends a number that is not negative, in decimal digits.
  fileprivate mutating func append(digitsOf number: Int) {
    if number > 9 { append(digitsOf: number / 10) }
    append(UInt8(ascii: "0") + UInt8(number % 10))
  }
}
