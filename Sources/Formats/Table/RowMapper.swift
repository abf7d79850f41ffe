import CSVSyntax
import Contacts

/// Fills contacts from rows.
struct RowMapper: Sendable {
  let plan: TablePlan
  let format: Format
  let system: String

  func read(_ reader: CSVReader, into contact: inout Contact) {
    // Which address of the contact each member of a series of addresses is.
    var members: [Int: Int] = [:]
    var date = DateParts()
    for index in 0..<reader.fieldCount {
      let bytes = reader.field(index)
      if bytes.isEmpty { continue }
      guard index < plan.columns.count else {
        contact.keep(String(decoding: bytes, as: UTF8.self), as: "Column \(index + 1)")
        continue
      }
      if plan.columns[index].isPlain {
        let text = String(decoding: bytes, as: UTF8.self)
        contact.take(text, as: plan.columns[index].meaning, label: "", kinds: format.kinds)
        continue
      }
      let column = plan.columns[index]
      if column.meaning == .ignored || column.meaning == .numberLabel { continue }
      let text = String(decoding: bytes, as: UTF8.self)
      if case .birthday(let part) = column.meaning, date.set(part, to: text) { continue }
      var label = reader.text(column.kindColumn)
      if let rule = column.rule { label = rule.stripped(label) }
      let count = contact.numbers.count
      if column.separators.isEmpty {
        take(text, column, label, &members, into: &contact)
      } else {
        for value in text.separated(by: column.separators) { take(value, column, label, &members, into: &contact) }
      }
      if contact.numbers.count > count, let place = column.extensionColumn {
        contact.numbers[contact.numbers.count - 1].extension = reader.text(place)
      }
    }
    take(date, into: &contact)
    for index in plan.labelColumns where index < reader.fieldCount {
      let label = String(decoding: reader.field(index), as: UTF8.self)
      contact.take(label, as: .numberLabel, label: "", kinds: format.kinds)
    }
    if !contact.source.id.isEmpty { contact.source.system = system }
  }

  private func take(_ date: DateParts, into contact: inout Contact) {
    if let text = date.text { return contact.take(text, as: .text(.birthday), label: "", kinds: format.kinds) }
    for part in DateParts.Part.allCases {
      contact.take(date[part], as: .birthday(part), label: "", kinds: format.kinds)
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
        let told = label.isEmpty ? setting : format.settings[HeaderKey(label)] ?? KindWords.setting(of: label)
        contact.addresses.append(PostalAddress(kind: told ?? .other))
        members[column.member] = known
      }
      contact.addresses[known][part] = value
    case .extra where !label.isEmpty: contact.keep(value, as: label)
    case .number(nil, _):
      contact.take(value, as: column.meaning, label: label, kinds: format.kinds)
      // "Work Mobile" says more than the kind that it stands for.
      guard let last = contact.numbers.indices.last, !label.isEmpty, !value.isEmpty else { return }
      if format.kindNames[contact.numbers[last].kind] != label { contact.numbers[last].label = label }
    default: contact.take(value, as: column.meaning, label: label, kinds: format.kinds)
    }
  }
}

extension CSVReader {
  /// The text of a field; empty where the record has no such field.
  fileprivate func text(_ index: Int?) -> String {
    guard let index, index < fieldCount else { return "" }
    return String(decoding: field(index), as: UTF8.self)
  }
}
