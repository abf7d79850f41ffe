import Contacts
import VCardSyntax

extension CardComposer {
  /// Collects the head of a line as the version that is written has it; tells parameters that it cannot hold.
  mutating func appendConverted(_ line: Line, name: String? = nil, log: inout DiagnosticLog) {
    let property = line.property
    if line.origin == version, name == nil { return CardLayout.appendHead(of: property, to: &head, keepsBase64: true) }
    appendGroup(property)
    if let name { head.append(contentsOf: name.utf8) } else { head.append(contentsOf: property.name) }
    var types: [String] = []
    property.forEachType { word in
      if !word.equals("QUOTED-PRINTABLE"), !word.equals("BASE64"), !word.equals("8BIT") {
        types.append(String(decoding: word, as: UTF8.self))
      }
    }
    let isPreferred = types.contains { $0.uppercased() == "PREF" }
    if version == .v40 { types.removeAll { $0.uppercased() == "PREF" || $0.uppercased() == "INTERNET" } }
    var others: [(UnsafeRawBufferPointer, UnsafeRawBufferPointer)] = []
    for (name, value) in property.parameters where !name.isEmpty && !name.equals("TYPE") {
      if name.equals("CHARSET") || name.equals("ENCODING") { continue }
      if name.equals("VALUE"), line.isMapped { continue }
      if name.equals("PREF"), version != .v40 {
        if value.equals("1") { types.append("PREF") } else { tellLoss(of: name, log: &log) }
        continue
      }
      // The address's label becomes a property of its own.
      if name.equals("LABEL"), version != .v40 { continue }
      if version != .v40, Self.isNew(name) {
        tellLoss(of: name, log: &log)
        continue
      }
      others.append((name, value))
    }
    appendTypes(types.joined(separator: ","))
    if version == .v40, isPreferred { head.append(contentsOf: ";PREF=1".utf8) }
    for (name, value) in others { appendParameter(name, value) }
    if version == .v40, line.isMapped, property.parameter("VALUE").map({ $0.equals("uri") }) == true,
      line.isNumberURI
    {
      head.append(contentsOf: ";VALUE=uri".utf8)
    }
    if let label = line.addressLabel {
      head.append(contentsOf: ";LABEL=\"".utf8)
      head.append(contentsOf: Self.careted(label).utf8)
      head.append(0x22)
    }
  }

  private mutating func appendParameter(_ name: UnsafeRawBufferPointer, _ value: UnsafeRawBufferPointer) {
    head.append(0x3B)
    head.append(contentsOf: name)
    head.append(0x3D)
    // vCard 2.1 knows no quotation marks around a value.
    if version == .v21 {
      head.append(contentsOf: value.unquoted.lazy.map { $0 == 0x3A || $0 == 0x3B || $0 == 0x2C ? 0x20 : $0 })
    } else {
      head.append(contentsOf: value)
    }
  }

  private func tellLoss(of parameter: UnsafeRawBufferPointer, log: inout DiagnosticLog) {
    log.add(
      .fieldLost, "parameter \(String(decoding: parameter, as: UTF8.self).uppercased())", example: "before vCard 4.0")
  }

  /// Whether a parameter came with vCard 4.0 (RFC 6350, RFC 9554).
  private static func isNew(_ name: UnsafeRawBufferPointer) -> Bool { newParameters.contains { name.equals($0) } }

  private static let newParameters: [StaticString] = [
    "ALTID", "PID", "MEDIATYPE", "CALSCALE", "SORT-AS", "GEO", "TZ", "INDEX", "LEVEL", "PROP-ID", "CREATED", "AUTHOR",
    "AUTHOR-NAME", "DERIVED", "PHONETIC", "SCRIPT", "CC", "SERVICE-TYPE", "USERNAME", "JSPTR", "JSCOMPS",
  ]

  /// A parameter's value with the carets of RFC 6868.
  private static func careted(_ text: String) -> String {
    var result = ""
    for character in text {
      switch character {
      case "\n": result += "^n"
      case "\"": result += "^'"
      case "^": result += "^^"
      default: result.append(character)
      }
    }
    return result
  }

  /// Writes a property that the model has no field for, with `value` as its own version escapes it.
  mutating func write(_ line: Line, extra value: String, _ contact: Contact, log: inout DiagnosticLog) {
    let property = line.property
    guard dialect.writesExtras else { return tellLoss(of: property, value, contact, log: &log) }
    head.removeAll(keepingCapacity: true)
    if property.name.equals("AGENT"), value.hasPrefix("BEGIN:VCARD") {
      return writeAgent(line, value, contact, log: &log)
    }
    if line.origin == version {
      CardLayout.appendHead(of: property, to: &head, keepsBase64: true)
      append(raw: value)
      return writer.property(head, isBase64: property.encoding == .base64)
    }
    guard let name = Self.name(of: property, in: version) else {
      return tellLoss(of: property, value, contact, log: &log)
    }
    if property.encoding == .base64 || value.hasPrefix("data:") { return writeBinary(line, value, log: &log) }
    appendConverted(line, name: name, log: &log)
    if name.hasSuffix("ANNIVERSARY"), let date = CardDate.extended(value) {
      writer.append(raw: (version == .v40 ? CardDate.basic(date) : date).utf8)
    } else {
      append(raw: Self.converted(value, from: line.origin, to: version))
    }
    writer.property(head)
  }

