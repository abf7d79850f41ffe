import Testing

@testable import Formats

@Suite struct CollationTests {
  @Test(arguments: [
    (
      "",
      [
        "", "3CX", "Abel Zorn", "Abelard", "Ångström", "Ott", "otto", "Ötto", "Öztürk", "Peña", "Straße", "Strassen",
        "von Berg", "Zander", "Ольга", "東",
      ]
    ),
    ("de", ["Oberg", "Öberg", "Obert", "Zander"]),
    ("sv", ["Oberg", "Zander", "Åberg", "Äberg", "Öberg"]),
    ("da", ["Zander", "Æbler", "Øst", "Åberg"]),
    ("es", ["Nuñez", "Nuz", "Ñandú", "Oro"]),
    ("cs", ["Cyril", "Hruška", "Chalupa", "Ivan"]),
    ("tr", ["Iğdır", "İzmir", "Jale"]),
    ("et", ["Saar", "Šmidt", "Zimm", "Tamm", "Õun"]),
  ])
  func ordersAsALanguageDoes(_ language: String, _ ordered: [String]) throws {
    let shuffled = Array(ordered.reversed())
    let order = try Collation(language: language).sorted(count: shuffled.count) { shuffled[$0] }
    #expect(order.map { shuffled[$0] } == ordered)
  }

  @Test func equalTextsStayInOrder() throws {
    #expect(try Collation().sorted(count: 4) { ["b", "a", "b", "a"][$0] } == [1, 3, 0, 2])
  }

  /// More than one part, and names longer than the room for keys.
  @Test func manyAndLongTexts() throws {
    let texts = (0..<9_000).map { String(repeating: "x", count: $0 % 700) + "\($0 * 7_919 % 9_000)" }
    let order = try Collation().sorted(count: texts.count) { texts[$0] }
    #expect(Set(order).count == texts.count)
    for (a, b) in zip(order, order.dropFirst()) where texts[a].count == texts[b].count {
      #expect(texts[a] <= texts[b])
    }
  }

  @Test func languagesOfRegions() {
    #expect(["SE", "DE", "BR", "JP", "ZZ"].map(Collation.language) == ["sv", "de", "pt", "ja", "en"])
  }

  @Test func noSuchLanguage() {
    #expect(throws: (any Error).self) { try Collation(language: "not a language") }
  }
}
