import Contacts
import FoundationEssentials

extension Report {
  /// The report as one JSON object, its keys in alphabetical order.
  var json: String {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
    // Nothing in the document can fail to encode: texts and whole numbers only.
    guard let bytes = try? encoder.encode(Document(self)) else { return "{}" }
    return String(decoding: bytes, as: UTF8.self)
  }

  private struct Document: Encodable {
    let read: Int
    let kept: Int
    let merged: Int
    let rejected: Int
    let contacts: Int
    let inputs: [Account]
    let files: [String: String]
    let diagnostics: [Complaint]
    let recipients: [Recipients]?
    let found: DuplicateCounts?

    init(_ report: Report) {
      let total = report.ledger?.total ?? Ledger.Entry(input: "")
      read = total.read
      kept = total.kept
      merged = total.merged
      rejected = total.rejected
      contacts = report.contacts
      inputs = (report.ledger?.entries ?? []).map(Account.init)
      files = Dictionary(report.files.map { ($0.purpose, $0.path) }) { first, _ in first }
      diagnostics = report.log.ordered.map { Complaint($0, inputs: report.inputs) }
      recipients = report.recipients.isEmpty ? nil : report.recipients
      found = report.duplicates
    }
  }

  private struct Account: Encodable {
    let input: String
    let read: Int
    let kept: Int
    let merged: Int
    let rejected: Int

    init(_ entry: Ledger.Entry) {
      input = entry.input
      read = entry.read
      kept = entry.kept
      merged = entry.merged
      rejected = entry.rejected
    }
  }

  private struct Complaint: Encodable {
    let code: String
    let severity: String
    let count: Int
    let message: String
    let why: String
    let help: String
    let places: [String]

    init(_ diagnostic: Diagnostic, inputs: [InputName]) {
      code = diagnostic.code.rawValue
      severity = diagnostic.severity.rawValue
      count = diagnostic.count
      message = diagnostic.message
      why = diagnostic.code.explanation.why
      help = diagnostic.help(inputs: inputs)
      places = diagnostic.places.map { $0.description(inputs: inputs) }
    }
  }
}
