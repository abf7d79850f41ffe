import TextEncoding

/// Reads the rows of one part of a table, one after the other.
///
/// ```swift
/// var reader = table.reader(part: 0)
/// while reader.next() { print(String(decoding: reader.field(0), as: UTF8.self)) }
/// ```
///
/// A reader is for one thread; several may read parts of one table at the same time.
public struct CSVReader: ~Copyable {
  private let file: FileBytes
  private let titles: [[UInt8]]
  private let text: UnsafeRawBufferPointer
  private var scanner: RecordScanner
  private let scratch = Scratch()
  private var usesScratch = false
  private var start: Int
  private var nextLine: Int
  /// Where the next record starts, and where the part ends.
  private(set) var position: Int
  let end: Int

  /// The line that the row starts in, from 1.
  public private(set) var line = 0
  /// What is wrong with the row's fields.
  public private(set) var problems: [CSVProblem] = []
  /// How many rows without any text were passed over so far.
  public private(set) var blankRowsSkipped = 0
  /// How many rows that repeat the header were passed over so far.
  public private(set) var headersSkipped = 0

  init(_ table: CSVTable, part: TablePart) {
    file = table.text
    titles = table.shape.titles
    text = table.text.bytes
    start = part.start
    position = part.start
    end = part.end
    nextLine = part.line
    scanner = RecordScanner(text, dialect: table.dialect, columnCount: table.columnCount)
  }

  /// How many fields the row has.
  public var fieldCount: Int { scanner.fields.count }

  /// Moves on to the next row; false where there is none.
  public mutating func next() -> Bool {
    if !problems.isEmpty { problems.removeAll(keepingCapacity: true) }
    if usesScratch { scratch.clear() }
    usesScratch = false
    while position < end {
      start = position
      line = nextLine
      position = scanner.scan(from: start)
      nextLine += scanner.lineEnds
      switch scanner.role(titles: titles) {
      case .blank: blankRowsSkipped += 1
      case .header: headersSkipped += 1
      case .record, .otherTable:
        if !scanner.traits.isDisjoint(with: .needsCare) || position - start > CSVTable.fieldLimit {
          for index in 0..<scanner.fields.count { care(for: index) }
        }
        return true
      }
    }
    return false
  }

  /// Passes over records that need not be read.
  mutating func skip(_ run: CleanRun) {
    position = run.end
    nextLine += run.lines
  }

  /// The text of field `index`, valid until the next ``next()``.
  @inline(__always) public func field(_ index: Int) -> UnsafeRawBufferPointer {
    let field = scanner.fields[index]
    let memory = field.traits.contains(.inScratch) ? scratch.bytes : text
    return UnsafeRawBufferPointer(start: memory.baseAddress.map { $0 + field.start }, count: field.end - field.start)
  }

  /// The text of field `index`; empty where the row has no such field.
  public func text(_ index: Int) -> String {
    guard index < fieldCount else { return "" }
    let bytes = field(index)
    if bytes.isEmpty { return "" }
    guard bytes.count <= Self.shortText else { return String(decoding: bytes, as: UTF8.self) }
    return String(unsafeUninitializedCapacity: bytes.count) { room in
      _ = room.initialize(from: bytes)
      return bytes.count
    }
  }

  /// Texts of so many bytes lie in the `String` itself, and are fastest made there.
  private static let shortText = 15

  /// The column that field `index` starts at in its line, in bytes from 1.
  public func column(_ index: Int) -> Int {
    guard index < scanner.fields.count else { return 1 }
    let origin = scanner.fields[index].origin
    var lineStart = origin
    while lineStart > start, !scanner.isLineEnd(text[lineStart - 1]) { lineStart -= 1 }
    return origin - lineStart + 1
  }

  /// Tells the problems of field `index` and takes out of its text what is not meant.
  private mutating func care(for index: Int) {
    var field = scanner.fields[index]
    if field.end - field.start > CSVTable.fieldLimit {
      problems.append(CSVProblem(kind: .oversizedField, field: index))
      field.end = file.characterStart(atOrBefore: field.start + CSVTable.fieldLimit)
      scanner.setField(index, field)
    }
    guard !field.traits.isDisjoint(with: .needsCare) else { return }
    if field.traits.contains(.openQuote) {
      problems.append(CSVProblem(kind: .openQuote, field: index))
    } else if field.traits.contains(.strayQuote) {
      problems.append(CSVProblem(kind: .strayQuote, field: index))
    }
    if field.traits.contains(.nul) { problems.append(CSVProblem(kind: .nulByte, field: index)) }
    guard !field.traits.isDisjoint(with: [.escaped, .nul]) else { return }
    usesScratch = true
    let start = scratch.count
    scratch.unescape(
      UnsafeRawBufferPointer(rebasing: text[field.start..<field.end]), dialect: scanner.dialect,
      isQuoted: field.traits.contains(.quoted))
    field.start = start
    field.end = scratch.count
    field.traits.insert(.inScratch)
    scanner.setField(index, field)
  }
}

extension FieldSpan.Traits {
  fileprivate static let needsCare: FieldSpan.Traits = [.escaped, .strayQuote, .openQuote, .nul]
}
