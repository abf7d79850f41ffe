import Contacts
import Testing

@testable import Pipeline

@Suite struct CleanStageTests {
  private func cleaned(_ contact: Contact) -> (contact: Contact, log: DiagnosticLog) {
    var contact = contact
    var log = DiagnosticLog()
    _ = CleanStage().run(&contact, at: Place(line: 1), log: &log)
    return (contact, log)
  }

  @Test(arguments: [
    (" Ann ", "Ann", DiagnosticCode.spacesTidied),
    ("Ann  Lee", "Ann Lee", .spacesTidied),
    ("Ann\tLee", "Ann Lee", .spacesTidied),
    ("Ann\u{A0}Lee", "Ann Lee", .spacesTidied),
    ("Ann\r\nLee", "Ann Lee", .spacesTidied),
    ("A\u{200B}nn", "Ann", .invisiblesRemoved),
    ("\u{202A}Ann\u{202C}", "Ann", .invisiblesRemoved),
    ("\u{FEFF}Ann", "Ann", .invisiblesRemoved),
    ("Ann\u{AD}ette", "Annette", .invisiblesRemoved),
    ("Mu\u{308}ller", "Müller", .accentsComposed),
    ("n/a", "", .emptyWord),
    ("NULL", "", .emptyWord),
    ("-", "", .emptyWord),
    ("#NAME?", "", .emptyWord),
  ]) func tidiesATextAndSaysSo(_ written: String, _ tidy: String, _ code: DiagnosticCode) {
    var contact = Contact()
    contact.organization = written
    let (result, log) = cleaned(contact)
    #expect(result.organization.utf8.elementsEqual(tidy.utf8))
    #expect(log.diagnostics.map(\.code) == [code])
  }

  @Test(arguments: [
    "Ann", "None", "Null", "Na", "Nora", "-Ann", "(Ann)", "李雷", "Müller", "Ιωάννης", "O’Brien", "👩‍💻 Dev", "नमस्ते",
  ])
  func leavesATextAlone(_ text: String) {
    var contact = Contact()
    contact.organization = text
    let (result, log) = cleaned(contact)
    #expect(result.organization.utf8.elementsEqual(text.utf8))
    #expect(log.diagnostics.isEmpty)
  }

  @Test(arguments: [1, 2, 3])
  func aPlainTextIsLeftAlone(seed: UInt64) {
    var random = SplitMix(state: seed)
    let signs = ["a", "Z", "0", "~", "!", " ", " ", "\t", "\r", "\u{7F}", "\u{1F}", "ü", "é", "田", "\u{A0}", "\u{301}"]
    for _ in 0..<3_000 {
      let text = (0..<Int.random(in: 0...20, using: &random)).map { _ in
        signs[Int.random(in: 0..<(Bool.random(using: &random) ? 6 : signs.count), using: &random)]
      }.joined()
      let tidy = TidyText(text, keepsLines: false)
      let isAlone = !tidy.hasTidiedSpaces && !tidy.hasRemovedInvisibles && !tidy.hasComposed
      if TidyText.look(at: text) != .untidy {
        #expect(isAlone && tidy.text == text, "seed \(seed), \(text.debugDescription)")
      } else if text.utf8.allSatisfy({ $0 < 0x80 }) {
        #expect(!isAlone, "seed \(seed), \(text.debugDescription)")
      }
    }
  }

  @Test func keepsLinesOfNotes() {
    var contact = Contact()
    contact.note = "one\r\ntwo\n"
    #expect(cleaned(contact).contact.note == "one\ntwo")
  }

  /// Paragraphs, lists under each other and double spaces of a note are its own.
  @Test(arguments: [
    ("Para one\n\nPara two\n  - indented\n\ta\tb", "Para one\n\nPara two\n  - indented\n\ta\tb", []),
    ("two  spaces, Mu\u{308}ller", "two  spaces, Mu\u{308}ller", []),
    ("one\r\n\r\ntwo\rthree", "one\n\ntwo\nthree", []), ("end \t\n ", "end", [DiagnosticCode.spacesTidied]),
    ("one\ntwo ", "one\ntwo", [.spacesTidied]), ("終わり\u{3000}", "終わり", [.spacesTidied]),
    ("Wörter\u{2003}", "Wörter", [.spacesTidied]), ("Wörter\u{A0}", "Wörter", [.spacesTidied]),
    ("ein\u{2003}Wort\n終わり", "ein\u{2003}Wort\n終わり", []),
    ("a\u{0}b\u{7F}\u{85}c", "abc", [.invisiblesRemoved]), (" \n\t ", "", [.spacesTidied]), ("n/a", "", [.emptyWord]),
  ]) func leavesTheInsideOfANoteAlone(_ written: String, _ tidy: String, _ codes: [DiagnosticCode]) {
    var contact = Contact()
    contact.note = written
    contact.extras = [Extra("Remarks", [written == "n/a" ? "" : written])]
    let (result, log) = cleaned(contact)
    #expect(result.note.utf8.elementsEqual(tidy.utf8))
    #expect(result.extras[0].values[0].utf8.elementsEqual(result.note.utf8))
    #expect(log.diagnostics.map(\.code).reduce(into: []) { if !$0.contains($1) { $0.append($1) } } == codes)
  }

