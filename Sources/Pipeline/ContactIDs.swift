import Contacts

/// Hands out the stable ids of contacts: 16 hexadecimal digits that depend on the first record of a contact only.
///
/// An id is a hash of the source record where there is one, else of owner and all that is compared: who differs in an
/// e-mail is another record. Where two contacts would get the same, the later one counts on.
struct ContactIDs {
  private let wishes: [[UInt64]]
  /// Those that several wish for.
  private let repeated: Set<UInt64>
  /// In order, where they are needed: most lists hold nobody twice.
  private lazy var sorted = wishes.joined().sorted()
  /// Those that cannot be handed out any more, but for those that one contact alone wishes for.
  private var taken = Set<UInt64>()
  /// By id that several wish for, where to go on counting.
  private var next: [UInt64: UInt64] = [:]

  /// - Parameter wishes: what the contacts wish for to whom ids are handed out, in parts.
  init(wishes: [[UInt64]]) {
    self.wishes = wishes
    repeated = Self.repeated(in: wishes)
  }

  /// Keeps an id from being handed out; an id that people wrote in another form cannot be.
  mutating func reserve(_ id: String) {
    if let value = Self.value(id) { taken.insert(value) }
  }

  /// Keeps an id from being handed out.
  mutating func reserve(_ value: UInt64) { taken.insert(value) }

  /// Takes the id `wished`, or the next one that is free and nobody else's wish.
  mutating func take(_ wished: UInt64) -> UInt64 {
    if !taken.contains(wished) {
      if repeated.contains(wished) { taken.insert(wished) }
      return wished
    }
    var value = next[wished] ?? wished &+ 1
    while isWished(value) || !taken.insert(value).inserted { value &+= 1 }
    next[wished] = value &+ 1
    return value
  }

  private mutating func isWished(_ id: UInt64) -> Bool {
    var (low, high) = (0, sorted.count)
    while low < high {
      let middle = (low + high) / 2
      if sorted[middle] < id { low = middle + 1 } else { high = middle }
    }
    return low < sorted.count && sorted[low] == id
  }

  /// Those of `parts` that are there more than once.
  ///
  /// - Complexity: O(n log n); a sixteenth is put in order at a time on each core, so that this takes little room.
  static func repeated(in parts: [[UInt64]]) -> Set<UInt64> {
    let found = onAllCores(1 << repeatedBits) { digit in
      var some: [UInt64] = []
      for ids in parts { for id in ids where id >> (64 - repeatedBits) == digit { some.append(id) } }
      some.sort()
      var repeated = Set<UInt64>()
      for index in some.indices.dropFirst() where some[index] == some[index - 1] { repeated.insert(some[index]) }
      return repeated
    }
    return found.reduce(into: Set()) { $0.formUnion($1) }
  }

  private static let repeatedBits = 4

  /// The id that a contact wishes for, whose first record this is.
  ///
  /// - Parameter actor: the extension that adds it to the company's; empty for the administrator. Each has ids of its
  ///   own, so that none tells whether a contact that is hidden from it has the same record.
  static func wish(of contact: borrowing Contact, by actor: String = "") -> UInt64 {
    var hash = StableHash()
    if !actor.isEmpty, contact.owner.isEmpty { hash.combine("as \(actor)") }
    hash.combine(contact.owner)
    if contact.source.isEmpty {
      for field in TextField.nameParts { hash.combine(contact[field]) }
      hash.combine(contact.organization)
      combineNumbers(contact.numbers, in: &hash)
      let rest = rest(of: contact)
      if rest != 0 { return Hash.mix(hash.value, rest) }
    } else {
      hash.combine(contact.source.system)
      hash.combine(contact.source.id)
    }
    return hash.value
  }

  private static func combineNumbers(_ numbers: [Number], in hash: inout StableHash) {
    numbers.withUnsafeBufferPointer { numbers in
      // In place: a loop over elements would copy each.
      for index in numbers.indices {
        hash.combine(numbers[index].dialled)
        if !numbers[index].extension.isEmpty { hash.combine(numbers[index].extension) }
        if numbers[index].kind == .mobile { hash.combine("") }
      }
    }
  }

  /// A hash of what is compared besides names and numbers; 0 where there is nothing of it.
  private static func rest(of contact: borrowing Contact) -> UInt64 {
    var hash: UInt64 = 0
    func add(_ text: String, at place: Int) {
      if !text.isEmpty { hash = Hash.mix(hash, Hash.text(text) &+ UInt64(place)) }
    }
    add(contact.department, at: 0)
    add(contact.birthday, at: 1)
    contact.emails.withUnsafeBufferPointer { emails in
      for index in emails.indices { add(emails[index].address, at: 2) }
    }
    contact.addresses.withUnsafeBufferPointer { addresses in
      for index in addresses.indices {
        for (part, name) in PostalAddress.Part.allCases.enumerated() {
          add(addresses[index][name], at: 16 * (index + 1) + part)
        }
      }
    }
    return hash
  }

  /// A hash of what a bundle knows a new record by: its source record, else the id that it wishes for.
  static func identity(of record: borrowing Contact) -> UInt64 {
    Hash.text(record.source.isEmpty ? record.id : record.source.alias)
  }

  /// Hashes of everything that a contact of a bundle is known by.
  static func identities(of contact: borrowing Contact) -> [UInt64] {
    ([contact.id] + (contact.source.isEmpty ? [] : [contact.source.alias]) + contact.aliases).map { Hash.text($0) }
  }

  /// What the 16 digits say; nil of an id that people wrote in another form.
  static func value(_ id: String) -> UInt64? { id.utf8.count == 16 ? UInt64(id, radix: 16) : nil }

  /// The 16 digits.
  static func text(_ value: UInt64) -> String {
    String(unsafeUninitializedCapacity: 16) { digits in
      for place in 0..<16 {
        let nibble = UInt8(value >> UInt64(60 - 4 * place) & 0xF)
        digits[place] = nibble < 10 ? 0x30 + nibble : 0x57 + nibble
      }
      return 16
    }
  }
}
