import Foundation
import Formats
import Testing

/// `docs/migration.md` says of every pair of systems which fields survive; it is made from the descriptors.
@Suite struct MigrationTableTests {
  private static let file = Sample.root.deletingLastPathComponent().appending(path: "docs/migration.md")

  @Test func saysWhatTheDescriptorsSay() throws {
    let table = try Self.table(try Sample.library.formats)
    if ProcessInfo.processInfo.environment["SWITCHBOOK_GOLDEN"] == "write" {
      try table.write(to: Self.file, atomically: true, encoding: .utf8)
      return
    }
    #expect(try String(contentsOf: Self.file, encoding: .utf8) == table)
  }

  /// A row for each format, a column for each field: read, written, both or neither.
  private static func table(_ formats: [Format]) throws -> String {
    var text = """
      # What survives a migration

      Made from the descriptors by `make golden`; do not edit. A field survives the way from one format to another where the
      row of the first has `r` (it is read) and the row of the second `w` (it is written). Names always survive. A number
      without a place of its kind may take another's; how many numbers of a kind fit and how long texts may be depends on
      the contacts: `switchbook migrate` counts what they lose, `--fail-on-loss` writes nothing then.


      """
    text += "| format | \(Format.holdable.joined(separator: " | ")) |\n"
    text += "| --- |\(String(repeating: " --- |", count: Format.holdable.count))\n"
    for format in formats {
      let read = format.holdings(whenWritten: false)
      let written = format.isWritable ? format.holdings(whenWritten: true) : []
      let cells = Format.holdable.map { field in
        (read.contains(field) ? "r" : "") + (written.contains(field) ? "w" : "")
      }
      text += "| \(format.id) | \(cells.joined(separator: " | ")) |\n"
    }
    return text
  }
}
