import Contacts
import VCardSyntax

/// Properties that the model has no field for.
extension CardComposer {
  /// Writes one, with `value` as its own version escapes it.
  mutating func write(_ line: Line, extra value: String, _ contact: Contact, log: inout DiagnosticLog) {
    let property = line.property
    guard dialect.writesExtras else {
      return log.add(
        .fieldLost, "property \(String(decoding: property.name, as: UTF8.self).uppercased())",
        example: "\(value.prefix(30)) of \(contact.displayName)")
    }
    head.removeAll(keepingCapacity: true)
    if property.name.equals("AGENT") || property.name.equals("X-AGENT"), let agent = Agent(value) {
      if agent.isNested || line.origin != version { return write(agent, of: line, log: &log) }
    }
    if line.origin == version {
      // What vCard 2.1 must encode brings its own words for that.
      let isWhole = line.item == nil && !(version == .v21 && value.utf8.contains { $0 < 0x20 && $0 != 0x09 })
      if isWhole { CardLayout.appendWholeHead(of: property, to: &head) } else { appendOwnHead(line) }
      writer.append(raw: value.utf8)
      return writer.property(
        head, isBase64: property.encoding == .base64, isEightBit: property.encoding == .none && line.item == nil)
    }
    if property.encoding == .base64 || value.hasPrefix("data:") { return writeBinary(line, value, log: &log) }
    if let known = convertedHeads.head(of: line, isExtra: true, in: version), pending.take(single: known.single) {
      append(known, log: &log)
      writer.append(raw: (known.isURI ? value : Self.escaped(value, from: line.origin, to: version)).utf8)
      writer.property(head)
      return writeAddressLabel(line)
    }
    let name = CardVocabulary.name(
      String(decoding: property.name, as: UTF8.self), of: line.origin, in: version)
    var converted = CardValue(
      name, value, omitting: property.parameter("X-APPLE-OMIT-YEAR"), of: line.origin, in: version)
    let single = CardVocabulary.single.firstIndex(of: converted.name.uppercased())
    let isFurther = !pending.take(single: single)
    if isFurther { converted.name = "X-\(converted.name)" }
    appendConverted(line, value: converted, log: &log)
    // Commas of a URI are its own.
    let isURI =
      version == .v40 && converted.type != "text" && StructuredProperty.types[converted.name.lowercased()] == "uri"
    if converted.isAsRead, !isFurther {
      convertedHeads.learn(
        .init(bytes: head, losses: lossesOfHead, isURI: isURI, single: single), of: line, isExtra: true, in: version)
    }
    for part in converted.lost { tellLoss(part, log: &log) }
    writer.append(raw: (isURI ? converted.text : Self.escaped(converted.text, from: line.origin, to: version)).utf8)
    writer.property(head)
    writeAddressLabel(line)
  }

  /// A value's escapes as another version has them.
  private static func escaped(_ value: String, from origin: VCardVersion, to version: VCardVersion) -> String {
    if origin == .v21 { return value.replacing("\\,", with: ",").replacing(",", with: "\\,") }
    guard version == .v21 else { return value }
    return value.replacing("\\n", with: "\n").replacing("\\N", with: "\n").replacing("\\,", with: ",")
  }

  /// Writes `LOGO`, `SOUND` or `KEY` with its data as the version has them.
  private mutating func writeBinary(_ line: Line, _ value: String, log: inout DiagnosticLog) {
    var uri = value
    appendGroup(line)
    if line.property.encoding == .base64 {
      var text = value
      guard let read = text.withUTF8({ CardBinary.uri(of: line.property, value: UnsafeRawBufferPointer($0)) }) else {
        // What is broken cannot become another version's; it is kept as the text that it is.
        head.append(contentsOf: "X-".utf8)
        head.append(contentsOf: line.property.name)
        appendParameters(line, log: &log)
        writer.append(raw: value.utf8)
        return writer.property(head)
      }
      uri = read
    }
    head.append(contentsOf: line.property.name)
    let parts = version == .v40 ? nil : CardBinary.parts(of: uri)
    if let parts { appendBase64(of: parts.type) }
    appendParameters(line, of: .data, log: &log)
    writer.append(raw: parts.map { Array($0.base64.utf8) } ?? Array(uri.utf8))
    writer.property(head, isBase64: parts != nil)
  }

  /// Writes a card that is a property's value: as lines in 2.1, as text in 3.0, and in 4.0, which has no such property,
  /// as text of one of our own.
  private mutating func write(_ agent: Agent, of line: Line, log: inout DiagnosticLog) {
    appendGroup(line)
    head.append(contentsOf: (version == .v40 ? "X-AGENT" : "AGENT").utf8)
    appendParameters(line, log: &log)
    if version == .v21 { return writer.nestedCard(head, agent.card.utf8) }
    if let text = agent.text { writer.append(raw: text.utf8) } else { writer.append(agent.card) }
    writer.property(head)
  }
}

/// A whole card that is the value of `AGENT`: lines below the property (vCard 2.1) or text (RFC 2426, section 3.5.4).
private struct Agent {
  /// Its lines, parted by line feeds.
  let card: String
  /// The value, where it is text.
  let text: String?
  var isNested: Bool { text == nil }

  /// The card in a value as its version escapes it; nil for any other.
  init?(_ value: String) {
    var value = value
    let isNested = value.utf8.contains { $0 == 0x0A || $0 == 0x0D }
    text = isNested ? nil : value
    let whole = isNested ? value : value.withUTF8 { VCardText.unescaped(UnsafeRawBufferPointer($0)) }
    let lines = whole.split(whereSeparator: \.isNewline)
    card = lines.joined(separator: "\n")
    var depth = 0
    for (index, line) in lines.enumerated() {
      switch line.uppercased() {
      case "BEGIN:VCARD": depth += 1
      case "END:VCARD": depth -= 1
      default: break
      }
      guard depth > 0 || index == lines.count - 1 else { return nil }
    }
    guard depth == 0, lines.count > 1 else { return nil }
  }
}
