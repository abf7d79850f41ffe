import Contacts
import VCardSyntax

extension CardComposer {
  /// The cards of some contacts.
  static func write(
    _ contacts: some Sequence<Contact>, dialect: CardDialect, log: inout DiagnosticLog
  ) -> [UInt8] {
    var composer = CardComposer(dialect: dialect)
    composer.writer.reserveCapacity(contacts.underestimatedCount * usualLength)
    guard dialect.takesAll else {
      for contact in contacts { composer.write(dialect.fitted(contact, log: &log), log: &log) }
      return composer.writer.take()
    }
    // In place, where that can be: to copy a contact takes as long as to write it.
    let isDone: Void? = contacts.withContiguousStorageIfAvailable { contacts in
      for index in contacts.indices { composer.write(contacts[index], log: &log) }
    }
    if isDone == nil { for contact in contacts { composer.write(contact, log: &log) } }
    return composer.writer.take()
  }

  /// How many bytes a card has as a rule.
  private static let usualLength = 640
}

extension CardDialect {
  /// Whether the target accepts any contact.
  fileprivate var takesAll: Bool { leaveOut.isEmpty && fitting.rules == FieldRules() }

  /// The contact as the target accepts it; what it does not is told.
  fileprivate func fitted(_ contact: Contact, log: inout DiagnosticLog) -> Contact {
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
