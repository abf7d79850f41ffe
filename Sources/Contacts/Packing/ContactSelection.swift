/// Some contacts of a packed collection, in an order of its own.
///
/// What a run keeps of all that it read is named by index instead of copied.
public struct ContactSelection: RandomAccessCollection, Sendable {
  private var packed: PackedContacts
  private var chosen: [Int32]

  /// Always 0.
  public var startIndex: Int { 0 }
  /// How many contacts were chosen.
  public var endIndex: Int { chosen.count }

  /// All contacts of `packed`, in order.
  public init(_ packed: PackedContacts) {
    self.init(packed, indices: (0..<packed.count).map { Int32(truncatingIfNeeded: $0) })
  }

  /// The contacts of `packed` at `indices`.
  package init(_ packed: PackedContacts, indices: [Int32]) {
    self.packed = packed
    chosen = indices
  }

  /// The index in the packed collection of the contact at `index`.
  package func place(of index: Int) -> Int { Int(chosen[index]) }

  /// The contact at `index`, read back.
  public subscript(index: Int) -> Contact { packed[Int(chosen[index])] }
}

extension ContactSelection: PackedCollection {
  package func withPacked<Result>(at index: Int, _ body: (UnsafeBufferPointer<UInt8>) -> Result) -> Result {
    packed.withPacked(at: Int(chosen[index]), body)
  }
}
