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
    try Bundle.reading(bundle) { (opened) throws(Failure) in
      let all = try opened.contacts(of: .company)
      let contacts = opened.manifest.hasRules ? opened.manifest.naming(all) : all
      return try write(
        contacts, String.counted(contacts.count, "company contact"), opened,
        phonebooks: opened.manifest.phonebooks.map(\.name))
    }
  }

  /// What the extension `number` may see.
  func one(_ number: String) throws(Failure) -> Report {
    try Bundle.reading(bundle) { (opened) throws(Failure) in
      let contacts = try opened.contacts(visibleTo: number, share)
      return try write(
        contacts, "\(String.counted(contacts.count, "contact")) that \(number) may see", opened,
        phonebooks: Rights(of: number, in: opened.manifest).view)
    }
  }

  private func write(
    _ contacts: PackedContacts, _ what: String, _ opened: Bundle, phonebooks: [String]
  ) throws(Failure) -> Report {
    var log = DiagnosticLog()
    let options = try options(opened, phonebooks: phonebooks, file: output)
    let prepared = try PreparedOutput(contacts, as: target, options: options, log: &log, to: output)
    let left = try prepared.commit()
    // The administrator is shown no personal contact.
    let isPersonal = contacts.contains { !$0.owner.isEmpty }
    var report = Report(
      inputs: [InputName(bundle)], ledger: nil, contacts: contacts.count, log: isPersonal ? log.concealed() : log)
    if output != "-" {
      report.lines.append("\(output): \(what) as \(target.id)")
      report.tell(prepared.furtherNames, besides: output)
      report.lines += left
    }
    return report
  }

  private func options(_ opened: Bundle, phonebooks: [String], file: String) throws(Failure) -> WritingOptions {
    var options = try writing.options(for: file, as: target, region: opened.region())
    if writing.title == nil { options.title = Path.stem(of: bundle) }
    options.phonebooks = phonebooks
    return options
  }

  /// A file for each extension, with what it may see.
  func eachExtension() throws(Failure) -> Report {
    try Bundle.reading(bundle) { (opened) throws(Failure) in
      let folder = try ExportFolder(output)
      var report = Report(inputs: [InputName(bundle)], ledger: nil, contacts: 0, log: DiagnosticLog())
      try opened.eachExtension(share) { (group) throws(Failure) in
        let log = try write(group, of: opened, to: folder)
        report.log.append(group.personalCount > 0 ? log.concealed() : log)
        if let problem = group.problem, let owner = group.numbers.first {
          report.log.add(.contactsUnreadable, problem.words(for: .personal(owner: owner)))
        }
        report.contacts += group.contacts.count
        report.recipients.append(Recipients(group))
      }
      try folder.commit()
      let count = report.recipients.reduce(0) { $0 + $1.extensions.count }
      report.lines = ["\(output): \(String.counted(count, "extension")) as \(target.id)"]
      report.lines += Recipients.lines(report.recipients, share)
      report.files.append(("output", output))
      return report
    }
  }

  /// Writes what a group is given; what there is to say of it.
  private func write(
    _ group: ExtensionGroup, of opened: Bundle, to folder: ExportFolder
  ) throws(Failure) -> DiagnosticLog {
    var result = DiagnosticLog()
    for (index, number) in group.numbers.enumerated() {
      let options = try options(opened, phonebooks: group.rights.view, file: "\(number).\(target.suffix)")
      var log = DiagnosticLog()
      let files = try target.files(ContactSelection(group.contacts), options: options, log: &log)
      if index == 0 { result = log }
      if files.count == 1 {
        try folder.write(files[0].bytes, named: group.numbers.map { "\($0).\(target.suffix)" })
        break
      }
      // Files that name each other are called after the extension, which may fetch its own only.
      for file in files { try folder.write(file.bytes, named: [file.name]) }
    }
    return result
  }
}
