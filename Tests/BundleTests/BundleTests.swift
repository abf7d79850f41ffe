import Contacts
import Foundation
import Testing
import ZipSyntax

@testable import Bundle

@Suite struct BundleTests {
  private let temporary: TemporaryFolder
  private var folder: URL { URL(fileURLWithPath: path) }
  private var path: String { temporary.file("acme") }

  init() throws { temporary = try TemporaryFolder() }

  private func contacts(_ names: String...) -> ContactSelection {
    ContactSelection(
      PackedContacts(
        names.enumerated().map { index, name in
          var contact = Contact()
          contact.id = "00000000000000\(10 + index)"
          contact.name.display = name
          contact.numbers = [Number(kind: .mobile, number: "+4477009000\(10 + index)", raw: "07700 9000\(10 + index)")]
          contact.extras = [Extra("Tags", ["a", "b"])]
          return contact
        }))
  }

  private func write(_ contacts: ContactSelection, reports: [String] = []) throws {
    let change = try BundleChange(of: path)
    change.manifest.profile = "izt-cloud-voice"
    try change.write(contacts, to: .company)
    for name in reports { try change.writeReport(Array("x".utf8), named: name) }
    try change.commit()
  }

  /// What there is, the states before earlier changes aside.
  private func files() throws -> [String] {
    try FileManager.default.subpathsOfDirectory(atPath: path).filter { !$0.hasPrefix(".history") }.sorted()
  }

  @Test func isReadBackAsItWasWritten() throws {
    try write(contacts("Ann", "Bob"))
    let bundle = try Bundle(at: path)
    #expect(Array(try bundle.contacts(of: .company)) == Array(contacts("Ann", "Bob")))
    #expect(bundle.manifest.files["contacts/company.yaml"]?.contacts == 2)
    #expect(try bundle.verify(.unlimited).log.diagnostics.isEmpty)
    #expect(try files() == [".lock", "bundle.yaml", "contacts", "contacts/company.yaml"])
  }

  @Test func filesAreForTheirOwnerOnly() throws {
    try write(contacts("Ann"), reports: ["report.json"])
    for file in try files() {
      let attributes = try FileManager.default.attributesOfItem(atPath: "\(path)/\(file)")
      let isFolder = attributes[.type] as? FileAttributeType == .typeDirectory
      #expect(attributes[.posixPermissions] as? Int == (isFolder ? 0o700 : 0o600), "\(file)")
    }
  }

  @Test func withoutCommitNothingHappened() throws {
    do {
      let change = try BundleChange(of: path)
      try change.write(contacts("Ann"), to: .company)
    }
    #expect(!FileManager.default.fileExists(atPath: path))
    try write(contacts("Ann"))
    let before = try Data(contentsOf: folder.appending(path: "contacts/company.yaml"))
    do {
      let change = try BundleChange(of: path)
      try change.write(contacts("Bob"), to: .company)
    }
    #expect(try Data(contentsOf: folder.appending(path: "contacts/company.yaml")) == before)
    #expect(try files() == [".lock", "bundle.yaml", "contacts", "contacts/company.yaml"])
  }

  /// What a change leaves behind when it is cut short after its one step, at each file that it had moved by then.
  @Test(arguments: 0...2) func aChangeCutShortAfterItsStepIsFinished(_ moved: Int) throws {
    try write(contacts("Bob"))
    let new = try Data(contentsOf: folder.appending(path: "contacts/company.yaml"))
    let manifest = try Data(contentsOf: folder.appending(path: "bundle.yaml"))
    try write(contacts("Ann"))
    let pending = folder.appending(path: ".switch")
    try FileManager.default.createDirectory(
      at: pending.appending(path: "contacts"), withIntermediateDirectories: true)
    try manifest.write(to: moved > 0 ? folder.appending(path: "bundle.yaml") : pending.appending(path: "bundle.yaml"))
    try new.write(
      to: moved > 1 ? folder.appending(path: "contacts/company.yaml") : pending.appending(path: "contacts/company.yaml")
    )

    let seen = try Bundle(at: path)
    #expect(try seen.contacts(of: .company).map(\.displayName) == ["Bob"])
    #expect(try seen.verify(.unlimited).log.diagnostics.allSatisfy { $0.severity < .error })
    _ = try BundleChange(of: path)
    #expect(try files() == [".lock", "bundle.yaml", "contacts", "contacts/company.yaml"])
    #expect(try Bundle(at: path).contacts(of: .company).map(\.displayName) == ["Bob"])
  }

  @Test func oneWriterAtATime() throws {
    let first = try BundleChange(of: path)
    let failure = #expect(throws: Failure.self) { try BundleChange(of: path) }
    #expect(failure?.code == .bundleLocked)
    withExtendedLifetime(first) {}
  }

  @Test func aFolderOfSomebodyElseIsRefused() throws {
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    try Data("x".utf8).write(to: folder.appending(path: "thesis.txt"))
    let failure = #expect(throws: Failure.self) { try BundleChange(of: path) }
    #expect(failure?.what == "the folder holds \"thesis.txt\" and no bundle")
    #expect(try files() == ["thesis.txt"])
  }

