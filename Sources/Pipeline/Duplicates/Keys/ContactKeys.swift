package import Contacts

/// What the duplicate finder needs to know of each contact, in about a hundred bytes: the words of its name,
/// organization and addresses by their index in a vocabulary, and its numbers, e-mails and record as numbers.
///
/// ```swift
/// var keys = ContactKeys()
/// keys.append(contact)
/// ```
///
/// Parts that were read at the same time fill keys of their own, which ``append(taking:)`` joins in order.
package struct ContactKeys: Sendable {
  var vocabulary = Vocabulary()
  var heads: [KeyHead] = []
  /// The values of all contacts, one after another, in the order that ``KeyHead`` counts them.
  var values: [UInt32] = []
  private var builder = KeyBuilder()

  package init() {}

  /// - Parameter unnamed: the systems whose record ids tell nobody apart.
  init(unnamedSystems unnamed: [String]) { builder = KeyBuilder(unnamedSystems: unnamed) }

  /// How many contacts there are.
  package var count: Int { heads.count }

  /// Whether a contact is the company's, and not somebody's own.
  package func isCompany(_ contact: Int) -> Bool { heads[contact].owner == 0 }

  /// What a decision names a contact by: 16 hexadecimal digits that stay the same as long as what is compared does,
  /// behind a letter, so that no spreadsheet takes them for a number.
  package func fingerprint(_ contact: Int) -> String {
    let digits = String(heads[contact].content, radix: 16)
    return "r" + String(repeating: "0", count: 16 - digits.count) + digits
  }

  /// The first contact of each of these fingerprints that there is.
  func contacts(named fingerprints: Set<String>) -> [String: UInt32] {
    var wanted: [UInt64: String] = [:]
    for name in fingerprints where name.utf8.count == 17 && name.first == "r" {
      if let content = UInt64(name.dropFirst(), radix: 16) { wanted[content] = name }
    }
    var found: [String: UInt32] = [:]
    for (contact, head) in heads.enumerated() {
      if let name = wanted[head.content], found[name] == nil { found[name] = UInt32(contact) }
    }
    return found
  }

  /// Adds a contact, in time linear in its size.
  package mutating func append(_ contact: borrowing Contact) {
    heads.append(builder.build(contact, in: &vocabulary, into: &values))
  }

  /// Begins with the records of a source.
  ///
  /// - Parameter unnamed: the systems whose record ids tell nobody apart.
  mutating func begin(unnamedSystems unnamed: [String]) { builder.unnamedSystems = unnamed }

  /// Makes room for as many contacts as there are, so many times: what grows bit by bit is copied each time.
  mutating func makeRoom(times: Int) {
    heads.reserveCapacity(heads.count * times)
    values.reserveCapacity(values.count * times)
    vocabulary.makeRoom(times: times)
  }

  /// Adds all contacts of several behind these; of those nothing is left where nobody else holds them.
  mutating func append(taking parts: inout [ContactKeys]) {
    let all = parts.indices.map { Stretch(part: $0, contacts: 0..<parts[$0].count) }
    append(taking: &parts, all)
  }

  /// Contacts of one of several keys.
  struct Stretch: Sendable {
    let part: Int
    let contacts: Range<Int>
  }

  /// Adds `stretches` of several keys, in order, behind these; of those nothing is left where nobody else holds them.
  mutating func append(taking parts: inout [ContactKeys], _ stretches: [Stretch]) {
    if heads.isEmpty, parts.count == 1, stretches.count == 1, stretches[0].contacts.count == parts[0].count {
      self = parts.removeLast()
      return
    }
    let ids = parts.indices.map { part -> [Vocabulary.ID]? in
      defer { parts[part].vocabulary = Vocabulary() }
      if vocabulary.count > 0 { return vocabulary.insert(contentsOf: parts[part].vocabulary) }
      vocabulary = parts[part].vocabulary
      return nil
    }
    let parts = parts
    var end = (head: heads.count, value: values.count)
    let places = stretches.map { stretch in
      defer {
        end.head += stretch.contacts.count
        end.value += parts[stretch.part].values(of: stretch.contacts).count
      }
      return end
    }
    heads.append(upTo: end.head) { heads in
      values.append(upTo: end.value) { values in
        // Each stretch fills places of its own.
        nonisolated(unsafe) let (heads, values) = (heads, values)
        _ = onAllCores(stretches.count) { index in
          let (stretch, place) = (stretches[index], places[index])
          parts[stretch.part].copy(
            stretch.contacts, ids[stretch.part], heads + place.head, values + place.value, at: place.value)
        }
      }
    }
  }

  /// Gives back the room that is only of use while contacts are added, which is more than the keys of a part take.
  mutating func finish() {
    builder = KeyBuilder()
    vocabulary.finish()
    heads = heads.withUnsafeBufferPointer { Array($0) }
    values = values.withUnsafeBufferPointer { Array($0) }
  }

  /// Forgets what was compared: nothing but how much there was of each sort is left, and fingerprints.
  mutating func forgetValues() {
    values = []
    vocabulary = Vocabulary()
  }

  /// Where the values of some contacts are.
  private func values(of contacts: Range<Int>) -> Range<Int> {
    func start(_ contact: Int) -> Int { contact < heads.count ? Int(heads[contact].start) : values.count }
    return start(contacts.lowerBound)..<start(contacts.upperBound)
  }

  /// Copies heads and values of some contacts; `ids` are those that the words have there, if they have others, and `start`
  /// is where the values will be.
  private func copy(
    _ contacts: Range<Int>, _ ids: [Vocabulary.ID]?, _ heads: UnsafeMutablePointer<KeyHead>,
    _ values: UnsafeMutablePointer<UInt32>, at start: Int
  ) {
    let range = self.values(of: contacts)
    self.values.withUnsafeBufferPointer { own in
      for place in range { values[place - range.lowerBound] = own[place] }
    }
    for (index, contact) in contacts.enumerated() {
      var head = self.heads[contact]
      let first = Int(head.start) - range.lowerBound
      if let ids {
        for place in first..<(first + head.wordCount) {
          let value = values[place]
          if KeyHead.partsAddresses(value) { continue }
          values[place] = value & ~KeyHead.idMask | ids[Int(value & KeyHead.idMask)]
        }
      }
      head.start = UInt32(start + first)
      heads[index] = head
    }
  }
}

