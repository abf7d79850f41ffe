import Contacts
import Foundation
import Testing

@testable import Bundle

@Suite struct CallersTests {
  /// Who calls is who has the number, found without reading everybody; and nobody whom the extension may not see.
  @Test(arguments: 0..<30) func areThoseWhoHaveTheNumber(seed: UInt64) throws {
    var random = Seeded(seed)
    let company = MarkedCompany(seed: seed)
    let folder = try TemporaryFolder()
    let bundle = try company.written(to: folder.file("acme"))
    let everybody = try bundle.scopes.flatMap { scope in Array(try bundle.contacts(of: scope)) }
    guard let somebody = everybody.randomElement(using: &random) else { return }
    let number = try #require(somebody.numbers.first).dialled
    for match in [CallerMatch.exact, .lastDigits(7), .lastDigits(4)] {
      for one in bundle.manifest.extensionNumbers {
        let callers = try bundle.callers(from: number, visibleTo: one, by: match)
        let wanted =
          match == .exact ? String(number.dropFirst()) : String(number.suffix(match == .lastDigits(7) ? 7 : 4))
        let expected = try bundle.contacts(visibleTo: one).filter { contact in
          contact.numbers.contains { $0.dialled.hasSuffix(wanted) }
        }
        #expect(Set(callers) == Set(expected), "seed \(seed), \(one), \(match)")
        let owners = callers.map(\.owner)
        let personalFirst = owners.filter { !$0.isEmpty } + owners.filter { $0.isEmpty }
        #expect(owners == personalFirst)
      }
      let all = try bundle.callers(from: number, visibleTo: nil, by: match)
      let isCompany = all.allSatisfy { $0.owner.isEmpty }
      #expect(isCompany)
      #expect(all.contains(somebody) == somebody.owner.isEmpty)
    }
  }

  @Test(arguments: [
    ("+442079460101", CallerMatch.exact, true), ("+442079460102", .exact, false),
    ("+12029460101", .lastDigits(7), true),
    ("+12029460101", .lastDigits(8), false), ("9460101", .lastDigits(7), false), ("60101", .lastDigits(7), false),
    ("", .lastDigits(7), false), ("+", .exact, false),
  ]) func lastDigitsAreThoseOfLongerNumbers(_ number: String, _ match: CallerMatch, _ isFound: Bool) throws {
    let folder = try TemporaryFolder()
    let change = try BundleChange(of: folder.file("acme"))
    var contact = Contact()
    contact.id = "0123456789abcdef"
    contact.name.display = "Amelia"
    contact.numbers = [Number(kind: .business, number: "+442079460101")]
    try change.write(ContactSelection(PackedContacts([contact])), to: .company)
    try change.commit()
    let callers = try Bundle(at: folder.file("acme")).callers(from: number, visibleTo: nil, by: match)
    #expect(callers.isEmpty != isFound)
  }
}
