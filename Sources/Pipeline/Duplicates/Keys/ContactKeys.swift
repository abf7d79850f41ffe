package import Contacts

/// What the duplicate finder needs to know of each contact, in about a hundred bytes: the words of its name,
/// organization and addresses by their index in a vocabulary, and its numbers, e-mails and record as numbers.
///
/// ```swift
/// var keys = ContactKeys()
/// keys.append(contact)
/// ```
///
/// Parts that were read at the same time fill keys of their own, which ``append(contentsOf:)`` joins in order.
package struct ContactKeys: Sendable {
  var vocabulary = Vocabulary()
  var heads: [KeyHead] = []
  /// The values of all contacts, one after another, in the order that ``KeyHead`` counts them.
  var values: [UInt32] = []
  private var builder = KeyBuilder()

  package init() {}

  /// How many contacts there are.
  package var count: Int { heads.count }

  /// What a decision names a contact by: 16 hexadecimal digits that stay the same as long as what is compared does.
  package func fingerprint(_ contact: Int) -> String {
    let digits = String(heads[contact].content, radix: 16)
    return String(repeating: "0", count: 16 - digits.count) + digits
  }

  /// Adds a contact, in time linear in its size.
  package mutating func append(_ contact: borrowing Contact) {
    heads.append(builder.build(contact, in: &vocabulary, into: &values))
  }

  /// Adds all contacts of `other` behind these.
  package mutating func append(contentsOf other: ContactKeys) {
    if heads.isEmpty {
      self = other
      return
    }
    let ids = vocabulary.insert(contentsOf: other.vocabulary)
    values.reserveCapacity(values.count + other.values.count)
    for var head in other.heads {
      let start = Int(head.start)
      head.start = UInt32(values.count)
      for offset in 0..<head.wordCount {
        let value = other.values[start + offset]
        values.append(value & ~KeyHead.idMask | ids[Int(value & KeyHead.idMask)])
      }
      values.append(contentsOf: other.values[(start + head.wordCount)..<(start + head.valueCount)])
      heads.append(head)
    }
  }
}

/// Where a contact's values are, and what takes one number only.
struct KeyHead: Sendable {
  /// Index into the values.
  var start: UInt32 = 0
  /// Hash of the owner, 0 for a company contact: contacts of different owners never meet.
  var owner: UInt32 = 0
  /// Hash of everything that the key holds: contacts of equal content are ordered arbitrarily, and are the same.
  var content: UInt64 = 0
  /// Year × 10,000 + month × 100 + day, the year 0 where it is unknown; 0 where there is none.
  var birthday: UInt32 = 0
  /// How many numbers and e-mails, two values each, sorted.
  var numbers: UInt32 = 0
  var emails: UInt16 = 0
  /// How many words of each use.
  var names: UInt8 = 0
  var organizations: UInt8 = 0
  var places: UInt8 = 0
  /// Of ``NameWords/generations``.
  var generation: UInt8 = 0
  /// Whether a record of another system is named: its system and id are the last three values.
  var hasRecord = false

  /// A word's value: its index in the vocabulary, the part it plays above it, and whether it is an initial on top.
  static let idMask: UInt32 = 0x0FFF_FFFF
  static let roleShift: UInt32 = 28
  static let initialBit: UInt32 = 0x8000_0000

  var wordCount: Int { Int(names) + Int(organizations) + Int(places) }
  var valueCount: Int { wordCount + 2 * (Int(numbers) + Int(emails)) + (hasRecord ? 3 : 0) }
}

/// The part that a word of a name plays.
enum NameRole: UInt32 { case given, middle, family }

/// The part that a word of an address plays.
enum PlaceRole: UInt32 {
  case postalCode, locality, street, house, region, extended
  /// Begins another address.
  case nextAddress
}
