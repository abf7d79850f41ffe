import Contacts

/// Turns contacts into the texts of a format's entries, place by place, and tells what no place holds.
///
/// Each rule takes its value out of a copy of the contact. What is still in the copy at the end has no place in the
/// format and is counted as lost, so that nothing can be forgotten.
final class EntryComposer: Sendable {
  /// The rules whose values are composed, in order.
  let rules: [MappingRule]
  private let format: Format
  let fitting: Fitting
  let slots: NumberSlots
  private let settings: [Setting]
  private let namedExtras: Set<String>
  /// Whether the format has places for given and family name, and none for the whole name.
  let wantsParts: Bool
  /// The rule that stands in where a contact's name would be empty.
  let nameRule: Int?
  /// Whether numbers are dialled as they are.
  let dialsAsWritten: Bool
  private let emptied: [Int]
  private let required: [Int]
  private let partRules: [Int]
  private let namedBy: [Int]
  private let holdsLabels: Bool

  /// What a format's entry holds.
  struct Entry: Sendable {
    /// The text of each rule.
    var texts: [String]
    /// The numbers that stand in elements of their own.
    var numbers: [(number: Number, dialled: String)] = []
    /// The e-mail addresses that stand in elements of their own.
    var emails: [String] = []
    var phonebooks: [String] = []
    /// Extra fields that belong to single numbers.
    var numberExtras: [Extra] = []

    var hasNumber = false
  }

  init(_ format: Format, rules: [MappingRule], options: WritingOptions) {
    self.format = format
    var rules = rules
    if let template = options.nameTemplate {
      for index in rules.indices where rules[index].meaning == .text(.display) { rules[index].template = template }
    }
    self.rules = rules
    fitting = Fitting(
      rules: format.profile.rules, dialled: options.dialling(by: format.writing.dial),
      extensionMark: format.writing.extensionMark)
    namedExtras = rules.namedExtras
    slots = NumberSlots(
      rules.filter(\.isNumber), listed: format.directory?.numbersAnEntry ?? 0, rules: format.writing)
    var settings: [Setting] = []
    for rule in rules where rule.member == 0 {
      if case .address(let setting, _) = rule.meaning, !settings.contains(setting) { settings.append(setting) }
    }
    self.settings = settings
    let places = rules.map(\.meaning)
    wantsParts = places.contains(.text(.given)) && places.contains(.text(.family)) && !places.contains(.text(.display))
    nameRule =
      rules.firstRule(of: [.display]) ?? rules.firstRule(of: [.family, .given])
      ?? rules.firstRule(of: TextField.nameParts)
    dialsAsWritten = options.dialsAsWritten(by: format.writing.dial)
    var emptied: [Int] = []
    var required: [Int] = []
    var partRules: [Int] = []
    var namedBy: [Int] = []
    var holdsLabels = false
    for (index, rule) in rules.enumerated() {
      if rule.empty != nil { emptied.append(index) }
      if rule.isRequired { required.append(index) }
      if rule.isFor(TextField.nameParts) { partRules.append(index) }
      if rule.isFor([.display, .given, .middle, .family]) { namedBy.append(index) }
      // A device has its own words for kinds, and no place for a label; see label(of:in:).
      if rule.isKindOfNumber && format.syntax != .xml || rule.meaning == .numberLabel { holdsLabels = true }
    }
    (self.emptied, self.required, self.partRules, self.namedBy) = (emptied, required, partRules, namedBy)
    self.holdsLabels = holdsLabels
  }

  /// The entries of one contact, each with a text for every rule; none where the system would refuse it, which is told.
  func entries(of whole: Contact, log: inout DiagnosticLog) -> [Entry] {
    // Two lost numbers of one contact are one contact that loses numbers.
    log.beginContact()
    defer { log.endContact() }
    let contact = wantsParts ? whole.partingName(log: &log) : whole
    var rest = contact
    rest.numbers = []
    var texts = Array(repeating: "", count: rules.count)
    let addresses = assignedAddresses(of: contact)
    for index in rules.indices {
      texts[index] =
        rules[index].fixed ?? text(rules[index], of: contact, addresses: addresses, rest: &rest, log: &log)
    }
    name(contact, texts: &texts, rest: &rest, log: &log)
    for index in emptied {
      let rule = rules[index]
      guard let empty = rule.empty else { continue }
      if !rule.words.isEmpty, !texts[index].isEmpty, !rule.words.pairs.contains(where: { $0.written == texts[index] }) {
        log.add(.textAltered, rule.locator.text, example: texts[index])
        texts[index] = ""
      }
      if texts[index].isEmpty { texts[index] = empty }
    }
    var common = Entry(texts: texts)
    if let layout = format.directory { takeElements(layout, into: &common, rest: &rest, log: &log) }
    tellLosses(rest, of: contact, log: &log)

    var entries: [Entry] = []
    var isRefused = false
    for (index, numbers) in slots.entries(of: contact, log: &log).enumerated() {
      guard let entry = entry(index, common, numbers: numbers, of: contact, log: &log) else { continue }
      var lacking: Int?
      for rule in required where lacking == nil && entry.texts[rule].isEmpty { lacking = rule }
      if let lacking {
        log.add(.entryRefused, rules[lacking].locator.text, example: contact.displayName)
        isRefused = true
      } else {
        entries.append(entry)
      }
    }
    if entries.isEmpty, !isRefused {
      log.add(.contactWithoutNumber, format.id, example: contact.displayName)
    }
    return entries
  }

