/// Numbers and e-mails that people of different names have: switchboards, families' lines, an office's fax.
struct SharedLines: Sendable {
  /// How many people are on a line, by its key with the owner mixed in.
  private var peopleByLine = NumberTable()
  /// Numbers of contacts that are new.
  private var new: [Duplicates.SharedNumber] = []
  /// The evidence in a line that nobody else has, in bits.
  let ownBits: Float
  private let logOfAll: Float

  /// A line, as it is found.
  struct Line: Sendable {
    /// ``SharedLines/key(_:of:)``.
    var key: UInt64
    var people: Int
    var isNumber: Bool
    /// The first contact that has it and is new.
    var new: UInt32?
  }

  init(contacts: Int) {
    logOfAll = Rarity.log2(Float(contacts) + 2_000)
    ownBits = min(18, logOfAll)
  }

  @inline(__always)
  static func key(_ line: UInt64, of owner: UInt32) -> UInt64 { owner == 0 ? line : owned(line, owner) }

  // Not inline, or the hash of every possible key is worked out before it is known which of them there are.
  @inline(never)
  private static func owned(_ line: UInt64, _ owner: UInt32) -> UInt64 { Hash.mix(line, UInt64(owner)) }

  mutating func insert(_ line: Line) {
    peopleByLine.insert(UInt32(clamping: line.people), for: line.key, replaces: true)
    if line.isNumber, let contact = line.new {
      new.append(Duplicates.SharedNumber(contact: Int(contact), people: line.people, key: line.key))
    }
  }

  /// Numbers of contacts that are new, in the order of these.
  var newNumbers: [Duplicates.SharedNumber] { new.sorted { ($0.contact, $0.key) < ($1.contact, $1.key) } }

  /// How many people are on `line`; nil where there is only one.
  func people(on line: UInt64, of owner: UInt32) -> UInt32? {
    peopleByLine.isEmpty ? nil : peopleByLine[Self.key(line, of: owner)]
  }

  /// The evidence in a line that so many people share.
  func bits(_ people: UInt32) -> Float { max(0, logOfAll - Rarity.log2(Float(people)) - 2) }

  var count: Int { peopleByLine.count }
}
