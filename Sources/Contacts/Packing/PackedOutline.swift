/// Where the texts of a packed contact stand, found without making a string of any.
///
/// One outline is filled again for contact after contact, so that looking at one allocates nothing.
package struct PackedOutline {
  /// Bytes of the packed contact.
  package typealias Span = Range<Int>

  /// A number's kind and texts.
  package struct Number {
    /// The kind's place among the cases of ``Contacts/Number/Kind``.
    package var kindIndex: Int
    package var number: Span
    package var `extension`: Span
    package var `internal`: Span
    package var label: Span
    package var raw: Span

    /// As ``Contacts/Number/dialled``.
    package var dialled: Span { number.isEmpty ? (`internal`.isEmpty ? raw : `internal`) : number }
  }

  /// By place in ``TextField/allCases``; empty spans for absent fields.
  package private(set) var texts: [Span] = Array(repeating: 0..<0, count: TextField.allCases.count)
  package private(set) var numbers: [Number] = []
  package private(set) var phonebooks: [Span] = []
  /// Whether the contact has e-mails, addresses, web addresses or extra fields, bookkeeping aside.
  package private(set) var hasMore = false

  /// An outline of nothing.
  package init() {}

  /// Becomes the outline of another contact.
  package mutating func read(_ bytes: UnsafeBufferPointer<UInt8>) {
    for index in texts.indices { texts[index] = 0..<0 }
    numbers.removeAll(keepingCapacity: true)
    phonebooks.removeAll(keepingCapacity: true)
    hasMore = false
    var reader = PackedReader(bytes: bytes)
    while let tag = reader.byte() {
      switch tag {
      case PackedTag.alias: reader.skip()
      case PackedTag.extra:
        let count = reader.length()
        let name = reader.span()
        if name.isEmpty || bytes[name.lowerBound] != UInt8(ascii: ".") { hasMore = true }
        for _ in 0..<count { reader.skip() }
      case PackedTag.phonebook: phonebooks.append(reader.span())
      case PackedTag.url:
        hasMore = true
        reader.skip()
      case PackedTag.address...:
        hasMore = true
        for _ in PackedOrder.parts { reader.skip() }
      case PackedTag.email...:
        hasMore = true
        reader.skip()
        reader.skip()
      case PackedTag.number...:
        numbers.append(
          Number(
            kindIndex: Int(tag - PackedTag.number), number: reader.span(), extension: reader.span(),
            internal: reader.span(), label: reader.span(), raw: reader.span()))
      default: texts[Int(tag)] = reader.span()
      }
    }
  }
}

/// Contacts that can be looked at in their packed form.
package protocol PackedCollection: RandomAccessCollection<Contact>, Sendable where Index == Int {
  /// Calls `body` with the bytes of the contact at `index`, valid inside of it only.
  func withPacked<Result>(at index: Int, _ body: (UnsafeBufferPointer<UInt8>) -> Result) -> Result
}
