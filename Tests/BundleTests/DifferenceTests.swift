import Contacts
import Foundation
import Testing

@testable import Bundle

/// What differs between two bundles is found by their texts, and is what reading both whole would find.
@Suite struct DifferenceTests {
  private static func contact(_ number: Int, _ random: inout Seeded) -> Contact {
    var contact = Contact()
    contact.id = String(String(UInt64(1 << 60 + number), radix: 16).suffix(16))
    contact.name.display = "Person \(number % 40)"
    contact.note = ["", "a\nb\n- c", "- d", "#"].randomElement(using: &random) ?? ""
    contact.numbers = [Number(kind: .mobile, number: "+4477009\(String(100_000 + number).dropFirst())")]
    return contact
  }

  private static func write(_ contacts: [Contact], to path: String, keepingFirst kept: Int = 0) throws {
    let change = try BundleChange(of: path)
    try change.write(ContactSelection(PackedContacts(contacts)), to: .company, keepingFirst: kept)
    try change.commit()
  }

  @Test(arguments: 1...40) func areThoseOfReadingAll(seed: UInt64) throws {
    var random = Seeded(seed)
    let folder = try TemporaryFolder()
    let before = (0..<Int.random(in: 0...60, using: &random)).map { Self.contact($0, &random) }
    var after = before.filter { _ in random.chance(80) }
    for index in after.indices where random.chance(20) { after[index].title = "Changed" }
    for number in 0..<Int.random(in: 0...5, using: &random) { after.append(Self.contact(1_000 + number, &random)) }
    if random.chance(30) { after.shuffle(using: &random) }
    try Self.write(before, to: folder.file("a"))
    try Self.write(after, to: folder.file("b"))
    let (a, b) = (try Bundle(at: folder.file("a")), try Bundle(at: folder.file("b")))
    let (old, new, equal) = try Bundle.differing(a, b, in: .company)
    let found = ContactDifferences(from: old, to: new)
    let (allOld, allNew) = (try a.contacts(of: .company), try b.contacts(of: .company))
    let all = ContactDifferences(from: allOld, to: allNew)
    #expect(found.equal + equal == all.equal, "seed \(seed)")
    #expect(found.added.map { new[$0] } == all.added.map { allNew[$0] }, "seed \(seed)")
    #expect(found.removed.map { old[$0] } == all.removed.map { allOld[$0] }, "seed \(seed)")
    #expect(found.changed.map { new[$0.after] } == all.changed.map { allNew[$0.after] }, "seed \(seed)")
  }

  /// What nobody changed is copied: the file is the same as if it were written anew, but for what people laid out.
  @Test(arguments: 1...20) func whatIsKeptIsCopied(seed: UInt64) throws {
    var random = Seeded(seed)
    let folder = try TemporaryFolder()
    let path = folder.file("acme")
    let before = (0..<Int.random(in: 1...60, using: &random)).map { Self.contact($0, &random) }
    try Self.write(before, to: path)
    let changed = before.indices.filter { _ in random.chance(20) }
    var packed = PackedContacts(before)
    var places = Array(before.indices)
    for index in changed {
      var contact = before[index]
      contact.title = "Changed"
      places[index] = packed.count
      packed.append(contact)
    }
    places.append(packed.count)
    packed.append(Self.contact(2_000, &random))
    let selection = ContactSelection(packed, ContactSelection.Chosen(places))
    let change = try BundleChange(of: path)
    try change.write(selection, to: .company, keepingFirst: before.count)
    try change.commit()
    let bundle = try Bundle(at: path)
    #expect(Array(try bundle.contacts(of: .company)) == Array(selection))
    #expect(try bundle.verify(.unlimited).log.diagnostics.isEmpty)
    try Self.write(Array(selection), to: folder.file("whole"))
    #expect(bundle.manifest.files == (try Bundle(at: folder.file("whole"))).manifest.files)
  }

  @Test func layoutsOfPeopleAreReadAndKept() throws {
    var random = Seeded(7)
    let folder = try TemporaryFolder()
    let path = folder.file("acme")
    let contacts = (0..<3).map { Self.contact($0, &random) }
    try Self.write(contacts, to: path)
    let url = URL(fileURLWithPath: "\(path)/contacts/company.yaml")
    let text = try String(contentsOf: url, encoding: .utf8)
    // The second contact on a line of its own below its dash, with a remark.
    let start = try #require(text.range(of: "\n- ", range: text.index(after: text.startIndex)..<text.endIndex))
    let edited = text.replacingCharacters(in: start, with: "\n# ours\n-\n  ")
    try edited.write(to: url, atomically: false, encoding: .utf8)
    let bundle = try Bundle(at: path)
    #expect(Array(try bundle.contacts(of: .company)) == contacts)
    let (old, new, equal) = try Bundle.differing(bundle, bundle, in: .company)
    #expect((old.count, new.count, equal) == (0, 0, 3))
    _ = try BundleChange(of: path).acceptEdits()
    try Self.write(contacts, to: path, keepingFirst: 3)
    #expect(try String(contentsOf: url, encoding: .utf8) == edited)
    // All in another layout: read whole.
    try "[{id: \(contacts[0].id), name: {display: Eve}}]\n".write(to: url, atomically: false, encoding: .utf8)
    try Self.write([contacts[0]], to: folder.file("other"))
    let other = try Bundle(at: folder.file("other"))
    do {
      let (old, new, _) = try Bundle.differing(try Bundle(at: path), other, in: .company)
      #expect(ContactDifferences(from: old, to: new).equal == 0)
    } catch {
      #expect(error.line == 1)
    }
  }
}
