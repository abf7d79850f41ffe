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
      nothing. Rejected records lie in the bundle's reports folder, ready to be mended and imported.

        switchbook import customers.csv --into acme --region GB --phonebook Customers
      """)

  @Argument(help: "The files to read; - is standard input.")
  var inputs: [String]

  @Option(help: ArgumentHelp("The bundle's folder.", valueName: "bundle"))
  var into: String

  @Option(
    help: ArgumentHelp(
      "The extension whose personal contacts these are; without it, company contacts.", valueName: "ext"))
  var owner: String?

  @Option(
    name: .customLong("phonebook"), help: ArgumentHelp("Put all contacts into this phonebook.", valueName: "name"))
  var phonebooks: [String] = []

  @OptionGroup var reading: InputOptions
  @OptionGroup var running: RunOptions
  @OptionGroup var reporting: ReportOptions

  func validate() throws {
    if let owner, !Manifest.Extension.isNumber(owner) {
      throw ValidationError("\"\(owner)\" is no extension number: digits, letters and dashes.")
    }
    if owner != nil, !phonebooks.isEmpty {
      throw ValidationError("Phonebooks group company contacts; personal contacts are in none.")
    }
  }

  func run() throws {
    let library = try reading.library()
    let opened = try reading.inputs(inputs, library: library)
    let job = ImportJob(
      bundle: into, inputs: opened, library: library, scope: Bundle.Scope(owner: owner ?? ""), phonebooks: phonebooks)
    let report = try job.run(reading, running)
    report.print(reporting)
    throw ExitCode(report.exitCode)
  }
}
