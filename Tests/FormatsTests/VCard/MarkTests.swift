import Contacts
import Testing

@testable import Formats

/// Whatever a card holds, it is written as one card.
@Suite struct CardMarkTests {
  /// No value holds a line end, which would begin another property, or another card.
  @Test(
    arguments: [
      ("3.0", "PHOTO;VALUE=uri:http://x/p\\nEND:VCARD\\nBEGIN:VCARD\\nFN:Bank\\nTEL:+49900123456"),
      ("4.0", "PHOTO:data:image/png;base64,AAAA\\nTEL1"),
      ("4.0", "PHOTO:data:image/png\\nTEL:1\\;base64\\,AAAA"), ("4.0", "URL:http://x/\\nEND:VCARD\\nTEL:1"),
      ("2.1", "REV;ENCODING=QUOTED-PRINTABLE:2020=0D=0AEND:VCARD=0D=0ATEL:1"),
      ("4.0", "X-SWITCHBOOK-EXTRA:.vcard;FN:B\\nEND:VCARD\\nTEL:1"),
      ("4.0", "ADR;LABEL=\"a^nEND:VCARD^nTEL:1\":;;a;;;;"),
    ], ["vcard", "vcard-2", "vcard-3", "vcard-4"])
  func noValueEndsItsLine(_ card: (version: String, line: String), _ format: String) throws {
    var contact = try Cards.contact("N:A;;;;\nFN:A\n\(card.line)\nUID:urn:x:1", version: card.version)
    for title in ["", "edited"] {
      contact.title = title
      var log = DiagnosticLog()
      let written = try Cards.format(format).write([contact], log: &log)
      let again = try Cards.read(written)
      #expect(again.contacts.count == 1 && again.contacts.first?.numbers.isEmpty == true)
      #expect(again.log.count(of: .cardRepaired) == 0)
    }
  }

  @Test func noReasonEndsItsLine() throws {
    var file: [UInt8] = []
    CardFile.appendReason("a\r\nEND:VCARD\r\nBEGIN:VCARD\rTEL:1", to: &file)
    let sink = try Cards.read(file)
    #expect(sink.contacts.isEmpty && sink.rejected.count == 1)
  }

  /// What is no mark of a card as it stands must not become one where it is written: the card would end there, and
  /// another begin that nobody gave us.
  @Test(
    arguments: [
      "END;ENCODING=QUOTED-PRINTABLE:VCARD", "end;ENCODING=QUOTED-PRINTABLE: V=43ARD ", "END;ENCODING=8BIT:VCARD",
      "BEGIN;CHARSET=UTF-8:VCARD", "END:VCAR\u{0}D", "END;X=1:VCARD", "END;X=1:VCARDBEGIN:VCARD",
      "END;ENCODING=QUOTED-PRINTABLE:VCARD=42EGIN:VCARD",
    ], ["vcard", "vcard-2", "vcard-3", "vcard-4"])
  func noPropertyBecomesAMark(_ line: String, _ format: String) throws {
    let text = "BEGIN:VCARD\nVERSION:2.1\nN:A\n\(line)\nTITLE:t\nEND:VCARD\n"
    let sink = try Cards.read(text.utf8)
    #expect(sink.contacts.count == 1 && sink.log.count(of: .cardRepaired) == 1)
    var log = DiagnosticLog()
    let written = try Cards.format(format).write(sink.contacts, log: &log)
    let again = try Cards.read(written)
    #expect(again.contacts.map(\.title) == ["t"] && again.log.count(of: .cardRepaired) == 0)
  }
}
