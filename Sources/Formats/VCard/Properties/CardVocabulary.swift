import VCardSyntax

/// What the standards of each version name, and what becomes of it in another.
///
/// Sources: vCard 2.1 (Internet Mail Consortium, 1996); RFC 2426, RFC 2739 and RFC 4770 for 3.0; RFC 6350 with RFC 6474,
/// RFC 6715, RFC 8605, RFC 9554 and RFC 9555 for 4.0.
enum CardVocabulary {
  private static let old: Set<VCardVersion> = [.v21, .v30]
  private static let new: Set<VCardVersion> = [.v30, .v40]

  /// Properties that not every version knows.
  private static let versions: [String: Set<VCardVersion>] = {
    var versions: [String: Set<VCardVersion>] = [:]
    for name in ["LABEL", "MAILER", "AGENT"] { versions[name] = old }
    // Nicknames and categories are written in 2.1 as well, where producers and no standard put them.
    for name in ["PRODID", "SOURCE", "IMPP", "CALURI", "CALADRURI", "FBURL"] { versions[name] = new }
    for name in ["NAME", "PROFILE", "SORT-STRING", "CLASS"] { versions[name] = [.v30] }
    for name in [
      "KIND", "XML", "GENDER", "ANNIVERSARY", "LANG", "MEMBER", "RELATED", "CLIENTPIDMAP", "BIRTHPLACE", "DEATHPLACE",
      "DEATHDATE", "EXPERTISE", "HOBBY", "INTEREST", "ORG-DIRECTORY", "CONTACT-URI", "CREATED", "GRAMGENDER",
      "LANGUAGE", "PRONOUNS", "SOCIALPROFILE", "JSPROP",
    ] {
      versions[name] = [.v40]
    }
    return versions
  }()

  /// Names of vCard 4.0 and those that programs gave the same thing before; the first is the one that is written.
  private static let renamed: [(old: String, new: String)] = [
    ("X-ADDRESSBOOKSERVER-KIND", "KIND"), ("X-ADDRESSBOOKSERVER-MEMBER", "MEMBER"),
    ("X-ANNIVERSARY", "ANNIVERSARY"), ("X-EVOLUTION-ANNIVERSARY", "ANNIVERSARY"), ("X-MS-ANNIVERSARY", "ANNIVERSARY"),
    ("X-KADDRESSBOOK-X-ANNIVERSARY", "ANNIVERSARY"),
  ]

  /// What a property is called in a version: where its standards do not know it, `X-` and its name, which is taken off
  /// again on the way back.
  static func name(_ name: String, of origin: VCardVersion, in version: VCardVersion) -> String {
    let upper = name.uppercased()
    if let known = versions[upper], !known.contains(version) {
      return renamed.first { $0.new == upper }?.old ?? "X-\(upper)"
    }
    if version == .v40, let new = renamed.first(where: { $0.old == upper })?.new { return new }
    if upper.hasPrefix("X-"), let known = versions[String(upper.dropFirst(2))], known.contains(version),
      !known.contains(origin)
    {
      return String(upper.dropFirst(2))
    }
    // Signs that some programs put into names are in no standard.
    return String(name.map { $0.isASCII && ($0.isLetter || $0.isNumber) ? $0 : "-" })
  }

  /// Properties that a card has once at most (RFC 6350, section 6; RFC 6474; RFC 9554).
  static let single = [
    "N", "BDAY", "REV", "UID", "KIND", "GENDER", "ANNIVERSARY", "PRODID", "BIRTHPLACE", "DEATHPLACE", "DEATHDATE",
    "CREATED", "LANGUAGE",
  ]
  /// How many of them are fields of the model.
  static let singleFields = 4

  /// Whether a byte may stand in the name of a property or parameter (RFC 6350, section 3.3).
  static func isOfName(_ byte: UInt8) -> Bool {
    (0x61...0x7A).contains(byte | 0x20) || (0x30...0x39).contains(byte) || byte == 0x2D
  }

  /// What becomes of a type word.
  enum TypeFate: Equatable {
    case kept, dropped, lost
    case replaced(String)
  }

  /// Types that versions disagree about, by property; all others are kept.
  private static let types: [String: [(words: Set<String>, versions: Set<VCardVersion>)]] = [
    "TEL": [
      (["MSG", "BBS", "MODEM", "CAR", "ISDN"], old), (["PCS"], [.v30]), (["TEXT", "TEXTPHONE", "MAIN-NUMBER"], [.v40]),
    ],
    "ADR": [(["DOM", "INTL", "POSTAL", "PARCEL"], old), (["BILLING", "DELIVERY"], [.v40])],
    "EMAIL": [
      (["INTERNET", "X400"], old),
      (
        [
          "AOL", "APPLELINK", "ATTMAIL", "CIS", "EWORLD", "IBMMAIL", "MCIMAIL", "POWERSHARE", "PRODIGY", "TLX",
        ], [.v21]
      ),
    ],
  ]

  /// What becomes of a type of a property, both in capitals, in a version.
  static func fate(ofType word: String, of property: String, in version: VCardVersion) -> TypeFate {
    for (words, versions) in types[property] ?? [] where words.contains(word) && !versions.contains(version) {
      switch word {
      case "CAR", "PCS": return .replaced("CELL")
      // vCard 4.0 knows no other e-mail.
      case "INTERNET": return .dropped
      default: return .lost
      }
    }
    return .kept
  }

  /// Whether a parameter came with vCard 4.0 (RFC 6350, RFC 9554).
  static func isNew(parameter name: UnsafeRawBufferPointer) -> Bool { newParameters.contains { name.equals($0) } }

  private static let newParameters: [StaticString] = [
    "ALTID", "PID", "MEDIATYPE", "CALSCALE", "SORT-AS", "GEO", "TZ", "INDEX", "LEVEL", "CREATED", "AUTHOR",
    "AUTHOR-NAME", "PHONETIC", "SCRIPT", "CC", "USERNAME", "JSCOMPS",
  ]

  /// Whether a parameter of vCard 4.0 says nothing of a contact, so that to leave it out is no loss: a key, a mark of what
  /// follows from other properties.
  static func isBookkeeping(parameter name: UnsafeRawBufferPointer) -> Bool {
    name.equals("PROP-ID") || name.equals("DERIVED")
  }

  /// A type of value as a version calls it; nil where it has no word for it, or needs none.
  static func valueType(_ type: String, in version: VCardVersion) -> String? {
    let type = type.lowercased()
    switch (version, type) {
    case (.v21, "uri"), (.v21, "url"): return "URL"
    case (_, "url"): return "uri"
    case (.v21, _): return nil
    case (.v30, "uri"), (.v30, "text"), (.v30, "date"), (.v30, "date-time"), (.v30, "phone-number"): return type
    case (.v40, "uri"), (.v40, "text"), (.v40, "date"), (.v40, "date-time"): return type
    default: return nil
    }
  }
}
