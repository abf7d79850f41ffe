import CUchardet
import Glibc

/// What encoding bytes are in, and how sure that is.
struct EncodingFinding {
  var encoding: String
  var isGuessed = false
  /// Length of the byte order mark.
  var markLength = 0
  /// Whether the bytes after the mark are known to be valid UTF-8.
  var isValid = false

  var isUTF8: Bool { encoding == "UTF-8" }

  /// Whether a control character is one byte.
  var isOneByte: Bool { !encoding.uppercased().hasPrefix("UTF-16") && !encoding.uppercased().hasPrefix("UTF-32") }

  /// The encoding that was named; a byte order mark that fits it is not text.
  init(_ name: String, named bytes: UnsafeRawBufferPointer) {
    let plain = name.uppercased().filter { $0 != "-" && $0 != "_" }
    encoding = plain == "UTF8" ? "UTF-8" : name
    guard let mark = ByteOrderMark(of: bytes), plain.hasPrefix("UTF") else { return }
    if plain.hasPrefix(mark.encoding.filter { $0 != "-" }.prefix(5)) || plain == "UTF8" && isUTF8 {
      if (plain == "UTF8") == (mark.encoding == "UTF-8") {
        encoding = mark.encoding
        markLength = mark.length
      }
    }
  }

  /// The encoding that a file is found to be in.
  init(_ file: FileBytes) throws(DecodingError) {
    let bytes = file.bytes
    if let mark = ByteOrderMark(of: bytes) {
      encoding = mark.encoding
      markLength = mark.length
      return
    }
    if BinaryFile.hasSignature(bytes) { throw .binary }
    if let encoding = WideShape.encoding(of: bytes) {
      self.encoding = encoding
      isGuessed = true
      return
    }
    if BinaryFile.isLittered(bytes) { throw .binary }
    if Self.shiftsToJapanese(bytes) {
      (encoding, isGuessed) = ("ISO-2022-JP", true)
      return
    }
    if UTF8Validation.isValid(file) {
      encoding = "UTF-8"
      isValid = true
      return
    }
    isGuessed = true
    encoding = UTF8Damage.isLikely(in: bytes) ? "UTF-8" : Self.guess(bytes)
  }

  private static let sampleSize = 1 << 20

  /// Whether an escape sequence of ISO 2022 (RFC 1468) calls for Japanese, which then is written in ASCII's bytes.
  private static func shiftsToJapanese(_ bytes: UnsafeRawBufferPointer) -> Bool {
    let sample = bytes.prefix(sampleSize)
    guard let base = bytes.baseAddress, memchr(base, 0x1B, sample.count) != nil else { return false }
    for index in sample.indices.dropLast(2) where bytes[index] == 0x1B && bytes[index + 1] == UInt8(ascii: "$") {
      if bytes[index + 2] == UInt8(ascii: "B") || bytes[index + 2] == UInt8(ascii: "@") { return true }
    }
    return false
  }

  /// Latin text is told by its letters, other text by uchardet.
  private static func guess(_ bytes: UnsafeRawBufferPointer) -> String {
    let sample = sampleWithAccents(bytes)
    let latin = LatinStatistics(sample)
    if latin.isolatedShare > 0.6 { return latin.best }
    guard let detector = uchardet_new() else { return latin.best }
    defer { uchardet_delete(detector) }
    uchardet_handle_data(detector, sample.baseAddress?.assumingMemoryBound(to: CChar.self), sample.count)
    uchardet_data_end(detector)
    let name = String(cString: uchardet_get_charset(detector))
    return name.isEmpty || Iconv(from: name) == nil ? latin.best : name
  }

  /// A part of the text that starts a little before the first byte above ASCII: a large file may begin with plain rows.
  private static func sampleWithAccents(_ bytes: UnsafeRawBufferPointer) -> UnsafeRawBufferPointer {
    let first = UTF8Validation.validPrefix(of: bytes)
    let start = first > sampleSize / 2 ? first - 1024 : 0
    return UnsafeRawBufferPointer(rebasing: bytes[start..<min(bytes.count, start + sampleSize)])
  }
}

/// Text that was UTF-8 before something damaged it, as a cut in the middle of a character.
enum UTF8Damage {
  /// Whether characters of several bytes outnumber stray bytes above ASCII twenty to one.
  static func isLikely(in bytes: UnsafeRawBufferPointer) -> Bool {
    var stray = 0
    var valid = 0
    var i = 0
    while i < min(bytes.count, 1 << 22) {
      let end = UTF8Validation.validPrefix(of: bytes, from: i)
      valid += bytes[i..<end].count { $0 >= 0xC0 }
      guard end < bytes.count else { break }
      stray += 1
      if stray > 100, valid < stray * 20 { return false }
      i = end + 1
    }
    return valid > 0 && valid >= stray * 20 || valid > 2 && stray == 1
  }
}

/// The mark at the start of a Unicode file (Unicode Standard, section 23.8).
struct ByteOrderMark {
  let encoding: String
  let length: Int

  init?(of bytes: UnsafeRawBufferPointer) {
    for (encoding, mark) in Self.marks where bytes.starts(with: mark) {
      self.encoding = encoding
      length = mark.count
      return
    }
    return nil
  }

  /// UTF-32 first: its little-endian mark begins like that of UTF-16.
  private static let marks: [(String, [UInt8])] = [
    ("UTF-8", [0xEF, 0xBB, 0xBF]), ("UTF-32LE", [0xFF, 0xFE, 0, 0]), ("UTF-32BE", [0, 0, 0xFE, 0xFF]),
    ("UTF-16LE", [0xFF, 0xFE]), ("UTF-16BE", [0xFE, 0xFF]),
  ]
}
