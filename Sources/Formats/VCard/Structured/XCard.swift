import XMLSyntax

private let vCardNamespace = "urn:ietf:params:xml:ns:vcard-4.0"

/// Cards in XML (RFC 6351).
enum XCard {
  /// The elements of structured properties, in the order of their components.
  private static let components: [String: [String]] = [
    "n": ["surname", "given", "additional", "prefix", "suffix", "surname2", "generation"],
    "adr": ["pobox", "ext", "street", "locality", "region", "code", "country"] + JSContactVocabulary.addressParts[7...],
    "gender": ["sex", "identity"], "clientpidmap": ["sourceid", "uri"],
  ]
  /// What elements are called that are no properties, parameters or values.
  private static let reserved: Set<String> = ["vcards", "vcard", "group", "parameters"]
  /// How many of them are written however empty they are. What RFC 9554 added has no elements in a standard, and is called
  /// as in JSContact.
  private static let demanded = ["n": 5, "adr": 7, "gender": 1, "clientpidmap": 2]

  /// The properties of a `vcard` element.
  static func properties(of card: XMLElement) -> [StructuredProperty] {
    var properties: [StructuredProperty] = []
    let namespace = card.namespace
    for child in card.children {
      if child.name == "group", !child.isForeign(to: namespace) {
        for member in child.children {
          var property = property(member, namespace)
          property.group = child["name"] ?? ""
          properties.append(property)
        }
      } else {
        properties.append(property(child, namespace))
      }
    }
    return properties
  }

  private static func property(_ element: XMLElement, _ namespace: String) -> StructuredProperty {
    // What is of another namespace is the property XML of a vCard (RFC 6351, section 5; RFC 6350, section 6.1.5).
    if element.isForeign(to: namespace) { return StructuredProperty("xml", ForeignXML.text(of: element)) }
    var property = StructuredProperty()
    property.name = element.name.lowercased()
    property.isReshaped = !isUsual(element, namespace)
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
      // Texts that no component is called for follow, or are all there is.
      var others = values.filter { !names.contains($0.type) }.map { [$0.text] }
      if values.isEmpty { others = [[element.text]] }
      others.removeAll { $0[0].isEmpty }
      components = components.joined().allSatisfy(\.isEmpty) && !others.isEmpty ? others : components + others
      while components.count > demanded[property.name] ?? 0, components.last?.allSatisfy(\.isEmpty) ?? false {
        components.removeLast()
      }
      property.values = [components]
    } else {
      property.type = values.first?.type ?? "text"
      property.saysType = true
      let texts = values.isEmpty ? [element.text] : values.map(\.text)
      property.values = property.name == "org" ? [texts.map { [$0] }] : texts.map { [[$0]] }
    }
    return property
  }

  /// Types that elements of values are called by (RFC 6351, section 5).
  private static let types: Set<String> = [
    "text", "uri", "date", "time", "date-time", "date-and-or-time", "timestamp", "boolean", "integer", "float",
    "utc-offset", "language-tag", "unknown",
  ]

  /// Whether a property has no other elements and attributes than those that the standard knows.
  private static func isUsual(_ element: XMLElement, _ namespace: String) -> Bool {
    func isValue(_ value: XMLElement, _ names: some Collection<String>) -> Bool {
      names.contains(value.name) && !value.isForeign(to: namespace) && value.children.isEmpty
        && value.attributes.isEmpty
    }
    guard element.attributes.isEmpty else { return false }
    var type: String?
    for child in element.children {
      if child.name == "parameters" {
        let areUsual = child.children.allSatisfy { parameter in
          parameter.attributes.isEmpty && !parameter.isForeign(to: namespace)
            && parameter.children.allSatisfy { isValue($0, types) }
            && !parameter.children.isEmpty
        }
        guard areUsual, child.attributes.isEmpty else { return false }
      } else if let names = components[element.name.lowercased()] {
        guard isValue(child, names) else { return false }
      } else {
        guard isValue(child, types), type ?? child.name == child.name else { return false }
        type = child.name
      }
    }
    return true
  }

  /// Writes a card with these properties.
  static func write(_ properties: [StructuredProperty], to writer: inout XMLWriter) {
    writer.open("vcard")
    for property in properties where property.name != "version" {
      if !property.group.isEmpty { writer.open("group", [("name", property.group)]) }
      defer { if !property.group.isEmpty { writer.close() } }
      if property.name == "xml", property.parameters.isEmpty, ForeignXML.write(property.text, to: &writer) { continue }
      writer.open(elementName(property.name))
      if !property.parameters.isEmpty {
        writer.open("parameters")
        for (name, values) in property.parameters {
          writer.open(elementName(name))
          for value in values { writer.element(parameterType(name), text: value) }
          writer.close()
        }
        writer.close()
      }
      write(values: property, to: &writer)
      writer.close()
    }
    writer.close()
  }

  private static func elementName(_ name: String) -> String { reserved.contains(name) ? "x-\(name)" : name }

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
        if texts.allSatisfy(\.isEmpty), property.name != "gender", index >= demanded[property.name] ?? 0 { continue }
        for text in texts.isEmpty ? [""] : texts { writer.element(name, text: text) }
      }
      return
    }
    for text in property.values.flatMap({ $0.flatMap { $0 } }) {
      writer.element(
        property.type == "date-and-or-time" ? (text.contains("T") ? "date-time" : "date") : elementName(property.type),
        text: property.basic(text))
    }
  }
}

