import CSVSyntax
import Contacts

/// Writes contacts as a table of a format's columns.
struct TableWriter {
  private let format: Format
  private let composer: EntryComposer
  /// Headers of the columns that rules fill, then of those that extra fields fill.
  private let headers: [String]
  private let extras: [String]

  /// Lays the columns out: as many of a series, or of a kind with further columns, as some contact needs.
  init(_ format: Format, contacts: some Sequence<Contact>, options: WritingOptions) {
    self.format = format
    var needs = Needs()
    if format.writing.extras || format.writing.moreNumbers == .furtherColumns
      || format.rules.contains(where: \.isSeries)
    {
      for contact in contacts { needs.count(contact) }
    }
    let rules = format.rules.withoutRepeatedTexts.expanded(
      for: needs, furtherColumns: format.writing.moreNumbers == .furtherColumns)
    composer = EntryComposer(
      format, rules: rules.filter { $0.meaning != .ignored || $0.fixed != nil || $0.isLabel }, options: options)
    let named = Set(rules.compactMap { rule in if case .extra(let name) = rule.meaning { name } else { nil } })
    extras = format.writing.extras ? needs.extras.filter { !named.contains($0) } : []
    headers = composer.rules.map(\.locator.text) + extras
  }

  mutating func write(_ contacts: some Sequence<Contact>, log: inout DiagnosticLog) -> [UInt8] {
    let rules = format.writing
    var rows: [[String]] = []
    for contact in contacts {
      var known = contact
      known.extras.removeAll { extras.contains($0.name) }
      let values = extras.map { name in (contact.extra(name) ?? []).joined(separator: "; ") }
      for entry in composer.entries(of: known, log: &log) { rows.append(entry.texts + values) }
    }
    let shown = headers.indices.filter { column in
      !rules.usedColumnsOnly || rows.contains { !$0[column].isEmpty }
    }
    var writer = CSVWriter(
      delimiter: rules.delimiter, lineEnd: rules.crlf ?? true ? .crlf : .lf,
      quoting: rules.quotesAlways ? .always : .needed)
    for column in shown { writer.field(headers[column]) }
    writer.endRecord()
    for row in rows {
      for column in shown { writer.field(row[column]) }
      writer.endRecord()
    }
    return (rules.byteOrderMark ? [0xEF, 0xBB, 0xBF] : []) + writer.take()
  }
}

/// How many places of each sort the fullest contact needs.
private struct Needs {
  var numbers = 0
  var kinds: [Number.Kind: Int] = [:]
  var emails = 0
  var urls = 0
  /// Names of extra fields, in order of appearance.
  var extras: [String] = []
  private var seenExtras = Set<String>()

  mutating func count(_ contact: Contact) {
    numbers = max(numbers, contact.numbers.count)
    emails = max(emails, contact.emails.count)
    urls = max(urls, contact.urls.count)
    for kind in Number.Kind.allCases {
      let count = contact.numbers.count { $0.kind == kind }
      if count > kinds[kind, default: 0] { kinds[kind] = count }
    }
    for extra in contact.extras where !extra.isBookkeeping && seenExtras.insert(extra.name).inserted {
      extras.append(extra.name)
    }
  }
}

extension MappingRule {
  fileprivate var isSeries: Bool { locator.isSeries }
  fileprivate var isLabel: Bool { labelOfSlot != nil }
}

extension [MappingRule] {
  /// Without rules for a text that an earlier rule writes: they are further titles of the same column, for reading.
  fileprivate var withoutRepeatedTexts: [MappingRule] {
    var seen = Set<TextField>()
    var result: [MappingRule] = []
    for rule in self {
      if let field = rule.field, rule.template == nil, !seen.insert(field).inserted { continue }
      result.append(rule)
    }
    return result
  }

  /// The rules with every series spelt out, and with further columns for kinds of which there are more than columns.
  fileprivate func expanded(for needs: Needs, furtherColumns: Bool) -> [MappingRule] {
    var result: [MappingRule] = []
    var slots = 0
    var columns: [Number.Kind: Int] = [:]
    for rule in self {
      guard rule.isSeries else {
        if case .number(let kind?, _) = rule.meaning { columns[kind, default: 0] += 1 }
        if rule.isNumber { slots += 1 }
        result.append(rule)
        continue
      }
      for n in 1...Swift.max(1, rule.members(for: needs)) {
        var member = rule
        member.locator = rule.locator.member(n)
        if let kind = rule.kind {
          var label = MappingRule(locator: kind.member(n), meaning: .ignored)
          if rule.isNumber { label.labelOfSlot = slots }
          result.append(label)
        }
        if rule.isNumber { slots += 1 }
        result.append(member)
      }
    }
    guard furtherColumns else { return result }
    for kind in Number.Kind.allCases {
      guard let first = result.firstIndex(where: { $0.meaning == .number(kind, ordinal: 1) }),
        let last = result.lastIndex(where: { $0.isNumber(of: kind) })
      else { continue }
      let more = (columns[kind] ?? 0) + 1
      guard let count = needs.kinds[kind], count >= more else { continue }
      let base = result[first].locator.text
      result.insert(
        contentsOf: (more...count).map { n in
          MappingRule(locator: Locator("\(base) \(n)"), meaning: .number(kind, ordinal: n))
        }, at: last + 1)
    }
    return result
  }
}

extension MappingRule {
  fileprivate func isNumber(of kind: Number.Kind) -> Bool {
    if case .number(kind, _) = meaning { true } else { false }
  }

  fileprivate func members(for needs: Needs) -> Int {
    switch meaning {
    case .number: needs.numbers
    case .email: needs.emails
    case .url: needs.urls
    default: 1
    }
  }
}
