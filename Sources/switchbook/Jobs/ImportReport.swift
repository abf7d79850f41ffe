import Bundle
import CSVSyntax
import Contacts
import Pipeline

/// What an import has to say: one report for the person at the terminal, and files for each owner apart.
struct ImportReport {
  var report: Report
  private let bundle: String
  private let outcomes: [OwnedOutcome]
  private let reader: String?
  /// Whose contacts the command line says that the inputs hold.
  private let told: Set<String>
  /// By owner, what imports before asked about.
  private let former: [String: [ReviewFile.Row]]

  /// - Parameters:
  ///   - former: what imports before asked about, by owner; ``formerRows(of:in:reader:)``.
  ///   - reader: the extension that imports; nil for the administrator, who is shown no personal contact.
  ///   - told: whose contacts the command line says that the inputs hold.
  init(
    bundle: String, inputs: [InputName], outcomes: [OwnedOutcome], former: [String: [ReviewFile.Row]], reader: String?,
    told: Set<String>
  ) {
    self.bundle = bundle
    self.told = told
    self.former = former
    self.outcomes = outcomes
    self.reader = reader
    report = Report(
      inputs: inputs, ledger: outcomes.ledger(of: inputs.map(\.name)), contacts: outcomes.contactCount,
      log: outcomes.log(for: reader))
    report.lines = summary
  }

  /// One line for the company, one for all owners.
  private var summary: [String] {
    // Whoever only had records rejected was given nothing.
    let personal = outcomes.filter { owned in
      let total = owned.outcome.ledger.total
      return !owned.owner.isEmpty && (told.contains(owned.owner) || total.kept + total.merged > 0)
    }
    let company = outcomes.filter { $0.owner.isEmpty && (personal.isEmpty || !$0.outcome.contacts.isEmpty) }
    var lines = company.map { line("company contact", "", [$0]) }
    if let first = personal.first {
      lines.append(
        personal.count == 1
          ? line("personal contact", " of \(first.owner)", personal)
          : line("personal contact", " of \(personal.count.grouped) extensions", personal))
    }
    return lines
  }

  private func line(_ noun: String, _ whose: String, _ outcomes: [OwnedOutcome]) -> String {
    let changes = outcomes.map(\.outcome.changes)
    let joined = changes.reduce(0) { $0 + $1.joined }
    return "\(bundle): \(String.counted(outcomes.contactCount, noun))\(whose) "
      + "(\(changes.reduce(0) { $0 + $1.added }.grouped) new, \(changes.reduce(0) { $0 + $1.changed }.grouped) changed, "
      + "\(changes.reduce(0) { $0 + $1.unchanged }.grouped) as before\(joined > 0 ? ", \(joined.grouped) merged" : ""))"
  }

  /// Writes what was rejected and merged, and what is to be decided about, for the company and for each owner apart.
  ///
  /// They replace those of the import before for the same owner, or for the company by the same person; what another
  /// import left stays, and so do pairs that nobody decided about.
  mutating func write(to change: BundleChange) throws(Failure) {
    for outcome in outcomes { try write(outcome, to: change) }
    // The report stays in the bundle, where it is the administrator's.
    var stored = report
    stored.log = outcomes.log(for: nil)
    try change.writeReport(Array("\(stored.json)\n".utf8), named: "\(companyFolder)report.json")
  }

  /// Below the folder of reports, where those about the company's contacts lie: each person who imports has a place.
  private var companyFolder: String { Self.folder(of: "", reader) }

  private static func folder(of owner: String, _ reader: String?) -> String {
    owner.isEmpty ? reader.map { "as/\($0)/" } ?? "" : "personal/\(owner)/"
  }

  /// What imports before asked about the contacts of an owner, or the same person's about the company's.
  static func formerRows(of owner: String, in bundle: Bundle?, reader: String?) throws(Failure) -> [ReviewFile.Row] {
    try bundle?.report(named: "\(folder(of: owner, reader))review.csv").map(ReviewFile.rows) ?? []
  }

  /// Those that are still to be decided about, and those that nobody can decide about any longer.
  private func parted(_ owned: OwnedOutcome) -> (open: [ReviewFile.Row], outdated: [ReviewFile.Row]) {
    var result: (open: [ReviewFile.Row], outdated: [ReviewFile.Row]) = ([], [])
    for (row, standing) in zip(former[owned.owner] ?? [], owned.outcome.former) where standing != .settled {
      if row.isOutdated(standing, inputs: report.inputs) {
        result.outdated.append(row)
      } else {
        result.open.append(row)
      }
    }
    return result
  }

