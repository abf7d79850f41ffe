extension [UInt8] {
  /// Appends text with references for what would be markup; returns how many characters were left out.
  ///
  /// Line ends in an attribute, and CR anywhere, are references, because a reader would make spaces or LF of them; so
  /// are the controls U+0080 to U+009F, because what claims to be Latin-1 is read as Windows-1252.
  mutating func appendEscaped(_ text: UnsafeBufferPointer<UInt8>, isAttribute: Bool) -> Int {
    let raw = UnsafeRawBufferPointer(text)
    var dropped = 0
    var start = 0
    var index = 0
    while index < raw.count {
      if index + 8 <= raw.count {
        let word = raw.loadUnaligned(fromByteOffset: index, as: UInt64.self)
        if !word.needsLook {
          index += 8
          continue
        }
      }
      let stop = Swift.min(raw.count, index + 8)
      while index < stop {
        let byte = raw[index]
        guard Self.isSpecial[Int(byte)] else {
          index += 1
          continue
        }
        let (reference, length) = Self.reference(for: raw, at: index, isAttribute: isAttribute)
        guard let reference else {
          index += length
          continue
        }
        append(contentsOf: text[start..<index])
        if reference.utf8CodeUnitCount == 0 { dropped += 1 }
        append(contentsOf: UnsafeBufferPointer(start: reference.utf8Start, count: reference.utf8CodeUnitCount))
        index += length
        start = index
      }
    }
    append(contentsOf: text[start..<raw.count])
    return dropped
  }

  /// Bytes that are, or may begin, something that is not written as it is.
  private static let isSpecial: [Bool] = (0...255).map {
    $0 < 0x20 || [0x22, 0x26, 0x3C, 0x3E, 0xC2, 0xEF].contains($0)
  }

  private static let c1: [StaticString] = [
    "&#128;", "&#129;", "&#130;", "&#131;", "&#132;", "&#133;", "&#134;", "&#135;", "&#136;", "&#137;", "&#138;",
    "&#139;", "&#140;", "&#141;", "&#142;", "&#143;", "&#144;", "&#145;", "&#146;", "&#147;", "&#148;", "&#149;",
    "&#150;", "&#151;", "&#152;", "&#153;", "&#154;", "&#155;", "&#156;", "&#157;", "&#158;", "&#159;",
  ]

  /// What stands for the character at `index`: nil for itself, empty for nothing; and how many bytes it has.
  private static func reference(
    for raw: UnsafeRawBufferPointer, at index: Int, isAttribute: Bool
  ) -> (StaticString?, Int) {
    switch raw[index] {
    case 0x26: return ("&amp;", 1)
    case 0x3C: return ("&lt;", 1)
    case 0x3E: return ("&gt;", 1)
    case 0x22: return (isAttribute ? "&quot;" : nil, 1)
    case 0x0A: return (isAttribute ? "&#10;" : nil, 1)
    case 0x09: return (isAttribute ? "&#9;" : nil, 1)
    case 0x0D: return ("&#13;", 1)
    case 0..<0x20: return ("", 1)
    case 0xC2 where index + 1 < raw.count && raw[index + 1] < 0xA0: return (c1[Int(raw[index + 1] & 0x1F)], 2)
    case 0xEF where index + 2 < raw.count && raw[index + 1] == 0xBF && raw[index + 2] >= 0xBE: return ("", 3)
    default: return (nil, 1)
    }
  }
}

extension UInt64 {
  /// Whether one of eight bytes of text may need a reference: a control character, a quote, `&`, `<`, `>`, or not ASCII.
  fileprivate var needsLook: Bool {
    hasHighBit || hasByte(below: 0x20) || hasByte(0x22) || hasByte(0x26) || hasByte(0x3C) || hasByte(0x3E)
  }
}
