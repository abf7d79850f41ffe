import Contacts
import Testing

@testable import Pipeline

/// A list tells by itself whether its names and birthdays may contradict.
@Suite struct ReliabilityTests {
  @Test(arguments: [(0, true), (1, true), (12, false)])
  func birthdaysOfAListWithoutNeighbours(wrong: Int, isReliable: Bool) {
    #expect(reliability(of: pairs(wrong: wrong, sharesAddresses: false)) == isReliable)
  }

  @Test func neighboursAreAlwaysReliedUpon() {
    #expect(reliability(of: pairs(wrong: 12, sharesAddresses: true)))
  }

  /// Sixty people twice, at an address of their own or with two neighbours; of some the birthdays differ.
  private func pairs(wrong: Int, sharesAddresses: Bool) -> [Contact] {
    var random = SplitMix(state: 9)
    func word() -> String {
      String((0..<8).map { _ in "abcdefghijklmnoprstuvwz".randomElement(using: &random) ?? "x" })
    }
    var contacts: [Contact] = []
    for index in 0..<60 {
      var address = PostalAddress()
      address.street = "\(word()) \(index + 1)"
      address.locality = word()
      address.region = word()
      address.postalCode = "\(10_000 + index)"
      func add(_ name: String, _ birthday: String) {
        contacts.append(
          person(name) {
            $0.birthday = birthday
            $0.addresses = [address]
          })
      }
      let name = "\(word())|\(word())"
      add(name, "1950-03-01")
      add(name, index < wrong ? "1978-07-19" : "1950-03-01")
      if sharesAddresses { for _ in 0..<2 { add("\(word())|\(word())", "1961-11-\(10 + index % 9)") } }
    }
    return contacts
  }

  private func reliability(of contacts: [Contact]) -> Bool {
    let compared = ComparedContacts(keys(contacts), distinct: contacts.indices.map { UInt32($0) })
    return compared.reliability().isReliable
  }
}
