import Contacts

/// What a column, property or element holds, as a descriptor writes it: `name.given`, `number.mobile.2`, `extra`.
enum Meaning: Hashable, Sendable {
  /// One text of the contact.
  case text(TextField)
  /// A number; of kind nil where a label beside it tells.
  case number(Number.Kind?, ordinal: Int)
  /// A word that says what the record's numbers are: an office, a department, "Home 2".
  case numberLabel
  /// An e-mail address; of setting nil where a label beside it tells.
  case email(Setting?, ordinal: Int)
  /// A part of the postal address of a setting.
  case address(Setting, PostalAddress.Part)
  /// A web address.
  case url(ordinal: Int)
  /// Names of phonebooks.
  case phonebooks
  /// A field that the model does not know, under a name of its own; empty for the column's header.
  case extra(String)
  /// A part of the birthday, which stands in three columns.
  case birthday(DateParts.Part)
  /// Nothing that a contact needs.
  case ignored

  /// Reads a meaning; nil where there is no such.
  init?(_ text: String) {
    if let field = TextField(rawValue: text), field != .id, field != .sourceSystem {
      self = .text(field)
      return
    }
    if text == "extra" || text.hasPrefix("extra ") {
      self = .extra(String(text.dropFirst(6)))
      return
    }
    var words = text.split(separator: ".", omittingEmptySubsequences: false).map(String.init)
    let head = words.removeFirst()
    var ordinal = 1
    if let last = words.last, let number = Int(last) {
      guard (1...99).contains(number) else { return nil }
      ordinal = number
      words.removeLast()
    }
    switch (head, words.count) {
    case ("number", 0): self = .number(nil, ordinal: ordinal)
    case ("number", 1):
      guard let kind = Number.Kind(rawValue: words[0]) else { return nil }
      self = .number(kind, ordinal: ordinal)
    case ("email", 0): self = .email(nil, ordinal: ordinal)
    case ("email", 1):
      guard let setting = Setting(rawValue: words[0]) else { return nil }
      self = .email(setting, ordinal: ordinal)
    case ("address", 1):
      guard let part = PostalAddress.Part(rawValue: words[0]) else { return nil }
      self = .address(.work, part)
    case ("address", 2):
      guard let setting = Setting(rawValue: words[0]), let part = PostalAddress.Part(rawValue: words[1]) else {
        return nil
      }
      self = .address(setting, part)
    case ("birthday", 1):
      guard let part = DateParts.Part(rawValue: words[0]) else { return nil }
      self = .birthday(part)
    case ("number-label", 0): self = .numberLabel
    case ("url", 0): self = .url(ordinal: ordinal)
    case ("phonebooks", 0): self = .phonebooks
    case ("ignored", 0): self = .ignored
    default: return nil
    }
  }

  /// Every meaning that a descriptor can name, without ordinals: for suggestions.
  static let known: [String] =
    TextField.allCases.filter { $0 != .id && $0 != .sourceSystem }.map(\.rawValue)
    + ["number", "number-label", "email", "url", "phonebooks", "extra", "ignored"]
    + DateParts.Part.allCases.map { "birthday.\($0.rawValue)" }
    + Number.Kind.allCases.map { "number.\($0.rawValue)" }
    + Setting.allCases.map { "email.\($0.rawValue)" }
    + PostalAddress.Part.allCases.map { "address.\($0.rawValue)" }
    + Setting.allCases.flatMap { setting in
      PostalAddress.Part.allCases.map { "address.\(setting.rawValue).\($0.rawValue)" }
    }
}
