/// Reads the cells of all sheets of a document's content.
struct OpenDocumentReader: MarkupHandler {
  private var sheets: [SheetCells] = []
  private(set) var isDone = false

  private var sheet = SheetCells()
  /// Names of styles of sheets that are hidden.
  private var hiddenStyles = Set<String>()
  private var style = ""
  /// How deep in tables: one within a cell is part of it.
  private var tables = 0
  /// How deep in what is no cell's text: comments, drawings, what was deleted.
  private var ignored = 0
  private var isFormula = false
  private var paragraphs = 0
  private var isParagraph = false

  /// The number of the row at hand, from 1, and how often it is there.
  private var row = 1
  private var rowRepeats = 1
  private var isRowHidden = false
  private var column = 0
  private var columnRepeats = 1
  private var columnOfColumns = 0
  private var isCell = false
  private var kind = CellKind.text
  private var value = ""

  private enum CellKind { case text, number, date, time, boolean }

  /// The sheets.
  func finish() throws(WorkbookError) -> [SheetCells] {
    if isDone { throw .tooLarge("a sheet has more than \(Workbook.textLimit >> 20) MiB of text") }
    return sheets
  }

  mutating func open(_ element: MarkupElement) {
    if ignored > 0 {
      ignored += 1
      return
    }
    switch element.name {
    case "table-cell", "covered-table-cell": openCell(element)
    case "p": openParagraph()
    case "table-row": openRow(element)
    case "s":
      if isParagraph { for _ in 0..<min(Self.number(element["c"]), 1_000) { sheet.texts.append(UInt8(ascii: " ")) } }
    case "tab": if isParagraph { sheet.texts.append(UInt8(ascii: "\t")) }
    case "line-break": if isParagraph { sheet.texts.append(UInt8(ascii: "\n")) }
    case "annotation", "tracked-changes", "shapes", "frame", "custom-shape", "ruby-text", "dde-links": ignored = 1
    case "table":
      tables += 1
      if tables > 1 { ignored = 1 } else { openSheet(element) }
    case "table-column": openColumn(element)
    case "style": style = element.string("name")
    case "table-properties": if element.string("display") == "false" { hiddenStyles.insert(style) }
    default: break
    }
  }

  mutating func text(_ bytes: UnsafeRawBufferPointer) {
    if isParagraph, ignored == 0 { sheet.texts.append(bytes) }
  }

  mutating func close(_ name: MarkupName) {
    if ignored > 0 {
      ignored -= 1
      if ignored == 0, tables > 1 { tables -= 1 }
      return
    }
    switch name {
    case "table-cell", "covered-table-cell": closeCell()
    case "p": isParagraph = false
    case "table-row": closeRow()
    case "table":
      tables -= 1
      sheets.append(sheet)
    default: break
    }
  }

  private mutating func openSheet(_ element: MarkupElement) {
    sheet = SheetCells()
    sheet.name = element.string("name")
    sheet.isHidden = hiddenStyles.contains(element.string("style-name"))
    row = 1
    columnOfColumns = 0
  }

  private mutating func openColumn(_ element: MarkupElement) {
    let count = Self.number(element["number-columns-repeated"])
    let last = min(columnOfColumns + count, SheetCells.columnCount)
    if Self.isHidden(element), columnOfColumns < last { sheet.hiddenColumns.append(columnOfColumns...last - 1) }
    columnOfColumns = last
  }

  private mutating func openRow(_ element: MarkupElement) {
    rowRepeats = Self.number(element["number-rows-repeated"])
    isRowHidden = Self.isHidden(element)
    column = 0
  }

  private mutating func openCell(_ element: MarkupElement) {
    isCell = true
    paragraphs = 0
    columnRepeats = 1
    isFormula = false
    kind = .text
    value = ""
    var rows = 1
    var columns = 1
    for attribute in element.attributes {
      switch attribute.name {
      case "value-type": kind = Self.kind(attribute.value)
      case "value", "date-value", "time-value", "boolean-value":
        value = String(decoding: attribute.value, as: UTF8.self)
      case "number-columns-repeated": columnRepeats = Self.number(attribute.value)
      case "number-rows-spanned": rows = Self.number(attribute.value)
      case "number-columns-spanned": columns = Self.number(attribute.value)
      case "formula": isFormula = true
      default: break
      }
    }
    if rows > 1, columns == 1 { sheet.merge(column: column, rows: row...row + rows - 1) }
  }

