import Contacts
import Pipeline

extension [OwnedOutcome] {
  /// Where every record went, whoever owns it.
  func ledger(of inputs: [String]) -> Ledger {
    reduce(into: Ledger(inputs: inputs)) { ledger, owned in
      for (index, entry) in owned.outcome.ledger.entries.enumerated() {
        ledger.entries[index].read += entry.read
        ledger.entries[index].kept += entry.kept
        ledger.entries[index].merged += entry.merged
        ledger.entries[index].rejected += entry.rejected
      }
    }
  }

  /// What there is to say, without a word of personal contacts whose owner is not `reader`.
  func log(for reader: String?) -> DiagnosticLog {
    reduce(into: DiagnosticLog()) { log, owned in
      let isHidden = !owned.owner.isEmpty && owned.owner != reader
      log.append(isHidden ? owned.outcome.log.concealed() : owned.outcome.log)
    }
  }

  /// How many contacts there are.
  var contactCount: Int { reduce(0) { $0 + $1.outcome.contacts.count } }
}
