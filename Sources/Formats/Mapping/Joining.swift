import Contacts

/// Records that only add a number to a contact before them: they are read as the entries that go on with it.
struct Joining {
  /// By number, the name of the contact that has it and how many entries it has so far.
  private var masters: [String: (name: String, entries: Int)] = [:]

  /// Makes a record an entry of the contact with `number`; nil for a record that stands for itself.
  mutating func join(_ contact: inout Contact, to number: String?) {
    if let number, let master = masters[number] {
      contact.name = ContactName(display: "\(master.name) (\(master.entries + 1))")
      masters[number]?.entries += 1
    } else {
      for number in contact.numbers where masters[number.raw] == nil {
        masters[number.raw] = (contact.displayName, 1)
      }
    }
  }
}
