import Contacts
import Foundation
import Testing

@testable import Bundle

/// What undo brings back, and what edits and damage do to it.
@Suite struct HistoryTests {
  private let temporary: TemporaryFolder
  private var path: String { temporary.file("acme") }
  private var company: String { "\(path)/contacts/company.yaml" }

  init() throws { temporary = try TemporaryFolder() }

  private func write(_ name: String, reports: [String: String] = [:], isImport: Bool = true) throws {
    let change = try BundleChange(of: path)
    var contact = Contact()
    contact.id = "0123456789abcdef"
    contact.name.display = name
    try change.write(ContactSelection(PackedContacts([contact])), to: .company)
    if isImport { try change.retireReports() }
    for (name, text) in reports { try change.writeReport(Array(text.utf8), named: name) }
    try change.commit()
  }

  private func edit(_ file: String, _ old: String, _ new: String) throws {
    try text(file).replacing(old, with: new).write(toFile: file, atomically: true, encoding: .utf8)
  }

  private func text(_ file: String) throws -> String { try String(contentsOfFile: file, encoding: .utf8) }

  /// Whether a check finds nothing wrong, modes that an edit left aside.
  private func isWhole() throws -> Bool {
    try Bundle(at: path).verify(.unlimited).log.diagnostics.allSatisfy { $0.code == .fileOpen }
  }

  private func name() throws -> String { try Bundle(at: path).contacts(of: .company)[0].displayName }

  private func reports() throws -> [String: String] {
    var result: [String: String] = [:]
    for name in try BundleFolder(path).files(below: "reports") { result[name] = try text("\(path)/reports/\(name)") }
    return result
  }

