import Contacts
import TextEncoding
import VCardSyntax

/// The text of a file of cards, and how it is read.
struct CardFile: Sendable {
  let text: FileBytes
  /// The character set of text that is no UTF-8 and names none.
  let fallback: String
  private let isFallbackGuessed: Bool
  private let isValid: Bool

  init(_ file: FileBytes, path: String, encoding: String?) throws(Failure) {
    var file = file
    let whole = try? DecodedText.decode(file, as: encoding)
    let decoded: DecodedText
    if let whole, encoding != nil || whole.encoding == "UTF-8" && whole.replacements == 0 {
      decoded = whole
    } else if encoding == nil, let joined = JoinedCards.inBytes(file) {
      file = joined
      decoded = try DecodedText.decoded(file, path: path, as: nil)
    } else if let whole {
      decoded = whole
    } else {
      decoded = try DecodedText.decoded(file, path: path, as: encoding)
    }
    // Cards may name a character set each, so text of other encodings than Unicode's is decoded property by property.
    let isUTF8 = decoded.encoding == "UTF-8"
    let isWide = !isUTF8 && Self.wide.contains { decoded.encoding.uppercased().hasPrefix($0) }
    isValid = isWide || isUTF8 && decoded.replacements == 0
    text = isValid ? decoded.text : file
    // What is no UTF-8 in a file that is UTF-8 elsewhere, quoted-printable that names no character set for one, came
    // from a program that wrote the West's usual one.
    let isUnicode = isUTF8 || isWide
    fallback = isUnicode ? Self.usualFallback : Self.superset[decoded.encoding.uppercased()] ?? decoded.encoding
    isFallbackGuessed = isUnicode || decoded.isGuessed
  }

  /// What the names of encodings begin with whose bytes are not what they look like.
  private static let wide = ["UTF", "ISO-2022"]

  /// The character set that programs of the West used before Unicode.
  static let usualFallback = "WINDOWS-1252"

  /// Windows' character sets hold all letters of these, and signs such as `€` and `’` where these have controls.
  private static let superset = [
    "ISO-8859-1": "WINDOWS-1252", "ISO-8859-9": "WINDOWS-1254", "ISO-8859-11": "WINDOWS-874",
  ]

  /// All of the file as one part.
  var whole: VCardParts.Part { VCardParts.Part(range: 0..<text.count, line: 1) }

  private func bytes(_ part: VCardParts.Part) -> UnsafeRawBufferPointer {
    UnsafeRawBufferPointer(rebasing: text.bytes[part.range])
  }

  private func reader(_ part: VCardParts.Part) -> VCardReader {
    VCardReader(bytes(part), line: part.line, isValid: isValid, fallback: fallback)
  }

  /// Delivers the cards of a part, and returns how many there were.
  ///
  /// - Parameter number: of the file in a folder or archive; 0 for none.
  func read<Sink: RecordSink>(
    _ part: VCardParts.Part, number: Int = 0, dialect: CardDialect, unmapped: inout UnmappedProperties,
    into sink: inout Sink
  ) -> Int {
    var reader = reader(part)
    var reading = CardReading(dialect: dialect)
    var count = 0
    while reader.next() {
      count += 1
      let place = Place(file: number, line: reader.line)
      for problem in reader.problems { sink.log.add(problem, file: number) }
      if isFallbackGuessed, reader.usesFallback {
        sink.log.add(.encodingGuessed, fallback, at: place)
        reader.usesFallback = false
      }
      guard reader.properties.contains(where: { !CardReading.isNothing($0) }) else {
        sink.reject(.recordUnreadable, "the card is empty", at: place)
        continue
      }
      reading.read(reader.properties, of: reader.version)
      for (index, reason) in reading.broken {
        let line = reader.properties[index].line
        sink.log.add(.cardRepaired, reason.description, at: Place(file: number, line: line))
      }
      unmapped.count(reader.properties, reading.slots, file: number)
      reading.contact.extras.append(CardLayout.extra(of: reader, reading))
      sink.accept(&reading.contact, at: place)
    }
    for problem in reader.problems { sink.log.add(problem, file: number) }
    return count
  }

