import CSVSyntax
import Contacts
import Formats
import Pipeline
import TextEncoding

/// The file in which an admin decides about pairs that may be one person: written with "review", read back with "same"
/// or "different".
enum ReviewFile {
  private static let decision = "Decision"
  private static let places = ["First at", "Second at"]
  private static let ids = ["First id", "Second id"]
  private static let titles = [decision, "Why", "First", "Second"] + places + ids
  private static let bundle = "the bundle"

  /// A row that an import before wrote.
  struct Row {
    /// In the order of the titles.
    fileprivate let cells: [String]

    /// The two that it asks about.
    var pair: AskedPair { AskedPair(ReviewFile.word(cells[6]), ReviewFile.word(cells[7])) }

    /// Whether a side that is not found any more holds something else now: what stood in the bundle, or in one of
    /// `inputs`; what another file holds is found with that file.
    func isOutdated(_ standing: AskedPair.Standing, inputs: [InputName]) -> Bool {
      guard case .lost(let first, let second) = standing else { return false }
      return [(first, cells[4]), (second, cells[5])].contains { isLost, place in
        isLost && (place == bundle || inputs.contains { $0.isOf(place) })
      }
    }
  }

  /// - Parameter former: rows that an import before wrote, and nobody decided about.
  static func text(_ reviews: [Outcome.Review], _ former: [Row] = [], inputs: [InputName]) -> [UInt8] {
    var table = CSVWriter(defusesFormulas: true)
    for title in titles { table.field(title) }
    table.endRecord()
    for review in reviews {
      let places = [review.first.place, review.second.place].map { $0?.description(inputs: inputs) ?? bundle }
      for cell in ["review", review.why, review.first.summary, review.second.summary] + places { table.field(cell) }
      table.field(review.first.fingerprint)
      table.field(review.second.fingerprint)
      table.endRecord()
    }
    for row in former {
      for cell in row.cells { table.field(cell) }
      table.endRecord()
    }
    return table.take()
  }

  /// The rows of a file that an import before wrote; none where it is a review file no longer.
  static func rows(_ file: FileBytes) -> [Row] {
    let table = CSVTable(saved(file), delimiter: nil)
    let columns = titles.map { table.header.firstIndex(of: $0) }
    guard !columns.suffix(2).contains(nil) else { return [] }
    var rows: [Row] = []
    for part in 0..<table.partCount {
      var reader = table.reader(part: part)
      while reader.next() {
        let cells = columns.map { column in
          guard let column, column < reader.fieldCount else { return "" }
          return String(decoding: reader.field(column), as: UTF8.self)
        }
        if !cells[6].isEmpty, !cells[7].isEmpty { rows.append(Row(cells: cells)) }
      }
    }
    return rows
  }

  /// The decisions in the file at `path`; rows that still say "review", or nothing, decide nothing.
  ///
  /// - Throws: ``Failure`` where it is no review file, with the line of a row that says something else.
  static func decisions(_ path: String) throws(Failure) -> DuplicateDecisions {
    let table = CSVTable(saved(try FileBytes(named: path)), delimiter: nil)
    let columns = ([decision] + ids).compactMap { table.header.firstIndex(of: $0) }
    guard columns.count == 3 else {
      throw Failure(
        .decisionsInvalid, "this is no review file: it has no columns \(decision), \(ids.joined(separator: ", "))",
        file: path, line: 1)
    }
    var decisions = DuplicateDecisions(file: path)
    for part in 0..<table.partCount {
      var reader = table.reader(part: part)
      while reader.next() {
        let cells = columns.map { column in
          column < reader.fieldCount ? word(String(decoding: reader.field(column), as: UTF8.self)) : ""
        }
        switch cells[0] {
        case "review", "": continue
        case "same", "different":
          decisions.add(cells[1], cells[2], areOne: cells[0] == "same", line: reader.line)
        default:
          throw Failure(
            .decisionsInvalid, "\"\(cells[0].shortened)\" is no decision", file: path, line: reader.line,
            help: "write same, different or review")
        }
      }
    }
    return decisions
  }

  /// The text of a file as a spreadsheet program may save it: with a mark, in UTF-16, in the system's own character set.
  private static func saved(_ file: FileBytes) -> FileBytes { (try? DecodedText.decode(file))?.text ?? file }

  /// A cell as spreadsheets may leave it.
  fileprivate static func word(_ cell: String) -> String {
    String(cell.lowercased().drop { $0 == " " }.reversed().drop { $0 == " " }.reversed())
  }
}

extension InputName {
  /// Whether a place that was written is one of the input.
  fileprivate func isOf(_ place: String) -> Bool {
    place == name || place.hasPrefix("\(name):") || place.hasPrefix("\(name)/")
  }
}
