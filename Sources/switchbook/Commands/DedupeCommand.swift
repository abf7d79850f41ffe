import ArgumentParser
import CSVSyntax
import Contacts
import Formats
import Glibc
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
  var explain: [String] = []

  @OptionGroup var duplicates: DuplicateOptions
  @OptionGroup var reading: InputOptions
  @OptionGroup var reporting: ReportOptions

  func run() throws {
    let explained = try explainedRecords()
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
    try found.refuseContradictions()
    let groups = search.clusters(found)
    if let clusters { try write(groups, to: clusters) }
    if let explained { return try printExplanation(of: explained, found, search) }
    let ledger = search.ledger(found, inputs: opened.map(\.source.name))
    var report = Report(
      inputs: opened.map(\.source.inputName), ledger: ledger, contacts: ledger.total.kept, log: search.log)
    // A list may hold millions of pairs to decide about, and nobody ask for them.
    if isListed || reporting.json {
      let listing = DuplicateListing(search, found, inputs: report.inputs)
      report.duplicates = listing.counts
      if isListed { report.lines = listing.lines }
    }
    if let clusters, clusters != "-" { report.files.append(("clusters", clusters)) }
    if duplicates.review != nil { try duplicates.write(search.reviews(found), &report) }
    report.print(reporting, isOutputTaken: clusters == "-" || duplicates.review == "-")
    // Nothing is given back piece by piece that the system takes back at once.
    withExtendedLifetime((library, opened, search, found)) { Glibc.exit(report.exitCode) }
  }

  private func write(_ clusters: [Int], to path: String) throws(Failure) {
    let header = "record,cluster\r\n".utf8
    // No group has a greater number than the last record.
    let lineLength = 2 * String(clusters.count).utf8.count + 3
    let bytes = [UInt8](unsafeUninitializedCapacity: header.count + clusters.count * lineLength) { bytes, count in
      func append(_ byte: UInt8) {
        bytes.initializeElement(at: count, to: byte)
        count += 1
      }
      for byte in header { append(byte) }
      for (index, cluster) in clusters.enumerated() {
        count = bytes.put(decimal: index + 1, at: count)
        append(UInt8(ascii: ","))
        count = bytes.put(decimal: cluster, at: count)
        append(UInt8(ascii: "\r"))
        append(UInt8(ascii: "\n"))
      }
    }
    try Output.write(bytes, to: path)
  }

  /// The two records to explain; nil where none are asked for.
  private func explainedRecords() throws(Failure) -> (Int, Int)? {
    if explain.isEmpty { return nil }
    let numbers = explain.compactMap { Int($0) }
    guard explain.count == 2, numbers.count == 2 else {
      let told = explain.prefix(4).map(\.shortened).joined(separator: " ")
      throw Failure(
        .usage, "--explain takes two record numbers, not \"\(told)\"", help: "write them last, as --explain 17 2040")
    }
    return (numbers[0], numbers[1])
  }

  private func printExplanation(
    of records: (Int, Int), _ found: Duplicates, _ search: DuplicateSearch
  ) throws(Failure) {
    let contacts = try (contact(of: records.0, search), contact(of: records.1, search))
    let report = ExplanationReport(
      first: .init(record: records.0, name: search.name(contacts.0)),
      second: .init(record: records.1, name: search.name(contacts.1)), found.explain(contacts.0, contacts.1))
    Output.print(reporting.json ? report.json : report.text)
  }

  private func contact(of record: Int, _ search: DuplicateSearch) throws(Failure) -> Int {
    if let contact = search.contact(ofRecord: record) { return contact }
    throw Failure(
      .usage,
      1...max(1, search.recordCount) ~= record
        ? "record \(record) became no contact: it was rejected" : "there is no record \(record)",
      help: "records are numbered from 1 to \(search.recordCount), over all inputs")
  }
}

extension UnsafeMutableBufferPointer<UInt8> {
  /// Puts the digits of a number that is not negative at a place.
  ///
  /// - Returns: the place behind them.
  fileprivate func put(decimal number: Int, at place: Int) -> Int {
    var end = place + 1
    var power = 10
    while number >= power { (end, power) = (end + 1, power * 10) }
    var rest = number
    for place in (place..<end).reversed() {
      initializeElement(at: place, to: UInt8(ascii: "0") + UInt8(truncatingIfNeeded: rest % 10))
      rest /= 10
    }
    return end
  }
}