  /// Takes what stands in elements that repeat.
  private func takeElements(
    _ layout: DirectoryLayout, into entry: inout Entry, rest: inout Contact, log: inout DiagnosticLog
  ) {
    if layout.holdsEveryEmail {
      entry.emails = rest.emails.removingAll().map { fitting.email($0.address, of: rest, log: &log) }
        .filter { !$0.isEmpty }
    }
    switch layout.phonebooks {
    case .none: break
    case .all: entry.phonebooks = rest.phonebooks.removingAll()
    case .first where format.writing.morePhonebooks == .furtherEntries:
      entry.phonebooks = rest.phonebooks.removingAll()
    case .first:
      if !rest.phonebooks.isEmpty { entry.phonebooks = [rest.phonebooks.removeFirst()] }
    }
    for name in layout.numberExtras {
      guard let index = rest.extras.firstIndex(where: { $0.name == name }) else { continue }
      entry.numberExtras.append(rest.extras.remove(at: index))
    }
  }

  /// An entry with these numbers; nil where none of them can be dialled though the system demands one.
  private func entry(
    _ index: Int, _ common: Entry, numbers: NumberSlots.Assignment, of contact: Contact, log: inout DiagnosticLog
  ) -> Entry? {
    var entry = common
    var slot = 0
    for place in rules.indices {
      if rules[place].isNumber {
        let hasPlace = place + 1 < rules.count && rules[place + 1].about == .extensionOfNumber(slot: slot)
        if let number = numbers.slots[slot],
          let dialled = fitting.number(number, of: contact, hasExtensionPlace: hasPlace, log: &log)
        {
          entry.texts[place] = rules[place].words.written(for: dialled)
          entry.hasNumber = true
        }
        slot += 1
      } else {
        switch rules[place].about {
        case .kindOfNumber(let slot): entry.texts[place] = numbers.slots[slot].map { label(of: $0, in: slot) } ?? ""
        case .extensionOfNumber(let slot): entry.texts[place] = numbers.slots[slot]?.extension ?? ""
        default: break
        }
      }
    }
    for number in numbers.list {
      guard let dialled = fitting.number(number, of: contact, log: &log) else { continue }
      entry.numbers.append((number, dialled))
      entry.hasNumber = true
    }
    guard entry.hasNumber || !format.profile.requirements.contains(.number) else { return nil }
    if index > 0, let nameRule {
      // The ordinal must survive where the name is long, or a reader could not join the entries again.
      entry.texts[nameRule] = numbered(entry.texts[nameRule], " (\(index + 1))")
    }
    return entry
  }

  /// What is written beside a number: in a device's own words where the file is for one; else its own label, or the word
  /// for its kind where the column does not tell it.
  private func label(of number: Number, in slot: Int) -> String {
    if format.syntax == .xml { return format.word(for: number.kind) }
    if !number.label.isEmpty { return number.label }
    return slots.kinds[slot] == number.kind ? "" : format.kindNames[number.kind] ?? number.kind.rawValue
  }

  /// The name of an entry; empty where the format has none.
  func name(of entry: Entry) -> String { nameRule.map { entry.texts[$0] } ?? "" }

  /// The entry with an ordinal behind its name.
  func numbered(_ entry: Entry, _ ordinal: String) -> Entry {
    var entry = entry
    if let nameRule { entry.texts[nameRule] = numbered(entry.texts[nameRule], ordinal) }
    return entry
  }

  private func numbered(_ name: String, _ ordinal: String) -> String {
    guard let nameRule else { return name }
    return shortened(name, by: ordinal, for: rules[nameRule]) + ordinal
  }

