import Contacts
import Testing
import VCardSyntax

@testable import Formats

/// Same version in and out loses nothing: every property, parameter and group that nobody edited, in its order.
@Suite struct RoundTripTests {
  @Test(arguments: VCardVersion.allCases)
  func everyLineComesBack(_ version: VCardVersion) throws {
    let seed = UInt64.random(in: 0 ... .max)
    print("seed \(seed)")
    var random = RandomCards(seed, version)
    for _ in 0..<200 {
      let card = random.next()
      let contact = try #require(try Cards.read(card.utf8).contacts.first, "seed \(seed)")
      let before = Self.lines(of: card.utf8)
      #expect(Self.lines(of: try Self.written(contact)) == before, "seed \(seed)\n\(card)")
      #expect(Self.lines(of: try Self.written(Self.stored(contact))) == before, "stored, seed \(seed)\n\(card)")
    }
  }

  @Test(arguments: VCardVersion.allCases)
  func anEditLeavesAllOtherLines(_ version: VCardVersion) throws {
    let seed = UInt64.random(in: 0 ... .max)
    print("seed \(seed)")
    var random = RandomCards(seed, version)
    for _ in 0..<100 {
      let card = random.next()
      var contact = try #require(try Cards.read(card.utf8).contacts.first, "seed \(seed)")
      contact.title = "Edited"
      let before = Self.lines(of: card.utf8).filter { !$0.isTitle }
      var after = Self.lines(of: try Self.written(contact))
      #expect(after.contains { $0.isTitle && $0.value == "Edited" }, "seed \(seed)\n\(card)")
      after.removeAll { $0.isTitle }
      #expect(after == before, "seed \(seed)\n\(card)")
    }
  }

  /// What a card becomes in another version depends on it alone, whatever stood in the cards before it.
  @Test(arguments: ["vcard", "vcard-2", "vcard-3", "vcard-4"])
  func cardsAreConvertedAsIfAlone(_ format: String) throws {
    let seed = UInt64.random(in: 0 ... .max)
    print("seed \(seed)")
    let format = try Cards.format(format)
    var cards = VCardVersion.allCases.map { RandomCards(seed, $0) }
    var contacts: [Contact] = []
    for index in 0..<120 {
      // Runs of one version, and versions in turn.
      let version = index < 60 ? index / 20 : index % 3
      let card = cards[version].next()
      contacts += try Cards.read(card.utf8).contacts
    }
    var together = DiagnosticLog()
    let file = try format.write(contacts, log: &together)
    var alone = DiagnosticLog()
    var cardsAlone: [UInt8] = []
    for contact in contacts { cardsAlone += try format.write([contact], log: &alone) }
    #expect(String(decoding: file, as: UTF8.self) == String(decoding: cardsAlone, as: UTF8.self), "seed \(seed)")
    #expect(together.diagnostics.map(\.count) == alone.diagnostics.map(\.count), "seed \(seed)")
    #expect(together.diagnostics.map(\.subject) == alone.diagnostics.map(\.subject), "seed \(seed)")
  }

  private static func written(_ contact: Contact) throws -> [UInt8] {
    var log = DiagnosticLog()
    let bytes = try Cards.format("vcard").write([contact], log: &log)
    #expect(log.diagnostics.isEmpty)
    return bytes
  }

  /// The contact as a bundle keeps it.
  private static func stored(_ contact: Contact) -> Contact { PackedContacts([contact])[0] }

  struct Line: Hashable {
    var head: String
    var value: String
    var isTitle: Bool { head.uppercased().split(separator: ";").first?.split(separator: ".").last == "TITLE" }
  }

  private static func lines(of card: some Collection<UInt8>) -> [Line] {
    Array(card).withUnsafeBytes { bytes in
      var reader = VCardReader(bytes)
      guard reader.next() else { return [] }
      #expect(reader.problems.isEmpty)
      return reader.properties.map { property in
        Line(
          head: String(decoding: property.head, as: UTF8.self), value: String(decoding: property.value, as: UTF8.self))
      }
    }
  }
}

