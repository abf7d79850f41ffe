/// Many contacts in few bytes: an append-only collection that holds each as a run of tagged texts.
///
/// ```swift
/// var packed = PackedContacts()
/// packed.append(contact)
/// packed[0] == contact  // true
/// ```
///
/// Half a million contacts as structs are a gigabyte of small allocations; packed they are about the size of the file
/// they came from. Reading one back costs about as much as its strings. Appending another collection shares its bytes.
/// With a ``Spool``, all but the first of very many lie in a temporary file.
public struct PackedContacts: RandomAccessCollection, Sendable {
  struct Segment: Sendable {
    var bytes: [UInt8] = []
    /// Where the bytes lie instead.
    var spooled: Spooled?
    /// How many bytes there are.
    var count = 0
    /// Where each contact begins in the bytes, which is never beyond ``size``.
    var starts: [UInt32] = []
  }

  private var segments: [Segment] = []
  /// The index of each segment's first contact.
  private var starts: [Int] = []
  private var spool: Spool?

  /// How many contacts there are.
  public private(set) var count = 0
  /// Always 0.
  public var startIndex: Int { 0 }
  /// The number of contacts.
  public var endIndex: Int { count }

  /// No contacts.
  public init() {}

  /// No contacts; those that are added go to `spool` where they are many.
  package init(spool: Spool) { self.spool = spool }

  /// Packs some contacts.
  public init(_ contacts: some Sequence<Contact>) {
    for contact in contacts { append(contact) }
  }

  /// Adds a contact at the end, in time linear in its size.
  public mutating func append(_ contact: borrowing Contact) {
    if segments.isEmpty || segments[segments.count - 1].isFull {
      spoolLast()
      segments.append(Segment())
      starts.append(count)
    }
    let last = segments.count - 1
    segments[last].starts.append(UInt32(segments[last].count))
    contact.pack(into: &segments[last].bytes)
    segments[last].count = segments[last].bytes.count
    count += 1
  }

  /// Gives the last contacts to the spool as well: no more follow.
  package mutating func spoolLast() {
    guard let spool, let last = segments.indices.last, segments[last].spooled == nil else { return }
    segments[last].spooled = spool.take(segments[last].bytes)
    if segments[last].spooled != nil { segments[last].bytes = [] }
  }

  /// Adds all contacts of `other` at the end, in time linear in its number of segments.
  public mutating func append(contentsOf other: PackedContacts) {
    spool = spool ?? other.spool
    for (segment, start) in zip(other.segments, other.starts) {
      segments.append(segment)
      starts.append(count + start)
    }
    count += other.count
  }

  /// The contact at `index`, read back.
  public subscript(index: Int) -> Contact {
    withPacked(at: index) { Contact(packed: $0) }
  }

  /// The id of the contact at `index`.
  package func id(at index: Int) -> String {
    withPacked(at: index) { Contact.packedID($0) }
  }

  package func withPacked<Result>(at index: Int, _ body: (UnsafeBufferPointer<UInt8>) -> Result) -> Result {
    precondition(index >= 0 && index < count, "index out of range")
    var low = 0
    var high = starts.count
    while high - low > 1 {
      let middle = (low + high) / 2
      if starts[middle] <= index { low = middle } else { high = middle }
    }
    let local = index - starts[low]
    let range = segments[low].range(of: local)
    if let spooled = segments[low].spooled { return spooled.withBytes(range, body) }
    return segments[low].bytes.withUnsafeBufferPointer { body(UnsafeBufferPointer(rebasing: $0[range])) }
  }
}

extension PackedContacts.Segment {
  /// Bytes after which a segment is full: what grows beyond is copied again and again.
  private static let size = 1 << 20

  var isFull: Bool { spooled != nil || count > Self.size }

  /// Where a contact's bytes lie.
  func range(of index: Int) -> Range<Int> {
    Int(starts[index])..<(index + 1 < starts.count ? Int(starts[index + 1]) : count)
  }
}

extension PackedContacts: PackedCollection {}
