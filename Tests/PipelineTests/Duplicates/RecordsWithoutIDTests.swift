import Contacts
import Testing

@testable import Pipeline

/// Records that have no id of their own: by what a bundle finds them again, and when they are compared like any other.
@Suite struct RecordsWithoutIDTests {
  /// Who has the same name and number, and another e-mail or department, is compared like in one list.
  @Test func namesakesOfALaterImportAreAskedAbout() throws {
    func clerk(_ email: String, _ department: String, _ note: String) -> Contact {
      var clerk = Contact("Thomas Müller", "089 6360", organization: "Siemens AG")
      clerk.emails = [Email(address: email)]
      clerk.department = department
      clerk.note = note
      return clerk
    }
    let (buyer, guardian) = (clerk("tm@siemens.com", "Einkauf", "buyer"), clerk("tm2@siemens.com", "Wache", "guard"))
    let colleague = Contact("Eva Koch", "089 6360", organization: "Siemens AG")
    let together = try outcome(of: [buyer, colleague, guardian], region: "DE")
    #expect(together.contacts.count == 3)
    #expect(together.reviews.count == 1)
    let bundle = Array(try outcome(of: [buyer, colleague], region: "DE").contacts)
    let later = try outcome(of: [guardian], region: "DE", onto: bundle)
    #expect(later.contacts.map(\.note) == ["buyer", "", "guard"])
    #expect(later.reviews.count == 1)
  }

  @Test func recordsOfOneNameAndNumberStayApartWhereNothingIsCompared() throws {
    var records = [Contact("Thomas Müller", "089 6360"), Contact("Thomas Müller", "089 6360")]
    records[1].emails = [Email(address: "tm2@siemens.com")]
    for (index, note) in ["buyer", "guard"].enumerated() { records[index].note = note }
    var bundle: [Contact] = []
    for record in records + records {
      bundle = Array(try outcome(of: [record], region: "DE", onto: bundle) { $0.duplicates = .off }.contacts)
    }
    #expect(bundle.map(\.note) == ["buyer", "guard"])
  }

  /// Those who are equal but for what is not compared are each found again, in whatever order.
  @Test(arguments: [DuplicatePolicy.off, .standard]) func equalsAreEachFoundAgain(_ policy: DuplicatePolicy) throws {
    // Of names alone nobody is joined.
    let records = ["Clerk", "Head", "Porter"].map { title in
      var record = policy == .off ? Contact("Ann Lee", "020 7946 0001") : Contact("Ann Lee")
      record.title = title
      return record
    }
    let profile = Profile(id: "test", title: "Test", requirements: [])
    let bundle = Array(try outcome(of: records, profile: profile) { $0.duplicates = policy }.contacts)
    #expect(bundle.count == 3)
    let again = try outcome(of: records.reversed(), profile: profile, onto: bundle) { $0.duplicates = policy }
    #expect(again.changes == Outcome.Changes(unchanged: 3))
  }

  /// An e-mail stays with whom it came to, whoever else has the name and the number.
  @Test func aRecordThatWentToSomebodyElseIsFoundThereAgain() throws {
    var records = [
      Contact("Karl Weber", "030 23120007", "0171 3920007"), Contact("Karl Weber", "030 23120057"),
      Contact("Karl Weber", "030 23120057"), Contact("Eva Koch", "030 23120057"),
    ]
    for (index, email) in ["karl@weber.de", "karl@weber.de", "k.weber@firma.de"].enumerated() {
      records[index].emails = [Email(address: email)]
    }
    let bundle = Array(try outcome(of: records, region: "DE").contacts)
    #expect(bundle.map(\.emails.count) == [1, 1, 0])
    #expect(try outcome(of: records, region: "DE", onto: bundle).changes == Outcome.Changes(unchanged: 3))
  }

  /// Lists of few names, lines and places, of which each row is found again, whatever became of its contact.
  @Test(arguments: 1...12 as ClosedRange<UInt64>) func eachRowIsFoundAgain(_ seed: UInt64) throws {
    var random = SeededRandom(seed: seed)
    let names = ["Karl Weber", "K. Weber", "WEBER, Karl", "Eva Koch", "Eva Koch-Weber", "Carl Weber", "Weber"]
    let records = (0..<60).map { index in
      var record = Contact(names.randomElement(using: &random) ?? "")
      for kind in [Number.Kind.business, .mobile, .businessFax] where Int.random(in: 0..<3, using: &random) > 0 {
        record.numbers.append(Number(kind: kind, raw: "030 231201\(Int.random(in: 10..<18, using: &random))"))
      }
      if Bool.random(using: &random) {
        record.emails = [Email(address: "\(["karl", "k", "eva", "info"].randomElement(using: &random) ?? "")@weber.de")]
      }
      if Bool.random(using: &random) {
        record.addresses = [PostalAddress(kind: .work)]
        record.addresses[0].locality = ["Berlin", "Potsdam"].randomElement(using: &random) ?? ""
      }
      record.note = "row \(index)"
      return record
    }
    var bundle = Array(try outcome(of: records, region: "DE").contacts)
    for _ in 0..<2 {
      let again = try outcome(of: records.shuffled(using: &random), region: "DE", onto: bundle)
      #expect(again.changes == Outcome.Changes(unchanged: bundle.count), "seed \(seed)")
    }
    // Edited by hand, each is found all the same.
    for index in bundle.indices {
      bundle[index].emails = []
      bundle[index].numbers.removeAll { $0.kind == .mobile }
    }
    let edited = try outcome(of: records.shuffled(using: &random), region: "DE", onto: bundle)
    #expect(edited.changes.added == 0, "seed \(seed)")
    for (old, new) in zip(bundle, edited.contacts) { #expect(old.note == new.note, "seed \(seed)") }
  }
}
