import VCardSyntax

/// A property of vCard 4.0 taken apart: what jCard (RFC 7095) and xCard (RFC 6351) write in brackets instead of signs.
struct StructuredProperty {
  var group = ""
  /// In lower case.
  var name = ""
  var parameters: [(name: String, values: [String])] = []
  /// The type of the value, as `text` or `uri`.
  var type = "text"
  /// Whether the property says its type, which is written where another would be understood.
  var saysType = false
  /// The values, each of components, each of texts.
  var values: [[[String]]] = []
  /// Whether there was more in it than this can hold, when it was read.
  var isReshaped = false

  /// Types of properties whose value is no text.
  static let types: [String: String] = [
    "source": "uri", "photo": "uri", "impp": "uri", "logo": "uri", "member": "uri", "related": "uri", "sound": "uri",
    "uid": "uri", "url": "uri", "key": "uri", "fburl": "uri", "caladruri": "uri", "caluri": "uri",
    "contact-uri": "uri", "org-directory": "uri", "socialprofile": "uri", "bday": "date-and-or-time",
    "anniversary": "date-and-or-time", "deathdate": "date-and-or-time", "rev": "timestamp", "created": "timestamp",
    "lang": "language-tag", "language": "language-tag", "geo": "uri",
  ]

  /// Properties of several components.
  static let structured: Set<String> = ["n", "adr", "org", "gender", "clientpidmap"]
  /// Properties of several values.
  private static let listed: Set<String> = ["nickname", "categories"]

  /// Types whose values stand in lists.
  private static let plainTypes: Set<String> = ["integer", "float", "boolean"]
  /// Whether no standard says what form the value has, but that it is text, so that its signs tell.
  private var isFree: Bool { saysType && type == "text" && name.hasPrefix("x-") }

  private var isDate: Bool { type.hasPrefix("date") || type == "time" || type == "timestamp" }

  private var isOffset: Bool { type == "utc-offset" }

  /// A text of the type as jCard has it: dates, times and offsets with signs between their digits (RFC 7095, section 3.5).
  private func extended(_ text: String) -> String {
    if isOffset { return CardDate.extendedOffset(text[...]) }
    return isDate ? CardDate.jCard(text, isTime: type == "time") : text
  }

  /// A text of the type as vCard 4.0 and xCard have it (RFC 6350, sections 4.3 and 4.7).
  func basic(_ text: String) -> String {
    if isOffset { return text.replacing(":", with: "") }
    return isDate && CardDate.isDate(text) ? CardDate.basic(text) : text
  }

  /// Takes a property of vCard 4.0 apart.
  init(_ property: VCardProperty) {
    group = property.hasGroup ? Self.word(property.group.text) : ""
    name = Self.word(String(decoding: property.name, as: UTF8.self)).lowercased()
    type = Self.types[name] ?? (name.hasPrefix("x-") ? "unknown" : "text")
    for (name, value) in property.parameters {
      let name = name.isEmpty ? "type" : Self.word(String(decoding: name, as: UTF8.self)).lowercased()
      if name == "value" {
        type = Self.word(VCardText.parameter(value)).lowercased()
        // As vCard 2.1 calls it, and programs go on to.
        if type == "url" { type = "uri" }
        saysType = true
        continue
      }
      var values: [String] = []
      if name == "type" {
        for text in Self.texts(ofParameter: value) { values += text.split(separator: ",").map(String.init) }
      } else {
        values = name == "label" ? [AddressLabel.text(ofParameter: value)] : Self.texts(ofParameter: value)
      }
      if let known = parameters.firstIndex(where: { $0.name == name }) {
        parameters[known].values += values
      } else {
        parameters.append((name, values))
      }
    }
    parameters.removeAll { $0.values.isEmpty }
    if Self.plainTypes.contains(type) {
      values = property.value.text.split(separator: ",", omittingEmptySubsequences: false).map { [[String($0)]] }
      return
    }
    guard type == "text" else {
      // Lines that were joined are one.
      let text = String(decoding: property.value.lazy.filter { $0 != 0x0A && $0 != 0x0D }, as: UTF8.self)
      values = [[[extended(text)]]]
      return
    }
    let separator: UInt8? = Self.listed.contains(name) ? 0x2C : nil
    if let separator {
      VCardText.forEachComponent(of: property.value, partedBy: separator) { values.append([[VCardText.unescaped($0)]]) }
    } else if Self.structured.contains(name) || isFree {
      var components: [[String]] = []
      VCardText.forEachComponent(of: property.value, partedBy: 0x3B) { component in
        var texts: [String] = []
        VCardText.forEachComponent(of: component, partedBy: 0x2C) { texts.append(VCardText.unescaped($0)) }
        components.append(texts)
      }
      // Of one component, commas part values.
      values = isFree && components.count == 1 ? components[0].map { [[$0]] } : [components]
    } else {
      values = [[[VCardText.unescaped(property.value)]]]
    }
  }

  init() {}

  /// A property of one text.
  init(_ name: String, _ text: String, type: String = "text") {
    self.name = name
    self.type = type
    values = [[[text]]]
  }

  /// The value of a parameter, of several with commas between them.
  func parameter(_ name: String) -> String? { parameters.first { $0.name == name }?.values.joined(separator: ",") }

