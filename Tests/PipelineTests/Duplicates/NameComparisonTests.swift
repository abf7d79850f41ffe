import Contacts
import Testing

@testable import Pipeline

@Suite struct NameComparisonTests {
  @Test(arguments: [
    // Case, accents, transliteration, order, one field or two
    ("Jürgen|Müller", "JUERGEN|MUELLER", NameComparison.Verdict.compatible),
    ("Jürgen|Müller", "Jurgen|Muller", .compatible), ("Anna|Weber", "Weber|Anna", .compatible),
    ("Anna|Weber", "|Weber, Anna", .compatible), ("Anna|Weber", "Anna Weber|", .compatible),
    ("Иван|Петров", "Ivan|Petrov", .compatible),
    // Joined, middle names, particles, titles, suffixes
    ("Anne Marie|Weber", "Annemarie|Weber", .compatible), ("Jan|van der Berg", "Jan|Vanderberg", .compatible),
    ("Jan|van der Berg", "Jan|Berg", .compatible), ("John|Smith", "John Q.|Smith", .compatible),
    ("John|Smith", "John Quentin|Smith", .compatible), ("Anna|Weber-Schmidt", "Anna|Schmidt", .compatible),
    ("Dr. Anna|Weber", "Anna|Weber", .compatible), ("Prof. Dr. Anna|Weber", "Frau Anna|Weber", .compatible),
    ("Anna|Weber, PhD", "Anna|Weber", .compatible),
    // Nicknames in several languages
    ("Robert|Smith", "Bob|Smith", .compatible), ("Rob|Smith", "Bob|Smith", .compatible),
    ("Johannes|Huber", "Hans|Huber", .compatible), ("Francisco|García", "Paco|Garcia", .compatible),
    ("Giuseppe|Rossi", "Beppe|Rossi", .compatible), ("Katarzyna|Nowak", "Kasia|Nowak", .compatible),
    ("Alexander|Smith", "Alex|Smith", .compatible), ("Alexandra|Smith", "Alex|Smith", .compatible),
    ("Alexander|Smith", "Alexandra|Smith", .conflict),
    // Typing errors
    ("Andreas|Schneider", "Andraes|Schneider", .compatible), ("Anna|Schneider", "Anna|Schnieder", .compatible),
    // Initials and missing names
    ("R.|Smith", "Robert|Smith", .abbreviated), ("B.|Smith", "Robert|Smith", .abbreviated),
    ("J.|Smith", "Robert|Smith", .conflict), ("|Smith", "Robert|Smith", .partial),
    ("Miguel|Costa", "Pedro Miguel|Costa", .partial),
    // Two people
    ("Anna|Weber", "Maria|Weber", .conflict), ("Anna|Weber", "Anna|Fischer", .conflict),
    ("Daniel|Weber", "Daniela|Weber", .conflict), ("Mario|Rossi", "Maria|Rossi", .conflict),
    ("Jean|Petit", "Jeanne|Petit", .conflict),
    ("|", "Anna|Weber", .unknown),
  ])
  func verdicts(a: String, b: String, expected: NameComparison.Verdict) {
    for (x, y) in [(a, b), (b, a)] {
      let found = compare(person(x), person(y)).verdict
      // What contradicts may also be so near that it is doubtful: neither is merged.
      let isRight = found == expected || expected == .conflict && found == .doubtful
      #expect(isRight, "\(x) and \(y): \(found)")
    }
  }

  @Test(arguments: [
    ("Weber GmbH", "Weber", NameComparison.Verdict.compatible), ("Weber & Co. KG", "WEBER", .compatible),
    ("Nowak Sp. z o.o.", "Nowak", .compatible), ("Rossi S.r.l.", "Rossi SRL", .compatible),
    ("Yıldız Tic. A.Ş.", "Yildiz", .compatible), ("Hickman Weaver Ltd", "Hickman Waever Limited", .compatible),
    ("Mail Order Ltd", "Mailorder Limited", .compatible), ("Weber GmbH", "Fischer GmbH", .conflict),
  ])
  func companiesWithoutTheirLegalForm(a: String, b: String, expected: NameComparison.Verdict) {
    var (first, second) = (Contact(), Contact())
    first.organization = a
    second.organization = b
    #expect(compare(first, second).verdict == expected)
  }

  @Test func aBusinessIsNoPerson() {
    var business = Contact()
    business.organization = "Weber GmbH"
    #expect(compare(business, person("Anna|Weber")).verdict == .conflict)
  }

  @Test(
    arguments: [
      ("Weber Jr.", "", 1), ("Weber", "Jr", 1), ("Weber Sr.", "", 2), ("Weber III", "", 4), ("Weber", "", 0),
      ("Junior", "", 0), ("Araújo Júnior", "", 1),
    ] as [(String, String, UInt8)])
  func generations(family: String, suffix: String, expected: UInt8) {
    var contact = person("Anna|\(family)")
    contact.name.suffix = suffix
    #expect(keys([contact]).heads[0].generation == expected)
  }

  private func compare(_ a: Contact, _ b: Contact) -> NameComparison {
    let keys = keys([a, b])
    let comparer = WordComparer(Lexicon(keys.vocabulary, contacts: 2))
    return keys.withViews { comparer.compareNames($0[0], $0[1]) }
  }
}

@Suite struct BirthdayTests {
  @Test(
    arguments: [
      ("1984-02-29", 19_840_229), ("19840229", 19_840_229), ("--02-29", 229), ("--0229", 229), ("", 0), ("1984", 0),
      ("29.02.1984", 0), ("1984-02-29T00:00:00Z", 19_840_229), ("spring", 0),
    ] as [(String, UInt32)])
  func keys(text: String, expected: UInt32) {
    #expect(Birthday.key(text) == expected)
  }

  @Test(arguments: [
    ("1984-02-29", "1984-02-29", Birthday.Comparison.same), ("1984-02-29", "", .unknown),
    ("--02-29", "1984-02-29", .sameDay), ("--02-28", "1984-02-29", .different),
    ("1984-02-03", "1984-03-02", .near), ("1984-02-03", "1984-02-30", .near), ("1984-02-03", "1948-02-03", .near),
    ("1984-02-03", "1985-02-03", .near), ("1984-02-03", "1985-02-04", .different),
    ("1950-03-01", "1978-07-11", .different),
  ])
  func slips(a: String, b: String, expected: Birthday.Comparison) {
    #expect(Birthday.compare(Birthday.key(a), Birthday.key(b)) == expected)
    #expect(Birthday.compare(Birthday.key(b), Birthday.key(a)) == expected)
  }
}

/// A contact called `given|family`.
func person(_ name: String, _ change: (inout Contact) -> Void = { _ in }) -> Contact {
  let parts = name.split(separator: "|", omittingEmptySubsequences: false).map(String.init)
  var contact = Contact()
  contact.name.given = parts[0]
  contact.name.family = parts.count > 1 ? parts[1] : ""
  change(&contact)
  return contact
}

func keys(_ contacts: [Contact]) -> ContactKeys {
  var keys = ContactKeys()
  for contact in contacts { keys.append(contact) }
  return keys
}
