public import Contacts
import TextEncoding

extension Bundle {
  /// The contacts of a scope that are not word for word in both of two bundles, and how many are.
  ///
  /// - Throws: ``Failure`` as ``contacts(of:)``.
  /// - Complexity: linear in the size of the files, at the speed of memory; only what differs is read as contacts.
  public static func differing(
    _ before: Bundle, _ after: Bundle, in scope: Scope
  ) throws(Failure) -> (before: PackedContacts, after: PackedContacts, equal: Int) {
    let (old, new) = (try before.texts(of: scope), try after.texts(of: scope))
    // A file that was laid out otherwise by hand is read.
    guard old.count == before.count(of: scope), new.count == after.count(of: scope) else {
      return (try before.contacts(of: scope), try after.contacts(of: scope), 0)
    }
    let (inOld, inNew) = RecordTexts.differing(old, new)
    return (
      try before.contacts(inOld, of: old, scope), try after.contacts(inNew, of: new, scope), old.count - inOld.count
    )
  }

  private func count(of scope: Scope) -> Int { manifest.files[scope.file]?.contacts ?? 0 }

  private func texts(of scope: Scope) throws(Failure) -> RecordTexts {
    manifest.files[scope.file] == nil ? RecordTexts(FileBytes("")) : RecordTexts(try bytes(of: scope.file))
  }

  private func contacts(
    _ indices: [Int], of texts: RecordTexts, _ scope: Scope
  ) throws(Failure) -> PackedContacts {
    do throws(Failure) {
      return try PackedContacts(yaml: texts.file(of: indices), of: scope, path: "\(path)/\(scope.file)")
    } catch {
      // The line of the mistake is told by the whole file.
      _ = try contacts(of: scope)
      throw error
    }
  }
}
