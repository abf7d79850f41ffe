/// A document's bytes on their way to libxml2, as UTF-8 and without the mistakes that libxml2 cannot get over.
///
/// libxml2 stops at a byte that is not of the encoding, and drops an ampersand with the word behind it. Phones and the
/// scripts that feed them write both. The feed mends what stands between tags and in values:
///
/// | found | becomes |
/// | --- | --- |
/// | a byte that is no UTF-8 in a document that is | the Windows-1252 character of that byte |
/// | a control character that XML has no place for | nothing |
/// | `&` that begins no reference | `&amp;` |
/// | a reference that only HTML knows, as `&uuml;` | its character |
///
/// Clean stretches are found eight bytes at a time and copied.
struct XMLFeed {
  private(set) var problems: XMLProblemList
  private var text: DecodedXML
  private var window: UnsafeRawBufferPointer
  private var position = 0
  /// What a mended spot became and did not fit into the last block.
  private var pending: [UInt8] = []
  /// Where ``line`` and ``column`` were counted to.
  private var counted = 0
  private var line = 1
  private var column = 1
  private var passages = VerbatimPassages()

  init(_ text: DecodedXML, problems: XMLProblemList) {
    self.text = text
    self.problems = problems
    window = text.window
  }

  mutating func add(_ problem: XMLProblem) { problems.add(problem) }

  /// Fills `block` with the next bytes; 0 at the end.
  mutating func read(into block: UnsafeMutableRawBufferPointer) -> Int {
    var filled = 0
    while filled < block.count {
      if !pending.isEmpty {
        let count = min(pending.count, block.count - filled)
        for index in 0..<count { block[filled + index] = pending[index] }
        pending.removeFirst(count)
        filled += count
        continue
      }
      // A reference must lie in the window with all of its name.
      let limit = text.isComplete ? window.count : window.count - 16
      if position >= limit {
        if text.isComplete { break }
        advanceWindow()
        continue
      }
      let end = min(limit, position + block.count - filled)
      let clean = cleanEnd(from: position, to: end)
      if clean > position {
        UnsafeMutableRawBufferPointer(rebasing: block[filled..<block.count])
          .copyMemory(from: UnsafeRawBufferPointer(rebasing: window[position..<clean]))
        filled += clean - position
        position = clean
      }
      if position < end { mend() }
    }
    return filled
  }

  private mutating func advanceWindow() {
    countPlace(to: position)
    passages.advance(to: position, in: window)
    passages.rebase(by: position)
    text.advance(past: position)
    window = text.window
    counted -= position
    position = 0
  }

  /// The end of the bytes from `start` that need no mending.
  private func cleanEnd(from start: Int, to end: Int) -> Int {
    var index = start
    while index < end {
      while index + 8 <= end {
        let word = window.loadUnaligned(fromByteOffset: index, as: UInt64.self)
        if word.hasHighBit || word.hasByte(below: 0x20) || word.hasByte(0x26) { break }
        index += 8
      }
      let stop = min(end, index + 8)
      while index < stop {
        let byte = window[index]
        if byte >= 0x80 {
          let length = window.utf8Length(at: index)
          if length == 0 { return index }
          if index + length > end { return index }
          index += length
        } else if byte == 0x26 {
          if !isReference(at: index) { return index }
          index += 1
        } else if byte < 0x20, !byte.isXMLSpace {
          return index
        } else {
          index += 1
        }
      }
    }
    return index
  }

  /// Whether a reference that XML knows begins at the ampersand at `index`.
  private func isReference(at index: Int) -> Bool {
    guard let name = referenceName(at: index) else { return false }
    if name.first == 0x23 {
      let digits = name.dropFirst()
      if digits.first == 0x78 { return digits.count > 1 && digits.dropFirst().allSatisfy(\.isHexDigit) }
      return !digits.isEmpty && digits.allSatisfy { (0x30...0x39).contains($0) }
    }
    return ["amp", "lt", "gt", "quot", "apos"].contains { name.elementsEqual($0.utf8) }
  }

  /// The bytes between the ampersand at `index` and its semicolon, at most 12.
  private func referenceName(at index: Int) -> Slice<UnsafeRawBufferPointer>? {
    let rest = window[(index + 1)..<min(window.count, index + 14)]
    guard let semicolon = rest.firstIndex(of: 0x3B) else { return nil }
    let name = rest[..<semicolon]
    return name.allSatisfy { $0.isASCIILetterOrDigit || $0 == 0x23 } ? name : nil
  }

  private mutating func mend() {
    let byte = window[position]
    if byte == 0x26 {
      if let name = referenceName(at: position), let character = HTMLReferences.character(named: name) {
        note("&\(String(decoding: name, as: UTF8.self)); is HTML, not XML, and was read as \(character)")
        pending = Array(String(character).utf8)
        position += name.count + 2
        return
      }
      passages.advance(to: position, in: window)
      if passages.isVerbatim {
        pending = [0x26]
      } else {
        note("& without a name behind it was read as &amp;")
        pending = Array("&amp;".utf8)
      }
    } else if byte >= 0x80 {
      let length = window.utf8Length(at: position)
      if length > 0 {
        pending = Array(window[position..<(position + length)])
        position += length
        return
      }
      note("a byte that is no UTF-8 was read as Windows-1252")
      pending = Array(String(Character(Windows1252.scalar(of: byte))).utf8)
    } else {
      note("a control character was left out")
    }
    position += 1
  }

