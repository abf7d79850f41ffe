/// Cuts text into records and fields.
///
/// It never fails: what breaks the rules is read as the writer most likely meant it. A quotation mark that is never
/// closed, or closed only by what opens a later field, ends with its line; a row that has another number of fields than
/// the table is read once more in other ways, of which the first that gives the right number is taken.
struct RecordScanner {
  let text: UnsafeRawBufferPointer
  let dialect: CSVDialect
  /// How many fields a row should have; 0 where that is not known yet.
  let columnCount: Int
  /// The fields of the record that was scanned last.
  private(set) var fields = FieldList()
  /// What was found in any of them.
  private(set) var traits: FieldSpan.Traits = []
  /// How many line ends the record has, its own included.
  private(set) var lineEnds = 0

  private let delimiter: UInt8
  private let quote: UInt8
  private var cursor: SignCursor

  init(_ text: UnsafeRawBufferPointer, dialect: CSVDialect, columnCount: Int) {
    self.text = text
    self.dialect = dialect
    self.columnCount = columnCount
    delimiter = dialect.delimiter
    // Where nothing quotes, no byte is compared with it: the delimiter is looked for first.
    quote = dialect.quote ?? dialect.delimiter
    cursor = SignCursor(text, dialect: dialect)
  }

  private static let lineFeed = UInt8(ascii: "\n")
  private static let carriageReturn = UInt8(ascii: "\r")
  private static let space = UInt8(ascii: " ")
  private static let backslash = UInt8(ascii: "\\")

  /// Reads the record that starts at `start` into ``fields``.
  ///
  /// - Returns: where the next record starts.
  mutating func scan(from start: Int) -> Int {
    let next = cut(from: start, limit: text.count)
    if traits.isDisjoint(with: .suspicious) { return next }
    if traits.contains(.openQuote) || traits.isSuperset(of: [.strayQuote, .lineEnd]) {
      let lineEnd = endOfLine(from: start)
      mend(from: start, limit: lineEnd)
      lineEnds = lineEnd < text.count ? 1 : 0
      return afterLineEnd(lineEnd)
    }
    if columnCount > 0, fields.count != columnCount {
      let ends = lineEnds
      mend(from: start, limit: next - lineEndLength(before: next, after: start))
      lineEnds = ends
    }
    return next
  }

  mutating func setField(_ index: Int, _ field: FieldSpan) { fields[index] = field }

  /// Where the line that `start` stands in ends.
  mutating func endOfLine(from start: Int) -> Int {
    var i = cursor.next(from: start)
    while i < text.count, !isLineEnd(byte(i)) { i = cursor.next(from: i + 1) }
    return i
  }

  /// Where the line after one that ends at `end` starts.
  @inline(__always) func afterLineEnd(_ end: Int) -> Int {
    guard end < text.count else { return text.count }
    let isPair = byte(end) == Self.carriageReturn && end + 1 < text.count && byte(end + 1) == Self.lineFeed
    return end + (isPair ? 2 : 1)
  }

  private func lineEndLength(before end: Int, after start: Int) -> Int {
    guard end > start, isLineEnd(byte(end - 1)) else { return 0 }
    return end - 1 > start && byte(end - 1) == Self.lineFeed && byte(end - 2) == Self.carriageReturn ? 2 : 1
  }

  /// Whether the record has no text at all.
  var isBlank: Bool {
    if fields.count == 1, columnCount != 1, fields[0].end - fields[0].start < 256 {
      guard !traits.contains(.quoted) else { return false }
      return text[fields[0].start..<fields[0].end].allSatisfy { $0 == Self.space || $0 == UInt8(ascii: "\t") }
    }
    guard fields[0].end == fields[0].start, !traits.contains(.quoted) else { return false }
    for index in 1..<max(1, fields.count) where fields[index].end > fields[index].start { return false }
    return true
  }

  @inline(__always) func isLineEnd(_ byte: UInt8) -> Bool { byte == Self.lineFeed || byte == Self.carriageReturn }

  @inline(__always) private func byte(_ index: Int) -> UInt8 { text[index] }

  // MARK: - Mending

  /// Reads one line of `start..<limit`, whose quotation marks or number of fields are not right, in the way that gives
  /// the right number of fields; as it stands where no way does.
  private mutating func mend(from start: Int, limit: Int) {
    _ = cut(from: start, limit: limit)
    guard columnCount > 0, fields.count != columnCount else { return }
    let asIs = (fields: fields.array, traits: traits)
    // 5" written as "5"": the second mark closes.
    _ = cut(from: start, limit: limit, closesEagerly: true)
    if isMended { return mark(fields.count - 1) }
    // A mark too many at a field's start.
    for index in asIs.fields.indices.prefix(64) where asIs.fields[index].traits.contains(.quoted) {
      _ = cut(from: start, limit: limit, literal: index)
      if isMended { return mark(index) }
    }
    fields.replace(with: asIs.fields)
    traits = asIs.traits
  }

