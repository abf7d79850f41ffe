import ArgumentParser
import Bundle
import Contacts

struct BundleExtensionsCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "extensions", abstract: "List, add, change or remove extensions.",
    discussion: """
      Adding one that is listed changes its name, groups or department. Personal contacts and permissions go by the \
      number: where one that is removed has any, say what becomes of them.

        switchbook bundle extensions acme --add 1001 --name "Anna Weber" --group Sales --department Support
        switchbook bundle extensions acme --add 1010-1040
        switchbook bundle extensions acme --remove 1010-1019 --drop-personal
        switchbook bundle extensions acme --maximum 60
      """)

  @Argument(help: "The bundle's folder.")
  var bundle: String

  @Option(help: ArgumentHelp("List this extension, or a range as 1001-1040.", valueName: "ext"))
  var add: [String] = []

  @Option(help: ArgumentHelp("Take this extension, or range, off the list.", valueName: "ext"))
  var remove: [String] = []

  @Flag(help: "Remove the personal contacts of the removed extensions, and the permissions that name them.")
  var dropPersonal = false

  @Flag(help: "Keep both for whoever gets the number next.")
  var keepPersonal = false

  @Option(help: ArgumentHelp("Whose the added extensions are.", valueName: "name"))
  var name: String?

  @Option(name: .customLong("group"), help: ArgumentHelp("A group of the added extensions.", valueName: "name"))
  var groups: [String] = []

  @Option(help: ArgumentHelp("The department of the added extensions.", valueName: "name"))
  var department: String?

  @Option(
    help: ArgumentHelp(
      "The number of extensions that the system is licensed for, which selects the tier of the limits.", valueName: "N")
  )
  var maximum: Int?

  @OptionGroup var actor: Actor

  func validate() throws {
    if let mistake = (add + remove).lazy.compactMap(NumberRange.mistake).first { throw ValidationError("\(mistake).") }
    if add.isEmpty, name != nil || !groups.isEmpty || department != nil {
      throw ValidationError("--name, --group and --department go with --add.")
    }
    if dropPersonal, keepPersonal {
      throw ValidationError("--drop-personal and --keep-personal exclude each other.")
    }
    if remove.isEmpty, dropPersonal || keepPersonal {
      throw ValidationError("--drop-personal and --keep-personal go with --remove.")
    }
    if groups.contains("") { throw ValidationError("A group's name cannot be empty.") }
    if let maximum, maximum < 1 { throw ValidationError("--maximum must be at least 1.") }
  }

  func run() throws {
    if add.isEmpty, remove.isEmpty, maximum == nil { return try list() }
    try actor.refuse("change extensions")
    try ManifestEdit.run(bundle) { (change, _) throws(Failure) in
      var lines: [String] = []
      for range in remove.compactMap(NumberRange.init) { lines += try take(range, off: change) }
      for range in add.compactMap(NumberRange.init) {
        let found = change.manifest.belongings(of: range)
        let isNew = found.owners.contains { change.manifest.entry(of: $0) == nil }
        change.manifest.list(range) { one in
          if let name { one.name = name }
          if !groups.isEmpty { one.groups = groups }
          if let department { one.department = department }
        }
        if isNew { lines.append("\(range) has \(found.words) already") }
      }
      if let maximum { change.manifest.maximumExtensions = maximum }
      let count = change.manifest.extensionNumbers.count
      guard count <= NumberRange.maximumCount else {
        throw Failure(.usage, "more than \(NumberRange.maximumCount) extensions", file: bundle)
      }
      let licensed = maximum.map { ", licensed for \($0.grouped)" } ?? ""
      return ["\(bundle): \(String.counted(count, "extension"))\(licensed)"] + lines
    }
  }

  private func list() throws(Failure) {
    let manifest = try Bundle(at: bundle).manifest
    for one in manifest.extensions { Output.print(one.line) }
    if manifest.extensions.isEmpty { Output.print("no extension is listed") }
  }

  /// Takes extensions off the list, with what belongs to them where that is told; says what became of it.
  private func take(_ range: NumberRange, off change: BundleChange) throws(Failure) -> [String] {
    let found = change.manifest.belongings(of: range)
    if change.manifest.remove(range).isEmpty, !(dropPersonal && found.isAny) {
      let near = Suggestion.nearest(
        to: range.description, among: change.manifest.extensions.map(\.number.description))
      throw Failure(
        .extensionUnknown,
        "the bundle lists no extension \"\(range)\"\(near.map { "; did you mean \"\($0)\"?" } ?? "")", file: bundle)
    }
    guard found.isAny else { return [] }
    if keepPersonal { return ["kept for whoever gets \(range) next: \(found.words)"] }
    guard dropPersonal else {
      throw Failure(
        .usage, "\(range) has \(found.words), and whoever gets the number next would be given them", file: bundle,
        help: "remove them too with --drop-personal, or leave them with --keep-personal")
    }
    change.manifest.revokeAll(of: range)
    for owner in found.owners {
      change.remove(.personal(owner: owner))
      try change.retireReports(in: "personal/\(owner)")
    }
    return ["removed with \(range): \(found.words)"]
  }
}

extension Manifest.Belongings {
  /// `3 personal contacts and 1 permission`.
  fileprivate var words: String {
    let parts = [
      contacts > 0 ? String.counted(contacts, "personal contact") : "",
      permissions > 0 ? String.counted(permissions, "permission") : "",
    ]
    return parts.filter { !$0.isEmpty }.joined(separator: " and ")
  }
}

extension Manifest.Extension {
  /// `1001  Anna Weber  groups Sales, Night  department Support`.
  fileprivate var line: String {
    let parts = [
      number.description, name, groups.isEmpty ? "" : "groups \(groups.joined(separator: ", "))",
      department.isEmpty ? "" : "department \(department)",
    ]
    return parts.filter { !$0.isEmpty }.joined(separator: "  ")
  }
}
