/// Numbers by other ones, which are found in a few instructions: `Dictionary` takes a hundred for its hash.
struct NumberTable: Sendable {
  private var slots: [(key: UInt64, value: UInt32)]
  private(set) var count = 0

  /// The value of a free slot, which no key has.
  private static let none = UInt32.max

  /// Room for so many keys; there may be more.
  init(capacity: Int = 0) {
    var size = 16
    while Self.room(in: size) < capacity { size *= 2 }
    slots = Array(repeating: (0, Self.none), count: size)
  }

  var isEmpty: Bool { count == 0 }

  subscript(key: UInt64) -> UInt32? {
    let value = slots[slot(of: key)].value
    return value == Self.none ? nil : value
  }

  /// Gives a key a value, which is less than the greatest number.
  ///
  /// - Returns: the one that it had, which it keeps unless it is to be replaced; nil where it had none.
  @discardableResult
  mutating func insert(_ value: UInt32, for key: UInt64, replaces: Bool = false) -> UInt32? {
    let slot = slot(of: key)
    let known = slots[slot].value
    if known == Self.none || replaces { slots[slot] = (key, value) }
    if known != Self.none { return known }
    count += 1
    if count > Self.room(in: slots.count) { grow() }
    return nil
  }

  /// How many of so many slots are used at most.
  private static func room(in slots: Int) -> Int { slots / 3 * 2 }

  /// Where a key is, or would be.
  @inline(__always)
  private func slot(of key: UInt64) -> Int {
    let mask = slots.count - 1
    var slot = Int(truncatingIfNeeded: Hash.mix(key)) & mask
    while slots[slot].value != Self.none, slots[slot].key != key { slot = (slot + 1) & mask }
    return slot
  }

  private mutating func grow() {
    let old = slots
    slots = Array(repeating: (0, Self.none), count: 2 * old.count)
    for entry in old where entry.value != Self.none { slots[slot(of: entry.key)] = entry }
  }
}
