import Contacts
import VCardSyntax

extension CardComposer {
  /// The cards of some contacts.
  static func write<Contacts: Collection<Contact>>(
    _ contacts: Contacts, _ piece: Range<Contacts.Index>, dialect: CardDialect, log: inout DiagnosticLog
  ) -> [UInt8] {
    var composer = CardComposer(dialect: dialect)
    contacts.forEach(in: piece) { composer.write($0, log: &log) }
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
