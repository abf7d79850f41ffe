import ArgumentParser
import Bundle
import Contacts

struct BundlePhonebookCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "phonebook", abstract: "Make, change or remove a phonebook.",
    discussion: """
      Contacts belong to a phonebook because they name it, and by its members: all company contacts, or those of which \
      certain fields are as told (* stands for any letters).

        switchbook bundle phonebook acme Customers
        switchbook bundle phonebook acme Everybody --members all
        switchbook bundle phonebook acme Berlin --members address.locality=Berlin --members "organization=*GmbH"
        switchbook bundle phonebook acme Customers --rename Clients
        switchbook bundle phonebook acme Clients --delete
      """)

  @Argument(help: "The bundle's folder.")
  var bundle: String

  @Argument(help: "The phonebook's name.")
  var name: String

  @Option(
    help: ArgumentHelp(
      "Who belongs to it without naming it: all, hand (nobody), or a field and what it must be.",
      valueName: "all|hand|field=text"))
  var members: [String] = []

  @Flag(inversion: .prefixedNo, help: "A sync fills it, and people cannot change its contacts.")
  var synced: Bool?

  @Option(help: ArgumentHelp("Give it another name.", valueName: "name"))
  var rename: String?

  @Flag(help: "Remove it, and keep its contacts.")
  var delete = false

  @OptionGroup var actor: Actor

  func validate() throws {
    for name in [name, rename ?? name] {
      if let mistake = Manifest.Phonebook.mistake(inName: name) { throw ValidationError("\(mistake).") }
    }
    if delete, rename != nil || !members.isEmpty || synced != nil {
      throw ValidationError("--delete goes alone.")
    }
    _ = try membership()
  }

  func run() throws {
    try ManifestEdit.run(bundle) { (change, old) throws(Failure) in
      try actor.refuse(name, beyond: try actor.rights(in: old.manifest, of: bundle))
      // Whoever chose the members of a phonebook that he may view could view all contacts.
      if !members.isEmpty || synced != nil { try actor.refuse("choose the members of a phonebook") }
      // A name that is taken would tell of a phonebook that is hidden from it.
      if rename != nil { try actor.refuse("rename a phonebook") }
      return try self.change(change)
    }
  }

  private func change(_ change: BundleChange) throws(Failure) -> [String] {
    let index = change.manifest.phonebooks.firstIndex { $0.name == name }
    if delete || rename != nil, index == nil {
      let near = Suggestion.nearest(to: name, among: change.manifest.phonebooks.map(\.name))
      throw Failure(
        .phonebookUnknown, "there is no phonebook \"\(name)\"\(near.map { "; did you mean \"\($0)\"?" } ?? "")",
        file: bundle, help: "see switchbook bundle show \(bundle)")
    }
    if actor.isExtension, let index, change.manifest.phonebooks[index].kind == .synced {
      throw Failure(.phonebookSynced, DiagnosticCode.phonebookSynced.explanation.message(about: name))
    }
    if delete {
      try change.renamePhonebook(name, to: nil)
      return ["\(bundle): the phonebook \"\(name)\" is gone, its contacts are kept"]
    }
    var book = index.map { change.manifest.phonebooks[$0] } ?? Manifest.Phonebook(name: name)
    if let members = (try? membership()) ?? nil { book.members = members }
    if let synced { book.kind = synced ? .synced : .native }
    if book.kind == .synced, book.members != .byHand {
      throw Failure(
        .usage, "a sync fills the phonebook \"\(name)\", so it has no other members", file: bundle,
        help: "use --no-synced, or --members hand")
    }
    if let index { change.manifest.phonebooks[index] = book } else { change.manifest.phonebooks.append(book) }
    guard let rename, rename != name else {
      return ["\(bundle): the phonebook \"\(name)\" is \(index == nil ? "new; nobody may view it yet" : "as told")"]
    }
    if change.manifest.phonebook(named: rename) != nil {
      throw Failure(
        .usage, "there is a phonebook \"\(rename)\" already", file: bundle, help: "choose another name")
    }
    try change.renamePhonebook(name, to: rename)
    return ["\(bundle): the phonebook \"\(name)\" is called \"\(rename)\" now"]
  }

  /// What `--members` says; nil where it is absent.
  private func membership() throws -> Manifest.Membership? {
    if members.isEmpty { return nil }
    if members == ["all"] { return .all }
    if members == ["hand"] { return .byHand }
    var patterns: [String: [String]] = [:]
    var order: [String] = []
    for text in members {
      guard let sign = text.firstIndex(of: "="), sign < text.index(before: text.endIndex) else {
        throw ValidationError("--members must be all, hand, or FIELD=TEXT, not \"\(text)\".")
      }
      let field = String(text[..<sign])
      if patterns[field] == nil { order.append(field) }
      patterns[field, default: []].append(String(text[text.index(after: sign)...]))
    }
    return .rule(
      try order.map { field in
        if let condition = Manifest.Condition(field: field, patterns: patterns[field] ?? []) { return condition }
        let near = Suggestion.nearest(to: field, among: Manifest.Condition.fields)
        throw ValidationError("There is no field \"\(field)\"\(near.map { "; did you mean \"\($0)\"?" } ?? ".")")
      })
  }
}

