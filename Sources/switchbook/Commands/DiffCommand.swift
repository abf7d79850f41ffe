import ArgumentParser
import Bundle
import Contacts
import Formats
import Pipeline

struct DiffCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "diff",
    abstract: "Show which contacts were added, changed or removed between two bundles or files.",
    discussion: """
      Of bundles, company contacts, extensions, phonebooks and permissions are compared; personal contacts are counted \
      only, unless --owner names whose are to be compared. Files are read as an import would read them, and hold the \
      contacts of the same owner.

        switchbook diff acme acme-yesterday
        switchbook diff acme customers.csv --region GB --json
      """)

  @Argument(help: "A bundle's folder, or a file.")
  var before: String

  @Argument(help: "A bundle's folder, or a file.")
  var after: String

  @Option(help: ArgumentHelp("Compare the personal contacts of this extension, for it.", valueName: "ext"))
  var owner: String?

  @Flag(help: "Print one JSON object.")
  var json = false

  @OptionGroup var reading: InputOptions

  func validate() throws { try PersonalFiles.refuseInvalid(owner) }

  func run() throws {
    if Bundle.exists(at: before), Bundle.exists(at: after) { return Output.print(try bundles().shown(json)) }
    let library = try reading.library()
    let (old, new) = (try side(before, library), try side(after, library))
    let differences = ContactDifferences(from: old.contacts, to: new.contacts)
    Output.print(DiffReport(old.contacts, new.contacts, differences).shown(json))
    throw ExitCode(max(old.exitCode, new.exitCode))
  }

  private func bundles() throws(Failure) -> DiffReport {
    try Bundle.reading(before) { (old) throws(Failure) in
      try Bundle.reading(after) { (new) throws(Failure) in
        if let owner {
          try old.refuseUnknown(owner)
          try new.refuseUnknown(owner)
        }
        let (before, after, equal) = try Bundle.differing(old, new, in: Bundle.Scope(owner: owner ?? ""))
        var report = DiffReport(before, after, ContactDifferences(from: before, to: after), equal: equal)
        report.manifest = old.manifest.differences(to: new.manifest)
        report.personal = DiffReport.Count(before: old.manifest.personalCount, after: new.manifest.personalCount)
        return report
      }
    }
  }

  /// What is compared of a bundle or file; records of a file that are not are complained about.
  private func side(
    _ path: String, _ library: FormatLibrary
  ) throws(Failure) -> (contacts: PackedContacts, exitCode: Int32) {
    guard Bundle.exists(at: path) else {
      let inputs = try reading.inputs([path], library: library)
      var options = Pipeline.Options(region: try reading.region(), extensions: .max)
      options.owner = owner ?? ""
      let outcome = try Pipeline(options).run(inputs.map(\.source))
      let report = Report(
        inputs: inputs.map(\.source.inputName), ledger: outcome.ledger, contacts: outcome.contacts.count,
        log: outcome.log)
      report.complain()
      return (PackedContacts(outcome.contacts), report.exitCode)
    }
    let contacts = try Bundle.reading(path) { (bundle) throws(Failure) in
      if let owner { try bundle.refuseUnknown(owner) }
      return try bundle.contacts(of: Bundle.Scope(owner: owner ?? ""))
    }
    return (contacts, 0)
  }
}

extension Manifest {
  /// How many personal contacts there are, of all extensions.
  fileprivate var personalCount: Int {
    owners.reduce(0) { $0 + (files[Bundle.Scope.personal(owner: $1).file]?.contacts ?? 0) }
  }
}
