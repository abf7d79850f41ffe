public import ArgumentParser
import Contacts
public import NumberingPlan

struct NumberCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "number",
    abstract: "Bring telephone numbers to E.164, and tell what they are.",
    discussion: """
      Numbers are arguments or, without any, lines of standard input. A line may name its own region before a tab:
      GB<TAB>020 7946 0958. Every line is answered, in order, so that the exit code is 0 whatever the numbers are.

      --tsv prints, with tabs between: the input, the number (empty unless possible), the status (valid, possible,
      possible-local, too-short, too-long, invalid-length, invalid-country-code, not-a-number), the type (fixed-line,
      mobile, fixed-line-or-mobile, toll-free, premium-rate, shared-cost, voip, personal-number, pager, uan,
      voicemail, unknown), the region and the extension.
      """)

  @Option(help: ArgumentHelp("The region in which numbers without a plus sign are dialled.", valueName: "CC"))
  var region: String?

  @Option(help: "How numbers are written: e164, international, national or rfc3966.")
  var format: PhoneNumber.Format = .e164

  @Flag(help: "Print a table with tabs, for programs.")
  var tsv = false

  @Flag(help: "Print the version of the numbering plans, and do nothing else.")
  var metadata = false

  @Argument(help: "The numbers; without any, lines of standard input.")
  var numbers: [String] = []

  func run() throws {
    if metadata {
      print(
        """
        libphonenumber metadata \(NumberingPlan.metadataVersion): \(Region.all.count) regions, \
        \(NumberingPlan.callingCodes.count) calling codes
        """)
      return
    }
    var listing = NumberListing(style: tsv ? .table(format) : .prose(format), region: try defaultRegion())
    if !numbers.isEmpty {
      for number in numbers { Array(number.utf8).withUnsafeBytes { listing.answer(line: $0) } }
      try StandardStreams.write(listing.output)
      return
    }
    try StandardStreams.read { bytes in
      listing.read(bytes)
      try StandardStreams.write(listing.output)
      listing.output.removeAll(keepingCapacity: true)
    }
    listing.finish()
    try StandardStreams.write(listing.output)
  }

  private func defaultRegion() throws -> Region? {
    guard let region else { return nil }
    if let known = Region(region) { return known }
    let near = Region.suggestions(for: region).map(\.code).joined(separator: ", ")
    throw Failure(
      .regionUnknown, "there is no region “\(region)”", file: "--region",
      help: near.isEmpty ? "name a region by its two letters, such as GB, DE or US" : "did you mean \(near)?")
  }
}

extension PhoneNumber.Format: ExpressibleByArgument {}
