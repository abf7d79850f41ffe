import ArgumentParser
import Bundle
import Contacts
import Formats
import NumberingPlan

/// How inputs are read.
struct InputOptions: ParsableArguments {
  @Option(help: ArgumentHelp("Read the inputs as this format instead of guessing.", valueName: "format"))
  var from: String?

  @Option(help: ArgumentHelp("Read text in this encoding (as iconv names it) instead of guessing.", valueName: "name"))
  var encoding: String?

  @Option(
    help: ArgumentHelp(
      "The system that the record ids belong to: a record is the same at every import from the same system.",
      valueName: "name"))
  var system: String?

  @Option(
    help: ArgumentHelp(
      "The country of numbers written without one, as GB; a row's own country comes first.", valueName: "CC"))
  var region: String?

  @Option(
    help: ArgumentHelp(
      "What a column of a table means, whatever its title says, as \"Cell=mobile\".", valueName: "column=field"))
  var map: [String] = []

  @Option(
    help: ArgumentHelp(
      "The sheet of a workbook, by its name or its number from 1; the likeliest unless told.", valueName: "name|N"))
  var sheet: String?

  @Flag(help: "Make UTF-8 whole that was once read as another encoding, as MÃ¼ller for Müller.")
  var repairMojibake = false

  @Option(help: ArgumentHelp("Also use the format descriptors in this folder.", valueName: "dir"))
  var formats: [String] = []

  /// The formats built in, the user's own and those of `--formats`.
  func library() throws(Failure) -> FormatLibrary { try FormatLibrary.ofUser(and: formats) }

  /// Opens every input.
  func inputs(_ paths: [String], library: FormatLibrary) throws(Failure) -> [Input] {
    var options = Input.Options(encoding: encoding, system: system)
    if let from { options.format = try library.format(named: from) }
    options.repairsMojibake = repairMojibake
    options.sheet = sheet
    for text in map { options.columns.append(try ColumnOverride(text, library: library)) }
    var inputs: [Input] = []
    for path in paths {
      if Bundle.exists(at: path) {
        throw Failure(
          .usage, "this is a bundle, and no file of contacts", file: path,
          help: "write what is in it to a file with switchbook export \(path)")
      }
      inputs.append(try Input(path: path, library: library, options: options))
    }
    return inputs
  }

  /// The region told, else `fallback`.
  func region(or fallback: String = "") throws(Failure) -> Region? { try Self.region(region ?? fallback) }

  /// The region with a code; nil for an empty one.
  static func region(_ code: String) throws(Failure) -> Region? {
    if code.isEmpty { return nil }
    if let region = Region(code.uppercased()) { return region }
    throw Failure(.regionUnknown, "there is no region \"\(code)\"")
  }
}

extension FormatLibrary {
  /// The formats built in, those in the user's configuration folder, and those of `folders`.
  static func ofUser(and folders: [String]) throws(Failure) -> FormatLibrary {
    try FormatLibrary(folders: userFolders(environment: Environment.all) + folders)
  }
}