/// Cards of one version as programs write them: the same for the same seed.
private struct RandomCards {
  private var state: UInt64
  private let version: VCardVersion

  init(_ seed: UInt64, _ version: VCardVersion) {
    state = seed
    self.version = version
  }

  private static let names = [
    "TEL", "tel", "EMAIL", "ADR", "URL", "ORG", "TITLE", "ROLE", "NOTE", "NICKNAME", "CATEGORIES", "BDAY", "REV", "UID",
    "X-FOO", "X-ABShowAs", "x-bar", "GEO", "TZ", "LABEL", "IMPP", "RELATED", "MAILER", "X-GOOGLE TALK", "FN", "PRODID",
  ]

  private static let texts = [
    "", "a", "Weber & Söhne GmbH", "one\\, two", "a\\;b;c", "a,b", "C:\\\\dir", "two\\nlines",
    "tel:+1-201-555-0123;ext=5",
    "+44 20 7946 0001", "020 7946 0002", "a@example.com", "mailto:a@example.com", "http\\://example.com",
    "https://example.com/?a=1,2;3", "日本語😀", "=", "=41", ":", ";;;;", ";;Road 1\\, Flat 2;London;;SW1;UK", " spaces ",
    "1984-02-29", "--0229", "19840229", "circa 1800", "20240102T030405Z", "urn:uuid:4fbe8971", "\"quoted\"", "^n",
    String(repeating: "long text, ", count: 20) + "end", String(repeating: "ü", count: 90),
  ]

  mutating func next() -> String {
    var lines = ["N:Weber;Anna;;;", "FN:Anna"]
    for _ in 0..<below(14) {
      let group = chance(4) ? "item\(below(3))." : ""
      let name = Self.names[below(Self.names.count)]
      lines.insert(group + name + parameters() + ":" + Self.texts[below(Self.texts.count)], at: below(lines.count + 1))
    }
    if chance(3) { lines += ["item1.TEL:+44 1632 960000", "item1.X-ABLabel:\(chance(2) ? "_$!<Mobile>!$_" : "Büro")"] }
    if chance(4) { lines.append(photo) }
    if chance(4), version == .v21 {
      lines.append("NOTE;CHARSET=ISO-8859-1;ENCODING=QUOTED-PRINTABLE:Stra=DFe=0D=0A=\r\nzwei")
    }
    if chance(9), version == .v21 { lines.append("AGENT:\r\nBEGIN:VCARD\r\nVERSION:2.1\r\nN:B\r\nEND:VCARD") }
    return (["BEGIN:VCARD", "VERSION:\(version.rawValue)"] + lines + ["END:VCARD", ""]).joined(separator: "\r\n")
  }

  private var photo: String {
    switch version {
    case .v21: "PHOTO;JPEG;ENCODING=BASE64:\r\n AAAA\r\n BBBB\r\n"
    case .v30: "PHOTO;ENCODING=b;TYPE=JPEG:AAAABBBB"
    case .v40: "PHOTO:data:image/jpeg;base64,AAAABBBB"
    }
  }

  private mutating func parameters() -> String {
    var text = ""
    for _ in 0..<below(3) {
      switch version {
      case .v21: text += [";WORK", ";HOME;VOICE", ";CELL", ";FAX", ";X-ODD=1", ";TYPE=PAGER", ";PREF"][below(7)]
      case .v30:
        text += [";TYPE=WORK,VOICE", ";type=CELL;type=pref", ";LANGUAGE=de", ";X-A=\"b;c:d\"", ";TYPE=fax"][below(5)]
      case .v40:
        text += [";TYPE=\"work,fax\"", ";PREF=2", ";PID=1.1", ";ALTID=1", ";X-A=\"^n;\"", ";TYPE=cell"][below(6)]
      }
    }
    return text
  }

  private mutating func chance(_ n: Int) -> Bool { below(n) == 0 }

  private mutating func below(_ bound: Int) -> Int {
    state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
    return Int(state >> 33) % bound
  }
}
