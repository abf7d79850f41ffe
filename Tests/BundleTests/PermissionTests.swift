import Bundle
import Contacts
import Foundation
import Formats
import Testing

/// Nothing that is written for an extension holds a name, a number or a phonebook that it may not see.
///
/// Companies are made at random with marks in every text; what each extension may see is worked out while they are made,
/// by other code than the one that is tested; then every export of every extension, in every format that can be written,
/// is searched for marks. `SWITCHBOOK_SEED` repeats a run; `make mutants` shows that faults in the code are found.
@Suite struct PermissionTests {
  static let formats: [Format] = ((try? FormatLibrary().formats) ?? []).filter(\.isWritable)
  static let companies = isThorough ? 1_000 : 12
  static let firstSeed: UInt64 = {
    let told = ProcessInfo.processInfo.environment["SWITCHBOOK_SEED"].flatMap(UInt64.init)
    let seed = told ?? UInt64.random(in: 0..<1_000_000)
    print("companies of the seeds \(seed) to \(seed + UInt64(companies) - 1)")
    return seed
  }()

  @Test(arguments: [0, 1, 2, 3]) func nothingLeaks(quarter: Int) throws {
    try #require(Self.formats.count > 50)
    for number in 0..<Self.companies / 4 {
      let seed = Self.firstSeed + UInt64(quarter * Self.companies / 4 + number)
      let company = MarkedCompany(seed: seed)
      let folder = try TemporaryFolder()
      let bundle = try company.written(to: folder.file("acme"))
      for (format, number, marks) in try Self.exports(of: bundle, in: folder) {
        let allowed = company.allowed(number)
        #expect(marks.isSubset(of: allowed), "seed \(seed), \(format) for \(number): \(marks.subtracting(allowed))")
        // What may be seen is there, or the search would prove nothing.
        if format == "yaml" { #expect(marks == allowed, "seed \(seed), \(number)") }
      }
    }
  }

  /// Every export of every extension, by each of the two ways to make them, as the marks in it.
  private static func exports(
    of bundle: Company, in folder: TemporaryFolder
  ) throws -> [(format: String, number: String, marks: Set<String>)] {
    var result: [(String, String, Set<String>)] = []
    for format in formats {
      let output = folder.file(format.id)
      let files = try ExportFolder(output)
      try bundle.eachExtension { (group) throws(Failure) in
        var log = DiagnosticLog()
        var options = WritingOptions()
        options.phonebooks = group.rights.view
        options.settings = ["url": "https://phones.example", "domain": "sip.example"]
        let written = try format.files(ContactSelection(group.contacts), options: options, log: &log)
        let bytes = written.flatMap(\.bytes)
        try files.write(bytes, named: group.numbers.map { "\($0).\(format.suffix)" })
      }
      try files.commit()
      for number in bundle.manifest.extensionNumbers {
        let file = try Data(contentsOf: URL(fileURLWithPath: "\(output)/\(number).\(format.suffix)"))
        result.append((format.id, number, marks(in: file)))
        if format.id != "yaml" { continue }
        var log = DiagnosticLog()
        let alone = try format.write(ContactSelection(try bundle.contacts(visibleTo: number)), log: &log)
        result.append((format.id, number, marks(in: Data(alone))))
      }
    }
    return result
  }

  /// The marks in a file: `zq` and six digits, or the digits behind `49301`.
  static func marks(in bytes: Data) -> Set<String> {
    var result = Set<String>()
    let text = String(decoding: bytes, as: UTF8.self).replacing("\r\n ", with: "").replacing("=\r\n", with: "")
    for start in ["zq", "49301"] {
      for piece in text.components(separatedBy: start).dropFirst() {
        let digits = piece.prefix(6)
        if digits.count == 6, digits.allSatisfy(\.isNumber) { result.insert(start + digits) }
      }
    }
    return result
  }

  /// The search finds each way of leaking that it is there for.
  @Test(arguments: Leak.allCases) func aLeakWouldBeFound(_ leak: Leak) throws {
    var found = 0
    for seed in 0..<UInt64(20) {
      let company = MarkedCompany(seed: seed)
      let folder = try TemporaryFolder()
      let bundle = try company.written(to: folder.file("acme"))
      for number in bundle.manifest.extensionNumbers {
        var contacts = Array(try bundle.contacts(visibleTo: number))
        try leak.add(to: &contacts, for: number, of: bundle)
        var log = DiagnosticLog()
        let yaml = try #require(Self.formats.first { $0.id == "yaml" })
        let bytes = try yaml.write(ContactSelection(PackedContacts(contacts)), log: &log)
        if !Self.marks(in: Data(bytes)).isSubset(of: company.allowed(number)) { found += 1 }
      }
    }
    #expect(found > 0)
  }

  enum Leak: CaseIterable {
    case hiddenContacts, hiddenPhonebookNames, personalContactsOfOthers

    func add(to contacts: inout [Contact], for number: String, of bundle: Company) throws {
      let company = try bundle.contacts(of: .company)
      switch self {
      case .hiddenContacts: contacts += Array(company)
      case .hiddenPhonebookNames:
        for index in contacts.indices {
          if let whole = company.first(where: { $0.id == contacts[index].id }) {
            contacts[index].phonebooks = whole.phonebooks
          }
        }
      case .personalContactsOfOthers:
        for scope in bundle.scopes where scope != .company && scope != .personal(owner: number) {
          contacts += Array(try bundle.contacts(of: scope))
        }
      }
    }
  }

  /// What an export leaves on the disk can be read by its owner only.
  @Test func filesAreForTheirOwnerOnly() throws {
    let folder = try TemporaryFolder()
    let bundle = try MarkedCompany(seed: 5).written(to: folder.file("acme"))
    let files = try ExportFolder(folder.file("out"))
    try bundle.eachExtension { (group) throws(Failure) in try files.write([1], named: group.numbers) }
    try files.commit()
    #expect(folder.mode("out") == 0o700)
    for number in bundle.manifest.extensionNumbers { #expect(folder.mode("out/\(number)") == 0o600) }
    for scope in bundle.scopes { #expect(folder.mode("acme/\(scope.file)") == 0o600) }
    #expect(folder.mode("acme/bundle.yaml") == 0o600)
    #expect(folder.mode("acme/contacts") == 0o700)
  }

  /// A folder that holds somebody else's files is left alone, one that an export wrote is replaced whole.
  @Test func foldersOfOthersAreRefused() throws {
    let folder = try TemporaryFolder()
    let output = folder.file("out")
    for name in ["1001", "1002"] {
      let files = try ExportFolder(output)
      try files.write([1], named: [name])
      try files.commit()
    }
    #expect(try FileManager.default.contentsOfDirectory(atPath: output).sorted() == [".switchbook-export", "1002"])
    do {
      let cut = try ExportFolder(output)
      try cut.write([1], named: ["1003"])
    }
    #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path) == ["out"])
    try Data([1]).write(to: URL(fileURLWithPath: "\(output)/thesis.tex"))
    #expect(throws: Failure.self) { _ = try ExportFolder(output) }
  }
}
