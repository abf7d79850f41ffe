/// An encoding of one byte a character as which UTF-8 may have been read.
struct TornPage: Sendable {
  /// iconv's name.
  let encoding: String
  /// The byte of each character above ASCII.
  private let bytes: [UInt32: UInt8]

  private init(_ encoding: String) {
    self.encoding = encoding
    var bytes = [UInt32: UInt8](minimumCapacity: 0x80)
    if let table = SingleByteTable(encoding) {
      for byte in UInt8(0x80)...0xFF {
        if let scalar = table.scalar(byte) {
          bytes[scalar.value] = byte
        } else if byte < 0xA0 {
          bytes[UInt32(byte)] = byte
        }
      }
    }
    self.bytes = bytes
  }

  private static let western = TornPage("WINDOWS-1252")
  private static let others = ["WINDOWS-1253", "WINDOWS-1251", "WINDOWS-1250", "MACINTOSH"].map { TornPage($0) }

  /// The encoding by which most of a text was torn: windows-1252, unless nearly all letters above ASCII were torn by
  /// another.
  static func likeliest(for text: UnsafeRawBufferPointer) -> TornPage {
    // Every character above ASCII begins with one of these.
    let all = text.characterCountAboveASCII
    // What was one character became two or more: of a whole text many stand alone.
    guard all > 0, lonely(in: text) * 20 <= all else { return western }
    var best = western
    var most = western.torn(in: text).count
    for page in others {
      let (count, letters) = page.torn(in: text)
      if count > most, letters * 20 >= all * 19 { (best, most) = (page, count) }
    }
    return best
  }

  /// How many characters above ASCII have none before and behind them.
  private static func lonely(in text: UnsafeRawBufferPointer) -> Int {
    var count = 0
    var start = text.firstAboveASCII(from: 0)
    while start < text.count {
      guard text[start] >= 0xC0 else {
        start = text.firstAboveASCII(from: start + 1)
        continue
      }
      let end = start + (text[start] < 0xE0 ? 2 : text[start] < 0xF0 ? 3 : 4)
      if start == 0 || text[start - 1] < 0x80, end >= text.count || text[end] < 0x80 { count += 1 }
      start = text.firstAboveASCII(from: end)
    }
    return count
  }

  /// How many characters were torn, and into how many letters.
  private func torn(in text: UnsafeRawBufferPointer) -> (count: Int, letters: Int) {
    var count = 0
    var letters = 0
    scan(text) { range, _ in
      count += 1
      letters += text[range].count { $0 >= 0xC0 }
    } keep: { _ in
    }
    return (count, letters)
  }

  /// Goes through `text`: `repair` gets each torn character's place and the bytes that were meant, `keep` all between.
  func scan(
    _ text: UnsafeRawBufferPointer, repair: (Range<Int>, [UInt8]) -> Void, keep: (Range<Int>) -> Void
  ) {
    var kept = 0
    var i = text.firstAboveASCII(from: 0)
    while i < text.count {
      guard text[i] >= 0xC2, let (range, meant) = torn(text, at: i) else {
        i = text.firstAboveASCII(from: i + 1)
        continue
      }
      if kept < i { keep(kept..<i) }
      repair(range, meant)
      kept = range.upperBound
      i = text.firstAboveASCII(from: kept)
    }
    if kept < text.count { keep(kept..<text.count) }
  }

  /// The torn character that starts at `start`, if one does.
  private func torn(_ text: UnsafeRawBufferPointer, at start: Int) -> (Range<Int>, [UInt8])? {
    // A byte that follows became a character above ASCII as well: "ü" and "l" are two letters.
    let second = start + (text[start] < 0xE0 ? 2 : text[start] < 0xF0 ? 3 : 4)
    guard second < text.count, text[second] >= 0xC2, let (lead, next) = byte(text, at: start) else { return nil }
    let length: Int
    switch lead {
    case 0xC2...0xDF: length = 2
    case 0xE0...0xEF: length = 3
    case 0xF0...0xF4: length = 4
    default: return nil
    }
    var meant = [lead]
    var position = next
    while meant.count < length {
      guard position < text.count, let (byte, after) = byte(text, at: position), byte & 0xC0 == 0x80 else { return nil }
      meant.append(byte)
      position = after
    }
    return meant.withUnsafeBytes({ UTF8Validation.isValid($0) }) ? (start..<position, meant) : nil
  }

  /// The windows-1252 byte of the character at `start` above ASCII, and where the next one starts.
  private func byte(_ text: UnsafeRawBufferPointer, at start: Int) -> (byte: UInt8, next: Int)? {
    guard text[start] >= 0xC2, start + 1 < text.count else { return nil }
    let length = text[start] < 0xE0 ? 2 : 3
    guard text[start] < 0xF0, start + length <= text.count else { return nil }
    var value = UInt32(text[start]) & (length == 2 ? 0x1F : 0x0F)
    for offset in 1..<length { value = value << 6 | UInt32(text[start + offset] & 0x3F) }
    return bytes[value].map { ($0, start + length) }
  }
}

extension UnsafeRawBufferPointer {
  /// The first byte above ASCII at or after `start`, looked for eight at a time; the text's end where there is none.
  @inline(__always)
  fileprivate func firstAboveASCII(from start: Int) -> Int {
    var i = start
    while i + 8 <= count {
      let high = loadUnaligned(fromByteOffset: i, as: UInt64.self).littleEndian & 0x8080_8080_8080_8080
      if high != 0 { return i + high.trailingZeroBitCount / 8 }
      i += 8
    }
    while i < count, self[i] < 0x80 { i += 1 }
    return Swift.min(i, count)
  }

  /// How many characters above ASCII there are in UTF-8.
  fileprivate var characterCountAboveASCII: Int {
    var total = 0
    var i = 0
    while i + 8 <= count {
      let eight = loadUnaligned(fromByteOffset: i, as: UInt64.self)
      let leads = eight & eight << 1 & 0x8080_8080_8080_8080
      if leads != 0 { total += leads.nonzeroBitCount }
      i += 8
    }
    return total + self[i...].count { $0 >= 0xC0 }
  }
}
