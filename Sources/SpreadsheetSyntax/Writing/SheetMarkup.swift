/// The XML of a worksheet in the making.
struct SheetMarkup {
  private(set) var bytes: [UInt8] = []

  /// The styles that the workbook has besides that of empty cells.
  enum Style: Int { case text = 1, header = 2 }

  mutating func raw(_ text: String) { bytes.append(contentsOf: text.utf8) }

  mutating func begin() {
    raw(WorkbookWriter.declaration)
    raw("<worksheet xmlns=\"\(WorkbookWriter.main)\"><sheetViews><sheetView workbookViewId=\"0\">")
    raw("<pane ySplit=\"1\" topLeftCell=\"A2\" activePane=\"bottomLeft\" state=\"frozen\"/></sheetView></sheetViews>")
    raw("<sheetFormatPr defaultColWidth=\"20\" defaultRowHeight=\"15\"/><sheetData>")
  }

  /// Adds a row; empty cells are left out.
  mutating func row(_ cells: [String], number: Int, style: Style) {
    raw("<row r=\"\(number)\">")
    for (column, text) in cells.enumerated() where !text.isEmpty {
      raw("<c r=\"")
      letters(of: column)
      raw("\(number)\" s=\"\(style.rawValue)\" t=\"inlineStr\"><is><t xml:space=\"preserve\">")
      escaped(text)
      raw("</t></is></c>")
    }
    raw("</row>")
  }

  mutating func end() { raw("</sheetData></worksheet>") }

  /// Adds a text; what XML cannot hold as `_x0000_` (ECMA-376, part 1, 22.9.2.19, ST_Xstring).
  mutating func escaped(_ text: String) {
    // Nearly all texts are plain.
    if text.utf8.allSatisfy({ $0 >= 0x20 && $0 < 0xEF && !"&<>\"_".utf8.contains($0) }) { return raw(text) }
    var rest = text.unicodeScalars[...]
    while let scalar = rest.popFirst() {
      switch scalar {
      case "&": raw("&amp;")
      case "<": raw("&lt;")
      case ">": raw("&gt;")
      case "\"": raw("&quot;")
      case "_": raw(Self.isEscape(rest) ? "_x005F_" : "_")
      case "\t", "\n": bytes.append(UInt8(truncatingIfNeeded: scalar.value))
      case "\u{0}"..."\u{1F}", "\u{FFFE}", "\u{FFFF}":
        let digits = String(scalar.value, radix: 16, uppercase: true)
        raw("_x\(String(repeating: "0", count: 4 - digits.count))\(digits)_")
      default: bytes.append(contentsOf: UTF8.encode(scalar) ?? UTF8.encodedReplacementCharacter)
      }
    }
  }

  /// Whether what follows an underscore would be read as a character in disguise.
  private static func isEscape(_ rest: Substring.UnicodeScalarView) -> Bool {
    let next = Array(rest.prefix(6))
    return next.count == 6 && next[0] == "x" && next[5] == "_" && next[1...4].allSatisfy(\.properties.isASCIIHexDigit)
  }

  private mutating func letters(of column: Int) {
    if column >= 26 { letters(of: column / 26 - 1) }
    bytes.append(UInt8(ascii: "A") + UInt8(column % 26))
  }
}
