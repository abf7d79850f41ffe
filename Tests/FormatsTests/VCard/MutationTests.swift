import Contacts
import Foundation
import Testing
import TextEncoding

@testable import Formats

/// Cards with anything changed in them, of any syntax: what is written in any other is read again as so many contacts. The
/// same changes each time, so that a test that fails, fails again; `SWITCHBOOK_SEED` makes others, `make fuzz` many.
@Suite struct MutationTests {
  private static let environment = ProcessInfo.processInfo.environment
  private static let isThorough = environment["SWITCHBOOK_TEST_ALL"] != nil

  @Test func whatIsWrittenOfAnyCardIsRead() throws {
    let seed = Self.environment["SWITCHBOOK_SEED"].flatMap(UInt64.init) ?? 1
    var random = Mutations(seed)
    let formats = try ["vcard", "vcard-2", "vcard-3", "vcard-4", "jcard", "xcard", "jscontact"].map(Cards.format)
    for round in 0..<(Self.isThorough ? 2_000 : 60) {
      let card = Self.cards[random.below(Self.cards.count)]
      let text = random.mutated(Array(card.text.utf8))
      guard let contacts = try? Self.read(text, as: try Cards.format(card.format)), !contacts.isEmpty else { continue }
      let target = formats[random.below(formats.count)]
      let said =
        "round \(round) of seed \(seed), \(card.format) as \(target.id)\n\(String(decoding: text, as: UTF8.self))"
      var log = DiagnosticLog()
      let written = try target.write(contacts, log: &log)
      let again = try Self.read(written, as: target)
      #expect(again.count == contacts.count, "\(said)")
    }
  }

  private static func read(_ bytes: [UInt8], as format: Format) throws -> [Contact] {
    var sink = Cards.Sink()
    let file = FileBytes(bytes)
    let source: any ContactSource =
      format.syntax == .vcard
      ? try VCardSource(file, path: "x", format: format, isGuess: false, encoding: nil)
      : StructuredCards(file, path: "x", format: format, isGuess: false)
    for part in 0..<source.partCount { try source.read(part: part, into: &sink) }
    // As a run does, which lets no contact be without one.
    for index in sink.contacts.indices where sink.contacts[index].id.isEmpty { sink.contacts[index].id = "c\(index)" }
    return sink.contacts
  }

