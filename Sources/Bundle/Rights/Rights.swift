public import Contacts
import TextEncoding

/// What one extension may see and change of the company contacts: everything that is done for or as an extension asks
/// here, and nowhere else.
///
/// ```swift
/// let rights = Rights(of: "1001", in: bundle.manifest)
/// rights.view  // ["Customers"]
/// ```
///
/// A phonebook is invisible unless a permission reaches the extension; one that is invisible does not exist for it.
public struct Rights: Hashable, Sendable {
  /// The phonebooks that it may view, those that it may manage included, in the order of the manifest.
  public let view: [String]
  /// The phonebooks that it may manage, in the order of the manifest.
  public let manage: [String]

  /// The rights of the extension `number`.
  public init(of number: String, in manifest: Manifest) {
    let entry = manifest.entry(of: number)
    manage = manifest.phonebooks.filter { $0.manage.contains { $0.includes(number, entry) } }.map(\.name)
    let managed = Set(manage)
    view = manifest.phonebooks.filter { phonebook in
      managed.contains(phonebook.name) || phonebook.view.contains { $0.includes(number, entry) }
    }.map(\.name)
  }

  /// Rights over nothing.
  public static let none = Rights(of: "", in: Manifest())
}

extension Bundle {
  /// The contacts that `extension` may see: company contacts of the phonebooks that it may view or manage, each naming
  /// those phonebooks only, then its own personal contacts.
  ///
  /// - Throws: ``Failure`` where there is no such extension, or a file cannot be read.
  public func contacts(
    visibleTo number: String, _ share: Share = .both
  ) throws(Failure) -> PackedContacts {
    try refuseUnknown(number)
    var result = PackedContacts()
    if share != .personal {
      result = visible(try contacts(of: .company), to: Rights(of: number, in: manifest))
    }
    if share != .company { result.append(contentsOf: try contacts(of: .personal(owner: number))) }
    return result
  }

  /// Which of the contacts that an extension may see.
  public enum Share: String, CaseIterable, Sendable {
    /// Company contacts.
    case company
    /// The extension's own.
    case personal
    /// Both.
    case both
  }

  /// The company contacts `all` as `rights` show them.
  public func visible(_ all: PackedContacts, to rights: Rights) -> PackedContacts {
    let visible = Set(rights.view)
    if visible.isEmpty { return PackedContacts() }
    let size = 4_096
    let parts = concurrentMap((all.count + size - 1) / size) { chunk in
      var part = PackedContacts()
      for index in (chunk * size)..<min(all.count, (chunk + 1) * size) {
        var contact = all[index]
        let member = manifest.phonebooks(of: contact)
        let shown = member.filter(visible.contains)
        if shown.isEmpty { continue }
        // What a format remembers of the record's look may spell out a phonebook that is hidden here, or was its name.
        contact.extras.removeAll(where: \.isBookkeeping)
        contact.phonebooks = shown
        part.append(contact)
      }
      return part
    }
    var result = PackedContacts()
    for part in parts { result.append(contentsOf: part) }
    return result
  }

  /// Fails where nobody has the extension `number`.
  public func refuseUnknown(_ number: String) throws(Failure) {
    let known = manifest.extensionNumbers
    if known.contains(number) { return }
    let near = Suggestion.nearest(to: number, among: known.prefix(10_000))
    throw Failure(
      .extensionUnknown, "there is no extension \"\(number)\"\(near.map { "; did you mean \"\($0)\"?" } ?? "")",
      file: path)
  }
}
