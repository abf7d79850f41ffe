import Contacts
import Formats
import TextEncoding

extension PackedContacts {
  /// The contacts of a bundle's file, read on every core.
  ///
  /// - Throws: ``Failure`` at the first record that is no contact, or is somebody else's: a bundle holds contacts only,
  ///   and a hand edit with a mistake is refused rather than guessed at.
  init(yaml file: FileBytes, of scope: Bundle.Scope, path: String) throws(Failure) {
    let source = YAMLSource(file, path: path)
    let parts = try inParallel(source.partCount) { (part) throws(Failure) in
      var sink = Sink(scope: scope)
      try source.read(part: part, into: &sink)
      if let (code, complaint, place) = sink.refused {
        throw Failure(code, complaint, file: path, line: Int(place.line), column: Int(place.column))
      }
      return sink.contacts
    }
    self.init()
    for part in parts { append(contentsOf: part) }
  }

  private struct Sink: RecordSink {
    var log = DiagnosticLog()
    var contacts = PackedContacts()
    let scope: Bundle.Scope
    var refused: (code: DiagnosticCode, complaint: String, place: Place)?

    mutating func accept(_ contact: inout Contact, at place: Place) {
      if Bundle.Scope(owner: contact.owner) != scope, refused == nil {
        refused = (.ownerMisplaced, DiagnosticCode.ownerMisplaced.explanation.message(about: scope.file), place)
      }
      // Also where a hand edit, or an older program, wrote some into the file.
      if scope != .company { contact.leavePhonebooks() }
      contacts.append(contact)
    }

    mutating func reject(_ code: DiagnosticCode, _ subject: String, at place: Place) {
      if refused == nil { refused = (.bundleInvalid, code.explanation.message(about: subject), place) }
    }
  }
}
