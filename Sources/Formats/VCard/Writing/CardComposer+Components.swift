import Contacts
import VCardSyntax

/// Values of several parts, of which those that nobody edited are written as the card has them.
extension CardComposer {
  /// Collects the value of a line's field.
  mutating func appendValue(_ line: Line, _ contact: Contact, asURI isURI: Bool, log: inout DiagnosticLog) {
    switch line.slot {
    case .name: append(contact.name.components, over: line, log: &log)
    case .organization: appendOrganization(contact, over: line)
    case .address(let index):
      append(CardReading.parts.map { contact.addresses[index][$0] }, over: line, log: &log)
    case .number(let index):
      appendValue(line.slot, contact, asURI: isURI)
      appendURIParameters(line, contact.numbers[index], asURI: isURI, log: &log)
    default: appendValue(line.slot, contact, asURI: isURI)
    }
  }

  /// Collects an organization and its units. Units that nobody edited stay on their levels.
  private mutating func appendOrganization(_ contact: Contact, over line: Line) {
    var units: [String] = []
    VCardText.forEachComponent(of: line.property.value, partedBy: 0x3B) { part in
      units.append(VCardText.unescaped(part.trimmed))
    }
    units.removeFirst()
    guard units.filter({ !$0.isEmpty }).joined(separator: "; ") == contact.department else {
      return appendValue(.organization, contact, asURI: false)
    }
    append(components: [contact.organization] + units)
  }

  /// Collects the components of a name or address. One that nobody edited stays what it is, a list too where the version
  /// knows lists; one that was edited is a list where it was one.
  private mutating func append(_ components: [String], over line: Line, log: inout DiagnosticLog) {
    var before: [String] = []
    var further: [UnsafeRawBufferPointer] = []
    var index = 0
    VCardText.forEachComponent(of: line.property.value, partedBy: 0x3B) { part in
      defer { index += 1 }
      guard index < components.count else { return further.append(part) }
      if index > 0 { writer.append(separator: 0x3B) }
      let now = components[index]
      before.append(part.isEmpty ? "" : CardReading.listed(part))
      if before[index] == now { return append(component: part, of: line, log: &log) }
      let isList = line.origin != .v21 && Self.values(of: part).count > 1
      append(values: isList ? now.separated(by: [", "]) : [now], of: line, log: &log)
    }
    while index < components.count {
      if index > 0 { writer.append(separator: 0x3B) }
      writer.append(components[index])
      index += 1
    }
    append(further: further, behind: before, now: components, of: line, log: &log)
  }

  /// Components that the model has no field for. What repeats a part of one that was edited goes with that (RFC 9554,
  /// section 2), and so does what another version does not know and the others do not say.
  private mutating func append(
    further: [UnsafeRawBufferPointer], behind before: [String], now: [String], of line: Line, log: inout DiagnosticLog
  ) {
    for (index, part) in further.enumerated() {
      let text = CardReading.listed(part)
      if line.origin == version {
        writer.append(separator: 0x3B)
        let isOutdated = zip(before, now).contains { $0 != $1 && $0.holds(text) }
        if !isOutdated { append(component: part, of: line, log: &log) }
      } else if !text.isEmpty, !now.contains(where: { $0.holds(text) }) {
        let name = line.property.name.text.uppercased()
        tellLoss("component \(before.count + index + 1) of \(name)", log: &log)
      }
    }
  }

  private mutating func append(component part: UnsafeRawBufferPointer, of line: Line, log: inout DiagnosticLog) {
    if line.origin == version, part.position(of: 0x0A) == nil { return writer.append(raw: part) }
    // In vCard 2.1 a comma is a sign of the text.
    append(
      values: line.origin == .v21 ? [VCardText.unescaped(part.trimmed)] : Self.values(of: part), of: line, log: &log)
  }

  /// Collects the values of a component as a list; told, and one text, where the version knows none.
  private mutating func append(values: [String], of line: Line, log: inout DiagnosticLog) {
    if version == .v21, values.count > 1 {
      tellLoss("a list in \(line.property.name.text.uppercased())", log: &log)
      return writer.append(values.joined(separator: ", "))
    }
    for (index, value) in values.enumerated() {
      if index > 0 { writer.append(separator: 0x2C) }
      writer.append(value)
    }
  }

  /// The values that commas part in a component. A comma with a space behind it is one of those that nobody escaped.
  private static func values(of part: UnsafeRawBufferPointer) -> [String] {
    var values: [String] = []
    VCardText.forEachComponent(of: part, partedBy: 0x2C) { value in
      let text = VCardText.unescaped(value.trimmed)
      if value.first == 0x20, let last = values.popLast() {
        values.append(last + ", " + text)
      } else {
        values.append(text)
      }
    }
    return values
  }

  /// What a `tel:` URI says beside the number (RFC 3966): kept behind a URI, else told. A context is said where the number
  /// is a whole one.
  private mutating func appendURIParameters(
    _ line: Line, _ number: Number, asURI isURI: Bool, log: inout DiagnosticLog
  ) {
    let value = line.property.value.trimmed
    guard value.count > 4, UnsafeRawBufferPointer(rebasing: value[..<4]).equals("TEL:") else { return }
    var isNumber = true
    VCardText.forEachComponent(of: value, partedBy: 0x3B) { part in
      defer { isNumber = false }
      let name = part.prefix { $0 != 0x3D }
      let text = UnsafeRawBufferPointer(rebasing: name).text.lowercased()
      if isNumber || text.isEmpty || text == "ext" { return }
      if text == "phone-context", !number.number.isEmpty || number.raw.utf8.contains(0x3B) { return }
      if isURI, !number.number.isEmpty {
        writer.append(separator: 0x3B)
        writer.append(raw: part)
      } else {
        tellLoss("\(text) of a number", log: &log)
      }
    }
  }
}

extension ContactName {
  /// In the order of `N`.
  var components: [String] { [family, given, middle, prefix, suffix] }
}
