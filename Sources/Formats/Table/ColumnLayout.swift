import Contacts

/// How many places of each sort the fullest contact needs.
struct ColumnNeeds {
  private(set) var numbers = 0
  private(set) var kinds: [Number.Kind: Int] = [:]
  private(set) var emails = 0
  private(set) var urls = 0
  private(set) var addresses = 0
  /// Extra fields for which the format has no column of that name.
  private(set) var looseExtras = 0
  /// Their names, in order of appearance.
  private(set) var extras: [String] = []
  private let named: Set<String>
  private var seen = Set<String>()

  init(namedExtras: Set<String>) { named = namedExtras }

  mutating func count(_ contact: Contact) {
    numbers = max(numbers, contact.numbers.count)
    emails = max(emails, contact.emails.count)
    urls = max(urls, contact.urls.count)
    addresses = max(addresses, contact.addresses.count)
    for kind in Number.Kind.allCases {
      let count = contact.numbers.count { $0.kind == kind }
      if count > kinds[kind, default: 0] { kinds[kind] = count }
    }
    var loose = 0
    for extra in contact.extras where !extra.isBookkeeping && !named.contains(extra.name) {
      loose += 1
      if seen.insert(extra.name).inserted { extras.append(extra.name) }
    }
    looseExtras = max(looseExtras, loose)
  }
}

extension [MappingRule] {
  /// The extra fields that have a column of their own.
  var namedExtras: Set<String> {
    Set(
      compactMap { rule in
        if case .extra(let name) = rule.meaning, !rule.isLooseExtra {
          name.isEmpty ? rule.locator.text : name
        } else {
          nil
        }
      })
  }

  /// Without rules for a text that an earlier rule writes: they are further titles of the same column, for reading.
  var withoutRepeatedTexts: [MappingRule] {
    var seen = Set<TextField>()
    var result: [MappingRule] = []
    for rule in self {
      if let field = rule.field, rule.template == nil, !seen.insert(field).inserted { continue }
      result.append(rule)
    }
    return result
  }

  /// The columns in the order in which they are written: series spelt out member by member, labels before and
  /// extensions behind their values, and further columns for kinds of which there are more numbers than columns.
  func laidOut(for needs: ColumnNeeds, _ more: WritingRules.MoreNumbers) -> [MappingRule] {
    var result: [MappingRule] = []
    var labels = Set<Locator>()
    var rest = self[...]
    while let first = rest.first {
      let group: ArraySlice<MappingRule>
      let count: Int
      if let stem = first.locator.stem {
        group = rest.prefix { $0.locator.stem == stem }
        count = group.map { $0.members(for: needs) }.max() ?? 0
      } else {
        group = rest.prefix(1)
        let repeats = more == .repeatedColumns && first.meaning == .number(nil, ordinal: 1)
        count = repeats ? Swift.max(1, needs.numbers) : 1
        if repeats { labels = [] }
      }
      for n in 1...Swift.max(1, count) where count > 0 {
        for rule in group { result.append(rule, n, of: group, labels: &labels) }
        if first.locator.stem == nil { labels = [] }
      }
      rest = rest.dropFirst(group.count)
    }
    if more == .furtherColumns || more == .repeatedColumns { result.addColumns(for: needs, more) }
    result.numberSlots()
    return result
  }

  /// Appends the `n`-th column of a rule, and those beside it.
  private mutating func append(
    _ rule: MappingRule, _ n: Int, of group: ArraySlice<MappingRule>, labels: inout Set<Locator>
  ) {
    var value = rule
    value.locator = rule.locator.member(n)
    value.member = rule.locator.isSeries ? n : 0
    if let kind = rule.kind, labels.insert(kind.member(n)).inserted {
      var label = MappingRule(locator: kind.member(n), meaning: .ignored)
      label.about = (group.first { $0.kind == kind && $0.meaning != .ignored } ?? rule).labelled(n)
      append(label)
    }
    append(value)
    if let place = rule.extensions.first {
      var beside = MappingRule(locator: place.member(n), meaning: .ignored)
      beside.about = .extensionOfNumber(slot: 0)
      append(beside)
    }
  }

  /// Adds columns for kinds of which some contact has more numbers than there are columns.
  private mutating func addColumns(for needs: ColumnNeeds, _ more: WritingRules.MoreNumbers) {
    for kind in Number.Kind.allCases {
      guard let first = first(where: { $0.meaning == .number(kind, ordinal: 1) }),
        var last = lastIndex(where: { $0.isNumber(of: kind) })
      else { continue }
      if last + 1 < count, case .extensionOfNumber = self[last + 1].about { last += 1 }
      let columns = count { $0.isNumber(of: kind) }
      guard let wanted = needs.kinds[kind], wanted > columns else { continue }
      var added: [MappingRule] = []
      var labels = Set<Locator>()
      for n in (columns + 1)...wanted {
        var column = first
        column.meaning = .number(kind, ordinal: n)
        if more == .furtherColumns { column.locator = Locator("\(first.locator.text) \(n)") }
        added.append(column, n, of: [column], labels: &labels)
      }
      insert(contentsOf: added, at: last + 1)
    }
  }

  /// Tells labels and extensions which slot they stand beside.
  private mutating func numberSlots() {
    var slot = 0
    for index in indices {
      switch self[index].about {
      case .kindOfNumber: self[index].about = .kindOfNumber(slot: slot)
      case .extensionOfNumber: self[index].about = .extensionOfNumber(slot: slot - 1)
      default: if self[index].isNumber { slot += 1 }
      }
    }
  }
}

extension [MappingRule] {
  /// The titles of the columns: a place that is the second column of another's title has that title.
  var titles: [String] {
    let all = Set(map(\.locator.text))
    return map { rule in
      let title = rule.locator.text
      guard let mark = title.lastIndex(of: "#"), Int(title[title.index(after: mark)...]) != nil,
        all.contains(String(title[..<mark]))
      else { return title }
      return String(title[..<mark])
    }
  }
}

extension MappingRule {
  fileprivate func isNumber(of kind: Number.Kind) -> Bool {
    if case .number(kind, _) = meaning { true } else { false }
  }

  /// What a label says about the value of member `n`.
  fileprivate func labelled(_ n: Int) -> About {
    switch meaning {
    case .number: .kindOfNumber(slot: 0)
    case .email(let setting, _): .settingOfEmail(setting)
    case .address: .settingOfAddress(member: n)
    case .extra: .nameOfExtra
    default: .nothing
    }
  }

  fileprivate func members(for needs: ColumnNeeds) -> Int {
    switch meaning {
    case .number: needs.numbers
    case .email: needs.emails
    case .url: needs.urls
    case .address: needs.addresses
    case .extra: isLooseExtra ? needs.looseExtras : 0
    case .text, .birthday, .phonebooks: 1
    case .numberLabel, .ignored: 0
    }
  }
}
