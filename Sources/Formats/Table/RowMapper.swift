import CSVSyntax
import Contacts

/// Fills contacts from rows.
struct RowMapper: Sendable {
  let plan: TablePlan
  let format: Format
  let system: String

  func read(_ reader: CSVReader, into contact: inout Contact) {
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
      var text = String(decoding: bytes, as: UTF8.self)
      if let rule = column.rule { text = rule.words.meant(by: text) }
      let label = column.kindColumn.flatMap { label in
        label < reader.fieldCount ? String(decoding: reader.field(label), as: UTF8.self) : nil
      }
      if column.separator.isEmpty {
        contact.take(text, as: column.meaning, label: label ?? "", kinds: format.kinds)
      } else {
        for value in text.separated(by: column.separator) {
          contact.take(value, as: column.meaning, label: label ?? "", kinds: format.kinds)
        }
      }
    }
    for index in plan.labelColumns where index < reader.fieldCount {
      let label = String(decoding: reader.field(index), as: UTF8.self)
      contact.take(label, as: .numberLabel, label: "", kinds: format.kinds)
    }
    if !contact.source.id.isEmpty { contact.source.system = system }
  }
}
