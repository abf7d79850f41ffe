import Contacts
import JSONSyntax
import TextEncoding
import VCardSyntax
import XMLSyntax

/// Contacts of a file of jCards, xCards or JSContact cards: each card becomes one of vCard 4.0 and is read as such.
struct StructuredCards: ContactSource {
  let name: String
  private let file: FileBytes
  private let format: Format
  private let guess: String
  private let dialect: CardDialect

  init(_ file: FileBytes, path: String, format: Format, isGuess: Bool) {
    name = path
    self.file = file
    self.format = format
    dialect = CardDialect(format)
    guess = isGuess ? "\(format.id) (\(format.title))" : ""
  }

  let partCount = 1

  func read<Sink: RecordSink>(part: Int, into sink: inout Sink) throws(Failure) {
    if !guess.isEmpty { sink.log.add(.formatGuessed, guess) }
    var unmapped = UnmappedProperties()
    let tellsShape = format.syntax != .jscontact
    let repairs = try eachCard { properties -> Read? in
      guard let properties, !properties.sayNothing else { return nil }
      return Read(lines: Self.vCard(properties), reshaped: tellsShape ? properties.filter { !$0.isHeldByLine } : [])
    } do: { card, item in
      let place = item.place
      guard let card else {
        sink.reject(.recordUnreadable, item.problem, at: place)
        return
      }
      for property in card.reshaped {
        sink.log.add(
          .cardReshaped, property.name.uppercased(), at: place,
          example: property.values.joined().joined().joined(separator: ", "))
      }
      card.lines.withUnsafeBytes { bytes in
        var reader = VCardReader(bytes, isValid: true)
        guard reader.next() else { return sink.reject(.recordUnreadable, "the card is empty", at: place) }
        for problem in reader.problems { sink.log.add(problem, at: place) }
        var reading = CardReading(dialect: dialect)
        reading.read(reader.properties, of: reader.version)
        unmapped.count(reader.properties, reading.slots, at: place)
        reading.contact.extras.append(CardLayout.extra(of: reader, reading))
        sink.accept(&reading.contact, at: place)
      }
    }
    for repair in repairs {
      sink.log.add(.markupRepaired, repair.message, at: Place(line: repair.line, column: repair.column))
    }
    unmapped.tell(&sink.log)
  }

  /// The card as lines of vCard 4.0.
  static func vCard(_ properties: [StructuredProperty]) -> [UInt8] {
    var writer = VCardWriter(version: .v40, layout: .init(width: 0, isCRLF: false))
    writer.begin()
    for property in properties where property.name != "version" { property.write(to: &writer) }
    writer.end()
    return writer.take()
  }

  /// A card that was read, as lines of vCard 4.0.
  private struct Read: Sendable {
    let lines: [UInt8]
    /// The properties that no line holds as they are.
    let reshaped: [StructuredProperty]
  }

  /// An item of a file.
  private struct Item: Sendable {
    var place: Place
    /// What it says, of JSON.
    var value = JSONValue.null
    /// What is wrong with it, if it is no card.
    var problem = "this is no card"
  }

  /// Goes through the cards. Those in JSON are taken apart and made on every core, a hundred or so at a time. What is broken
  /// behind a good card is an item that is none.
  ///
  /// - Parameters:
  ///   - make: makes a card of its properties; of nil for an item that is none.
  ///   - body: takes the cards in order, each with the item as it stands.
  private func eachCard<Card: Sendable>(
    _ make: @Sendable ([StructuredProperty]?) -> Card, do body: (_ card: Card, _ item: Item) -> Void
  ) throws(Failure) -> [XMLProblem] {
    if format.syntax == .xcard {
      var hasCard = false
      do {
        return try readXML(file.bytes, records: ["vcard"]) { event in
          guard case .record(let element) = event else { return }
          hasCard = true
          body(make(XCard.properties(of: element)), Item(place: Place(line: element.line)))
        }
      } catch {
        guard hasCard else {
          throw Failure(.markupRefused, error.message, file: name, line: error.line, column: error.column)
        }
        body(
          make(nil),
          Item(
            place: Place(line: error.line, column: error.column), value: .string(text(fromLine: error.line)),
            problem: "the file is refused from here on: \(error.message)"))
        return []
      }
    }
    let isJCard = format.syntax == .jcard
    var reader = JSONReader(file.bytes) { isJCard && Self.isCard($0) }
    var hasCard = false
    var items: [Item] = []
    func takeItems() {
      let waiting = items
      items.removeAll(keepingCapacity: true)
      let size = 16
      let made = concurrently((waiting.count + size - 1) / size) { part in
        waiting[(part * size)..<min((part + 1) * size, waiting.count)].map { item in
          let properties = isJCard ? JCard.properties(of: item.value) : JSContact.properties(of: item.value)
          return (card: make(properties), isCard: properties?.sayNothing == false)
        }
      }
      for (made, item) in zip(made.joined(), waiting) {
        hasCard = hasCard || made.isCard
        body(made.card, item)
      }
    }
    do throws(JSONError) {
      while let item = try reader.next() {
        items.append(Item(place: Place(line: item.line), value: item.value))
        if items.count == 128 { takeItems() }
      }
      takeItems()
    } catch {
      takeItems()
      guard hasCard else {
        throw Failure(.fileDamaged, error.what, file: name, line: error.line, column: error.column)
      }
      let rest = String(decoding: reader.rest.prefix(CardFile.recordLimit), as: UTF8.self)
      body(
        make(nil),
        Item(
          place: Place(line: error.line, column: error.column), value: .string(rest),
          problem: "the file is damaged from here on: \(error.what)"))
    }
    return []
  }