  /// A change takes neither damage over nor an edit that nobody said is meant.
  @Test func whatIsNotAsItWasLeftGoesIntoNoChange() throws {
    try write("Ann")
    try edit(company, "Ann", "Mia")
    let before = try text("\(path)/bundle.yaml")
    let change = try BundleChange(of: path)
    let reading = #expect(throws: Failure.self) { try change.old?.contacts(of: .company) }
    #expect(reading?.code == .bundleDamaged)
    #expect(reading?.help.contains("--accept") == true)
    let replacing = #expect(throws: Failure.self) {
      try change.write(ContactSelection(PackedContacts()), to: .company)
      try change.commit()
    }
    #expect(replacing?.code == .bundleDamaged)
    #expect(try text("\(path)/bundle.yaml") == before)
    #expect(try name() == "Mia")
  }

  @Test func afterAnAcceptedEditUndoAsksAndWorks() throws {
    try write("Ann")
    try write("Bob")
    try edit(company, "Bob", "Bea")
    #expect(try BundleChange(of: path).acceptEdits().map(\.file) == ["contacts/company.yaml"])
    #expect(try isWhole())
    #expect(try BundleChange(of: path).acceptEdits().isEmpty)
    let failure = #expect(throws: Failure.self) { _ = try BundleChange(of: path).undo() }
    #expect(failure?.code == .bundleEdited)
    #expect(try name() == "Bea")
    #expect(try BundleChange(of: path).undo(discardingEdits: true).changes == 1)
    #expect(try name() == "Ann")
    #expect(try isWhole())
  }

  /// What was accepted is what a later undo brings back.
  @Test func anAcceptedEditIsKept() throws {
    try write("Ann")
    try edit(company, "Ann", "Mia")
    _ = try BundleChange(of: path).acceptEdits()
    try write("Bob")
    _ = try BundleChange(of: path).undo()
    #expect(try name() == "Mia")
  }

  @Test func undoAsksBeforeItLosesAnEditOfContacts() throws {
    try write("Ann")
    try write("Bob")
    try edit(company, "Bob", "Bea")
    let failure = #expect(throws: Failure.self) { _ = try BundleChange(of: path).undo() }
    #expect(failure?.code == .bundleEdited)
    #expect(failure?.what.contains("contacts/company.yaml") == true)
    #expect(try name() == "Bea")
    _ = try BundleChange(of: path).undo(discardingEdits: true)
    #expect(try name() == "Ann")
  }

  @Test func aDamagedStateIsInNobodysWay() throws {
    for name in ["a", "b", "c", "d"] { try write(name) }
    // The states hold a, b and c.
    for damaged in [3, 2] { try Data("x".utf8).write(to: URL(fileURLWithPath: kept(damaged))) }
    let failure = #expect(throws: Failure.self) { _ = try BundleChange(of: path).undo() }
    #expect(failure?.code == .bundleDamaged)
    #expect(failure?.help.contains("--discard-edits") == true)
    #expect(try name() == "d")
    let result = try BundleChange(of: path).undo(discardingEdits: true)
    #expect(result.changes == 3)
    #expect(try name() == "a")
    #expect(try isWhole())
    #expect(BundleFolder(path).historyNumbers.isEmpty)
  }

  private func kept(_ number: Int) -> String { "\(path)/.history/\(number)/contacts/company.yaml" }

  /// What the damaged state left alone is found where a later one kept it.
  @Test func filesAreFoundInLaterStates() throws {
    try write("a")
    for phonebook in ["A", "B"] {
      let change = try BundleChange(of: path)
      change.manifest.phonebooks.append(Manifest.Phonebook(name: phonebook))
      try change.commit()
    }
    try write("b")
    try Data("version: [".utf8).write(to: URL(fileURLWithPath: "\(path)/.history/3/bundle.yaml"))
    let result = try BundleChange(of: path).undo(discardingEdits: true)
    #expect(result.changes == 2)
    #expect(result.manifest.phonebooks.map(\.name) == ["A"])
    #expect(try name() == "a")
  }

  @Test func onlyAnImportReplacesReports() throws {
    try write("a", reports: ["report.json": "1", "rejected.csv": "1", "personal/1001/rejected.csv": "own"])
    try write("b", isImport: false)
    #expect(try reports() == ["report.json": "1", "rejected.csv": "1", "personal/1001/rejected.csv": "own"])
    try write("c", reports: ["report.json": "2", "merged.csv": "2"])
    #expect(try reports() == ["report.json": "2", "merged.csv": "2", "personal/1001/rejected.csv": "own"])
    _ = try BundleChange(of: path).undo()
    #expect(try reports() == ["report.json": "1", "rejected.csv": "1", "personal/1001/rejected.csv": "own"])
    _ = try BundleChange(of: path).undo()
    #expect(try reports().count == 3)
  }

  /// Who mended rejected records does not lose that by an undo.
  @Test func editedReportsStay() throws {
    try write("a", reports: ["report.json": "1", "rejected.csv": "1"])
    try write("b", reports: ["report.json": "2", "rejected.csv": "2", "merged.csv": "2"])
    try Data("mended".utf8).write(to: URL(fileURLWithPath: "\(path)/reports/rejected.csv"))
    _ = try BundleChange(of: path).undo()
    #expect(try reports() == ["report.json": "1", "rejected.csv": "mended"])
  }

  /// One damaged or missing file of somebody is told, and is in nobody else's way.
  @Test(arguments: [false, true]) func onesDamageIsHisOwn(isMissing: Bool) throws {
    do {
      let change = try BundleChange(of: path)
      var contact = Contact()
      contact.name.display = "Ann"
      contact.numbers = [Number(kind: .mobile, raw: "1")]
      for owner in ["1001", "1002"] {
        contact.owner = owner
        try change.write(ContactSelection(PackedContacts([contact])), to: .personal(owner: owner))
      }
      try change.commit()
    }
    let file = "\(path)/contacts/personal/1001.yaml"
    if isMissing {
      try FileManager.default.removeItem(atPath: file)
    } else {
      try edit(file, "numbers", "secret: [")
    }
    let findings = try Bundle(at: path).verify(.unlimited)
    #expect(findings.log.count(of: .contactsUnreadable) == 1)
    #expect(findings.counts.map(\.contacts) == [1])
    #expect(!findings.log.diagnostics.contains { "\($0)".contains("secret") })
    var given: [String: Int] = [:]
    try Bundle(at: path).eachExtension { group in
      for number in group.numbers { given[number] = group.contacts.count }
      #expect((group.problem != nil) == (group.numbers == ["1001"]))
    }
    #expect(given == ["1001": 0, "1002": 1])
    let accepted = try BundleChange(of: path).acceptEdits()
    #expect(accepted.map(\.isThere) == (isMissing ? [false] : []))
    #expect(try Bundle(at: path).manifest.owners == (isMissing ? ["1002"] : ["1001", "1002"]))
  }

  /// Whoever writes phonebooks into a personal contact by hand puts it into none.
  @Test func personalContactsAreInNoPhonebook() throws {
    do {
      let change = try BundleChange(of: path)
      change.manifest.phonebooks = [Manifest.Phonebook(name: "Customers")]
      var contact = Contact()
      contact.owner = "1001"
      contact.name.display = "Ann"
      contact.phonebooks = ["Customers", "Family"]
      contact.extras = [Extra("Phonebook", ["Family"])]
      try change.write(ContactSelection(PackedContacts([contact])), to: .personal(owner: "1001"))
      try change.commit()
    }
    let found = try Bundle(at: path).contacts(visibleTo: "1001")
    #expect(found.map(\.phonebooks) == [[]])
    #expect(found.map(\.extras) == [[Extra("Phonebook", ["Family", "Customers"])]])
  }

  @Test func whatOthersCanReadIsTold() throws {
    try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
    #expect(chmod(path, 0o755) == 0)
    try write("a")
    #expect(temporary.mode("acme") == 0o700)
    #expect(try Bundle(at: path).verify(.unlimited).log.diagnostics.isEmpty)
    #expect(chmod(company, 0o644) == 0)
    let found = try Bundle(at: path).verify(.unlimited).log.diagnostics
    #expect(found.map(\.code) == [.fileOpen])
    #expect(found.map(\.example) == ["contacts/company.yaml"])
  }

  @Test func itsOwnFilesAreKnown() throws {
    try write("a")
    for file in ["bundle.yaml", "contacts/new.csv", "contacts/personal/1001.yaml", ".history/1/bundle.yaml", ".lock"] {
      #expect(Bundle.folder(owning: "\(path)/\(file)") != nil, "\(file)")
    }
    for file in ["reports/review.csv", "out.csv", "../bundle.yaml", "../contacts/a.csv"] {
      #expect(Bundle.folder(owning: "\(path)/\(file)") == nil, "\(file)")
    }
    let link = temporary.file("link.csv")
    try FileManager.default.createSymbolicLink(atPath: link, withDestinationPath: "\(path)/bundle.yaml")
    #expect(Bundle.folder(owning: link) != nil)
  }
}
