import Contacts
import Testing

@testable import Formats

/// What an id is of: a system that was named, what a title says, or nobody knows what.
@Suite struct VagueIDTests {
  @Test(
    arguments: [
      ("ID,Name,Phone", nil, "table"), ("Identifier,Name,Phone", nil, "table"), ("Customer No,Name,Phone", nil, nil),
      ("Record ID,Name,Phone", nil, nil), ("ID,Name,Phone", "crm", nil), ("ID,Customer No,Name,Phone", nil, nil),
      ("Name,Phone", nil, nil),
    ] as [(String, String?, String?)])
  func systems(header: String, system: String?, unnamed: String?) throws {
    #expect(try source(header, system: system).unnamedSystem == unnamed)
  }

  @Test func whatWasToldIsKnown() throws {
    #expect(try source("ID,Name,Phone", told: [ColumnOverride("ID=source.id")]).unnamedSystem == nil)
  }

  private func source(
    _ header: String, system: String? = nil, told: [ColumnOverride] = []
  ) throws -> TableSource {
    let row = header.split(separator: ",").map { $0 == "Phone" ? "020 7946 0001" : "x1" }.joined(separator: ",")
    let format = try #require(try Tables.library.get().lastResort(.table))
    return try Tables.source("\(header)\n\(row)\n", format, system: system, told: told)
  }
}