  /// Adds the cards of a part that were rejected as they stand in the file, each with its reason; takes them off
  /// `wanted`, counts the part's cards in `ordinal`, and returns how many there were.
  func appendRejected(
    _ part: VCardParts.Part, _ wanted: inout ArraySlice<(ordinal: Int, reason: String)>, _ ordinal: inout Int,
    to file: inout [UInt8]
  ) -> Int {
    let bytes = bytes(part)
    var reader = reader(part)
    let first = ordinal
    while reader.next() {
      if let next = wanted.first, ordinal == next.ordinal {
        append(UnsafeRawBufferPointer(rebasing: bytes[reader.range]), next.reason, to: &file)
        wanted = wanted.dropFirst()
      }
      ordinal += 1
    }
    return ordinal - first
  }

  /// Adds all cards, each with the reason why the file is refused as a whole; of a file without cards, what it begins
  /// with.
  func appendRefused(_ reason: String, to file: inout [UInt8]) {
    let bytes = bytes(whole)
    var reader = reader(whole)
    var hasCards = false
    while reader.next() {
      append(UnsafeRawBufferPointer(rebasing: bytes[reader.range]), reason, to: &file)
      hasCards = true
    }
    if !hasCards {
      Self.appendReason(reason, record: String(decoding: bytes.prefix(Self.recordLimit), as: UTF8.self), to: &file)
    }
  }

  /// How much is kept of a record that is no card, in bytes.
  static let recordLimit = 1 << 16

  /// Adds a card that holds nothing but a reason, and what there is to keep of a record that is no card.
  static func appendReason(_ reason: String, record: String = "", to file: inout [UInt8]) {
    appendHead(reason, to: &file)
    if !record.isEmpty {
      var writer = VCardWriter(version: .v30)
      writer.append(record)
      writer.property("X-SWITCHBOOK-RECORD")
      file.append(contentsOf: writer.take())
    }
    file.append(contentsOf: "END:VCARD\r\n".utf8)
  }

  /// Adds a card with the reason behind its first line; what begins or ends it is added where it was missing.
  private func append(_ card: UnsafeRawBufferPointer, _ reason: String, to file: inout [UInt8]) {
    let firstEnd = card.firstIndex { $0 == 0x0A || $0 == 0x0D } ?? card.count
    let first = UnsafeRawBufferPointer(rebasing: card[..<firstEnd])
    var body = Self.isBegin(first) ? card[firstEnd...].drop { $0 == 0x0A || $0 == 0x0D } : card[...]
    // Why the card was refused before counts no longer.
    while body.starts(with: Self.reasonHead) {
      body = body.drop { $0 != 0x0A && $0 != 0x0D }.drop { $0 == 0x0A || $0 == 0x0D }
    }
    Self.appendHead(reason, to: &file)
    file.append(contentsOf: body)
    while file.last == 0x0A || file.last == 0x0D { file.removeLast() }
    file.append(contentsOf: "\r\n".utf8)
    if !UnsafeRawBufferPointer(rebasing: card.suffix(9)).equals("END:VCARD") {
      file.append(contentsOf: "END:VCARD\r\n".utf8)
    }
  }

  private static let reasonHead = Array("X-SWITCHBOOK-REASON:".utf8)

  private static func appendHead(_ reason: String, to file: inout [UInt8]) {
    file.append(contentsOf: "BEGIN:VCARD\r\n".utf8)
    // A reason that a record had before is passed over as one line.
    var writer = VCardWriter(version: .v30, layout: .init(width: 0))
    writer.append(raw: reason.utf8)
    writer.property("X-SWITCHBOOK-REASON")
    file.append(contentsOf: writer.take())
  }

  private static func isBegin(_ line: UnsafeRawBufferPointer) -> Bool {
    let letters = line.filter { $0 > 0x20 && $0 < 0x80 }
    return letters.withUnsafeBytes { $0.equals("BEGIN:VCARD") }
  }
}
