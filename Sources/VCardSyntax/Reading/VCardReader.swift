/// Reads the cards of a file, or of a part of one, in order.
///
/// ```swift
/// var reader = VCardReader(bytes)
/// while reader.next() {
///   for property in reader.properties where property.name.equals("TEL") { dial(property.value) }
/// }
/// ```
///
/// Cards of all versions may stand in one file. Whatever is wrong is told in ``problems`` and mended as well as can be:
/// a broken property never costs its card, and a broken card never costs its neighbour. Reading copies nothing but what
/// is folded or encoded; time is linear in the size of the file, and memory is bounded by ``Limits``.
public struct VCardReader: ~Copyable {
  /// How large a card may be.
  public struct Limits: Sendable {
    /// The largest property in bytes.
    public var propertyBytes: Int
    /// The most properties of one card.
    public var properties: Int

    /// 16 MiB a property, 10,000 properties a card.
    public init(propertyBytes: Int = 16 << 20, properties: Int = 10_000) {
      self.propertyBytes = propertyBytes
      self.properties = properties
    }

    /// How many problems of one card are told.
    static let problems = 1_000
    /// How deep cards may stand in cards before it is told; they are kept all the same.
    static let agentDepth = 8
  }

  /// The properties of the card, in order, `VERSION` included; valid until ``next()``.
  public internal(set) var properties: [VCardProperty] = []
  /// What is wrong with the card or stands in front of it; after the last card, what is wrong behind it.
  public internal(set) var problems: [VCardProblem] = []
  /// The card's version, guessed where it says none.
  public internal(set) var version = VCardVersion.v30
  /// Whether the fallback was needed since this was last set to false.
  public var usesFallback = false
  /// The line that the card begins in, from 1.
  public private(set) var line = 0
  /// Where the card stands in the bytes, from `BEGIN` to the end of the line with `END`.
  public private(set) var range = 0..<0

  var scanner: LineScanner
  var arena = Arena()
  var characterSets = CharacterSets()
  var heads = HeadMemory()
  let limits: Limits
  let fallback: [UInt8]
  /// Whether all bytes are UTF-8, so that no value has to be looked at.
  let isValid: Bool
  /// Whether there are control characters to be removed.
  private(set) var hasControls: Bool
  var versionText: UnsafeRawBufferPointer?

  /// A reader of `bytes`, which must stay where they are while it is in use.
  ///
  /// - Parameters:
  ///   - line: the line in the file that the bytes begin with.
  ///   - isValid: whether the bytes are known to be UTF-8 throughout, which saves looking.
  ///   - fallback: the character set of text that is no UTF-8 and names none, as iconv knows it.
  public init(
    _ bytes: UnsafeRawBufferPointer, line: Int = 1, isValid: Bool = false, fallback: String = "",
    limits: Limits = Limits()
  ) {
    scanner = LineScanner(bytes, line: line)
    self.limits = limits
    self.fallback = Array(fallback.utf8)
    self.isValid = isValid || bytes.isUTF8
    hasControls = bytes.hasControls
  }

  /// Goes to the next card; false behind the last.
  public mutating func next() -> Bool {
    arena.reset()
    properties.removeAll(keepingCapacity: true)
    if !problems.isEmpty { problems = [] }
    versionText = nil
    heads.restart()
    guard findBegin() else { return false }
    let start = scanner.position
    let end = readBody()
    range = min(start, range.lowerBound)..<end
    settleVersion()
    return true
  }

  /// What numbers of heads are below.
  public static var headNumbers: Int { HeadMemory.most }

  /// Reads all of the bytes as the properties of one card that has neither `BEGIN` nor `END`.
  public mutating func readFragment() {
    heads.restart()
    arena.reset()
    properties.removeAll(keepingCapacity: true)
    if !problems.isEmpty { problems = [] }
    versionText = nil
    line = scanner.line
    while !scanner.isAtEnd {
      if readExpectedProperty() { continue }
      let next = scanner.peek()
      if next.end == next.start { scanner.pass(next) } else { readProperty(next) }
    }
    settleVersion()
  }

