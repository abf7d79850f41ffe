import Testing

@testable import Formats

@Suite struct CollationTests {
  @Test func lettersThenAccentsThenCase() {
    let ordered = [
      "", "3CX", "Abel Zorn", "Abelard", "Ångström", "Ott", "otto", "Ötto", "Öztürk", "Peña", "Straße", "Strassen",
      "von Berg", "Zander", "Ολγα", "Ольга", "東",
    ]
    let shuffled = Array(ordered.reversed())
    #expect(CollationKey.sorted(count: shuffled.count) { shuffled[$0] }.map { shuffled[$0] } == ordered)
  }

  @Test func equalTextsStayInOrder() {
    #expect(CollationKey.sorted(count: 4) { ["b", "a", "b", "a"][$0] } == [1, 3, 0, 2])
  }
}