  /// What a format keeps of its own records is not text that people wrote.
  @Test func leavesPropertiesOfCardsAlone() {
    var contact = Contact()
    contact.extras = [
      Extra("vcard:X-FOO", ["='quoted'  twice ", "=\"x\""]),
      Extra(".vcard", ["#3\nADR;LABEL=\"CA  91921\":;;x  y;;;; "]),
    ]
    let (result, log) = cleaned(contact)
    #expect(result.extras == contact.extras && log.diagnostics.isEmpty)
  }

  @Test(arguments: [
    ("Doe, John", "Doe", "John"),
    ("van der Berg, Anna Maria", "van der Berg", "Anna Maria"),
    ("DOE,JOHN", "DOE", "JOHN"),
  ]) func turnsAName(_ written: String, _ family: String, _ given: String) {
    let (result, log) = cleaned(Contact(written))
    #expect(result.name == ContactName(given: given, family: family))
    #expect(log.count(of: .nameSwapped) == 1)
  }

  @Test(arguments: ["Smith, Jr.", "Acme, Inc.", "Weber, Sohn & Co.", "Doe, John, Mr", "Room 4, East", "Meyer, PhD"])
  func leavesACommaAlone(_ name: String) {
    let (result, _) = cleaned(Contact(name))
    #expect(result.name.display == name)
  }

  @Test(arguments: [
    ("020 7946 0001; 020 7946 0002", ["020 7946 0001", "020 7946 0002"], ["", ""]),
    ("020 7946 0001 / 07700 900001", ["020 7946 0001", "07700 900001"], ["", ""]),
    ("020 7946 0001 or 020 7946 0002", ["020 7946 0001", "020 7946 0002"], ["", ""]),
    ("Tel: 020 7946 0001, Fax: 020 7946 0002", ["020 7946 0001", "020 7946 0002"], ["Tel", "Fax"]),
    ("020 7946 0001 (office)\n07700 900001 mob", ["020 7946 0001", "07700 900001"], ["office", "mob"]),
    ("0171/23456789", ["0171/23456789"], [""]),
    ("+49 (0)711/2315-100", ["+49 (0)711/2315-100"], [""]),
    ("0049 5131 / 707070", ["0049 5131 / 707070"], [""]),
    ("+420 224/123456", ["+420 224/123456"], [""]),
    ("034292/860022", ["034292/860022"], [""]),
    ("Tel. (030)/23125001 / Mobil +49 (0)171/5550101", ["(030)/23125001", "+49 (0)171/5550101"], ["Tel", "Mobil"]),
    ("030/23125001/0171/5550101", ["030/23125001", "0171/5550101"], ["", ""]),
    ("+683 4000/+683 4001", ["+683 4000", "+683 4001"], ["", ""]),
    ("23125001/23125002", ["23125001", "23125002"], ["", ""]),
    ("(0711) 7654321/22", ["(0711) 7654321/22"], [""]),
    ("030 23125001-12", ["030 23125001-12"], [""]),
    ("tel:+442079460001;ext=123456", ["tel:+442079460001;ext=123456"], [""]),
  ]) func tellsNumbersInOneCellApart(_ cell: String, _ numbers: [String], _ labels: [String]) {
    let (result, log) = cleaned(Contact("Ann", cell))
    #expect(result.numbers.map(\.raw) == numbers)
    #expect(result.numbers.map(\.label) == labels)
    #expect(log.count(of: .numbersSplit) == (numbers.count > 1 ? 1 : 0))
  }

  @Test func aLabelTellsTheKind() {
    let (result, _) = cleaned(Contact("Ann", "020 7946 0001 (fax); 07700 900001 (mobile); 020 7946 0003 (private)"))
    #expect(result.numbers.map(\.kind) == [.businessFax, .mobile, .home])
  }

  @Test(arguments: [
    ("a@x.example; b@y.example", ["a@x.example", "b@y.example"]),
    ("Ann Lee <ann@x.example>", ["ann@x.example"]),
    ("mailto:ann@x.example", ["ann@x.example"]),
    ("not an address", ["not an address"]),
  ]) func tellsAddressesInOneCellApart(_ cell: String, _ addresses: [String]) {
    var contact = Contact("Ann")
    contact.emails = [Email(address: cell)]
    #expect(cleaned(contact).contact.emails.map(\.address) == addresses)
  }
}
