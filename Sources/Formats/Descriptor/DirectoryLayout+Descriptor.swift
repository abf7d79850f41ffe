import Contacts
import YAMLSyntax

extension DirectoryLayout {
  /// Reads the XML part of a descriptor.
  init(_ top: Section) throws(Failure) {
    roots = try top.texts("root")
    guard !roots.isEmpty else { throw top.failure("an XML format needs \"root\", its root element", at: top.node) }
    for (prefix, address) in try top.section("namespaces", known: nil)?.all ?? [] {
      namespaces.append((prefix.scalar ?? "", address.scalar ?? ""))
    }
    for (name, what) in try top.section("needs", known: nil)?.all ?? [] {
      needs.append((name.scalar ?? "", what.scalar ?? ""))
    }
    guard let node = top["map"] else { throw top.failure("the key \"map\" is missing", at: top.node) }
    map = try directoryMap(node, in: .document, top)
    if let section = try top.section("menu", known: ["root", "entries", "map"]) {
      var menu = Menu()
      menu.root = try section.required("root")
      menu.entries = try section.number("entries") ?? menu.entries
      guard let node = section["map"] else { throw section.failure("the key \"map\" is missing", at: section.node) }
      menu.map = try directoryMap(node, in: .document, top)
      self.menu = menu
    }
    let found = contacts
    guard found.contains(where: { !$0.path.isEmpty }) else {
      throw top.failure("no element of \"map\" says \"each: contact\"", at: node)
    }
    if phonebookAround != nil { phonebooks = .all }
  }

  /// What an element stands for, and so what its places can mean.
  private enum Scope {
    case document, phonebook, contact, number, email, page
  }

  private static let keys = [
    "field", "fixed", "map", "each", "also", "values", "closed", "write", "pattern", "else", "split", "from", "most",
    "none", "join", "unless",
  ]

  private mutating func directoryMap(
    _ node: YAMLNode, in scope: Scope, _ top: Section
  ) throws(Failure) -> DirectoryMap {
    var map = DirectoryMap()
    for (key, value) in try Section(node, of: "map", in: top.file, known: nil).all {
      let place = try self.place(key, in: top)
      var synonyms: [DirectoryPlace] = []
      var contents: [DirectoryContent] = []
      if case .sequence(let items) = value.content {
        for item in items { contents.append(try content(item, at: place, in: scope, top)) }
      } else {
        contents = [try content(value, at: place, in: scope, top)]
        if case .mapping(let entries) = value.content, let also = entries.first(where: { $0.key.scalar == "also" }) {
          synonyms = try places(also.value, in: top)
        }
      }
      map.add(DirectoryEntry(place: place, synonyms: synonyms, contents: contents, isList: contents.count > 1))
    }
    return map
  }

  private mutating func content(
    _ node: YAMLNode, at place: DirectoryPlace, in scope: Scope, _ top: Section
  ) throws(Failure) -> DirectoryContent {
    if node.scalar != nil {
      let rule = MappingRule(locator: Locator(place.text), meaning: .ignored)
      return .value(DirectoryValue(meaning: try meaning(node, of: rule, in: scope, top)))
    }
    let section = try Section(node, of: "\"\(place.text)\"", in: top.file, known: Self.keys)
    if section["map"] != nil || section["each"] != nil { return .element(try element(section, in: scope, top)) }
    return .value(try value(section, at: place, in: scope, top))
  }

  private mutating func element(
    _ section: Section, in scope: Scope, _ top: Section
  ) throws(Failure) -> DirectoryElement {
    var element = DirectoryElement()
    element.each = try section.choice("each", of: DirectoryElement.Each.self, called: "thing to repeat for")
    element.none = try section.text("none") ?? ""
    var inner = scope
    switch element.each {
    case .contact:
      guard scope == .document || scope == .phonebook else {
        throw section.failure("contacts lie in the document or in a phonebook", at: section.node)
      }
      inner = .contact
    case .phonebook:
      inner = scope == .contact ? .contact : .phonebook
      if scope == .contact { phonebooks = .all }
    case .number, .email:
      guard scope == .contact else {
        throw section.failure("numbers and e-mail addresses lie in a contact", at: section.node)
      }
      if element.each == .number { numbersAnEntry = try section.number("most") ?? .max } else { holdsEveryEmail = true }
      inner = element.each == .number ? .number : .email
    case .previousPage, .nextPage: inner = .page
    case nil: break
    }
    if let node = section["map"] {
      element.map = try directoryMap(node, in: inner, top)
    } else {
      guard element.each == .number || element.each == .email else {
        throw section.failure("the key \"map\" is missing: what is in the element?", at: section.node)
      }
      let place = try self.place(section.node, as: ".", in: top)
      let content = DirectoryContent.value(DirectoryValue(meaning: element.each == .number ? .number : .email))
      element.map.add(DirectoryEntry(place: place, synonyms: [], contents: [content], isList: false))
    }
    if element.each == .phonebook, scope != .contact, element.holdsContacts { try checkAround(element, section) }
    for (key, value) in try section.section("unless", known: nil)?.all ?? [] {
      element.unless.append((try place(key, in: top), value.scalar ?? ""))
    }
    var marks: [(place: DirectoryPlace, text: String)] = []
    for (key, value) in try section.section("join", known: nil)?.all ?? [] {
      if value.scalar == "number" {
        element.join = (marks, try place(key, in: top))
      } else {
        marks.append((try place(key, in: top), value.scalar ?? ""))
      }
    }
    element.join?.marks = marks
    return element
  }

