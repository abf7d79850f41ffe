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
    if isWritten(inPieces: options) {
      let file = PiecesInMemory()
      try write(contacts, options: options, to: file, log: &log)
      return [OutputFile(name: "\(options.stem).\(suffix)", bytes: file.bytes)]
    }
    try refuse(options)
    if syntax == .xml {
      let writer = try DirectoryWriter(self, contacts, options: options)
      return try writer.files(log: &log)
    }
    let files = try TableWriter(self, contacts: contacts, options: options)
      .files(contacts, options: options, log: &log)
    let suffix = options.isWorkbook ? "xlsx" : suffix
    return files.enumerated().map { index, bytes in
      OutputFile(name: "\(options.stem)\(index > 0 ? "-\(index + 1)" : "").\(suffix)", bytes: bytes)
    }
  }

  /// Whether ``write(_:options:to:log:)`` can write the format: one file, of which nothing depends on what follows.
  public func isWritten(inPieces options: WritingOptions) -> Bool {
    switch syntax {
    case .vcard, .jcard, .xcard, .jscontact, .yaml: true
    case .table:
      !options.isWorkbook && !writing.isWorkbook && writing.entriesPerFile == nil && writing.bytesPerFile == nil
    case .xml: false
    }
  }

  /// Writes contacts as one file piece by piece, in memory that does not grow with their number; what is not
  /// ``isWritten(inPieces:)`` file by file.
  ///
  /// - Throws: ``Failure`` of the sink, and as ``files(_:options:log:)``; some of the file may be written then.
  public func write(
    _ contacts: some RandomAccessCollection<Contact> & Sendable, options: WritingOptions = WritingOptions(),
    to sink: some PieceSink, log: inout DiagnosticLog
  ) throws(Failure) {
    try refuse(options)
    guard isWritten(inPieces: options) else {
      for file in try files(contacts, options: options, log: &log) { try sink.write(file.bytes) }
      return
    }
    switch syntax {
    case .xml: break
    case .table:
      try TableWriter(self, contacts: contacts, options: options).write(contacts, to: sink, log: &log)
    case .vcard:
      let dialect = CardDialect(self)
      try contacts.write(to: sink, log: &log) { CardComposer.write(contacts, $0, dialect: dialect, log: &$2) }
    case .jcard, .xcard, .jscontact:
      var dialect = CardDialect(self)
      dialect.version = .v40
      let (structured, cards) = (StructuredFile(syntax), dialect)
      try sink.write(structured.head)
      try contacts.write(to: sink, log: &log) {
        structured.text(ofCards: CardComposer.write(contacts, $0, dialect: cards, log: &$2), areFirst: $1)
      }
      try sink.write(structured.foot)
    case .yaml:
      if contacts.isEmpty { try sink.write(Array("[]\n".utf8)) }
      try contacts.write(to: sink, log: &log) { piece, _, _ in
        var yaml = YAMLWriter()
        contacts.forEach(in: piece) { $0.write(to: &yaml) }
        return yaml.take()
      }
    }
  }

  /// Refuses settings that the format does not ask for: their names are mistyped, or meant for another.
  public func refuseSettings(_ names: some Sequence<String>) throws(Failure) {
    let known = directory?.needs.map(\.name) ?? []
    guard let unknown = names.first(where: { !known.contains($0) }) else { return }
    throw Failure(
      .usage, "\(id) asks for no setting \"\(unknown)\"",
      help: known.isEmpty ? "leave out --set" : "it asks for \(known.joined(separator: ", "))")
  }

  private func refuse(_ options: WritingOptions) throws(Failure) {
    guard isWritable else {
      throw Failure(.formatReadOnly, "\(id) can be read, not written")
    }
    if options.isWorkbook, syntax != .table {
      throw Failure(
        .usage, "\(id) is no table, so it cannot be written as a workbook", help: "name a table format with --to")
    }
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
