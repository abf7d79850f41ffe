public import Contacts

extension Manifest {
  /// Which contacts belong to a phonebook besides those that name it.
  public enum Membership: Hashable, Sendable {
    /// No others.
    case byHand
    /// All company contacts.
    case all
    /// Contacts for which every condition holds.
    case rule([Condition])

    /// Whether `contact` belongs to the phonebook by this.
    public func includes(_ contact: borrowing Contact) -> Bool {
      switch self {
      case .byHand: return false
      case .all: return true
      case .rule(let conditions):
        for condition in conditions where !condition.holds(for: contact) { return false }
        return true
      }
    }
  }

  /// What one field of a contact must be: one of several texts, compared without case; `*` stands for any letters.
  public struct Condition: Hashable, Sendable {
    /// The field, as ``fields`` lists them, or `extra NAME`.
    public let field: String
    /// The texts that will do.
    public let patterns: [String]

    /// The fields of a contact that a rule can look at, extra fields aside.
    public static let fields =
      TextField.allCases.filter { $0 != .id && $0 != .owner }.map(\.rawValue) + ["number", "email"]
      + PostalAddress.Part.allCases.map { "address.\($0.rawValue)" }

    /// A condition; nil where there is no such field.
    public init?(field: String, patterns: [String]) {
      guard Self.fields.contains(field) || (field.hasPrefix("extra ") && field.count > 6) else { return nil }
      self.field = field
      self.patterns = patterns
    }

    func holds(for contact: borrowing Contact) -> Bool {
      let values = values(of: contact)
      return patterns.contains { pattern in values.contains { Self.matches($0, pattern) } }
    }

    private func values(of contact: borrowing Contact) -> [String] {
      if let text = TextField(rawValue: field) { return [contact[text]] }
      if field == "number" { return contact.numbers.map(\.dialled) }
      if field == "email" { return contact.emails.map(\.address) }
      if field.hasPrefix("extra ") { return contact.extra(String(field.dropFirst(6))) ?? [] }
      guard let part = PostalAddress.Part(rawValue: String(field.dropFirst("address.".count))) else { return [] }
      return contact.addresses.map { $0[part] }
    }

    private static func matches(_ text: String, _ pattern: String) -> Bool {
      let pieces = pattern.lowercased().split(separator: "*", omittingEmptySubsequences: false)
      let text = text.lowercased()
      guard pieces.count > 1, let first = pieces.first, let last = pieces.last else {
        return text == pattern.lowercased()
      }
      guard text.hasPrefix(first) else { return false }
      var rest = text[...].dropFirst(first.count)
      for piece in pieces.dropFirst().dropLast() where !piece.isEmpty {
        guard let found = rest.firstRange(of: piece) else { return false }
        rest = rest[found.upperBound...]
      }
      return rest.hasSuffix(last)
    }
  }

  /// Whether contacts belong to a phonebook that they do not name.
  public var hasRules: Bool { phonebooks.contains { $0.members != .byHand } }

  /// The contacts, each naming every phonebook that it belongs to.
  public func naming(_ contacts: PackedContacts) -> PackedContacts {
    PackedContacts(
      contacts.lazy.map { contact in
        var contact = contact
        contact.phonebooks = phonebooks(of: contact)
        return contact
      })
  }

  /// The phonebooks that `contact` belongs to, by hand or by rule, in the order of the manifest; those that it names
  /// and the manifest does not list follow.
  public func phonebooks(of contact: borrowing Contact) -> [String] {
    var named = contact.phonebooks
    if !hasRules { return named }
    var result: [String] = []
    for phonebook in phonebooks {
      let index = named.firstIndex(of: phonebook.name)
      if let index { named.remove(at: index) }
      if index != nil || phonebook.members.includes(contact) { result.append(phonebook.name) }
    }
    return result + named
  }
}
