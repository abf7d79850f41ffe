import JSONSyntax

/// Cards in JSON (RFC 7095).
enum JCard {
  /// The properties of a card; nil where the value is none.
  static func properties(of card: JSONValue) -> [StructuredProperty]? {
    let parts = card.elements
    guard parts.count >= 2, parts[0].text?.lowercased() == "vcard", case .array(let properties) = parts[1] else {
      return nil
    }
    return properties.map { property($0) ?? reshaped($0) }
  }

  /// A property; nil where the value is none.
  static func property(_ value: JSONValue) -> StructuredProperty? {
    let parts = value.elements
    guard parts.count >= 4, let name = parts[0].text, let type = parts[2].text else { return nil }
    var property = StructuredProperty()
    property.name = name.lowercased()
    property.type = type.lowercased()
    property.saysType = true
    for member in parts[1].members {
      let values = texts(member.value, &property)
      if member.name.lowercased() == "group" {
        property.group = values.first ?? ""
      } else {
        property.parameters.append((member.name.lowercased(), values))
      }
    }
    for value in parts[3...] {
      if case .array(let components) = value {
        property.values.append(components.map { texts($0, &property) })
      } else {
        property.values.append([texts(value, &property)])
      }
    }
    if property.hasOtherValues(than: parts[3...]) { property.isReshaped = true }
    return property
  }

  /// What is kept of an item that is no property: its text.
  private static func reshaped(_ value: JSONValue) -> StructuredProperty {
    var writer = JSONWriter()
    writer.append(value)
    var property = StructuredProperty("x-switchbook-record", String(decoding: writer.take(), as: UTF8.self))
    property.isReshaped = true
    return property
  }

  /// The texts of a value: of an array those of its elements.
  private static func texts(_ value: JSONValue, _ property: inout StructuredProperty) -> [String] {
    switch value {
    case .string(let text), .number(let text): return [text]
    case .bool(let truth): return [truth ? "true" : "false"]
    case .array(let elements):
      if elements.contains(where: { if case .array = $0 { true } else { false } }) { property.isReshaped = true }
      return elements.flatMap { texts($0, &property) }
    case .null, .object:
      property.isReshaped = true
      return [""]
    }
  }

  /// A card with these properties.
  static func card(_ properties: [StructuredProperty]) -> JSONValue {
    .array([.string("vcard"), .array(properties.map(value))])
  }

  /// A property as a value.
  static func value(_ property: StructuredProperty) -> JSONValue {
    var parameters: [JSONValue.Member] = []
    if !property.group.isEmpty { parameters.append(.init("group", .string(property.group))) }
    for (name, values) in property.parameters { parameters.append(.init(name, .texts(values))) }
    let values = property.values.map { components -> JSONValue in
      let parts = components.map { texts in
        texts.count == 1 ? scalar(texts[0], property.type) : .array(texts.map { scalar($0, property.type) })
      }
      return parts.count == 1 && components[0].count == 1 ? parts[0] : .array(parts)
    }
    return .array([.string(property.name), .object(parameters), .string(property.type)] + values)
  }

  /// A text as the value that it is of a type (RFC 7095, section 3.5).
  private static func scalar(_ text: String, _ type: String) -> JSONValue {
    switch type {
    case "boolean" where text == "true" || text == "false": .bool(text == "true")
    case "integer", "float": JSONValue(json: text).flatMap { if case .number = $0 { $0 } else { nil } } ?? .string(text)
    default: .string(text)
    }
  }
}

extension StructuredProperty {
  /// Whether values are numbers or truths where the type says that they are texts, or the other way round.
  fileprivate func hasOtherValues(than values: ArraySlice<JSONValue>) -> Bool {
    func isOther(_ value: JSONValue) -> Bool {
      switch value {
      case .number: type != "integer" && type != "float"
      case .bool: type != "boolean"
      case .string: type == "boolean"
      case .array(let elements): elements.contains(where: isOther)
      case .null, .object: true
      }
    }
    return values.contains(where: isOther)
  }
}
