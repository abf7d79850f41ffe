import Contacts

extension Contact {
  /// Puts `text`, read from a place with this meaning, where it belongs.
  mutating func take(_ text: String, as meaning: Meaning, label: String, kinds: [HeaderKey: Number.Kind]) {
    guard !text.isEmpty else { return }
    switch meaning {
    case .text(let field): put(text, into: field)
    case .number(let kind, _):
      let told = kind ?? kinds[HeaderKey(label)] ?? KindWords.kind(of: label) ?? .other
      numbers.append(Number(kind: told, label: kind != nil || kinds[HeaderKey(label)] == nil ? label : "", raw: text))
    case .email(let setting, _):
      let told = setting ?? KindWords.setting(of: label)
      emails.append(Email(kind: told ?? .other, address: text, label: told == nil ? label : ""))
    case .address(let setting, let part): add(text, to: part, of: setting)
    case .numberLabel: labelNumbers(text)
    case .url: urls.append(text)
    case .phonebooks: if !phonebooks.contains(text) { phonebooks.append(text) }
    // Of a row, the parts are put together first.
    case .birthday(let part): keep(text, as: "birthday.\(part.rawValue)")
    case .extra(let name): keep(text, as: name)
    case .ignored: break
    }
  }

  /// Says of the record's numbers what they are; where there are none, the label is kept as an extra.
  private mutating func labelNumbers(_ label: String) {
    if numbers.isEmpty { return keep(label, as: "number-label") }
    for index in numbers.indices where numbers[index].label.isEmpty { numbers[index].label = label }
  }
}

extension String {
  /// The values in a text that any of `separators` parts, without spaces around them and without empty ones.
  func separated(by separators: [String]) -> [String] {
    var values = [self[...]]
    for separator in separators where holds(separator) { values = values.flatMap { $0.split(separator: separator) } }
    guard values.count > 1 || values.first != self[...] else { return [self] }
    return values.map(\.trimmingSpaces).filter { !$0.isEmpty }.map(String.init)
  }
}

extension Substring {
  var trimmingSpaces: Substring {
    var result = drop { $0 == " " }
    while result.last == " " { result.removeLast() }
    return result
  }
}
