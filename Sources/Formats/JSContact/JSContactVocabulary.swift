/// Which member of a card is which property (RFC 9555, sections 2 and 3).
enum JSContactVocabulary {
  /// An entry of a map of objects that is one property.
  struct Entry: Sendable {
    let property: String
    let map: String
    /// The entry's kind, where the map has several.
    var kind = ""
    /// The member that is the property's value.
    let member: String

    init(_ property: String, _ map: String, kind: String = "", _ member: String) {
      self.property = property
      self.map = map
      self.kind = kind
      self.member = member
    }
  }

  static let entries = [
    Entry("nickname", "nicknames", "name"), Entry("email", "emails", "address"), Entry("tel", "phones", "number"),
    Entry("socialprofile", "onlineServices", "uri"), Entry("impp", "onlineServices", "uri"),
    Entry("lang", "preferredLanguages", "language"), Entry("title", "titles", kind: "title", "name"),
    Entry("role", "titles", kind: "role", "name"), Entry("note", "notes", "note"), Entry("url", "links", "uri"),
    Entry("contact-uri", "links", kind: "contact", "uri"), Entry("photo", "media", kind: "photo", "uri"),
    Entry("logo", "media", kind: "logo", "uri"), Entry("sound", "media", kind: "sound", "uri"),
    Entry("key", "cryptoKeys", "uri"), Entry("caluri", "calendars", kind: "calendar", "uri"),
    Entry("fburl", "calendars", kind: "freeBusy", "uri"), Entry("caladruri", "schedulingAddresses", "uri"),
    Entry("source", "directories", kind: "entry", "uri"),
    Entry("org-directory", "directories", kind: "directory", "uri"),
    Entry("expertise", "personalInfo", kind: "expertise", "value"),
    Entry("hobby", "personalInfo", kind: "hobby", "value"),
    Entry("interest", "personalInfo", kind: "interest", "value"),
  ]

  static let byProperty = Dictionary(entries.map { ($0.property, $0) }) { first, _ in first }

  /// Members that are one text, and their properties.
  static let texts = [
    ("uid", "uid"), ("prodId", "prodid"), ("kind", "kind"), ("language", "language"), ("created", "created"),
    ("updated", "rev"),
  ]

  /// The members of a card in the order in which they are written; all that the standard knows (RFC 9553, section 2).
  static let order = [
    "@type", "version", "uid", "created", "updated", "prodId", "kind", "language", "members", "relatedTo", "name",
    "nicknames", "organizations", "titles", "speakToAs", "phones", "emails", "onlineServices", "preferredLanguages",
    "calendars", "schedulingAddresses", "addresses", "cryptoKeys", "directories", "links", "media", "localizations",
    "anniversaries", "keywords", "notes", "personalInfo",
  ]

  /// The same, to look names up.
  static let members = Set(order)

  /// Maps whose entries have contexts; of the others, types are parameters that no member holds.
  static let withContexts: Set<String> = [
    "nicknames", "organizations", "phones", "emails", "onlineServices", "preferredLanguages", "calendars",
    "schedulingAddresses", "addresses", "cryptoKeys", "directories", "links", "media", "pronouns",
  ]
  /// Maps whose entries have a preference.
  static let withPreference = withContexts.subtracting(["organizations"])
  /// Maps whose entries have a label.
  static let withLabel: Set<String> = [
    "phones", "emails", "onlineServices", "calendars", "schedulingAddresses", "cryptoKeys", "directories", "links",
    "media", "personalInfo",
  ]
  /// Maps whose entries have a media type.
  static let withMediaType: Set<String> = ["calendars", "cryptoKeys", "directories", "links", "media"]
  /// Maps whose entries have a place in a list.
  static let withPlace: Set<String> = ["directories", "personalInfo"]

  /// Types and contexts that are called otherwise.
  static let contexts = [("home", "private"), ("work", "work"), ("billing", "billing"), ("delivery", "delivery")]
  /// Types of numbers and their features.
  static let features = [
    ("cell", "mobile"), ("fax", "fax"), ("main-number", "main-number"), ("pager", "pager"), ("text", "text"),
    ("textphone", "textphone"), ("video", "video"), ("voice", "voice"),
  ]
  /// Levels of what somebody knows: `expert` of expertise, `high` of interest.
  static let levels = [("beginner", "low"), ("average", "medium"), ("expert", "high")]

  /// Kinds of anniversaries, the properties of their dates and of their places.
  static let anniversaries = [
    (kind: "birth", date: "bday", place: "birthplace"), (kind: "wedding", date: "anniversary", place: ""),
    (kind: "death", date: "deathdate", place: "deathplace"),
  ]

  /// Parts of an address by the component of `ADR` that holds them (RFC 9554, section 2.1), the old ones first.
  static let addressParts = [
    "postOfficeBox", "", "", "locality", "region", "postcode", "country", "room", "apartment", "floor", "number",
    "name",
    "building", "block", "subdistrict", "district", "landmark", "direction",
  ]
  /// Parts that are written once more in the component for whoever knows the old ones only.
  static let extendedParts: Set<String> = ["room", "apartment", "floor", "building"]
}