  private mutating func note(_ message: String) {
    countPlace(to: position)
    problems.add(XMLProblem(message: message, line: line, column: column))
  }

  private mutating func countPlace(to end: Int) {
    while counted < end {
      let byte = window[counted]
      if byte == 0x0A {
        line += 1
        column = 1
      } else if byte & 0xC0 != 0x80 {
        column += 1
      }
      counted += 1
    }
  }
}

/// Where in a document an ampersand is itself: CDATA, comments and instructions.
///
/// Followed only as far as somebody asks, and never twice.
private struct VerbatimPassages {
  private static let kinds: [(opening: [UInt8], closing: [UInt8])] = [
    (Array("<![CDATA[".utf8), Array("]]>".utf8)), (Array("<!--".utf8), Array("-->".utf8)),
    (Array("<?".utf8), Array("?>".utf8)),
  ]

  private var position = 0
  private var closing: [UInt8]?

  var isVerbatim: Bool { closing != nil }

  mutating func advance(to end: Int, in text: UnsafeRawBufferPointer) {
    while position < end {
      if let closing {
        if text[position] == closing[0], text[position...].starts(with: closing) {
          self.closing = nil
          position += closing.count - 1
        }
      } else if text[position] == 0x3C {
        let kind = Self.kinds.first { text[position...].starts(with: $0.opening) }
        closing = kind?.closing
        position += (kind?.opening.count ?? 1) - 1
      }
      position += 1
    }
  }

  /// The text's first `count` bytes are gone.
  mutating func rebase(by count: Int) { position -= count }
}

/// The problems of a document: the first one by one, the rest as a number.
struct XMLProblemList {
  private(set) var problems: [XMLProblem] = []
  private var more = 0
  private let maximum: Int

  init(maximum: Int) { self.maximum = maximum }

  mutating func add(_ problem: XMLProblem) {
    if problems.count < maximum { problems.append(problem) } else { more += 1 }
  }

  var all: [XMLProblem] {
    guard more > 0 else { return problems }
    return problems + [XMLProblem(message: "\(more) further mistakes are not listed", line: 0, column: 0)]
  }
}

extension UInt8 {
  var isHexDigit: Bool { (0x30...0x39).contains(self) || (0x41...0x46).contains(self & 0xDF) }
  var isASCIILetterOrDigit: Bool { (0x30...0x39).contains(self) || (0x41...0x5A).contains(self & 0xDF) }
}

extension UInt64 {
  private static let ones: UInt64 = 0x0101_0101_0101_0101
  private static let highs: UInt64 = 0x8080_8080_8080_8080

  /// Whether a byte of the word is not ASCII.
  var hasHighBit: Bool { self & Self.highs != 0 }

  /// Whether a byte of a word of ASCII is below `limit` (at most 0x80).
  func hasByte(below limit: UInt8) -> Bool {
    (self &- Self.ones &* UInt64(limit)) & ~self & Self.highs != 0
  }

  /// Whether a byte of the word is `byte`.
  func hasByte(_ byte: UInt8) -> Bool {
    (self ^ (Self.ones &* UInt64(byte))).hasByte(below: 1)
  }
}

extension UnsafeRawBufferPointer {
  /// How many bytes the UTF-8 sequence that begins at `index` has; 0 where none does (Unicode, table 3-7).
  func utf8Length(at index: Int) -> Int {
    let first = self[index]
    func continues(_ offset: Int, _ range: ClosedRange<UInt8> = 0x80...0xBF) -> Bool {
      index + offset < count && range.contains(self[index + offset])
    }
    switch first {
    case 0x00...0x7F: return 1
    case 0xC2...0xDF: return continues(1) ? 2 : 0
    case 0xE0: return continues(1, 0xA0...0xBF) && continues(2) ? 3 : 0
    case 0xED: return continues(1, 0x80...0x9F) && continues(2) ? 3 : 0
    case 0xEF:
      // U+FFFE and U+FFFF are no characters of XML.
      if continues(1, 0xBF...0xBF), continues(2, 0xBE...0xBF) { return 0 }
      return continues(1) && continues(2) ? 3 : 0
    case 0xE1...0xEF: return continues(1) && continues(2) ? 3 : 0
    case 0xF0: return continues(1, 0x90...0xBF) && continues(2) && continues(3) ? 4 : 0
    case 0xF1...0xF3: return continues(1) && continues(2) && continues(3) ? 4 : 0
    case 0xF4: return continues(1, 0x80...0x8F) && continues(2) && continues(3) ? 4 : 0
    default: return 0
    }
  }
}
