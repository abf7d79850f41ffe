import Bundle
import Contacts
import Foundation
import Synchronization
import Testing

#if canImport(Glibc)
  import Glibc
#endif

/// Whatever step of a change fails, the bundle is the old one or the new one, whole.
@Suite struct FaultTests {
  enum Disease: CaseIterable {
    /// One step fails, those after it do not.
    case once
    /// Nothing works any longer: the disk is full.
    case forGood
  }

  @Test(arguments: Disease.allCases, [false, true]) func everyStepMayFail(_ disease: Disease, undoing: Bool) throws {
    var failures = 0
    for step in 1...500 {
      let folder = try TemporaryFolder()
      let path = folder.file("acme")
      try Self.change(path, to: "old", on: .real)
      if undoing { try Self.change(path, to: "older change", on: .real) }
      let before = try Self.state(path)
      let count = Mutex(0)
      let disk = Disk {
        count.withLock { count in
          count += 1
          return count == step || (disease == .forGood && count > step) ? ENOSPC : 0
        }
      }
      do {
        if undoing { try Self.undo(path, on: disk) } else { try Self.change(path, to: "new", on: disk) }
        #expect(try Self.state(path) != before, "step \(step)")
      } catch {
        failures += 1
        #expect(try Self.state(path) == before, "step \(step): \(error)")
      }
      // Nobody is left in the way of the next change.
      try Self.change(path, to: "next", on: .real)
      #expect(try Self.state(path).contains("next"), "step \(step)")
      if count.withLock({ $0 }) < step {
        #expect(failures > 10)
        return
      }
    }
    Issue.record("the change never ends")
  }

  static func change(_ path: String, to name: String, on disk: Disk) throws {
    let change = try BundleChange(of: path, on: disk)
    var contact = Contact()
    contact.id = "0123456789abcdef"
    contact.name.display = name
    contact.phonebooks = ["Book"]
    change.manifest.phonebooks = [Manifest.Phonebook(name: "Book"), Manifest.Phonebook(name: name)]
    try change.write(ContactSelection(PackedContacts([contact])), to: .company)
    contact.owner = "1001"
    try change.write(ContactSelection(PackedContacts([contact])), to: .personal(owner: "1001"))
    try change.writeReport([1], named: "\(name).json")
    try change.commit()
  }

  static func undo(_ path: String, on disk: Disk) throws {
    _ = try BundleChange(of: path, on: disk).undo()
  }

  /// What a reader sees; it must be whole.
  static func state(_ path: String) throws -> String {
    let bundle = try Bundle(at: path)
    let findings = try bundle.verify(.unlimited)
    let errors = findings.log.diagnostics.filter { $0.severity == .error }
    #expect(errors.isEmpty, "\(errors)")
    let names = try bundle.scopes.flatMap { scope in try bundle.contacts(of: scope).map(\.displayName) }
    #expect(Set(names).count == 1, "\(names)")
    return (names + bundle.manifest.phonebooks.map(\.name)).joined(separator: ",")
  }

  @Test func undoGoesBackAsFarAsIsKept() throws {
    let folder = try TemporaryFolder()
    let path = folder.file("acme")
    var states: [String] = []
    for number in 0..<14 {
      try Self.change(path, to: "state \(number)", on: .real)
      states.append(try Self.state(path))
    }
    for number in (3..<13).reversed() {
      try Self.undo(path, on: .real)
      #expect(try Self.state(path) == states[number])
    }
    #expect(throws: Failure.self) { try Self.undo(path, on: .real) }
    #expect(try Self.state(path) == states[3])
  }

  @Test func undoAsksBeforeItLosesAnEdit() throws {
    let folder = try TemporaryFolder()
    let path = folder.file("acme")
    for name in ["a", "b"] { try Self.change(path, to: name, on: .real) }
    let file = "\(path)/bundle.yaml"
    let edited = "# mine\n" + (try String(contentsOfFile: file, encoding: .utf8))
    try edited.write(toFile: file, atomically: true, encoding: .utf8)
    let failure = try #require(throws: Failure.self) { try Self.undo(path, on: .real) }
    #expect(failure.code == .bundleEdited)
    _ = try BundleChange(of: path).undo(discardingEdits: true)
    #expect(try Self.state(path).hasPrefix("a"))
  }

  @Test func aSecondWriterIsKeptOut() throws {
    let folder = try TemporaryFolder()
    let path = folder.file("acme")
    try Self.change(path, to: "a", on: .real)
    let first = try BundleChange(of: path)
    let failure = try #require(throws: Failure.self) { _ = try BundleChange(of: path) }
    #expect(failure.code == .bundleLocked)
    try first.commit()
  }

  @Test func aReaderSeesOneBundle() throws {
    let folder = try TemporaryFolder()
    let path = folder.file("acme")
    try Self.change(path, to: "a", on: .real)
    let opened = try Bundle(at: path)
    try Self.change(path, to: "b", on: .real)
    let failure = try #require(throws: Failure.self) { _ = try opened.contacts(of: .company) }
    #expect(failure.code == .bundleChanged)
    var isFirst = true
    let name = try Bundle.reading(path) { (bundle) throws(Failure) in
      if isFirst {
        isFirst = false
        do { try Self.change(path, to: "c", on: .real) } catch { Issue.record(error) }
      }
      return try bundle.contacts(of: .company)[0].displayName
    }
    #expect(name == "c")
  }

  @Test func anOlderVersionIsKeptBesideTheNew() throws {
    let folder = try TemporaryFolder()
    let path = folder.file("acme")
    try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
    let old = "version: 1\nphonebooks:\n- {name: A, view: [Sales]}\n"
    try old.write(toFile: "\(path)/bundle.yaml", atomically: true, encoding: .utf8)
    try Self.change(path, to: "A", on: .real)
    #expect(try String(contentsOfFile: "\(path)/bundle.version-1.yaml", encoding: .utf8) == old)
    #expect(try String(contentsOfFile: "\(path)/bundle.yaml", encoding: .utf8).hasPrefix("version: 2\n"))
  }
}
