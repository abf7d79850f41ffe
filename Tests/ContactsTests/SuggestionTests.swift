import Contacts
import Testing

@Suite struct SuggestionTests {
  @Test(arguments: [
    ("buisness", "business"), ("mobil", "mobile"), ("MOBILE", "mobile"), ("home-fx", "home-fax"),
    ("homefax", "home-fax"),
    ("fax", nil), ("", nil), ("xyzzy", nil), ("name.fmaily", "name.family"),
  ])
  func nearest(_ word: String, _ expected: String?) {
    let known = ["business", "mobile", "home", "home-fax", "name.family", "name.given"]
    #expect(Suggestion.nearest(to: word, among: known) == expected)
  }

  @Test func longWordsTakeBoundedTime() {
    let long = String(repeating: "ab", count: 100_000)
    #expect(Suggestion.nearest(to: long, among: ["business"]) == nil)
  }
}
