#if canImport(Glibc)
  import Glibc
#endif

/// A document's text as UTF-8: a view of its own bytes where they are that already, else decoded block by block.
///
/// What counts is what the bytes are, not what the declaration says: files that claim UTF-16 and are UTF-8, or claim
/// Latin-1 and are UTF-8, come from real phones.
struct DecodedXML {
  /// The text that is at hand.
  private(set) var window: UnsafeRawBufferPointer
  /// Whether the window reaches to the document's end.
  private(set) var isComplete: Bool
  private let decoder: Decoder?

  /// - Throws: ``XMLError`` where the declaration names an encoding that nobody knows.
  init(_ bytes: UnsafeRawBufferPointer, problems: inout XMLProblemList) throws(XMLError) {
    let found = XMLEncoding(of: bytes)
    for message in found.mistakes { problems.add(XMLProblem(message: message, line: 1, column: 1)) }
    let content = UnsafeRawBufferPointer(rebasing: bytes[found.start...])
    guard let name = found.decodedAs else {
      window = content
      isComplete = true
      decoder = nil
      return
    }
    guard let decoder = Decoder(content, from: name) else {
      throw XMLError(message: "there is no encoding \"\(name)\"", line: 1, column: 1)
    }
    self.decoder = decoder
    (window, isComplete) = decoder.next(past: 0)
  }

  /// Drops the first `count` bytes of the window and decodes further ones behind the rest.
  mutating func advance(past count: Int) {
    if let decoder { (window, isComplete) = decoder.next(past: count) }
  }

  /// iconv over the document, with a buffer of its own.
  private final class Decoder {
    private let source: UnsafeRawBufferPointer
    private let handle: iconv_t
    private let buffer: UnsafeMutableRawBufferPointer
    private var position = 0
    private var filled = 0

    init?(_ source: UnsafeRawBufferPointer, from encoding: String) {
      guard let handle = iconv_open("UTF-8", encoding), Int(bitPattern: handle) != -1 else { return nil }
      self.source = source
      self.handle = handle
      buffer = .allocate(byteCount: 1 << 16, alignment: 8)
    }

    deinit {
      iconv_close(handle)
      buffer.deallocate()
    }

    func next(past count: Int) -> (UnsafeRawBufferPointer, Bool) {
      UnsafeMutableRawBufferPointer(rebasing: buffer[0..<(filled - count)])
        .copyMemory(from: UnsafeRawBufferPointer(rebasing: buffer[count..<filled]))
      filled -= count
      while position < source.count, buffer.count - filled > 1 << 12 {
        var input = UnsafeMutablePointer(mutating: source.baseAddress?.assumingMemoryBound(to: CChar.self))
        input = input.map { $0 + position }
        var output = buffer.baseAddress.map { $0.assumingMemoryBound(to: CChar.self) + filled }
        var inputLeft = min(source.count - position, 1 << 14)
        var outputLeft = buffer.count - filled
        let offered = inputLeft
        let room = outputLeft
        errno = 0
        let result = iconv(handle, &input, &inputLeft, &output, &outputLeft)
        position += offered - inputLeft
        filled += room - outputLeft
        // What the encoding does not define becomes U+FFFD; a sequence cut by the end of the block waits for the next.
        if result == -1, errno == EILSEQ || (errno == EINVAL && position + inputLeft == source.count) {
          for byte in [0xEF, 0xBF, 0xBD] as [UInt8] {
            buffer[filled] = byte
            filled += 1
          }
          position += 1
        }
      }
      return (UnsafeRawBufferPointer(rebasing: buffer[0..<filled]), position == source.count)
    }
  }
}

/// How a document is encoded, from its first bytes, its declaration and, where those disagree, all of it.
struct XMLEncoding {
  /// Where the text begins, behind byte order marks and spaces.
  private(set) var start = 0
  /// The name for iconv; nil where the bytes are UTF-8 (or nearly, which the feed mends).
  private(set) var decodedAs: String?
  /// What the document says wrongly of itself.
  private(set) var mistakes: [String] = []

