import Contacts
import Testing

@testable import Formats

/// Labels of numbers and addresses, and the groups that hold them together.
@Suite struct CardLabelTests {
  /// A number that stands twice stays, however it is written, with its label; so do labels of what is no number.
  @Test func numbersThatStandTwiceKeepTheirLabels() throws {
    let lines = [
      "N:;;;;", "FN:A", "TEL;TYPE=WORK:+49 171 1234567", "item1.X-ABLabel:before", "item1.TEL;X-FOO=BAR:0171/1234567",
      "item2.TEL;TYPE=HOME:+49 (0)171 1234567", "item2.X-ABLabel:second", "item3.TEL:ask Jenny",
      "item3.X-ABLabel:third",
      "item4.TEL:", "item4.X-ABLabel:fourth", "item5.TEL:0171 7654321", "item5.X-ABLabel:gone",
    ]
    var contact = try Cards.contact(lines.joined(separator: "\n"))
    contact.numbers = [Number(kind: .business, number: "+491711234567", raw: "+49 171 1234567")]
    contact.extras.append(Extra("number.other", ["ask Jenny"]))
    #expect(try Cards.lines(contact) == Array(lines.dropLast(2)))
    #expect(
      try Cards.lines(contact, as: "vcard-4").dropFirst(2) == [
        "TEL;TYPE=work;VALUE=uri:tel:+491711234567", "item1.X-ABLabel:before",
        "item1.TEL;X-FOO=BAR;VALUE=uri:tel:+491711234567", "item2.TEL;TYPE=home;VALUE=uri:tel:+491711234567",
        "item2.X-ABLabel:second", "item3.TEL:ask Jenny", "item3.X-ABLabel:third",
      ])
  }

  /// Every address gets the label of its group, else the next of its types; what is left over stays a property.
  @Test(arguments: [
    (
      "ADR;TYPE=WORK:;;a;;;;\nLABEL;TYPE=WORK:l1\nADR;TYPE=WORK:;;b;;;;\nLABEL;TYPE=WORK:l2\nLABEL;TYPE=WORK:l3",
      ["ADR;TYPE=work;LABEL=\"l1\":;;a;;;;", "ADR;TYPE=work;LABEL=\"l2\":;;b;;;;", "X-LABEL;TYPE=work:l3"]
    ),
    (
      "a.ADR:;;a;;;;\nb.ADR:;;b;;;;\nb.LABEL;TYPE=HOME:l2\nLABEL:l1",
      ["a.ADR;LABEL=\"l1\":;;a;;;;", "b.ADR;LABEL=\"l2\":;;b;;;;"]
    ),
    ("ADR;LABEL=own:;;a;;;;\nLABEL:l1\nADR:;;;;;;", ["ADR;LABEL=own:;;a;;;;", "X-LABEL:l1"]),
  ])
  func labelsFindTheirAddresses(_ card: String, _ expected: [String]) throws {
    let lines = try Cards.lines(try Cards.contact("FN:A\n" + card), as: "vcard-4")
    #expect(lines.filter { $0.contains("ADR") || $0.contains("LABEL") } == expected)
  }

  /// So do addresses of several cards that became one contact, whether their labels say the same or not.
  @Test(arguments: ["l2", "l1"]) func labelsOfMergedCards(_ text: String) throws {
    var contact = try Cards.contact("FN:A\nADR:;;a;;;;\nLABEL:l1")
    let other = try Cards.contact("FN:A\nADR:;;b;;;;\nLABEL:\(text)")
    contact.addresses += other.addresses
    for extra in other.extras {
      let index = try #require(contact.extras.firstIndex { $0.name == extra.name })
      contact.extras[index].values += extra.values.filter { !contact.extras[index].values.contains($0) }
    }
    #expect(
      try Cards.lines(contact, as: "vcard-4").filter { $0.contains("L") } == [
        "ADR;LABEL=\"l1\":;;a;;;;", "ADR;LABEL=\"\(text)\":;;b;;;;",
      ])
  }

  /// An address that is nothing but its label is kept, and told where it has no place.
  @Test(arguments: ["Hauptstr. 5^n10115 Berlin:;;;;;;", "Hauptstr. 5^n10115 Berlin:"])
  func addressesOfNothingButALabel(_ text: String) throws {
    let line = "ADR;TYPE=work;LABEL=\(text)"
    let sink = try Cards.read("BEGIN:VCARD\nVERSION:4.0\nFN:A\n\(line)\nEND:VCARD\n".utf8)
    var contact = try #require(sink.contacts.first)
    #expect(contact.addresses.isEmpty && sink.log.count(of: .propertyUnmapped) == 1)
    for _ in 0..<2 {
      #expect(try Cards.lines(contact).contains(line))
      let old = try Cards.format("vcard-3")
      var log = DiagnosticLog()
      let written = String(decoding: try old.write([contact, contact], log: &log), as: UTF8.self)
      #expect(written.split(separator: "LABEL;TYPE=WORK:Hauptstr. 5\\n10115 Berlin").count == 3)
      contact.title = "edited"
    }
  }

  /// Groups of one card are none of another's that became the same contact.
  @Test func groupsOfMergedCardsStayApart() throws {
    let first = "item1.TEL:+1\nitem1.X-ABLabel:Labor\nitem2.URL:http://a.example\nitem2.X-ABLabel:_$!<HomePage>!$_"
    let second =
      "ITEM1.TEL:+2\nITEM1.X-ABLabel:Ferienhaus\nitem2.URL:http://b.example\nitem2.X-ABLabel:_$!<HomePage>!$_\n"
      + "item2.X-FOO:a\nitem7.EMAIL:a@x.example\nitem7.X-BAR:b\nitem2.PHOTO;ENCODING=b;TYPE=GIF:AAAA"
    var contact = try Cards.contact("N:;;;;\nFN:A\n\(first)")
    let other = try Cards.contact("FN:A\n\(second)")
    contact.numbers += other.numbers
    contact.urls += other.urls
    contact.emails += other.emails
    contact.photo = other.photo
    contact.extras += other.extras.filter { ["vcard:item2.X-FOO", "vcard:item7.X-BAR"].contains($0.name) }
    let layout = try #require(contact.extras.firstIndex { $0.name == CardLayout.name })
    contact.extras[layout].values += other.extra(CardLayout.name) ?? []
    let expected = [
      "item8.TEL:+2", "item8.X-ABLabel:Ferienhaus", "item9.URL:http://b.example", "item9.X-ABLabel:_$!<HomePage>!$_",
      "item9.X-FOO:a", "item7.EMAIL:a@x.example", "item7.X-BAR:b", "item9.PHOTO;ENCODING=b;TYPE=GIF:AAAA",
    ]
    #expect(try Cards.lines(contact) == ["N:;;;;", "FN:A"] + first.split(separator: "\n").map(String.init) + expected)
    let again = try Cards.contact(try Cards.lines(contact, as: "vcard-4").joined(separator: "\n"), version: "4.0")
    #expect(again.numbers.map(\.label) == ["Labor", "Ferienhaus"])
    #expect(again.extra("vcard:item9.X-ABLabel") == ["_$!<HomePage>!$_"])
    // A card that was read anew does not bring back the labels of what it says as well.
    contact.numbers.removeLast()
    contact.urls.removeLast()
    contact.extras[layout].values = contact.extras[layout].values.dropLast() + contact.extras[layout].values.dropLast()
    #expect(try Cards.lines(contact).filter { $0.contains("Label") }.count == 2)
  }
}
