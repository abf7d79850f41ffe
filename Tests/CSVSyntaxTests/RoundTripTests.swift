import Testing
import TextEncoding

@testable import CSVSyntax

/// A small generator of random numbers that a seed determines (SplitMix64).
struct SeededGenerator: RandomNumberGenerator {
  private var state: UInt64

  init(seed: UInt64) { state = seed }

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var z = state
    z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
    return z ^ (z >> 31)
  }
}

@Suite struct RoundTripTests {
  private static let pieces = ["a", "Müller", ",", "\"", "\n", "\r\n", " ", ";", "\t", "1", "''", "\\", "東京", "x y"]

  private func randomTable(_ generator: inout SeededGenerator, rows: Int) -> [[String]] {
    let width = Int.random(in: 2...6, using: &generator)
    let header = (0..<width).map { "Title \($0)" }
    let rows = (0..<rows).map { row in
      (0..<width).map { column in
        // The first column holds the row's number, so that no row is blank or a header.
        column == 0
          ? "row \(row)"
          : (0..<Int.random(in: 0...4, using: &generator)).map { _ in Self.pieces.randomElement(using: &generator) ?? ""
          }
          .joined()
      }
    }
    return [header] + rows
  }

  private func text(_ table: [[String]], delimiter: UInt8, lineEnd: CSVWriter.LineEnd) -> [UInt8] {
    var writer = CSVWriter(delimiter: delimiter, lineEnd: lineEnd)
    for row in table {
      for field in row { writer.field(field) }
      writer.endRecord()
    }
    return writer.take()
  }

  @Test(arguments: 0..<30 as Range<UInt64>) func whatIsWrittenIsRead(seed: UInt64) throws {
    var generator = SeededGenerator(seed: seed)
    let delimiter = try #require(",;\t|".utf8.randomElement(using: &generator))
    let table = randomTable(&generator, rows: 40)
    let bytes = text(table, delimiter: delimiter, lineEnd: Bool.random(using: &generator) ? .lf : .crlf)
    let read = CSVTable(FileBytes(bytes), delimiter: delimiter)
    #expect(read.header == table[0], "seed \(seed)")
    #expect(rows(read) == Array(table[1...]), "seed \(seed)")
  }

  @Test(arguments: 0..<20 as Range<UInt64>) func cleanTextStaysAsItIs(seed: UInt64) throws {
    var generator = SeededGenerator(seed: seed)
    let bytes = text(randomTable(&generator, rows: 40), delimiter: UInt8(ascii: ","), lineEnd: .lf)
    let table = CSVTable(FileBytes(bytes), delimiter: UInt8(ascii: ","))
    var clean: [UInt8] = []
    let findings = table.writeClean { clean += $0 }
    #expect(String(decoding: clean, as: UTF8.self) == String(decoding: bytes, as: UTF8.self), "seed \(seed)")
    #expect(findings.raggedRows.count == 0 && findings.problems.isEmpty, "seed \(seed)")
  }

  /// Any text: what a table is read as must not depend on where it is cut into parts, and cleaning must agree with
  /// reading.
  @Test(arguments: 0..<120 as Range<UInt64>) func partsDoNotChangeWhatIsRead(seed: UInt64) throws {
    var generator = SeededGenerator(seed: seed)
    let signs = ["a", "b", "1", ",", ",", "\"", "\n", "\n", "\r", "\0", " ", "\"\"", "Name,Phone\n", "\",\"", "x,y\n"]
    let text = (0..<Int.random(in: 1...250, using: &generator))
      .map { _ in signs.randomElement(using: &generator) ?? "" }.joined()
    let whole = CSVTable(FileBytes(text), delimiter: UInt8(ascii: ","))
    let cut = CSVTable(
      FileBytes(text), delimiter: UInt8(ascii: ","), partSize: Int.random(in: 4...80, using: &generator))
    #expect(located(whole) == located(cut), "seed \(seed)")
    #expect(whole.followingLine == cut.followingLine, "seed \(seed)")
    var clean: [UInt8] = []
    _ = whole.writeClean { clean += $0 }
    var writer = CSVWriter(lineEnd: whole.lineEnd)
    for title in whole.fullHeader { writer.field(title) }
    if !whole.fullHeader.isEmpty { writer.endRecord() }
    for row in rows(whole) {
      for field in row { writer.field(field) }
      for _ in 0..<max(0, whole.columnCount - row.count) { writer.field("") }
      writer.endRecord()
    }
    let rewritten = writer.take()
    #expect(CSVTable(FileBytes(clean), delimiter: UInt8(ascii: ",")).columnCount == whole.columnCount, "seed \(seed)")
    #expect(plain(clean) == plain(rewritten), "seed \(seed)")
  }

  /// Without quotation marks around fields that need none: what cleaning copies keeps them.
  private func plain(_ bytes: [UInt8]) -> [[String]] {
    var scanner = RecordScanner(UnsafeRawBufferPointer(start: nil, count: 0), dialect: CSVDialect(), columnCount: 0)
    return bytes.withUnsafeBytes { text in
      scanner = RecordScanner(text, dialect: CSVDialect(), columnCount: 0)
      var rows: [[String]] = []
      var position = 0
      while position < text.count {
        position = scanner.scan(from: position)
        rows.append(scanner.fields.array.map { String(decoding: text[$0.start..<$0.end], as: UTF8.self) })
      }
      return rows
    }
  }

  private func located(_ table: CSVTable) -> [String] {
    var result: [String] = []
    for part in 0..<table.partCount {
      var reader = table.reader(part: part)
      while reader.next() {
        let fields = (0..<reader.fieldCount).map { String(decoding: reader.field($0), as: UTF8.self) }
        result.append("\(reader.line): \(fields) \(reader.problems)")
      }
    }
    return result
  }
}
