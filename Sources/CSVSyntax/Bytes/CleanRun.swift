/// A run of records that are what RFC 4180 has them be: as many fields as the table has columns, quotation marks only
/// around fields and written twice inside them, no NUL, one kind of line end, none blank or beyond the field limit.
///
/// Such a run is found without cutting it into fields, 64 bytes at a time, by bit masks alone; it can be copied as it
/// stands. Most tables are one such run from end to end.
struct CleanRun {
  /// Where the run ends: the start of the first record that is not clean, or of the first at or after the limit.
  private(set) var end: Int
  /// How many lines it has.
  private(set) var lines = 0
  /// How many records it has.
  private(set) var records = 0

  /// The run of `text` that starts at `start`, where a record does, and goes up to the first record at or after
  /// `limit`.
  init(_ text: UnsafeRawBufferPointer, from start: Int, limit: Int, shape: Shape) {
    end = start
    guard let base = text.baseAddress, start < limit else { return }
    var position = start
    /// All ones within a quoted field.
    var quoted: UInt64 = 0
    /// Whether the byte before the block lets a field start, and whether it closes a quoted one.
    var fieldStarts: UInt64 = 1
    var closes: UInt64 = 0
    var returned: UInt64 = 0
    var fields = 1
    var linesSeen = 0
    var isStart = true
    while position + 64 <= text.count, position - end <= CSVTable.fieldLimit {
      if isStart, shape.isHeader(text, at: position) { return }
      isStart = false
      let block = base + position
      let q = ByteMask.equal(block, shape.quote)
      let d = ByteMask.equal(block, shape.delimiter)
      let n = ByteMask.equal(block, UInt8(ascii: "\n"))
      let inside = ByteMask.prefixXor(q) ^ quoted
      let delimitersOut = d & ~inside
      let lineFeedsOut = n & ~inside
      var returnsOut: UInt64 = 0
      if ByteMask.control(block) & ~n & ~d != 0 {
        if ByteMask.equal(block, 0) != 0 { return }
        let r = ByteMask.equal(block, UInt8(ascii: "\r"))
        // A lone CR is a line end too, even in a quoted field: its lines are for the scanner to count.
        let follows = text.count > position + 64 && text[position + 64] == UInt8(ascii: "\n") ? UInt64(1) << 63 : 0
        if r & ~(n &>> 1 | follows) != 0 { return }
        returnsOut = r & ~inside
      }
      let opening = q & inside
      let closing = q & ~inside
      if opening & ~((delimitersOut | lineFeedsOut | closing) &<< 1 | fieldStarts) != 0 { return }
      if (closing &<< 1 | closes) & ~(delimitersOut | lineFeedsOut | returnsOut | opening) != 0 { return }
      let ends = shape.endsInCRLF ? returnsOut &<< 1 | returned : lineFeedsOut
      if ends != lineFeedsOut || !shape.endsInCRLF && returnsOut != 0 { return }
      // Each record that ends in this block.
      var rest = lineFeedsOut
      var counted: UInt64 = 0
      while rest != 0 {
        let bit = UInt64(rest.trailingZeroBitCount)
        let below = rest ^ (rest &- 1)
        fields += (delimitersOut & below & ~counted).nonzeroBitCount
        let next = position + Int(bit) + 1
        let length = next - 1 - end - (shape.endsInCRLF ? 1 : 0)
        if fields != shape.columnCount || length < shape.columnCount || length > CSVTable.fieldLimit { return }
        end = next
        records += 1
        linesSeen += (n & below & ~counted).nonzeroBitCount
        lines = linesSeen
        if next >= limit { return }
        if next < position + 64, shape.isHeader(text, at: next) { return }
        fields = 1
        counted |= below
        rest &= rest &- 1
      }
      fields += (delimitersOut & ~counted).nonzeroBitCount
      linesSeen += (n & ~counted).nonzeroBitCount
      isStart = end == position + 64
      quoted = UInt64(bitPattern: Int64(bitPattern: inside) &>> 63)
      fieldStarts = (delimitersOut | lineFeedsOut | closing) &>> 63
      closes = closing &>> 63
      returned = returnsOut &>> 63
      position += 64
    }
  }

  /// What the records of a run look like.
  struct Shape {
    let delimiter: UInt8
    let quote: UInt8
    let columnCount: Int
    let endsInCRLF: Bool
    /// How a repeated header would start; empty where the table has none.
    let headerStart: [UInt8]

    @inline(__always) func isHeader(_ text: UnsafeRawBufferPointer, at position: Int) -> Bool {
      guard let first = headerStart.first, position + 1 < text.count else { return false }
      let start = text[position] == quote ? position + 1 : position
      return text[start] == first && text[start...].starts(with: headerStart)
    }
  }
}
