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
  /// Whether an id in this place may be anything's, a row's number or a customer's: it tells no two records apart.
  var isVague = false
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

/// Text composed from fields of a contact: `{family} {given}`, `{given} ({organization})`.
struct NameTemplate: Sendable {
  /// A field, with the text around it that is only there where the field is.
  struct Part: Sendable {
    let field: TextField
    /// What parts it from a text before it.
    fileprivate(set) var before: String
    /// What stands before it where no other field does.
    fileprivate(set) var opening: String
    /// The rest of brackets that opened before it.
    fileprivate(set) var closing = ""
  }
  private(set) var parts: [Part] = []
  /// What stands behind all of them.
  private(set) var end = ""
  /// The fields that it names.
  var fields: [TextField] { parts.map(\.field) }

  /// Reads a template; on a mistake, says what is wrong with it.
  init(_ text: String) throws(DescriptorMistake) {
    var rest = text[...]
    while let open = rest.firstIndex(of: "{") {
      let before = takeClosing(of: rest[..<open])
      guard let close = rest[open...].firstIndex(of: "}") else {
        throw DescriptorMistake("the brace { is never closed")
      }
      let name = String(rest[rest.index(after: open)..<close])
      guard let field = TextField(rawValue: name) ?? TextField(rawValue: "name.\(name)") else {
        throw DescriptorMistake.unknown("field", name, among: TextField.allCases.map(\.shortName))
      }
      let opening = parts.isEmpty ? before.drop(while: Self.isSeparator) : Self.opening(in: before)
      parts.append(Part(field: field, before: before, opening: String(opening)))
      rest = rest[rest.index(after: close)...]
    }
    let last = takeClosing(of: rest)
    if !last.allSatisfy(Self.isSeparator) { end = last }
  }

  /// Gives the field before a text what closes the brackets that opened before the field; what is left of the text.
  private mutating func takeClosing(of text: Substring) -> String {
    guard let part = parts.last else { return String(text) }
    var open = part.before.count(where: Self.opens) - part.before.count(where: Self.closes)
    var depth = 0
    var end = text.startIndex
    for index in text.indices {
      if Self.opens(text[index]) { depth += 1 }
      guard Self.closes(text[index]) else { continue }
      if depth > 0 {
        depth -= 1
      } else if open > 0 {
        open -= 1
        end = text.index(after: index)
      }
    }
    parts[parts.count - 1].closing = String(text[..<end])
    return String(text[end...])
  }

  /// Of a text between two fields, the bracket that opens and what follows; the rest only parts them.
  private static func opening(in text: String) -> Substring {
    let opening = text.drop { !opens($0) }
    return opening.contains(where: closes) ? "" : opening
  }

  private static func opens(_ character: Character) -> Bool { "([<«“".contains(character) }
  private static func closes(_ character: Character) -> Bool { ")]>»”".contains(character) }

  /// The text for a contact: brackets, spaces and commas around absent fields are left out.
  func text(of contact: Contact) -> String {
    var result = ""
    for part in parts where !contact[part.field].isEmpty {
      result += (result.isEmpty ? part.opening : part.before) + contact[part.field] + part.closing
    }
    return result.isEmpty ? "" : result + end
  }

  private static func isSeparator(_ character: Character) -> Bool {
    character == " " || character == "," || character == "-"
  }
}
