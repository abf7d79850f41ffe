/// Writes packed texts into room of its own, which grows where it must.
struct Packer {
  private var room: UnsafeMutablePointer<UInt8>
  private var capacity = 1 << 10
  private var count = 0

  init() { room = .allocate(capacity: capacity) }

  /// What was written.
  var bytes: UnsafeBufferPointer<UInt8> { UnsafeBufferPointer(start: room, count: count) }

  func deallocate() { room.deallocate() }

  mutating func pack(_ tag: UInt8) {
    makeRoom(1)
    add(tag)
  }

  mutating func pack(length: Int) {
    makeRoom(Self.longestLength)
    add(length: length)
  }

  mutating func pack(_ text: String) {
    if text.isEmpty { return pack(0) }
    // All texts are contiguous where no other language's framework makes some.
    if text.utf8.withContiguousStorageIfAvailable({ pack($0) }) == nil {
      Array(text.utf8).withUnsafeBufferPointer { pack($0) }
    }
  }

  mutating func pack(_ tag: UInt8, _ text: String) {
    pack(tag)
    pack(text)
  }

  private mutating func pack(_ utf8: UnsafeBufferPointer<UInt8>) {
    makeRoom(Self.longestLength + utf8.count)
    add(length: utf8.count)
    if let start = utf8.baseAddress { (room + count).update(from: start, count: utf8.count) }
    count += utf8.count
  }

  private mutating func add(_ byte: UInt8) {
    room[count] = byte
    count += 1
  }

  /// Seven bits a byte, the lowest first; the top bit says that more follow.
  private mutating func add(length: Int) {
    var rest = length
    while rest > 0x7F {
      add(UInt8(rest & 0x7F) | 0x80)
      rest >>= 7
    }
    add(UInt8(rest))
  }

  private static var longestLength: Int { 10 }

  @inline(__always) private mutating func makeRoom(_ more: Int) {
    if capacity - count < more { grow(more) }
  }

  @inline(never) private mutating func grow(_ more: Int) {
    capacity = max(count + more, capacity * 2)
    let larger = UnsafeMutablePointer<UInt8>.allocate(capacity: capacity)
    larger.update(from: room, count: count)
    room.deallocate()
    room = larger
  }
}
