import Contacts
import VCardSyntax

extension CardComposer {
  /// Collects the head of a line as the version that is written has it; tells what it cannot hold.
  ///
  /// - Parameter value: what is written behind the head, of a property that the model has no field for.
  mutating func appendConverted(_ line: Line, value: CardValue? = nil, log: inout DiagnosticLog) {
    let property = line.property
    if line.origin == version, value == nil, line.dialectTypes == nil {
      return CardLayout.appendHead(of: property, to: &head, keepsBase64: true)
    }
    appendGroup(property)
    let name = String(decoding: property.name, as: UTF8.self).uppercased()
    head.append(contentsOf: (value?.name ?? name).utf8)
    let types = convertedTypes(of: property, name, saying: line.dialectTypes, log: &log)
    appendTypes(types.words.joined(separator: ","))
    if version == .v40, types.isPreferred { head.append(contentsOf: ";PREF=1".utf8) }
    var type = value?.type ?? ""
    for (name, value) in property.parameters where !name.isEmpty && !name.equals("TYPE") {
      // An address's label becomes a property of its own; preference was told among the types.
      if name.equals("CHARSET") || name.equals("ENCODING") || name.equals("PREF") { continue }
      if name.equals("LABEL"), version != .v40 { continue }
      if name.equals("VALUE") {
        if type.isEmpty, !line.isMapped || line.isNumberURI && version == .v40 {
          type = CardVocabulary.valueType(String(decoding: value.unquoted, as: UTF8.self), in: version) ?? ""
        }
        continue
      }
      if version != .v40, CardVocabulary.isBookkeeping(parameter: name) { continue }
      if version != .v40, CardVocabulary.isNew(parameter: name) {
        tellLoss("parameter \(String(decoding: name, as: UTF8.self).uppercased())", log: &log)
        continue
      }
      if version == .v21, value.unquoted.contains(where: Self.isForbiddenInParameters) {
        tellLoss("parameter \(String(decoding: name, as: UTF8.self).uppercased())", log: &log)
        continue
      }
      appendParameter(name, value)
    }
    if line.becomesURI { type = "uri" }
    if version == .v40, line.slot == .identity, !line.hasScheme { type = "text" }
    if !type.isEmpty { head.append(contentsOf: ";VALUE=\(type)".utf8) }
    if let label = line.addressLabel {
      head.append(contentsOf: ";LABEL=\"".utf8)
      head.append(contentsOf: Self.careted(label).utf8)
      head.append(0x22)
    }
  }

  /// The types of a property as the version has them, and whether it is the preferred of its kind.
  ///
  /// - Parameter dialect: what stands in the place of those that say what kind of number it is.
  private func convertedTypes(
    of property: VCardProperty, _ name: String, saying dialect: [String]?, log: inout DiagnosticLog
  ) -> (words: [String], isPreferred: Bool) {
    var words = dialect ?? []
    var isPreferred = false
    var lost: [String] = []
    var all: [String] = []
    property.forEachType { all.append($0.text.uppercased()) }
    property.forEachType { bytes in
      if bytes.equals("QUOTED-PRINTABLE") || bytes.equals("BASE64") || bytes.equals("8BIT") { return }
      // A quotation mark that was never closed is no part of the word.
      let word = bytes.text.filter { $0 != "\"" }
      if dialect != nil, TypeWords.isKind(word.uppercased()) { return }
      if word.uppercased() == "PREF", version == .v40 {
        isPreferred = true
        return
      }
      switch CardVocabulary.fate(ofType: word.uppercased(), of: name, in: version) {
      case .kept: words.append(word)
      case .dropped: break
      case .lost: lost.append(word.uppercased())
      case .replaced(let other): if !all.contains(other), !words.contains(other) { words.append(other) }
      }
    }
    for word in lost { tellLoss("type \(word)", log: &log) }
    if let preference = property.parameter("PREF") {
      if version == .v40 || preference.equals("1") {
        if version == .v40 { isPreferred = true } else { words.append("PREF") }
      } else {
        tellLoss("parameter PREF", log: &log)
      }
    }
    return (words, isPreferred)
  }

  private mutating func appendParameter(_ name: UnsafeRawBufferPointer, _ value: UnsafeRawBufferPointer) {
    head.append(0x3B)
    // What programs called it before RFC 9554 named it.
    if name.equals("SERVICE-TYPE"), version != .v40 { head.append(contentsOf: "X-".utf8) }
    let isMessenger = version == .v40 && name.equals("X-SERVICE-TYPE")
    // Signs that some programs put into names are in no standard.
    head.append(contentsOf: (isMessenger ? name[2...] : name[...]).lazy.filter(CardVocabulary.isOfName))
    head.append(0x3D)
    // vCard 2.1 knows no quotation marks around a value; elsewhere they come in pairs.
    if version == .v21 {
      head.append(contentsOf: value.unquoted)
    } else if value.count(where: { $0 == 0x22 }) % 2 == 1 {
      head.append(
        contentsOf: value.unquoted.lazy.map { $0 == 0x3A || $0 == 0x3B || $0 == 0x2C || $0 == 0x22 ? 0x20 : $0 })
    } else {
      head.append(contentsOf: value)
    }
  }

  /// Whether vCard 2.1 has no way to write a sign in a parameter.
  private static func isForbiddenInParameters(_ byte: UInt8) -> Bool { byte < 0x20 || "\"[]:;=.,".utf8.contains(byte) }

  private func tellLoss(_ subject: String, log: inout DiagnosticLog) {
    log.add(.fieldLost, subject, example: "vCard \(version.rawValue)")
  }

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
}

extension CardComposer.Line {
  /// Whether the model has a field for the property.
  var isMapped: Bool { if case .extra = slot { false } else { true } }
  var isNumberURI: Bool {
    if case .number = slot { property.parameter("VALUE").map { $0.equals("uri") } == true } else { false }
  }
  /// Whether the value begins like a URI.
  fileprivate var hasScheme: Bool { CardValue.isURI(property.value) }
}
