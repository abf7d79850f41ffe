import VCardSyntax

/// A card as texts, to compare with.
struct ReadCard: Equatable {
  var version: VCardVersion
  var line: Int
  var properties: [String]
  var problems: [String] = []

  /// All cards of a text, and what is wrong behind the last.
  static func all(
    in text: some Collection<UInt8>, fallback: String = "", limits: VCardReader.Limits = .init()
  ) -> (cards: [ReadCard], problems: [String]) {
    Array(text).withUnsafeBytes { bytes in
      var reader = VCardReader(bytes, fallback: fallback, limits: limits)
      var cards: [ReadCard] = []
      while reader.next() {
        cards.append(
          ReadCard(
            version: reader.version, line: reader.line,
            properties: reader.properties.filter { !$0.name.equals("VERSION") }.map(Self.text),
            problems: reader.problems.map(Self.text)))
      }
      return (cards, reader.problems.map(Self.text))
    }
  }

  static func properties(_ lines: String) -> [String] { card(lines).properties }

  /// The card whose lines stand between `BEGIN` and `END`.
  static func card(_ lines: String) -> ReadCard {
    let cards = all(in: "BEGIN:VCARD\n\(lines)\nEND:VCARD\n".utf8).cards
    return cards.count == 1 ? cards[0] : ReadCard(version: .v40, line: 0, properties: ["\(cards.count) cards"])
  }

  private static func text(_ property: VCardProperty) -> String {
    let value = String(decoding: property.value, as: UTF8.self)
    return String(decoding: property.head, as: UTF8.self) + ":" + value.replacing("\n", with: "⏎")
  }

  private static func text(_ problem: VCardProblem) -> String {
    "\(problem.line):\(problem.column) \(problem.kind.rawValue)"
  }
}
