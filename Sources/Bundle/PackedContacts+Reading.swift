import Contacts
import Formats
import TextEncoding

extension PackedContacts {
  /// The contacts of a bundle's file, read on every core.
  ///
  /// - Throws: ``Failure`` at the first record that is no contact: a bundle holds contacts only, and a hand edit with a
  ///   mistake is refused rather than guessed at.
  init(yaml file: FileBytes, path: String) throws(Failure) {
    let source = YAMLSource(file, path: path)
    let parts = try inParallel(source.partCount) { (part) throws(Failure) in
      var sink = Sink()
      try source.read(part: part, into: &sink)
      if let (complaint, place) = sink.refused {
        throw Failure(
          .bundleInvalid, complaint, file: path, line: Int(place.line), column: Int(place.column))
      }
      return sink.contacts
    }
    self.init()
    for part in parts { append(contentsOf: part) }
  }

  private struct Sink: RecordSink {
    var log = DiagnosticLog()
    var contacts = PackedContacts()
    var refused: (complaint: String, place: Place)?

    mutating func accept(_ contact: inout Contact, at place: Place) { contacts.append(contact) }

    mutating func reject(_ code: DiagnosticCode, _ subject: String, at place: Place) {
      if refused == nil { refused = (code.explanation.message(about: subject), place) }
    }
  }
}