/// What an extension can be permitted.
enum Permission: String, CaseIterable, ExpressibleByArgument {
  case view, manage

  var list: WritableKeyPath<Manifest.Phonebook, [Manifest.Grantee]> {
    switch self {
    case .view: \.view
    case .manage: \.manage
    }
  }
}

/// Which permission for whom.
struct GrantOptions: ParsableArguments {
  @Argument(help: "The bundle's folder.")
  var bundle: String

  @Argument(help: ArgumentHelp("To see and call the contacts, or to change them as well.", valueName: "view|manage"))
  var permission: Permission

  @Argument(help: "The phonebook's name.")
  var phonebook: String

  @Argument(
    help: ArgumentHelp(
      "everyone, an extension, a range as 1001-1040, \"group NAME\" or \"department NAME\".", valueName: "who"))
  var who: [String]

  @OptionGroup var actor: Actor

  func validate() throws {
    if who.isEmpty { throw ValidationError("Say who: everyone, an extension, \"group NAME\" or \"department NAME\".") }
    for text in who where Manifest.Grantee(text) == nil {
      throw ValidationError(
        "\"\(text)\" is nobody: write everyone, an extension's number, \"group NAME\" or \"department NAME\".")
    }
  }

  /// Changes the list of who has the permission, for one grantee after the other; `edit` says what there is to warn of
  /// afterwards.
  func run(
    _ verb: String, _ edit: (inout Manifest, Int, Manifest.Grantee) -> [String]
  ) throws(Failure) {
    try actor.refuse("\(verb) permissions")
    try ManifestEdit.run(bundle) { (change, _) throws(Failure) in
      guard let index = change.manifest.phonebooks.firstIndex(where: { $0.name == phonebook }) else {
        let near = Suggestion.nearest(to: phonebook, among: change.manifest.phonebooks.map(\.name))
        throw Failure(
          .phonebookUnknown,
          "there is no phonebook \"\(phonebook)\"\(near.map { "; did you mean \"\($0)\"?" } ?? "")", file: bundle,
          help: "make it with switchbook bundle phonebook \(bundle) \"\(phonebook)\"")
      }
      var lines: [String] = []
      for grantee in who.compactMap(Manifest.Grantee.init) {
        for warning in edit(&change.manifest, index, grantee) { Output.complain("warning: \(warning)") }
      }
      let book = change.manifest.phonebooks[index]
      for permission in Permission.allCases {
        let list = book[keyPath: permission.list].map(\.description)
        lines.append("\(phonebook): \(list.isEmpty ? "nobody" : list.joined(separator: ", ")) may \(permission)")
      }
      return lines
    }
  }
}

struct BundleGrantCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "grant", abstract: "Let extensions view or manage a phonebook.")

  @OptionGroup var options: GrantOptions

  func run() throws {
    let list = options.permission.list
    try options.run("grant") { manifest, book, grantee in
      if !manifest.phonebooks[book][keyPath: list].contains(grantee) {
        manifest.phonebooks[book][keyPath: list].append(grantee)
      }
      return manifest.isAnybody(grantee)
        ? [] : ["\(grantee) is nobody yet [\(DiagnosticCode.permissionUnused.rawValue)]"]
    }
  }
}

struct BundleRevokeCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "revoke", abstract: "Take a permission back.",
    discussion: """
      Of a range that holds other extensions too, these keep the permission. What reaches an extension by another way, \
      of a group or of everyone, stays, and is told.
      """)

  @OptionGroup var options: GrantOptions

  func run() throws {
    let permission = options.permission
    try options.run("revoke") { manifest, book, grantee in
      let old = manifest.phonebooks[book][keyPath: permission.list]
      let new = old.flatMap { $0.without(grantee) }
      manifest.phonebooks[book][keyPath: permission.list] = new
      let ways = manifest.ways(of: grantee, to: permission, manifest.phonebooks[book])
      let what = "\(permission) \"\(options.phonebook)\""
      let still = ways.map { "\(grantee) still may \(what), by \($0)" }
      let nothing = new == old ? ["\(grantee) had no permission of its own to \(what)"] : []
      return (nothing + still).map { "\($0) [\(DiagnosticCode.permissionRemains.rawValue)]" }
    }
  }
}

extension Manifest {
  /// The permissions for a phonebook that still reach extensions of which one was revoked.
  fileprivate func ways(of grantee: Grantee, to permission: Permission, _ book: Phonebook) -> [String] {
    guard case .extensions(let range) = grantee else { return [] }
    var ways: [String] = []
    let lists = [(book.view, "view"), (book.manage, "manage")]
    for (list, word) in lists where permission == .view || word == "manage" {
      for way in list where reaches(way, anyOf: range) { ways.append("the permission of \(way) to \(word) it") }
    }
    return ways
  }
}
