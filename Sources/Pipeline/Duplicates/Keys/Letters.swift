/// The letters of several words, one after another, while a key is made; their room is kept for the next contact's.
struct Letters: Sendable {
  private var room = [UInt8](repeating: 0, count: 64)
  private var count = 0

  var isEmpty: Bool { count == 0 }

  mutating func removeAll() { count = 0 }

  mutating func append(_ word: UnsafeBufferPointer<UInt8>) {
    guard let letters = word.baseAddress else { return }
    if room.count - count < word.count { room += repeatElement(0, count: room.count + word.count) }
    room.withUnsafeMutableBufferPointer { room in
      if let start = room.baseAddress { (start + count).update(from: letters, count: word.count) }
    }
    count += word.count
  }

  func withLetters(_ body: (UnsafeBufferPointer<UInt8>) -> Void) {
    room.withUnsafeBufferPointer { body(UnsafeBufferPointer(rebasing: $0[..<count])) }
  }
}
