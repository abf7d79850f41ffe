import Contacts
import Testing

@testable import Formats

/// Each mistake in a descriptor is refused with its place, and the nearest word where one is misspelt.
@Suite struct DescriptorMistakeTests {
  private static let head = "format: acme\ntitle: Acme\nsource: Acme manual\nsyntax: table\n"

  private static let cases: [(yaml: String, message: String)] = [
    ("", "a.yaml:1:1: error: the key \"format\" is missing"),
    ("format: acme\n", "a.yaml:1:1: error: the key \"title\" is missing"),
    (
      "format: Acme!\ntitle: x\nsource: x\nsyntax: table\n",
      "a.yaml:1:9: error: a format's name is of small letters, digits and dashes"
    ),
    ("format: acme\ntitel: x\n", "a.yaml:2:1: error: there is no key \"titel\"; did you mean \"title\"?"),
    ("format: acme\nformat: b\n", "a.yaml:2:1: error: the key \"format\" is given twice, here and on line 1"),
    ("format: [\n", "a.yaml:2:1: error: "),
    ("\(head)", "a.yaml:1:1: error: the key \"map\" is missing"),
    (
      "format: acme\ntitle: x\nsource: x\nsyntax: tabel\n",
      "a.yaml:4:9: error: there is no syntax \"tabel\"; did you mean \"table\"?"
    ),
    (
      "\(head)map:\n  Phone: number.mobil\n",
      "a.yaml:6:10: error: there is no field \"number.mobil\"; did you mean \"number.mobile\"?"
    ),
    (
      "\(head)map:\n  Phone: number.mobile\n  phone: number.home\n",
      "a.yaml:7:3: error: \"phone\" is mapped twice, here and as \"Phone\""
    ),
    (
      "\(head)map:\n  Name: {field: name.display, write: \"{givn} x\"}\n",
      "a.yaml:6:38: error: there is no field \"givn\"; did you mean \"given\"?"
    ),
    (
      "\(head)map:\n  Name: {field: name.display, write: \"{given\"}\n",
      "a.yaml:6:38: error: the brace { is never closed"
    ),
    (
      "\(head)map:\n  Name: {filed: name.display}\n",
      "a.yaml:6:10: error: there is no key \"filed\"; did you mean \"field\"?"
    ),
    (
      "\(head)map:\n  Name: name.display\nwrite: {bom: yes please}\n",
      "a.yaml:7:14: error: bom must be true or false, not \"yes please\""
    ),
    (
      "\(head)map:\n  Name: name.display\nwrite: {delimiter: \";;\"}\n",
      "a.yaml:7:20: error: delimiter must be one ASCII character"
    ),
    (
      "\(head)map:\n  Name: name.display\nlimits:\n  note: {characters: many}\n",
      "a.yaml:8:22: error: characters must be a whole number, not \"many\""
    ),
    (
      "\(head)map:\n  Name: name.display\nlimits:\n  note: {allowed: \"é\"}\n",
      "a.yaml:8:19: error: allowed must list ASCII characters, as 0-9A-Za-z+"
    ),
    (
      "\(head)map:\n  Name: name.display\nlimits:\n  nots: {bytes: 4}\n",
      "a.yaml:8:3: error: there is no limit \"nots\"; did you mean \"note\"?"
    ),
    (
      "\(head)map:\n  Name: name.display\nkinds: {Work: busines}\n",
      "a.yaml:7:15: error: there is no kind \"busines\"; did you mean \"business\"?"
    ),
    (
      "\(head)map:\n  Name: name.display\nlimits:\n  tiers:\n  - {company-contacts: 1}\n",
      "a.yaml:9:5: error: a tier needs company-contacts, phonebooks and personal-contacts"
    ),
  ]

  @Test(arguments: cases) func isRefusedWithItsPlace(_ yaml: String, _ message: String) {
    let failure = #expect(throws: Failure.self) {
      var yaml = yaml
      try yaml.withUTF8 { _ = try Format(descriptor: UnsafeRawBufferPointer($0), origin: "a.yaml") }
    }
    #expect(failure?.description.hasPrefix(message) == true, "\(failure?.description ?? "")")
  }
}
