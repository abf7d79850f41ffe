import Contacts
import JSONSyntax
import TextEncoding

/// Contacts of a file of JSContact cards: a list of them, or one after the other.
struct JSContactSource: ContactSource {
  let name: String
  private let file: FileBytes
  private let guess: String

  init(_ file: FileBytes, path: String, format: Format, isGuess: Bool) {
    name = path
    self.file = file
    guess = isGuess ? "\(format.id) (\(format.title))" : ""
  }

  let partCount = 1

  func read<Sink: RecordSink>(part: Int, into sink: inout Sink) throws(Failure) {
    if !guess.isEmpty { sink.log.add(.formatGuessed, guess) }
    try eachCard { card, line in
      guard let found = JSContact.contact(of: card) else {
        return sink.reject(.recordUnreadable, "this is no card", at: Place(line: line))
      }
      var contact = found.contact
      for member in found.lost { sink.log.add(.fieldLost, member, at: Place(line: line), example: contact.displayName) }
      sink.accept(&contact, at: Place(line: line))
    }
  }

  private func eachCard(_ body: (_ card: JSONValue, _ line: Int) -> Void) throws(Failure) {
    do throws(JSONError) {
      var reader = JSONReader(file.bytes)
      while let item = try reader.next() { body(item.value, item.line) }
    } catch {
      throw Failure(.fileUnreadable, error.what, file: name, line: error.line, column: error.column)
    }
  }

  func rejectedFile(_ rejections: [[(ordinal: Int, reason: String)]]) throws(Failure) -> RejectedFile {
    var wanted = (rejections.first ?? [])[...]
    var cards: [JSONValue] = []
    var ordinal = 0
    try eachCard { card, _ in
      if let next = wanted.first, next.ordinal == ordinal {
        wanted = wanted.dropFirst()
        cards.append(.object(card.members + [.init(JSContact.own + "reason", .string(next.reason))]))
      }
      ordinal += 1
    }
    return RejectedFile(suffix: "json", bytes: JSContact.file(cards))
  }
}

extension JSContact {
  /// A file with these cards, one a line.
  static func file(_ cards: [JSONValue]) -> [UInt8] {
    var writer = JSONWriter()
    writer.append(raw: "[")
    for (index, card) in cards.enumerated() {
      writer.append(raw: index == 0 ? "\n" : ",\n")
      writer.append(card)
    }
    writer.append(raw: "\n]\n")
    return writer.take()
  }
}
