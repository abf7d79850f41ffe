/// Memory for what a card's properties become when they are unfolded and decoded: handed out in order, given back at once.
struct Arena: ~Copyable {
  private var blocks: [UnsafeMutableRawBufferPointer] = []
  private var used = 0
  /// Where the text that is being collected begins in the last block.
  private var start = 0

  private static let blockSize = 1 << 16

  init() {}

  deinit { for block in blocks { block.deallocate() } }

  /// Gives all memory back but the first block.
  mutating func reset() {
    while blocks.count > 1 || (blocks.first?.count ?? 0) > Self.blockSize { blocks.removeLast().deallocate() }
    used = 0
    start = 0
  }

  /// Begins to collect a text.
  mutating func begin() { start = used }

  /// How long the text is so far.
  var length: Int { used - start }

  /// Makes room for `count` more bytes of the text, and returns where they go.
  @inline(__always)
  mutating func reserve(_ count: Int) -> UnsafeMutablePointer<UInt8> {
    if blocks.isEmpty || blocks[blocks.count - 1].count - used < count { grow(count) }
    // A block is never empty, so it has an address.
    return blocks[blocks.count - 1].baseAddress.unsafelyUnwrapped.assumingMemoryBound(to: UInt8.self) + used
  }

  /// Takes `count` bytes that were written where ``reserve(_:)`` said.
  @inline(__always)
  mutating func commit(_ count: Int) { used += count }

  mutating func append(_ bytes: UnsafePointer<UInt8>, _ count: Int) {
    reserve(count).update(from: bytes, count: count)
    used += count
  }

  mutating func append(_ bytes: UnsafeRawBufferPointer) {
    if let base = bytes.baseAddress { append(base.assumingMemoryBound(to: UInt8.self), bytes.count) }
  }

  mutating func append(_ text: StaticString) { append(text.utf8Start, text.utf8CodeUnitCount) }

  mutating func append(_ byte: UInt8) {
    reserve(1).pointee = byte
    used += 1
  }

  /// Adds `text` without its control characters; those that feed lines and pages are spaces.
  mutating func appendWithoutControls(_ text: UnsafeRawBufferPointer) {
    for byte in text {
      if !byte.isControl { append(byte) } else if byte == 0x0B || byte == 0x0C { append(0x20) }
    }
  }

  /// Drops the text's last byte.
  mutating func dropLast() { if used > start { used -= 1 } }

  /// The text that was collected; it stays where it is until ``reset()``.
  mutating func finish() -> UnsafeRawBufferPointer {
    guard let block = blocks.last else { return UnsafeRawBufferPointer(start: nil, count: 0) }
    let text = UnsafeRawBufferPointer(rebasing: block[start..<used])
    start = used
    return text
  }

  /// Whether `text` is the last that was collected.
  func isLast(_ text: UnsafeRawBufferPointer) -> Bool {
    guard let block = blocks.last?.baseAddress, let start = text.baseAddress else { return false }
    return start >= block && start + text.count == block + used && start < block + used
  }

  /// Goes on collecting the last `count` bytes.
  mutating func reopen(_ count: Int) { start = used - count }

  /// Forgets the text that was being collected.
  mutating func discard() { used = start }

  private mutating func grow(_ count: Int) {
    let length = used - start
    let size = max(Self.blockSize, (length + count) * 2)
    let block = UnsafeMutableRawBufferPointer.allocate(byteCount: size, alignment: 16)
    if let old = blocks.last, length > 0 {
      block.copyMemory(from: UnsafeRawBufferPointer(rebasing: old[start..<used]))
      // Nobody else has a pointer into a block that holds nothing but the text being collected.
      if start == 0, blocks.count > 1 { blocks.removeLast().deallocate() }
    }
    blocks.append(block)
    start = 0
    used = length
  }
}
