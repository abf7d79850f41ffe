/// Where a number is in a text, whether it looks like one, and what its digits are; no region is known yet.
struct WrittenNumber {
  let symbols: Symbols

  /// The part of the text that may be a number: from the first digit or plus sign to the last letter, digit or `#`,
  /// and no further than a second extension (`x302/x2303`). Empty where there is none.
  func possibleNumber() -> Range<Int> {
    guard let start = symbols.firstIndex(where: { Symbol.isPlus($0) || Symbol.isDigit($0) }) else { return 0..<0 }
    var end = symbols.count
    while end > start, !Symbol.isWord(symbols[end - 1]), symbols[end - 1] != UInt8(ascii: "#") { end -= 1 }
    for slash in start..<end where symbols[slash] == UInt8(ascii: "/") || symbols[slash] == UInt8(ascii: "\\") {
      var next = slash + 1
      while next < end, symbols[next] == UInt8(ascii: " ") { next += 1 }
      if next < end, symbols[next] == UInt8(ascii: "x") { return start..<slash }
    }
    return start..<end
  }

  /// Without an ISDN subaddress and what follows it. RFC 3966, section 5.1.3.
  func withoutSubaddress(_ range: Range<Int>) -> Range<Int> {
    guard let start = symbols.firstRange(of: ";isub=", in: range), start > range.lowerBound else { return range }
    return range.lowerBound..<start
  }

  /// Whether it is two digits; or plus signs, three digits with nothing but fillers between, and any digits, fillers
  /// and letters, with an extension or none.
  func isViable(_ range: Range<Int>) -> Bool {
    if range.count == 2 { return symbols[range].allSatisfy(Symbol.isDigit) }
    var (at, digits) = (range.lowerBound, 0)
    while at < range.upperBound, Symbol.isPlus(symbols[at]) { at += 1 }
    while at < range.upperBound, digits < 3 {
      if Symbol.isDigit(symbols[at]) { digits += 1 } else if !Symbol.isFiller(symbols[at]) { return false }
      at += 1
    }
    if digits < 3 { return false }
    let shortest = at
    while at < range.upperBound, Symbol.isBody(symbols[at]) { at += 1 }
    if at == range.upperBound { return true }
    var viable = false
    _ = ExtensionScan(symbols: symbols, range: range).starts { first, last in
      if first <= at && last >= shortest { viable = true }
    }
    return viable
  }

  /// What stands before the extension, and the extension's digits; nil where there is none.
  func extensionSplit(_ range: Range<Int>) -> (number: Range<Int>, digits: Range<Int>)? {
    var start = range.upperBound
    let digits = ExtensionScan(symbols: symbols, range: range).starts { first, _ in start = Swift.min(start, first) }
    guard let digits, start < range.upperBound, isViable(range.lowerBound..<start) else { return nil }
    return (range.lowerBound..<start, digits)
  }

  /// Writes the digits, and returns how many: those of any script, or, where there are three letters, ASCII's alone
  /// and the letters' keys.
  func normalise(_ range: Range<Int>, into digits: UnsafeMutablePointer<UInt8>) -> Int {
    var count = 0
    if symbols[range].count(where: Symbol.isLetter) >= 3 {
      for symbol in symbols[range] {
        guard let digit = symbol &- 0x30 < 10 ? symbol & 0xF : Symbol.key(symbol) else { continue }
        digits[count] = digit
        count += 1
      }
    } else {
      for symbol in symbols[range] where Symbol.isDigit(symbol) {
        digits[count] = Symbol.digit(symbol)
        count += 1
      }
    }
    return count
  }
}
