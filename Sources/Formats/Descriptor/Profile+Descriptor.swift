import Contacts
import YAMLSyntax

extension Profile {
  private static let texts: [String] =
    TextField.allCases.map(\.rawValue) + PostalAddress.Part.allCases.map { "address.\($0.rawValue)" }
    + ["number", "email"]

  /// Reads the `limits` of a descriptor.
  init(_ section: Section?, id: String, title: String, isDirectory: Bool) throws(Failure) {
    self.init(id: id, title: title, requirements: [])
    guard let section else { return }
    let known = ["require", "tiers"] + Self.texts + (isDirectory ? DirectoryLayout.Limits.keys : [])
    for (key, value) in section.all {
      let name = key.scalar ?? ""
      switch name {
      case "require":
        requirements = Set(try section.choices(name, of: Requirement.self, called: "requirement"))
      case "tiers":
        tiers = try Self.tiers(value, in: section)
      case _ where isDirectory && DirectoryLayout.Limits.keys.contains(name): break
      default:
        guard Self.texts.contains(name) else {
          throw section.failure(
            DescriptorMistake.unknown("limit", name, among: known).what, at: key)
        }
        try set(TextRule(Section(value, of: name, in: section.file, known: TextRule.keys)), for: name)
      }
    }
  }

  private mutating func set(_ rule: TextRule, for name: String) throws(Failure) {
    if let field = TextField(rawValue: name) {
      rules.texts[field] = rule
    } else if let part = PostalAddress.Part(rawValue: String(name.dropFirst("address.".count))) {
      rules.address[part] = rule
    } else if name == "number" {
      rules.number = rule
    } else {
      rules.email = rule
    }
  }

  private static func tiers(_ node: YAMLNode, in section: Section) throws(Failure) -> [Tier] {
    guard case .sequence(let items) = node.content else {
      throw section.failure("tiers must be a list, the smallest company first", at: node)
    }
    var tiers: [Tier] = []
    for item in items {
      let tier = try Section(
        item, of: "a tier", in: section.file,
        known: ["extensions", "company-contacts", "phonebooks", "personal-contacts"])
      guard let contacts = try tier.number("company-contacts"), let phonebooks = try tier.number("phonebooks"),
        let personal = try tier.number("personal-contacts")
      else { throw section.failure("a tier needs company-contacts, phonebooks and personal-contacts", at: item) }
      let extensions = try tier.number("extensions")
      if let last = tiers.last, (last.extensions ?? .max) >= (extensions ?? .max) {
        throw section.failure("tiers must be ordered by extensions, the smallest first", at: item)
      }
      tiers.append(
        Tier(
          extensions: extensions, companyContacts: contacts, phonebooks: phonebooks, personalContacts: personal))
    }
    return tiers
  }
}

extension TextRule {
  static let keys = ["characters", "bytes", "allowed", "denied", "begins"]

  init(_ section: Section) throws(Failure) {
    self.init(
      maximumCharacters: try section.number("characters"), maximumBytes: try section.number("bytes"),
      allowed: try section.characters("allowed"), denied: try section.characters("denied"),
      beginning: try section.characters("begins"))
  }
}

extension Section {
  fileprivate func characters(_ key: String) throws(Failure) -> AllowedCharacters? {
    guard let text = try text(key) else { return nil }
    guard let characters = AllowedCharacters(text) else {
      throw failure("\(key) must list ASCII characters, as 0-9A-Za-z+", at: self[key] ?? node)
    }
    return characters
  }
}

extension DirectoryLayout.Limits {
  static let keys = ["unique", "entries", "phonebooks", "file-bytes", "phonebook.name", "document.title"]

  /// Reads what `limits` says of whole documents.
  init(_ section: Section) throws(Failure) {
    entries = try section.number("entries")
    phonebooks = try section.number("phonebooks")
    fileBytes = try section.number("file-bytes")
    unique = Set(try section.choices("unique", of: Unique.self, called: "unique thing"))
    phonebookName = try section.section("phonebook.name", known: TextRule.keys).map { (rule) throws(Failure) in
      try TextRule(rule)
    }
    title = try section.section("document.title", known: TextRule.keys).map { (rule) throws(Failure) in
      try TextRule(rule)
    }
  }
}
