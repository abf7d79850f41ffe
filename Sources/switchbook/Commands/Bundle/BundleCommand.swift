import ArgumentParser
import Bundle
import Contacts
import Formats
import NumberingPlan

struct BundleCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "bundle",
    abstract: "A company's extensions, phonebooks and permissions.",
    discussion: """
      bundle.yaml holds them and can be edited by hand as well: comments and layout survive these commands.

        switchbook bundle new acme --region DE --maximum-extensions 50
        switchbook bundle extensions acme --add 1001-1040 --group Sales
        switchbook bundle phonebook acme Customers
        switchbook bundle grant acme view Customers everyone
        switchbook bundle grant acme manage Customers 1001 "group Sales"
      """,
    subcommands: [
      BundleNewCommand.self, BundleShowCommand.self, BundleExtensionsCommand.self, BundlePhonebookCommand.self,
      BundleGrantCommand.self, BundleRevokeCommand.self, BundlePackCommand.self, BundleUnpackCommand.self,
    ])
}

/// A change of `bundle.yaml` by a command.
enum ManifestEdit {
  /// Changes the manifest of a bundle that exists, keeps its limits, and says what was done.
  static func run(
    _ path: String, _ edit: (BundleChange, Bundle) throws(Failure) -> [String]
  ) throws(Failure) {
    // Who only misspelt the bundle's name should not find a new folder.
    _ = try Bundle(at: path)
    let change = try BundleChange(of: path)
    guard let old = change.old else {
      throw Failure(.bundleMissing, "there is no bundle.yaml in this folder", file: path)
    }
    _ = try old.region()
    let profile = try old.profile(try FormatLibrary.ofUser(and: []))
    let lines = try edit(change, old)
    try change.manifest.refuseExcess(
      over: old.manifest, profile, option: "switchbook bundle extensions --maximum")
    if change.manifest != old.manifest { try change.commit() }
    for line in lines { Output.print(line) }
  }
}

struct BundleNewCommand: ParsableCommand {
  static let configuration = CommandConfiguration(commandName: "new", abstract: "Make an empty bundle.")

  @Argument(help: "The folder to make.")
  var bundle: String

  @Option(
    help: ArgumentHelp(
      "The phone system whose limits and field rules hold; switchbook formats limits lists them.", valueName: "format"))
  var profile = FormatLibrary.referenceProfile

  @Option(help: ArgumentHelp("The country of numbers written without one, as GB.", valueName: "CC"))
  var region: String?

  @Option(
    help: ArgumentHelp(
      "The number of extensions that the system is licensed for; without it, as many as are listed.", valueName: "N"))
  var maximumExtensions: Int?

  func validate() throws {
    if let maximumExtensions, maximumExtensions < 1 {
      throw ValidationError("--maximum-extensions must be at least 1.")
    }
  }

  func run() throws {
    if Bundle.exists(at: bundle) {
      throw Failure(.outputUnwritable, "there is a bundle already", file: bundle, help: "name another folder")
    }
    let change = try BundleChange(of: bundle)
    change.manifest.profile = try FormatLibrary.ofUser(and: []).format(named: profile).id
    change.manifest.region = try InputOptions.region(region ?? "")?.code ?? ""
    change.manifest.maximumExtensions = maximumExtensions
    try change.commit()
    Output.print("\(bundle): a new bundle for \(profile)")
  }
}