extension XMLElement {
  /// Whether it is of another namespace than the card that it stands in.
  fileprivate func isForeign(to namespace: String) -> Bool { !self.namespace.isEmpty && self.namespace != namespace }
}

/// Elements of other namespaces, as they stand in a card and as the text of the property `XML`.
private enum ForeignXML {
  /// The element on one line, with the namespaces that it needs.
  static func text(of element: XMLElement) -> String {
    var writer = line
    write(element, to: &writer)
    var bytes = writer.take()
    bytes.removeLast()
    return String(decoding: bytes, as: UTF8.self)
  }

  /// Writes the element that a text is; false, and nothing is written, where it is none.
  static func write(_ text: String, to writer: inout XMLWriter) -> Bool {
    let element = Array("<xml>\(text)</xml>".utf8).withUnsafeBytes { bytes -> XMLElement? in
      var found: XMLElement?
      var isWhole = true
      let problems = try? readXML(bytes, records: ["xml"]) { event in
        guard case .record(let record) = event else { return }
        isWhole = record.text.isEmpty && record.children.count == 1 && found == nil
        found = record.children.first
      }
      return problems?.isEmpty == true && isWhole ? found : nil
    }
    guard let element, element.isForeign(to: vCardNamespace) else { return false }
    write(element, to: &writer)
    return true
  }

  private static func write(_ element: XMLElement, to writer: inout XMLWriter) {
    writer.begin(element.qualifiedName)
    var bindings: [(prefix: String, namespace: String)] = []
    collect(element, into: &bindings)
    for (prefix, namespace) in bindings {
      writer.attribute(prefix.isEmpty ? "xmlns" : "xmlns:\(prefix)", namespace)
    }
    for attribute in element.attributes { writer.attribute(attribute.name, attribute.value) }
    if !element.text.isEmpty { writer.text(element.text) }
    for child in element.children { writer.element(child) }
    writer.end()
  }

  private static func collect(_ element: XMLElement, into bindings: inout [(prefix: String, namespace: String)]) {
    func add(_ prefix: String, _ namespace: String) {
      if !namespace.isEmpty, prefix != "xml", !bindings.contains(where: { $0.prefix == prefix }) {
        bindings.append((prefix, namespace))
      }
    }
    add(element.prefix, element.namespace)
    for attribute in element.attributes {
      let (prefix, namespace) = attribute.binding
      add(prefix, namespace)
    }
    for child in element.children { collect(child, into: &bindings) }
  }

  /// A writer of single lines.
  private static var line: XMLWriter {
    var style = XMLWriter.Style()
    style.declaration = false
    style.indentation = nil
    return (try? XMLWriter(style)) ?? XMLWriter()
  }
}
