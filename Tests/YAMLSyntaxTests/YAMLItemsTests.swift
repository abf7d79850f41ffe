import Testing
import YAMLSyntax

@Suite struct YAMLItemsTests {
  static let contact = """
    - id: 5f1c9a0e7b2d4c11
      owner: "1001"
      name: {display: Dr. Anna Wéber, prefix: Dr., family: "W: \\"x\\" \\\\ \\n\\t\\r\\x07\\u2028 ü"}
      numbers:
      - {kind: business, number: "+493012345678", raw: "030 12345678 -12"}
      - {kind: mobile, number: "+4917123456789"}
      urls: ["https://weber.example", www.x.example]
      phonebooks: []
      extras: {Lead Status: Open, "a, b": [x, "1"]}

    """

  @Test func bothEnginesReadTheCanonicalItemAlike() {
    let text = Self.contact + Self.contact
    let fast = itemLines(text)
    #expect(fast == itemLines(text, isSlow: true))
    #expect(fast.filter { $0 == "item" }.count == 2)
    #expect(fast.contains("3:56 \"W: \"x\" \\ \n\t\r\u{07}\u{2028} ü"))
  }

  @Test(arguments: [
    "# contacts\n---\n\n- id: a\n  note: b # comment\n\n- id: c\n",
    "  - id: a\n  - id: c\n",
    "[{id: a}, {id: c}]",
    "- id: a\r\n  note: 'b'\r\n- id: c\r\n",
    "- {id: a}\n-\n  id: c",
    "\u{FEFF}- id: a\n- id: c",
  ])
  func handWrittenFilesAreReadToo(_ text: String) {
    let lines = itemLines(text)
    #expect(lines == itemLines(text, isSlow: true))
    #expect(lines.filter { $0 == "item" }.count == 2)
    #expect(lines.contains { $0.hasSuffix(" c") })
    #expect(!lines.contains { $0.hasPrefix("error") })
  }

  @Test func aMistakeCostsOneItem() {
    let lines = itemLines("- id: a\n- id: {b\n- id: c\n  note: x: y\n- id: d\n")
    #expect(
      lines == [
        "item", "1:3 {", "1:3 id", "1:7 a", "}", "error 3:1: a comma or } is missing",
        "error 4:10: a colon is not allowed here; a text that holds \": \" needs quotes", "item", "5:3 {", "5:3 id",
        "5:7 d", "}",
      ])
  }

  @Test(arguments: [1, 7, 64, 1 << 20]) func partsAreReadAsTheWholeIs(_ partSize: Int) {
    let text = String(repeating: Self.contact, count: 12) + "- id: x\n"
    #expect(itemLines(text, partSize: partSize) == itemLines(text, isSlow: true))
  }

  @Test(arguments: ["", "\n", "# nothing\n", "---\n"]) func nothingIsNoItem(_ text: String) {
    #expect(itemLines(text) == [])
  }

  @Test func anotherShapeIsTold() {
    #expect(itemLines("id: a\n") == ["error 1:1: a list is expected here, each item with a dash (-) before it"])
  }

  @Test func deepNestingIsRefused() {
    let text = "- " + String(repeating: "[", count: 100_000)
    #expect(itemLines(text) == ["error 1:67: values lie in one another more than 64 deep"])
  }
}
