/// Bytes that are being written, in memory that grows.
struct WrittenBytes: ~Copyable {
  private var start = UnsafeMutablePointer<UInt8>.allocate(capacity: 1 << 10)
  private var capacity = 1 << 10
  private(set) var count = 0

  init() {}

  deinit { start.deallocate() }

  subscript(index: Int) -> UInt8 { start[index] }

  /// The bytes from an offset on, until the next change.
  func bytes(from offset: Int) -> UnsafeRawBufferPointer {
    UnsafeRawBufferPointer(start: start + offset, count: count - offset)
  }

  /// Makes room for `more` bytes, and returns where they go.
  @inline(__always)
  mutating func reserve(_ more: Int) -> UnsafeMutablePointer<UInt8> {
    if capacity - count < more { grow(more) }
    return start + count
  }

  /// Takes `more` bytes that were written where ``reserve(_:)`` said.
  @inline(__always)
  mutating func commit(_ more: Int) { count += more }

  @inline(__always)
  mutating func append(_ byte: UInt8) {
    reserve(1).pointee = byte
    count += 1
  }

  @inline(__always)
  mutating func append(_ bytes: UnsafeRawBufferPointer) {
    guard let base = bytes.baseAddress else { return }
    reserve(bytes.count).update(from: base.assumingMemoryBound(to: UInt8.self), count: bytes.count)
    count += bytes.count
  }

  mutating func append(contentsOf bytes: some Sequence<UInt8>) {
    let isDone: Void? = bytes.withContiguousStorageIfAvailable { append(UnsafeRawBufferPointer($0)) }
    if isDone == nil { for byte in bytes { append(byte) } }
  }

  mutating func append(_ text: StaticString) {
    append(UnsafeRawBufferPointer(start: text.utf8Start, count: text.utf8CodeUnitCount))
  }

  mutating func removeLast(_ less: Int) { count -= less }

  /// All of them; none are left.
  mutating func take() -> [UInt8] {
    defer { count = 0 }
    return Array(bytes(from: 0))
  }

  @inline(never)
  private mutating func grow(_ more: Int) {
    capacity = max(capacity * 2, count + more)
    let larger = UnsafeMutablePointer<UInt8>.allocate(capacity: capacity)
    larger.update(from: start, count: count)
    start.deallocate()
    start = larger
  }
}
