import Contacts
import NumberingPlan
import Testing

@testable import Pipeline

@Suite struct NumberStageTests {
  private func numbered(_ raw: String, region: String? = "GB", country: String = "") -> (Contact, DiagnosticLog) {
    var contact = Contact("Ann", raw)
    if !country.isEmpty {
      var address = PostalAddress()
      address.country = country
      contact.addresses = [address]
    }
    var stage = NumberStage(region: region.flatMap { Region($0) })
    var log = DiagnosticLog()
    stage.run(&contact, at: Place(line: 1), log: &log)
    return (contact, log)
  }

  @Test(arguments: [
    ("020 7946 0958", "+442079460958", ""),
    ("+44 (0)20 7946 0958", "+442079460958", ""),
    ("0049 30 23125 001", "+493023125001", ""),
    ("020 7946 0958 ext. 12", "+442079460958", "12"),
    ("tel:+44-20-7946-0958;ext=12", "+442079460958", "12"),
  ]) func becomesE164(_ raw: String, _ number: String, _ ext: String) {
    let (contact, log) = numbered(raw)
    #expect(contact.numbers == [Number(kind: .business, number: number, extension: ext, raw: raw)])
    #expect(log.diagnostics.map(\.code) == [.numberNormalised])
  }

  @Test func saysNothingOfANumberThatIsE164Already() {
    let (contact, log) = numbered("+442079460958")
    #expect(contact.numbers == [Number(kind: .business, number: "+442079460958")])
    #expect(log.diagnostics.isEmpty)
  }

  @Test(arguments: [
    ("*72", "*72"), ("**610", "**610"), ("*121#", "*121#"), ("204", "204"), ("4711", "4711"), ("ext. 12", "12"),
    ("Durchwahl 34", "34"), ("112", "112"),
  ]) func staysInternal(_ raw: String, _ dialled: String) {
    let (contact, log) = numbered(raw)
    #expect(contact.numbers.map(\.internal) == [dialled])
    #expect(contact.numbers.map(\.number) == [""])
    #expect(log.diagnostics.map(\.code) == [.numberInternal])
  }

  @Test(arguments: [
    ("7946 0958", DiagnosticCode.numberTooShort), ("020 7946 0958 0958 0958", .numberTooLong),
    ("+999 123456789", .numberCountryUnknown), ("+447700900001", .numberInvalid),
  ]) func isKeptAndTold(_ raw: String, _ code: DiagnosticCode) {
    let (contact, log) = numbered(raw)
    #expect(contact.numbers.count == 1)
    #expect(contact.numbers[0].dialled == raw)
    #expect(log.diagnostics.map(\.code) == [code])
  }

  @Test func needsARegionForANationalNumber() {
    let (contact, log) = numbered("020 7946 0958", region: nil)
    #expect(contact.numbers == [Number(kind: .business, raw: "020 7946 0958")])
    #expect(log.diagnostics.map(\.code) == [.numberRegionMissing])
  }

  @Test(arguments: ["Germany", "DE", "Deutschland", "Allemagne"]) func theRowsOwnCountryComesFirst(_ country: String) {
    let (contact, _) = numbered("030 23125001", region: "GB", country: country)
    #expect(contact.numbers.map(\.number) == ["+493023125001"])
  }

  /// It is told of every row, in whatever parts they are read.
  @Test(arguments: [1, 2, .max]) func aCountryThatNobodyKnowsIsCountedByRow(perPart: Int) throws {
    let contacts = ["Narnia", "Narnia", "DE", "Ruritania"].map { country -> Contact in
      var contact = Contact("Ann \(country)", "020 7946 0958")
      contact.addresses = [PostalAddress(kind: .work)]
      contact.addresses[0].country = country
      return contact
    }
    let log = try outcome(of: contacts, perPart: perPart).log
    #expect(log.count(of: .countryUnknown) == 3)
    #expect(log.diagnostics.first { $0.code == .countryUnknown }?.example == "Narnia")
  }

  /// Digits behind a slash are the last ones of another number, and no more digits of the first.
  @Test(arguments: [
    ("030 23125001/02", "DE", ["+493023125001", "+493023125002"]),
    ("030/23125001/2/3", "DE", ["+493023125001", "+493023125002", "+493023125003"]),
    ("(0711) 7654321/22", "DE", ["+497117654321", "+497117654322"]),
    ("+49 711 7654321 / 22", "GB", ["+497117654321", "+497117654322"]),
    ("212-555-0104/0105", "US", ["+12125550104", "+12125550105"]),
    ("0711/7654321", "DE", ["+497117654321"]), ("0171/2345", "DE", ["+491712345"]),
  ]) func endingsAreOfNumbersOfTheirOwn(_ raw: String, _ region: String, _ numbers: [String]) {
    let (contact, log) = numbered(raw, region: region)
    #expect(contact.numbers.map(\.number) == numbers)
    #expect(log.count(of: .numbersSplit) == (numbers.count > 1 ? 1 : 0))
  }

  @Test func textThatIsNoNumberBecomesAnExtra() {
    let (contact, log) = numbered("call me")
    #expect(contact.numbers.isEmpty)
    #expect(contact.extra("number.business") == ["call me"])
    #expect(log.diagnostics.map(\.code) == [.numberNone])
  }

  @Test func keepsARepeatedNumberOnce() {
    var contact = Contact("Ann", "020 7946 0958", "+44 20 7946 0958", "020 7946 0958 x1")
    var stage = NumberStage(region: Region("GB"))
    var log = DiagnosticLog()
    stage.run(&contact, at: Place(line: 1), log: &log)
    #expect(contact.numbers.map(\.extension) == ["", "1"])
    #expect(log.count(of: .numberRepeated) == 1)
  }

  /// Many are looked up by another way than few: both keep the first of each.
  @Test(arguments: [3, 16, 17, 5_000]) func keepsManyNumbersInOrder(_ count: Int) {
    var contact = Contact("Ann")
    for index in 0..<count {
      contact.numbers.append(Number(kind: .business, raw: "+44 20 79\(460_000 + index * 7 % 1_000)"))
    }
    var stage = NumberStage(region: nil)
    var log = DiagnosticLog()
    stage.run(&contact, at: Place(line: 1), log: &log)
    let expected = (0..<min(count, 1_000)).map { "+442079\(460_000 + $0 * 7 % 1_000)" }
    #expect(contact.numbers.map(\.number) == expected)
    #expect(log.count(of: .numberRepeated) == count - expected.count)
  }

  @Test func aTextOfWordsAndDigitsIsToldAndKept() {
    let (contact, log) = numbered("ring 555 then ask 020")
    #expect(contact.numbers.count == 1)
    #expect(!log.diagnostics.isEmpty)
  }

  @Test func aRemarkIsNoNumber() {
    let (contact, log) = numbered("remark 10")
    #expect(contact.numbers.isEmpty)
    #expect(contact.extra("number.business") == ["remark 10"])
    #expect(log.diagnostics.map(\.code) == [.numberNone])
  }

  @Test func digitsThatEndInZerosMayBeRounded() {
    #expect(numbered("442079000000").1.count(of: .numberRoundLooking) == 1)
    #expect(numbered("442079460000").1.count(of: .numberRoundLooking) == 0)
  }
}
