import Testing
import YAMLSyntax

@Suite struct YAMLNodeTests {
  private func parse(_ text: String) throws(YAMLError) -> YAMLNode {
    try YAMLNode.parse(Array(text.utf8))
  }

  @Test func controlCharactersCannotBeStored() throws {
    let node = try parse("a:\n- \"b\\x04c\"\n")
    #expect(throws: YAMLError.self) { try node.stored() }
    let stored = try parse("a: [b, {c: \"d e\"}, '']\n").stored()
    #expect(stored == "\u{1}\u{4}a\u{2}\u{4}b\u{1}\u{4}c\u{4}d e\u{3}\u{4}\u{3}\u{3}")
    #expect(try YAMLNode(stored: "\u{1}\u{4}a\u{2}\u{4}b\u{1}\u{4}c\u{4}d e\u{3}\u{4}\u{3}\u{3}").stored() == stored)
  }

  @Test func keepsOrderAndPlaces() throws {
    let node = try parse("# a comment\nformat: csv\nmap:\n  Näme: [a, \"b\"]\n")
    guard case .mapping(let entries) = node.content else { return #expect(Bool(false)) }
    #expect(entries.map { "\($0.key.line):\($0.key.column)" } == ["2:1", "3:1"])
    guard case .mapping(let map) = entries[1].value.content, case .sequence(let items) = map[0].value.content else {
      return #expect(Bool(false))
    }
    #expect(items.map { "\($0.line):\($0.column)" } == ["4:10", "4:13"])
    #expect(items.map { if case .scalar(let text) = $0.content { text } else { "" } } == ["a", "b"])
  }

  @Test(arguments: [
    ("a: 1\na: 2\n", "2:1: the key \"a\" is given twice, here and on line 1"),
    ("a: &x 1\n", "1:4: an anchor (&) is not allowed; write the value out"),
    ("a: *x\n", "1:4: an alias (*) is not allowed; write the value out"),
    ("a: !!binary x\n", "1:4: a tag (!) is not allowed; every value is a text"),
    ("a: 1\n---\nb: 2\n", "2:1: a second document begins here; one is all that is read"),
    ("a: b: c\n", "1:5: a colon is not allowed here; a text that holds \": \" needs quotes"),
    ("a: [1, 2\n", "2:1: a comma or ] is missing"),
    ("a: {b: 1\nc: 2\n", "2:2: a comma or } is missing"),
    ("a: \"b\n", "2:1: the text ends within quotes"),
    ("a: \"\\q\"\n", "1:5: there is no such escape behind \\"),
    ("a:\n\t- b\n", "2:1: a text cannot begin with this character; put it in quotes (a tab cannot indent)"),
    ("[a]: b\n", "1:1: a key must be a text"),
    ("a: \u{07}\n", "1:4: a control character is not allowed; write it as \"\\x07\""),
  ])
  func mistakes(_ text: String, _ message: String) {
    #expect {
      _ = try parse(text)
    } throws: { error in
      guard let error = error as? YAMLError else { return false }
      let told = "\(error.line):\(error.column): \(error.message)"
      if told != message { Issue.record("\(told)") }
      return told == message
    }
  }
}