  init(of bytes: UnsafeRawBufferPointer) {
    let marks: [(bytes: [UInt8], name: String?)] = [
      ([0xEF, 0xBB, 0xBF], nil), ([0xFF, 0xFE, 0, 0], "UTF-32LE"), ([0, 0, 0xFE, 0xFF], "UTF-32BE"),
      ([0xFF, 0xFE], "UTF-16LE"), ([0xFE, 0xFF], "UTF-16BE"),
    ]
    var marked = false
    while let mark = marks.first(where: { bytes[start...].starts(with: $0.bytes) }) {
      start += mark.bytes.count
      // A byte order mark of UTF-16 before plain ASCII is a lie.
      decodedAs = mark.name.flatMap { Self.zeros(bytes[start...]) ? $0 : nil }
      if marked { mistakes.append("a second byte order mark was left out") }
      marked = true
    }
    if decodedAs != nil {
      compareDeclaration(bytes)
      return
    }
    let head = bytes[start...].prefix(4)
    let wide: [(bytes: [UInt8], name: String)] = [
      ([0x3C, 0, 0, 0], "UTF-32LE"), ([0, 0, 0, 0x3C], "UTF-32BE"), ([0x3C, 0], "UTF-16LE"), ([0, 0x3C], "UTF-16BE"),
    ]
    decodedAs = wide.first { head.starts(with: $0.bytes) }?.name
    if decodedAs != nil {
      compareDeclaration(bytes)
      return
    }
    skipSpaces(bytes)
    decideByDeclaration(bytes, isMarked: marked)
  }

  private static func zeros(_ bytes: Slice<UnsafeRawBufferPointer>) -> Bool { bytes.prefix(8).contains(0) }

  private mutating func skipSpaces(_ bytes: UnsafeRawBufferPointer) {
    let first = bytes[start...].firstIndex { !$0.isXMLSpace && $0 != 0 } ?? bytes.endIndex
    guard first > start, bytes[first...].starts(with: "<?xml".utf8) else { return }
    start = first
    mistakes.append("the file begins with white space before its XML declaration")
  }

  /// Notes where a text in wide characters says that it is of another encoding.
  private mutating func compareDeclaration(_ bytes: UnsafeRawBufferPointer) {
    // What it says is in ASCII, whose wide characters are its bytes and zeros.
    let narrow = bytes[start...].prefix(4096).filter { $0 != 0 }
    guard let declared = Self.declared(narrow), !Self.isWide(declared), let decodedAs else { return }
    mistakes.append("the file says that it is \(declared), but its bytes are \(decodedAs.prefix(6))")
  }

  private static func isWide(_ name: String) -> Bool {
    let name = name.uppercased()
    return ["UTF-16", "UTF16", "UTF-32", "UTF32", "ISO-10646", "UCS"].contains { name.hasPrefix($0) }
  }

  private mutating func decideByDeclaration(_ bytes: UnsafeRawBufferPointer, isMarked: Bool) {
    guard let declared = Self.declared(bytes[start...]) else { return }
    let name = declared.uppercased()
    if name == "UTF-8" || name == "UTF8" || name == "US-ASCII" || name == "ASCII" { return }
    if Self.isWide(declared) {
      mistakes.append("the file says that it is \(declared), but its bytes are UTF-8")
      return
    }
    switch bytes.textOfUTF8 {
    case .ascii: return
    case .utf8: mistakes.append("the file says that it is \(declared), but its bytes are UTF-8")
    case .other:
      if isMarked {
        mistakes.append("the file says that it is \(declared), but begins with the mark of UTF-8")
      } else {
        decodedAs = name == "ISO-8859-1" || name == "LATIN1" ? "WINDOWS-1252" : declared
      }
    }
  }

  /// The name in `encoding="…"` of the XML declaration.
  private static func declared(_ bytes: some Collection<UInt8>) -> String? {
    guard bytes.starts(with: "<?xml".utf8), let end = bytes.prefix(1024).firstIndex(of: 0x3E) else { return nil }
    let declaration = String(decoding: bytes[..<end], as: UTF8.self)
    guard let name = declaration.firstRange(of: "encoding") else { return nil }
    let quoted = declaration[name.upperBound...].drop { $0 == " " || $0 == "=" || $0 == "\t" }
    guard let quote = quoted.first, quote == "\"" || quote == "'" else { return nil }
    let value = quoted.dropFirst().prefix { $0 != quote }
    let isName =
      !value.isEmpty
      && value.utf8.allSatisfy { $0.isASCIILetterOrDigit || $0 == 0x2D || $0 == 0x5F || $0 == 0x3A || $0 == 0x2E }
    return isName ? String(value) : nil
  }
}

extension UnsafeRawBufferPointer {
  enum TextOfUTF8 { case ascii, utf8, other }

  /// Whether the bytes are ASCII, UTF-8 with more than ASCII, or neither; a cut last character does not count.
  var textOfUTF8: TextOfUTF8 {
    var index = 0
    var result = TextOfUTF8.ascii
    while index < count {
      while index + 8 <= count, !loadUnaligned(fromByteOffset: index, as: UInt64.self).hasHighBit { index += 8 }
      guard index < count else { break }
      let length = utf8Length(at: index)
      if length == 0 { return .other }
      if length > 1 { result = .utf8 }
      index += length
    }
    return result
  }
}
