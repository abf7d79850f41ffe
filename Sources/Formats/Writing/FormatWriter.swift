public import Contacts
import CSVSyntax
import VCardSyntax
import XMLSyntax
import YAMLSyntax

extension Format {
  /// Writes contacts as the files of the format: one, or several where a device loads pages or a menu, or a system takes
  /// no more entries at a time. The first is the one that the device is given.
  ///
  /// What the format cannot hold is counted by field in `log`; names and numbers are made to fit the field rules of the
  /// system behind it, each change told.
  ///
  /// - Throws: ``Failure`` where the format can only be read, where there is more than the device holds, or where a
  ///   setting is missing that only the site knows.
  /// - Complexity: linear in the size of the contacts, but for sorting; the files are made in memory.
  public func files(
    _ contacts: some RandomAccessCollection<Contact> & Sendable, options: WritingOptions = WritingOptions(),
    log: inout DiagnosticLog
  ) throws(Failure) -> [OutputFile] {
    guard isWritable else {
      throw Failure(.formatReadOnly, "\(id) can be read, not written")
    }
    if options.isWorkbook, syntax != .table {
      throw Failure(
        .usage, "\(id) is no table, so it cannot be written as a workbook", help: "name a table format with --to")
    }
    let bytes: [UInt8]
    switch syntax {
    case .xml:
      let writer = try DirectoryWriter(self, contacts, options: options)
      return try writer.files(log: &log)
    case .table:
      let files = try TableWriter(self, contacts: contacts, options: options)
        .files(contacts, options: options, log: &log)
      let suffix = options.isWorkbook ? "xlsx" : suffix
      return files.enumerated().map { index, bytes in
        OutputFile(name: "\(options.stem)\(index > 0 ? "-\(index + 1)" : "").\(suffix)", bytes: bytes)
      }
    case .vcard: bytes = CardComposer.write(contacts, dialect: CardDialect(self), log: &log)
    case .jcard, .xcard, .jscontact:
      var dialect = CardDialect(self)
      dialect.version = .v40
      bytes = StructuredCards.converted(CardComposer.write(contacts, dialect: dialect, log: &log), to: syntax)
    case .yaml:
      var yaml = YAMLWriter()
      for contact in contacts { contact.write(to: &yaml) }
      if contacts.isEmpty { yaml.raw("[]\n") }
      bytes = yaml.take()
    }
    return [OutputFile(name: "\(options.stem).\(suffix)", bytes: bytes)]
  }

  /// Writes contacts as one file of the format.
  ///
  /// - Throws: ``Failure`` as ``files(_:options:log:)``, and where the format needs several files.
  public func write(
    _ contacts: some RandomAccessCollection<Contact> & Sendable, options: WritingOptions = WritingOptions(),
    log: inout DiagnosticLog
  ) throws(Failure) -> [UInt8] {
    let files = try files(contacts, options: options, log: &log)
    guard files.count <= 1 else {
      throw Failure(
        .limitExceeded, "\(id) needs \(files.count) files for so many contacts",
        help: "name a file with -o; the others are written beside it")
    }
    return files.first?.bytes ?? []
  }

  /// The suffix of the format's files.
  public var suffix: String {
    switch syntax {
    case .xml, .xcard: "xml"
    case .table: writing.isWorkbook ? "xlsx" : "csv"
    case .vcard: "vcf"
    case .jcard, .jscontact: "json"
    case .yaml: "yaml"
    }
  }
}
