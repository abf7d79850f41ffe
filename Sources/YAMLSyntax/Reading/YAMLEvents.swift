/// The events of one value (an item of a sequence, or a whole document) in order, flat.
///
/// ```swift
/// var events = YAMLEvents()
/// while try items.next(into: &events) {
///   for index in events.indices where events[index].kind == .scalar { print(events.text(at: index)) }
/// }
/// ```
///
/// Filled again and again by ``YAMLItems``, so that a file of any length costs the memory of its longest item. Scalars
/// are spans of the file's own bytes where those hold them as they are: events must not outlive the file's buffer.
package struct YAMLEvents {
  /// What an event is.
  package enum Kind: UInt8, Sendable { case openSequence, closeSequence, openMapping, closeMapping, scalar }

  /// A step of a document.
  package struct Event: Sendable {
    /// What it is.
    package let kind: Kind
    /// Whether it is a scalar without quotes, which a `null` or `~` must be to mean nothing.
    package let isPlain: Bool
    /// Whether the text lies in `scratch` instead of the source.
    let isCopied: Bool
    let start: Int32
    let count: Int32
    let line: Int32
    /// The column in characters from 1, or the offset of the event's first byte, negated: columns are counted only
    /// where somebody asks.
    let column: Int32
  }

  private var events: [Event] = []
  private var scratch: [UInt8] = []
  private var source = UnsafeRawBufferPointer(start: nil, count: 0)

  package init() {}

  /// The index of every event.
  package var indices: Range<Int> { 0..<events.count }

  /// An event by its index.
  package subscript(index: Int) -> Event { events[index] }

  /// The text of a scalar.
  package func text(at index: Int) -> String { withText(at: index) { String(decoding: $0, as: UTF8.self) } }

  /// The text of a scalar as UTF-8, valid inside `body` only.
  package func withText<Result>(at index: Int, _ body: (UnsafeRawBufferPointer) -> Result) -> Result {
    let event = events[index]
    let range = Int(event.start)..<Int(event.start + event.count)
    if event.isCopied { return scratch.withUnsafeBytes { body(UnsafeRawBufferPointer(rebasing: $0[range])) } }
    return body(UnsafeRawBufferPointer(rebasing: source[range]))
  }

  /// Where an event begins: line and column from 1, the column in characters; closing events have no place.
  package func place(at index: Int) -> (line: Int, column: Int) {
    let event = events[index]
    guard event.column <= 0 else { return (Int(event.line), Int(event.column)) }
    var offset = Int(-event.column)
    var column = 1
    while offset > 0, source[offset - 1] != 0x0A {
      offset -= 1
      if source[offset] & 0xC0 != 0x80 { column += 1 }
    }
    return (Int(event.line), column)
  }

  /// The index behind the value that begins at `index`.
  package func end(of index: Int) -> Int {
    var depth = 0
    var next = index
    while next < events.count {
      switch events[next].kind {
      case .openSequence, .openMapping: depth += 1
      case .closeSequence, .closeMapping: depth -= 1
      case .scalar: break
      }
      next += 1
      if depth <= 0 { break }
    }
    return next
  }

  // MARK: Filling

  /// Forgets all events; spans of those that follow are of `source`.
  mutating func begin(_ source: UnsafeRawBufferPointer) {
    events.removeAll(keepingCapacity: true)
    scratch.removeAll(keepingCapacity: true)
    self.source = source
  }

  /// How many bytes of text are copied, and how many events there are.
  var size: Int { scratch.count + events.count }

  @inline(__always)
  mutating func append(
    _ kind: Kind, isPlain: Bool = false, isCopied: Bool = false, start: Int = 0, count: Int = 0, line: Int = 0,
    column: Int = 1
  ) {
    events.append(
      Event(
        kind: kind, isPlain: isPlain, isCopied: isCopied, start: Int32(truncatingIfNeeded: start),
        count: Int32(truncatingIfNeeded: count), line: Int32(truncatingIfNeeded: line),
        column: Int32(truncatingIfNeeded: column)))
  }

  /// Adds a scalar whose text is not in the source as it is.
  mutating func append(copying text: UnsafeBufferPointer<UInt8>, isPlain: Bool, line: Int, column: Int) {
    let start = scratch.count
    scratch.append(contentsOf: text)
    append(.scalar, isPlain: isPlain, isCopied: true, start: start, count: text.count, line: line, column: column)
  }

  /// Adds a piece to the scratch text that ``append(_:isPlain:isCopied:start:count:line:column:)`` will name.
  mutating func copy(_ bytes: some Collection<UInt8>) { scratch.append(contentsOf: bytes) }
  var copiedCount: Int { scratch.count }
}
