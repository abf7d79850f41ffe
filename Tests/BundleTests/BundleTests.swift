import Contacts
import Foundation
import Testing

@testable import Bundle

@Suite struct BundleTests {
  private let folder = FileManager.default.temporaryDirectory.appending(path: "bundle-\(UUID().uuidString)")
  private var path: String { folder.path }

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
    defer { try? FileManager.default.removeItem(at: folder) }
    try write(contacts("Ann", "Bob"))
    let bundle = try Bundle(at: path)
    #expect(Array(try bundle.contacts(of: .company)) == Array(contacts("Ann", "Bob")))
    #expect(bundle.manifest.files["contacts/company.yaml"]?.contacts == 2)
    #expect(try bundle.verify(.unlimited).log.diagnostics.isEmpty)
    #expect(try files() == [".lock", "bundle.yaml", "contacts", "contacts/company.yaml"])
  }

  @Test func filesAreForTheirOwnerOnly() throws {
    defer { try? FileManager.default.removeItem(at: folder) }
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
    defer { try? FileManager.default.removeItem(at: folder) }
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
    defer { try? FileManager.default.removeItem(at: folder) }
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
    #expect(try seen.verify(.unlimited).log.diagnostics.isEmpty)
    _ = try BundleChange(of: path)
    #expect(try files() == [".lock", "bundle.yaml", "contacts", "contacts/company.yaml"])
    #expect(try Bundle(at: path).contacts(of: .company).map(\.displayName) == ["Bob"])
  }

  @Test func reportsAreThoseOfTheLastRun() throws {
    defer { try? FileManager.default.removeItem(at: folder) }
    try write(contacts("Ann"), reports: ["report.json", "rejected.csv"])
    try write(contacts("Ann"), reports: ["report.json"])
    #expect(try files().filter { $0.hasPrefix("reports/") } == ["reports/report.json"])
  }

  @Test func oneWriterAtATime() throws {
    defer { try? FileManager.default.removeItem(at: folder) }
    let first = try BundleChange(of: path)
    let failure = #expect(throws: Failure.self) { try BundleChange(of: path) }
    #expect(failure?.code == .bundleLocked)
    withExtendedLifetime(first) {}
  }

  @Test func aFolderOfSomebodyElseIsRefused() throws {
    defer { try? FileManager.default.removeItem(at: folder) }
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    try Data("x".utf8).write(to: folder.appending(path: "thesis.txt"))
    let failure = #expect(throws: Failure.self) { try BundleChange(of: path) }
    #expect(failure?.what == "the folder holds \"thesis.txt\" and no bundle")
    #expect(try files() == ["thesis.txt"])
  }

  @Test func aHandEditIsNoticed() throws {
    defer { try? FileManager.default.removeItem(at: folder) }
    try write(contacts("Ann"))
    let file = folder.appending(path: "contacts/company.yaml")
    let edited = try String(contentsOf: file, encoding: .utf8).replacing("Ann", with: "Mia")
    try edited.write(to: file, atomically: false, encoding: .utf8)
    #expect(try Bundle(at: path).verify(.unlimited).log.diagnostics.map(\.code) == [.bundleDamaged])
    try "- nonsense: [\n".write(to: file, atomically: false, encoding: .utf8)
    #expect(throws: Failure.self) { try Bundle(at: path).verify(.unlimited) }
  }
}
