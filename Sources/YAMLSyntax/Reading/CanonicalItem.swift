/// Reads an item as our own writer spells it, without libyaml and many times faster; gives up at the first byte that
/// the writer would not have written.
///
/// What it reads is a small part of YAML, so that no text means another thing here than to libyaml:
///
///     - key: scalar
///       key: [scalar, …]
///       key: {key: scalar, key: [scalar, …]}
///       key:
///       - {key: scalar, …}
///
/// where a scalar is one that ``PlainScalar`` allows, or double-quoted on one line. Comments, blank lines, other
/// indentation, other quotes and everything else are left to libyaml, which then reads the item from its start.
struct CanonicalItem {
  private let source: UnsafeRawBufferPointer
  private var position: Int
  private var line: Int
  /// Where scalars' places are counted from: `source`'s offset of the item.
  private let origin: Int

  private init(_ source: UnsafeRawBufferPointer, at start: Int, line: Int) {
    self.source = source
    position = start
    origin = start
    self.line = line
  }

  /// Fills `events` with the item at `start`; its end, which is a line's start, and the line of that; nil where the
  /// item is not canonical.
  static func read(
    _ source: UnsafeRawBufferPointer, at start: Int, line: Int, into events: inout YAMLEvents
  ) -> (end: Int, line: Int)? {
    // Offsets within an item are 32 bits wide.
    let window = UnsafeRawBufferPointer(rebasing: source[start..<min(source.count, start + LibYAML.maximumSize)])
    events.begin(window)
    var item = CanonicalItem(window, at: 0, line: line)
    guard item.readItem(into: &events) else { return nil }
    return (start + item.position, item.line)
  }

  private mutating func readItem(into events: inout YAMLEvents) -> Bool {
    guard next == 0x2D, byte(at: position + 1) == 0x20 else { return false }
    position += 2
    open(.openMapping, in: &events)
    repeat {
      guard readEntry(into: &events) else { return false }
      // What follows is a further key of the item, the next item, or the end.
      guard let first = next else { break }
      if first == 0x2D, byte(at: position + 1) == 0x20 { break }
      guard first == 0x20, byte(at: position + 1) == 0x20, byte(at: position + 2) != 0x20 else { return false }
      position += 2
    } while true
    events.append(.closeMapping)
    return true
  }

  /// A key with its value, up to the start of the next line.
  private mutating func readEntry(into events: inout YAMLEvents) -> Bool {
    guard readScalar(into: &events), take(0x3A) else { return false }
    if take(0x0A) {
      line += 1
      return readList(into: &events)
    }
    guard take(0x20) else { return false }
    let isRead =
      switch next {
      case 0x7B: readFlowMapping(into: &events)
      case 0x5B: readFlowSequence(into: &events)
      default: readScalar(into: &events)
      }
    guard isRead, take(0x0A) else { return false }
    line += 1
    return true
  }

  /// `  - {…}` lines.
  private mutating func readList(into events: inout YAMLEvents) -> Bool {
    guard startsListItem else { return false }
    events.append(.openSequence, line: line, column: -(position + 2))
    while startsListItem {
      position += 4
      guard readFlowMapping(into: &events), take(0x0A) else { return false }
      line += 1
    }
    events.append(.closeSequence)
    return true
  }

  private var startsListItem: Bool {
    position + 4 < source.count && source[position] == 0x20 && source[position + 1] == 0x20
      && source[position + 2] == 0x2D && source[position + 3] == 0x20 && source[position + 4] == 0x7B
  }

  private mutating func readFlowMapping(into events: inout YAMLEvents) -> Bool {
    open(.openMapping, in: &events)
    guard take(0x7B) else { return false }
    repeat {
      guard readScalar(into: &events), take(0x3A), take(0x20) else { return false }
      guard next == 0x5B ? readFlowSequence(into: &events) : readScalar(into: &events) else { return false }
      if take(0x7D) { break }
      guard take(0x2C), take(0x20) else { return false }
    } while true
    events.append(.closeMapping)
    return true
  }

  private mutating func readFlowSequence(into events: inout YAMLEvents) -> Bool {
    open(.openSequence, in: &events)
    guard take(0x5B) else { return false }
    if !take(0x5D) {
      repeat {
        guard readScalar(into: &events) else { return false }
        if take(0x5D) { break }
        guard take(0x2C), take(0x20) else { return false }
      } while true
    }
    events.append(.closeSequence)
    return true
  }

  private mutating func readScalar(into events: inout YAMLEvents) -> Bool {
    next == 0x22 ? readQuoted(into: &events) : readPlain(into: &events)
  }