  /// What a type of a value means; a name that nobody knows is a text.
  private static func kind(_ type: UnsafeRawBufferPointer) -> CellKind {
    switch MarkupName(qualified: type) {
    case "float", "currency", "percentage": .number
    case "date": .date
    case "time": .time
    case "boolean": .boolean
    default: .text
    }
  }

  private mutating func openParagraph() {
    guard isCell else { return }
    if paragraphs > 0 { sheet.texts.append(UInt8(ascii: "\n")) }
    paragraphs += 1
    isParagraph = true
  }

  private mutating func closeCell() {
    isCell = false
    takeValue()
    defer { column = min(column + columnRepeats, SheetCells.columnCount) }
    if sheet.texts.isEmpty {
      if isFormula, kind == .number || value.isEmpty, kind != .text { sheet.formulasWithoutResult += 1 }
      return
    }
    let text = sheet.texts.finish()
    isDone = isDone || sheet.texts.bytes.count > Workbook.textLimit
    for place in column..<min(column + columnRepeats, SheetCells.columnCount) {
      sheet.add(text, isShared: false, column: place)
    }
  }

  /// What stands in the cell is its text; of a number, date or truth its value, which no format has shortened.
  private mutating func takeValue() {
    switch kind {
    case .text: break
    case .number:
      guard let number = value.withBytes(CellNumber.init), !showsDigits(of: number) else { return }
      sheet.texts.replace(with: number.text)
    case .date:
      sheet.texts.replace(with: value)
      sheet.texts.shortenDate()
    case .time: if let time = Self.clock(value) { sheet.texts.replace(with: time) }
    case .boolean: sheet.texts.replace(with: value == "true" ? "TRUE" : "FALSE")
    }
  }

  /// Whether the cell shows all digits of the number with zeros or a plus sign before them, as a telephone number.
  private func showsDigits(of number: CellNumber) -> Bool {
    guard let digits = number.digits else { return false }
    return sheet.texts.withOpenText { shown in
      guard let first = shown.first,
        first == UInt8(ascii: "0") || first == UInt8(ascii: "+") || first == UInt8(ascii: "(")
      else { return false }
      guard shown.allSatisfy({ $0 < 0x3A && $0 != UInt8(ascii: ".") && $0 != UInt8(ascii: ",") }) else { return false }
      return shown.filter { (0x30...0x39).contains($0) }.drop { $0 == 0x30 }.elementsEqual(digits.utf8)
    }
  }

  private mutating func closeRow() {
    // Only rows with cells are worth repeating; sheets end in a million of empty ones.
    let copies = sheet.isRowEmpty ? 0 : rowRepeats - 1
    sheet.endRow(number: row, isHidden: isRowHidden)
    isDone = isDone || copies > 0 && sheet.bytesOfLastRow > Workbook.textLimit / copies
    if !isDone {
      for copy in 0..<copies { sheet.repeatRow(number: row + copy + 1, isHidden: isRowHidden) }
    }
    row += rowRepeats
  }

  private static func isHidden(_ element: MarkupElement) -> Bool {
    ["collapse", "filter"].contains(element.string("visibility"))
  }

  /// A count; 1 where there is none, and at most 2³¹.
  private static func number(_ text: UnsafeRawBufferPointer?) -> Int {
    guard let text, let number = Int32(String(decoding: text, as: UTF8.self)) else { return 1 }
    return max(1, Int(number))
  }

  /// `10:30:00` of `PT10H30M00S`; nil for lengths of a day and more.
  private static func clock(_ duration: String) -> String? {
    guard duration.hasPrefix("PT") else { return nil }
    var parts: [String] = []
    var digits = ""
    for sign in duration.dropFirst(2) {
      if sign.isNumber {
        digits.append(sign)
      } else if sign == "." || sign == "," {
        break
      } else {
        parts.append(digits.count < 2 ? "0\(digits)" : digits)
        digits = ""
      }
    }
    if parts.count == 2 { parts.append(digits.count < 2 ? "0\(digits)" : digits) }
    guard parts.count == 3, let hours = Int(parts[0]), hours < 24 else { return nil }
    return parts.joined(separator: ":")
  }
}

extension String {
  fileprivate func withBytes<Result>(_ body: (UnsafeRawBufferPointer) -> Result) -> Result {
    var text = self
    return text.withUTF8 { body(UnsafeRawBufferPointer($0)) }
  }
}
