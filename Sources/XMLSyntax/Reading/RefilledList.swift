/// A list that is filled and emptied again and again, in room that it keeps.
///
/// Arrays ask at every append whether somebody else holds them, several times for every element of a document. This one
/// belongs to what made it, which also gives the room back.
struct RefilledList<Entry: BitwiseCopyable> {
  private var room: UnsafeMutableBufferPointer<Entry>
  private(set) var count = 0

  init(capacity: Int) { room = .allocate(capacity: capacity) }

  func deallocate() { room.deallocate() }

  var entries: UnsafeBufferPointer<Entry> { UnsafeBufferPointer(rebasing: room[..<count]) }

  subscript(index: Int) -> Entry {
    get {
      precondition(index < count)
      return room[index]
    }
    set {
      precondition(index < count)
      room[index] = newValue
    }
  }

  mutating func append(_ entry: Entry) {
    if count == room.count { makeRoom(1) }
    room.baseAddress.map { ($0 + count).initialize(to: entry) }
    count += 1
  }

  mutating func append(contentsOf more: UnsafeBufferPointer<Entry>) {
    guard let start = more.baseAddress else { return }
    if room.count - count < more.count { makeRoom(more.count) }
    room.baseAddress.map { ($0 + count).update(from: start, count: more.count) }
    count += more.count
  }

  mutating func removeAll() { count = 0 }

  private mutating func makeRoom(_ more: Int) {
    let larger = UnsafeMutableBufferPointer<Entry>.allocate(capacity: max(count + more, room.count * 2))
    _ = larger.update(fromContentsOf: entries)
    room.deallocate()
    room = larger
  }
}
