package import Contacts
package import TextEncoding
import YAMLSyntax

/// Contacts as YAML: a bundle's own files, and lists that people write by hand.
///
/// The inverse of ``Contacts/Contact/write(to:)``. An item that is no contact is rejected and the next one read; a key
/// that no field has becomes an extra field, so that a misspelt one loses nothing.
package struct YAMLSource: ContactSource {
  package let name: String
  private let text: FileBytes
  private let file: YAMLItems.File

  /// - Parameters:
  ///   - text: UTF-8.
  ///   - path: the file as named on the command line.
  package init(_ text: FileBytes, path: String) {
    self.text = text
    name = path
    file = YAMLItems.File(text.bytes)
  }

  package var partCount: Int { file.partCount }

  package func read<Sink: RecordSink>(part: Int, into sink: inout Sink) throws(Failure) {
    try eachItem(ofPart: part) { item in
      do throws(YAMLError) {
        let events = try item.get()
        var reader = ContactReader()
        var contact = try reader.contact(in: events)
        for key in reader.unknown {
          sink.log.add(.keyUnknown, key.name, at: Place(line: key.line, column: key.column), example: key.suggestion)
        }
        sink.accept(&contact, at: Place(line: events.place(at: 0).line))
      } catch {
        sink.reject(.recordUnreadable, error.message, at: Place(line: error.line, column: error.column))
      }
    }
  }

  package func rejectedFile(_ rejections: [[(ordinal: Int, reason: String)]]) throws(Failure) -> RejectedFile {
    var yaml = YAMLWriter()
    for (part, rejected) in rejections.enumerated() where !rejected.isEmpty {
      var wanted = rejected[...]
      var ordinal = 0
      try eachItem(ofPart: part) { item, source in
        defer { ordinal += 1 }
        guard let next = wanted.first, next.ordinal == ordinal else { return }
        wanted = wanted.dropFirst()
        yaml.comment(next.reason)
        switch item {
        case .success(let events): yaml.item(events)
        case .failure: yaml.verbatim(source)
        }
      }
    }
    return RejectedFile(suffix: "yaml", bytes: yaml.take())
  }

  private typealias Item = Result<YAMLEvents, YAMLError>

  private func eachItem(ofPart part: Int, _ body: (Item) -> Void) throws(Failure) {
    try eachItem(ofPart: part) { item, _ in body(item) }
  }

  /// Calls `body` with every item of a part, readable or not, and the bytes that it was read from.
  private func eachItem(ofPart part: Int, _ body: (Item, UnsafeRawBufferPointer) -> Void) throws(Failure) {
    var items = file.items(ofPart: part)
    var events = YAMLEvents()
    while true {
      do throws(YAMLError) {
        guard try items.next(into: &events) else { break }
        body(.success(events), items.source)
      } catch {
        guard file.isSplit else {
          throw Failure(.markupRefused, error.message, file: name, line: error.line, column: error.column)
        }
        body(.failure(error), items.source)
      }
    }
    withExtendedLifetime(text) {}
  }
}

extension YAMLWriter {
  /// `# text` on one line.
  fileprivate mutating func comment(_ text: String) {
    raw("# ")
    raw(String(text.map { $0.isNewline ? " " : $0 }))
    raw("\n")
  }

  /// Lines as they were, with an end to the last.
  fileprivate mutating func verbatim(_ lines: UnsafeRawBufferPointer) {
    raw(String(decoding: lines, as: UTF8.self))
    if lines.last != 0x0A { raw("\n") }
  }
}
