import Contacts
import TextEncoding
import VCardSyntax

/// Contacts of a file of cards.
struct VCardSource: ContactSource {
  let name: String
  private let text: FileBytes
  private let isValid: Bool
  /// The character set of text that is no UTF-8 and names none.
  private let fallback: String
  private let isFallbackGuessed: Bool
  private let parts: [VCardParts.Part]
  private let dialect: CardDialect
  private let guess: String

  init(
    _ file: FileBytes, path: String, format: Format, isGuess: Bool, encoding: String?
  ) throws(Failure) {
    let decoded = try Input.decoded(file, path: path, as: encoding)
    // Cards may name a character set each, so text of other encodings than Unicode's is decoded property by property.
    let isUnicode = decoded.encoding.uppercased().hasPrefix("UTF")
    name = path
    text = isUnicode && decoded.replacements == 0 || decoded.encoding != "UTF-8" && isUnicode ? decoded.text : file
    isValid = isUnicode && decoded.replacements == 0
    fallback = isUnicode ? "" : decoded.encoding
    isFallbackGuessed = decoded.isGuessed
    parts = VCardParts(text.bytes).parts
    dialect = CardDialect(format)
    guess = isGuess ? "\(format.id) (\(format.title))" : ""
    guard !text.bytes.allSatisfy({ $0 <= 0x20 }) else {
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
    let path = path.lowercased()
    return path.hasSuffix(".vcf") || path.hasSuffix(".vcard")
  }

  var partCount: Int { parts.count }

  private func reader(part: Int) -> VCardReader {
    let bytes = UnsafeRawBufferPointer(rebasing: text.bytes[parts[part].range])
    return VCardReader(bytes, line: parts[part].line, isValid: isValid, fallback: fallback)
  }

  func read<Sink: RecordSink>(part: Int, into sink: inout Sink) throws(Failure) {
    if part == 0 {
      if !guess.isEmpty { sink.log.add(.formatGuessed, guess) }
      if isFallbackGuessed, !fallback.isEmpty { sink.log.add(.encodingGuessed, fallback) }
    }
    var unmapped = UnmappedProperties()
    var reader = reader(part: part)
    while reader.next() {
      let place = Place(line: reader.line)
      for problem in reader.problems { sink.log.add(problem) }
      guard reader.properties.contains(where: { !$0.name.equals("VERSION") }) else {
        sink.reject(.recordUnreadable, "the card is empty", at: place)
        continue
      }
      let reading = CardReading(reader.properties, dialect: dialect)
      for (index, reason) in reading.broken {
        sink.log.add(.cardRepaired, reason.description, at: Place(line: reader.properties[index].line))
      }
      unmapped.count(reader.properties, reading.slots)
      var contact = reading.contact
      contact.extras.append(reading.layout(of: reader.properties))
      sink.accept(&contact, at: place)
    }
    for problem in reader.problems { sink.log.add(problem) }
    unmapped.tell(&sink.log)
  }

  func rejectedFile(_ rejections: [[(ordinal: Int, reason: String)]]) throws(Failure) -> RejectedFile {
    var file: [UInt8] = []
    for (part, rejected) in rejections.enumerated() where !rejected.isEmpty {
      let bytes = text.bytes[parts[part].range]
      var reader = reader(part: part)
      var ordinal = 0
      var wanted = rejected[...]
      while let next = wanted.first, reader.next() {
        if ordinal == next.ordinal {
          append(
            UnsafeRawBufferPointer(rebasing: UnsafeRawBufferPointer(rebasing: bytes)[reader.range]), next.reason, &file)
          wanted = wanted.dropFirst()
        }
        ordinal += 1
      }
    }
    return RejectedFile(suffix: "vcf", bytes: file)
  }

  /// Adds a card as it stands in the file, with the reason behind its first line.
  private func append(_ card: UnsafeRawBufferPointer, _ reason: String, _ file: inout [UInt8]) {
    let note = "X-SWITCHBOOK-REASON:\(reason.replacing("\n", with: " "))\r\n"
    let firstEnd = card.firstIndex { $0 == 0x0A || $0 == 0x0D } ?? card.count
    let first = UnsafeRawBufferPointer(rebasing: card[..<firstEnd]).trimmed
    let begin = card.firstRange(of: "BEGIN:VCARD".utf8).map(\.upperBound)
    if let begin, begin <= firstEnd || first.equals("BEGIN:VCARD") {
      file.append(contentsOf: "BEGIN:VCARD\r\n\(note)".utf8)
      file.append(contentsOf: card[firstEnd...].drop { $0 == 0x0A || $0 == 0x0D })
    } else {
      file.append(contentsOf: "BEGIN:VCARD\r\n\(note)".utf8)
      file.append(
        contentsOf: first.equals("BEGIN:VCARD") ? card[firstEnd...].drop { $0 == 0x0A || $0 == 0x0D } : card[...])
    }
    while file.last == 0x0A || file.last == 0x0D { file.removeLast() }
    file.append(contentsOf: "\r\n".utf8)
    if !UnsafeRawBufferPointer(rebasing: card.suffix(9)).equals("END:VCARD") {
      file.append(contentsOf: "END:VCARD\r\n".utf8)
    }
  }
}

/// Counts the properties that the model has no field for, by name, so that each is told once.
private struct UnmappedProperties {
  private var names: [(name: [UInt8], count: Int, place: Place)] = []