  private mutating func readPlain(into events: inout YAMLEvents) -> Bool {
    let start = position
    guard let first = next, PlainScalar.roles[Int(first)].contains(.first) else { return false }
    while position < source.count, PlainScalar.roles[Int(source[position])].contains(.inside) {
      guard source[position] >= 0x80 else {
        position += 1
        continue
      }
      guard let length = PlainScalar.lengthOfPrintable(source, at: position) else { return false }
      position += length
    }
    guard position < source.count, source[position - 1] != 0x20 else { return false }
    // A key of more than 1024 characters is none to libyaml.
    if source[position] == 0x3A, position - start > 1_000 { return false }
    events.append(
      .scalar, isPlain: true, start: start, count: position - start, line: line, column: -start)
    return true
  }

  private mutating func readQuoted(into events: inout YAMLEvents) -> Bool {
    let quote = position
    position += 1
    let start = position
    guard skipUnescaped() else { return false }
    if source[position] == 0x22 {
      events.append(.scalar, start: start, count: position - start, line: line, column: -quote)
    } else {
      let copied = events.copiedCount
      events.copy(source[start..<position])
      while source[position] == 0x5C {
        guard readEscape(into: &events) else { return false }
        let piece = position
        guard skipUnescaped() else { return false }
        events.copy(source[piece..<position])
      }
      events.append(
        .scalar, isCopied: true, start: copied, count: events.copiedCount - copied, line: line, column: -quote)
    }
    position += 1
    return next != 0x3A || position - quote <= 1_000
  }

  /// Goes to the next quote or backslash; false where something else ends the text.
  private mutating func skipUnescaped() -> Bool {
    while position < source.count {
      if position + 8 <= source.count {
        let word = source.loadUnaligned(fromByteOffset: position, as: UInt64.self)
        if word.isPlainQuotedText {
          position += 8
          continue
        }
      }
      let byte = source[position]
      if byte == 0x22 || byte == 0x5C { return true }
      if byte >= 0x80 {
        guard let length = PlainScalar.lengthOfPrintable(source, at: position) else { return false }
        position += length
      } else if byte >= 0x20, byte != 0x7F {
        position += 1
      } else {
        return false
      }
    }
    return false
  }

  /// An escape that the writer writes.
  private mutating func readEscape(into events: inout YAMLEvents) -> Bool {
    let digits: Int
    switch byte(at: position + 1) {
    case 0x22: return simpleEscape(0x22, into: &events)
    case 0x5C: return simpleEscape(0x5C, into: &events)
    case 0x6E: return simpleEscape(0x0A, into: &events)
    case 0x74: return simpleEscape(0x09, into: &events)
    case 0x72: return simpleEscape(0x0D, into: &events)
    case 0x78: digits = 2
    case 0x75: digits = 4
    default: return false
    }
    guard position + 2 + digits <= source.count else { return false }
    var value: UInt32 = 0
    for index in (position + 2)..<(position + 2 + digits) {
      switch source[index] {
      case 0x30...0x39: value = value << 4 | UInt32(source[index] - 0x30)
      case 0x41...0x46: value = value << 4 | UInt32(source[index] - 0x41 + 10)
      default: return false
      }
    }
    guard let scalar = Unicode.Scalar(value) else { return false }
    events.copy(UTF8.encode(scalar) ?? UTF8.encodedReplacementCharacter)
    position += 2 + digits
    return true
  }

  private mutating func simpleEscape(_ byte: UInt8, into events: inout YAMLEvents) -> Bool {
    events.copy(CollectionOfOne(byte))
    position += 2
    return true
  }

  private func open(_ kind: YAMLEvents.Kind, in events: inout YAMLEvents) {
    events.append(kind, line: line, column: -position)
  }

  private var next: UInt8? { position < source.count ? source[position] : nil }
  private func byte(at index: Int) -> UInt8? { index < source.count ? source[index] : nil }

  private mutating func take(_ byte: UInt8) -> Bool {
    guard position < source.count, source[position] == byte else { return false }
    position += 1
    return true
  }
}

extension UInt64 {
  /// Whether eight bytes are printable ASCII without quote and backslash.
  fileprivate var isPlainQuotedText: Bool {
    let ones: UInt64 = 0x0101_0101_0101_0101
    let highs: UInt64 = 0x8080_8080_8080_8080
    let controls = self &- ones &* 0x20
    let quotes = (self ^ (ones &* 0x22)) &- ones
    let slashes = (self ^ (ones &* 0x5C)) &- ones
    let deletes = (self ^ (ones &* 0x7F)) &- ones
    return (self | controls | quotes | slashes | deletes) & highs == 0
  }
}
