import CSVSyntax
import Contacts
import Formats
import Pipeline
import TextEncoding

/// The file in which an admin decides about pairs that may be one person: written with "review", read back with "same"
/// or "different".
enum ReviewFile {
  private static let decision = "Decision"
  private static let ids = ["First id", "Second id"]

  static func text(_ reviews: [Outcome.Review], inputs: [String]) -> [UInt8] {
    var table = CSVWriter(defusesFormulas: true)
    for title in [decision, "Why", "First", "Second", "First at", "Second at"] + ids { table.field(title) }
    table.endRecord()
    for review in reviews {
      let places = [review.first.place, review.second.place].map { $0?.description(inputs: inputs) ?? "the bundle" }
      for cell in ["review", review.why, review.first.summary, review.second.summary] + places { table.field(cell) }
      table.field(review.first.fingerprint)
      table.field(review.second.fingerprint)
      table.endRecord()
    }
    return table.take()
  }

  /// The decisions in the file at `path`; rows that still say "review", or nothing, decide nothing.
  ///
  /// - Throws: ``Failure`` where it is no review file, with the line of a row that says something else.
  static func decisions(_ path: String) throws(Failure) -> DuplicateDecisions {
    let file = try FileBytes(named: path)
    // As a spreadsheet program saved it: with a mark, in UTF-16, in the system's own character set.
    let table = CSVTable((try? DecodedText.decode(file))?.text ?? file, delimiter: nil)
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
            .decisionsInvalid, "\"\(cells[0])\" is no decision", file: path, line: reader.line,
            help: "write same, different or review")
        }
      }
    }
    return decisions
  }

  /// A cell as spreadsheets may leave it.
  private static func word(_ cell: String) -> String {
    String(cell.lowercased().drop { $0 == " " }.reversed().drop { $0 == " " }.reversed())
  }
}
