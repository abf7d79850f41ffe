import Contacts
import Testing

@testable import Formats

/// Names composed by a template leave no trace of what a contact lacks.
@Suite struct NameTemplateTests {
  @Test(arguments: [
    (
      "{family}, {given} ({organization})", "Weber, Anna (Weber GmbH)", "Weber, Anna", "Weber (Weber GmbH)",
      "(Weber GmbH)"
    ),
    ("{given} {family} - {organization}", "Anna Weber - Weber GmbH", "Anna Weber", "Weber - Weber GmbH", "Weber GmbH"),
    ("[{given}] {family}", "[Anna] Weber", "[Anna] Weber", "Weber", ""),
    ("{given} (m) {family}!", "Anna (m) Weber!", "Anna (m) Weber!", "Weber!", ""),
    ("({family}) -> {organization}", "(Weber) -> Weber GmbH", "(Weber)", "(Weber) -> Weber GmbH", "Weber GmbH"),
    ("(x) {given} {family}", "(x) Anna Weber", "(x) Anna Weber", "Weber", ""),
    ("Firm: {organization} ", "Firm: Weber GmbH", "", "Firm: Weber GmbH", "Firm: Weber GmbH"),
  ])
  func bracketsGoWithWhatTheyHold(
    _ text: String, _ whole: String, _ person: String, _ family: String, _ organization: String
  ) throws {
    let template = try NameTemplate(text)
    var contact = Contact()
    #expect(template.text(of: contact) == "")
    contact.organization = "Weber GmbH"
    #expect(template.text(of: contact) == organization)
    contact.name.family = "Weber"
    #expect(template.text(of: contact) == family)
    contact.name.given = "Anna"
    #expect(template.text(of: contact) == whole)
    contact.organization = ""
    #expect(template.text(of: contact) == person)
  }
}
