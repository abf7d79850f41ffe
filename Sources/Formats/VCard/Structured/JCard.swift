import JSONSyntax

/// Cards in JSON (RFC 7095).
enum JCard {
  /// The properties of a card; nil where the value is none.
  static func properties(of card: JSONValue) -> [StructuredProperty]? {
    let parts = card.elements
    guard parts.count >= 2, parts[0].text?.lowercased() == "vcard", case .array(let properties) = parts[1] else {
      return nil
    }
    return properties.compactMap(property)
  }

  /// A property; nil where the value is none.
  static func property(_ value: JSONValue) -> StructuredProperty? {
    let parts = value.elements
    guard parts.count >= 4, let name = parts[0].text, let type = parts[2].text else { return nil }
    var property = StructuredProperty()
    property.name = name.lowercased()
    property.type = type.lowercased()
    for member in parts[1].members {
      let values = texts(member.value)
      if member.name.lowercased() == "group" {
        property.group = values.first ?? ""
      } else {
        property.parameters.append((member.name.lowercased(), values))
      }
    }
    property.values = parts[3...].map { value in
      if case .array(let components) = value { return components.map(texts) }
      return [texts(value)]
    }
    return property
  }

  /// The texts of a value: of an array those of its elements.
  private static func texts(_ value: JSONValue) -> [String] {
    switch value {
    case .string(let text), .number(let text): [text]
    case .bool(let truth): [truth ? "true" : "false"]
    case .array(let elements): elements.flatMap(texts)
    case .null, .object: [""]
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
    let values = property.values.map { components in
      StructuredProperty.structured.contains(property.name) && property.type == "text"
        ? (components.count == 1 ? JSONValue.texts(components[0]) : .array(components.map(JSONValue.texts)))
        : JSONValue.texts(components.flatMap { $0 })
    }
    return .array([.string(property.name), .object(parameters), .string(property.type)] + values)
  }
}
