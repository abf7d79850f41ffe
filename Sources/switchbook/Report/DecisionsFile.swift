import CSVSyntax
import Contacts
import Pipeline
import TextEncoding

/// The file in which an admin decides about pairs that may be one person: written with "review", read back with "same"
/// or "different".
enum DecisionsFile {
  private static let header = ["Decision", "First", "Second", "First name", "Second name", "Why"]

  static func text(_ pairs: [Duplicates.Pair], of search: DuplicateSearch) -> [UInt8] {
    var table = CSVWriter()
    for title in header { table.field(title) }
    table.endRecord()
    for pair in pairs {
      table.field("review")
      table.field(search.keys.fingerprint(pair.a))
      table.field(search.keys.fingerprint(pair.b))
      table.field(search.contacts[pair.a].displayName)
      table.field(search.contacts[pair.b].displayName)
      table.field(pair.conflict?.text ?? pair.reason.text)
      table.endRecord()
    }
    return table.take()
  }

  /// The decisions in the file at `path`; rows that still say "review" decide nothing.
  ///
  /// - Throws: ``Failure`` with the line of a row that names a contact that is not there, says something else, or
  ///   contradicts another.
  static func read(_ path: String, of search: DuplicateSearch) throws(Failure) -> DuplicateDecisions {
    var contacts: [String: Int] = [:]
    for contact in 0..<search.keys.count where contacts[search.keys.fingerprint(contact)] == nil {
      contacts[search.keys.fingerprint(contact)] = contact
    }
    let table = CSVTable(try file(path), delimiter: nil)
    guard table.header.prefix(3).elementsEqual(header.prefix(3)) else {
      throw Failure(
        .usage, "this is no review file: its header must begin with \(header.prefix(3).joined(separator: ", "))",
        file: path, line: 1, help: "write one with --review")
    }
    var decisions = DuplicateDecisions()
    for part in 0..<table.partCount {
      var reader = table.reader(part: part)
      while reader.next() {
        let row = (0..<3).map { $0 < reader.fieldCount ? String(decoding: reader.field($0), as: UTF8.self) : "" }
        if row[0] == "review" { continue }
        guard row[0] == "same" || row[0] == "different" else {
          throw Failure(
            .usage, "\"\(row[0])\" is no decision", file: path, line: reader.line,
            help: "write same, different or review")
        }
        guard let a = contacts[row[1]], let b = contacts[row[2]] else {
          let unknown = contacts[row[1]] == nil ? row[1] : row[2]
          throw Failure(
            .usage, "no contact of the inputs is \"\(unknown)\"", file: path, line: reader.line,
            help: "the inputs changed since the file was written; write it anew with --review")
        }
        try decisions.add(a, b, areOne: row[0] == "same", file: path, line: reader.line)
      }
    }
    return decisions
  }

  private static func file(_ path: String) throws(Failure) -> FileBytes {
    do { return try FileBytes(path: path) } catch {
      throw Failure(.fileUnreadable, "the file cannot be read", file: path)
    }
  }
}
