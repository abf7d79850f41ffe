/// The ways to write an extension at the end of a number, read from the end.
///
/// There are six, and all end in digits and perhaps a `#`, so that whichever it is, the extension is the last run of
/// digits; what differs is where it may begin, which label it has, and how many digits it may have:
///
/// | way | most digits |
/// | --- | --- |
/// | `;ext=` | 20 |
/// | `ext`, `xtn`, `extensión`, `доб`, `anexo` … | 20 |
/// | `,,` or `;` | 15 |
/// | `x`, `#`, `~`, `int` | 9 |
/// | `,` | 9 |
/// | dashes or spaces before, and `#` after | 6 |
///
/// Between label and digits there may be a full stop or colon, then spaces, commas and dashes (a *gap*).
struct ExtensionScan {
  let symbols: Symbols
  let range: Range<Int>

  /// Calls `body` with first and last place at which an extension may begin, for each way to read one, and returns
  /// where the extension's digits are; nil where there are none that could be one.
  func starts(_ body: (_ first: Int, _ last: Int) -> Void) -> Range<Int>? {
    let low = range.lowerBound
    var end = range.upperBound
    let hash = end > low && symbols[end - 1] == UInt8(ascii: "#")
    if hash { end -= 1 }
    var start = end
    while start > low, Symbol.isDigit(symbols[start - 1]), end - start <= 20 { start -= 1 }
    let count = end - start
    guard 1...20 ~= count else { return nil }

    if !hash, start > low, symbols[start - 1] == UInt8(ascii: "="), ends("ext", at: start - 1), start - 5 >= low,
      symbols[start - 5] == UInt8(ascii: ";")
    {
      body(start - 5, start - 5)
    }
    if hash, count <= 6 {
      let first = back(from: start) { $0 == UInt8(ascii: "-") || $0 == UInt8(ascii: " ") }
      if first < start { body(first, start - 1) }
    }
    let gap = back(from: start) { Symbol.isGap($0) || $0 == UInt8(ascii: "-") }
    if count <= 15 { commas(in: gap..<start, most: count, body) }
    let stop = gap > low && isStop(symbols[gap - 1])
    let label = stop ? gap - 1 : gap
    if stop, count <= 15 { commas(before: label, most: count, body) }
    if count <= 15, label > low, symbols[label - 1] == UInt8(ascii: ";") {
      body(back(from: label - 1, while: Symbol.isSpace), label - 1)
    }
    if count <= 9, let first = ambiguousLabel(endingAt: label) { body(back(from: first, while: Symbol.isGap), first) }
    if let first = explicitLabel(endingAt: label) {
      body(back(from: first, while: Symbol.isGap), first)
      let isE = symbols[first] | 0x20 == UInt8(ascii: "e") || symbols[first] == Symbol.wideE
      if isE { body(first + 1, first + 1) }
    }
    return start..<end
  }

  /// Commas among a gap: two anywhere, or one for a shorter extension.
  private func commas(in gap: Range<Int>, most count: Int, _ body: (Int, Int) -> Void) {
    for place in gap where symbols[place] == UInt8(ascii: ",") {
      guard count <= 9 || (place + 1 < gap.upperBound && symbols[place + 1] == UInt8(ascii: ",")) else { continue }
      body(back(from: place, while: Symbol.isSpace), place)
      return
    }
  }

  /// Commas right before a full stop or colon.
  private func commas(before stop: Int, most count: Int, _ body: (Int, Int) -> Void) {
    let first = back(from: stop) { $0 == UInt8(ascii: ",") }
    if count <= 9, first < stop {
      body(back(from: first, while: Symbol.isSpace), first)
    } else if first <= stop - 2 {
      let place = stop - 2
      body(first == place ? back(from: place, while: Symbol.isSpace) : place, place)
    }
  }

  private func back(from place: Int, while belongs: (UInt8) -> Bool) -> Int {
    var place = place
    while place > range.lowerBound, belongs(symbols[place - 1]) { place -= 1 }
    return place
  }

