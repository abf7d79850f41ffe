import CSVSyntax
import Contacts
import Formats

/// What another system is not given: records that were rejected, and what the writing of contacts could not keep, by field
/// and number of contacts; for people as a table, for programs as a CSV file.
struct LossReport {
  private struct Loss {
    let field: String
    let count: Int
    var noun = "contact"
    let outcome: String
    let why: String
    var example = ""
  }
  private let losses: [Loss]

  /// What `log`, the log of writing a file of `target`, has to say about losses, and how many records never got there.
  init(_ log: DiagnosticLog, rejected: Int, target: Format) {
    var losses: [Loss] = []
    if rejected > 0 {
      losses.append(
        Loss(
          field: "all of it", count: rejected, noun: "record", outcome: "rejected",
          why: "each for the reason that is told of it"))
    }
    for loss in log.ordered {
      guard let outcome = Self.outcome(of: loss.code) else { continue }
      losses.append(
        Loss(
          field: loss.subject, count: loss.count, outcome: outcome, why: Self.why(loss.code, target),
          example: loss.example))
    }
    self.losses = losses
  }

  var isEmpty: Bool { losses.isEmpty }

  /// A line for each field.
  var lines: [String] {
    TextTable.lines(
      losses.map { ["  \($0.field)", String.counted($0.count, $0.noun), $0.outcome, $0.why] })
  }

  var csv: [UInt8] {
    var writer = CSVWriter(defusesFormulas: true)
    for title in ["Field", "Contacts", "What happened", "Why", "Example"] { writer.field(title) }
    writer.endRecord()
    for loss in losses {
      for cell in [loss.field, "\(loss.count)", loss.outcome, loss.why, loss.example] { writer.field(cell) }
      writer.endRecord()
    }
    return writer.take()
  }

  private static func why(_ code: DiagnosticCode, _ target: Format) -> String {
    switch code {
    case .textShortened: "\(target.id) holds no more characters"
    case .textAltered: "\(target.id) forbids some of its characters"
    case .entryRefused: "\(target.id) refuses entries without it"
    case .contactWithoutNumber: "\(target.id) refuses contacts without a number that it can dial"
    default: "\(target.id) has no place for it"
    }
  }

  /// What became of the value; nil for what is no loss.
  private static func outcome(of code: DiagnosticCode) -> String? {
    switch code {
    case .fieldLost: "lost"
    case .textShortened: "shortened"
    case .textAltered: "altered"
    case .entryRefused, .contactWithoutNumber: "contact not written"
    default: nil
    }
  }
}