  private mutating func write(_ owned: OwnedOutcome, to change: BundleChange) throws(Failure) {
    let folder = Self.folder(of: owned.owner, reader)
    let retired = try change.retireReports(in: String(folder.dropLast()))
    let whose = owned.owner.isEmpty ? "" : " of \(owned.owner)"
    let rejected = owned.outcome.rejected.compactMap { $0 }
    for (index, file) in rejected.enumerated() {
      let number = rejected.count > 1 ? "\(index + 1)" : ""
      let name = "\(folder)rejected\(number.isEmpty ? "" : "-")\(number).\(file.suffix)"
      try change.writeReport(file.bytes, named: name)
      report.files.append(("rejected\(number.isEmpty ? "" : " ")\(number)\(whose)", "\(bundle)/reports/\(name)"))
      report.lines.append("rejected records\(whose), with reasons: \(bundle)/reports/\(name)")
    }
    tell(retired, goingFrom: change)
    if owned.outcome.merges.isEmpty, retired.contains("\(folder)merged.csv") {
      report.lines.append(
        "what the import before merged\(whose) is gone from \(bundle)/reports/\(folder)merged.csv; "
          + "switchbook undo brings it back")
    }
    if !owned.outcome.merges.isEmpty {
      let name = "\(folder)merged.csv"
      try change.writeReport(mergedTable(owned.outcome), named: name)
      report.files.append(("merged\(whose)", "\(bundle)/reports/\(name)"))
      report.lines.append("which records\(whose) were merged, and why: \(bundle)/reports/\(name)")
    }
    let name = "\(folder)review.csv"
    let (open, outdated) = parted(owned)
    let count = owned.outcome.reviews.count + open.count
    if count > 0 {
      try change.writeReport(ReviewFile.text(owned.outcome.reviews, open, inputs: report.inputs), named: name)
      report.files.append(("review\(whose)", "\(bundle)/reports/\(name)"))
      report.lines.append(
        "\(String.counted(count, "pair"))\(whose) to decide about"
          + "\(open.isEmpty ? "" : ", \(open.count.grouped) of them from before"): \(bundle)/reports/\(name)")
    }
    if !outdated.isEmpty {
      report.lines.append(
        "\(String.counted(outdated.count, "pair"))\(whose) to decide about went from \(bundle)/reports/\(name), "
          + "for contacts changed; switchbook undo brings back what was")
    }
  }

  /// Says which rejected records of the import before go, unless they are those that were imported now, or the same.
  private mutating func tell(_ former: [String], goingFrom change: BundleChange) {
    for name in former {
      let path = "\(bundle)/reports/\(name)"
      let file = name.split(separator: "/").last ?? ""
      guard file.hasPrefix("rejected"), !report.inputs.contains(where: { $0.name == path }) else { continue }
      if change.replacesEqually(name) { continue }
      report.lines.append(
        "rejected records of the import before are gone from \(path); switchbook undo brings them back")
    }
  }

  /// Tells of phonebooks that the import makes, for a name may be mistyped.
  mutating func tell(_ new: [String], of manifest: Manifest) {
    if new.isEmpty { return }
    report.lines.append("new phonebooks, which nobody may view yet: \(new.joined(separator: ", "))")
    for (a, b) in manifest.alikePhonebooks where new.contains(b) {
      report.log.add(.phonebookAlike, "\"\(a)\" and \"\(b)\"")
    }
  }

  /// Writes the pairs to decide about where the command line wants them: the company's, and the reader's own.
  mutating func writeReviews(_ duplicates: DuplicateOptions) throws(Failure) {
    guard duplicates.review != nil else { return }
    let shown = outcomes.filter { $0.owner.isEmpty || $0.owner == reader }
    try duplicates.write(shown.flatMap(\.outcome.reviews), &report, former: shown.flatMap { parted($0).open })
  }

  private func mergedTable(_ outcome: Outcome) -> [UInt8] {
    var table = CSVWriter(defusesFormulas: true)
    for title in ["Contact", "Name", "Record", "Merged into", "Reason"] { table.field(title) }
    table.endRecord()
    for merge in outcome.merges {
      table.field(merge.contact)
      table.field(merge.name)
      table.field(merge.record?.description(inputs: report.inputs) ?? "the bundle")
      table.field(merge.keeper?.description(inputs: report.inputs) ?? "the bundle")
      table.field(merge.reason.rawValue)
      table.endRecord()
    }
    return table.take()
  }
}
