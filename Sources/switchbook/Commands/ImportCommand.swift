import ArgumentParser
import Bundle
import Contacts
import Formats
import Pipeline

struct ImportCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "import",
    abstract: "Read files into a bundle.",
    discussion: """
      The bundle is made where there is none, and updated where there is: importing the same file again changes \
      nothing. Rejected records lie in the bundle's reports folder, ready to be mended and imported, until the next \
      import for the same owner.

        switchbook import customers.csv --into acme --region GB --phonebook Customers

      Personal contacts belong to one extension each: of a whole file with --owner, of each record where the file has a \
      column for the owner, or of each file of a folder that is named after the extension.

        switchbook import anna.vcf --into acme --owner 1001
        switchbook import all.csv --into acme --map "Belongs to=owner"
        switchbook import phones/ --into acme --each-extension

      The same person becomes one contact; pairs that only may be the same are kept apart and listed. Change "review" to \
      "same" or "different" in that list, and import again with it.

        switchbook import customers.csv --into acme --review review.csv
        switchbook import customers.csv --into acme --decisions review.csv
      """)

  @Argument(help: "The files to read; - is standard input.")
  var inputs: [String]

  @Option(help: ArgumentHelp("The bundle's folder.", valueName: "bundle"))
  var into: String

  @Option(
    help: ArgumentHelp(
      "The extension whose personal contacts these are; without it, company contacts.", valueName: "ext"))
  var owner: String?

  @Flag(help: "The inputs are folders, or files, of personal contacts, each file named after its extension: 1001.csv.")
  var eachExtension = false

  @Option(
    name: .customLong("phonebook"), help: ArgumentHelp("Put all contacts into this phonebook.", valueName: "name"))
  var phonebooks: [String] = []

  @OptionGroup var actor: Actor
  @OptionGroup var reading: InputOptions
  @OptionGroup var running: RunOptions
  @OptionGroup var duplicates: DuplicateOptions
  @OptionGroup var reporting: ReportOptions

  func validate() throws {
    try PersonalFiles.refuseInvalid(owner)
    if let mistake = phonebooks.lazy.compactMap(Manifest.Phonebook.mistake).first {
      throw ValidationError("\(mistake).")
    }
    if owner != nil || eachExtension, !phonebooks.isEmpty {
      throw ValidationError("Phonebooks group company contacts; personal contacts are in none.")
    }
    if owner != nil, eachExtension { throw ValidationError("--owner and --each-extension exclude each other.") }
  }

  func run() throws {
    let paths = eachExtension ? try PersonalFiles.all(in: inputs) : inputs
    try duplicates.refuseClashes(inputs: paths, bundle: into)
    let library = try reading.library()
    let owners = eachExtension ? try paths.map(PersonalFiles.owner) : paths.map { _ in owner ?? "" }
    if let number = actor.number, let other = owners.first(where: { !$0.isEmpty && $0 != number }) {
      throw Failure(.permissionMissing, "\(number) may not touch personal contacts of \(other)")
    }
    var read: [(input: Input, owner: String)] = []
    var empty: [String] = []
    for (path, owner) in zip(paths, owners) {
      do throws(Failure) {
        for input in try reading.inputs([path], library: library) { read.append((input, owner)) }
      } catch {
        // An extension may have no contacts: its file stops nobody else's.
        guard eachExtension, error.code == .fileEmpty || error.code == .fileWithoutRecords else { throw error }
        empty.append(path)
      }
    }
    if read.isEmpty, let first = empty.first {
      throw Failure(.fileWithoutRecords, "none of the files holds a contact", file: first)
    }
    let job = ImportJob(
      bundle: into, inputs: read.map(\.input), owners: read.map(\.owner), library: library, phonebooks: phonebooks,
      actor: actor)
    var report = try job.run(reading, running, duplicates)
    if let first = empty.first {
      report.log.add(.entrySkipped, "files without a contact", count: empty.count, example: first)
    }
    report.print(reporting, isOutputTaken: duplicates.review == "-")
    throw ExitCode(report.exitCode)
  }
}