  /// The values of a parameter, which commas part outside of quotation marks.
  private static func texts(ofParameter value: UnsafeRawBufferPointer) -> [String] {
    var texts: [String] = []
    var start = 0
    var isQuoted = false
    for (index, byte) in value.enumerated() {
      if byte == 0x22 { isQuoted.toggle() }
      guard byte == 0x2C, !isQuoted else { continue }
      texts.append(VCardText.parameter(UnsafeRawBufferPointer(rebasing: value[start..<index])))
      start = index + 1
    }
    return texts + [VCardText.parameter(UnsafeRawBufferPointer(rebasing: value[start...]))]
  }

  /// The value as one text.
  var text: String { isEscaped ? Self.unescaped(raw) : raw }

  /// The components of the value, each as one text.
  var texts: [String] {
    guard isEscaped else { return values.flatMap { $0 }.map { $0.joined(separator: ",") } }
    var raw = raw
    return raw.withUTF8 { utf8 in
      var texts: [String] = []
      VCardText.forEachComponent(of: UnsafeRawBufferPointer(utf8), partedBy: 0x3B) {
        texts.append(VCardText.unescaped($0))
      }
      return texts
    }
  }

  private var raw: String { values.first?.first?.first ?? "" }
  /// Whether the value still has the escapes of the card that it came from.
  private var isEscaped: Bool { type == "unknown" }

  private static func unescaped(_ text: String) -> String {
    var text = text
    return text.withUTF8 { VCardText.unescaped(UnsafeRawBufferPointer($0)) }
  }

  /// Writes the property as a content line of vCard 4.0.
  func write(to writer: inout VCardWriter) {
    for (index, components) in values.enumerated() {
      if index > 0 { writer.append(separator: 0x2C) }
      for (index, texts) in components.enumerated() {
        if index > 0 { writer.append(separator: 0x3B) }
        for (index, text) in texts.enumerated() {
          if index > 0 { writer.append(separator: 0x2C) }
          if type == "text" {
            writer.append(text)
          } else {
            writer.append(raw: basic(text).utf8.filter { $0 != 0x0A && $0 != 0x0D })
          }
        }
      }
    }
    writer.property(head)
  }

  private var head: String {
    var head = group.isEmpty ? "" : Self.word(group) + "."
    head += Self.word(name).uppercased()
    if type != Self.types[name] ?? "text" || isFree, type != "unknown" { head += ";VALUE=\(Self.word(type))" }
    for (name, values) in parameters where !values.isEmpty {
      head += ";\(Self.word(name).uppercased())="
      head += values.map(Self.parameter).joined(separator: ",")
    }
    return head
  }

  /// What may stand for a name, in XML too.
  private static func word(_ text: String) -> String {
    if let first = text.utf8.first, isLetter(first), text.utf8.allSatisfy(CardVocabulary.isOfName) { return text }
    let kept = text.unicodeScalars.filter {
      $0.isASCII && ($0.properties.isAlphabetic || $0.properties.numericType != nil || $0 == "-")
    }
    guard let first = kept.first else { return "X" }
    return (first.properties.isAlphabetic ? "" : "X-") + String(String.UnicodeScalarView(kept))
  }

  private static func isLetter(_ byte: UInt8) -> Bool { (0x61...0x7A).contains(byte | 0x20) }

  /// A parameter's value: in quotation marks where it needs them, with the carets of RFC 6868.
  private static func parameter(_ text: String) -> String {
    // What holds none of the signs below is itself.
    let isPlain = text.utf8.allSatisfy { byte in
      switch byte {
      case 0x0A, 0x0D, 0x22, 0x5E, 0x3A, 0x3B, 0x2C: false
      default: true
      }
    }
    if isPlain { return text }
    var result = ""
    var needsMarks = false
    for character in text {
      switch character {
      case "\n", "\r\n": result += "^n"
      case "\"": result += "^'"
      case "^": result += "^^"
      case ":", ";", ",":
        needsMarks = true
        result.append(character)
      default: result.append(character)
      }
    }
    return needsMarks ? "\"\(result)\"" : result
  }
}

extension StructuredProperty {
  /// Whether a content line says all of the property, so that the line gives it back.
  var isHeldByLine: Bool {
    if isReshaped { return false }
    var writer = VCardWriter(version: .v40, layout: .init(width: 0, isCRLF: false))
    write(to: &writer)
    return writer.take().withUnsafeBytes { bytes in
      guard let property = VCardProperty(line: UnsafeRawBufferPointer(rebasing: bytes.dropLast())) else { return false }
      let again = StructuredProperty(property)
      return again.group == group && again.name == name && again.type == type && again.plainValues == plainValues
        && again.plainParameters == plainParameters
    }
  }

  /// The values in one of the ways of saying the same.
  private var plainValues: [[[String]]] {
    let values = values.map { components in
      let texts = components.map { $0.isEmpty ? [""] : $0.map(plain) }
      return texts.isEmpty ? [[""]] : texts
    }
    return values.isEmpty ? [[[""]]] : values
  }

  private func plain(_ text: String) -> String {
    if isDate || isOffset { return extended(basic(text)) }
    return text.replacing("\r\n", with: "\n")
  }

  private var plainParameters: [String: [String]] {
    var result: [String: [String]] = [:]
    for (name, values) in parameters where !values.isEmpty {
      let values = name == "type" ? values.flatMap { $0.split(separator: ",").map(String.init) } : values
      result[name, default: []] += values
    }
    return result
  }
}

extension CardDate {
  /// Whether a text begins as dates do.
  static func isDate(_ text: String) -> Bool {
    text.utf8.first.map { (0x30...0x39).contains($0) || $0 == 0x2D } ?? false
  }
}
