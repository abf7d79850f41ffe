import Contacts

/// What is compared when duplicates are looked for, a few bytes for each record.
struct DuplicateKeys: Sendable {
  /// A hash of the source record; 0 where there is none.
  private(set) var sources: [UInt64] = []
  /// A hash of the source's system; 0 where there is no source record.
  private(set) var systems: [UInt64] = []
  /// A hash of the folded name, the organization's where there is none; 0 where there is neither.
  private(set) var names: [UInt64] = []
  /// Hashes of the numbers of all records, and where each record's end.
  private var numbers: [UInt64] = []
  private var numberEnds: [Int32] = []
  /// The ordinal at the end of a name that may go on with the entry before: `Anna Weber (2)`; 0 for none.
  private(set) var ordinals: [UInt8] = []

  var count: Int { names.count }

  /// The hashes of a record's numbers.
  func numbers(of index: Int) -> ArraySlice<UInt64> {
    numbers[Int(index == 0 ? 0 : numberEnds[index - 1])..<Int(numberEnds[index])]
  }

  mutating func append(_ contact: borrowing Contact, mayContinue: Bool) {
    var source = StableHash()
    source.combine(contact.source.system)
    systems.append(contact.source.isEmpty ? 0 : source.value)
    source.combine(contact.source.id)
    sources.append(contact.source.isEmpty ? 0 : source.value)

    var name = NameHash(mayContinue: mayContinue)
    name.add(contact.name.given)
    name.add(contact.name.middle)
    name.add(contact.name.family)
    name.add(contact.name.suffix)
    if name.hash.isEmpty { name.add(contact.name.display) }
    if name.hash.isEmpty { name.add(contact.name.nickname) }
    if name.hash.isEmpty { name.add(contact.organization) }
    names.append(name.hash.isEmpty ? 0 : name.hash.value)
    ordinals.append(UInt8(clamping: name.ordinal))

    for number in contact.numbers {
      numbers.append(number.lineHash)
    }
    numberEnds.append(Int32(truncatingIfNeeded: numbers.count))
  }

  mutating func append(contentsOf other: DuplicateKeys) {
    let base = Int32(truncatingIfNeeded: numbers.count)
    sources += other.sources
    systems += other.systems
    names += other.names
    numbers += other.numbers
    numberEnds += other.numberEnds.lazy.map { $0 + base }
    ordinals += other.ordinals
  }
}

/// The hash of a name's parts as one, without the ordinal of an entry that goes on with another.
private struct NameHash {
  let mayContinue: Bool
  var hash = StableHash()
  var ordinal = 0

  init(mayContinue: Bool) { self.mayContinue = mayContinue }

  mutating func add(_ part: String) {
    if mayContinue, ordinal == 0, let found = part.entryOrdinal {
      ordinal = found.ordinal
      hash.combineFolded(found.name)
    } else {
      hash.combineFolded(part)
    }
  }
}

extension Number {
  /// A hash of what is dialled.
  var lineHash: UInt64 {
    var hash = StableHash()
    hash.combine(dialled)
    if !self.extension.isEmpty { hash.combine(self.extension) }
    return hash.value
  }
}

extension String {
  /// The name and the ordinal of an entry that goes on with another's numbers: `Anna Weber (2)`.
  var entryOrdinal: (name: String, ordinal: Int)? {
    guard utf8.last == UInt8(ascii: ")"), let open = utf8.lastIndex(of: UInt8(ascii: "(")), open > startIndex else {
      return nil
    }
    guard let ordinal = Int(self[index(after: open)...].dropLast()), (2...250).contains(ordinal) else { return nil }
    var name = self[..<open]
    while name.utf8.last == UInt8(ascii: " ") { name.removeLast() }
    return (String(name), ordinal)
  }
}