  private func shortened(_ name: String, by ordinal: String, for rule: MappingRule) -> String {
    guard case .text(let field) = rule.meaning, var limit = format.profile.rules.texts[field] else { return name }
    limit.maximumCharacters = limit.maximumCharacters.map { $0 - ordinal.utf8.count }
    limit.maximumBytes = limit.maximumBytes.map { $0 - ordinal.utf8.count }
    return limit.shortened(name)
  }

  private func text(
    _ rule: MappingRule, of contact: Contact, addresses: [Setting: Int], rest: inout Contact, log: inout DiagnosticLog
  ) -> String {
    if let about = rule.about { return label(about, of: contact, rest: rest) }
    switch rule.meaning {
    case .text(let field):
      var text = contact[field]
      if let template = rule.template {
        text = template.text(of: contact)
        for part in template.fields { rest[part] = "" }
      }
      rest[field] = ""
      return fitting.text(rule.words.written(for: text), for: field, log: &log)
    case .email(let setting, _):
      guard let index = rest.emails.place(of: setting) else { return "" }
      let isSingle = rule.separators.isEmpty || rule.member > 0
      let found = isSingle ? [rest.emails.remove(at: index)] : rest.emails.removingAll()
      return found.map { fitting.email($0.address, of: contact, log: &log) }.filter { !$0.isEmpty }
        .joined(separator: rule.separators.first ?? "")
    case .address(let setting, let part):
      let place = rule.member > 0 ? rule.member - 1 : addresses[setting]
      guard let index = place, contact.addresses.indices.contains(index) else { return "" }
      let text = contact.addresses[index][part]
      rest.addresses[index][part] = ""
      return fitting.part(text, for: part, log: &log)
    case .birthday(let part):
      guard let date = DateParts(rest.birthday.isEmpty ? contact.birthday : rest.birthday) else { return "" }
      rest.birthday = ""
      return date[part]
    case .url: return rest.urls.isEmpty ? "" : rest.urls.removeFirst()
    case .phonebooks:
      guard rule.words.isClosed else {
        // A name that a reader would part is another one there, with other permissions: it counts as lost.
        let parted = rest.phonebooks.filter { name in rule.separators.contains { name.holds($0) } }
        rest.phonebooks.removeAll(where: parted.contains)
        defer { rest.phonebooks += parted }
        return joined(&rest.phonebooks, rule)
      }
      guard let index = rest.phonebooks.firstIndex(where: rule.words.holds) else { return "" }
      return rule.words.written(for: rest.phonebooks.remove(at: index))
    case .extra(let name):
      let name = name.isEmpty ? rule.locator.text : name
      guard let index = rule.isLooseExtra ? looseExtra(of: rest) : rest.extras.firstIndex(where: { $0.name == name })
      else { return rule.words.written(for: "") }
      if rule.isLooseExtra { return rest.extras.remove(at: index).values.joined(separator: "; ") }
      let text = joined(&rest.extras[index].values, rule)
      if rest.extras[index].values.isEmpty { rest.extras.remove(at: index) }
      return text
    case .numberLabel: return contact.numbers.first?.label ?? ""
    case .number, .ignored: return ""
    }
  }

  /// What a label beside a value that the next rule writes says.
  private func label(_ about: MappingRule.About, of contact: Contact, rest: Contact) -> String {
    func name(_ setting: Setting) -> String { format.settingNames[setting] ?? setting.rawValue }
    switch about {
    case .settingOfEmail(let setting):
      guard let index = rest.emails.place(of: setting) else { return "" }
      return rest.emails[index].label.isEmpty ? name(rest.emails[index].kind) : rest.emails[index].label
    case .settingOfAddress(let member):
      return contact.addresses.indices.contains(member - 1) ? name(contact.addresses[member - 1].kind) : ""
    case .nameOfExtra: return looseExtra(of: rest).map { rest.extras[$0].name } ?? ""
    case .kindOfNumber, .extensionOfNumber, .nothing: return ""
    }
  }

  /// The first extra field that has no place of its own name.
  private func looseExtra(of contact: Contact) -> Int? {
    contact.extras.firstIndex { !$0.isBookkeeping && !namedExtras.contains($0.name) }
  }

  /// All values where the rule can part them, else the first.
  private func joined(_ values: inout [String], _ rule: MappingRule) -> String {
    guard let first = values.first else { return "" }
    guard !rule.separators.isEmpty else {
      values.removeFirst()
      return rule.words.written(for: first)
    }
    return values.removingAll().map(rule.words.written).joined(separator: rule.separators.first ?? "")
  }

