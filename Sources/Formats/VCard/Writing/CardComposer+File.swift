import Contacts
import VCardSyntax

extension CardComposer {
  /// The cards of some contacts.
  static func write(
    _ contacts: some Sequence<Contact>, dialect: CardDialect, log: inout DiagnosticLog
  ) -> [UInt8] {
    var composer = CardComposer(dialect: dialect)
    for contact in contacts { composer.write(contact, log: &log) }
    return composer.take()
  }
}

extension CardDialect {
  /// Whether the target accepts any contact.
  var takesAll: Bool { leaveOut.isEmpty && fitting.rules == FieldRules() }

  /// The contact as the target accepts it; what it does not is told.
  func fitted(_ contact: Contact, log: inout DiagnosticLog) -> Contact {
    let rules = fitting.rules
    var result = contact
    result.numbers.removeAll { number in
      guard leaveOut.contains(number.kind) else { return false }
      log.add(.fieldLost, "number.\(number.kind.rawValue)", example: "\(number.dialled) of \(contact.displayName)")
      return true
    }
    for field in TextField.content where rules.texts[field] != nil {
      result[field] = fitting.text(contact[field], for: field, log: &log)
    }
    return result
  }
}
