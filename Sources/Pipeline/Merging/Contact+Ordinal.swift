import Contacts

extension Contact {
  private static let named: [TextField] = [.given, .middle, .family, .suffix, .display, .nickname]

  /// Takes the ordinal off the name of an entry that goes on with another's numbers, as "Anna Weber (2)"; false where
  /// there is none.
  mutating func removeOrdinal() -> Bool {
    let fields = Self.named.filter { !self[$0].isEmpty }
    for field in fields.isEmpty ? [.organization] : fields {
      guard let name = self[field].withoutOrdinal else { continue }
      self[field] = name
      return true
    }
    return false
  }
}

extension String {
  /// `Anna Weber` of `Anna Weber (2)`; nil where no ordinal from 2 on stands at the end.
  fileprivate var withoutOrdinal: String? {
    guard utf8.last == UInt8(ascii: ")"), let open = utf8.lastIndex(of: UInt8(ascii: "(")), open > startIndex,
      let ordinal = Int(self[index(after: open)...].dropLast()), (2...250).contains(ordinal)
    else { return nil }
    var name = self[..<open]
    while name.utf8.last == UInt8(ascii: " ") { name.removeLast() }
    return name.isEmpty ? nil : String(name)
  }
}
