import Contacts
import NumberingPlan
import Testing

@testable import Pipeline

/// What spreadsheets and people do to numbers, mended and counted.
@Suite struct DamageTests {
  private func mended(
    _ raw: String, kind: Number.Kind = .business
  ) -> (contact: Contact, lost: String?, log: DiagnosticLog) {
    var contact = Contact()
    contact.name.display = "Anna Weber"
    contact.numbers = [Number(kind: kind, raw: raw)]
    var log = DiagnosticLog()
    let lost = CleanStage().run(&contact, at: Place(line: 2), log: &log)
    return (contact, lost, log)
  }

  @Test(arguments: [
    ("4.42079460958E+11", "442079460958"), ("4,42079460958e+11", "442079460958"), ("442079460958.0", "442079460958"),
    ("7.7E+5", nil), ("4.41234E+11", nil), ("4.4E+11", nil),
  ]) func powersOfTen(_ raw: String, _ digits: String?) {
    let (contact, lost, log) = mended(raw)
    if let digits {
      #expect(contact.numbers.map(\.raw) == [digits])
      #expect(lost == nil)
      #expect(log.count(of: .numberUnrounded) == 1)
    } else {
      #expect(contact.numbers.isEmpty)
      #expect(lost == raw)
      #expect(log.count(of: .numberRounded) == 1)
      #expect(contact.extra("number.business") == [raw])
    }
  }

  @Test(arguments: ["020 7946 0958", "7.5", "12.05", "1E", "E+11", "1.2.3", "+44 20.7946.0958", ""])
  func ordinaryNumbersAreNoPowersOfTen(_ raw: String) {
    #expect(PowerOfTen.reading(raw) == nil)
  }

  @Test func aRoundedNumberIsLeftOutWhereAnotherIsThere() {
    var contact = Contact()
    contact.numbers = [Number(kind: .business, raw: "4.41234E+11"), Number(kind: .mobile, raw: "07700 900123")]
    var log = DiagnosticLog()
    #expect(CleanStage().run(&contact, at: Place(line: 2), log: &log) == nil)
    #expect(contact.numbers.map(\.kind) == [.mobile])
  }

  @Test(arguments: [
    ("=\"0207 946 0958\"", "0207 946 0958"), ("'02079460958", "02079460958"), ("tel:+442079460958", "+442079460958"),
    ("callto://02079460958", "02079460958"), ("TEL:%2B442079460958", "+442079460958"),
  ]) func wrappings(_ raw: String, _ bare: String) {
    let (contact, _, log) = mended(raw)
    #expect(contact.numbers.map(\.raw) == [bare])
    #expect(log.count(of: .cellUnwrapped) == 1)
  }

  @Test func namesKeepTheirApostrophes() {
    var contact = Contact()
    contact.name.family = "'t Hart"
    contact.note = "'=SUM(A1)"
    var log = DiagnosticLog()
    _ = CleanStage().run(&contact, at: Place(line: 2), log: &log)
    #expect(contact.name.family == "'t Hart")
    #expect(contact.note == "=SUM(A1)")
  }

  @Test(arguments: [
    ("020 7946 0958 (ask for Jo)", "020 7946 0958", Number.Kind.business, "ask for Jo"),
    ("020 7946 0958 mobile", "020 7946 0958", .mobile, ""), ("Fax: 020 7946 0958", "020 7946 0958", .businessFax, ""),
    ("Tel. 020 7946 0958", "020 7946 0958", .business, ""),
  ]) func remarks(_ raw: String, _ number: String, _ kind: Number.Kind, _ label: String) {
    let (contact, _, log) = mended(raw)
    #expect(contact.numbers == [Number(kind: kind, label: label, raw: number)])
    #expect(log.count(of: .numberRemark) == 1)
  }

  /// Words in brackets are never digits, however short the number is.
  @Test(arguments: [
    ("030 777 (mobil)", "030 777", Number.Kind.mobile, ""), ("030 555 (Zentrale)", "030 555", .business, "Zentrale"),
    ("(mobil) 030 777", "030 777", .mobile, ""), ("12 (Hall)", "12", .business, "Hall"),
    ("**610 (Tür)", "**610", .business, "Tür"), ("030 777 ext 5 (mobil)", "030 777 ext 5", .mobile, ""),
    ("1-800-FLOWERS (free)", "1-800-FLOWERS", .business, "free"),
  ]) func wordsInBrackets(_ raw: String, _ number: String, _ kind: Number.Kind, _ label: String) {
    #expect(mended(raw).contact.numbers == [Number(kind: kind, label: label, raw: number)])
  }

  /// What is known of a number counts before a word beside it that says less, which is its label.
  @Test(arguments: [
    ("0171 5550101 (privat)", Number.Kind.mobile, "", Number.Kind.mobile, "privat"),
    ("0171 5550101 (mobil)", .mobile, "", .mobile, ""), ("0171 5550101 (mobil)", .home, "", .mobile, ""),
    ("0171 5550101 (Fax)", .mobile, "", .businessFax, ""), ("030 5550101 (privat)", .other, "", .home, ""),
    ("030 5550101 (office)", .homeFax, "", .homeFax, "office"),
    ("0171 5550101 (privat)", .mobile, "Zweit", .mobile, "Zweit, privat"),
    ("0171 5550101 (privat)", .mobile, "privat", .mobile, "privat"),
  ])
  func remarksAndKinds(
    _ raw: String, _ kind: Number.Kind, _ label: String, _ expected: Number.Kind, _ words: String
  ) {
    var contact = Contact()
    contact.numbers = [Number(kind: kind, label: label, raw: raw)]
    var log = DiagnosticLog()
    _ = CleanStage().run(&contact, at: Place(line: 2), log: &log)
    #expect(contact.numbers.map(\.kind) == [expected] && contact.numbers.map(\.label) == [words])
  }

