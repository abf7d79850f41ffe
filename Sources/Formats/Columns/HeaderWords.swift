import CSVSyntax
import Contacts
import Synchronization

/// The titles that people give to columns of contacts: they tell the header of a table from records and from titles of
/// reports, wherever in a file it stands.
package final class HeaderWords: Sendable {
  private enum Kind { case name, reach, other }

  private let rules: [MappingRule]
  /// By title, what it is of; made when a line begins like a header.
  private let kinds = Mutex<[HeaderKey: Kind]?>(nil)
  /// Hashes of the titles as written, to pass over lines that begin otherwise without making a text of them.
  private let beginnings: HashTable

  init(_ format: Format?) {
    rules = format?.rules ?? []
    var beginnings = HashTable(capacity: rules.reduce(0) { $0 + 2 * (1 + $1.synonyms.count) })
    for rule in rules {
      rule.forEachPlace { place in
        let (hash, isASCII) = Self.hash(of: place.text)
        beginnings.insert(hash)
        if !isASCII { beginnings.insert(Self.hash(of: place.key.text).hash) }
      }
    }
    self.beginnings = beginnings
  }

  private func madeKinds() -> [HeaderKey: Kind] {
    kinds.withLock { known in
      if let known { return known }
      var kinds: [HeaderKey: Kind] = [:]
      for rule in rules { rule.forEachPlace { kinds[$0.key] = Self.kind(of: rule.meaning) } }
      known = kinds
      return kinds
    }
  }

  /// The table, cut where headers begin that its own reader takes for titles or records.
  func parted(_ table: CSVTable) -> CSVTable {
    let beginnings = beginnings
    return table.parted(byHeaders: isHeader) { beginnings.contains(Self.hash($0).hash) }
  }

  /// Whether two thirds of the cells are titles of contacts' columns, one of a name and one of a number or address among
  /// them, and no cell is one's value.
  private func isHeader(_ cells: [String]) -> Bool {
    let kinds = madeKinds()
    var counts: [Kind: Int] = [:]
    var filled = 0
    for cell in cells {
      let key = HeaderKey(cell)
      if key.text.isEmpty { continue }
      let digits = cell.utf8.count { (0x30...0x39).contains($0) }
      if digits > 4 || cell.utf8.contains(UInt8(ascii: "@")) { return false }
      filled += 1
      if let kind = kinds[key] { counts[kind, default: 0] += 1 }
    }
    guard counts[.name] != nil, counts[.reach] != nil else { return false }
    return counts.values.reduce(0, +) * 3 >= filled * 2
  }

  private static func kind(of meaning: Meaning) -> Kind {
    switch meaning {
    case .text(.display), .text(.given), .text(.family), .text(.organization): .name
    case .number, .email: .reach
    default: .other
    }
  }

  private static func hash(of text: String) -> (hash: UInt64, isASCII: Bool) {
    var text = text
    return text.withUTF8 { hash(UnsafeRawBufferPointer($0)) }
  }

  /// FNV-1 of the letters and digits; of ASCII without case.
  private static func hash(_ text: UnsafeRawBufferPointer) -> (hash: UInt64, isASCII: Bool) {
    var hash: UInt64 = 0xCBF2_9CE4_8422_2325
    var all: UInt8 = 0
    for byte in text {
      all |= byte
      let kept: UInt8
      switch byte {
      case 0x41...0x5A: kept = byte | 0x20
      case 0x61...0x7A, 0x30...0x39, 0x23, 0x2B, 0x80...: kept = byte
      default: continue
      }
      hash = hash &* 0x100_0000_01B3 ^ UInt64(kept)
    }
    return (hash, all < 0x80)
  }
}

/// Hashes, looked up without being hashed once more: of each line of a file one is.
private struct HashTable: Sendable {
  /// Each hash at or behind the place that its highest bits name; zero for none.
  private var slots: [UInt64]
  private let shift: UInt64

  init(capacity: Int) {
    let bits = 1 + max(1, capacity).bitWidth - max(1, capacity).leadingZeroBitCount
    slots = [UInt64](repeating: 0, count: 1 << bits)
    shift = UInt64(64 - bits)
  }

  mutating func insert(_ hash: UInt64) { slots[place(of: hash)] = hash }

  func contains(_ hash: UInt64) -> Bool { hash != 0 && slots[place(of: hash)] == hash }

  /// Where a hash is, or would be.
  private func place(of hash: UInt64) -> Int {
    var place = Int(truncatingIfNeeded: (hash &* 0x9E37_79B9_7F4A_7C15) &>> shift)
    while slots[place] != 0, slots[place] != hash { place = (place + 1) & (slots.count - 1) }
    return place
  }
}
