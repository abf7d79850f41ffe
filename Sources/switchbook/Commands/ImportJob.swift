import Bundle
import CSVSyntax
import Contacts
import Formats
import NumberingPlan
import Pipeline

/// One import: from opened inputs to a changed bundle and its reports.
struct ImportJob {
  let bundle: String
  let inputs: [Input]
  let library: FormatLibrary
  let scope: Bundle.Scope
  let phonebooks: [String]

  func run(_ reading: InputOptions, _ running: RunOptions) throws(Failure) -> Report {
    let change = running.dryRun ? nil : try BundleChange(of: bundle)
    var old = change?.old
    if running.dryRun, Bundle.exists(at: bundle) { old = try Bundle(at: bundle) }
    var manifest = old?.manifest ?? Manifest()
    if let profile = running.profile { manifest.profile = try library.format(named: profile).id }
    if manifest.profile.isEmpty { manifest.profile = FormatLibrary.referenceProfile }
    if let extensions = running.extensions { manifest.maximumExtensions = extensions }
    let region = try reading.region(or: manifest.region)
    if manifest.region.isEmpty { manifest.region = region?.code ?? "" }

    var options = Pipeline.Options(
      profile: try library.format(named: manifest.profile).profile, region: region,
      extensions: manifest.extensionCount, phonebooks: phonebooks, onLimit: running.onLimit)
    options.knownPhonebooks = manifest.phonebooks.map(\.name)
    if case .personal(let owner) = scope { options.owner = owner }
    let existing = try old?.contacts(of: scope) ?? PackedContacts()
    let outcome = try Pipeline(options).run(inputs.map(\.source), onto: existing)
    for name in outcome.phonebooks where !manifest.phonebooks.contains(where: { $0.name == name }) {
      manifest.phonebooks.append(Manifest.Phonebook(name: name))
    }

    var report = Report(
      inputs: inputs.map(\.source.name), ledger: outcome.ledger, contacts: outcome.contacts.count, log: outcome.log)
    report.lines = [summary(outcome)]
    guard let change else {
      report.lines.append("dry run: nothing was written")
      return report
    }
    change.manifest = manifest
    if outcome.changes.added > 0 || outcome.changes.changed > 0 { try change.write(outcome.contacts, to: scope) }
    try write(outcome, &report, to: change)
    try change.commit()
    return report
  }

  private func summary(_ outcome: Outcome) -> String {
    let changes = outcome.changes
    let whose =
      switch scope {
      case .company: "company contact"
      case .personal(let owner): "personal contact of \(owner)"
      }
    let plural = outcome.contacts.count == 1 ? whose : whose.replacing("contact", with: "contacts")
    return "\(bundle): \(outcome.contacts.count.grouped) \(plural) (\(changes.added.grouped) new, "
      + "\(changes.changed.grouped) changed, \(changes.unchanged.grouped) as before)"
  }

  private func write(_ outcome: Outcome, _ report: inout Report, to change: BundleChange) throws(Failure) {
    let rejected = outcome.rejected.compactMap { $0 }
    for (index, file) in rejected.enumerated() {
      let name = "rejected\(rejected.count > 1 ? "-\(index + 1)" : "").\(file.suffix)"
      try change.writeReport(file.bytes, named: name)
      report.files.append(("rejected\(rejected.count > 1 ? " \(index + 1)" : "")", "\(bundle)/reports/\(name)"))
      report.lines.append("rejected records, with reasons: \(bundle)/reports/\(name)")
    }
    if !outcome.merges.isEmpty {
      try change.writeReport(mergedTable(outcome, inputs: report.inputs), named: "merged.csv")
      report.files.append(("merged", "\(bundle)/reports/merged.csv"))
      report.lines.append("which records were merged, and why: \(bundle)/reports/merged.csv")
    }
    try change.writeReport(Array("\(report.json)\n".utf8), named: "report.json")
  }

  private func mergedTable(_ outcome: Outcome, inputs: [String]) -> [UInt8] {
    var table = CSVWriter()
    for title in ["Contact", "Name", "Record", "Merged into", "Reason"] { table.field(title) }
    table.endRecord()
    for merge in outcome.merges {
      table.field(merge.contact)
      table.field(merge.name)
      table.field(merge.record.description(inputs: inputs))
      table.field(merge.keeper?.description(inputs: inputs) ?? "the bundle")
      table.field(merge.reason.rawValue)
      table.endRecord()
    }
    return table.take()
  }
}
