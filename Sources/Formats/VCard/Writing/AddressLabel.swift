import Contacts
import VCardSyntax

/// The text of an address label: a property beside the address before vCard 4.0, a parameter of it since.
struct AddressLabel {
  let text: String
  private let types: TypeWords
  private let start: UnsafeRawPointer?

  /// The labels of a card that belong to one of its addresses; their texts are extra fields of the contact.
  static func all(in properties: [VCardProperty], of contact: Contact) -> [AddressLabel] {
    let labels = properties.filter { $0.name.equals("LABEL") }
    guard !labels.isEmpty else { return [] }
    let addresses = properties.filter { $0.name.equals("ADR") }.map { TypeWords(of: $0) }
    var used: [String: Int] = [:]
    return labels.compactMap { label in
      let name = CardLayout.extraName(of: label)
      let values = contact.extra(name) ?? []
      let index = used[name, default: 0]
      used[name] = index + 1
      guard index < values.count else { return nil }
      var value = values[index]
      let types = TypeWords(of: label)
      guard addresses.contains(types) else { return nil }
      return AddressLabel(
        text: value.withUTF8 { VCardText.unescaped(UnsafeRawBufferPointer($0)) }, types: types,
        start: label.text.baseAddress)
    }
  }

  /// The text of a `LABEL` parameter. Line ends are written as `^n` (RFC 6868), and as `\n` since the example of RFC 6350,
  /// section 6.3.1.
  static func text(ofParameter value: UnsafeRawBufferPointer) -> String {
    let text = VCardText.parameter(value)
    return text.contains("\\") ? text.replacing("\\n", with: "\n").replacing("\\N", with: "\n") : text
  }

  /// Whether this is the label of the address in `property`: it has the same types.
  func belongs(to property: VCardProperty) -> Bool { TypeWords(of: property) == types }

  /// Whether the label stands in `property`.
  func isIn(_ property: VCardProperty) -> Bool { property.text.baseAddress == start }
}

extension CardComposer {
  /// Writes the label that an address of vCard 4.0 has as a parameter.
  mutating func writeAddressLabel(_ line: Line) {
    guard let label = line.property.parameter("LABEL") else { return }
    head.removeAll(keepingCapacity: true)
    head.append(contentsOf: "LABEL".utf8)
    var types: [String] = []
    line.property.forEachType { types.append(String(decoding: $0, as: UTF8.self).uppercased()) }
    appendTypes(types.joined(separator: ","))
    writer.append(AddressLabel.text(ofParameter: label))
    writer.property(head)
  }
}
