/// Writes packed texts into room that is large enough for them.
struct Packer {
  /// The most bytes that a tag and the length of a text take.
  static let overhead = 11

  private let room: UnsafeMutableRawBufferPointer
  private(set) var count = 0

  init(_ room: UnsafeMutableRawBufferPointer) { self.room = room }

  /// What was written.
  var bytes: UnsafeRawBufferPointer { UnsafeRawBufferPointer(rebasing: room[..<count]) }

  mutating func pack(_ tag: UInt8) {
    room[count] = tag
    count += 1
  }

  /// Seven bits a byte, the lowest first; the top bit says that more follow.
  mutating func pack(length: Int) {
    var rest = length
    while rest > 0x7F {
      pack(UInt8(rest & 0x7F) | 0x80)
      rest >>= 7
    }
    pack(UInt8(rest))
  }

  mutating func pack(_ text: String) {
    var text = text
    text.withUTF8 { utf8 in
      pack(length: utf8.count)
      UnsafeMutableRawBufferPointer(rebasing: room[count...]).copyMemory(from: UnsafeRawBufferPointer(utf8))
      count += utf8.count
    }
  }

  mutating func pack(_ tag: UInt8, _ text: String) {
    pack(tag)
    pack(text)
  }
}
