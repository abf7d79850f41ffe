import Contacts

/// Holds each text against the field rules of the phone system; what breaks one is told and kept whole, because the
/// bundle is not the phone system: an export makes texts fit and says so.
///
/// What a contact must have (a name, a number) is asked after duplicates were joined: records of one contact complete
/// each other.
struct ValidateStage: Sendable {
  private let texts: [(field: TextField, name: String, rule: TextRule)]
  private let parts: [(part: PostalAddress.Part, name: String, rule: TextRule)]
  private let number: TextRule?
  private let email: TextRule?

  init(_ profile: Profile) {
    number = profile.rules.number
    email = profile.rules.email
    parts = PostalAddress.Part.allCases.compactMap { part in
      profile.rules.address[part].map { (part, "address.\(part.rawValue)", $0) }
    }
    texts = TextField.allCases.compactMap { field in profile.rules.texts[field].map { (field, field.rawValue, $0) } }
  }

  func run(_ contact: borrowing Contact, at place: Place, log: inout DiagnosticLog) {
    for (field, name, rule) in texts { check(contact[field], rule, name, at: place, &log) }
    if let rule = number {
      // Where no plus sign dials, the export writes the prefix for calls abroad in its place.
      let dialsPlus = rule.allowed?.contains(UInt8(ascii: "+")) ?? true
      for number in contact.numbers {
        let dialled = number.dialled
        let text = !dialsPlus && dialled.hasPrefix("+") ? String(dialled.dropFirst()) : dialled
        check(text, rule, "number", at: place, &log)
      }
    }
    for email in contact.emails { check(email.address, at: place, &log) }
    for address in contact.addresses {
      for (part, name, rule) in parts { check(address[part], rule, name, at: place, &log) }
    }
  }

  private func check(
    _ text: String, _ rule: TextRule, _ field: String, at place: Place, _ log: inout DiagnosticLog
  ) {
    if text.isEmpty { return }
    if !rule.fits(text) {
      let limit = rule.maximumCharacters.map { "\($0) characters" } ?? "\(rule.maximumBytes ?? 0) bytes"
      log.add(.textTooLong, "\(field) is longer than \(limit)", at: place, example: text)
    }
    if !rule.allows(text) {
      log.add(.textForbidden, "\(field) has characters that are not allowed there", at: place, example: text)
    }
  }

  private func check(_ address: String, at place: Place, _ log: inout DiagnosticLog) {
    if !EmailShape.isAddress(address) {
      log.add(.emailMalformed, at: place, example: address)
    } else if let rule = email {
      check(address, rule, "email", at: place, &log)
    }
  }
}

/// What an e-mail address looks like at least: `name@domain.tld`.
enum EmailShape {
  static func isAddress(_ text: String) -> Bool {
    var at: Int?
    var lastDot: Int?
    var position = 0
    for byte in text.utf8 {
      switch byte {
      case UInt8(ascii: "@"):
        if at != nil || position == 0 { return false }
        at = position
      case UInt8(ascii: "."): lastDot = position
      case 0...0x20, UInt8(ascii: "<"), UInt8(ascii: ">"), UInt8(ascii: ","), UInt8(ascii: ";"): return false
      default: break
      }
      position += 1
    }
    guard let at, let lastDot else { return false }
    return lastDot > at + 1 && lastDot < position - 1
  }
}
