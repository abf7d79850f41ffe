/// Writes packed texts into room of its own, which grows where it must.
struct Packer {
  private var room = UnsafeMutableRawBufferPointer.allocate(byteCount: 1 << 10, alignment: 1)
  private var count = 0

  /// What was written.
  var bytes: UnsafeRawBufferPointer { UnsafeRawBufferPointer(rebasing: room[..<count]) }

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
    // A text of this language is contiguous, but for those that other languages' frameworks made.
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
    UnsafeMutableRawBufferPointer(rebasing: room[count...]).copyMemory(from: UnsafeRawBufferPointer(utf8))
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

  private mutating func makeRoom(_ more: Int) {
    if room.count - count >= more { return }
    let larger = UnsafeMutableRawBufferPointer.allocate(byteCount: max(count + more, room.count * 2), alignment: 1)
    larger.copyMemory(from: bytes)
    room.deallocate()
    room = larger
  }
}
