/// Where a record stands in a part of an input: its ordinal among the records of the part, its file and its line.
struct RecordPlace: Hashable, Sendable {
  var ordinal: Int32
  var file: Int32
  var line: Int32
}

/// Where records of a part stand, in about two bytes each: how far each is from the one before.
struct RecordPlaces: Sendable {
  private var bytes: [UInt8] = []
  /// Of every 64th, where its bytes begin and the place before it.
  private var marks: [(start: Int, before: RecordPlace)] = []
  private var last = RecordPlace(ordinal: -1, file: 0, line: 0)
  private(set) var count = 0

  private static let marked = 64
  /// What the lowest bits of a place's first number say follows it.
  private static let (ordinalFollows, fileFollows): (UInt64, UInt64) = (1, 2)

  mutating func append(_ place: RecordPlace) {
    if count % Self.marked == 0 { marks.append((bytes.count, last)) }
    let steps = Int64(place.ordinal) - Int64(last.ordinal) - 1
    let files = Int64(place.file) - Int64(last.file)
    let lines = Int64(place.line) - (files == 0 ? Int64(last.line) : 0)
    append(lines.folded << 2 | (steps == 0 ? 0 : Self.ordinalFollows) | (files == 0 ? 0 : Self.fileFollows))
    if steps != 0 { append(steps.folded) }
    if files != 0 { append(files.folded) }
    last = place
    count += 1
  }

  /// - Complexity: O(1), reading up to 64 places.
  subscript(index: Int) -> RecordPlace {
    let mark = marks[index / Self.marked]
    var (place, position) = (mark.before, mark.start)
    for _ in 0...(index % Self.marked) { advance(&place, &position) }
    return place
  }

  private func advance(_ place: inout RecordPlace, _ position: inout Int) {
    let first = number(&position)
    let steps = first & Self.ordinalFollows == 0 ? 0 : Int64(unfolding: number(&position))
    let files = first & Self.fileFollows == 0 ? 0 : Int64(unfolding: number(&position))
    let line = Int64(unfolding: first >> 2) + (files == 0 ? Int64(place.line) : 0)
    place = RecordPlace(
      ordinal: Int32(truncatingIfNeeded: Int64(place.ordinal) + steps + 1),
      file: Int32(truncatingIfNeeded: Int64(place.file) + files), line: Int32(truncatingIfNeeded: line))
  }

  /// Seven bits a byte, the lowest first; the top bit says that more follow.
  private mutating func append(_ number: UInt64) {
    var rest = number
    while rest > 0x7F {
      bytes.append(UInt8(rest & 0x7F) | 0x80)
      rest >>= 7
    }
    bytes.append(UInt8(rest))
  }

  private func number(_ position: inout Int) -> UInt64 {
    var (result, shift): (UInt64, UInt64) = (0, 0)
    while true {
      let byte = bytes[position]
      position += 1
      result |= UInt64(byte & 0x7F) << shift
      if byte < 0x80 { return result }
      shift += 7
    }
  }
}

extension Int64 {
  /// Small numbers of either sign as small ones without: 0, -1, 1, -2 as 0, 1, 2, 3.
  fileprivate var folded: UInt64 { UInt64(bitPattern: self << 1 ^ self >> 63) }

  fileprivate init(unfolding folded: UInt64) {
    self = Int64(bitPattern: folded >> 1) ^ -Int64(bitPattern: folded & 1)
  }
}
