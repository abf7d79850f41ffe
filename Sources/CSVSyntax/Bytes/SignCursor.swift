/// Finds the bytes that mean something to a table's structure, 64 at a time.
struct SignCursor {
  private let base: UnsafeRawPointer?
  private let count: Int
  private let delimiter: UInt64
  private let quote: UInt64
  private let escape: UInt64
  /// Where the 64 bytes start that `mask` is about; below zero where there are none yet.
  private var block = -64
  private var mask: UInt64 = 0

  init(_ text: UnsafeRawBufferPointer, dialect: CSVDialect) {
    base = text.baseAddress
    count = text.count
    delimiter = ByteMask.broadcast(dialect.delimiter)
    quote = ByteMask.broadcast(dialect.quote ?? dialect.delimiter)
    escape = ByteMask.broadcast(dialect.escape == .backslash ? UInt8(ascii: "\\") : dialect.delimiter)
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
    mask = 0
    guard let base else { return }
    if home + 64 <= count {
      for word in 0..<8 {
        let bytes = base.loadUnaligned(fromByteOffset: home + word * 8, as: UInt64.self)
        let signs =
          ByteMask.equal(bytes, delimiter) | ByteMask.equal(bytes, quote) | ByteMask.equal(bytes, escape)
          | ByteMask.control(bytes)
        mask |= ByteMask.gathered(signs) &<< UInt64(word * 8)
      }
      return
    }
    for offset in home..<count {
      let bytes = ByteMask.broadcast(base.load(fromByteOffset: offset, as: UInt8.self))
      let signs =
        ByteMask.equal(bytes, delimiter) | ByteMask.equal(bytes, quote) | ByteMask.equal(bytes, escape)
        | ByteMask.control(bytes)
      if signs != 0 { mask |= 1 &<< UInt64(offset & 63) }
    }
  }
}
