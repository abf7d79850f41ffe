/// One person or organization that a phone system can call or name.
///
/// ```swift
/// var contact = Contact()
/// contact.name.given = "Anna"
/// contact.name.family = "Weber"
/// contact.numbers = [Number(kind: .mobile, number: "+4917123456789", raw: "0171/23456789")]
/// contact.displayName  // "Anna Weber"
/// ```
///
/// Every format is read into this struct and written from it; nothing else passes between a reader and a writer.
/// Text that is absent is the empty string, and a list that is absent is empty: no format tells an empty cell from a
/// missing one. Each property names the vCard 4 property (RFC 6350), the JSContact property (RFC 9553) and the column
/// of the PBX of the reference profile (`izt-cloud-voice`) that it corresponds to.
public struct Contact: Hashable, Sendable {
  /// Stable identity within a bundle: 16 hexadecimal digits that an import assigns once and never changes.
  /// vCard `UID`, JSContact `uid`, no PBX column.
  public var id = ""

  /// The extension number whose personal contact this is; empty for a company contact.
  /// No vCard or JSContact property: the file that holds the contact says whose it is.
  public var owner = ""

  /// vCard `FN` and `N`, JSContact `name`, PBX columns First Name and Last Name.
  public var name = ContactName()

  /// vCard `ORG` (first component), JSContact `organizations/name`, PBX column Company Name.
  public var organization = ""

  /// vCard `ORG` (further components), JSContact `organizations/units`, no PBX column.
  public var department = ""

  /// The job title. vCard `TITLE`, JSContact `titles`, no PBX column.
  public var title = ""

  /// In the order in which a phone should show them. vCard `TEL`, JSContact `phones`, PBX columns Business Number to
  /// Other.
  public var numbers: [Number] = []

  /// vCard `EMAIL`, JSContact `emails`, PBX column Email.
  public var emails: [Email] = []

  /// vCard `ADR`, JSContact `addresses`, PBX columns ZIP Code, Street, City, State, Country.
  public var addresses: [PostalAddress] = []

  /// vCard `URL`, JSContact `links`, no PBX column.
  public var urls: [String] = []

  /// vCard `NOTE`, JSContact `notes`, PBX column Remark.
  public var note = ""

  /// ISO 8601: `1984-02-29`, or `--02-29` where the year is unknown. vCard `BDAY`, JSContact `anniversaries` of kind
  /// birth, no PBX column. Text that is no date is kept as written.
  public var birthday = ""

  /// A URI, `data:` included. vCard `PHOTO`, JSContact `media` of kind photo, no PBX column.
  public var photo = ""

  /// Names of the phonebooks that hold the contact. vCard `CATEGORIES`, JSContact `keywords`, PBX column Phonebook.
  public var phonebooks: [String] = []

  /// When the source last changed the contact, ISO 8601. vCard `REV`, JSContact `updated`, no PBX column.
  public var revised = ""

  /// The record of another system that this contact was made from. No vCard or JSContact property, no PBX column.
  public var source = SourceRecord()

  /// Other names of this contact: ids and ``SourceRecord/alias``es of records that were merged into it, so that a later
  /// import finds them again. No vCard or JSContact property, no PBX column.
  public var aliases: [String] = []

  /// What no field above holds, by the name it had where it came from; it comes back out where a target can hold it.
  /// vCard `X-` properties, JSContact vendor extensions, a spreadsheet's own columns.
  public var extras: [Extra] = []

  /// With every field absent.
  public init() {}
}

/// The parts of a name. vCard `FN`, `N`, `NICKNAME`; JSContact `name/full`, `name/components`, `nicknames`.
public struct ContactName: Hashable, Sendable {
  /// As a person would write it on an envelope; empty where the parts say it all. vCard `FN`, JSContact `name/full`.
  public var display = ""
  /// vCard `N` component 4, JSContact component `title`.
  public var prefix = ""
  /// vCard `N` component 2, JSContact component `given`.
  public var given = ""
  /// vCard `N` component 3, JSContact component `given2`.
  public var middle = ""
  /// vCard `N` component 1, JSContact component `surname`.
  public var family = ""
  /// vCard `N` component 5, JSContact components `generation` and `credential`.
  public var suffix = ""
  /// vCard `NICKNAME`, JSContact `nicknames`.
  public var nickname = ""
  /// The given name as spoken or in kana. vCard `N;PHONETIC` (RFC 9554), JSContact component's `phonetic`.
  public var phoneticGiven = ""
  /// The family name as spoken or in kana. vCard `N;PHONETIC` (RFC 9554), JSContact component's `phonetic`.
  public var phoneticFamily = ""

  /// With every field absent.
  public init() {}

  /// A name from its most common parts.
  public init(display: String = "", given: String = "", family: String = "") {
    self.display = display
    self.given = given
    self.family = family
  }
}

/// Where a contact came from: a system and that system's own id of the record.
///
/// Two records with the same system and id are one contact, today and at the next import.
public struct SourceRecord: Hashable, Sendable {
  /// The format's or CRM's name, or the stem of a spreadsheet's file name.
  public var system = ""
  /// The record's id in that system.
  public var id = ""

  /// With every field absent.
  public init() {}

  /// The record `id` of `system`.
  public init(system: String, id: String) {
    self.system = system
    self.id = id
  }

  /// The system that the `UID`s of cards are ids of: they are unique everywhere (RFC 6350, section 6.7.6), but every address
  /// book makes its own, also for somebody whom it holds twice.
  public static let cards = "vcard"

  /// `system:id`, as ``Contact/aliases`` holds it: compared as a whole, never taken apart. Empty without an id.
  public var alias: String { id.isEmpty ? "" : "\(system):\(id)" }

  /// Whether the record names no id, and so cannot identify a contact.
  public var isEmpty: Bool { id.isEmpty }
}

/// A field that no field of the model holds: its name at the source and its values, in order.
public struct Extra: Hashable, Sendable {
  /// The column header or property name at the source, as written there.
  public var name: String
  /// One value, or several where records were merged that disagreed.
  public var values: [String]

  /// Whether this is how a format remembers what a record looked like, not what it says: its name begins with a dot.
  /// Such a field is of use to that format alone, and to leave it out is no loss.
  public var isBookkeeping: Bool { name.utf8.first == UInt8(ascii: ".") }

  /// Whether its values are as cards write them, escapes and all: what looks untidy in them may be what they say.
  public var isOfCard: Bool { name.hasPrefix(Self.cardPrefix) }

  /// What the names of fields begin with that are properties of a card, as in `vcard:item1.X-FOO;TYPE=a`.
  public static let cardPrefix = "vcard:"

  /// A field with one or several values.
  public init(_ name: String, _ values: [String]) {
    self.name = name
    self.values = values
  }
}
