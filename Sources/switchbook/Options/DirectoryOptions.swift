public import ArgumentParser
import Contacts
public import Formats
import NumberingPlan
import Pipeline

/// How a phone directory, or another file, is composed.
struct DirectoryOptions: ParsableArguments {
  @Option(help: ArgumentHelp("The title that the phone shows.", valueName: "text"))
  var title: String?

  @Option(help: ArgumentHelp("How whole names are composed, as \"{family} {given}\".", valueName: "template"))
  var name: String?

  @Option(help: ArgumentHelp("The order of contacts; the format's own unless told.", valueName: "display|family|given"))
  var sort: ContactOrder?

  @Option(
    help: ArgumentHelp(
      "Whose alphabet contacts are sorted by; that of the region's main language unless told.", valueName: "sv|de-AT|…")
  )
  var language: String?

  @Option(
    help: ArgumentHelp(
      "How phones dial: with a plus sign, with the prefix for calls abroad, or as in the own country.",
      valueName: "e164|international|national"))
  var dial: DialStyle?

  @Option(
    help: ArgumentHelp("What phones dial before a number outside of the company, as 9.", valueName: "digits"))
  var outsideLine: String?

  @Option(
    help: ArgumentHelp(
      "What only your site knows and a format asks for, as url=https://phones.example.com.", valueName: "name=value"))
  var set: [String] = []

  func validate() throws {
    if let outsideLine, outsideLine.isEmpty || !outsideLine.utf8.allSatisfy({ "0123456789*#".utf8.contains($0) }) {
      throw ValidationError("--outside-line must be digits, as 9.")
    }
    for setting in set where setting.firstIndex(of: "=") ?? setting.startIndex == setting.startIndex {
      throw ValidationError("--set must be name=value, not \"\(setting)\".")
    }
  }

  /// The options for a file of a format at `output`; numbers are dialled from `region`.
  func options(for output: String, as format: Format, region: Region?) throws(Failure) -> WritingOptions {
    var options = WritingOptions()
    if let title { options.title = title }
    if let name { try options.composeNames(as: name) }
    options.order = sort
    options.collation = try Collation(
      language: language ?? region.map { Collation.language(ofRegion: $0.code) } ?? "")
    options.dial = dial
    for setting in set {
      guard let equals = setting.firstIndex(of: "=") else { continue }
      options.settings[String(setting[..<equals])] = String(setting[setting.index(after: equals)...])
    }
    try format.refuseSettings(options.settings.keys.sorted())
    options.isWorkbook = output.lowercased().hasSuffix(".xlsx")
    options.stem = output == "-" ? "directory" : Path.stem(of: output)
    options.hasOutsideLine = outsideLine != nil
    let dialling = Dialling(region: region, outsideLine: outsideLine ?? "")
    options.dialled = { number, style in
      switch style {
      case .e164: dialling.e164(number)
      case .international: dialling.international(number)
      case .national: dialling.national(number)
      }
    }
    return options
  }
}

extension DialStyle: ExpressibleByArgument {}
extension ContactOrder: ExpressibleByArgument {}