  mutating func count(_ properties: [VCardProperty], _ slots: [CardReading.Slot]) {
    for (property, slot) in zip(properties, slots) {
      guard case .extra = slot else { continue }
      if let known = names.firstIndex(where: { $0.name.elementsEqual(property.name) }) {
        names[known].count += 1
      } else if names.count < 1_000 {
        names.append((Array(property.name), 1, Place(line: property.line)))
      }
    }
  }

  func tell(_ log: inout DiagnosticLog) {
    for (name, count, place) in names {
      log.add(.propertyUnmapped, String(decoding: name, as: UTF8.self).uppercased(), at: place, count: count)
    }
  }
}

extension DiagnosticLog {
  /// Tells what is wrong with a card.
  mutating func add(_ problem: VCardProblem) {
    let place = Place(line: problem.line, column: problem.column)
    switch problem.kind {
    case .beginMissing: add(.cardRepaired, "BEGIN:VCARD is missing", at: place)
    case .endMissing: add(.cardRepaired, "END:VCARD is missing", at: place)
    case .versionMissing: add(.cardRepaired, "it says no version", at: place)
    case .versionUnknown: add(.cardRepaired, "it says a version that does not exist", at: place)
    case .lineJoined: add(.cardRepaired, "a line is no property and was added to the one above", at: place)
    case .lineStray: add(.cardRepaired, "a line is no property and was left out", at: place)
    case .quoteOpen: add(.cardRepaired, "a quotation mark in a parameter is never closed", at: place)
    case .quotedPrintableBroken: add(.cardRepaired, "quoted-printable text is broken", at: place)
    case .charsetUnknown: add(.cardRepaired, "its character set is unknown; read as UTF-8", at: place)
    case .agentOpen: add(.cardRepaired, "a card inside of a card is never closed", at: place)
    case .undecodable: add(.undecodableBytes, "UTF-8", at: place)
    case .nulByte: add(.nulByte, at: place)
    case .propertyOversized: add(.fieldOversized, "16 MiB", at: place)
    case .tooManyProperties: add(.fieldOversized, "10,000 properties of one card", at: place)
    }
  }
}

extension FormatLibrary {
  /// The format for cards that nobody named one for.
  func recognisedCards(path: String) throws(Failure) -> Format {
    guard let format = formats.first(where: { $0.syntax == .vcard && $0.recognition.isLastResort }) else {
      throw Failure(.formatUnknown, "no format for cards is known", file: path)
    }
    return format
  }
}
