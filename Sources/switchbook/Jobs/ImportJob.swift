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

  func run(
    _ reading: InputOptions, _ running: RunOptions, _ duplicates: DuplicateOptions
  ) throws(Failure) -> Report {
    let change = running.dryRun ? nil : try BundleChange(of: bundle)
    var old = change?.old
    if running.dryRun, Bundle.exists(at: bundle) { old = try Bundle(at: bundle).refusingEdits }
    var manifest = old?.manifest ?? Manifest()
    try adopt(reading, running, old, &manifest)
    let profile = try library.format(named: manifest.profile).profile
    try refuseOwners(manifest)
    let rights = try actor.rights(in: manifest, of: bundle)

    var company = CompanyPart(all: PackedContacts(), rights: rights, manifest)
    if let old, owners.contains("") {
      company = CompanyPart(all: try old.contacts(of: .company), rights: rights, manifest)
    }
    var region = try reading.region()
    if region == nil { region = try old?.region() }
    var options = Pipeline.Options(
      profile: profile, region: region, extensions: manifest.extensionCount, phonebooks: phonebooks,
      onLimit: running.onLimit)
    try duplicates.apply(to: &options)
    options.owners = owners
    options.actor = actor.number ?? ""
    options.knownOwners = manifest.extensions.isEmpty ? nil : Set(manifest.extensionNumbers)
    options.knownPhonebooks = manifest.phonebooks.map(\.name)
    options.closedPhonebooks = Set(manifest.syncedPhonebooks)
    options.otherContacts = [company.others]
    var former: [String: [ReviewFile.Row]] = [:]
    let outcomes = try Pipeline(options).runEachOwner(inputs.map(\.source)) { (owner) throws(Failure) in
      if owner.isEmpty { return company.touched }
      return try old?.contacts(of: .personal(owner: owner)) ?? PackedContacts()
    } asked: { (owner) throws(Failure) in
      let rows = try ImportReport.formerRows(of: owner, in: old, reader: actor.number)
      former[owner] = rows
      return rows.map(\.pair)
    }
    if let rights { try actor.refuse(outcomes, beyond: rights) }
    try refuseOwnerColumn(outcomes, manifest)
    var newPhonebooks: [String] = []
    for outcome in outcomes where outcome.owner.isEmpty {
      newPhonebooks += outcome.outcome.phonebooks.filter { manifest.phonebook(named: $0) == nil }
    }
    manifest.phonebooks += newPhonebooks.map { Manifest.Phonebook(name: $0) }
    var report = ImportReport(
      bundle: bundle, inputs: inputs.map(\.source.inputName), outcomes: outcomes, former: former,
      reader: actor.number, told: Set(owners))
    report.tell(newPhonebooks, of: manifest)
    guard let change else {
      try refuseExcess(of: manifest, over: old, profile)
      report.report.lines.append("dry run: nothing was written")
      try report.writeReviews(duplicates)
      return report.report
    }
    change.manifest = manifest
    for outcome in outcomes where outcome.outcome.changes.isAny {
      let contacts = outcome.outcome.contacts
      if outcome.owner.isEmpty, company.isParted {
        try change.write(company.joined(with: contacts), to: .company)
      } else {
        let old = outcome.outcome.changes.changed + outcome.outcome.changes.unchanged
        try change.write(contacts, to: Bundle.Scope(owner: outcome.owner), keepingFirst: old)
      }
    }
    try refuseExcess(of: change.manifest, over: old, profile)
    try report.write(to: change)
    try report.writeReviews(duplicates)
    try change.commit()
    return report.report
  }

  /// Takes over what the command line says of the phone system.
  private func adopt(
    _ reading: InputOptions, _ running: RunOptions, _ old: Bundle?, _ manifest: inout Manifest
  ) throws(Failure) {
    if running.profile != nil || running.extensions != nil {
      try actor.refuse("change the profile or the number of extensions")
    }
    if let profile = running.profile { manifest.profile = try library.format(named: profile).id }
    if manifest.profile.isEmpty { manifest.profile = FormatLibrary.referenceProfile }
    if running.profile == nil, let old { _ = try old.profile(library) }
    if let extensions = running.extensions { manifest.maximumExtensions = extensions }
    if manifest.region.isEmpty, !actor.isExtension { manifest.region = try reading.region()?.code ?? "" }
  }

  /// What was too much before may stay, unless the limits themselves are others now.
  private func refuseExcess(of manifest: Manifest, over old: Bundle?, _ profile: Profile) throws(Failure) {
    let isSameSystem = old?.manifest.profile == manifest.profile
    try manifest.refuseExcess(
      over: isSameSystem ? old?.manifest ?? Manifest() : Manifest(), profile, option: "--extensions")
  }

  /// Fails where a column that nobody understood says by title and values whose the contacts are: they would become
  /// company contacts.
  private func refuseOwnerColumn(_ outcomes: [OwnedOutcome], _ manifest: Manifest) throws(Failure) {
    let columns = inputs.flatMap(\.columns).filter { $0.reason == .none && OwnerColumn.isTitle($0.header) }
    if columns.isEmpty || manifest.extensions.isEmpty { return }
    let known = Set(manifest.extensionNumbers)
    for column in columns {
      var (listed, others, example) = (0, 0, "")
      for outcome in outcomes where outcome.owner.isEmpty {
        for contact in outcome.outcome.contacts {
          for value in contact.extra(column.header) ?? [] {
            if known.contains(value) { (listed, example) = (listed + 1, value) } else { others += 1 }
          }
        }
      }
      if listed == 0 || listed < others { continue }
      throw Failure(
        .ownerUnmapped,
        "the column \"\(column.header)\" names extensions of the bundle, as \(example), and nobody said "
          + "whether these are their personal contacts",
        file: inputs.count == 1 ? inputs[0].source.name : "",
        help: "use --map \"\(column.header)=owner\"; or --map \"\(column.header)=extra\" for company contacts")
    }
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

extension Manifest {
  /// The phonebooks that a sync fills, and people cannot change.
  fileprivate var syncedPhonebooks: [String] { phonebooks.filter { $0.kind == .synced }.map(\.name) }
}

/// The company contacts, parted into those that an import may touch and the others.
private struct CompanyPart {
  let touched: PackedContacts
  let others: PackedContacts
  /// For each contact in the order of the file, whether it may be touched; nil where all may.
  private let isTouched: [Bool]?

  /// Whether there may be contacts that the import may not touch.
  var isParted: Bool { isTouched != nil }

  /// - Parameter rights: of the extension that imports; nil for the administrator.
  init(all: PackedContacts, rights: Rights?, _ manifest: Manifest) {
    let closed = Set(manifest.syncedPhonebooks)
    if rights == nil, closed.isEmpty {
      (touched, others, isTouched) = (all, PackedContacts(), nil)
      return
    }
    let managed = rights.map { Set($0.manage) }
    let mine = all.map { contact in
      if contact.phonebooks.contains(where: closed.contains) { return false }
      guard let managed else { return true }
      return manifest.phonebooks(of: contact).contains(where: managed.contains)
    }
    touched = PackedContacts(zip(all, mine).lazy.filter(\.1).map(\.0))
    others = PackedContacts(zip(all, mine).lazy.filter { !$0.1 }.map(\.0))
    isTouched = mine
  }

  /// The whole file after the touched contacts became `new`: those that are left stay in their places, new ones follow.
  func joined(with new: ContactSelection) -> ContactSelection {
    guard let isTouched else { return new }
    var rest = new[...]
    var kept = others[...]
    var old = touched[...]
    var result = PackedContacts()
    for isTouched in isTouched {
      if !isTouched {
        if let next = kept.popFirst() { result.append(next) }
      } else if let next = rest.first, next.id == old.popFirst()?.id {
        result.append(next)
        rest.removeFirst()
      }
    }
    for contact in rest { result.append(contact) }
    return ContactSelection(result)
  }
}
