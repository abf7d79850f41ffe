/// Some contacts of a packed collection, in an order of its own.
///
/// What a run keeps of all that it read is named by index instead of copied.
public struct ContactSelection: RandomAccessCollection, Sendable {
  private var packed: PackedContacts
  private var chosen: Chosen

  /// Always 0.
  public var startIndex: Int { 0 }
  /// How many contacts were chosen.
  public var endIndex: Int { chosen.count }

  /// All contacts of `packed`, in order.
  public init(_ packed: PackedContacts) {
    self.init(packed, Chosen(packed.indices))
  }

  /// The contacts of `packed` at `indices`.
  package init(_ packed: PackedContacts, _ indices: Chosen) {
    self.packed = packed
    chosen = indices
  }

  /// The index in the packed collection of the contact at `index`.
  package func place(of index: Int) -> Int { chosen[index] }

  /// The contact at `index`, read back.
  public subscript(index: Int) -> Contact { packed[chosen[index]] }

  /// Indices in any order, in little room where many follow each other.
  package struct Chosen: Sendable {
    /// Of every run of indices that follow each other, which of all it begins with, and that index.
    private var runs: [(start: Int32, first: Int32)] = []
    /// How many there are.
    package private(set) var count = 0

    /// Some indices.
    package init(_ indices: some Sequence<Int> = EmptyCollection<Int>()) {
      for index in indices { append(index) }
    }

    /// Adds an index at the end.
    package mutating func append(_ index: Int) {
      let isNext = runs.last.map { Int($0.first) + count - Int($0.start) == index } ?? false
      if !isNext { runs.append((Int32(truncatingIfNeeded: count), Int32(truncatingIfNeeded: index))) }
      count += 1
    }

    /// - Complexity: O(log n), n being the number of runs.
    subscript(index: Int) -> Int {
      precondition(index >= 0 && index < count, "index out of range")
      var (low, high) = (0, runs.count)
      while high - low > 1 {
        let middle = (low + high) / 2
        if runs[middle].start <= index { low = middle } else { high = middle }
      }
      return Int(runs[low].first) + index - Int(runs[low].start)
    }
  }
}

extension ContactSelection: PackedCollection {
  package func withPacked<Result>(at index: Int, _ body: (UnsafeBufferPointer<UInt8>) -> Result) -> Result {
    packed.withPacked(at: chosen[index], body)
  }
}
