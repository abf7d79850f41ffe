import Contacts
import Formats
import YAMLSyntax

extension Manifest {
  private static let keys = [
    "version", "profile", "region", "maximum-extensions", "history", "extensions", "phonebooks", "files",
  ]

  /// Reads `bundle.yaml`, of this version or an older one.
  ///
  /// - Throws: ``Failure`` with line and column of the first mistake, and the nearest known word where one is misspelt.
  init(yaml: UnsafeRawBufferPointer, file: String) throws(Failure) {
    let node: YAMLNode
    do throws(YAMLError) { node = try YAMLNode.parse(yaml) } catch {
      throw Failure(.bundleInvalid, error.message, file: file, line: error.line, column: error.column)
    }
    let top = try Section(node, of: "a bundle", in: file, code: .bundleInvalid, known: Self.keys)
    guard let version = try top.number("version") else {
      throw top.failure("the key \"version\" is missing", at: top.node)
    }
    guard version >= 1 else { throw top.failure("version must be at least 1", at: top["version"] ?? top.node) }
    guard version <= Self.currentVersion else {
      throw Failure(
        .bundleNewer, "the bundle has version \(version), this program knows versions up to \(Self.currentVersion)",
        file: file, line: top["version"]?.line ?? 1, column: top["version"]?.column ?? 1)
    }
    profile = try top.text("profile") ?? ""
    region = try top.text("region") ?? ""
    maximumExtensions = try top.number("maximum-extensions")
    if maximumExtensions == 0 {
      throw top.failure("maximum-extensions must be at least 1", at: top["maximum-extensions"] ?? top.node)
    }
    history = try top.number("history")
    extensions = try Self.extensions(in: top)
    phonebooks = try Self.phonebooks(in: top, extensions: extensions, version: version)
    for (key, value) in try top.section("files", known: nil)?.all ?? [] {
      let path = key.scalar ?? ""
      guard Bundle.Scope(file: path) != nil else {
        throw top.failure("a bundle has no file \"\(path)\"", at: key)
      }
      let record = try Section(
        value, of: "a file", in: file, code: .bundleInvalid, known: ["contacts", "sha256"])
      files[path] = FileRecord(contacts: try record.number("contacts") ?? 0, sha256: try record.required("sha256"))
    }
  }

  private static func extensions(in top: Section) throws(Failure) -> [Extension] {
    var known = Set<String>()
    var result: [Extension] = []
    for item in try top.items("extensions") {
      let section = try Section(
        item, of: "an extension", in: top.file, code: .bundleInvalid,
        known: ["number", "name", "groups", "department"])
      let text = try section.required("number")
      let place = section["number"] ?? item
      guard let number = NumberRange(text) else {
        throw section.failure(NumberRange.mistake(in: text) ?? "", at: place)
      }
      guard known.count + number.count <= NumberRange.maximumCount else {
        throw section.failure("more than \(NumberRange.maximumCount) extensions", at: place)
      }
      for number in number.numbers where !known.insert(number).inserted {
        throw Failure(
          .extensionRepeated, "the extension \(number) is named twice", file: top.file, line: place.line,
          column: place.column)
      }
      var one = Extension(number)
      one.name = try section.text("name") ?? ""
      one.groups = try section.names("groups")
      one.department = try section.text("department") ?? ""
      result.append(one)
    }
    return result
  }

  private static func phonebooks(
    in top: Section, extensions: [Extension], version: Int
  ) throws(Failure) -> [Phonebook] {
    var known = Set<String>()
    var result: [Phonebook] = []
    for item in try top.items("phonebooks") {
      let section = try Section(
        item, of: "a phonebook", in: top.file, code: .bundleInvalid,
        known: ["name", "kind", "members", "view", "manage"])
      var one = Phonebook(name: try section.required("name"))
      if let mistake = Phonebook.mistake(inName: one.name) {
        throw section.failure(mistake, at: section["name"] ?? item)
      }
      guard known.insert(one.name).inserted else {
        throw section.failure("the phonebook \"\(one.name)\" is named twice", at: section["name"] ?? item)
      }
      one.kind = try section.choice("kind", of: Phonebook.Kind.self, called: "kind of phonebook") ?? .native
      if let members = section["members"] { one.members = try Membership(members, in: section) }
      if one.kind == .synced, one.members != .byHand {
        throw section.failure("a sync fills the phonebook, so it has no other members", at: section["members"] ?? item)
      }
      one.view = try section.grantees("view", among: extensions, version: version)
      one.manage = try section.grantees("manage", among: extensions, version: version)
      result.append(one)
    }
    return result
  }
}

extension Manifest.Membership {
  /// Reads `by hand`, `all`, or fields with what they must be.
  init(_ node: YAMLNode, in phonebook: Section) throws(Failure) {
    switch node.scalar {
    case "all": self = .all
    case "by hand", "": self = .byHand
    case let word?:
      throw phonebook.failure(
        "members must be all, by hand, or fields with what they must be, not \"\(word)\"", at: node)
    case nil:
      let section = try Section(node, of: "members", in: phonebook.file, code: .bundleInvalid, known: nil)
      var conditions: [Manifest.Condition] = []
      for (key, _) in section.all {
        let field = key.scalar ?? ""
        let patterns = try section.texts(field)
        guard let condition = Manifest.Condition(field: field, patterns: patterns) else {
          throw section.failure(
            DescriptorMistake.unknown("field", field, among: Manifest.Condition.fields).what, at: key)
        }
        if patterns.isEmpty { throw section.failure("\(field) says nothing that it must be", at: key) }
        conditions.append(condition)
      }
      if conditions.isEmpty { throw section.failure("members names no field", at: node) }
      self = .rule(conditions)
    }
  }
}

extension Section {
  /// The list of who has a permission. Version 1 named groups and departments without saying which they are.
  fileprivate func grantees(
    _ key: String, among extensions: [Manifest.Extension], version: Int
  ) throws(Failure) -> [Manifest.Grantee] {
    var result: [Manifest.Grantee] = []
    for item in try itemNodes(key) {
      guard let text = item.scalar else { throw failure("\(key) must be a list of texts", at: item) }
      let isGroup = extensions.contains { $0.groups.contains(text) }
      let isDepartment = !text.isEmpty && extensions.contains { $0.department == text }
      if version == 1, text != "everyone", NumberRange(text) == nil {
        if isGroup || !isDepartment { result.append(.group(text)) }
        if isDepartment { result.append(.department(text)) }
      } else if let grantee = Manifest.Grantee(text) {
        result.append(grantee)
      } else {
        let meant = isGroup ? "group \(text)" : isDepartment ? "department \(text)" : nil
        let mistake = Manifest.Grantee.mistake(in: text) ?? ""
        throw failure(mistake + (meant.map { "; did you mean \"\($0)\"?" } ?? ""), at: item)
      }
    }
    return result
  }

  /// A list of names, none of which is empty.
  fileprivate func names(_ key: String) throws(Failure) -> [String] {
    let names = try texts(key)
    if names.contains("") { throw failure("a name in \(key) is empty", at: self[key] ?? node) }
    return names
  }

  private func itemNodes(_ key: String) throws(Failure) -> [YAMLNode] {
    guard let value = self[key] else { return [] }
    return value.scalar == nil ? try items(key) : [value]
  }
}
