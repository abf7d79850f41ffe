import Contacts
import VCardSyntax

extension CardComposer {
  /// Collects the head of a line as the version that is written has it; tells what it cannot hold.
  ///
  /// - Parameter value: what is written behind the head, of a property that the model has no field for.
  mutating func appendConverted(_ line: Line, value: CardValue? = nil, log: inout DiagnosticLog) {
    if line.origin == version, value == nil { return appendOwnHead(line) }
    guard value == nil else { return appendNewlyConverted(line, value: value, log: &log) }
    if let known = convertedHeads.head(of: line, isExtra: false, in: version) { return append(known, log: &log) }
    appendNewlyConverted(line, log: &log)
    convertedHeads.learn(.init(bytes: head, losses: lossesOfHead), of: line, isExtra: false, in: version)
  }

  /// Collects a head that was converted before; tells what the version cannot hold of it.
  mutating func append(_ known: ConvertedHeads.Head, log: inout DiagnosticLog) {
    head.append(contentsOf: known.bytes)
    for loss in known.losses { tellLoss(loss, log: &log) }
  }

  private mutating func appendNewlyConverted(_ line: Line, value: CardValue? = nil, log: inout DiagnosticLog) {
    let property = line.property
    lossesOfHead.removeAll()
    appendGroup(line)
    head.append(contentsOf: (value?.name ?? property.name.text.uppercased()).utf8)
    let isLink = value.map { CardValue.isURI($0.text.utf8) } ?? false
    appendParameters(line, of: isLink ? .link : .text, ofDate: value?.isDate ?? false, log: &log)
    if value?.omitsYear ?? false { head.append(contentsOf: ";X-APPLE-OMIT-YEAR=\(CardDate.leapYear)".utf8) }
    var type = value?.type ?? ""
    if type.isEmpty, !line.isMapped || line.isNumberURI && version == .v40, let own = property.parameter("VALUE") {
      type = CardVocabulary.valueType(own.text, in: version) ?? ""
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

  /// What a value is, as far as a media type is told of it.
  enum Medium {
    /// Text, which has none.
    case text
    /// Data, whose type is told with them.
    case data
    /// A URI of what has one.
    case link
  }

  /// Collects the parameters that say nothing of how the value is written; tells what the version cannot hold.
  ///
  /// - Parameter isDate: whether the value says by itself that it has no year, or that is told on its own.
  mutating func appendParameters(
    _ line: Line, of medium: Medium = .text, ofDate isDate: Bool = false, log: inout DiagnosticLog
  ) {
    let property = line.property
    let linked = medium == .link ? CardBinary.linked(by: property) : nil
    let mediaWord = linked?.word ?? (medium == .text ? "" : CardBinary.typeWord(of: property))
    let types = convertedTypes(of: line, but: mediaWord, log: &log)
    appendTypes(types.words.joined(separator: ","))
    if let linked, version == .v40 { head.append(contentsOf: ";MEDIATYPE=\(Self.listed(linked.mediaType))".utf8) }
    if let linked, version != .v40 { appendType(of: linked.mediaType[...]) }
    if let preference = types.preference { head.append(contentsOf: ";PREF=\(preference)".utf8) }
    for (name, value) in property.parameters where !name.isEmpty && !name.equals("TYPE") {
      // An address's label becomes a property of its own; preference was told among the types.
      if name.equals("CHARSET") || name.equals("ENCODING") || name.equals("VALUE") || name.equals("PREF") { continue }
      if line.dropsLabel, VCardProperty.isCustomLabel(name, value) { continue }
      if isDate || line.slot == .text(.birthday), name.equals("X-APPLE-OMIT-YEAR") { continue }
      if name.equals("MEDIATYPE"), medium == .data || linked != nil { continue }
      if name.equals("LABEL"), version != .v40, property.name.equals("ADR") { continue }
      if version != .v40, CardVocabulary.isBookkeeping(parameter: name) { continue }
      if version != .v40, CardVocabulary.isNew(parameter: name) {
        tellLoss("parameter \(name.text.uppercased())", log: &log)
        continue
      }
      if version == .v21, value.unquoted.contains(where: Self.isForbiddenInParameters) {
        tellLoss("parameter \(name.text.uppercased())", log: &log)
        continue
      }
      appendParameter(name, value)
    }
  }

  /// The types of a property as the version has them, and how much it is preferred among others.
  ///
  /// - Parameter mediaType: the word that says what a binary value is; empty for none.
  private mutating func convertedTypes(
    of line: Line, but mediaType: String, log: inout DiagnosticLog
  ) -> (words: [String], preference: String?) {
    let property = line.property
    let name = property.name.text.uppercased()
    var words = line.kindTypes ?? []
    var preference: String?
    var lost: [String] = []
    var all: [String] = []
    property.forEachType { all.append($0.text.uppercased()) }
    property.forEachType(butLabel: line.dropsLabel) { bytes in
      if bytes.equals("QUOTED-PRINTABLE") || bytes.equals("BASE64") || bytes.equals("8BIT") { return }
      // A quotation mark that was never closed is no part of the word.
      let word = bytes.text.filter { $0 != "\"" }
      if line.givesWay(bytes, dialect) || word.lowercased() == mediaType, !word.isEmpty { return }
      if word.uppercased() == "PREF", version == .v40 {
        preference = "1"
        return
      }
      switch CardVocabulary.fate(ofType: word.uppercased(), of: name, in: version) {
      case .kept where version == .v21 && word.utf8.contains(where: Self.isForbiddenInParameters):
        lost.append(word.uppercased())
      case .kept: words.append(word)
      case .dropped: break
      case .lost: lost.append(word.uppercased())
      case .replaced(let other): if !all.contains(other), !words.contains(other) { words.append(other) }
      }
    }
    for word in lost { tellLoss("type \(word)", log: &log) }
    if let own = property.parameter("PREF") {
      if version == .v40 {
        preference = own.text
      } else if own.equals("1") {
        words.append("PREF")
      } else {
        tellLoss("parameter PREF", log: &log)
      }
    }
    return (words, preference)
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
  static func isForbiddenInParameters(_ byte: UInt8) -> Bool { byte < 0x20 || "\"[]:;=.,".utf8.contains(byte) }

  mutating func tellLoss(_ subject: String, log: inout DiagnosticLog) {
    lossesOfHead.append(subject)
    log.add(.fieldLost, subject, example: "vCard \(version.rawValue)")
  }

  /// A parameter's value with the carets of RFC 6868.
  private static func careted(_ text: String) -> String {
    var result = ""
    for character in text {
      switch character {
      case "\n", "\r\n": result += "^n"
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
  var isMapped: Bool { slot != .extra }
  var isNumberURI: Bool {
    if case .number = slot { property.parameter("VALUE").map { $0.equals("uri") } == true } else { false }
  }
  /// Whether the line has words in the place of a birthday, as the contact still does: what no standard before 4.0 knows
  /// stays in the version that it came in.
  func goesOnInWords(_ contact: Contact, in version: VCardVersion) -> Bool {
    origin == version && version != .v40 && CardDate.form(of: contact.birthday) == nil
      && CardDate.form(of: VCardText.unescaped(property.value.trimmed)) == nil
  }
  /// Whether the value begins like a URI.
  fileprivate var hasScheme: Bool { CardValue.isURI(property.value) }
}
