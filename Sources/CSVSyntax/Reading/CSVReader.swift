import TextEncoding

/// Reads the rows of one part of a table, one after the other.
///
/// ```swift
/// var reader = table.reader(part: 0)
/// while reader.next() { print(String(decoding: reader.field(0), as: UTF8.self)) }
/// ```
///
/// A reader is for one thread; several may read parts of one table at the same time. A copy shares the memory that
/// unescaped fields lie in: move on with one of them only.
public struct CSVReader {
  private let table: CSVTable
  private let end: Int
  private var scanner: RecordScanner
  private let scratch = Scratch()
  private var start: Int
  private var position: Int
  private var nextLine: Int

  /// The line that the row starts in, from 1.
  public private(set) var line = 0
  /// What is wrong with the row's fields.
  public private(set) var problems: [CSVProblem] = []
  /// How many rows without any text were passed over so far.
  public private(set) var blankRowsSkipped = 0

  init(_ table: CSVTable, from start: Int, to end: Int, line: Int) {
    self.table = table
    self.end = end
    self.start = start
    position = start
    nextLine = line
    scanner = RecordScanner(table.text.bytes, dialect: table.dialect, columnCount: table.columnCount)
  }

  /// How many fields the row has.
  public var fieldCount: Int { scanner.fields.count }

  /// Moves on to the next row; false where there is none.
  public mutating func next() -> Bool {
    while position < end {
      start = position
      line = nextLine
      position = scanner.scan(from: start)
      nextLine += scanner.lineCount(from: start, to: position)
      if scanner.isBlank {
        blankRowsSkipped += 1
        continue
      }
      scratch.clear()
      if !problems.isEmpty { problems.removeAll(keepingCapacity: true) }
      for index in scanner.fields.indices { care(for: index) }
      return true
    }
    return false
  }

  /// The text of field `index`, valid until the next ``next()``.
  public func field(_ index: Int) -> UnsafeRawBufferPointer {
    let field = scanner.fields[index]
    let memory = field.traits.contains(.inScratch) ? scratch.bytes : table.text.bytes
    return UnsafeRawBufferPointer(rebasing: memory[field.start..<field.end])
  }

  /// The column that field `index` starts at in its line, in bytes from 1.
  public func column(_ index: Int) -> Int {
    guard index < scanner.fields.count else { return 1 }
    let origin = scanner.fields[index].origin
    var lineStart = origin
    while lineStart > start, !scanner.isLineEnd(table.text.bytes[lineStart - 1]) { lineStart -= 1 }
    return origin - lineStart + 1
  }

  /// Tells the problems of field `index` and takes out of its text what is not meant.
  private mutating func care(for index: Int) {
    var field = scanner.fields[index]
    if field.end - field.start > CSVTable.fieldLimit {
      problems.append(CSVProblem(kind: .oversizedField, field: index))
      field.end = table.text.characterStart(atOrBefore: field.start + CSVTable.fieldLimit)
      scanner.fields[index] = field
    }
    guard !field.traits.isDisjoint(with: [.escaped, .strayQuote, .openQuote, .nul]) else { return }
    if field.traits.contains(.openQuote) {
      problems.append(CSVProblem(kind: .openQuote, field: index))
    } else if field.traits.contains(.strayQuote) {
      problems.append(CSVProblem(kind: .strayQuote, field: index))
    }
    if field.traits.contains(.nul) { problems.append(CSVProblem(kind: .nulByte, field: index)) }
    guard !field.traits.isDisjoint(with: [.escaped, .nul]) else { return }
    let text = UnsafeRawBufferPointer(rebasing: table.text.bytes[field.start..<field.end])
    field.start = scratch.count
    scratch.unescape(text, dialect: table.dialect, isQuoted: field.traits.contains(.quoted))
    field.end = scratch.count
    field.traits.insert(.inScratch)
    scanner.fields[index] = field
  }
}
