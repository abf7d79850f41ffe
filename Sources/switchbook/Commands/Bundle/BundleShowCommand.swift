import ArgumentParser
import Bundle
import Contacts
import Formats
import FoundationEssentials

struct BundleShowCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "show", abstract: "Show extensions, phonebooks, permissions and counts.",
    discussion: "With --extension, what that extension may see. Personal contacts are counted, never shown.")

  @Argument(help: "The bundle's folder.")
  var bundle: String

  @Option(name: .customLong("extension"), help: ArgumentHelp("Show what this extension may see.", valueName: "ext"))
  var number: String?

  @Flag(help: "Print one JSON object.")
  var json = false

  func run() throws {
    try Bundle.reading(bundle) { (opened) throws(Failure) in
      _ = (try opened.region(), try opened.profile(FormatLibrary.ofUser(and: [])))
      var overview = Overview(opened.manifest)
      let company = try opened.contacts(of: .company)
      if let number {
        try opened.refuseUnknown(number)
        overview.keep(Rights(of: number, in: opened.manifest))
        overview.companyContacts = opened.visible(company, to: Rights(of: number, in: opened.manifest)).count
        overview.personalContacts = try opened.contacts(of: .personal(owner: number)).count
      }
      overview.count(company, opened.manifest)
      Output.print(json ? overview.json : overview.text(bundle))
    }
  }
}

/// A bundle in numbers and names.
private struct Overview: Encodable {
  let profile: String
  let region: String
  let extensions: Int
  let groups: [String]
  let departments: [String]
  var companyContacts: Int
  var personalContacts: Int
  var phonebooks: [Book]

  struct Book: Encodable {
    let name: String
    let kind: String
    let members: String
    var contacts = 0
    let view: [String]
    let manage: [String]
  }

  init(_ manifest: Manifest) {
    profile = manifest.profile
    region = manifest.region
    extensions = manifest.extensionCount
    groups = Array(Set(manifest.extensions.flatMap(\.groups))).sorted()
    departments = Array(Set(manifest.extensions.map(\.department)).subtracting([""])).sorted()
    companyContacts = manifest.files[Bundle.Scope.company.file]?.contacts ?? 0
    personalContacts = manifest.owners.reduce(0) { sum, owner in
      sum + (manifest.files[Bundle.Scope.personal(owner: owner).file]?.contacts ?? 0)
    }
    phonebooks = manifest.phonebooks.map { book in
      let members: String =
        switch book.members {
        case .byHand: "by hand"
        case .all: "all company contacts"
        case .rule(let conditions):
          conditions.map { "\($0.field) = \($0.patterns.joined(separator: " or "))" }.joined(separator: " and ")
        }
      return Book(
        name: book.name, kind: book.kind.rawValue, members: members, view: book.view.map(\.description),
        manage: book.manage.map(\.description))
    }
  }

  /// Leaves what an extension may see.
  mutating func keep(_ rights: Rights) { phonebooks.removeAll { !rights.view.contains($0.name) } }

  mutating func count(_ company: PackedContacts, _ manifest: Manifest) {
    var counts: [String: Int] = [:]
    for contact in company { for name in manifest.phonebooks(of: contact) { counts[name, default: 0] += 1 } }
    for index in phonebooks.indices { phonebooks[index].contacts = counts[phonebooks[index].name] ?? 0 }
  }

  func text(_ bundle: String) -> String {
    var lines = [
      "\(bundle): \(String.counted(companyContacts, "company contact")), "
        + "\(String.counted(personalContacts, "personal contact")), \(String.counted(extensions, "extension"))",
      "profile \(profile.isEmpty ? "none" : profile), region \(region.isEmpty ? "none" : region)",
    ]
    if !groups.isEmpty { lines.append("groups: \(groups.joined(separator: ", "))") }
    if !departments.isEmpty { lines.append("departments: \(departments.joined(separator: ", "))") }
    for book in phonebooks {
      let kind = book.kind == "synced" ? " (synced)" : ""
      lines.append("\(book.name)\(kind): \(String.counted(book.contacts, "contact"))")
      if book.members != "by hand" { lines.append("  members: \(book.members)") }
      lines.append("  view: \(book.view.isEmpty ? "nobody" : book.view.joined(separator: ", "))")
      lines.append("  manage: \(book.manage.isEmpty ? "nobody" : book.manage.joined(separator: ", "))")
    }
    return lines.joined(separator: "\n")
  }

  var json: String {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
    // Texts and whole numbers only: nothing can fail to encode.
    guard let bytes = try? encoder.encode(self) else { return "{}" }
    return String(decoding: bytes, as: UTF8.self)
  }
}
