import Contacts
import JSONSyntax

/// Contacts in JSON (RFC 9553), related to vCard 4.0 by RFC 9555.
///
/// A card becomes the lines of a vCard and is read as one; what is written is a vCard of version 4.0 made JSON again. So
/// what nobody edited is remembered as the lines of any card are. Members without a property become `JSPROP`, properties
/// without a member `vCardProps`, parameters without one `vCardParams`.
enum JSContact {
  /// The prefix of members that are extra fields of other formats.
  static let own = "switchbook:"

  /// The properties of a card; nil where the value is none.
  static func properties(of card: JSONValue) -> [StructuredProperty]? {
    guard case .object = card, card["@type"]?.text.map({ $0 == "Card" }) ?? true else { return nil }
    let card = normalised(card)
    var reading = JSContactReading(card)
    reading.read()
    // What comes back otherwise is told member by member, so that everything comes back.
    let again = StructuredCards.properties(ofCards: StructuredCards.vCard(reading.properties)).first ?? []
    let patches = JSContactPatch.between(card, and: normalised(Self.card(again)))
    reading.dropKeys(unless: patches)
    return reading.properties + patches.map(\.property)
  }

  /// The card with these properties of a vCard 4.0.
  static func card(_ properties: [StructuredProperty]) -> JSONValue {
    var writing = JSContactWriting(properties)
    return writing.card()
  }

  /// A card without what goes without saying: the types of its objects (RFC 9553, section 1.3.4) and the kind of a title.
  static func normalised(_ card: JSONValue) -> JSONValue {
    var members: [JSONValue.Member] = []
    for member in card.members {
      if member.name == "@type", member.value == .string("Card") { continue }
      if member.name == "version", member.value == .string("1.0") { continue }
      let isKnown = JSContactVocabulary.members.contains(member.name)
      members.append(
        isKnown && hasImplied(member.value, in: member.name)
          ? .init(member.name, implied(member.value, in: member.name)) : member)
    }
    return .object(members)
  }

  /// Whether there is anything to take out, which of most cards there is not.
  private static func hasImplied(_ value: JSONValue, in map: String) -> Bool {
    switch value {
    case .array(let elements): elements.contains { hasImplied($0, in: map) }
    case .object(let members):
      map == "titles" || members.contains { $0.name == "@type" || hasImplied($0.value, in: map) }
    default: false
    }
  }

  private static func implied(_ value: JSONValue, in map: String) -> JSONValue {
    switch value {
    case .array(let elements): return .array(elements.map { implied($0, in: map) })
    case .object(let members):
      return .object(
        members.filter { member in
          if member.name == "@type" { return member.value == .string("Timestamp") }
          return map != "titles" || member.name != "kind" || member.value != .string("title")
        }.map { $0.name.utf8.contains(UInt8(ascii: ":")) ? $0 : .init($0.name, implied($0.value, in: map)) })
    default: return value
    }
  }
}

extension JSONValue {
  /// A member's value; setting it puts it in, replaces it or, with nil, takes it out. What is no object stays as it is.
  subscript(member name: String) -> JSONValue? {
    get { self[name] }
    set {
      guard case .object(var members) = self else { return }
      // Members that nobody else holds are changed in place.
      self = .null
      let index = members.firstIndex { $0.name == name }
      if let newValue {
        if let index { members[index].value = newValue } else { members.append(Member(name, newValue)) }
      } else if let index {
        members.remove(at: index)
      }
      self = .object(members)
    }
  }

  /// The value at the end of a path of members; it can be set where all but the last are there.
  subscript(path path: ArraySlice<String>) -> JSONValue? {
    get {
      guard let first = path.first else { return self }
      return self[first]?[path: path.dropFirst()]
    }
    set {
      guard let first = path.first else { return }
      if path.count == 1 {
        self[member: first] = newValue
      } else if case .object(var members) = self, let index = members.firstIndex(where: { $0.name == first }) {
        self = .null
        members[index].value[path: path.dropFirst()] = newValue
        self = .object(members)
      }
    }
  }

  /// Whether two values say the same: the order of an object's members says nothing.
  func says(_ other: JSONValue) -> Bool {
    switch (self, other) {
    case (.object(let a), .object(let b)):
      guard a.count == b.count else { return false }
      for member in a {
        guard let value = other[member.name], member.value.says(value) else { return false }
      }
      return true
    case (.array(let a), .array(let b)): return a.count == b.count && zip(a, b).allSatisfy { $0.says($1) }
    default: return self == other
    }
  }

  /// The value as text, the members of objects in the order of their names.
  var canonical: String {
    var writer = JSONWriter()
    writer.append(sorted)
    return String(decoding: writer.take(), as: UTF8.self)
  }

  private var sorted: JSONValue {
    switch self {
    case .object(let members): .object(members.map { Member($0.name, $0.value.sorted) }.sorted { $0.name < $1.name })
    case .array(let elements): .array(elements.map(\.sorted))
    default: self
    }
  }

  /// The value that a JSON text is; nil where it is none.
  init?(json text: String) {
    let value = Array(text.utf8).withUnsafeBytes { bytes -> JSONValue? in
      var reader = JSONReader(bytes) { _ in true }
      return try? reader.next()?.value
    }
    guard let value else { return nil }
    self = value
  }

  /// A set of words, as `{"work":true}`.
  static func set(_ words: [String]) -> JSONValue { .object(words.map { Member($0, .bool(true)) }) }

  /// The words of a set.
  var words: [String] { members.filter { $0.value == .bool(true) }.map(\.name) }

  /// One text, or a list of several.
  static func texts(_ texts: [String]) -> JSONValue {
    texts.count == 1 ? .string(texts[0]) : .array(texts.map(JSONValue.string))
  }
}
