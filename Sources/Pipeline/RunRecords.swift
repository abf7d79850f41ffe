import Contacts

extension Run {
  /// Where a record of an input stands.
  struct Origin: Sendable {
    var input: Int32
    var part: Int32
    var record: RecordPlace

    var place: Place { Place(input: Int(input), file: Int(record.file), line: Int(record.line)) }
  }
}

/// What is known of the new records of a run beside their contacts: where each stands and which id it wishes for.
///
/// It is kept as it was noted for each part, without a copy.
struct RunRecords: Sendable {
  /// Records of one part, one after another.
  private struct Stretch {
    /// The index of the first.
    let start: Int
    let input: Int32
    let part: Int32
    var places: RecordPlaces
    var wishes: [UInt64]
  }

  private var stretches: [Stretch] = []
  private(set) var count = 0

  /// Adds all records of a part that became contacts.
  mutating func append(_ places: RecordPlaces, wishing ids: [UInt64], input: Int, part: Int) {
    let (input, part) = (Int32(truncatingIfNeeded: input), Int32(truncatingIfNeeded: part))
    stretches.append(Stretch(start: count, input: input, part: part, places: places, wishes: ids))
    count += places.count
  }

  /// Adds a record.
  mutating func append(_ origin: Run.Origin, wishing id: UInt64) {
    if stretches.last.map({ $0.input == origin.input && $0.part == origin.part }) != true {
      append(RecordPlaces(), wishing: [], input: Int(origin.input), part: Int(origin.part))
    }
    stretches[stretches.count - 1].places.append(origin.record)
    stretches[stretches.count - 1].wishes.append(id)
    count += 1
  }

  /// Where a record stands.
  ///
  /// - Complexity: O(log n), n being the number of parts.
  func origin(_ index: Int) -> Run.Origin {
    let stretch = stretches[stretchIndex(of: index)]
    return Run.Origin(input: stretch.input, part: stretch.part, record: stretch.places[index - stretch.start])
  }

  /// The id that a record wishes for.
  ///
  /// - Complexity: O(log n), n being the number of parts.
  func wish(_ index: Int) -> UInt64 {
    let stretch = stretchIndex(of: index)
    return stretches[stretch].wishes[index - stretches[stretch].start]
  }

  /// The ids that all wish for, by part, in order.
  var wishes: [[UInt64]] { stretches.map(\.wishes) }

  /// Each input with the records of one of its parts, in order.
  var inputs: [(input: Int, records: Range<Int>)] {
    stretches.map { (Int($0.input), $0.start..<($0.start + $0.places.count)) }
  }

  private func stretchIndex(of index: Int) -> Int {
    var (low, high) = (0, stretches.count)
    while high - low > 1 {
      let middle = (low + high) / 2
      if stretches[middle].start <= index { low = middle } else { high = middle }
    }
    return low
  }
}
