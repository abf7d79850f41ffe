import Glibc

/// Finds the physical lines of a text: ended by LF, CR LF, CR CR LF or a bare CR.
struct LineScanner {
  let base: Bytes
  let count: Int
  /// Where the next line starts.
  var position = 0
  /// The number of the next line, from 1.
  var line: Int
  /// The first LF at or after ``position`` as far as is known; `count` for none.
  private var lineFeed = -1

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
  @inline(__always)
  mutating func peek() -> Line {
    if lineFeed < position { findLineFeed() }
    let limit = lineFeed
    if let found = memchr(base + position, 0x0D, limit - position) {
      let end = UnsafeRawPointer(found) - UnsafeRawPointer(base)
      var next = end + 1
      while next < limit, base[next] == 0x0D { next += 1 }
      if next == limit, limit < count { return Line(start: position, end: end, next: limit + 1) }
      return Line(start: position, end: end, next: end + 1)
    }
    return Line(start: position, end: limit, next: min(limit + 1, count))
  }

  /// Goes behind a line that ``peek()`` returned.
  @inline(__always)
  mutating func pass(_ line: Line) {
    position = line.next
    self.line += 1
  }

  private mutating func findLineFeed() {
    let found = memchr(base + position, 0x0A, count - position)
    lineFeed = found.map { UnsafeRawPointer($0) - UnsafeRawPointer(base) } ?? count
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
  @inline(__always)
  func mark(_ line: Line) -> Mark {
    var start = line.start
    while start < line.end, base[start] == 0xEF, isByteOrderMark(start, line.end) { start += 3 }
    guard line.end - start >= 9 else { return .none }
    let first = base[start] | 0x20
    guard first == 0x62 || first == 0x65 else { return .none }
    let text = UnsafeRawBufferPointer(start: base + start, count: line.end - start)
    guard let colon = text.prefix(16).firstIndex(of: 0x3A) else { return .none }
    guard UnsafeRawBufferPointer(rebasing: text[(colon + 1)...]).trimmed.equals("VCARD") else { return .none }
    let name = UnsafeRawBufferPointer(rebasing: text[..<colon]).trimmed
    return name.equals("BEGIN") ? .begin : name.equals("END") ? .end : .none
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
