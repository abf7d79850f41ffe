public import ArgumentParser
import Contacts
public import Pipeline

/// What a run enforces and how it reports.
struct RunOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "The phone system whose limits and field rules hold: the name of a format.", valueName: "format"))
  var profile: String?

  @Option(
    help: ArgumentHelp("The maximum number of extensions, which selects the tier of the limits.", valueName: "N"))
  var extensions: Int?

  @Option(
    help: ArgumentHelp(
      "What becomes of contacts beyond a limit of the phone system (switchbook formats limits): fail writes nothing, "
        + "reject lets the first ones in. More than a single phone holds is never written.",
      valueName: "fail|reject"))
  var onLimit: Pipeline.LimitPolicy = .fail

  @Flag(help: "Say what would be done, and write nothing.")
  var dryRun = false

  func validate() throws {
    if let extensions, extensions < 1 { throw ValidationError("--extensions must be at least 1.") }
  }
}

/// How a command says what it did.
struct ReportOptions: ParsableArguments {
  @Flag(help: "Print one JSON object to standard output instead of text.")
  var json = false

  @Flag(name: .shortAndLong, help: "Print errors only.")
  var quiet = false
}

extension Pipeline.LimitPolicy: ExpressibleByArgument {}
