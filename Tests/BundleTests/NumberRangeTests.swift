import Testing

@testable import Bundle

@Suite struct NumberRangeTests {
  /// What is revoked of a range is not had any longer; the others keep it.
  @Test func partsOfPermissions() throws {
    func left(_ granted: String, _ revoked: String) throws -> [String] {
      let (a, b) = (try #require(Manifest.Grantee(granted)), try #require(Manifest.Grantee(revoked)))
      return a.without(b).map(\.description)
    }
    #expect(try left("1010-1020", "1012") == ["1010-1011", "1013-1020"])
    #expect(try left("1010-1020", "1001-1015") == ["1016-1020"])
    #expect(try left("1012", "1010-1020") == [])
    #expect(try left("everyone", "1012") == ["everyone"])
    #expect(try left("group Sales", "group Sales") == [])
    #expect(try left("group Sales", "department Sales") == ["group Sales"])
  }

  /// What belongs to a number, and would go to whoever has it next.
  @Test func belongings() throws {
    var manifest = Manifest()
    manifest.files["contacts/personal/1012.yaml"] = Manifest.FileRecord(contacts: 3, sha256: "")
    manifest.files["contacts/personal/1030.yaml"] = Manifest.FileRecord(contacts: 5, sha256: "")
    var book = Manifest.Phonebook(name: "A")
    book.view = [Manifest.Grantee("1010-1020"), Manifest.Grantee("everyone")].compactMap { $0 }
    book.manage = [Manifest.Grantee("1012"), Manifest.Grantee("1030")].compactMap { $0 }
    manifest.phonebooks = [book]
    let range = try #require(NumberRange("1012-1014"))
    let found = manifest.belongings(of: range)
    #expect(found.owners == ["1012"] && found.contacts == 3 && found.permissions == 2)
    manifest.revokeAll(of: range)
    #expect(manifest.phonebooks[0].view.map(\.description) == ["1010-1011", "1015-1020", "everyone"])
    #expect(manifest.phonebooks[0].manage.map(\.description) == ["1030"])
    #expect(!manifest.belongings(of: try #require(NumberRange("2000"))).isAny)
  }

  /// What ranges do is what sets of their numbers do.
  @Test(arguments: 1...200) func areSets(seed: UInt64) throws {
    var random = Seeded(seed)
    func range() throws -> NumberRange {
      let digits = random.chance(80) ? 2 : 3
      func padded(_ number: Int) -> String { String(String(1_000 + number).suffix(digits)) }
      let first = Int.random(in: 0..<30, using: &random)
      let last = random.chance(30) ? first : Int.random(in: first..<31, using: &random)
      return try #require(NumberRange(first == last ? padded(first) : "\(padded(first))-\(padded(last))"))
    }
    let (a, b) = (try range(), try range())
    let (all, others) = (Set(a.numbers), Set(b.numbers))
    #expect(a.count == all.count)
    #expect(a.overlaps(b) == !all.isDisjoint(with: others), "\(a) \(b)")
    #expect(a.without(b).flatMap(\.numbers) == a.numbers.filter { !others.contains($0) }, "\(a) \(b)")
    #expect(a.common(with: b)?.numbers ?? [] == a.numbers.filter(others.contains), "\(a) \(b)")
    #expect(a.numbers.allSatisfy(a.contains))
    #expect(others.subtracting(all).allSatisfy { !a.contains($0) })
    for one in a.without(b) { #expect(NumberRange(one.description) == one) }
    #expect(NumberRange.words(for: a.numbers) == [a.description])
  }

  @Test(arguments: ["", "a1", "10-a", "-", "1-", "10-1", "20-10", "1-200000", "10-20-30", "1 0", "１０", "../1", "1.2"])
  func whatIsNoNumberIsToldFrom(_ text: String) {
    #expect(NumberRange(text) == nil)
    #expect(NumberRange.mistake(in: text) != nil)
  }

  @Test func listingKeepsTheRestOfARange() throws {
    var manifest = Manifest()
    manifest.list(try #require(NumberRange("1010-1019"))) { $0.department = "Warehouse" }
    manifest.list(try #require(NumberRange("1015"))) { $0.groups = ["Night"] }
    #expect(manifest.extensions.map(\.number.description) == ["1010-1014", "1016-1019", "1015"])
    #expect(manifest.extensions.map(\.department) == ["Warehouse", "Warehouse", "Warehouse"])
    #expect(manifest.extensions.map(\.groups) == [[], [], ["Night"]])
    manifest.list(try #require(NumberRange("1014-1021"))) { $0.department = "Office" }
    #expect(manifest.extensionNumbers.sorted() == (1010...1021).map { "\($0)" })
    #expect(manifest.entry(of: "1013")?.department == "Warehouse")
    #expect(manifest.entry(of: "1021")?.department == "Office")
    #expect(manifest.entry(of: "1015")?.groups == ["Night"])
    manifest.remove(try #require(NumberRange("1011-1020")))
    #expect(manifest.extensionNumbers.sorted() == ["1010", "1021"])
    #expect(manifest.remove(try #require(NumberRange("1015"))).isEmpty)
  }
}
