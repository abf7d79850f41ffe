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
    guard text.hasByte(where: { $0 == UInt8(ascii: ",") }) else { return nil }
    let halves = text.split(separator: ",", omittingEmptySubsequences: false).map { $0.trimmed() }
    guard halves.count == 2, !halves[0].isEmpty, !halves[1].isEmpty else { return nil }
    let words = halves[0].split(separator: " ").count
    let given = halves[1].split(separator: " ")
    guard words <= 3, given.count <= 3, !text.contains(where: { $0.isNumber || "&/@+".contains($0) }) else {
      return nil
    }
    if given.contains(where: { notGiven.contains($0.lowercased().filter(\.isLetter)) }) { return nil }
    return (halves[0], halves[1])
  }

  /// Words behind a comma that are no given names: generations, degrees, legal forms.
  private static let notGiven: Set<String> = [
    "jr", "sr", "ii", "iii", "iv", "phd", "md", "dds", "esq", "cpa", "mba", "ba", "bsc", "msc", "dipling", "inc", "ltd",
    "limited", "llc", "llp", "lp", "plc", "corp", "co", "company", "gmbh", "ag", "kg", "ohg", "ug", "ev", "sa", "sarl",
    "sas", "srl", "spa", "bv", "nv", "ab", "as", "oy", "pty", "lda", "ltda", "department", "dept", "office",
  ]
}
