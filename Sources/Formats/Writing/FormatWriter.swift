public import Contacts
import CSVSyntax
import XMLSyntax
import YAMLSyntax

extension Format {
  /// Writes contacts as a file of the format.
  ///
  /// What the format cannot hold is counted by field in `log`; names and numbers are made to fit the field rules of the
  /// system behind it, each change told.
  ///
  /// - Parameters:
  ///   - title: the document's title, where the format has one.
  ///   - phonebooks: names of phonebooks in the order in which they are written; others follow in order of appearance.
  /// - Throws: ``Failure`` where the format can only be read.
  /// - Complexity: linear in the size of the contacts; the file is made in memory.
  public func write(
    _ contacts: some RandomAccessCollection<Contact> & Sendable, title: String = "Contacts",
    phonebooks: [String] = [], log: inout DiagnosticLog
  ) throws(Failure) -> [UInt8] {
    guard isWritable else {
      throw Failure(.formatReadOnly, "\(id) can be read, not written")
    }
    switch syntax {
    case .table:
      var writer = TableWriter(self, contacts: contacts)
      return writer.write(contacts, log: &log)
    case .xml:
      var writer = DirectoryWriter(self, title: title)
      return writer.write(contacts, phonebooks: phonebooks, log: &log)
    case .vcard: return CardComposer.write(contacts, dialect: CardDialect(self), log: &log)
    case .yaml:
      var yaml = YAMLWriter()
      for contact in contacts { contact.write(to: &yaml) }
      if contacts.isEmpty { yaml.raw("[]\n") }
      return yaml.take()
    }
  }
}
