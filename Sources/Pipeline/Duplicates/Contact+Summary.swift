package import Contacts

extension Contact {
  /// Who it is, in one line, for an admin to decide: name, organization and department, some numbers and e-mails, place and
  /// birthday.
  package var summary: String {
    var parts = [displayName, organization, department]
    parts += numbers.prefix(3).map { $0.extension.isEmpty ? $0.dialled : "\($0.dialled) ext. \($0.extension)" }
    parts += emails.prefix(2).map(\.address)
    if let address = addresses.first {
      parts += [address.street, [address.postalCode, address.locality].filter { !$0.isEmpty }.joined(separator: " ")]
    }
    parts += [birthday, source.alias]
    var known: Set<String> = [""]
    return parts.map(\.short).filter { known.insert($0).inserted }.joined(separator: ", ")
  }
}

extension String {
  /// At most 80 characters, on one line.
  fileprivate var short: String { String(prefix(80).map { $0.isNewline ? " " : $0 }) }
}
