import Testing

@testable import Pipeline

/// No two contacts get one id.
@Suite struct ContactIDsTests {
  @Test func whoWishesAloneGetsIt() {
    var ids = ContactIDs(wishes: [[5, 5, 6], [9, 5]])
    #expect([5, 5, 6, 9, 5].map { ids.take($0) } == [5, 7, 6, 9, 8])
  }

  @Test func whatIsReservedIsNobodys() {
    var ids = ContactIDs(wishes: [[5, 8]])
    ids.reserve(5)
    ids.reserve("0000000000000006")
    ids.reserve("by hand")
    #expect([5, 8].map { ids.take($0) } == [7, 8])
  }

  /// Counting on from the first every time would take hours.
  @Test func aMillionOfOneWish() {
    var ids = ContactIDs(wishes: [Array(repeating: .max - 3, count: 1_000_000)])
    var given = Set<UInt64>()
    for _ in 0..<1_000_000 { given.insert(ids.take(.max - 3)) }
    #expect(given.count == 1_000_000)
  }

  @Test(arguments: 1...10 as ClosedRange<UInt64>) func repeatedOnes(_ seed: UInt64) {
    var random = SeededRandom(seed: seed)
    let ids = (0..<5_000).map { _ in UInt64.random(in: 0..<4_000, using: &random) << UInt64([0, 50][Int(seed) % 2]) }
    let counts = Dictionary(ids.map { ($0, 1) }, uniquingKeysWith: +)
    #expect(
      ContactIDs.repeated(in: [Array(ids[..<2_000]), Array(ids[2_000...])]) == Set(counts.filter { $0.value > 1 }.keys))
  }
}