  /// Makes sure that a mended record has a field to tell about.
  private mutating func mark(_ index: Int) {
    guard traits.isDisjoint(with: .suspicious) else { return }
    var field = fields[index]
    field.traits.insert(.strayQuote)
    fields[index] = field
    traits.insert(.strayQuote)
  }

  private var isMended: Bool { fields.count == columnCount && !traits.contains(.openQuote) }

  // MARK: - Cutting

  /// Cuts the record at `start`; the quotation mark that field `literal` starts with is text.
  private mutating func cut(from start: Int, limit: Int, literal: Int = -1, closesEagerly: Bool = false) -> Int {
    fields.removeAll()
    traits = []
    lineEnds = 0
    let skipsSpaces = dialect.skipsSpaces
    let quotes = dialect.quote != nil
    var i = start
    while true {
      if skipsSpaces, fields.count > 0 { while i < limit, byte(i) == Self.space { i += 1 } }
      let isQuoted = i < limit && byte(i) == quote && quotes && fields.count != literal
      if !isQuoted {
        // Nearly all fields end at the first sign.
        let end = cursor.next(from: i)
        if end < limit, byte(end) == delimiter {
          fields.append(FieldSpan(start: i, end: end, origin: i))
          i = end + 1
          continue
        }
      }
      var field = FieldSpan(start: i, end: i, origin: i)
      if isQuoted {
        i = cutQuoted(&field, limit: limit, closesEagerly: closesEagerly)
      } else {
        i = cutPlain(&field, limit: limit)
      }
      traits.formUnion(field.traits)
      fields.append(field)
      guard i < limit else { return limit }
      if byte(i) == delimiter {
        i += 1
        continue
      }
      lineEnds += 1
      return afterLineEnd(i)
    }
  }

  /// Cuts a field without quotation marks around it; returns where its delimiter or line end stands.
  @inline(__always) private mutating func cutPlain(_ field: inout FieldSpan, limit: Int) -> Int {
    var i = field.start
    while true {
      i = cursor.next(from: i)
      guard i < limit else {
        field.end = limit
        return limit
      }
      let sign = byte(i)
      if sign == delimiter || isLineEnd(sign) {
        field.end = i
        return i
      }
      if sign == quote {
        field.traits.insert(.strayQuote)
      } else if sign == 0 {
        field.traits.insert(.nul)
      } else if sign == Self.backslash, i + 1 < limit, !isLineEnd(byte(i + 1)) {
        field.traits.insert(.escaped)
        i += 1
      }
      i += 1
    }
  }

  /// Cuts a field that starts with a quotation mark; returns where its delimiter or line end stands.
  @inline(__always) private mutating func cutQuoted(
    _ field: inout FieldSpan, limit: Int, closesEagerly: Bool
  ) -> Int {
    let doubles = dialect.escape == .doubled
    field.start += 1
    field.traits.insert(.quoted)
    var i = field.start
    while true {
      i = cursor.next(from: i)
      guard i < limit else { break }
      let sign = byte(i)
      if sign == quote {
        if i + 1 < limit, byte(i + 1) == quote, doubles, !(closesEagerly && endsField(i + 2, limit: limit)) {
          field.traits.insert(.escaped)
          i += 2
          continue
        }
        if closesEagerly, i + 1 < limit, byte(i + 1) == quote { i += 1 }
        var after = i + 1
        if after < limit, byte(after) == Self.space, delimiter != Self.space {
          while after < limit, byte(after) == Self.space { after += 1 }
        }
        if endsField(after, limit: limit) {
          field.end = i
          return min(after, limit)
        }
        field.traits.insert(.strayQuote)
        if field.traits.contains(.lineEnd) { break }
      } else if isLineEnd(sign) {
        field.traits.insert(.lineEnd)
        if field.traits.contains(.strayQuote) { break }
        if sign == Self.lineFeed || i + 1 == limit || byte(i + 1) != Self.lineFeed { lineEnds += 1 }
      } else if sign == Self.backslash, !doubles {
        field.traits.insert(.escaped)
        i += 1
      } else if sign == 0 {
        field.traits.insert(.nul)
      }
      i += 1
    }
    field.traits.insert(.openQuote)
    field.end = min(i, limit)
    return limit
  }

  @inline(__always) private func endsField(_ index: Int, limit: Int) -> Bool {
    index >= limit || byte(index) == delimiter || isLineEnd(byte(index))
  }
}

extension FieldSpan.Traits {
  /// Quotation marks that are not right.
  static let suspicious: FieldSpan.Traits = [.strayQuote, .openQuote]
}
