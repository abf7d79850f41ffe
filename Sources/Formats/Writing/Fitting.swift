import Contacts

/// Makes texts fit what a system accepts, and tells each change.
struct Fitting: Sendable {
  let rules: FieldRules
  /// What a phone dials for a number.
  let dialled: @Sendable (Number) -> String
  /// What stands between a number and its extension, where both go into one place.
  var extensionMark = ""

  func text(_ text: String, for field: TextField, log: inout DiagnosticLog) -> String {
    fitted(text, rules.texts[field], called: field.rawValue, log: &log)
  }

  func part(_ text: String, for part: PostalAddress.Part, log: inout DiagnosticLog) -> String {
    fitted(text, rules.address[part], called: "address.\(part.rawValue)", log: &log)
  }

  /// What is dialled for a number; nil, told as a loss, where the system could not dial it.
  ///
  /// - Parameter hasExtensionPlace: whether the number's extension has a place of its own.
  func number(
    _ number: Number, of contact: Contact, hasExtensionPlace: Bool = false, log: inout DiagnosticLog
  ) -> String? {
    let dialled = dialled(number)
    let kept = rules.number?.allowed.map { allowed in dialled.keeping(allowed) } ?? dialled
    guard !kept.isEmpty, rules.number?.fits(kept) ?? true, kept == dialled || dialled.isOneNumber(as: kept) else {
      log.add(.fieldLost, "number.\(number.kind.rawValue)", example: "\(dialled) of \(contact.displayName)")
      return nil
    }
    if !number.extension.isEmpty, !hasExtensionPlace {
      if !extensionMark.isEmpty { return kept + extensionMark + number.extension }
      log.add(
        .fieldLost, "the extension of a number",
        example: "\(dialled) ext. \(number.extension) of \(contact.displayName)")
    }
    return kept
  }

  /// The address; empty, told as a loss, where the system would refuse it: half an address reaches nobody.
  func email(_ address: String, of contact: Contact, log: inout DiagnosticLog) -> String {
    guard let rule = rules.email else { return address }
    if rule.fits(address), rule.allows(address) { return address }
    log.add(.fieldLost, "email", example: "\(address) of \(contact.displayName)")
    return ""
  }

  /// A text as the rule allows it; changes are told under the name.
  func fitted(_ text: String, _ rule: TextRule?, called name: String, log: inout DiagnosticLog) -> String {
    guard let rule, !text.isEmpty else { return text }
    var result = text
    if !rule.allows(text) {
      if let allowed = rule.allowed { result = result.keeping(allowed) }
      if let denied = rule.denied { result = result.leavingOut(denied) }
      if result != text { log.add(.textAltered, name, example: text) }
    }
    if !rule.fits(result) {
      result = rule.shortened(result)
      log.add(.textShortened, name, example: result)
    }
    return result
  }
}

extension String {
  /// Whether what is kept of the text, without its spaces, brackets and strokes, still means the same number: two
  /// numbers, and words, would run into one that somebody else has, and a code without its stars is another's extension.
  fileprivate func isOneNumber(as kept: String) -> Bool {
    var digits = 0
    var codeSigns = kept.utf8.count { $0 == UInt8(ascii: "*") || $0 == UInt8(ascii: "#") }
    for (index, byte) in utf8.enumerated() {
      switch byte {
      case 0x30...0x39: digits += 1
      case UInt8(ascii: " "), UInt8(ascii: "-"), UInt8(ascii: "."), UInt8(ascii: "/"), UInt8(ascii: "("),
        UInt8(ascii: ")"):
        break
      case UInt8(ascii: "*"), UInt8(ascii: "#"): codeSigns -= 1
      case UInt8(ascii: "+") where index == 0: break
      default: return false
      }
    }
    return digits <= 17 && codeSigns == 0
  }

  /// The text without the characters that are not allowed.
  fileprivate func keeping(_ allowed: AllowedCharacters) -> String {
    if utf8.allSatisfy(allowed.contains) { return self }
    return String(filter { $0.utf8.allSatisfy(allowed.contains) })
  }

  /// The text without the characters that are denied, and without the second of two spaces that then meet.
  fileprivate func leavingOut(_ denied: AllowedCharacters) -> String {
    var result = ""
    for character in self where !character.utf8.contains(where: denied.contains) {
      if character == " ", result.last == " " { continue }
      result.append(character)
    }
    return result
  }
}
