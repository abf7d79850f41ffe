import TextEncoding
import ZipSyntax

/// What the styles of a workbook make of numbers: quantities, dates, or digits in a picture such as `0000 000000`.
struct CellStyles: Sendable {
  private var shapes: [NumberShape] = []
  private let is1904: Bool

  init(is1904: Bool) { self.is1904 = is1904 }

  init(_ file: FileBytes, _ archive: ZipArchive, _ part: ZipArchive.Entry, is1904: Bool) throws(WorkbookError) {
    self.is1904 = is1904
    var pictures: [Int: NumberShape] = [:]
    var isCellFormats = false
    var shapes: [NumberShape] = []
    try file.elements(of: part, in: archive) { element in
      switch element.name {
      case "numFmt":
        guard let id = Int(element.string("numFmtId")) else { return }
        pictures[id] = NumberShape(formatCode: element.string("formatCode"))
      case "cellXfs": isCellFormats = true
      case "cellStyles", "cellStyleXfs", "dxfs": isCellFormats = false
      case "xf":
        guard isCellFormats else { return }
        let id = Int(element.string("numFmtId")) ?? 0
        shapes.append(pictures[id] ?? NumberShape(builtIn: id))
      default: break
      }
    }
    self.shapes = shapes
  }

  /// Turns the number in the making into what somebody who looks at the cell reads.
  func write(_ texts: inout PackedTexts, style: Int) {
    let shape = shapes.indices.contains(style) ? shapes[style] : .plain
    if case .plain = shape, texts.withOpenText(CellNumber.isPlain) { return }
    let number = texts.withOpenText { CellNumber($0) }
    guard let number else { return }
    switch shape {
    case .plain: texts.replace(with: number.text)
    case .picture(let picture):
      texts.replace(with: number.digits.map(picture.text) ?? number.text)
    case .date, .time, .dateAndTime:
      texts.replace(with: SerialDate(number.value, is1904: is1904, shape: shape)?.text ?? number.text)
    }
  }
}

/// How a number is shown.
enum NumberShape: Hashable, Sendable {
  case plain, date, time, dateAndTime
  case picture(NumberPicture)

  /// The formats that every workbook has by number (ECMA-376, part 1, 18.8.30); those of 27 to 36 and 50 to 58 are dates
  /// of East Asia.
  init(builtIn id: Int) {
    self =
      switch id {
      case 14...17, 27...31, 34...36, 50...54, 57, 58: .date
      case 18...21, 32, 33, 45...47, 55, 56: .time
      case 22: .dateAndTime
      default: .plain
      }
  }

  /// The shape of a format's code, as `yyyy\-mm\-dd` or `[$-407]00000`.
  init(formatCode code: String) {
    if let picture = NumberPicture(code) {
      self = .picture(picture)
      return
    }
    let letters = Self.lettersOutsideTexts(code)
    // Hours beyond a day are a length of time, and no date.
    if letters.contains("[") || code == "General" {
      self = .plain
      return
    }
    let hasDate = letters.contains { "yd".contains($0) }
    let hasTime = letters.contains { "hs".contains($0) }
    self = hasDate ? hasTime ? .dateAndTime : .date : hasTime ? .time : letters.contains("m") ? .date : .plain
  }

  /// The letters of the first section that stand for something; `[` for an elapsed time.
  private static func lettersOutsideTexts(_ code: String) -> String {
    var letters = ""
    var rest = code[...]
    while let sign = rest.popFirst(), sign != ";" {
      switch sign {
      case "\"":
        rest = rest.drop { $0 != "\"" }
        _ = rest.popFirst()
      case "\\", "_", "*": _ = rest.popFirst()
      case "[":
        let inside = rest.prefix { $0 != "]" }
        if let first = inside.first, "hmsHMS".contains(first), inside.allSatisfy({ $0 == first }) { letters += "[" }
        rest = rest[inside.endIndex...].dropFirst()
      default: if sign.isLetter { letters += sign.lowercased() }
      }
    }
    return letters
  }
}
