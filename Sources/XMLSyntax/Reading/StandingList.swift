/// A list whose entries stay where they are while it grows: in blocks, each twice as long as the one before.
///
/// One thread may look up entries that it was told of while another appends.
final class StandingList<Entry> {
  private static var firstBlock: Int { 64 }
  private let blocks: UnsafeMutablePointer<UnsafeMutablePointer<Entry>?>
  /// How many entries there are; for the thread that appends.
  private(set) var count = 0

  init() {
    blocks = .allocate(capacity: Int.bitWidth)
    blocks.initialize(repeating: nil, count: Int.bitWidth)
  }

  deinit {
    for block in 0..<Int.bitWidth {
      guard let entries = blocks[block] else { break }
      entries.deinitialize(count: min(Self.firstBlock << block, count))
      count -= min(Self.firstBlock << block, count)
      entries.deallocate()
    }
    blocks.deallocate()
  }

  /// The entry that ``append(_:)`` gave the number `index`.
  subscript(index: Int) -> Entry {
    let (block, offset) = Self.place(of: index)
    guard let entries = blocks[block] else { preconditionFailure("there is no entry \(index)") }
    return entries[offset]
  }

  /// Adds an entry; its number, counted from 0.
  func append(_ entry: Entry) -> Int {
    let (block, offset) = Self.place(of: count)
    // A block that is there may be read now, and is not written again.
    if offset == 0 { blocks[block] = .allocate(capacity: Self.firstBlock << block) }
    blocks[block]?.advanced(by: offset).initialize(to: entry)
    defer { count += 1 }
    return count
  }

  /// Block k holds the numbers from 64·2ᵏ − 64 on.
  private static func place(of index: Int) -> (block: Int, offset: Int) {
    let position = index + firstBlock
    let block = position.bitWidth - 1 - position.leadingZeroBitCount - firstBlock.trailingZeroBitCount
    return (block, position - firstBlock << block)
  }
}