  private func tellLoss(of property: VCardProperty, _ value: String, _ contact: Contact, log: inout DiagnosticLog) {
    log.add(
      .fieldLost, "property \(String(decoding: property.name, as: UTF8.self).uppercased())",
      example: "\(value.prefix(30)) of \(contact.displayName)")
  }

  /// Adds a value that is escaped already; line ends, which it cannot hold, are escaped.
  private mutating func append(raw value: String) {
    if version == .v21 || !value.utf8.contains(0x0A) { return writer.append(raw: value.utf8) }
    for (index, line) in value.split(separator: "\n", omittingEmptySubsequences: false).enumerated() {
      if index > 0 { writer.append(raw: "\\n".utf8) }
      writer.append(raw: line.utf8)
    }
  }

  /// A value's escapes as another version has them.
  private static func converted(_ value: String, from origin: VCardVersion, to version: VCardVersion) -> String {
    if origin == .v21 { return value.replacing("\\,", with: ",").replacing(",", with: "\\,") }
    guard version == .v21 else { return value }
    return value.replacing("\\n", with: "\n").replacing("\\N", with: "\n").replacing("\\,", with: ",")
  }

  /// Writes `LOGO`, `SOUND` or `KEY` with its data as the version has them.
  private mutating func writeBinary(_ line: Line, _ value: String, log: inout DiagnosticLog) {
    var uri = value
    if line.property.encoding == .base64 {
      var text = value
      uri = text.withUTF8 { CardBinary.uri(of: line.property, value: UnsafeRawBufferPointer($0)) } ?? ""
    }
    appendGroup(line.property)
    head.append(contentsOf: line.property.name)
    guard version != .v40, let parts = CardBinary.parts(of: uri) else {
      writer.append(raw: uri.utf8)
      return writer.property(head)
    }
    let word = CardBinary.typeWord(parts.type)
    head.append(contentsOf: (version == .v30 ? ";ENCODING=b;TYPE=\(word)" : ";ENCODING=BASE64;TYPE=\(word)").utf8)
    writer.append(raw: parts.base64.utf8)
    writer.property(head, isBase64: true)
  }

  /// Writes a card that is a property's value: as lines in 2.1, as text in 3.0; 4.0 has no such property.
  private mutating func writeAgent(_ line: Line, _ value: String, _ contact: Contact, log: inout DiagnosticLog) {
    guard version != .v40 else { return tellLoss(of: line.property, value, contact, log: &log) }
    appendGroup(line.property)
    head.append(contentsOf: line.property.name)
    let isText = value.contains("\\n")
    if version == .v21 {
      var text = value
      let card = isText ? text.withUTF8 { VCardText.unescaped(UnsafeRawBufferPointer($0)) } : value
      writer.nestedCard(head, card.utf8)
    } else {
      if isText { writer.append(raw: value.utf8) } else { writer.append(value) }
      writer.property(head)
    }
  }

  /// What a property that the model has no field for is called in a version; nil where the version cannot hold it.
  private static func name(of property: VCardProperty, in version: VCardVersion) -> String? {
    let name = String(decoding: property.name, as: UTF8.self)
    let upper = name.uppercased()
    if version == .v40 {
      if let new = renamed.first(where: { $0.old == upper })?.new { return new }
      return gone.contains(upper) ? nil : name
    }
    if let old = renamed.first(where: { $0.new == upper })?.old { return old }
    return new.contains(upper) ? nil : name
  }

  /// Properties of vCard 4.0 that producers wrote under names of their own before.
  private static let renamed: [(old: String, new: String)] = [
    ("X-ADDRESSBOOKSERVER-KIND", "KIND"), ("X-ADDRESSBOOKSERVER-MEMBER", "MEMBER"), ("X-GENDER", "GENDER"),
    ("X-ANNIVERSARY", "ANNIVERSARY"), ("X-EVOLUTION-ANNIVERSARY", "ANNIVERSARY"), ("X-MS-ANNIVERSARY", "ANNIVERSARY"),
  ]

  /// Properties that vCard 4.0 no longer has (RFC 6350, appendix A).
  private static let gone: Set<String> = ["AGENT", "CLASS", "LABEL", "MAILER", "NAME", "PROFILE", "SORT-STRING"]

  /// Properties that came with vCard 4.0 and have no name before.
  private static let new: Set<String> = [
    "XML", "RELATED", "LANG", "CLIENTPIDMAP", "CONTACT-URI", "BIRTHPLACE", "DEATHPLACE", "DEATHDATE", "EXPERTISE",
    "HOBBY", "INTEREST", "ORG-DIRECTORY", "CREATED", "GRAMGENDER", "LANGUAGE", "PRONOUNS", "SOCIALPROFILE", "JSPROP",
  ]
}

extension CardComposer.Line {
  var isMapped: Bool { if case .extra = slot { false } else { true } }
  var isNumberURI: Bool { if case .number = slot { true } else { false } }
}
