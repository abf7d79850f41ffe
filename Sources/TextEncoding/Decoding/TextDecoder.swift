import Glibc

/// Collects decoded text in memory of its own that grows as needed.
struct TextDecoder: ~Copyable {
  private var memory: UnsafeMutableRawPointer
  private var capacity: Int
  private var count = 0
  private(set) var replacements = 0
  private(set) var firstReplacement: Int?

  init(capacity: Int) {
    self.capacity = max(capacity, 64)
    memory = Self.allocated(self.capacity)
  }

  deinit { free(memory) }

  mutating func decode(_ bytes: UnsafeRawBufferPointer, from encoding: String) throws(DecodingError) {
    guard let iconv = Iconv(from: encoding) else { throw .unknownEncoding(encoding) }
    let unit = EncodingFinding.unitLength(of: encoding)
    var input = bytes
    while !input.isEmpty {
      reserve(min(input.count * 2, 1 << 20) + 64)
      var output = UnsafeMutableRawBufferPointer(start: memory + count, count: capacity - count)
      let stop = iconv.convert(&input, to: &output)
      count = capacity - output.count
      if stop == .invalid || stop == .incomplete {
        replace()
        input = UnsafeRawBufferPointer(rebasing: input.dropFirst(unit))
        if stop == .incomplete { break }
      }
    }
  }

  mutating func replace() {
    reserve(3)
    if replacements == 0 { firstReplacement = count }
    replacements += 1
    for byte: UInt8 in [0xEF, 0xBF, 0xBD] {
      memory.storeBytes(of: byte, toByteOffset: count, as: UInt8.self)
      count += 1
    }
  }

  /// The text; the decoder is of no use afterwards.
  consuming func take() -> FileBytes {
    let result = FileBytes(owning: memory, count: count)
    discard self
    return result
  }

  private mutating func reserve(_ extra: Int) {
    guard capacity - count < extra else { return }
    capacity = max(capacity * 2, count + extra)
    guard let larger = realloc(memory, capacity) else { fatalError("out of memory") }
    memory = larger
  }

  private static func allocated(_ capacity: Int) -> UnsafeMutableRawPointer {
    guard let memory = malloc(capacity) else { fatalError("out of memory") }
    return memory
  }
}