  /// A phonebook's element is read when it opens, and then only its attributes are known.
  private func checkAround(_ element: DirectoryElement, _ section: Section) throws(Failure) {
    let isNamed = element.map.entries.contains { entry in
      entry.place.isOwnAttribute
        && entry.contents.contains { content in
          if case .value(let value) = content, case .phonebookName = value.meaning { true } else { false }
        }
    }
    if !isNamed {
      throw section.failure("a phonebook around its contacts needs an attribute phonebook.name", at: section.node)
    }
  }

  private mutating func value(
    _ section: Section, at place: DirectoryPlace, in scope: Scope, _ top: Section
  ) throws(Failure) -> DirectoryValue {
    var rule = MappingRule(locator: Locator(place.text), meaning: .ignored)
    rule.words = try ValueWords(section)
    rule.separators = try section.texts("split")
    let field = section["field"]
    if let text = try section.text("write"), field?.scalar != "ignored" {
      do { rule.template = try NameTemplate(text) } catch {
        throw section.failure(error.what, at: section["write"] ?? section.node)
      }
    }
    var value = DirectoryValue(meaning: .composed)
    value.words = rule.words
    value.otherwise = try section.text("else")
    if let text = try section.text("fixed") {
      value.meaning = .fixed(text)
    } else if let field {
      value.meaning = try meaning(field, of: rule, in: scope, top, first: try section.number("from"))
    }
    let patterns = try section.texts("pattern")
    if let text = try section.text("write"), field?.scalar == "ignored" {
      value.meaning = .composed
      value.isEcho = true
      value.patterns = [try pattern(text, makesPlaces: false, in: section, at: "write")]
    } else if patterns.isEmpty {
      if case .composed = value.meaning {
        throw section.failure("the key \"field\" is missing: what does \"\(place.text)\" mean?", at: section.node)
      }
    } else {
      for text in patterns { value.patterns.append(try pattern(text, makesPlaces: true, in: section, at: "pattern")) }
    }
    return value
  }

  /// Reads a pattern; fields in it become places of the contact, or refer to those that there are.
  private mutating func pattern(
    _ text: String, makesPlaces: Bool, in section: Section, at key: String
  ) throws(Failure) -> ValuePattern {
    do {
      return try ValuePattern(text) { (name) throws(DescriptorMistake) in
        if needs.contains(where: { $0.name == name }) { return .setting(name) }
        guard let meaning = Meaning(name) else {
          throw DescriptorMistake.unknown("field", name, among: Meaning.known + needs.map(\.name))
        }
        if !makesPlaces, let known = rules.firstIndex(where: { $0.meaning == meaning }) { return .rule(known) }
        rules.append(MappingRule(locator: Locator(text), meaning: meaning))
        return .rule(rules.count - 1)
      }
    } catch {
      throw section.failure(error.what, at: section[key] ?? section.node)
    }
  }

  private mutating func meaning(
    _ node: YAMLNode, of rule: MappingRule, in scope: Scope, _ top: Section, first: Int? = nil
  ) throws(Failure) -> DirectoryMeaning {
    let text = node.scalar ?? ""
    if text == "ignored" { return .ignored }
    if let known = Self.words(in: scope, first: first)[text] {
      switch known {
      case .numberKind where scope == .number:
        kindWords += 1
        return .numberKind(word: kindWords - 1)
      case .numberKind:
        var label = rule
        label.about = .kindOfNumber(slot: max(0, rules.count(where: \.isNumber) - 1))
        rules.append(label)
        return .rule(rules.count - 1)
      case .phonebookName where scope == .contact, .phonebookID where scope == .contact:
        if case .none = phonebooks { phonebooks = .first }
        return known
      default: return known
      }
    }
    if scope == .number, text.hasPrefix("extra ") {
      let name = String(text.dropFirst(6))
      numberExtras.append(name)
      return .numberExtra(name)
    }
    if scope == .contact, let meaning = Meaning(text), meaning != .numberLabel {
      var rule = rule
      rule.meaning = meaning
      rules.append(rule)
      return .rule(rules.count - 1)
    }
    var known = Array(Self.words(in: scope, first: nil).keys).sorted() + ["ignored"]
    if scope == .contact { known += Meaning.known }
    throw top.failure(DescriptorMistake.unknown("field", text, among: known).what, at: node)
  }

  /// The meanings that only places in such an element have.
  private static func words(in scope: Scope, first: Int?) -> [String: DirectoryMeaning] {
    var words: [String: DirectoryMeaning] = [:]
    if scope != .document, scope != .page {
      words = ["index": .position(first: 0), "ordinal": .position(first: 1)]
    }
    switch scope {
    case .document:
      words["document.title"] = .title
      for page in PageMeaning.allCases where page != .url { words["page.\(page.rawValue)"] = .page(page) }
    case .phonebook:
      words["phonebook.name"] = .phonebookName
      words["phonebook.id"] = .phonebookID(first: first ?? 1)
      words["page.url"] = .page(.url)
    case .contact:
      words["phonebook.name"] = .phonebookName
      words["phonebook.id"] = .phonebookID(first: first ?? 1)
      words["number.kind"] = .numberKind(word: 0)
    case .number:
      words["number"] = .number
      words["number.kind"] = .numberKind(word: 0)
      words["number.first"] = .firstNumber
    case .email: words["email"] = .email
    case .page: words["page.url"] = .page(.url)
    }
    return words
  }

  private func place(_ node: YAMLNode, as text: String? = nil, in top: Section) throws(Failure) -> DirectoryPlace {
    do { return try DirectoryPlace(text ?? node.scalar ?? "") } catch { throw top.failure(error.what, at: node) }
  }

  private func places(_ node: YAMLNode, in top: Section) throws(Failure) -> [DirectoryPlace] {
    guard case .sequence(let items) = node.content else { return [try place(node, in: top)] }
    var result: [DirectoryPlace] = []
    for item in items { result.append(try place(item, in: top)) }
    return result
  }
}
