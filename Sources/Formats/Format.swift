public import Contacts
import VCardSyntax

/// What the columns, properties or elements of a kind of file mean: a descriptor of `Formats/`, read.
///
/// A format is data. It names its syntax, how its files are recognised, what each place in a record means, how it is
/// written, and what the system behind it holds. `Formats/README.md` explains the language.
public struct Format: Sendable {
  /// The name on the command line, as `yealink-phonebook`.
  public let id: String
  /// The name for people.
  public let title: String
  /// The vendor page or code that the descriptor follows.
  public let source: String
  /// How bytes become records.
  public let syntax: Syntax
  /// What the system behind the format holds.
  public let profile: Profile
  /// Whose phones it is for; empty where it is for none.
  public let vendor: String
  /// How a file gets onto the phone, in Markdown.
  public let loading: String
  /// Where the descriptor was read from: its file's name, or the path of a user's own.
  public let origin: String
  /// The same format for models with other limits, as `snom-tbook/300`.
  public let variants: [Format]

  let recognition: Recognition
  let rules: [MappingRule]
  /// What labels that people or programs give to numbers mean, by ``HeaderKey``.
  let kinds: [HeaderKey: Number.Kind]
  /// The label that is written for a kind: the first that the descriptor gives it.
  let kindNames: [Number.Kind: String]
  /// The label for a kind that has none: that of *other*, else the first.
  let otherKindName: String?
  /// What labels of e-mail and postal addresses mean, and what is written for each.
  let settings: [HeaderKey: Setting]
  let settingNames: [Setting: String]
  let directory: DirectoryLayout?
  let rowRules: RowRules
  let writing: WritingRules

  /// Bytes to records and back.
  public enum Syntax: String, CaseIterable, Sendable {
    case table, xml, yaml, vcard, jcard, xcard, jscontact
  }
}

/// How a format's files are told from others.
struct Recognition: Sendable {
  /// Columns that a table must all have, each in any of its spellings.
  var header: [Set<HeaderKey>] = []
  /// Whether the table may have no column that no rule knows.
  var isExact = false
  /// Names of an XML document's root element; `*` stands for any letters.
  var roots: [String] = []
  /// Places that an XML document must have, and those that it must not.
  var has: [DocumentMark] = []
  var lacks: [DocumentMark] = []
  /// Patterns of file names, as `*.yaml`.
  var files: [String] = []
  /// Whether any file of the syntax will do where nothing else fits.
  var isLastResort = false
}

/// What is said of the rows of a table besides what their columns mean.
struct RowRules: Sendable {
  /// Whether its files have no header: their places are `Column 1` and so on.
  var isHeaderless = false
  /// Rows that only add a number to the contact of another row.
  var join: RowJoin?
}

/// Which rows only add a number to the contact with a number.
struct RowJoin: Sendable {
  /// Texts that certain columns of such a row have.
  var marks: [(place: Locator, text: String)] = []
  /// The column with the number of the contact that it belongs to.
  var number: Locator
}

/// How a format is written.
struct WritingRules: Sendable {
  var encoding = "UTF-8"
  var byteOrderMark = false
  var delimiter = UInt8(ascii: ",")
  /// Whether lines end with CR and LF; nil for what is usual in the syntax.
  var crlf: Bool?
  var quotesAlways = false
  /// Kinds whose free slots take numbers that have no slot of their own.
  var spill: [Number.Kind] = []
  /// Kinds that the target has no use for.
  var leaveOut: Set<Number.Kind> = []
  /// What becomes of numbers that no slot holds.
  var moreNumbers = MoreNumbers.lost
  /// Only columns that some contact fills.
  var usedColumnsOnly = false
  /// The version of cards; nil for each card's own.
  var cardVersion: VCardVersion?
  /// The longest line of a card in bytes, 0 for any.
  var lineWidth = 75
  /// Extra fields become columns, or properties of cards.
  var extras = false
  /// What stands between a number and its extension, where both go into one place.
  var extensionMark = ""
  /// Whether cells that a spreadsheet would run are kept as they are; an apostrophe disarms them otherwise.
  var keepsFormulas = false
  /// Whether the table is an Excel workbook.
  var isWorkbook = false
  /// The most entries that the system takes in one file.
  var entriesPerFile: Int?
  /// The largest file that the system takes, in bytes.
  var bytesPerFile: Int?
  /// Whether the system can be given files at all; false for formats that are only read.
  var isWritable = true
  /// How numbers are dialled from the device.
  var dial = DialStyle.e164
  /// The order of contacts, where the device shows them in the file's.
  var order: ContactOrder?
  /// What becomes of entries beyond what one document holds.
  var tooMany = TooMany.fail
  /// What becomes of a contact of several phonebooks where an entry names one.
  var morePhonebooks = MorePhonebooks.lost
  /// The name in an XML document's type declaration; empty for none.
  var doctype = ""
  /// Whether an XML declaration says that the document stands alone.
  var standalone = false

  enum TooMany: String, CaseIterable, Sendable {
    case fail, pages, files
  }

  enum MorePhonebooks: String, CaseIterable, Sendable {
    case lost
    case furtherEntries = "further-entries"
  }

  enum MoreNumbers: String, CaseIterable, Sendable {
    case lost
    case furtherEntries = "further-entries"
    case furtherColumns = "further-columns"
    case repeatedColumns = "repeated-columns"
  }
}

extension Format {
  /// Whether files of the format are told from others; false for variants that are only written.
  public var isRecognisable: Bool {
    !recognition.header.isEmpty || !recognition.roots.isEmpty || !recognition.files.isEmpty || recognition.isLastResort
  }

  /// Whether its records are cards of one of the kinds that are related to vCard.
  var isCards: Bool {
    switch syntax {
    case .vcard, .jcard, .xcard, .jscontact: true
    case .table, .xml, .yaml: false
    }
  }

  /// Whether files of the format can be made.
  public var isWritable: Bool { writing.isWritable }

  /// What the format has a place for, as `numbers (9 slots), emails, …`: the line of `formats list`.
  public var held: [String] {
    if isCards { return ["name", "organization", "numbers", "e-mail", "address", "photo", "extras"] }
    var names: [String] = []
    func add(_ name: String) { if !names.contains(name) { names.append(name) } }
    for rule in rules {
      switch rule.meaning {
      case .text(let field): if field != .sourceID { add(Self.heldName(field)) }
      case .number: add("numbers")
      case .email: add("e-mail")
      case .address: add("address")
      case .url: add("url")
      case .phonebooks: add("phonebooks")
      case .birthday: add("birthday")
      case .numberLabel, .extra, .ignored: break
      }
    }
    if let directory {
      if directory.numbersAnEntry > 0 { add("numbers") }
      if directory.holdsEveryEmail { add("e-mail") }
      if directory.phonebooks != .none { add("phonebooks") }
    }
    if writing.extras { add("extras") }
    return names
  }

  private static func heldName(_ field: TextField) -> String {
    TextField.nameParts.contains(field) ? "name" : field.rawValue
  }
}

/// How a number is dialled from a phone.
public enum DialStyle: String, CaseIterable, Sendable {
  /// With a plus sign and the country code.
  case e164
  /// With the prefix for calls abroad in place of the plus sign.
  case international
  /// As in the phone's own country; numbers of others as ``international``.
  case national
}

/// By what the contacts of a file are ordered.
public enum ContactOrder: String, CaseIterable, Sendable {
  case display, family, given
}