  @Test func aHandEditIsNoticed() throws {
    try write(contacts("Ann"))
    let file = folder.appending(path: "contacts/company.yaml")
    let edited = try String(contentsOf: file, encoding: .utf8).replacing("Ann", with: "Mia")
    try edited.write(to: file, atomically: false, encoding: .utf8)
    #expect(try Bundle(at: path).verify(.unlimited).log.diagnostics.map(\.code) == [.bundleDamaged])
    try "- nonsense: [\n".write(to: file, atomically: false, encoding: .utf8)
    #expect(try Bundle(at: path).verify(.unlimited).log.count(of: .contactsUnreadable) == 1)
  }

  /// A contact that was moved to the file of somebody else by hand is shown to nobody.
  @Test(arguments: [("contacts/company.yaml", "1001"), ("contacts/personal/1001.yaml", "1002")])
  func aContactInSomebodyElsesFileIsRefused(_ file: String, _ owner: String) throws {
    let change = try BundleChange(of: path)
    try change.write(contacts("Ann"), to: .company)
    var own = contacts("Bob")[0]
    own.owner = "1001"
    try change.write(ContactSelection(PackedContacts([own])), to: .personal(owner: "1001"))
    try change.commit()
    let url = folder.appending(path: file)
    let text = try String(contentsOf: url, encoding: .utf8)
    try "\(text)- id: ffffffffffffffff\n  owner: \"\(owner)\"\n  name: {display: Eve}\n".write(
      to: url, atomically: false, encoding: .utf8)
    let failure = #expect(throws: Failure.self) { _ = try Bundle(at: path).contacts(visibleTo: "1001") }
    #expect(failure?.code == .ownerMisplaced)
    #expect(failure?.line == text.split(separator: "\n").count + 1)
  }

  @Test func aPackedBundleIsTheSameBundle() throws {
    let change = try BundleChange(of: path)
    change.manifest.phonebooks = [Manifest.Phonebook(name: "A")]
    try change.write(contacts("Ann", "Bob"), to: .company)
    var own = contacts("Mia")[0]
    own.owner = "1001"
    try change.write(ContactSelection(PackedContacts([own])), to: .personal(owner: "1001"))
    try change.commit()
    let file = temporary.file("acme.zip")
    try Data(try Bundle(at: path).packed()).write(to: URL(fileURLWithPath: file))
    #expect(Bundle.exists(at: file))
    let packed = try Bundle(at: file)
    let bundle = try Bundle(at: path)
    #expect(packed.manifest == bundle.manifest)
    for scope in bundle.scopes {
      #expect(Array(try packed.contacts(of: scope)) == Array(try bundle.contacts(of: scope)))
    }
    #expect(
      try packed.verify(.unlimited).log.diagnostics.map(\.code) == bundle.verify(.unlimited).log.diagnostics.map(\.code)
    )
    #expect(throws: Failure.self) { _ = try BundleChange(of: file) }

    let copy = temporary.file("copy")
    let unpacking = try BundleChange(of: copy)
    try unpacking.unpack(packed)
    #expect(try Bundle(at: copy).packed() == packed.packed())
    #expect(temporary.mode("copy/contacts/personal/1001.yaml") == 0o600)
    #expect(throws: Failure.self) { try BundleChange(of: copy).unpack(packed) }
  }

  /// A small archive cannot make a reader unpack as much as it likes, and none is made that would not be read.
  @Test func whatAPackedBundleUnpacksToIsBounded() throws {
    let change = try BundleChange(of: path)
    try change.write(contacts("Ann"), to: .company)
    try change.commit()
    let company = "\(path)/contacts/company.yaml"
    let text = try Data(contentsOf: URL(fileURLWithPath: company)) + Data(repeating: 0x20, count: 65 << 20)
    let writer = try ZipWriter()
    try writer.add("bundle.yaml", Array(try Data(contentsOf: URL(fileURLWithPath: "\(path)/bundle.yaml"))))
    try writer.add("contacts/company.yaml", Array(text))
    let file = temporary.file("acme.zip")
    try Data(try writer.finish()).write(to: URL(fileURLWithPath: file))
    let packed = try Bundle(at: file)
    let failure = try #require(throws: Failure.self) { try packed.contacts(of: .company) }
    #expect(failure.code == .bundleDamaged)
    #expect(failure.what.hasPrefix("\(text.count) bytes packed to "))
    #expect(failure.what.contains("at most 250 times their packed size"))

    try text.write(to: URL(fileURLWithPath: company))
    let bundle = try Bundle(at: path)
    let refusal = try #require(throws: Failure.self) { try bundle.packed() }
    #expect(refusal.what.contains("the archive would hold contacts/company.yaml, \(text.count) bytes packed to "))
  }

  /// What is no archive of a bundle is none, whatever it is.
  @Test func otherFilesAreNoBundles() throws {
    for (name, bytes) in [("empty", []), ("text", Array("PK".utf8)), ("torn", [0x50, 0x4B, 3, 4, 0, 0])]
      as [(String, [UInt8])]
    {
      let file = temporary.file(name)
      try Data(bytes).write(to: URL(fileURLWithPath: file))
      #expect(!Bundle.exists(at: file))
    }
    #expect(!Bundle.exists(at: "-"))
    #expect(!Bundle.exists(at: temporary.file("nowhere")))
  }
}
