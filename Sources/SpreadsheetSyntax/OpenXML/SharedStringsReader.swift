/// Reads the texts that cells share (ECMA-376, part 1, section 18.4).
struct SharedStringsReader: MarkupHandler {
  private var texts = PackedTexts()
  private var isText = false
  private var isPhonetic = false
  private(set) var isDone = false

  /// The texts, in their order.
  func finish() throws(WorkbookError) -> PackedTexts {
    if isDone { throw .tooLarge("its shared texts have more than \(Workbook.textLimit >> 20) MiB") }
    return texts
  }

  mutating func open(_ element: MarkupElement) {
    switch element.name {
    case "t": isText = !isPhonetic
    // How to read Japanese aloud, which is no part of the text.
    case "rPh": isPhonetic = true
    default: break
    }
  }

  mutating func text(_ bytes: UnsafeRawBufferPointer) {
    if isText { texts.append(bytes) }
  }

  mutating func close(_ name: MarkupName) {
    switch name {
    case "t": isText = false
    case "rPh": isPhonetic = false
    case "si":
      texts.unescapeOpenXML()
      texts.finish()
      isDone = texts.bytes.count > Workbook.textLimit
    default: break
    }
  }
}

extension PackedTexts {
  /// Turns `_x000D_` in the text in the making into what it stands for: what XML cannot hold (ECMA-376, part 1, 22.9.2.19,
  /// ST_Xstring).
  mutating func unescapeOpenXML() {
    guard
      let text = withOpenText({ bytes -> String? in
        guard bytes.contains(UInt8(ascii: "_")) else { return nil }
        let text = String(decoding: bytes, as: UTF8.self)
        return text.contains("_x") ? text : nil
      })
    else { return }
    var result = ""
    var rest = text[...]
    while let found = rest.firstRange(of: "_x") {
      result += rest[..<found.lowerBound]
      let digits = rest[found.upperBound...].prefix(4)
      let end = digits.endIndex
      if digits.count == 4, end < rest.endIndex, rest[end] == "_", let code = UInt32(digits, radix: 16),
        let scalar = Unicode.Scalar(code), code != 0
      {
        result.unicodeScalars.append(scalar)
        rest = rest[rest.index(after: end)...]
      } else {
        result += "_x"
        rest = rest[found.upperBound...]
      }
    }
    replace(with: result + rest)
  }
}