  /// Reads other bytes as the properties of one card that has neither `BEGIN` nor `END`; they must stay where they are as
  /// long as its properties are looked at, and be UTF-8 if the reader's were said to be.
  public mutating func readFragment(_ bytes: UnsafeRawBufferPointer) {
    scanner = LineScanner(bytes, line: 1)
    hasControls = bytes.hasControls
    readFragment()
  }

  /// Goes behind the next `BEGIN`, or in front of the next property that cannot but belong to a card.
  private mutating func findBegin() -> Bool {
    while !scanner.isAtEnd {
      let next = scanner.peek()
      let text = scanner.text(next)
      if scanner.isBlank(next) {
        scanner.pass(next)
        continue
      }
      line = scanner.line
      range = next.start..<next.start
      // Outside of cards nothing is folded, so white space in front of one is only that.
      var unindented = next
      while scanner.base[unindented.start].isBlank { unindented.start += 1 }
      let mark = scanner.mark(&unindented)
      if mark == .begin {
        scanner.pass(next)
        return true
      }
      if mark == .none, let head = PropertyHead(scanner.base + next.start, count: text.count),
        Self.isTelling(UnsafeRawBufferPointer(rebasing: text[Int(head.nameStart)..<Int(head.nameEnd)]))
      {
        note(.beginMissing, line: scanner.line)
        return true
      }
      note(.lineStray, line: scanner.line)
      passMark(unindented)
    }
    return false
  }

  static func isTelling(_ name: UnsafeRawBufferPointer) -> Bool {
    name.equals("VERSION") || name.equals("FN") || name.equals("N") || name.equals("TEL") || name.equals("EMAIL")
      || name.equals("PRODID")
  }

  /// Reads to the card's end; returns where that is.
  private mutating func readBody() -> Int {
    while !scanner.isAtEnd {
      if readExpectedProperty() { continue }
      var next = scanner.peek()
      if next.end == next.start {
        scanner.pass(next)
        continue
      }
      switch scanner.mark(&next) {
      case .end:
        passMark(next)
        return next.end
      case .begin:
        if let last = properties.last, last.value.isEmpty, last.name.equals("AGENT") {
          readAgent()
        } else {
          note(.endMissing, line: scanner.line)
          return next.start
        }
      case .none:
        if next.next == scanner.count, scanner.isCutMark(next) { scanner.pass(next) } else { readProperty(next) }
      }
    }
    note(.endMissing, line: scanner.line)
    return scanner.count
  }

  /// Goes behind a line that may end a card; where it was cut, what follows is a line of the same number.
  mutating func passMark(_ line: LineScanner.Line) {
    scanner.pass(line)
    guard line.next == line.end, !scanner.isAtEnd else { return }
    scanner.line -= 1
    note(.cardsJoined, line: scanner.line, column: line.end - line.start + 1)
  }

  private mutating func settleVersion() {
    if let text = versionText {
      if text.equals("3.0") {
        version = .v30
      } else if text.equals("2.1") {
        version = .v21
      } else {
        version = text.first == 0x32 ? .v21 : text.first == 0x33 ? .v30 : .v40
        if !text.equals("4.0") { note(.versionUnknown, line: line) }
      }
      return
    }
    let isOld = properties.contains { property in
      property.hasParameters
        && (property.encoding == .quotedPrintable || property.parameters.contains { $0.name.isEmpty })
    }
    version = isOld ? .v21 : .v30
    note(.versionMissing, line: line)
  }

  mutating func note(_ kind: VCardProblem.Kind, line: Int, column: Int = 1) {
    guard problems.count < Limits.problems else { return }
    problems.append(VCardProblem(kind: kind, line: line, column: column))
  }
}
