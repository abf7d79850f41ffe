import JSONSyntax
import XMLSyntax

/// A file of jCards, xCards or JSContact cards as it is written: what begins it, its cards one after the other, what ends
/// it.
struct StructuredFile: Sendable {
  /// What begins the file.
  let head: [UInt8]
  /// What ends it.
  let foot: [UInt8]
  private let syntax: Format.Syntax
  /// Where the elements of cards go.
  private let xml: XMLWriter

  init(_ syntax: Format.Syntax) {
    self.syntax = syntax
    var writer = XMLWriter()
    writer.open("vcards", [("xmlns", "urn:ietf:params:xml:ns:vcard-4.0")])
    let opening = writer.takePart()
    xml = writer
    head = syntax == .xcard ? opening : Array("[".utf8)
    foot = syntax == .xcard ? writer.take() : Array("\n]\n".utf8)
  }

  /// The whole file.
  func file(_ cards: [[StructuredProperty]]) -> [UInt8] { head + text(cards, areFirst: true) + foot }

  /// Cards of vCard 4.0 as those of the file; `areFirst` says that none stand before them.
  func text(ofCards cards: [UInt8], areFirst: Bool) -> [UInt8] {
    text(StructuredCards.properties(ofCards: cards), areFirst: areFirst)
  }

  private func text(_ cards: [[StructuredProperty]], areFirst: Bool) -> [UInt8] {
    if syntax == .xcard {
      var writer = xml.fragment()
      for card in cards { XCard.write(card, to: &writer) }
      return writer.takePart()
    }
    var writer = JSONWriter()
    for (index, card) in cards.enumerated() {
      writer.append(raw: areFirst && index == 0 ? "\n" : ",\n")
      writer.append(syntax == .jscontact ? JSContact.card(card) : JCard.card(card))
    }
    return writer.take()
  }
}
