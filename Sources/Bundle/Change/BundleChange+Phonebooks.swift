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
}
