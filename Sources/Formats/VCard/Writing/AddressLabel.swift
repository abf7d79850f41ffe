import Contacts
import VCardSyntax

/// The text of an address label: a property beside the address before vCard 4.0, a parameter of it since.
struct AddressLabel {
  let text: String
  fileprivate let label: UnsafeRawPointer?
  fileprivate let address: UnsafeRawPointer?

  /// The text of a `LABEL` parameter. Line ends are written as `^n` (RFC 6868), and as `\n` since the example of RFC 6350,
  /// section 6.3.1.
  static func text(ofParameter value: UnsafeRawBufferPointer) -> String {
    let text = VCardText.parameter(value)
    return text.contains("\\") ? text.replacing("\\n", with: "\n").replacing("\\N", with: "\n") : text
  }

  /// Whether this is the label of the address in `property`.
  func belongs(to property: VCardProperty) -> Bool { property.text.baseAddress == address }

  /// Whether the label stands in `property`.
  func isIn(_ property: VCardProperty) -> Bool { property.text.baseAddress == label }
}

extension CardComposer {
  /// The labels of a card that belong to one of its addresses: in its group, else of its types, each in their order. Their
  /// texts are extra fields of the contact; one that no address is left for stays one.
  ///
  /// - Parameter takesLabel: whether the address in the property with this index is written, and has no label yet.
  func addressLabels(
    in properties: [VCardProperty], of contact: Contact, takesLabel: (Int) -> Bool
  ) -> [AddressLabel] {
    var labels: [(property: VCardProperty, text: String)] = []
    var used: [String: Int] = [:]
    for property in properties where property.name.equals("LABEL") {
      let name = CardLayout.extraName(of: property)
      guard let extra = contact.extras.firstIndex(where: { $0.name == name }) else { continue }
      let values = contact.extras[extra].values
      let index = used[name] ?? pending.extras[extra]
      used[name] = index + 1
      guard var value = index < values.count ? values[index] : isFurtherLayout ? contact.onlyValue(of: name) : nil
      else { continue }
      labels.append((property, value.withUTF8 { VCardText.unescaped(UnsafeRawBufferPointer($0)) }))
    }
    guard !labels.isEmpty else { return [] }
    var addresses: [(property: VCardProperty, types: TypeWords)] = []
    for index in properties.indices where properties[index].name.equals("ADR") && takesLabel(index) {
      addresses.append((properties[index], TypeWords(of: properties[index])))
    }
    var result: [AddressLabel] = []
    func take(_ label: (property: VCardProperty, text: String), _ place: Int?) -> Bool {
      guard let place else { return false }
      let address = addresses.remove(at: place).property
      result.append(
        AddressLabel(text: label.text, label: label.property.text.baseAddress, address: address.text.baseAddress))
      return true
    }
    labels.removeAll { label in
      let group = label.property.group
      return take(label, group.isEmpty ? nil : addresses.firstIndex { $0.property.group.isSame(as: group) })
    }
    for label in labels {
      let types = TypeWords(of: label.property)
      _ = take(label, addresses.firstIndex { $0.types == types })
    }
    return result
  }

  /// Writes the label that an address has as a parameter, behind it, where another version has a property for that.
  mutating func writeAddressLabel(_ line: Line) {
    guard version != .v40, line.origin != version, line.property.name.equals("ADR"),
      let label = line.property.parameter("LABEL")
    else { return }
    head.removeAll(keepingCapacity: true)
    head.append(contentsOf: "LABEL".utf8)
    var types: [String] = []
    line.property.forEachType { types.append(String(decoding: $0, as: UTF8.self).uppercased()) }
    appendTypes(types.joined(separator: ","))
    writer.append(AddressLabel.text(ofParameter: label))
    writer.property(head)
  }
}
