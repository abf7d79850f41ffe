import CSVSyntax
import Contacts
import Formats

/// What the writing of contacts could not keep, by field and number of contacts: for people as a table, for programs as a CSV file.
struct LossReport {
  private let losses: [Diagnostic]
  private let target: Format

  /// What `log`, the log of writing a file of `target`, has to say about losses.
  init(_ log: DiagnosticLog, target: Format) {
    losses = log.ordered.filter { Self.outcome(of: $0.code) != nil }
    self.target = target
  }

  var isEmpty: Bool { losses.isEmpty }

  /// A line for each field.
  var lines: [String] {
    TextTable.lines(
      losses.map { loss in
        ["  \(loss.subject)", String.counted(loss.count, "contact"), Self.outcome(of: loss.code) ?? "", why(loss.code)]
      })
  }

  var csv: [UInt8] {
    var writer = CSVWriter(defusesFormulas: true)
    for title in ["Field", "Contacts", "What happened", "Why", "Example"] { writer.field(title) }
    writer.endRecord()
    for loss in losses {
      for cell in [
        loss.subject, "\(loss.count)", Self.outcome(of: loss.code) ?? "", why(loss.code), loss.example,
      ] { writer.field(cell) }
      writer.endRecord()
    }
    return writer.take()
  }

  private func why(_ code: DiagnosticCode) -> String {
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
