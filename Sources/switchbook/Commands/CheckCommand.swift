import ArgumentParser
import Bundle
import Contacts
import Formats
import Pipeline

struct CheckCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "check",
    abstract: "Validate a bundle or a file, and change neither.",
    discussion: """
      Of a bundle: that every file is as the bundle left it, that every name refers to something, that limits are \
      kept; with --extensions, those of a system of that size. Of a file: what an import would say of it. Nothing is \
      written but with --accept, and the list of --review.

        switchbook check acme
        switchbook check acme --accept
        switchbook check customers.csv --region GB

      Of a table, what each column was taken for is shown too; --map corrects it.
      """)

  @Argument(help: "A bundle's folder, or a file.")
  var path: String

  @Flag(help: "Take hand edits of the bundle's contacts over: their files are as they should be now.")
  var accept = false

  @OptionGroup var reading: InputOptions
  @OptionGroup var running: RunOptions
  @OptionGroup var duplicates: DuplicateOptions
  @OptionGroup var reporting: ReportOptions

  func run() throws {
    try duplicates.refuseClashes(inputs: [path])
    let library = try reading.library()
    let isBundle = Bundle.exists(at: path)
    if isBundle { try refuseUnused() }
    if accept { try acceptEdits() }
    let report = isBundle ? try checkBundle(library) : try checkFile(library)
    report.print(reporting, isOutputTaken: duplicates.review == "-")
    throw ExitCode(report.exitCode)
  }

  /// Options that would do nothing are refused: whoever gave one expects something.
  private func refuseUnused() throws(Failure) {
    if running.dryRun {
      throw Failure(.usage, "a check writes nothing, with --accept it does", help: "leave --dry-run out")
    }
    if running.onLimit != .fail {
      throw Failure(
        .usage, "the contacts of a bundle are there already", file: path, help: "--on-limit is for a file")
    }
    if duplicates.review != nil || duplicates.decisions != nil || !reading.map.isEmpty || reading.from != nil {
      throw Failure(
        .usage, "a bundle's contacts were read before", file: path,
        help: "--review, --decisions, --map and --from are for a file")
    }
  }

  private func checkBundle(_ library: FormatLibrary) throws(Failure) -> Report {
    let (bundle, findings) = try Bundle.reading(path) { (bundle) throws(Failure) in
      _ = try bundle.region()
      var profile = try bundle.profile(library)
      if let name = running.profile { profile = try library.format(named: name).profile }
      let needs = profile.requirements
      let findings = try bundle.verify(profile, extensions: running.extensions) { scope, contact, log in
        let isCompany = scope == .company
        NumberAudit.run(contact, tellingExamples: isCompany, &log)
        if needs.contains(.number), contact.numbers.isEmpty {
          log.add(.contactIncomplete, "telephone number", example: isCompany ? contact.displayName : "…")
        }
        if needs.contains(.name), !contact.isNamed {
          log.add(.contactIncomplete, "name", example: isCompany ? contact.displayName : "…")
        }
      }
      return (bundle, findings)
    }
    let total = findings.counts.reduce(0) { $0 + $1.contacts }
    var report = Report(inputs: [InputName(path)], ledger: nil, contacts: total, log: findings.log)
    let company = findings.counts.first { $0.scope == .company }?.contacts ?? 0
    report.lines = [
      "\(path): \(String.counted(company, "company contact")), "
        + "\(String.counted(total - company, "personal contact")), "
        + "\(String.counted(bundle.manifest.phonebooks.count, "phonebook")), "
        + "\(String.counted(running.extensions ?? bundle.manifest.extensionCount, "extension"))"
    ]
    report.lines.append(
      "\(String.counted(findings.history.kept, "change")) can be taken back with switchbook undo "
        + "(the last \(findings.history.maximum) are kept)")
    if findings.log.diagnostics.isEmpty { report.lines.append("digests, references and limits are as they should be") }
    return report
  }

  private func acceptEdits() throws(Failure) {
    _ = try Bundle(at: path)
    let change = try BundleChange(of: path)
    let accepted = try change.acceptEdits()
    for (file, isThere) in accepted {
      Output.print("\(path)/\(file): \(isThere ? "taken over as it is" : "is gone, and not missed any longer")")
    }
  }

  private func checkFile(_ library: FormatLibrary) throws(Failure) -> Report {
    let input = try reading.inputs([path], library: library)
    let profile = try library.format(named: running.profile ?? FormatLibrary.referenceProfile).profile
    var options = Pipeline.Options(
      profile: profile, region: try reading.region(), extensions: running.extensions ?? .max, onLimit: running.onLimit)
    try duplicates.apply(to: &options)
    let outcomes = try Pipeline(options).runEachOwner(input.map(\.source)) { _ in PackedContacts() }
    var report = Report(
      inputs: input.map(\.source.inputName), ledger: outcomes.ledger(of: input.map(\.source.name)),
      contacts: outcomes.contactCount, log: outcomes.log(for: nil))
    report.lines = ["\(path): would become \(String.counted(outcomes.contactCount, "contact"))"]
    let owners = outcomes.filter { !$0.owner.isEmpty }
    if !owners.isEmpty {
      report.lines.append(
        "\(String.counted(owners.contactCount, "personal contact")) of \(String.counted(owners.count, "extension"))")
    }
    report.columns = input.flatMap(\.columns)
    // What stands in a column of personal contacts is nobody's business.
    if !owners.isEmpty { for index in report.columns.indices { report.columns[index].examples = [] } }
    try duplicates.write(outcomes.filter(\.owner.isEmpty).flatMap(\.outcome.reviews), &report)
    return report
  }
}