  private static let cards: [(format: String, text: String)] = [
    (
      "vcard",
      "BEGIN:VCARD\nVERSION:3.0\nN:Weber,W;Anna;Maria,Luise;;\nFN:Anna\nitem1.TEL;TYPE=CELL,pref;X-P=1:+447911123456\n"
        + "item1.X-ABLabel:_$!<Mobile>!$_\nBDAY;VALUE=date-time:1984-02-29T10:15:00Z\n"
        + "AGENT:BEGIN:VCARD\\nFN:B\\, c\\nEND:VCARD\nX-JABBER:a@b\nPHOTO;ENCODING=b;TYPE=GIF:AAAA\nTZ:-05:00\nGEO:1;2\n"
        + "ADR;TYPE=HOME:;;Road 1,Flat;London;;;;x\nLABEL;TYPE=HOME:Road\\n1\nREV:20120305T131933Z\nCATEGORIES:a,b\nEND:VCARD\n"
    ),
    (
      "vcard",
      "BEGIN:VCARD\r\nVERSION:2.1\r\nN;CHARSET=UTF-8;ENCODING=QUOTED-PRINTABLE:M=C3=BCller;J\r\nTEL;WORK;FAX:1\r\n"
        + "AGENT:\r\nBEGIN:VCARD\r\nN:B\r\nEND:VCARD\r\nX-AIM:a\\;b\r\nX-TZ:Europe/Berlin\r\nLOGO;GIF;BASE64:\r\n AAAA\r\n\r\n"
        + "X-RELATED;friend:Bob, x\r\nX-KEY:https://x.example\r\nEND:VCARD\r\n"
    ),
    (
      "vcard",
      "BEGIN:VCARD\nVERSION:4.0\nFN:A\nN:W,V;A;B;;;X;Jr.\nTEL;VALUE=uri;PREF=1;TYPE=\"voice,home\";PID=1.1:tel:+12015550123;ext=5\n"
        + "ADR;LABEL=\"a^nb\";TYPE=work:;;Road 1;London;;;;5;;;;;;;;;;x\nRELATED;VALUE=text;TYPE=friend:Bob\nIMPP:skype:a%20b\n"
        + "TZ;VALUE=utc-offset:-0500\nGEO:geo:1,2\nX-N;VALUE=integer:1,2\nX-M;VALUE=text:a,b;c\nGENDER:M;x\nUID:u\nXML:<a xmlns=\"u:b\"/>\n"
        + "END:VCARD\n"
    ),
    (
      "jcard",
      #"[["vcard",[["version",{},"text","4.0"],["fn",{},"text","A"],["n",{},"text",["W","A",["M","L"],"",""]],"#
        + #"["x-n",{"x-p":["a","b,c"]},"integer",1,2],["tel",{"type":["work","voice"],"group":"g"},"uri","tel:+1"],"#
        + #"["x-m",{},"text",["a",["b","c"]]],["bday",{},"date","--02-29"],["x-b",{},"boolean",true]]]]"#
    ),
    (
      "xcard",
      #"<vcards xmlns="urn:ietf:params:xml:ns:vcard-4.0"><vcard><fn><text>A</text></fn><x:b xmlns:x="urn:x">c</x:b>"#
        + "<group name=\"g\"><tel><parameters><type><text>work</text></type></parameters><uri>tel:1</uri></tel></group>"
        + "<n><surname>W</surname><given>A</given></n><x-n><integer>1</integer></x-n></vcard></vcards>"
    ),
    (
      "jscontact",
      #"[{"@type":"Card","version":"1.0","uid":"u","name":{"full":"A","components":[{"kind":"given","value":"A"}],"#
        + #""isOrdered":true},"phones":{"p":{"number":"1","contexts":{"work":true}}},"addresses":{"a":{"components":"#
        + #"[{"kind":"number","value":"1"},{"kind":"name","value":"Road"}]}},"example.com:x":{"y":1},"titles":{"t":{"name":"x"}}}]"#
    ),
  ]
}

/// Changes of bytes, pieces and lines: the same for the same seed.
private struct Mutations {
  private var state: UInt64

  init(_ seed: UInt64) { state = seed }

  private static let pieces = [
    ",", ";", ":", "\\", "\\n", "\\,", "\n", "\r\n", "\n ", "=", "=0D=0A", "\"", "^n", "TYPE=", "PREF=2;",
    ";VALUE=text", ";VALUE=uri", "X-",
    "BEGIN:VCARD", "END:VCARD", "VERSION:2.1", "VERSION:4.0", "item1.", "ü", "😀", "[", "]", "{}", "<a/>", "&amp;",
    "null", "1", "tel:", "data:",
    "http://x", ";ENCODING=QUOTED-PRINTABLE", ";CHARSET=ISO-8859-1", ";ENCODING=b", "\u{0}", "\t", " ", "N:", "FN:",
    "TEL:", "AGENT:",
  ]

  mutating func mutated(_ bytes: [UInt8]) -> [UInt8] {
    var bytes = bytes
    for _ in 0...below(4) {
      let place = below(bytes.count)
      switch below(6) {
      case 0: bytes[place] = UInt8(below(256))
      case 1: bytes.remove(at: place)
      case 2, 3: bytes.insert(contentsOf: Self.pieces[below(Self.pieces.count)].utf8, at: place)
      case 4: bytes.insert(contentsOf: bytes[place..<min(place + below(40), bytes.count)], at: below(bytes.count))
      default: bytes.removeSubrange(place..<min(place + below(20), bytes.count))
      }
      if bytes.isEmpty { return [0x20] }
    }
    return bytes
  }

  mutating func below(_ bound: Int) -> Int {
    state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
    return Int(state >> 33) % bound
  }
}
