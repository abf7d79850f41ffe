public import Contacts
import TextEncoding

extension BundleChange {
  /// Takes hand edits of the contacts' files over: records what each holds now, and makes that true.
  ///
  /// The edit is no change of the program, so none is added to those that can be taken back: ``undo(discardingEdits:)``
  /// takes back the change before it, and asks first. A file with a record that is no contact stays as it is.
  ///
  /// - Returns: the files that were not as the bundle left them, and whether each is still there.
  public func acceptEdits() throws(Failure) -> [(file: String, isThere: Bool)] {
    if old == nil { return [] }
    let found = try Bundle(at: folder.path)
    var accepted: [(file: String, isThere: Bool)] = []
    for scope in found.scopes {
      guard let file = try folder.read(scope.file) else {
        manifest.files[scope.file] = nil
        accepted.append((scope.file, false))
        continue
      }
      guard let contacts = try? found.contacts(of: scope) else { continue }
      let record = Manifest.FileRecord(contacts: contacts.count, sha256: SHA256.digest(of: file))
      if manifest.files[scope.file] == record { continue }
      manifest.files[scope.file] = record
      accepted.append((scope.file, true))
    }
    if !accepted.isEmpty { try finish(with: try newYAML()) }
    return accepted
  }
}
