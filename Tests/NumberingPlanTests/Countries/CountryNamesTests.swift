import NumberingPlan
import Testing

@Suite struct CountryNamesTests {
  @Test(
    arguments: [
      ("Germany", "DE"), ("Deutschland", "DE"), ("DEUTSCHLAND ", "DE"), ("Allemagne", "DE"), ("de", "DE"),
      ("DEU", "DE"),
      ("D-", "DE"), ("UK", "GB"), ("U.K.", "GB"), ("England", "GB"), ("U.S.A.", "US"), ("United States", "US"),
      ("US", "US"),
      ("Türkiye", "TR"), ("Turkey", "TR"), ("TURKIYE", "TR"), ("Tu\u{308}rkiye", "TR"), ("Österreich", "AT"),
      ("Oesterreich", "AT"), ("Osterreich", "AT"), ("Россия", "RU"), ("РОССИЯ", "RU"), ("日本", "JP"), ("ドイツ", "DE"),
      ("Ελλάδα", "GR"), ("ΕΛΛΑΔΑ", "GR"), ("대한민국", "KR"), ("Česko", "CZ"), ("Cesko", "CZ"), ("Czech Republic", "CZ"),
      ("Côte d’Ivoire", "CI"), ("cote divoire", "CI"), ("Ivory Coast", "CI"), ("The Netherlands", "NL"),
      ("Holland", "NL"),
      ("Schweiz", "CH"), ("Suisse", "CH"), ("Svizzera", "CH"), ("Kosovo", "XK"), ("Polska", "PL"),
      ("Česká republika", nil),
      ("Congo", "CG"), ("DR Congo", "CD"), ("Georgia", "GE"), ("", nil), ("-", nil), ("Atlantis", nil), ("X", nil),
    ] as [(String, String?)])
  func codeOfAName(_ text: String, _ code: String?) {
    #expect(CountryNames.code(of: text) == code)
  }

  @Test func regionIsThatOfTheCode() {
    #expect(CountryNames.region(of: "Deutschland") == Region("DE"))
    #expect(CountryNames.region(of: "Antarctica") == nil)
    #expect(CountryNames.code(of: "Antarctica") == "AQ")
  }

  @Test func everyRegionIsNamedByItsCode() {
    for region in Region.all { #expect(CountryNames.code(of: region.code) == region.code) }
  }

  @Test func longTextNamesNothing() {
    #expect(CountryNames.code(of: String(repeating: "Germany", count: 100_000)) == nil)
  }
}
