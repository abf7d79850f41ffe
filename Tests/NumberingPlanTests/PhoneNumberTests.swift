import Testing

@testable import NumberingPlan

@Suite("Numbers as people write them")
struct PhoneNumberTests {
  @Test(
    arguments: [
      ("GB", "+44 (0)20 7946 0958", "+442079460958", ""),
      ("DE", "0044 20 7946 0958", "+442079460958", ""),
      ("US", "011 44 20 7946 0958", "+442079460958", ""),
      ("GB", "020 7946 0958", "+442079460958", ""),
      ("FR", "tel:+44-20-7946-0958;ext=12", "+442079460958", "12"),
      ("GB", "(020) 7946 0958 x12", "+442079460958", "12"),
      ("GB", "020 7946 0958 ext. 12", "+442079460958", "12"),
      ("RU", "8 495 123-45-67 доб. 12", "+74951234567", "12"),
      ("ES", "912 34 56 78 extensión 12", "+34912345678", "12"),
      ("US", "1-800-FLOWERS", "+18003569377", ""),
      ("GB", "＋４４ ２０ ７９４６ ０９５８", "+442079460958", ""),
      ("EG", "٠٢ ٢٣٩٦ ١٢٣٤", "+20223961234", ""),
      ("GB", "020\u{2011}7946\u{2013}0958", "+442079460958", ""),
      ("GB", "tel:7946 0958;phone-context=+44-20", "+442079460958", ""),
      ("IT", "02 3661 8300", "+390236618300", ""),
      ("AR", "011 15 2345 6789", "+5491123456789", ""),
      ("BR", "0 15 11 98765 4321", "+5511987654321", ""),
      ("MX", "55 1234 5678", "+525512345678", ""),
      ("GB", "+800 1234 5678", "+80012345678", ""),
    ])
  func e164(region: String, written: String, expected: String, ext: String) throws {
    let home: Region = try #require(Region(region))
    let number = NumberingPlan.parse(written, defaultRegion: home)
    #expect(number.e164 == expected)
    #expect(number.extension.description == ext)
    #expect(number.isPossible)
  }

  @Test func everythingOfOneNumber() throws {
    let number = NumberingPlan.parse("(020) 7946 0958 x12", defaultRegion: Region("GB"))
    #expect(number.status == .valid)
    #expect(number.type == .fixedLine)
    #expect(number.region == Region("GB"))
    #expect(number.callingCode == 44)
    #expect(number.national.description == "2079460958")
    #expect(number.formatted(.international) == "+44 20 7946 0958 x12")
    #expect(number.formatted(.national) == "020 7946 0958 x12")
    #expect(number.formatted(.rfc3966) == "tel:+44-20-7946-0958;ext=12")
  }

  @Test(
    arguments: [
      ("GB", "foo", PhoneNumber.Status.notANumber), ("GB", "", .notANumber), ("", "020 7946 0958", .invalidCountryCode),
      ("GB", "+999 123456", .invalidCountryCode), ("GB", "112", .tooShort), ("GB", "020 7946 0958 1234", .tooLong),
      ("US", "253 0000", .possibleLocal), ("GB", "+1 202 055 0123", .possible),
      ("DE", "+49 30 1234 5678 9012 34567", .tooLong),
    ])
  func unreadable(region: String, written: String, status: PhoneNumber.Status) {
    #expect(NumberingPlan.parse(written, defaultRegion: Region(region)).status == status)
  }

  @Test func whatCannotBeReadIsNothing() {
    let number = NumberingPlan.parse("no number", defaultRegion: nil)
    #expect(number.e164.isEmpty && number.national.isEmpty && number.extension.isEmpty)
    #expect(number.region == nil && number.type == .unknown && number.callingCode == 0)
    for format in PhoneNumber.Format.allCases { #expect(number.formatted(format).isEmpty) }
  }

  @Test func charactersAreCountedNotBytes() {
    let wide = String(repeating: "\u{FF10}", count: 250)
    #expect(NumberingPlan.parse(wide, defaultRegion: Region("GB")).status == .tooLong)
    let spaced = "020 7946 0958" + String(repeating: "\u{3000}", count: 237)
    #expect(NumberingPlan.parse(spaced, defaultRegion: Region("GB")).status == .valid)
    #expect(NumberingPlan.parse(spaced + " ", defaultRegion: Region("GB")).status == .tooLong)
  }

  @Test("Any bytes have a status", arguments: 0..<20 as Range<UInt64>)
  func anyBytes(seed: UInt64) {
    var random = SplitMix(state: seed)
    for _ in 0..<500 {
      let count = Int(random.next() % 300)
      let pool = Array("0123456789+-() x,;#.ext=\u{FF11}\u{0301}tel:;phone-context=;isub=\0\n\t".utf8)
      let bytes = (0..<count).map { _ in
        random.next() % 8 == 0
          ? UInt8(truncatingIfNeeded: random.next()) : pool[Int(random.next() % UInt64(pool.count))]
      }
      let region = Region.all[Int(random.next() % UInt64(Region.all.count))]
      let number = bytes.withUnsafeBytes { NumberingPlan.parse($0, defaultRegion: region) }
      #expect((number.callingCode == 0) == number.national.isEmpty, "seed \(seed): \(bytes)")
      #expect(number.isPossible == !number.e164.isEmpty, "seed \(seed): \(bytes)")
    }
  }
}

/// A small generator, the same everywhere for a seed.
struct SplitMix: RandomNumberGenerator {
  var state: UInt64

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var mixed = state
    mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
    return mixed ^ (mixed >> 31)
  }
}
