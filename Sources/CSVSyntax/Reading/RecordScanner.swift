/// Cuts text into records and fields.
///
/// It never fails: what breaks the rules is read as the writer most likely meant it. A quotation mark that is never
/// closed, or closed only by what opens a later field, ends with its line; a row that has another number of fields than
/// the table is read once more with each quotation mark at a field's start taken as text.
struct RecordScanner {
  let text: UnsafeRawBufferPointer
  let dialect: CSVDialect
  /// How many fields a row should have; 0 where that is not known yet.
  let columnCount: Int
  var fields = ContiguousArray<FieldSpan>()

  init(_ text: UnsafeRawBufferPointer, dialect: CSVDialect, columnCount: Int) {
    self.text = text
    self.dialect = dialect
    self.columnCount = columnCount
  }

  private static let lineFeed = UInt8(ascii: "\n")
  private static let carriageReturn = UInt8(ascii: "\r")
  private static let space = UInt8(ascii: " ")
  private static let backslash = UInt8(ascii: "\\")

  /// Reads the record that starts at `start` into ``fields``.
  ///
  /// - Returns: where the next record starts.
  mutating func scan(from start: Int) -> Int {
    let next = cut(from: start, limit: text.count, literal: -1)
    var traits: FieldSpan.Traits = []
    for field in fields { traits.formUnion(field.traits) }
    let isSuspicious = !traits.isDisjoint(with: [.strayQuote, .openQuote])
    guard isSuspicious else { return next }
    if traits.contains(.lineEnd) || traits.contains(.openQuote) {
      let lineEnd = endOfLine(from: start)
      mend(from: start, limit: lineEnd)
      return afterLineEnd(lineEnd)
    }
    if columnCount > 0, fields.count != columnCount { mend(from: start, limit: endOfLine(from: start)) }
    return next
  }

  /// Where the line that `start` stands in ends.
  func endOfLine(from start: Int) -> Int {
    var i = start
    while i < text.count, !isLineEnd(text[i]) { i += 1 }
    return i
  }

  /// Where the line after one that ends at `end` starts.
  func afterLineEnd(_ end: Int) -> Int {
    guard end < text.count else { return end }
    return text[end] == Self.carriageReturn && end + 1 < text.count && text[end + 1] == Self.lineFeed
      ? end + 2 : end + 1
  }

  /// How many line ends there are in `start..<end`.
  func lineCount(from start: Int, to end: Int) -> Int {
    var count = 0
    for i in start..<end {
      if text[i] == Self.lineFeed || text[i] == Self.carriageReturn && !(i + 1 < end && text[i + 1] == Self.lineFeed) {
        count += 1
      }
    }
    return count
  }

  /// Whether the record has no text at all.
  var isBlank: Bool {
    guard fields.count == 1, let field = fields.first, !field.traits.contains(.quoted) else { return false }
    return text[field.start..<field.end].allSatisfy { $0 == Self.space || $0 == UInt8(ascii: "\t") }
  }

  @inline(__always) func isLineEnd(_ byte: UInt8) -> Bool {
    byte == Self.lineFeed || byte == Self.carriageReturn
  }

  /// Reads one line of `start..<limit` whose quotation marks are not right.
  private mutating func mend(from start: Int, limit: Int) {
    _ = cut(from: start, limit: limit, literal: -1)
    guard columnCount > 0, fields.count != columnCount else { return }
    let asIs = fields
    for index in asIs.indices where asIs[index].traits.contains(.quoted) {
      _ = cut(from: start, limit: limit, literal: index)
      if fields.count == columnCount, !fields.contains(where: { $0.traits.contains(.openQuote) }) {
        if let open = asIs.last, open.traits.contains(.openQuote) { fields[index].traits.insert(.openQuote) }
        return
      }
    }
    fields = asIs
  }

  /// Cuts the record at `start`; the quotation mark that field `literal` starts with is text.
  private mutating func cut(from start: Int, limit: Int, literal: Int) -> Int {
    fields.removeAll(keepingCapacity: true)
    let delimiter = dialect.delimiter
    let quote = dialect.quote ?? delimiter
    let escapes = dialect.escape == .backslash
    var i = start
    while true {
      if dialect.skipsSpaces, !fields.isEmpty { while i < limit, text[i] == Self.space { i += 1 } }
      var field = FieldSpan(start: i, end: i, origin: i)
      if i < limit, text[i] == quote, dialect.quote != nil, fields.count != literal {
        i = cutQuoted(&field, limit: limit, quote: quote)
      } else {
        while i < limit, text[i] != delimiter, !isLineEnd(text[i]) {
          if text[i] == quote { field.traits.insert(.strayQuote) }
          if text[i] == 0 { field.traits.insert(.nul) }
          if escapes, text[i] == Self.backslash, i + 1 < limit, !isLineEnd(text[i + 1]) {
            field.traits.insert(.escaped)
            i += 1
          }
          i += 1
        }
        field.end = i
      }
      fields.append(field)
      guard i < limit else { return i }
      if text[i] == delimiter {
        i += 1
        continue
      }
      return afterLineEnd(i)
    }
  }

  /// Cuts a field that starts with a quotation mark; returns where its delimiter or line end stands.
  private func cutQuoted(_ field: inout FieldSpan, limit: Int, quote: UInt8) -> Int {
    let escapes = dialect.escape == .backslash
    field.start += 1
    field.traits.insert(.quoted)
    var i = field.start
    while i < limit {
      let byte = text[i]
      if byte == quote {
        if i + 1 < limit, text[i + 1] == quote, !escapes {
          field.traits.insert(.escaped)
          i += 2
          continue
        }
        var after = i + 1
        while after < limit, text[after] == Self.space, dialect.delimiter != Self.space { after += 1 }
        if after >= limit || text[after] == dialect.delimiter || isLineEnd(text[after]) {
          field.end = i
          return after
        }
        field.traits.insert(.strayQuote)
        if field.traits.contains(.lineEnd) { break }
      } else if escapes, byte == Self.backslash, i + 1 < limit {
        field.traits.insert(.escaped)
        i += 1
      } else if isLineEnd(byte) {
        field.traits.insert(.lineEnd)
        if field.traits.contains(.strayQuote) { break }
      } else if byte == 0 {
        field.traits.insert(.nul)
      }
      i += 1
    }
    field.traits.insert(.openQuote)
    field.end = i
    return limit
  }
}
