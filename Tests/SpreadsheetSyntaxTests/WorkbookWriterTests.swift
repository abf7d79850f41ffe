import Testing
import TextEncoding

@testable import SpreadsheetSyntax

@Suite struct WorkbookWriterTests {
  @Test func cellsAreTextWhateverTheyLookLike() throws {
    let cells = [
      "=1+1", "+44 20 7946 0958", "0123", "-", "TRUE", "_x0041_", "a\u{1}b\u{FFFE}", " x ", "\"<&>'", "ü\n東",
    ]
    let bytes = try WorkbookWriter(sheet: "[Contacts]").workbook(header: ["A"], count: 1) { _ in cells }
    let workbook = try Workbooks.open(bytes)
    #expect(workbook.sheets.map(\.name) == ["Contacts"])
    #expect(try workbook.read(0).text.string == "A,,,,,,,,,\n" + fields(cells))
  }

  @Test func theSameTableIsTheSameBytes() throws {
    func make() throws -> [UInt8] {
      try WorkbookWriter(sheet: "S").workbook(header: ["A", "B"], count: 3) { ["\($0)", "x"] }
    }
    #expect(try make() == make())
  }

  /// Whatever is written is read as it was.
  @Test func whatIsWrittenIsRead() throws {
    let seed = UInt64.random(in: 0...UInt64.max)
    var random = SeededGenerator(seed)
    let alphabet = Array("aZ0 _x,\"';\t\n&<>=+-@#é東𝄞\u{7F}\u{85}\u{FEFF}")
    for _ in 0..<40 {
      let width = Int.random(in: 1...30, using: &random)
      let rows = (0..<Int.random(in: 1...60, using: &random)).map { _ in
        (0..<width).map { column in
          String(
            (0..<Int.random(in: column == 0 ? 1...8 : 0...8, using: &random)).map { _ in
              alphabet[Int.random(in: 0..<alphabet.count, using: &random)]
            })
        }
      }
      let header = (0..<width).map { "H\($0)" }
      let bytes = try WorkbookWriter(sheet: "S").workbook(header: header, count: rows.count) { rows[$0] }
      let expected = fields(header) + rows.map(fields).joined()
      #expect(try Workbooks.text(bytes) == expected, "seed \(seed)")
    }
  }

  private func fields(_ cells: [String]) -> String {
    cells.map { cell in
      cell.contains { "\",\n".contains($0) } ? "\"\(cell.replacing("\"", with: "\"\""))\"" : cell
    }.joined(separator: ",") + "\n"
  }
}

/// SplitMix64, so that a seed is enough to repeat a test.
struct SeededGenerator: RandomNumberGenerator {
  private var state: UInt64
  init(_ seed: UInt64) { state = seed }

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var mixed = state
    mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
    return mixed ^ (mixed >> 31)
  }
}