  /// The file's text from a line on, as much of it as is kept of an item that is no card.
  private func text(fromLine line: Int) -> String {
    var rest = file.bytes[...]
    for _ in 1..<max(1, line) { rest = rest.drop { $0 != 0x0A }.dropFirst() }
    return String(decoding: rest.prefix(CardFile.recordLimit), as: UTF8.self)
  }

  /// What goes into the rejected file: the properties, or all of an item that has none.
  private static func kept(_ properties: [StructuredProperty]?, of item: Item) -> [StructuredProperty] {
    if let properties, !properties.sayNothing { return properties }
    if case .null = item.value { return [] }
    return [record(item.value)]
  }

  /// What is kept of an item that is no card.
  private static func record(_ item: JSONValue) -> StructuredProperty {
    if let text = item.text { return StructuredProperty("x-switchbook-record", text) }
    var writer = JSONWriter()
    writer.append(item)
    return StructuredProperty(
      "x-switchbook-record", String(decoding: writer.take().prefix(CardFile.recordLimit), as: UTF8.self))
  }

  /// Whether an array is a card and no list of cards: it begins with the word `vcard`.
  static func isCard(_ text: UnsafeRawBufferPointer) -> Bool {
    text.first { $0 > 0x20 } == 0x22
  }

  func rejectedFile(_ rejections: [[(ordinal: Int, reason: String)]]) throws(Failure) -> RejectedFile {
    var wanted = (rejections.first ?? [])[...]
    var cards: [[StructuredProperty]] = []
    var ordinal = 0
    _ = try eachCard {
      $0
    } do: { properties, item in
      if let next = wanted.first, next.ordinal == ordinal {
        wanted = wanted.dropFirst()
        var reason = StructuredProperty()
        reason.name = "x-switchbook-reason"
        reason.values = [[[next.reason]]]
        cards.append(Self.kept(properties, of: item) + [reason])
      }
      ordinal += 1
    }
    return RejectedFile(
      suffix: format.syntax == .xcard ? "xml" : "json", bytes: StructuredFile(format.syntax).file(cards))
  }

  /// The properties of cards of vCard 4.0, by card.
  static func properties(ofCards cards: [UInt8]) -> [[StructuredProperty]] {
    cards.withUnsafeBytes { bytes in
      var reader = VCardReader(bytes, isValid: true)
      var cards: [[StructuredProperty]] = []
      while reader.next() { cards.append(reader.properties.map(StructuredProperty.init)) }
      return cards
    }
  }
}

extension [StructuredProperty] {
  /// Whether there is nothing but the version of a card.
  fileprivate var sayNothing: Bool { allSatisfy { $0.name == "version" } }
}

extension FormatLibrary {
  /// The format of a JSON text, by the words that its cards begin with.
  func recognised(json bytes: UnsafeRawBufferPointer, path: String) throws(Failure) -> Format {
    let head = String(decoding: bytes.prefix(4096), as: UTF8.self)
    if head.allSatisfy({ $0.isWhitespace || $0 == "[" || $0 == "]" }) {
      throw Failure(.fileWithoutRecords, "the list is empty", file: path)
    }
    let isJCard = head.holds("\"vcard\"")
    let syntax: Format.Syntax? = isJCard ? .jcard : head.holds("\"Card\"") ? .jscontact : nil
    guard let syntax, let outline = try outlines(of: syntax).first else {
      throw Failure(
        .formatUnknown, "this is JSON, but neither jCard nor JSContact", file: path, help: "see switchbook formats list"
      )
    }
    return try format(outline)
  }
}
