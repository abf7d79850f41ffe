import XMLSyntax

/// Cards in XML (RFC 6351).
enum XCard {
  /// The elements of structured properties, in the order of their components.
  private static let components: [String: [String]] = [
    "n": ["surname", "given", "additional", "prefix", "suffix"],
    "adr": ["pobox", "ext", "street", "locality", "region", "code", "country"], "gender": ["sex", "identity"],
    "clientpidmap": ["sourceid", "uri"],
  ]

  /// The properties of a `vcard` element.
  static func properties(of card: XMLElement) -> [StructuredProperty] {
    var properties: [StructuredProperty] = []
    for child in card.children {
      if child.name == "group" {
        for member in child.children {
          var property = property(member)
          property.group = child["name"] ?? ""
          properties.append(property)
        }
      } else {
        properties.append(property(child))
      }
    }
    return properties
  }

  private static func property(_ element: XMLElement) -> StructuredProperty {
    var property = StructuredProperty()
    property.name = element.name.lowercased()
    var values: [(type: String, text: String)] = []
    for child in element.children {
      if child.name == "parameters" {
        for parameter in child.children {
          property.parameters.append((parameter.name, parameter.children.map(\.text)))
        }
      } else {
        values.append((child.name, child.text))
      }
    }
    if let names = components[property.name] {
      var components = names.map { name in values.filter { $0.type == name }.map(\.text) }
      // Only the parts of names and addresses are written however empty they are.
      while property.name == "gender", components.count > 1, components.last?.allSatisfy(\.isEmpty) ?? false {
        components.removeLast()
      }
      property.values = [components]
    } else {
      property.type = values.first?.type ?? "text"
      let texts = values.isEmpty ? [element.text] : values.map(\.text)
      property.values = property.name == "org" ? [texts.map { [$0] }] : texts.map { [[$0]] }
    }
    return property
  }

  /// Writes a card with these properties.
  static func write(_ properties: [StructuredProperty], to writer: inout XMLWriter) {
    writer.open("vcard")
    for property in properties where property.name != "version" {
      if !property.group.isEmpty { writer.open("group", [("name", property.group)]) }
      writer.open(property.name)
      if !property.parameters.isEmpty {
        writer.open("parameters")
        for (name, values) in property.parameters {
          writer.open(name)
          for value in values { writer.element(parameterType(name), text: value) }
          writer.close()
        }
        writer.close()
      }
      write(values: property, to: &writer)
      writer.close()
      if !property.group.isEmpty { writer.close() }
    }
    writer.close()
  }

  private static func parameterType(_ name: String) -> String {
    switch name {
    case "pref", "index", "level": "integer"
    case "language": "language-tag"
    case "geo",
      "mediatype" where name == "geo":
      "uri"
    default: "text"
    }
  }

  private static func write(values property: StructuredProperty, to writer: inout XMLWriter) {
    if let names = components[property.name], property.type == "text" {
      for (index, name) in names.enumerated() {
        let texts = property.values.first.flatMap { index < $0.count ? $0[index] : nil } ?? []
        for text in texts.isEmpty ? [""] : texts { writer.element(name, text: text) }
      }
      return
    }
    for text in property.values.flatMap({ $0.flatMap { $0 } }) {
      let isDate = property.type.hasPrefix("date") || property.type == "timestamp"
      writer.element(
        property.type == "date-and-or-time" ? (text.contains("T") ? "date-time" : "date") : property.type,
        text: isDate && CardDate.isDate(text) ? CardDate.basic(text) : text)
    }
  }
}
