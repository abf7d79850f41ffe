public import Contacts
import NumberingPlan

/// Looks for numbers that were accepted once and are not in use by today's numbering plans.
public enum NumberAudit {
  /// Tells in `log` the numbers of `contact` that are not valid any longer, by region.
  ///
  /// - Parameter tellingExamples: whether a number may be shown; false for personal contacts.
  public static func run(_ contact: borrowing Contact, tellingExamples: Bool, _ log: inout DiagnosticLog) {
    for number in contact.numbers where !number.number.isEmpty {
      let read = NumberingPlan.parse(number.number, defaultRegion: nil)
      if read.isValid { continue }
      log.add(
        .numberOutdated, read.region?.code ?? (read.callingCode == 0 ? "no country" : "+\(read.callingCode)"),
        example: tellingExamples ? number.number : "…")
    }
  }
}
