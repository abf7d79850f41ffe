import Contacts
import Testing

@testable import Formats

/// Mistakes in the XML part of a descriptor are told with their place and the nearest word.
@Suite struct DirectoryDescriptorTests {
  @Test(arguments: [
    ("map: {e: {each: contcat, map: {n: number}}}", "did you mean \"contact\"?", 6),
    ("map: {e: {each: contact, map: {n: numbr}}}", "did you mean \"number\"?", 6),
    ("map:\n  e:\n    each: contact\n    map: {n: number, t: document.title}", "there is no field", 9),
    ("map:\n  e:\n    each: contact\n    mapp: {n: number}", "did you mean \"map\"?", 9),
    ("map: {t: document.title}", "each: contact", 6),
    ("map: {\"a[b\": {each: contact, map: {n: number}}}", "is no name of an element", 6),
    ("map: {\"a[b=c]\": {each: contact, map: {n: number}}}", "a condition is written", 6),
    ("map: {g: {each: phonebook, map: {e: {each: contact, map: {n: number}}}}}", "phonebook.name", 6),
    ("map: {e: {each: contact, map: {n: {field: number, pattern: \"x{\"}}}}", "never closed", 6),
    ("map: {e: {each: contact, map: {n: number}}}\nlimits: {entrys: 3}", "did you mean \"entries\"?", 7),
    ("map: {e: {each: contact, map: {n: number}}}\nlike: nobody", "there is no format", 7),
    ("map: {e: {each: contact, map: {n: number}}}\nvariants: {small: {map: {}}}", "there is no key \"map\"", 7),
  ])
  func toldWithItsPlace(_ text: String, _ what: String, _ line: Int) throws {
    do {
      _ = try format(text)
      Issue.record("it was taken")
    } catch let failure as Failure {
      #expect(failure.description.contains(what), "\(failure)")
      #expect(failure.line == line, "\(failure)")
      #expect(failure.column > 0)
    }
  }

  @Test func likeAndVariants() throws {
    let library = try Cards.library.get()
    let e129 = try library.format(named: "avaya-e129")
    #expect(!e129.isRecognisable)
    #expect(e129.directory?.limits.entries == nil)
    #expect(try library.format(named: "grandstream-addressbook").directory?.limits.entries == 1000)
    #expect(try library.format(named: "snom-tbook/300").directory?.limits.entries == 100)
    #expect(throws: Failure.self) { try library.format(named: "snom-tbook/301") }
  }

  @Test func patternsAreTakenApart() throws {
    let pattern = try ValuePattern("\"{name.display}\" <sip:{number}@{}>") { _ in .own }
    #expect(pattern.values(in: "\"Anna\" <sip:1@b>")?.map(\.text) == ["Anna", "1", "b"])
    #expect(pattern.values(in: "Anna <sip:1@b>") == nil)
    #expect(pattern.values(in: "\"Anna\" <sip:1@b") == nil)
  }

  @Test(arguments: [
    ("YealinkIPPhoneDirectory", "*IPPhoneDirectory", true), ("IPPhoneDirectory", "*IPPhoneDirectory", true),
    ("IPPhoneDirectorys", "*IPPhoneDirectory", false), ("a", "a*a", false), ("aba", "a*a", true), ("x", "x", true),
  ])
  func wildcards(_ text: String, _ pattern: String, _ matches: Bool) {
    #expect(text.matches(wildcard: pattern) == matches)
  }
}
