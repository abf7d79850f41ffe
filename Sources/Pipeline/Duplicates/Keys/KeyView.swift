import Contacts

/// One contact's key, to read: valid while the keys that it is of are.
struct KeyView {
  let head: KeyHead
  private let values: UnsafePointer<UInt32>

  init(_ head: KeyHead, _ values: UnsafeBufferPointer<UInt32>) {
    self.head = head
    // Every key of an empty collection of values is empty, and none of its values is ever read.
    self.values = values.baseAddress.map { $0 + Int(head.start) } ?? UnsafePointer(bitPattern: 8).unsafelyUnwrapped
  }

  var names: Words { Words(start: values, count: Int(head.names)) }
  var organization: Words { Words(start: values + Int(head.names), count: Int(head.organizations)) }
  var places: Words {
    Words(start: values + Int(head.names) + Int(head.organizations), count: Int(head.places))
  }
  var numbers: Strong { Strong(start: values + head.wordCount, count: Int(head.numbers)) }
  var emails: Strong { Strong(start: values + head.wordCount + 2 * Int(head.numbers), count: Int(head.emails)) }

  /// System and id of the record that the contact was made from, hashed.
  var record: (system: UInt32, id: UInt64)? {
    guard head.hasRecord else { return nil }
    let last = values + head.valueCount - 3
    return (last[0], UInt64(last[1]) | UInt64(last[2]) << 32)
  }

  /// Whether both are records of one system that tells people apart by its ids, or of one id of a card.
  func isListed(with other: KeyView) -> Bool {
    guard let mine = record, let theirs = other.record, mine.system == theirs.system else { return false }
    return !head.tail.contains(.unnamedSystem) && (mine.id == theirs.id || mine.system != Self.cards)
  }

  private static let cards = UInt32(truncatingIfNeeded: Hash.text(SourceRecord.cards))

  /// Whether an organization is all that is named, if twice.
  var isFirm: Bool { head.tail.contains(.firm) }

  /// A hash of the department.
  var department: UInt32? { head.tail.contains(.department) ? values[head.strongEnd] : nil }

  /// The ``Accents`` of its name; 0 where there are none.
  var accents: UInt32 { head.tail.contains(.accents) ? values[head.accentsEnd - 1] : 0 }

  /// Whether an organization stands where a person's name would.
  var isBusiness: Bool { head.names == 0 && head.organizations > 0 }

  /// What the contact is called: its name, or its organization's.
  var calledBy: Words { isBusiness ? organization : names }

  /// Words of a field, each with its role.
  struct Words: RandomAccessCollection {
    let start: UnsafePointer<UInt32>
    let count: Int
    var startIndex: Int { 0 }
    var endIndex: Int { count }
    subscript(index: Int) -> Vocabulary.ID { start[index] & KeyHead.idMask }
    /// Whether these are the same words in the same order, each playing the same part.
    func elementsAndRolesEqual(_ other: Words) -> Bool {
      guard count == other.count else { return false }
      for index in 0..<count where start[index] != other.start[index] { return false }
      return true
    }
    /// Whether all of the words are of one address.
    var isOneAddress: Bool { !indices.contains { placeRole($0) == .nextAddress } }
    /// Whether these are the same words in the same order, whatever part each plays.
    func hasSameWords(as other: Words) -> Bool {
      guard count == other.count else { return false }
      for index in 0..<count where self[index] != other[index] { return false }
      return true
    }
    func isInitial(_ index: Int) -> Bool { start[index] & KeyHead.initialBit != 0 }
    func role(_ index: Int) -> UInt32 { start[index] >> KeyHead.roleShift & 7 }
    func nameRole(_ index: Int) -> NameRole { NameRole(rawValue: role(index)) ?? .given }
    func placeRole(_ index: Int) -> PlaceRole { PlaceRole(rawValue: role(index)) ?? .nextAddress }
  }

  /// Numbers or e-mails, ascending.
  struct Strong: RandomAccessCollection {
    let start: UnsafePointer<UInt32>
    let count: Int
    var startIndex: Int { 0 }
    var endIndex: Int { count }
    subscript(index: Int) -> UInt64 { UInt64(start[2 * index]) | UInt64(start[2 * index + 1]) << 32 }

    /// Calls `body` with every value that both have, in one walk over the two; numbers of different kinds are equal.
    func forEachCommon(_ other: Strong, _ body: (UInt64) -> Void) {
      var (i, j) = (0, 0)
      while i < count, j < other.count {
        let (a, b) = (NumberKey.line(self[i]), NumberKey.line(other[j]))
        if a == b { body(a) }
        if a <= b { i += 1 }
        if b <= a { j += 1 }
      }
    }
  }
}

/// The keys of all contacts, to read.
struct KeyViews {
  let heads: UnsafeBufferPointer<KeyHead>
  let values: UnsafeBufferPointer<UInt32>

  subscript(contact: UInt32) -> KeyView { KeyView(heads[Int(contact)], values) }
}

extension ContactKeys {
  func withViews<Result>(_ body: (KeyViews) -> Result) -> Result {
    heads.withUnsafeBufferPointer { heads in
      values.withUnsafeBufferPointer { body(KeyViews(heads: heads, values: $0)) }
    }
  }
}