  @Test(arguments: [
    "020 7946 0958 ext. 12", "020 7946 0958 x12", "ext 12", "1-800-FLOWERS", "**610", "ask Jo 12 (or Bob)",
  ])
  func whatBelongsToANumberStays(_ raw: String) {
    #expect(mended(raw).contact.numbers.map(\.raw) == [raw])
  }

  @Test func aNumberInTheNameColumnIsANumber() {
    var contact = Contact()
    contact.name.display = "+44 20 7946 0958"
    contact.organization = "Weber Ltd"
    var log = DiagnosticLog()
    _ = CleanStage().run(&contact, at: Place(line: 2), log: &log)
    #expect(contact.name.display.isEmpty)
    #expect(contact.numbers == [Number(kind: .business, raw: "+44 20 7946 0958")])
    #expect(log.count(of: .numberInName) == 1)
  }

  @Test(arguments: [
    ("2079460958", "+442079460958", DiagnosticCode.numberZeroRestored),
    ("493023125110", "+493023125110", .numberPlusRestored), ("02079460958", "+442079460958", .numberNormalised),
  ]) func lostSigns(_ raw: String, _ number: String, _ code: DiagnosticCode) {
    var contact = Contact()
    contact.numbers = [Number(kind: .business, raw: raw)]
    var log = DiagnosticLog()
    var stage = NumberStage(region: Region("GB"))
    stage.run(&contact, at: Place(line: 2), log: &log)
    #expect(contact.numbers.map(\.number) == [number])
    #expect(log.count(of: code) == 1)
  }

  /// O is a zero, l and I are ones; other letters, and those that no digit stands beside, are words.
  @Test(arguments: [
    ("030 231250O1", "030 23125001", ""), ("O171 2345678", "0171 2345678", ""), ("030 2312500l", "030 23125001", ""),
    ("+49 3O 23I25001", "+49 30 23125001", ""), ("030 23125001 p", "030 23125001", "p"),
    ("030 23125001 o", "030 23125001", "o"), ("0800 OIL1234", "0800 OIL1234", ""),
  ]) func lettersThatLookLikeDigits(_ raw: String, _ number: String, _ label: String) {
    let (contact, _, log) = mended(raw)
    #expect(contact.numbers.map(\.raw) == [number])
    #expect(contact.numbers.map(\.label) == [label])
    #expect(log.count(of: .numberLetters) == (label.isEmpty && number != raw ? 1 : 0))
  }

  // MARK: What people write into the one cell that a list has for numbers

  @Test(arguments: [
    (
      "office: 020 7946 0001 home: 020 7946 0002 cell: 07911 123456", "020 7946 0001|020 7946 0002|07911 123456",
      "business|home|mobile"
    ),
    ("020 7946 0001 – mobile 07911 123456", "020 7946 0001|07911 123456", "business|mobile"),
    ("020 7946 0001 (office) 07911 123456 (mobile)", "020 7946 0001|07911 123456", "business|mobile"),
    ("+44 20 7946 0001+44 20 7946 0002", "+44 20 7946 0001|+44 20 7946 0002", "business|business"),
    ("020 7946 0001 new from 1.1.2025: 020 7946 0009", "020 7946 0001|020 7946 0009", "business|business"),
    ("W (020) 7946 0001 F (020) 7946 0003", "(020) 7946 0001|(020) 7946 0003", "business|business"),
    (
      "020 7946 0001; mobile 07911 123456 home 020 7946 0002", "020 7946 0001|07911 123456|020 7946 0002",
      "business|mobile|home"
    ),
    ("020 7946 0001 (Mo-Fr 9-17)", "020 7946 0001", "business"),
    ("+49 30 23125-0 Durchwahl 12", "+49 30 23125-0 Durchwahl 12", "business"),
    ("020 7946 0001 ext 1234", "020 7946 0001 ext 1234", "business"),
    ("0171/23456789", "0171/23456789", "business"),
  ]) func numbersAreToldApart(_ raw: String, _ numbers: String, _ kinds: String) {
    let (contact, _, _) = mended(raw)
    #expect(contact.numbers.map(\.raw).joined(separator: "|") == numbers)
    #expect(contact.numbers.map(\.kind.rawValue).joined(separator: "|") == kinds)
  }

  @Test func anAddressBesideANumberIsAnAddress() {
    let (contact, _, log) = mended("t: 020 7946 0001 e: a@b.example")
    #expect(contact.numbers.map(\.raw) == ["020 7946 0001"])
    #expect(contact.emails.map(\.address) == ["a@b.example"])
    #expect(log.count(of: .emailInNumber) == 1)
  }

  @Test func twoDecimalsAreNoExtension() {
    #expect(mended("442079460012,00").contact.numbers.map(\.raw) == ["442079460012"])
  }
}
