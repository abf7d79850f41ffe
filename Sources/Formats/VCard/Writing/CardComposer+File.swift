import Contacts
import TextEncoding
import VCardSyntax

extension CardComposer {
  /// Writes contacts as a file of cards, many at the same time.
  static func write(
    _ contacts: some RandomAccessCollection<Contact> & Sendable, dialect: CardDialect, log: inout DiagnosticLog
  ) -> [UInt8] {
    let size = 2_048
    let count = (contacts.count + size - 1) / size
    let pieces = concurrentMap(count) { piece in
      let start = contacts.index(contacts.startIndex, offsetBy: piece * size)
      let end = contacts.index(start, offsetBy: min(size, contacts.count - piece * size))
      return Self.piece(contacts[start..<end], dialect)
    }
    if pieces.count == 1 {
      log.append(pieces[0].log)
      return pieces[0].bytes
    }
    var file: [UInt8] = []
    file.reserveCapacity(pieces.reduce(0) { $0 + $1.bytes.count })
    for piece in pieces {
      file.append(contentsOf: piece.bytes)
      log.append(piece.log)
    }
    return file
  }

  private static func piece(
    _ contacts: some RandomAccessCollection<Contact>, _ dialect: CardDialect
  ) -> (bytes: [UInt8], log: DiagnosticLog) {
    var composer = CardComposer(dialect: dialect)
    var log = DiagnosticLog()
    let takesAll = dialect.takesAll
    composer.writer.reserveCapacity(contacts.count * usualLength)
    // In place, where that can be: to copy a contact takes as long as to write it.
    let isDone: Void? =
      !takesAll
      ? nil
      : contacts.withContiguousStorageIfAvailable { contacts in
        for index in contacts.indices { composer.write(contacts[index], log: &log) }
      }
    if isDone == nil {
      for contact in contacts {
        composer.write(takesAll ? contact : dialect.fitted(contact, log: &log), log: &log)
      }
    }
    return (composer.writer.take(), log)
  }

  /// How many bytes a card has as a rule.
  private static let usualLength = 512
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
