/// Finds the bytes that mean something to a table's structure, 64 at a time.
struct SignCursor {
  private let base: UnsafeRawPointer?
  private let count: Int
  private let delimiter: UInt8
  private let quote: UInt8
  private let escape: UInt8
  /// Where the 64 bytes start that `mask` is about; below zero where there are none yet.
  private var block = -64
  private var mask: UInt64 = 0

  init(_ text: UnsafeRawBufferPointer, dialect: CSVDialect) {
    base = text.baseAddress
    count = text.count
    delimiter = dialect.delimiter
    quote = dialect.quote ?? dialect.delimiter
    escape = dialect.escape == .backslash ? UInt8(ascii: "\\") : dialect.delimiter
  }

  /// The first delimiter, quotation mark, backslash (where it escapes) or control character at or after `start`; the
  /// text's end where there is none.
  @inline(__always) mutating func next(from start: Int) -> Int {
    var position = start
    while position < count {
      let home = position & ~63
      if home != block { load(home) }
      let rest = mask &>> UInt64(position & 63)
      if rest != 0 { return min(position + rest.trailingZeroBitCount, count) }
      position = home + 64
    }
    return count
  }

  @inline(__always) private mutating func load(_ home: Int) {
    block = home
    guard let base else { return }
    if home + 64 <= count {
      mask = ByteMask.signs(base + home, delimiter, quote, escape)
      return
    }
    mask = withUnsafeTemporaryAllocation(byteCount: 64, alignment: 64) { last in
      last.initializeMemory(as: UInt8.self, repeating: 0)
      last.copyBytes(from: UnsafeRawBufferPointer(start: base + home, count: count - home))
      return last.baseAddress.map { ByteMask.signs($0, delimiter, quote, escape) } ?? 0
    }
    mask &= 1 &<< UInt64(count - home) &- 1
  }
}
