import Bundle
import Contacts
import Formats
import NumberingPlan

/// One export of a bundle: to a file, or to a folder with a file for each extension.
struct ExportJob {
  let bundle: String
  let target: Format
  let share: Bundle.Share
  let writing: DirectoryOptions
  let output: String

  /// All company contacts, as the administrator sees them; never a personal one.
  func company() throws(Failure) -> Report {
    let (contacts, manifest) = try Bundle.reading(bundle) { (opened) throws(Failure) in
      let all = try opened.contacts(of: .company)
      return (opened.manifest.hasRules ? opened.manifest.naming(all) : all, opened.manifest)
    }
    let what = String.counted(contacts.count, "company contact")
    return try write(contacts, what, manifest, phonebooks: manifest.phonebooks.map(\.name), isPersonal: false)
  }

  /// What the extension `number` may see.
  func one(_ number: String) throws(Failure) -> Report {
    let (contacts, manifest) = try Bundle.reading(bundle) { (opened) throws(Failure) in
      (try opened.contacts(visibleTo: number, share), opened.manifest)
    }
    return try write(
      contacts, "\(String.counted(contacts.count, "contact")) that \(number) may see", manifest,
      phonebooks: Rights(of: number, in: manifest).view, isPersonal: contacts.contains { !$0.owner.isEmpty })
  }

  private func write(
    _ contacts: PackedContacts, _ what: String, _ manifest: Manifest, phonebooks: [String], isPersonal: Bool
  ) throws(Failure) -> Report {
    var log = DiagnosticLog()
    let options = try options(manifest, phonebooks: phonebooks, file: output)
    let files = try target.files(ContactSelection(contacts), options: options, log: &log)
    try Output.write(files, to: output)
    var report = Report(
      inputs: [bundle], ledger: nil, contacts: contacts.count, log: isPersonal ? log.concealed() : log)
    if output != "-" {
      report.lines.append("\(output): \(what) as \(target.id)")
      report.tell(files, besides: output)
    }
    return report
  }

  private func options(
    _ manifest: Manifest, phonebooks: [String], file: String
  ) throws(Failure) -> WritingOptions {
    var options = try writing.options(for: file, region: Region(manifest.region))
    if writing.title == nil { options.title = Path.stem(of: bundle) }
    options.phonebooks = phonebooks
    return options
  }

  /// A file for each extension, with what it may see.
  func eachExtension() throws(Failure) -> Report {
    try Bundle.reading(bundle) { (opened) throws(Failure) in
      let folder = try ExportFolder(output)
      var summary = Summary()
      try opened.eachExtension(share) { (group) throws(Failure) in
        var log = DiagnosticLog()
        try write(group, of: opened.manifest, to: folder, &log)
        summary.add(group, share, log)
      }
      try folder.commit()
      var report = Report(inputs: [bundle], ledger: nil, contacts: summary.contacts, log: summary.log)
      report.lines = ["\(output): \(String.counted(summary.extensions, "extension")) as \(target.id)"] + summary.lines
      report.files.append(("output", output))
      return report
    }
  }

  private func write(
    _ group: ExtensionGroup, of manifest: Manifest, to folder: ExportFolder, _ log: inout DiagnosticLog
  ) throws(Failure) {
    for (index, number) in group.numbers.enumerated() {
      let options = try options(manifest, phonebooks: group.rights.view, file: "\(number).\(target.suffix)")
      var told = DiagnosticLog()
      let files = try target.files(ContactSelection(group.contacts), options: options, log: &told)
      if index == 0 { log = told }
      if files.count == 1 {
        return try folder.write(files[0].bytes, named: group.numbers.map { "\($0).\(target.suffix)" })
      }
      // Files that name each other cannot be shared: each extension may fetch its own only.
      for file in files { try folder.write(file.bytes, named: [file.name]) }
    }
  }
}

/// Who is given what, for the administrator: of personal contacts only how many there are.
private struct Summary {
  private(set) var log = DiagnosticLog()
  private(set) var contacts = 0
  private(set) var extensions = 0
  private var order: [String] = []
  private var numbers: [String: [String]] = [:]
  private var personal = (contacts: 0, extensions: 0)

  mutating func add(_ group: ExtensionGroup, _ share: Bundle.Share, _ told: DiagnosticLog) {
    let own = group.contacts.count - group.companyCount
    log.append(own > 0 ? told.concealed() : told)
    contacts += group.contacts.count
    extensions += group.numbers.count
    personal.contacts += own
    personal.extensions += own > 0 ? 1 : 0
    if share == .personal { return }
    let books = group.rights.view.isEmpty ? "no phonebook" : group.rights.view.joined(separator: ", ")
    let what = "\(books) (\(String.counted(group.companyCount, "company contact")))"
    if numbers[what] == nil { order.append(what) }
    numbers[what, default: []] += group.numbers
  }

  var lines: [String] {
    order.map { "  \(Manifest.Extension.ranges(of: numbers[$0] ?? []).joined(separator: ", ")): \($0)" }
      + [
        "\(String.counted(personal.contacts, "personal contact")) of "
          + "\(String.counted(personal.extensions, "extension")), each in its owner's file only"
      ]
  }
}
