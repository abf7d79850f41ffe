import Testing

@testable import SpreadsheetSyntax

@Suite struct MarkupScannerTests {
  private struct Recorder: MarkupHandler {
    var events: [String] = []
    var isDone: Bool { events.contains("open stop") }

    mutating func open(_ element: MarkupElement) {
      let name = ["row", "c", "stop"].first { known in
        switch element.name {
        case "row": known == "row"
        case "c": known == "c"
        case "stop": known == "stop"
        default: false
        }
      }
      let attribute = element["r"].map { "=\(String(decoding: $0, as: UTF8.self))" } ?? ""
      let text = element.string("name")
      events.append("open \(name ?? "other")\(attribute)\(text)")
    }

    mutating func text(_ bytes: UnsafeRawBufferPointer) {
      let text = String(decoding: bytes, as: UTF8.self)
      if let last = events.last, last.hasPrefix("text ") {
        events[events.count - 1] = last + text
      } else {
        events.append("text \(text)")
      }
    }

    mutating func close(_ name: MarkupName) { events.append("close") }
  }

  /// The events of a document that arrives in blocks of `size` bytes.
  private func events(_ document: String, blocks size: Int = 1 << 16) throws(WorkbookError) -> [String] {
    var rest = Array(document.utf8)[...]
    var scanner = MarkupScanner(Recorder()) { block in
      let count = min(size, block.count, rest.count)
      block.copyBytes(from: rest.prefix(count))
      rest.removeFirst(count)
      return count
    }
    try scanner.run()
    return scanner.handler.events
  }

  private static let document = """
    \u{FEFF}<?xml version="1.0" encoding="UTF-8"?><!-- a > b -- c --><x:row r='1' y = "&lt;>" xmlns:x="u"\
    ><x:c name="A &amp; &#x42;"/>a&amp;b&#252;<![CDATA[<c>]] ]]>d<other></other><?pi <c> ?></x:row>
    """

  @Test func elementsTextsAndReferencesAreRead() throws {
    #expect(
      try events(Self.document) == [
        "open row=1", "open cA & B", "close", "text a&bü<c>]] d", "open other", "close", "close",
      ])
  }

  @Test(arguments: 1...20) func howTheBytesArriveMakesNoDifference(_ size: Int) throws {
    #expect(try events(Self.document, blocks: size) == events(Self.document))
  }

  @Test func nothingIsReadThatNobodyWants() throws {
    #expect(try events("<row><stop/></wrong>") == ["open row", "open stop", "close"])
  }

  @Test(arguments: [
    "", "   ", "<", "<a", "<a>", "<a></b>", "<a b></a>", "<a b=\"></a>", "<a>&</a>", "<a>&#x110000;</a>", "<a/ >",
    "<>", "<a><![CDATA[x</a>", "<!-- ", "<!ELEMENT a>", "</a>", "\u{0}<\u{0}a", "<a>&verylongnamewithoutend;</a>",
  ])
  func whatIsNotWellFormedIsRefused(_ document: String) {
    #expect(throws: WorkbookError.self) { try events(document) }
    #expect(throws: WorkbookError.self) { try events(document, blocks: 1) }
  }

  @Test func aLongTagIsReadWhole() throws {
    let value = String(repeating: "x", count: 1_000_000)
    #expect(try events("<row r=\"\(value)\"/>") == ["open row=\(value)", "close"])
  }
}
