import Bundle
import Contacts
import Formats
import NumberingPlan
import Pipeline

/// One import: from opened inputs to a changed bundle and its reports.
struct ImportJob {
  let bundle: String
  let inputs: [Input]
  /// For each input, the extension whose personal contacts it holds; empty for the company, or where records tell.
  let owners: [String]
  let library: FormatLibrary
  let phonebooks: [String]
  let actor: Actor

  func run(_ reading: InputOptions, _ running: RunOptions) throws(Failure) -> Report {
    let change = running.dryRun ? nil : try BundleChange(of: bundle)
    var old = change?.old
    if running.dryRun, Bundle.exists(at: bundle) { old = try Bundle(at: bundle) }
    var manifest = old?.manifest ?? Manifest()
    try adopt(reading, running, &manifest)
    let profile = try library.format(named: manifest.profile).profile
    try refuseOwners(manifest)
    let rights = try actor.rights(in: manifest, of: bundle)

    var company = CompanyPart(all: PackedContacts(), rights: nil, manifest)
    if let old { company = CompanyPart(all: try old.contacts(of: .company), rights: rights, manifest) }
    var options = Pipeline.Options(
      profile: profile, region: try reading.region(or: manifest.region), extensions: manifest.extensionCount,
      phonebooks: phonebooks, onLimit: running.onLimit)
    options.owners = owners
    options.knownOwners = manifest.extensions.isEmpty ? nil : Set(manifest.extensionNumbers)
    options.knownPhonebooks = manifest.phonebooks.map(\.name)
    options.closedPhonebooks = Set(manifest.phonebooks.filter { $0.kind == .synced }.map(\.name))
    options.otherContacts = [company.others]
    let outcomes = try Pipeline(options).runEachOwner(inputs.map(\.source)) { (owner) throws(Failure) in
      if owner.isEmpty { return company.touched }
      return try old?.contacts(of: .personal(owner: owner)) ?? PackedContacts()
    }
    if let rights { try actor.refuse(outcomes, beyond: rights, known: company.touched.count) }

    var report = ImportReport(bundle: bundle, inputs: inputs.map(\.source.name), outcomes: outcomes)
    for outcome in outcomes where outcome.owner.isEmpty {
      for name in outcome.outcome.phonebooks where manifest.phonebook(named: name) == nil {
        manifest.phonebooks.append(Manifest.Phonebook(name: name))
      }
    }
    guard let change else {
      report.report.lines.append("dry run: nothing was written")
      return report.report
    }
    change.manifest = manifest
    for outcome in outcomes where outcome.outcome.changes.added > 0 || outcome.outcome.changes.changed > 0 {
      let contacts = outcome.outcome.contacts
      let whole = outcome.owner.isEmpty ? company.joined(with: contacts) : contacts
      try change.write(whole, to: Bundle.Scope(owner: outcome.owner))
    }
    try change.manifest.refuseExcess(over: old?.manifest ?? Manifest(), profile)
    try report.write(to: change)
    try change.commit()
    return report.report
  }

  /// Takes over what the command line says of the phone system.
  private func adopt(_ reading: InputOptions, _ running: RunOptions, _ manifest: inout Manifest) throws(Failure) {
    if actor.isExtension, running.profile != nil || running.extensions != nil {
      throw Failure(.permissionMissing, "only the administrator can change the profile or the number of extensions")
    }
    if let profile = running.profile { manifest.profile = try library.format(named: profile).id }
    if manifest.profile.isEmpty { manifest.profile = FormatLibrary.referenceProfile }
    if let extensions = running.extensions { manifest.maximumExtensions = extensions }
    if manifest.region.isEmpty { manifest.region = try reading.region()?.code ?? "" }
  }

  /// Owners that the command line tells must be listed where any extension is.
  private func refuseOwners(_ manifest: Manifest) throws(Failure) {
    if manifest.extensions.isEmpty { return }
    let known = Set(manifest.extensionNumbers)
    for owner in owners where !owner.isEmpty && !known.contains(owner) {
      let near = Suggestion.nearest(to: owner, among: known.sorted())
      throw Failure(
        .extensionUnknown,
        "the bundle lists no extension \"\(owner)\"\(near.map { "; did you mean \"\($0)\"?" } ?? "")", file: bundle,
        help: "list it with switchbook bundle extensions \(bundle) --add \(owner)")
    }
  }
}

/// The company contacts, parted into those that an import may touch and the others.
private struct CompanyPart {
  let touched: PackedContacts
  let others: PackedContacts
  /// For each contact in the order of the file, whether it may be touched; nil where all may.
  private let isTouched: [Bool]?

  /// - Parameter rights: of the extension that imports; nil for the administrator.
  init(all: PackedContacts, rights: Rights?, _ manifest: Manifest) {
    guard let rights else {
      (touched, others, isTouched) = (all, PackedContacts(), nil)
      return
    }
    let managed = Set(rights.manage)
    let mine = all.map { contact in manifest.phonebooks(of: contact).contains(where: managed.contains) }
    touched = PackedContacts(zip(all, mine).lazy.filter(\.1).map(\.0))
    others = PackedContacts(zip(all, mine).lazy.filter { !$0.1 }.map(\.0))
    isTouched = mine
  }

  /// The whole file after the touched contacts became `new`: those that existed stay in their places, new ones follow.
  func joined(with new: ContactSelection) -> ContactSelection {
    guard let isTouched else { return new }
    var rest = new[...]
    var kept = others[...]
    var result = PackedContacts()
    for isTouched in isTouched {
      if let next = isTouched ? rest.popFirst() : kept.popFirst() { result.append(next) }
    }
    for contact in rest { result.append(contact) }
    return ContactSelection(result)
  }
}
