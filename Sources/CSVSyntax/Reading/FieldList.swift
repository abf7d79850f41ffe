/// The fields of one record after the other, in memory that is reused.
///
/// A copy shares the memory.
struct FieldList {
  private final class Memory {
    let start: UnsafeMutablePointer<FieldSpan>

    init(capacity: Int) { start = .allocate(capacity: capacity) }

    deinit { start.deallocate() }
  }

  private var memory: Memory
  private var start: UnsafeMutablePointer<FieldSpan>
  private var capacity = 64
  private(set) var count = 0

  init() {
    memory = Memory(capacity: capacity)
    start = memory.start
  }

  @inline(__always) subscript(index: Int) -> FieldSpan {
    get {
      precondition(index >= 0 && index < count, "no such field")
      return start[index]
    }
    nonmutating set {
      precondition(index >= 0 && index < count, "no such field")
      start[index] = newValue
    }
  }

  @inline(__always) mutating func append(_ field: FieldSpan) {
    if count == capacity { grow() }
    start[count] = field
    count += 1
  }

  @inline(__always) mutating func removeAll() { count = 0 }

  mutating func replace(with fields: [FieldSpan]) {
    removeAll()
    for field in fields { append(field) }
  }

  var array: [FieldSpan] { Array(UnsafeBufferPointer(start: start, count: count)) }

  private mutating func grow() {
    let larger = Memory(capacity: capacity * 2)
    larger.start.update(from: start, count: count)
    memory = larger
    start = larger.start
    capacity *= 2
  }
}
