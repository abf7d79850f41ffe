import CSVSyntax
import Contacts

/// Fills contacts from rows.
struct RowMapper: Sendable {
  private let plan: TablePlan
  private let kinds: [HeaderKey: Number.Kind]
  private let kindNames: [Number.Kind: String]
  private let settings: [HeaderKey: Setting]
  private let system: String

  init(plan: TablePlan, format: Format, system: String) {
    self.plan = plan
    kinds = format.kinds
    kindNames = format.kindNames
    settings = format.settings
    self.system = system
  }

  func read(_ reader: borrowing CSVReader, into contact: inout Contact) {
    var parts = Parts()
    for index in 0..<reader.fieldCount {
      let text = reader.text(index)
      if text.isEmpty { continue }
      guard index < plan.columns.count else {
        contact.keep(text, as: "Column \(index + 1)")
        continue
      }
      switch plan.columns[index].way {
      case .text(let field): contact.put(text, into: field)
      case .number(let kind): contact.numbers.append(Number(kind: kind, raw: text))
      case .email(let setting): contact.emails.append(Email(kind: setting, address: text))
      case .address(let setting, let part): contact.add(text, to: part, of: setting)
      case .byMeaning: contact.take(text, as: plan.columns[index].meaning, label: "", kinds: kinds)
      case .byRule: take(text, plan.columns[index], of: reader, &parts, into: &contact)
      case .nowhere: break
      }
    }
    if plan.hasPartsOfDate { take(parts.date, into: &contact) }
    for index in plan.labelColumns where index < reader.fieldCount {
      contact.take(reader.text(index), as: .numberLabel, label: "", kinds: kinds)
    }
    if !contact.source.id.isEmpty { contact.source.system = system }
  }

  /// What several columns of a row say together.
  private struct Parts {
    /// Which address of the contact each member of a series of addresses is.
    var members: [Int: Int] = [:]
    var date = DateParts()
  }

  private func take(
    _ text: String, _ column: TablePlan.Column, of reader: borrowing CSVReader, _ parts: inout Parts,
    into contact: inout Contact
  ) {
    if column.meaning == .ignored || column.meaning == .numberLabel { return }
    if case .birthday(let part) = column.meaning, parts.date.set(part, to: text) { return }
    var label = reader.text(column.kindColumn)
    if let rule = column.rule { label = rule.stripped(label) }
    let count = contact.numbers.count
    if column.separators.isEmpty {
      take(text, column, label, &parts.members, into: &contact)
    } else {
      for value in text.separated(by: column.separators) { take(value, column, label, &parts.members, into: &contact) }
    }
    if contact.numbers.count > count, let place = column.extensionColumn {
      contact.numbers[contact.numbers.count - 1].extension = reader.text(place)
    }
  }

  private func take(_ date: DateParts, into contact: inout Contact) {
    if let text = date.text { return contact.take(text, as: .text(.birthday), label: "", kinds: kinds) }
    for part in DateParts.Part.allCases {
      contact.take(date[part], as: .birthday(part), label: "", kinds: kinds)
    }
  }

  private func take(
    _ text: String, _ column: TablePlan.Column, _ label: String, _ members: inout [Int: Int],
    into contact: inout Contact
  ) {
    let value = column.rule?.meant(by: text) ?? text
    switch column.meaning {
    case .address(let setting, let part) where column.member > 0:
      let known = members[column.member] ?? contact.addresses.count
      if known == contact.addresses.count {
        let told = label.isEmpty ? setting : settings[HeaderKey(label)] ?? KindWords.setting(of: label)
        contact.addresses.append(PostalAddress(kind: told ?? .other))
        members[column.member] = known
      }
      contact.addresses[known][part] = value
    case .extra where !label.isEmpty: contact.keep(value, as: label)
    case .number(nil, _):
      contact.take(value, as: column.meaning, label: label, kinds: kinds)
      // "Work Mobile" says more than the kind that it stands for.
      guard let last = contact.numbers.indices.last, !label.isEmpty, !value.isEmpty else { return }
      if kindNames[contact.numbers[last].kind] != label { contact.numbers[last].label = label }
    default: contact.take(value, as: column.meaning, label: label, kinds: kinds)
    }
  }
}

extension CSVReader {
  /// The text of a field; empty where there is none to look at.
  fileprivate func text(_ index: Int?) -> String {
    guard let index else { return "" }
    return text(index)
  }
}
