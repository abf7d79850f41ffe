import Contacts

extension Contact {
  /// Turns `Doe, John` round where one text holds the whole name.
  mutating func turnName(at place: Place, log: inout DiagnosticLog) {
    let whole: String
    switch (name.display.isEmpty, name.given.isEmpty, name.family.isEmpty) {
    case (false, true, true): whole = name.display
    case (true, false, true): whole = name.given
    case (true, true, false): whole = name.family
    default: return
    }
    guard let turned = Self.familyAndGiven(whole) else { return }
    log.add(.nameSwapped, at: place, example: whole)
    name.display = ""
    name.family = turned.family
    name.given = turned.given
  }

  /// The parts of `Doe, John`; nil where the comma means something else: `Smith, Jr.`, `Weber, Sohn & Co.`.
  private static func familyAndGiven(_ text: String) -> (family: String, given: String)? {
    guard text.hasByte(UInt8(ascii: ",")) else { return nil }
    let halves = text.utf8.split(separator: UInt8(ascii: ","), omittingEmptySubsequences: false)
      .map { Substring($0).trimmingBlanks() }
    guard halves.count == 2, !halves[0].isEmpty, !halves[1].isEmpty else { return nil }
    let words = halves[0].utf8.split(separator: UInt8(ascii: " ")).count
    let given = halves[1].utf8.split(separator: UInt8(ascii: " ")).map { Substring($0) }
    guard words <= 3, given.count <= 3, !text.unicodeScalars.contains(where: isOfNoName) else { return nil }
    if given.contains(where: { notGiven.contains(letters(of: $0)) }) { return nil }
    return (String(halves[0]), String(halves[1]))
  }

  /// The letters of a word, small.
  private static func letters(of word: Substring) -> String {
    guard word.utf8.allSatisfy({ $0 < 0x80 }) else { return word.lowercased().filter(\.isLetter) }
    return String(decoding: word.utf8.map { $0 | 0x20 }.filter { 0x61...0x7A ~= $0 }, as: UTF8.self)
  }

  /// Digits of any script, and signs that names have not.
  private static func isOfNoName(_ sign: Unicode.Scalar) -> Bool {
    switch sign {
    case "&", "/", "@", "+", "0"..."9": true
    case "\u{0}"..."\u{7F}": false
    default: sign.properties.numericType != nil
    }
  }

  /// Words behind a comma that are no given names: generations, degrees, legal forms.
  private static let notGiven: Set<String> = [
    "jr", "sr", "ii", "iii", "iv", "phd", "md", "dds", "esq", "cpa", "mba", "ba", "bsc", "msc", "dipling", "inc", "ltd",
    "limited", "llc", "llp", "lp", "plc", "corp", "co", "company", "gmbh", "ag", "kg", "ohg", "ug", "ev", "sa", "sarl",
    "sas", "srl", "spa", "bv", "nv", "ab", "as", "oy", "pty", "lda", "ltda", "department", "dept", "office",
  ]
}

extension Substring {
  /// The text without spaces at its ends.
  fileprivate func trimmingBlanks() -> Substring {
    var rest = utf8
    while rest.first == UInt8(ascii: " ") { rest.removeFirst() }
    while rest.last == UInt8(ascii: " ") { rest.removeLast() }
    return Substring(rest)
  }
}
