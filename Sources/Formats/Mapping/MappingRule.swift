import Contacts

/// One line of a descriptor's `map`: a place in a record and what it means, both ways.
struct MappingRule: Sendable {
  /// The place: a column's header, or a path in an XML element.
  var locator: Locator
  /// Other places with the same meaning, for reading.
  var synonyms: [Locator] = []
  var meaning: Meaning
  /// What parts several values in one place.
  var separator = ""
  /// Where a label says of what kind the value is.
  var kind: Locator?
  var words = ValueWords()
  /// What the place means instead where another place of a certain meaning exists.
  var beside: [(other: Meaning, meaning: Meaning)] = []
  /// What is composed from several fields when writing.
  var template: NameTemplate?
  /// What is written whatever the contact holds.
  var fixed: String?
  /// The number slot whose kind is written here: set for the label's column where a series is written.
  var labelOfSlot: Int?
}

/// Text composed from fields of a contact: `{family} {given}`.
struct NameTemplate: Sendable {
  private enum Piece: Sendable {
    case text(String)
    case field(TextField)
  }
  private var pieces: [Piece] = []
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
          if !result.isEmpty || !isSeparator(pending) { result += pending }
          result += value
        }
        pending = ""
      }
    }
    return isSeparator(pending) || result.isEmpty ? result : result + pending
  }

  private func isSeparator(_ text: String) -> Bool {
    text.utf8.allSatisfy { $0 == UInt8(ascii: " ") || $0 == UInt8(ascii: ",") || $0 == UInt8(ascii: "-") }
  }
}
