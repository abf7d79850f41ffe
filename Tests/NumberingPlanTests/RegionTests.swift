import Testing

@testable import NumberingPlan

@Suite("Regions, digits and short numbers")
struct RegionTests {
  @Test func allRegionsAreFoundByTheirCode() {
    #expect(Region.all.count > 240)
    #expect(Region.all == Region.all.sorted())
    for region in Region.all {
      #expect(Region(region.code) == region)
      #expect(Region(region.code.lowercased()) == region)
      #expect((1...999).contains(region.callingCode))
    }
  }

  @Test(arguments: ["", "G", "GBR", "UK", "XX", "001", "44", "G\u{0}", "@B", "ÄÖ"])
  func noRegion(code: String) {
    #expect(Region(code) == nil)
  }

  @Test(
    arguments: [
      ("UK", "GB"), ("USA", "US"), ("Germany", "DE"), ("+49", "DE"), ("49", "DE"), ("1", "US"), ("fra", "FR"),
      ("GQX", "GQ"),
    ])
  func suggestion(text: String, expected: String) {
    #expect(Region.suggestions(for: text).first?.code == expected)
  }

  @Test(arguments: ["XX", "", "-1", "99999999999999999999", "ß"])
  func atMostThreeSuggestions(text: String) {
    #expect(Region.suggestions(for: text).count <= 3)
  }

  @Test func theWorldIsNoRegionToDialIn() {
    #expect(Region.world.code == "001")
    #expect(!Region.all.contains(.world))
    #expect(NumberingPlan.parse("020 7946 0958", defaultRegion: .world).status == .invalidCountryCode)
    #expect(NumberingPlan.shortNumber(Digits(), in: .world) == nil)
  }

  @Test func digitsKeepLeadingZeros() throws {
    let digits = try #require(Digits("0012"))
    #expect(Array(digits) == [0, 0, 1, 2])
    #expect(digits.description == "0012")
    #expect(digits != Digits("012"))
    #expect(Digits("1x") == nil)
    #expect(Digits(String(repeating: "9", count: 30))?.count == 30)
    #expect(Digits(String(repeating: "9", count: 31)) == nil)
  }

  @Test(
    arguments: [
      ("112", "GB", true), ("999", "GB", true), ("911", "US", true), ("110", "DE", true), ("119", "DE", false),
    ])
  func emergency(digits: String, region: String, expected: Bool) throws {
    let short = NumberingPlan.shortNumber(try #require(Digits(digits)), in: try #require(Region(region)))
    #expect((short?.isEmergency ?? false) == expected)
  }

  @Test func metadata() {
    #expect(NumberingPlan.metadataVersion.split(separator: ".").count == 3)
    #expect(NumberingPlan.callingCodes.contains(44))
    #expect(NumberingPlan.callingCodes == NumberingPlan.callingCodes.sorted())
  }
}
