public import Contacts
import TextEncoding

extension BundleChange {
  /// Gives a phonebook another name, in `bundle.yaml` and in every contact that names it.
  ///
  /// - Parameter new: the new name; nil to remove the phonebook and keep its contacts.
  /// - Throws: ``Failure`` where contacts name a phonebook `new` that is not listed: they would join this one.
  public func renamePhonebook(_ name: String, to new: String?) throws(Failure) {
    guard let index = manifest.phonebooks.firstIndex(where: { $0.name == name }) else { return }
    if let new { manifest.phonebooks[index].name = new } else { manifest.phonebooks.remove(at: index) }
    guard let company = try old?.contacts(of: .company) else { return }
    var changed = PackedContacts()
    var isChanged = false
    for var contact in company {
      if let new, contact.phonebooks.contains(new) {
        throw Failure(
          .phonebookUnlisted, "contacts name a phonebook \"\(new)\" that bundle.yaml does not list",
          file: folder.path)
      }
      if let place = contact.phonebooks.firstIndex(of: name) {
        isChanged = true
        if let new {
          contact.phonebooks[place] = new
        } else {
          contact.phonebooks.remove(at: place)
        }
      }
      changed.append(contact)
    }
    if isChanged { try write(ContactSelection(changed), to: .company) }
  }

  /// Takes hand edits of the contacts' files over: records what each holds now.
  ///
  /// - Returns: the files that were not as the bundle left them.
  /// - Throws: ``Failure`` where a file holds something that is no contact, with line and column.
  public func acceptEdits() throws(Failure) -> [String] {
    guard let old else { return [] }
    var accepted: [String] = []
    for scope in old.scopes {
      guard let file = try folder.read(scope.file), let record = manifest.files[scope.file] else { continue }
      let digest = SHA256.digest(of: file)
      let count = try old.contacts(of: scope).count
      if digest == record.sha256, count == record.contacts { continue }
      manifest.files[scope.file] = Manifest.FileRecord(contacts: count, sha256: digest)
      accepted.append(scope.file)
    }
    return accepted
  }
}