  /// Which address goes to the places of which setting: that of its own kind.
  private func assignedAddresses(of contact: Contact) -> [Setting: Int] {
    if contact.addresses.isEmpty { return [:] }
    var result: [Setting: Int] = [:]
    for setting in settings { result[setting] = contact.addresses.firstIndex { $0.kind == setting } }
    // Where the format does not tell settings apart, any address will do; one of no setting will do for any.
    for (index, address) in contact.addresses.enumerated() where settings.count == 1 || address.kind == .other {
      if result.values.contains(index) { continue }
      for setting in settings where result[setting] == nil {
        result[setting] = index
        break
      }
    }
    return result
  }

  /// Sees to it that the entry has a name, and that a name which stands in its parts does not count as lost.
  private func name(_ contact: Contact, texts: inout [String], rest: inout Contact, log: inout DiagnosticLog) {
    guard let nameRule else { return }
    var isNamed = false
    for rule in namedBy where !texts[rule].isEmpty { isNamed = true }
    // A name of one word, which has no parts, is no less a name.
    if !isNamed, !contact.name.display.isEmpty || format.profile.requirements.contains(.name) {
      texts[nameRule] = fitting.text(contact.displayName, for: rules[nameRule].field ?? .display, log: &log)
      if contact.name.display.isEmpty, contact.name.given.isEmpty, contact.name.family.isEmpty {
        log.add(.nameComposed, "the organization or e-mail stands for a missing name", example: contact.displayName)
      }
    }
    // What stands in a name as written, whole or in parts, in whatever order, is not lost.
    var written: [Substring]?
    for part in TextField.nameParts where !rest[part].isEmpty {
      let words = written ?? partRules.flatMap { texts[$0].nameWords }
      written = words
      let isWhole = partRules.contains { texts[$0].firstRange(of: rest[part]) != nil }
      if isWhole || rest[part].nameWords.allSatisfy(words.contains) { rest[part] = "" }
    }
  }

  private func tellLosses(_ rest: Contact, of contact: Contact, log: inout DiagnosticLog) {
    func lost(_ subject: String, _ text: String) {
      log.add(.fieldLost, subject, example: "\(text) of \(contact.displayName)")
    }
    for field in TextField.content where !rest[field].isEmpty { lost(field.rawValue, rest[field]) }
    for email in rest.emails { lost("email", email.address) }
    for address in rest.addresses {
      for part in PostalAddress.Part.allCases where !address[part].isEmpty {
        lost("address.\(part.rawValue)", address[part])
      }
    }
    for url in rest.urls { lost("url", url) }
    for name in rest.phonebooks { lost("phonebook", name) }
    for extra in rest.extras where !extra.isBookkeeping {
      lost("extra \"\(extra.name)\"", extra.values.joined(separator: "; "))
    }
    if !holdsLabels {
      for number in contact.numbers where !number.label.isEmpty { lost("number label", number.label) }
    }
  }
}

extension String {
  /// `Weber, Anna`: Weber and Anna.
  fileprivate var nameWords: [Substring] { split { $0 == " " || $0 == "," } }
}

extension MappingRule {
  var isNumber: Bool { if about == nil, case .number = meaning { true } else { false } }
  func isFor(_ fields: [TextField]) -> Bool {
    if case .text(let field) = meaning { fields.contains(field) } else { false }
  }
  var field: TextField? { if case .text(let field) = meaning { field } else { nil } }
}

extension Contact {
  /// With given and family name told apart, where only the whole name is known: the last word is the family name.
  fileprivate func partingName(log: inout DiagnosticLog) -> Contact {
    guard name.given.isEmpty, name.family.isEmpty else { return self }
    let words = name.display.split(separator: " ")
    guard (2...4).contains(words.count) else { return self }
    var parted = self
    parted.name.given = words.dropLast().joined(separator: " ")
    parted.name.family = String(words[words.count - 1])
    log.add(
      .nameComposed, "the last word of a name was taken for the family name",
      example: "\(parted.name.given) | \(parted.name.family)")
    return parted
  }
}

extension [Email] {
  /// The address for a place of a setting: the first of that setting, else the first of all.
  fileprivate func place(of setting: Setting?) -> Int? {
    firstIndex { setting != nil && $0.kind == setting } ?? indices.first
  }
}

extension Array {
  /// Empties the array and hands its elements out.
  fileprivate mutating func removingAll() -> [Element] {
    defer { removeAll() }
    return self
  }
}

extension Format {
  /// The device's word for a kind of number; one that it does not know has the word of *other*, else the first.
  func word(for kind: Number.Kind) -> String { kindNames[kind] ?? otherKindName ?? kind.rawValue }
}

extension [MappingRule] {
  /// Where the first rule for one of some texts stands.
  fileprivate func firstRule(of fields: [TextField]) -> Int? {
    for (index, rule) in enumerated() {
      if let field = rule.field, fields.contains(field) { return index }
    }
    return nil
  }
}
