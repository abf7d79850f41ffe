import VCardSyntax

/// The properties of a card that have a group, by that: found in logarithmic time, however many there are.
struct PropertyGroups {
  private var entries: [(group: UnsafeRawBufferPointer, property: Int)] = []

  init() {}

  /// Takes up the properties that are wanted and have a group.
  mutating func reset(
    _ properties: UnsafeBufferPointer<VCardProperty>, where isWanted: (VCardProperty) -> Bool
  ) {
    if !entries.isEmpty { entries.removeAll(keepingCapacity: true) }
    for index in properties.indices where properties[index].hasGroup && isWanted(properties[index]) {
      entries.append((properties[index].group, index))
    }
    if entries.count > 1 { entries.sort { Self.precedes($0.group, $1.group, orEqual: $0.property < $1.property) } }
  }

  var isEmpty: Bool { entries.isEmpty }

  /// The first property of a group; nil where there is none.
  func first(in group: UnsafeRawBufferPointer) -> Int? {
    let index = start(of: group)
    return index < entries.count && entries[index].group.isSame(as: group) ? entries[index].property : nil
  }

  /// The properties of a group, in order.
  func properties(in group: UnsafeRawBufferPointer) -> [Int] {
    entries[start(of: group)...].prefix { $0.group.isSame(as: group) }.map(\.property)
  }

  /// Where the entries of a group begin.
  private func start(of group: UnsafeRawBufferPointer) -> Int {
    var (low, high) = (0, entries.count)
    while low < high {
      let middle = (low + high) / 2
      if Self.precedes(entries[middle].group, group, orEqual: false) { low = middle + 1 } else { high = middle }
    }
    return low
  }

  private static func precedes(
    _ a: UnsafeRawBufferPointer, _ b: UnsafeRawBufferPointer, orEqual isFirst: Bool
  ) -> Bool {
    if a.count != b.count { return a.count < b.count }
    for (one, other) in zip(a, b) where one != other { return one < other }
    return isFirst
  }
}
