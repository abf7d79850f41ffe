import ArgumentParser
import Bundle
import Contacts
import Formats
import NumberingPlan

struct ExportCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "export",
    abstract: "Write the company contacts of a bundle as a file of some format.",
    discussion: """
      What the format cannot hold is counted by field and told.

        switchbook export acme --to yealink-phonebook -o acme.xml
      """)

  @Argument(help: "The bundle's folder.")
  var bundle: String

  @Option(help: ArgumentHelp("The format to write.", valueName: "format"))
  var to: String

  @Option(name: .shortAndLong, help: ArgumentHelp("The file to write; - is standard output.", valueName: "file"))
  var output = "-"

  @Option(help: ArgumentHelp("Also use the format descriptors in this folder.", valueName: "dir"))
  var formats: [String] = []

  @OptionGroup var writing: DirectoryOptions
  @OptionGroup var reporting: ReportOptions

  func run() throws {
    let target = try FormatLibrary.ofUser(and: formats).format(named: to)
    let opened = try Bundle(at: bundle)
    let contacts = ContactSelection(try opened.contacts(of: .company))
    var log = DiagnosticLog()
    var options = try writing.options(for: output, region: Region(opened.manifest.region))
    if writing.title == nil { options.title = Path.stem(of: bundle) }
    options.phonebooks = opened.manifest.phonebooks.map(\.name)
    let files = try target.files(contacts, options: options, log: &log)
    try Output.write(files, to: output)
    var report = Report(inputs: [bundle], ledger: nil, contacts: contacts.count, log: log)
    if output != "-" {
      report.lines.append("\(output): \(String.counted(contacts.count, "company contact")) as \(target.id)")
      report.tell(files, besides: output)
    }
    report.print(reporting, isOutputTaken: output == "-")
    throw ExitCode(report.exitCode)
  }
}
