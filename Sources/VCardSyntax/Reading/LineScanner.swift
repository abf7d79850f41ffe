/// Finds the physical lines of a text: ended by LF, CR LF, CR CR LF or a bare CR.
struct LineScanner {
  let base: Bytes
  let count: Int
  /// Where the next line starts.
  var position = 0
  /// The number of the next line, from 1.
  var line: Int
  /// Up to here no CR is part of a line end with an LF.
  private var bareEnd = 0

  /// One line: where it starts, where its text ends, and where the next one starts.
  struct Line {
    var start: Int
    var end: Int
    var next: Int
  }

  init(_ bytes: UnsafeRawBufferPointer, line: Int) {
    base = bytes.baseAddress.map { $0.assumingMemoryBound(to: UInt8.self) } ?? Bytes(bitPattern: 1).unsafelyUnwrapped
    count = bytes.count
    self.line = line
  }

  var isAtEnd: Bool { position >= count }

  /// The next line, without going there.
  ///
  /// - Parameter known: how many of its bytes are known to end no line.
  @inline(__always)
  mutating func peek(behind known: Int = 0) -> Line {
    let end = Self.lineEnd(base, from: position &+ known, to: count)
    let next = end &+ 1
    guard end < count, base[end] == 0x0D else { return Line(start: position, end: end, next: min(next, count)) }
    if next < count, base[next] == 0x0A { return Line(start: position, end: end, next: next &+ 1) }
    return Line(start: position, end: end, next: behindReturn(next))
  }

  /// Where a line ends whose text is followed by a CR that no LF follows at once.
  private mutating func behindReturn(_ next: Int) -> Int {
    guard next > bareEnd else { return next }
    var end = next
    while end < count, base[end] == 0x0D { end += 1 }
    if end < count, base[end] == 0x0A { return end + 1 }
    bareEnd = end
    return next
  }

  /// The offset of the first CR or LF, `count` for none, eight bytes at a time.
  @inline(__always)
  private static func lineEnd(_ base: Bytes, from start: Int, to count: Int) -> Int {
    let raw = UnsafeRawPointer(base)
    var i = start
    while i &+ 8 <= count {
      let word = UInt64(littleEndian: raw.loadUnaligned(fromByteOffset: i, as: UInt64.self))
      // The lowest byte below 0x0E sets its top bit; those above it may do so without being one.
      let low = (word &- 0x0E0E_0E0E_0E0E_0E0E) & ~word & 0x8080_8080_8080_8080
      if low == 0 {
        i &+= 8
        continue
      }
      i &+= low.trailingZeroBitCount &>> 3
      if base[i] == 0x0A || base[i] == 0x0D { return i }
      i &+= 1
    }
    while i < count, base[i] != 0x0A, base[i] != 0x0D { i &+= 1 }
    return i
  }

  /// Goes behind a line that ``peek()`` returned.
  @inline(__always)
  mutating func pass(_ line: Line) {
    position = line.next
    self.line += 1
  }
}

extension LineScanner {
  func text(_ line: Line) -> UnsafeRawBufferPointer {
    UnsafeRawBufferPointer(start: base + line.start, count: line.end - line.start)
  }

  /// Whether the next line goes on with the one before, by the white space that it begins with. Blank lines in front of
  /// such a line are passed: some programs put them between all lines.
  @inline(__always)
  mutating func findContinuation() -> Bool {
    guard position < count else { return false }
    let byte = base[position]
    if byte.isBlank { return true }
    return byte == 0x0A || byte == 0x0D ? findContinuationBehindBlanks() : false
  }

  private mutating func findContinuationBehindBlanks() -> Bool {
    var ahead = self
    while !ahead.isAtEnd {
      let line = ahead.peek()
      if line.end > line.start {
        guard base[line.start].isBlank, !text(line).trimmed.isEmpty else { return false }
        self = ahead
        return true
      }
      ahead.pass(line)
    }
    return false
  }

  /// What a line says of where cards begin and end.
  enum Mark {
    case begin, end, none
  }

  /// Whether a line is `BEGIN:VCARD` or `END:VCARD`, whatever its case and the spaces behind its first letter.
  ///
  /// A line that ends a card and begins another, because files were joined of which one has no last line end, is cut: what
  /// is left of it ends the card.
  @inline(__always)
  func mark(_ line: inout Line) -> Mark {
    var start = line.start
    while start < line.end, base[start] == 0xEF, isByteOrderMark(start, line.end) { start += 3 }
    guard line.end - start >= 9 else { return .none }
    let first = base[start] | 0x20
    guard first == 0x62 || first == 0x65 else { return .none }
    let text = UnsafeRawBufferPointer(start: base + start, count: line.end - start)
    guard let colon = text.position(of: 0x3A), colon < 16 else { return .none }
    let value = UnsafeRawBufferPointer(rebasing: text[(colon + 1)...])
    let name = UnsafeRawBufferPointer(rebasing: text[..<colon]).trimmed
    if value.trimmed.equals("VCARD") { return name.equals("BEGIN") ? .begin : name.equals("END") ? .end : .none }
    guard name.equals("END"), let joint = Self.joint(in: value) else { return .none }
    line.end = start + colon + 1 + joint
    line.next = line.end
    return .end
  }

  /// Where in the value of `END` its card ends, behind which another begins; nil where none does.
  @inline(never)
  static func joint(in value: UnsafeRawBufferPointer) -> Int? {
    let start = value.prefix { $0.isBlank }.count
    guard value.count >= start + 16, UnsafeRawBufferPointer(rebasing: value[start..<start + 5]).equals("VCARD") else {
      return nil
    }
    // The file behind may begin with a byte order mark.
    let rest = value[(start + 5)...].drop { $0.isBlank || $0 == 0xEF || $0 == 0xBB || $0 == 0xBF }
    return UnsafeRawBufferPointer(rebasing: rest).trimmed.equals("BEGIN:VCARD") ? start + 5 : nil
  }

  /// Whether a line holds nothing but white space and byte order marks, as where files were put one behind the other.
  func isBlank(_ line: Line) -> Bool {
    var start = line.start
    while start < line.end, base[start] == 0xEF, isByteOrderMark(start, line.end) { start += 3 }
    return UnsafeRawBufferPointer(start: base + start, count: line.end - start).trimmed.isEmpty
  }

  /// Whether the last line of a file is the beginning of `END:VCARD`: whoever wrote it was interrupted.
  func isCutMark(_ line: Line) -> Bool {
    let text = text(line)
    let whole: StaticString = "END:VCARD"
    guard (1..<whole.utf8CodeUnitCount).contains(text.count) else { return false }
    return text.indices.allSatisfy { text[$0] == whole.utf8Start[$0] }
  }

  private func isByteOrderMark(_ start: Int, _ end: Int) -> Bool {
    end - start >= 3 && base[start + 1] == 0xBB && base[start + 2] == 0xBF
  }
}
