import Contacts

/// One line of a descriptor's `map`: a place in a record and what it means, both ways.
struct MappingRule: Sendable {
  /// The place: a column's header, or a path in an XML element.
  var locator: Locator
  /// Other places with the same meaning, for reading.
  var synonyms: [Locator] = []
  var meaning: Meaning
  /// What else the place may mean in files of people: the values tell.
  var alternatives: [Meaning] = []
  /// What parts several values in one place; the first is written.
  var separators: [String] = []
  /// Where a label says of what kind the value is.
  var kind: Locator?
  /// Where the number's extension stands, in several spellings; the first is written.
  var extensions: [Locator] = []
  /// What stands before a value or label and says nothing.
  var strip = ""
  var words = ValueWords()
  /// What the place means instead where another place of a certain meaning exists.
  var beside: [(other: Meaning, meaning: Meaning)] = []
  /// What is composed from several fields when writing.
  var template: NameTemplate?
  /// What is written whatever the contact holds.
  var fixed: String?
  /// What is written where the contact has nothing, or nothing that `values` knows.
  var empty: String?
  /// Whether the system refuses an entry that has nothing here.
  var isRequired = false
  /// Whether the place is read, and never filled.
  var isReadOnly = false
  /// Which member of a series this is, from 1; 0 for a place that is none.
  var member = 0
  /// What the place says about the value beside it: set for the columns that are written next to a value's own.
  var about: About?

  enum About: Hashable, Sendable {
    case kindOfNumber(slot: Int)
    case extensionOfNumber(slot: Int)
    case settingOfEmail(Setting?)
    case settingOfAddress(member: Int)
    case nameOfExtra
    case nothing
  }

  /// Calls `body` with its place and all that mean the same.
  func forEachPlace(_ body: (Locator) -> Void) {
    body(locator)
    for place in synonyms { body(place) }
  }

  /// Whether it says of what kind the number beside it is.
  var isKindOfNumber: Bool { if case .kindOfNumber = about { true } else { false } }

  /// Whether it holds any extra field, under the name that its label tells.
  var isLooseExtra: Bool { meaning == .extra("") && kind != nil }

  /// The value that `text` stands for.
  func meant(by text: String) -> String { words.meant(by: stripped(text)) }

  /// The text without what stands before it and says nothing.
  func stripped(_ text: String) -> String {
    strip.isEmpty || !text.hasPrefix(strip) ? text : String(text.dropFirst(strip.count))
  }
}

/// Text composed from fields of a contact: `{family} {given}`.
struct NameTemplate: Sendable {
  enum Piece: Sendable {
    case text(String)
    case field(TextField)
  }
  private(set) var pieces: [Piece] = []
  /// The fields that it names.
  private(set) var fields: [TextField] = []

  /// Reads a template; on a mistake, says what is wrong with it.
  init(_ text: String) throws(DescriptorMistake) {
    var rest = text[...]
    while let open = rest.firstIndex(of: "{") {
      if open > rest.startIndex { pieces.append(.text(String(rest[..<open]))) }
      guard let close = rest[open...].firstIndex(of: "}") else {
        throw DescriptorMistake("the brace { is never closed")
      }
      let name = String(rest[rest.index(after: open)..<close])
      guard let field = TextField(rawValue: name) ?? TextField(rawValue: "name.\(name)") else {
        throw DescriptorMistake.unknown("field", name, among: TextField.allCases.map(\.shortName))
      }
      pieces.append(.field(field))
      fields.append(field)
      rest = rest[rest.index(after: close)...]
    }
    if !rest.isEmpty { pieces.append(.text(String(rest))) }
  }

  /// The text for a contact: spaces and commas around absent fields are left out.
  func text(of contact: Contact) -> String {
    var result = ""
    var pending = ""
    for piece in pieces {
      switch piece {
      case .text(let text): pending += text
      case .field(let field):
        let value = contact[field]
        if !value.isEmpty {
          if !result.isEmpty || !Self.isSeparator(pending) { result += pending }
          result += value
        }
        pending = ""
      }
    }
    return Self.isSeparator(pending) || result.isEmpty ? result : result + pending
  }

  static func isSeparator(_ text: String) -> Bool {
    text.utf8.allSatisfy { $0 == UInt8(ascii: " ") || $0 == UInt8(ascii: ",") || $0 == UInt8(ascii: "-") }
  }
}
