/// Finds the dialect that makes the most sense of a text.
///
/// Each dialect that the text could be in is tried on its beginning. What counts is that rows are equally wide, that
/// cells look like something (a figure, an address, words), and that quotation marks stand where they mean something;
/// after van den Burg, Nazábal and Sutton, "Wrangling messy CSV files by detecting row and type patterns" (2019).
struct DialectDetection {
  /// The best dialect.
  private(set) var dialect = CSVDialect()
  /// Where the table starts: after a line as `sep=;`, which Excel takes for an instruction.
  private(set) var start = 0
  /// The line that it starts in, from 1.
  private(set) var line = 1

  private static let sampleSize = 1 << 15
  private static let sampleRows = 100

  /// - Parameter delimiter: The delimiter where it is known.
  init(_ text: UnsafeRawBufferPointer, delimiter: UInt8?) {
    var delimiter = delimiter
    if let line = SeparatorLine(text) {
      start = line.end
      self.line = 2
      delimiter = delimiter ?? line.delimiter
    }
    let sample = UnsafeRawBufferPointer(rebasing: text[start..<min(text.count, start + Self.sampleSize)])
    let signs = SignStatistics(sample)
    var bestScore = -1.0
    let comma = UInt8(ascii: ",")
    for candidate in delimiter.map({ [$0] }) ?? Self.delimiters
    where candidate == delimiter ?? comma || signs.counts[Int(candidate)] > 0 {
      for dialect in signs.dialects(delimiter: candidate) {
        let score =
          Self.score(text, from: start, dialect: dialect) * Self.prior(of: candidate)
          * (dialect.quote == UInt8(ascii: "'") ? 0.9 : 1)
        if score > bestScore + 1e-9 { (self.dialect, bestScore) = (dialect, score) }
      }
    }
  }

  /// A dialect that is known, for the text from `start`.
  init(_ dialect: CSVDialect, start: Int, line: Int) {
    self.dialect = dialect
    self.start = start
    self.line = line
  }

  private static let delimiters = Array(",;\t|:^~# ".utf8)

  /// How common a delimiter is, so that the commoner wins where two make almost as much sense.
  private static func prior(of delimiter: UInt8) -> Double {
    switch delimiter {
    case UInt8(ascii: ","), UInt8(ascii: ";"), UInt8(ascii: "\t"): 1
    case UInt8(ascii: "|"): 0.95
    case UInt8(ascii: ":"): 0.4
    default: 0.65
    }
  }

  private static func score(_ text: UnsafeRawBufferPointer, from start: Int, dialect: CSVDialect) -> Double {
    let rows = SampleRow.rows(of: text, from: start, dialect: dialect, maximum: sampleRows, limit: sampleSize)
      .filter { !$0.isBlank }
    var widths: [Int: Int] = [:]
    var plausibility = 0.0
    var cells = 0
    for row in rows {
      widths[row.width, default: 0] += 1
      for (field, kind) in zip(row.fields, row.kinds) {
        cells += 1
        if field.traits.contains(.openQuote) || field.traits.contains(.strayQuote) { continue }
        plausibility += field.traits.contains(.quoted) ? 1 : kind.plausibility
      }
    }
    guard cells > 0 else { return 0 }
    func worth(_ width: Int, _ count: Int) -> Double {
      let consistency = Double(count) / Double(rows.count)
      return consistency * consistency * breadth(width)
    }
    let common = widths.max { (worth($0.key, $0.value), $0.key) < (worth($1.key, $1.value), $1.key) } ?? (1, 0)
    // A delimiter that only ends lines parts nothing.
    let endsEmpty = rows.allSatisfy { $0.width != common.key || $0.kinds.last == .empty }
    let likeness = plausibility / Double(cells)
    // An unusual delimiter needs some rows to be believed, of which the first is no other than the rest.
    let isUnusual = prior(of: dialect.delimiter) < 0.9
    let evidence = isUnusual ? (1 - 1 / Double(rows.count)) * (rows.first?.width == common.key ? 1 : 0.5) : 1
    return evidence * worth(endsEmpty ? common.key - 1 : common.key, common.value) * likeness * likeness
  }

  /// What a number of columns is worth: one column is what any delimiter gives that does not occur.
  private static func breadth(_ width: Int) -> Double {
    width > 1 ? Double(width - 1) / Double(width) : 0.25
  }
}

/// A first line as `sep=;`.
private struct SeparatorLine {
  let delimiter: UInt8
  let end: Int

  init?(_ text: UnsafeRawBufferPointer) {
    var start = 0
    var isQuoted = false
    if text.first == UInt8(ascii: "\"") { (start, isQuoted) = (1, true) }
    guard text.count > start + 5,
      text[start..<(start + 4)].elementsEqual("sep=".utf8) || text[start..<(start + 4)].elementsEqual("SEP=".utf8)
    else { return nil }
    delimiter = text[start + 4]
    var i = start + (isQuoted ? 6 : 5)
    // Excel itself fills the line with delimiters.
    while i < text.count, text[i] == delimiter { i += 1 }
    guard i < text.count, text[i] == UInt8(ascii: "\r") || text[i] == UInt8(ascii: "\n") else { return nil }
    i += text[i] == UInt8(ascii: "\r") && i + 1 < text.count && text[i + 1] == UInt8(ascii: "\n") ? 2 : 1
    end = i
  }
}

/// Which signs a sample has, and beside which.
private struct SignStatistics {
  var counts = [Int](repeating: 0, count: 256)
  /// Apostrophes at the start or end of what could be a field.
  private var enclosingApostrophes = 0
  private var escapedQuotes = 0
  private var escapedApostrophes = 0
  private var spacesAfter = [Int](repeating: 0, count: 256)
  private let sample: UnsafeRawBufferPointer

  init(_ sample: UnsafeRawBufferPointer) {
    self.sample = sample
    var before = UInt8(ascii: "\n")
    for byte in sample {
      counts[Int(byte)] += 1
      switch byte {
      case UInt8(ascii: "'"):
        if before == UInt8(ascii: "\\") { escapedApostrophes += 1 }
        if Self.isEdge(before) { enclosingApostrophes += 1 }
      case UInt8(ascii: "\""): if before == UInt8(ascii: "\\") { escapedQuotes += 1 }
      case UInt8(ascii: " "): spacesAfter[Int(before)] += 1
      default: break
      }
      before = byte
    }
  }

  private static func isEdge(_ byte: UInt8) -> Bool { ",;\t|:^~# \n\r".utf8.contains(byte) }

  /// The dialects with this delimiter that the sample gives reason to try, the plainest first.
  func dialects(delimiter: UInt8) -> [CSVDialect] {
    let skipsSpaces =
      delimiter != UInt8(ascii: " ") && counts[Int(delimiter)] == spacesAfter[Int(delimiter)]
      && counts[Int(delimiter)] > 0
    var result: [CSVDialect] = []
    func add(_ quote: UInt8, escaped: Int) {
      result.append(CSVDialect(delimiter: delimiter, quote: quote, skipsSpaces: skipsSpaces))
      if escaped > 0 {
        result.append(CSVDialect(delimiter: delimiter, quote: quote, escape: .backslash, skipsSpaces: skipsSpaces))
      }
    }
    add(UInt8(ascii: "\""), escaped: escapedQuotes)
    if enclosingApostrophes > 0 { add(UInt8(ascii: "'"), escaped: escapedApostrophes) }
    return result
  }
}
