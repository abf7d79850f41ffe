import Contacts

/// Hands out the stable ids of contacts: 16 hexadecimal digits that depend on the first record of a contact only.
///
/// An id is a hash of the source record where there is one, else of owner, name and numbers; where two contacts would
/// get the same, the later one counts on.
struct ContactIDs {
  private var taken = Set<String>()

  /// Keeps an id from being handed out.
  mutating func reserve(_ id: String) { taken.insert(id) }

  /// The id for a contact whose first record is `contact`.
  mutating func make(for contact: Contact) -> String {
    var hash = StableHash()
    hash.combine(contact.owner)
    if contact.source.isEmpty {
      for field in TextField.nameParts + [.organization] { hash.combine(contact[field]) }
      for number in contact.numbers { hash.combine(number.dialled) }
    } else {
      hash.combine(contact.source.system)
      hash.combine(contact.source.id)
    }
    var value = hash.value
    while true {
      let id = Self.text(value)
      if taken.insert(id).inserted { return id }
      value &+= 1
    }
  }

  private static func text(_ value: UInt64) -> String {
    String(unsafeUninitializedCapacity: 16) { digits in
      for place in 0..<16 {
        let nibble = UInt8(value >> UInt64(60 - 4 * place) & 0xF)
        digits[place] = nibble < 10 ? 0x30 + nibble : 0x57 + nibble
      }
      return 16
    }
  }
}
