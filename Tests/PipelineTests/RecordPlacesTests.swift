import Contacts
import Testing

@testable import Pipeline

/// Where records stand is kept in few bytes, and comes back.
@Suite struct RecordPlacesTests {
  @Test(arguments: 1...20 as ClosedRange<UInt64>) func everyPlaceComesBack(_ seed: UInt64) {
    var random = SeededRandom(seed: seed)
    var place = RecordPlace(ordinal: 0, file: 0, line: 1)
    var expected: [RecordPlace] = []
    var places = RecordPlaces()
    for _ in 0..<Int.random(in: 1...300, using: &random) {
      expected.append(place)
      places.append(place)
      place.ordinal += Int.random(in: 0..<10, using: &random) > 0 ? 1 : Int32.random(in: 2...1_000, using: &random)
      if Int.random(in: 0..<5, using: &random) == 0 { place.file += Int32.random(in: 1...3, using: &random) }
      place.line =
        Int.random(in: 0..<10, using: &random) > 0 ? place.line + 12 : Int32.random(in: 0...200_000, using: &random)
    }
    let extremes = [(Int32.max, Int32.max, Int32.max), (0, 0, 0), (Int32.max, 0, 7), (.max, .max, 0)]
    for (ordinal, file, line) in extremes {
      expected.append(RecordPlace(ordinal: ordinal, file: file, line: line))
      places.append(RecordPlace(ordinal: ordinal, file: file, line: line))
    }
    #expect(expected.indices.map { places[$0] } == expected)
    #expect(places.count == expected.count)
  }

  @Test func recordsOfSeveralParts() {
    var records = RunRecords()
    for (input, part, count) in [(0, 0, 3), (0, 1, 0), (0, 2, 70), (1, 0, 2)] {
      var places = RecordPlaces()
      for ordinal in 0..<count {
        places.append(RecordPlace(ordinal: Int32(ordinal), file: 0, line: Int32(2 + ordinal)))
      }
      records.append(places, wishing: (0..<UInt64(count)).map { $0 }, input: input, part: part)
    }
    #expect(records.count == 75)
    #expect(records.inputs.map(\.records) == [0..<3, 3..<3, 3..<73, 73..<75])
    #expect((0..<75).map { Int(records.origin($0).part) } == [0, 0, 0] + Array(repeating: 2, count: 70) + [0, 0])
    #expect(records.origin(72).place == Place(line: 71))
    #expect(records.origin(74).place == Place(input: 1, line: 3))
    var some = RunRecords()
    for index in [1, 2, 4, 74] { some.append(records.origin(index), wishing: records.wish(index)) }
    #expect((0..<4).map { some.wish($0) } == [1, 2, 1, 1])
    #expect((0..<4).map { some.origin($0).place } == [1, 2, 4, 74].map { records.origin($0).place })
  }
}
