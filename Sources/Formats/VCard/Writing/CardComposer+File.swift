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
    let takesAll = dialect.takesAll
    let pieces = concurrentMap(count) { piece in
      var composer = CardComposer(dialect: dialect)
      var log = DiagnosticLog()
      let start = contacts.index(contacts.startIndex, offsetBy: piece * size)
      let end = contacts.index(start, offsetBy: min(size, contacts.count - piece * size))
      var index = start
      while index < end {
        if takesAll {
          composer.write(contacts[index], log: &log)
        } else {
          composer.write(dialect.fitted(contacts[index], log: &log), log: &log)
        }
        contacts.formIndex(after: &index)
      }
      return (bytes: composer.writer.take(), log: log)
    }
    var file: [UInt8] = []
    file.reserveCapacity(pieces.reduce(0) { $0 + $1.bytes.count })
    for piece in pieces {
      file.append(contentsOf: piece.bytes)
      log.append(piece.log)
    }
    return file
  }
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
