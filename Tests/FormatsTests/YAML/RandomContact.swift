import Contacts

/// Contacts of any shape, with texts that tempt YAML: the same for the same seed.
struct RandomContacts {
  private var state: UInt64

  init(seed: UInt64) { state = seed }

  static let texts = [
    "Anna", "Dr. Anna Weber", "Weber & Söhne GmbH", "yes", "No", "null", "~", "Null", "0171/23456789",
    "030 12345678 -12",
    "1e5", "0x1F", "0o17", "12:30", "2024-05-01", "1_000", ".5", "-", "- a", "?", "a: b", "a #b", "#", "C#", "{a}",
    "[b]",
    "a, b", "it's", "\"quoted\"", "back\\slash", " lead", "trail ", "line\nbreak", "tab\tx", "cr\r\n",
    "\u{07}\u{00}\u{7F}",
    "\u{85}\u{2028}\u{2029}\u{FEFF}\u{FFFE}", "𝒜😀", "ماریا", "日本語", "e\u{301}", "---", "...", "%", "@x", "`x`", "!x",
    "&x",
    "*x", "|", ">", "=", "<<", "true", "on", "y", "5f1c9a0e7b2d4c11", "1234567890123e45", "https://weber.example/a?b=c",
    "", String(repeating: "long ", count: 300) + "x",
  ]

  mutating func next() -> Contact {
    var contact = Contact()
    for field in TextField.allCases where chance(3) { contact[field] = text() }
    contact.numbers = list {
      Number(
        kind: Number.Kind.allCases[$0.below(Number.Kind.allCases.count)],
        number: $0.chance(2) ? "+49\($0.below(1_000_000_000))" : "", extension: $0.chance(4) ? $0.text() : "",
        internal: $0.chance(4) ? $0.text() : "", label: $0.chance(4) ? $0.text() : "",
        raw: $0.text())
    }
    contact.emails = list {
      Email(kind: Setting.allCases[$0.below(3)], address: $0.text(), label: $0.chance(4) ? $0.text() : "")
    }
    contact.addresses = list {
      var address = PostalAddress(kind: Setting.allCases[$0.below(3)])
      for part in PostalAddress.Part.allCases where $0.chance(2) { address[part] = $0.text() }
      return address
    }
    contact.urls = list { $0.text() }
    contact.phonebooks = list { $0.text() }
    contact.aliases = list { $0.text() }
    var names: Set<String> = []
    contact.extras = list { random in Extra(random.text(), random.list { $0.text() }) }
      .filter { names.insert($0.name).inserted }
    return contact
  }

  private mutating func text() -> String {
    if chance(4) { return String(String.UnicodeScalarView((0..<below(12)).map { _ in scalar() })) }
    return Self.texts[below(Self.texts.count)]
  }

  private mutating func scalar() -> Unicode.Scalar {
    Unicode.Scalar(UInt32(below(chance(3) ? 0x110000 : 0x180))) ?? "x"
  }

  private mutating func list<Element>(_ make: (inout RandomContacts) -> Element) -> [Element] {
    chance(2) ? [] : (0..<below(4)).map { _ in make(&self) }
  }

  private mutating func chance(_ n: Int) -> Bool { below(n) == 0 }

  private mutating func below(_ bound: Int) -> Int {
    state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
    return Int(state >> 33) % bound
  }
}
