import ArgumentParser
import Bundle
import Contacts
import FoundationEssentials
import NumberingPlan

struct IdentifyCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "identify",
    abstract: "Say who is calling.",
    discussion: """
      An extension is shown its personal contacts first, then the company contacts that it may see; the administrator, \
      without --extension, all company contacts. A number that was not understood when it was imported tells nobody.

        switchbook identify acme "020 7946 0101" --extension 1001
      """)

  @Argument(help: "The bundle's folder, or archive.")
  var bundle: String

  @Argument(help: "The numbers, as the phone shows them.")
  var numbers: [String]

  @Option(
    name: .customLong("extension"), help: ArgumentHelp("Who is called: what it may see is shown.", valueName: "ext"))
  var number: String?

  @Option(
    help: ArgumentHelp(
      "The country of numbers written without one, as GB; the bundle's own unless told.", valueName: "CC"))
  var region: String?

  @Option(
    help: ArgumentHelp(
      "How many last digits must be the same; 0 for all. A caller with no more digits must match exactly.",
      valueName: "N"))
  var lastDigits = 7

  @Flag(help: "Print one JSON object.")
  var json = false

  func validate() throws {
    if lastDigits < 0 || (1...3).contains(lastDigits) {
      throw ValidationError("--last-digits must be 0, or 4 and more: fewer digits are those of anybody.")
    }
  }

  func run() throws {
    let match = lastDigits == 0 ? CallerMatch.exact : .lastDigits(lastDigits)
    let calls = try Bundle.reading(bundle) { (opened) throws(Failure) in
      var plan = try InputOptions.region(region ?? "")
      if plan == nil { plan = try opened.region() }
      var calls: [Call] = []
      for text in numbers {
        let e164 = NumberingPlan.parse(text, defaultRegion: plan).e164
        var callers = try opened.callers(from: e164, visibleTo: number, by: match)
        // An internal number or short code is none of the country's, or another one there.
        if callers.isEmpty { callers = try opened.callers(from: text, visibleTo: number, by: match) }
        calls.append(Call(number: text, callers: callers.map(Call.Caller.init)))
      }
      return calls
    }
    Output.print(json ? Call.json(calls) : calls.map(\.text).joined(separator: "\n"))
  }
}

/// A number, and who calls from it, the first being the one that a phone shows.
private struct Call: Encodable {
  let number: String
  let callers: [Caller]

  struct Caller: Encodable {
    let name: String
    let organization: String
    let id: String
    let isPersonal: Bool

    init(_ contact: Contact) {
      name = contact.displayName
      organization = contact.organization
      id = contact.id
      isPersonal = !contact.owner.isEmpty
    }

    var text: String {
      let firm = organization.isEmpty || organization == name ? "" : ", \(organization)"
      return "\(name)\(firm) (\(isPersonal ? "personal" : "company") contact)"
    }
  }

  var text: String { "\(number): \(callers.isEmpty ? "nobody" : callers.map(\.text).joined(separator: "; "))" }

  static func json(_ calls: [Call]) -> String {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
    // Texts and truth values only: nothing can fail to encode.
    guard let bytes = try? encoder.encode(["calls": calls]) else { return "{}" }
    return String(decoding: bytes, as: UTF8.self)
  }
}
