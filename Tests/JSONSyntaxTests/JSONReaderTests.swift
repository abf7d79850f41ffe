import JSONSyntax
import Testing

@Suite struct JSONReaderTests {
  private func items(_ text: String) throws -> [(JSONValue, Int)] {
    try Array(text.utf8).withUnsafeBytes { bytes in
      var reader = JSONReader(bytes) { $0.first == 0x22 }
      var items: [(JSONValue, Int)] = []
      while let item = try reader.next() { items.append(item) }
      return items
    }
  }

  @Test(arguments: [
    (#"{"a":1.50,"b":[true,false,null],"c":{}}"#, #"{"a":1.50,"b":[true,false,null],"c":{}}"#),
    (#"  "\u00fc\ud83d\ude00\n\/\ud800x"  "#, "\"ü😀\\n/\u{FFFD}x\""), (#"["x",1]"#, #"["x",1]"#), ("-1e5", "-1e5"),
  ])
  func valuesComeBack(_ text: String, _ expected: String) throws {
    var writer = JSONWriter()
    for (value, _) in try items(text) { writer.append(value) }
    #expect(String(decoding: writer.take(), as: UTF8.self) == expected)
  }

  @Test func itemsOfAnArrayHaveTheirLines() throws {
    let found = try items("\u{FEFF}[\n{\"a\":1},\n\n{\"a\":\n2}\n]\n")
    #expect(found.map(\.1) == [2, 4])
    #expect(found.map { $0.0["a"] } == [.number("1"), .number("2")])
    #expect(try items("{}\n{}\n").map(\.1) == [1, 2])
    #expect(try items("[]").isEmpty && items("").isEmpty)
  }

  @Test(arguments: [
    "[1,", "[1 2]", "{\"a\"}", "{\"a\":}", "\"x", "\"\\q\"", "\"\\u12\"", "nul", "01x", "[1]x", "{1:2}", "\"\n\"",
    "[,]", "-",
  ])
  func brokenTextIsAnError(_ text: String) {
    #expect(throws: JSONError.self) { try items(text) }
  }

  @Test func nestingIsBounded() {
    #expect(throws: JSONError.self) { try items("{\"a\":" + String(repeating: "[", count: 100_000)) }
  }
}