extension Array where Element: BitwiseCopyable {
  /// Adds elements up to the count `end`, which `fill` writes; it gets the place of the first that is there.
  fileprivate mutating func append(upTo end: Int, _ fill: (UnsafeMutablePointer<Element>) -> Void) {
    let known = self
    // Not filled before: each core is the first to touch what it writes.
    self = Array(unsafeUninitializedCapacity: end) { room, count in
      guard let first = room.baseAddress else { return }
      count = room.initialize(fromContentsOf: known)
      fill(first)
      count = end
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
  /// What the titles say that were left out of the names.
  var titles: Titles = []
  /// What the values behind the e-mails are.
  var tail: KeyTail = []

  /// A word's value: its index in the vocabulary, the part it plays above it, and whether it is an initial on top.
  static let idMask: UInt32 = 0x0FFF_FFFF
  static let roleShift: UInt32 = 28
  static let initialBit: UInt32 = 0x8000_0000

  /// Whether it is no word: it begins another address. No part of a name has its number.
  static func partsAddresses(_ value: UInt32) -> Bool {
    value >> roleShift & 7 == PlaceRole.nextAddress.rawValue
  }

  var wordCount: Int { Int(names) + Int(organizations) + Int(places) }
  var strongEnd: Int { wordCount + 2 * (Int(numbers) + Int(emails)) }
  var accentsEnd: Int { strongEnd + (tail.contains(.department) ? 1 : 0) + (tail.contains(.accents) ? 1 : 0) }
  var valueCount: Int { accentsEnd + (hasRecord ? 3 : 0) }
  /// Whether a record of another system is named.
  var hasRecord: Bool { tail.contains(.record) }
}

/// What a key holds behind its words, numbers and e-mails, in this order.
struct KeyTail: OptionSet, Sendable {
  let rawValue: UInt8

  /// A hash of the department: one value.
  static let department = KeyTail(rawValue: 1)
  /// A record of another system: its system and id, three values.
  static let record = KeyTail(rawValue: 2)
  /// Ids of that system tell nobody apart.
  static let unnamedSystem = KeyTail(rawValue: 4)
  /// No person is named.
  static let firm = KeyTail(rawValue: 8)
  /// ``Accents`` of the name, behind the department: one value.
  static let accents = KeyTail(rawValue: 16)
}

/// The part that a word of a name plays.
enum NameRole: UInt32 { case given, middle, family }

/// The part that a word of an address plays.
enum PlaceRole: UInt32 {
  case postalCode, locality, street, house, region, extended
  /// Begins another address.
  case nextAddress
}
