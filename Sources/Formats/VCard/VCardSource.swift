import Contacts
import TextEncoding
import VCardSyntax

/// Contacts of a file of cards.
struct VCardSource: ContactSource {
  let name: String
  private let cards: CardFile
  private let parts: [VCardParts.Part]
  private let dialect: CardDialect
  private let guess: String

  init(
    _ file: FileBytes, path: String, format: Format, isGuess: Bool, encoding: String?
  ) throws(Failure) {
    name = path
    cards = try CardFile(file, path: path, encoding: encoding)
    let text = cards.text
    parts = VCardParts(text.bytes) { text.letGo($0) }.parts
    dialect = CardDialect(format)
    guess = isGuess ? "\(format.id) (\(format.title))" : ""
    guard !cards.text.bytes.allSatisfy({ $0 <= 0x20 }) else {
      throw Failure(.fileEmpty, "the file holds nothing but blank lines", file: path)
    }
  }

  /// Whether a file begins like cards, in any encoding of ASCII's letters, or is named like them.
  static func recognises(_ bytes: UnsafeRawBufferPointer, path: String) -> Bool {
    let begin = Array("BEGIN:VCARD".utf8)
    var matched = 0
    for byte in bytes.prefix(4096) where byte != 0 && byte < 0x80 && (matched > 0 || byte > 0x20) {
      // The mask makes capitals of letters and leaves the colon.
      guard (byte == 0x3A ? byte : byte & 0xDF) == begin[matched] else { break }
      matched += 1
      if matched == begin.count { return true }
    }
    return isNamedLikeCards(path)
  }

  static func isNamedLikeCards(_ path: String) -> Bool {
    let path = path.lowercased()
    return path.hasSuffix(".vcf") || path.hasSuffix(".vcard")
  }

  var partCount: Int { parts.count }

  func read<Sink: RecordSink>(part: Int, into sink: inout Sink) throws(Failure) {
    if part == 0, !guess.isEmpty { sink.log.add(.formatGuessed, guess) }
    defer { cards.text.letGo(parts[part].range) }
    var unmapped = UnmappedProperties()
    let count = cards.read(parts[part], dialect: dialect, unmapped: &unmapped, into: &sink)
    // Parts are cut in front of cards, so a file without one is a single part.
    guard count > 0 else {
      throw Failure(
        .fileWithoutRecords, "there is no card in the file", file: name, help: "cards begin with a line BEGIN:VCARD")
    }
    unmapped.tell(&sink.log)
  }

  func rejectedFile(_ rejections: [[(ordinal: Int, reason: String)]]) throws(Failure) -> RejectedFile {
    var file: [UInt8] = []
    for (part, rejected) in rejections.enumerated() where !rejected.isEmpty {
      var wanted = rejected[...]
      var ordinal = 0
      _ = cards.appendRejected(parts[part], &wanted, &ordinal, to: &file)
    }
    return RejectedFile(suffix: "vcf", bytes: file)
  }
}

extension FormatLibrary {
  /// The format for cards that nobody named one for.
  func recognisedCards(path: String) throws(Failure) -> Format {
    guard let format = try lastResort(.vcard) else {
      throw Failure(.formatUnknown, "no format for cards is known", file: path)
    }
    return format
  }
}