  private func isStop(_ symbol: UInt8) -> Bool {
    symbol == UInt8(ascii: ".") || symbol == UInt8(ascii: ":") || symbol == Symbol.wideStop
  }

  /// Where a label begins that means nothing but an extension: `e?xt(ensi[oó])?n?`, its fullwidth form without
  /// `ensi…`, `доб` and `anexo`.
  private func explicitLabel(endingAt end: Int) -> Int? {
    let stem = end - (ends("n", at: end) ? 1 : 0)
    if ends("xt", at: stem) { return stem - (ends("ext", at: stem) ? 3 : 2) }
    let wideStem = end - (ends("n", at: end, of: .wide) ? 1 : 0)
    if ends("xt", at: wideStem, of: .wide) { return wideStem - (ends("ext", at: wideStem, of: .wide) ? 3 : 2) }
    if ends("dob", at: end, of: .cyrillic) { return end - 3 }
    if ends("anexo", at: end) { return end - 5 }
    guard let vowel = accentedO(endingAt: stem), ends("xtensi", at: vowel) else { return nil }
    return vowel - (ends("extensi", at: vowel) ? 7 : 6)
  }

  /// Where an o begins, with an acute accent or none.
  private func accentedO(endingAt end: Int) -> Int? {
    if ends("o", at: end) || (end > range.lowerBound && symbols[end - 1] == Symbol.acuteO) { return end - 1 }
    return end > range.lowerBound && symbols[end - 1] == Symbol.acute && ends("o", at: end - 1) ? end - 2 : nil
  }

  /// Where a label begins that may mean something else: `x`, `#`, `~`, `int`.
  private func ambiguousLabel(endingAt end: Int) -> Int? {
    guard end > range.lowerBound else { return nil }
    switch symbols[end - 1] {
    case UInt8(ascii: "x"), UInt8(ascii: "X"), Symbol.wideX, UInt8(ascii: "#"), Symbol.wideHash, UInt8(ascii: "~"),
      Symbol.wideTilde:
      return end - 1
    default: return ends("int", at: end) || ends("int", at: end, of: .wide) ? end - 3 : nil
    }
  }

  private enum Alphabet { case latin, wide, cyrillic }

  /// Whether a label ends at a place, whatever its case; Cyrillic is given as `dob`.
  private func ends(_ label: StaticString, at end: Int, of alphabet: Alphabet = .latin) -> Bool {
    let start = end - label.utf8CodeUnitCount
    guard start >= range.lowerBound else { return false }
    for offset in 0..<label.utf8CodeUnitCount {
      let symbol = symbols[start + offset]
      let letter =
        switch alphabet {
        case .latin: latin(symbol)
        case .wide: wide(symbol)
        case .cyrillic: cyrillic(symbol)
        }
      if letter != label.utf8Start[offset] { return false }
    }
    return true
  }

  private func latin(_ symbol: UInt8) -> UInt8 {
    switch symbol {
    case Symbol.longS: UInt8(ascii: "s")
    case Symbol.dotlessI, Symbol.dottedI: UInt8(ascii: "i")
    default: symbol | 0x20
    }
  }

  private func wide(_ symbol: UInt8) -> UInt8 {
    switch symbol {
    case Symbol.wideE: UInt8(ascii: "e")
    case Symbol.wideX: UInt8(ascii: "x")
    case Symbol.wideT: UInt8(ascii: "t")
    case Symbol.wideN: UInt8(ascii: "n")
    case Symbol.wideI: UInt8(ascii: "i")
    default: 0
    }
  }

  private func cyrillic(_ symbol: UInt8) -> UInt8 {
    switch symbol {
    case Symbol.cyrillicD: UInt8(ascii: "d")
    case Symbol.cyrillicO: UInt8(ascii: "o")
    case Symbol.cyrillicB: UInt8(ascii: "b")
    default: 0
    }
  }
}
