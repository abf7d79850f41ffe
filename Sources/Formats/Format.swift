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
  /// Where the descriptor was read from: its file's name, or the path of a user's own.
  public let origin: String

  let recognition: Recognition
  let rules: [MappingRule]
  /// What labels that people or programs give to numbers mean, by ``HeaderKey``.
  let kinds: [HeaderKey: Number.Kind]
  /// The label that is written for a kind: the first that the descriptor gives it.
  let kindNames: [Number.Kind: String]
  let directory: DirectoryShape?
  let writing: WritingRules

  /// Bytes to records and back.
  public enum Syntax: String, CaseIterable, Sendable {
    case table, xml, yaml, vcard
  }
}

/// How a format's files are told from others.
struct Recognition: Sendable {
  /// Columns that a table must all have, by ``HeaderKey``.
  var header: [HeaderKey] = []
  /// The name of an XML document's root element.
  var root = ""
  /// Patterns of file names, as `*.yaml`.
  var files: [String] = []
  /// Whether any file of the syntax will do where nothing else fits.
  var isLastResort = false
}

/// The elements of an XML phone directory.
struct DirectoryShape: Sendable {
  /// The document's root element.
  var root = ""
  /// An element for the document's title; empty for none.
  var title = ""
  /// The element of one contact.
  var contact = ""
  /// The element around the contacts of one phonebook; empty where the format has none.
  var phonebook = ""
  /// Where a phonebook's element holds its name.
  var phonebookName = Locator("")
  /// The name for contacts without a phonebook.
  var noPhonebook = ""
}

/// How a format is written.
struct WritingRules: Sendable {
  var encoding = "UTF-8"
  var byteOrderMark = false
  var delimiter = UInt8(ascii: ",")
  var crlf = true
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
  /// Whether the system can be given files at all; false for formats that are only read.
  var isWritable = true

  enum MoreNumbers: String, CaseIterable, Sendable {
    case lost
    case furtherEntries = "further-entries"
    case furtherColumns = "further-columns"
  }
}

extension Format {
  /// Whether files of the format are told from others; false for variants that are only written.
  public var isRecognisable: Bool {
    !recognition.header.isEmpty || !recognition.root.isEmpty || !recognition.files.isEmpty || recognition.isLastResort
  }

  /// Whether files of the format can be made.
  public var isWritable: Bool { writing.isWritable }

  /// What the format has a place for, as `numbers (9 slots), emails, …`: the line of `formats list`.
  public var held: [String] {
    if syntax == .vcard { return ["name", "organization", "numbers", "e-mail", "address", "photo", "extras"] }
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
      case .numberLabel, .extra, .ignored: break
      }
    }
    if directory.map({ !$0.phonebook.isEmpty }) == true { add("phonebooks") }
    if writing.extras { add("extras") }
    return names
  }

  private static func heldName(_ field: TextField) -> String {
    TextField.nameParts.contains(field) ? "name" : field.rawValue
  }
}
