public import ArgumentParser
public import Bundle
import Contacts
import Formats

struct ExportCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "export",
    abstract: "Write the contacts of a bundle as files of some format: the company's, or what an extension may see.",
    discussion: """
      An extension is given the company contacts of the phonebooks that it may view or manage, and its own personal \
      contacts. What the format cannot hold is counted by field and told.

        switchbook export acme --to yealink-phonebook -o acme.xml
        switchbook export acme --to vcard --extension 1001 -o anna.vcf
        switchbook export acme --to yealink-phonebook --each-extension -o phones
      """)

  @Argument(help: "The bundle's folder.")
  var bundle: String

  @Option(help: ArgumentHelp("The format to write.", valueName: "format"))
  var to: String

  @Option(
    name: .customLong("extension"),
    help: ArgumentHelp("Write what this extension may see, its personal contacts included.", valueName: "ext"))
  var number: String?

  @Flag(help: "Write a file for every extension, each with what it may see, into the folder of -o.")
  var eachExtension = false

  @Option(
    help: ArgumentHelp(
      "Of what an extension may see, write company contacts, its personal ones, or both.",
      valueName: "company|personal|both"))
  var share: Bundle.Share = .both

  @Option(
    name: .shortAndLong,
    help: ArgumentHelp("The file to write, or the folder; - is standard output.", valueName: "path"))
  var output = "-"

  @Option(help: ArgumentHelp("Also use the format descriptors in this folder.", valueName: "dir"))
  var formats: [String] = []

  @OptionGroup var writing: DirectoryOptions
  @OptionGroup var reporting: ReportOptions

  func validate() throws {
    if number != nil, eachExtension { throw ValidationError("--extension and --each-extension exclude each other.") }
    if eachExtension, output == "-" { throw ValidationError("--each-extension needs a folder: -o DIR.") }
    if number == nil, !eachExtension, share != .both {
      throw ValidationError("--share needs --extension or --each-extension.")
    }
  }

  func run() throws {
    let job = ExportJob(
      bundle: bundle, target: try FormatLibrary.ofUser(and: formats).format(named: to), share: share, writing: writing,
      output: output)
    let report =
      eachExtension
      ? try job.eachExtension() : try number.map { (number) throws(Failure) in try job.one(number) } ?? job.company()
    report.print(reporting, isOutputTaken: output == "-")
    throw ExitCode(report.exitCode)
  }
}

extension Bundle.Share: ExpressibleByArgument {}
