/// Reads the cells of a worksheet (ECMA-376, part 1, section 18.3).
struct WorksheetReader: MarkupHandler {
  private enum Kind { case number, shared, boolean, date, text }

  private let styles: CellStyles
  private let maximumRows: Int
  private var cells = SheetCells()
  private(set) var isDone = false
  private var wrongReference: String?
  private var isTooLarge = false

  private var row = 0
  private var isRowHidden = false
  /// Whether a row is open, and none of its cells.
  private var isRow = false
  private var column = -1
  private var kind = Kind.number
  private var style = 0
  private var isValue = false
  private var isInline = false
  private var hasFormula = false
  private var isPhonetic = false
  private var sharedIndex = 0
  private var hasIndex = false

  init(styles: CellStyles, maximumRows: Int) {
    self.styles = styles
    self.maximumRows = maximumRows
  }

  /// The cells.
  func finish() throws(WorkbookError) -> SheetCells {
    if cells.rows.count > SheetCells.rowCount { throw .tooLarge("a sheet has more than \(SheetCells.rowCount) rows") }
    if isTooLarge { throw .tooLarge("a sheet has more than \(Workbook.textLimit >> 20) MiB of text") }
    if let wrongReference { throw .damaged("a sheet has no place \"\(wrongReference)\"") }
    return cells
  }

  mutating func takeKnown(_ bytes: UnsafeRawBufferPointer) -> Int {
    guard isRow else { return 0 }
    var start = 0
    while let cell = PlainCell(bytes, from: start) {
      start = cell.end
      column = cell.column
      if cell.value.isEmpty { continue }
      let value = UnsafeRawBufferPointer(rebasing: bytes[cell.value])
      if cell.isShared {
        if let index = Self.integer(value) { cells.add(index, isShared: true, column: column) }
      } else {
        cells.texts.append(value)
        styles.write(&cells.texts, style: cell.style)
        cells.add(cells.texts.finish(), isShared: false, column: column)
      }
    }
    checkSize()
    return start
  }

  mutating func open(_ element: MarkupElement) {
    switch element.name {
    case "c": openCell(element)
    case "v": isValue = true
    case "row":
      row = element["r"].flatMap(Self.integer) ?? row + 1
      isRowHidden = element["hidden"].map(Self.isTrue) ?? false
      column = -1
      isRow = true
    case "f": hasFormula = true
    case "is": isInline = true
    case "t": isValue = isInline && !isPhonetic
    // How to read Japanese aloud, which is no part of the text.
    case "rPh": isPhonetic = true
    case "mergeCell": merge(element.string("ref"))
    case "col": hideColumns(element)
    default: break
    }
  }

  mutating func text(_ bytes: UnsafeRawBufferPointer) {
    guard isValue else { return }
    if kind != .shared { return cells.texts.append(bytes) }
    // The number of a shared text, which is nearly every cell, is no text of its own.
    for byte in bytes {
      sharedIndex = byte >= 0x30 && byte <= 0x39 && sharedIndex < 1 << 31 ? sharedIndex * 10 + Int(byte & 15) : .max
    }
    hasIndex = true
  }

  mutating func close(_ name: MarkupName) {
    switch name {
    case "c": closeCell()
    case "v", "t": isValue = false
    case "row":
      isRow = false
      cells.endRow(number: row, isHidden: isRowHidden)
      isDone = isDone || cells.rows.count >= maximumRows || cells.rows.count > SheetCells.rowCount
    case "is": isInline = false
    case "rPh": isPhonetic = false
    default: break
    }
  }

  private mutating func openCell(_ element: MarkupElement) {
    isRow = false
    column += 1
    if let place = element["r"] {
      guard let told = Self.column(place), told < SheetCells.columnCount else {
        return refuse(String(decoding: place.prefix(20), as: UTF8.self))
      }
      column = told
    } else if column >= SheetCells.columnCount {
      return refuse("\(column)")
    }
    kind = element["t"].map(Self.kind) ?? .number
    style = element["s"].flatMap(Self.integer) ?? 0
    hasFormula = false
    sharedIndex = 0
    hasIndex = false
  }

  private mutating func closeCell() {
    isRow = true
    if hasIndex {
      if sharedIndex < 1 << 31 { cells.add(sharedIndex, isShared: true, column: column) }
      return
    }
    guard !cells.texts.isEmpty else {
      if hasFormula { cells.formulasWithoutResult += 1 }
      return
    }
    switch kind {
    case .number: styles.write(&cells.texts, style: style)
    case .boolean: cells.texts.replace(with: cells.texts.withOpenText { $0.elementsEqual("0".utf8) } ? "FALSE" : "TRUE")
    case .date: cells.texts.shortenDate()
    case .text, .shared: cells.texts.unescapeOpenXML()
    }
    if !cells.texts.isEmpty { cells.add(cells.texts.finish(), isShared: false, column: column) }
    checkSize()
  }

  private mutating func checkSize() {
    if cells.texts.bytes.count > Workbook.textLimit { (isTooLarge, isDone) = (true, true) }
  }

  private mutating func refuse(_ reference: String) {
    wrongReference = reference
    isDone = true
  }

  private static func kind(_ type: UnsafeRawBufferPointer) -> Kind {
    switch type.first {
    case UInt8(ascii: "s"): type.count == 1 ? .shared : .text  // s, str
    case UInt8(ascii: "b"): .boolean
    case UInt8(ascii: "d"): .date
    case UInt8(ascii: "n"): .number
    default: .text  // inlineStr, e
    }
  }

  /// The column, from 0, of a place such as `AB12`; nil where none is named.
  private static func column(_ place: UnsafeRawBufferPointer) -> Int? {
    var column = 0
    for byte in place {
      guard (0x41...0x5A).contains(byte & 0xDF), byte >= 0x41 else { break }
      column = column * 26 + Int(byte & 0xDF) - 0x40
      if column > SheetCells.columnCount { return column }
    }
    return column > 0 ? column - 1 : nil
  }

  /// A whole number of at most nine digits; nil for anything else.
  private static func integer(_ text: UnsafeRawBufferPointer) -> Int? {
    guard (1...9).contains(text.count) else { return nil }
    var number = 0
    for byte in text {
      guard (0x30...0x39).contains(byte) else { return nil }
      number = number * 10 + Int(byte - 0x30)
    }
    return number
  }

  private static func isTrue(_ text: UnsafeRawBufferPointer) -> Bool {
    text.elementsEqual("1".utf8) || text.elementsEqual("true".utf8)
  }

  private mutating func merge(_ range: String) {
    let ends = range.split(separator: ":").map { end in
      var end = String(end)
      return end.withUTF8 { bytes in
        let bytes = UnsafeRawBufferPointer(bytes)
        let letters = bytes.prefix { $0 >= 0x41 }.count
        return (
          column: Self.column(bytes), row: Self.integer(UnsafeRawBufferPointer(rebasing: bytes[letters...]))
        )
      }
    }
    guard ends.count == 2, let column = ends[0].column, column == ends[1].column, let first = ends[0].row,
      let last = ends[1].row, first < last
    else { return }
    cells.merge(column: column, rows: first...last)
  }

  private mutating func hideColumns(_ element: MarkupElement) {
    guard element["hidden"].map(Self.isTrue) ?? false, let first = element["min"].flatMap(Self.integer),
      let last = element["max"].flatMap(Self.integer), first >= 1, first <= last
    else { return }
    cells.hiddenColumns.append(first - 1...last - 1)
  }
}
