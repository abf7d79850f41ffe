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
      BundleGrantCommand.self, BundleRevokeCommand.self,
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
    let lines = try edit(change, old)
    let profile = old.manifest.profile
    if !profile.isEmpty {
      let library = try FormatLibrary.ofUser(and: [])
      try change.manifest.refuseExcess(over: old.manifest, library.format(named: profile).profile)
    }
    if change.manifest != old.manifest { try change.commit() }
    for line in lines { Output.print(line) }
  }
}

struct BundleNewCommand: ParsableCommand {
  static let configuration = CommandConfiguration(commandName: "new", abstract: "Make an empty bundle.")

  @Argument(help: "The folder to make.")
  var bundle: String

  @Option(help: ArgumentHelp("The phone system whose limits and field rules hold.", valueName: "format"))
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

struct BundleExtensionsCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "extensions", abstract: "List, add, change or remove extensions.",
    discussion: """
      Adding one that is listed changes its name, groups or department.

        switchbook bundle extensions acme --add 1001 --name "Anna Weber" --group Sales --department Support
        switchbook bundle extensions acme --add 1010-1040
        switchbook bundle extensions acme --remove 1010-1040
      """)

  @Argument(help: "The bundle's folder.")
  var bundle: String

  @Option(help: ArgumentHelp("List this extension, or a range as 1001-1040.", valueName: "ext"))
  var add: [String] = []

  @Option(help: ArgumentHelp("Take this extension, or range, off the list.", valueName: "ext"))
  var remove: [String] = []

  @Option(help: ArgumentHelp("Whose the added extensions are.", valueName: "name"))
  var name: String?

  @Option(name: .customLong("group"), help: ArgumentHelp("A group of the added extensions.", valueName: "name"))
  var groups: [String] = []

  @Option(help: ArgumentHelp("The department of the added extensions.", valueName: "name"))
  var department: String?

  @OptionGroup var actor: Actor

  func validate() throws {
    for number in add + remove where !Manifest.Extension.isNumber(number) {
      throw ValidationError("\"\(number)\" is no extension number: a digit, then digits, letters and dashes.")
    }
    if add.isEmpty, name != nil || !groups.isEmpty || department != nil {
      throw ValidationError("--name, --group and --department go with --add.")
    }
  }

  func run() throws {
    if add.isEmpty, remove.isEmpty { return try list() }
    try actor.refuse("change extensions")
    try ManifestEdit.run(bundle) { (change, _) throws(Failure) in
      for number in remove { try take(number, off: &change.manifest) }
      for number in add { try put(number, on: &change.manifest) }
      return ["\(bundle): \(String.counted(change.manifest.extensionNumbers.count, "extension"))"]
    }
  }

  private func list() throws(Failure) {
    let manifest = try Bundle(at: bundle).manifest
    for one in manifest.extensions { Output.print(one.line) }
    if manifest.extensions.isEmpty { Output.print("no extension is listed") }
  }

  private func take(_ number: String, off manifest: inout Manifest) throws(Failure) {
    guard let index = manifest.extensions.firstIndex(where: { $0.number == number }) else {
      let near = Suggestion.nearest(to: number, among: manifest.extensions.map(\.number))
      throw Failure(
        .extensionUnknown, "no entry lists \"\(number)\"\(near.map { "; did you mean \"\($0)\"?" } ?? "")", file: bundle
      )
    }
    manifest.extensions.remove(at: index)
  }

  private func put(_ number: String, on manifest: inout Manifest) throws(Failure) {
    let index = manifest.extensions.firstIndex { $0.number == number }
    var one = index.map { manifest.extensions[$0] } ?? Manifest.Extension(number: number)
    if let name { one.name = name }
    if !groups.isEmpty { one.groups = groups }
    if let department { one.department = department }
    if let index { return manifest.extensions[index] = one }
    let taken = Set(manifest.extensions.flatMap(\.numbers))
    if let known = one.numbers.first(where: taken.contains) {
      throw Failure(.extensionRepeated, "the extension \(known) is listed already", file: bundle)
    }
    manifest.extensions.append(one)
  }
}

extension Manifest.Extension {
  /// `1001  Anna Weber  groups Sales, Night  department Support`.
  fileprivate var line: String {
    let parts = [
      number, name, groups.isEmpty ? "" : "groups \(groups.joined(separator: ", "))",
      department.isEmpty ? "" : "department \(department)",
    ]
    return parts.filter { !$0.isEmpty }.joined(separator: "  ")
  }
}
