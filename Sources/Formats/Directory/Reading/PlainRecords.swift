import Contacts
import XMLSyntax

/// Reads the records of a document whose map is plain: an element for a contact, and for each value an attribute, or an
/// element, of its own.
///
/// What a name means is found once a document. A record with anything that the map does not know is left to
/// ``DirectoryReader``, which reads every map.
struct PlainRecords {
  private struct Value {
    /// Nil for what contacts have no use for.
    var meaning: Meaning?
    /// What kind of number it is, if it is one.
    var numberKind: Number.Kind?
    var otherwise: String?
  }

  private let record: String
  private let format: Format
  /// Every place of the map, in the order in which values are taken.
  private var values: [Value] = []
  private var attributes: [String: Int] = [:]
  private var elements: [String: Int] = [:]
  // What names of the document mean, by their number in it; ``unasked`` for those that have not come up.
  private var attributePlaces = NamePlaces()
  private var elementPlaces = NamePlaces()
  private var recordName: Int?
  /// The phonebook that contacts are in now.
  private var phonebooks: [String] = []
  /// The values of the record at hand; nil for those that it lacks.
  private var found: [UnsafeBufferPointer<UInt8>?] = []

  /// Nil where contacts are told in another way.
  init?(_ format: Format, _ layout: DirectoryLayout) {
    let contacts = layout.contacts
    guard contacts.count == 1, contacts[0].contents.count == 1, let name = contacts[0].path.last,
      contacts[0].element.join == nil, contacts[0].element.unless.isEmpty
    else { return nil }
    record = name
    self.format = format
    for entry in contacts[0].element.map.entries {
      guard !entry.isList, entry.contents.count == 1, case .value(let value) = entry.contents[0] else { return nil }
      guard let read = Self.value(value, layout) else { return nil }
      for place in entry.places {
        switch (place.attribute, place.steps.count) {
        case (let name?, 0): attributes[name] = values.count
        case (nil, 1) where place.steps[0].attribute.isEmpty: elements[place.steps[0].name] = values.count
        default: return nil
        }
        values.append(read)
      }
    }
    found = values.map { _ in nil }
  }

  private static func value(_ value: DirectoryValue, _ layout: DirectoryLayout) -> Value? {
    switch value.meaning {
    case .ignored, .fixed, .title, .page: return Value()
    case .rule(let index):
      if value.isEcho { return Value() }
      let rule = layout.rules[index]
      guard value.patterns.isEmpty, value.words.isEmpty, rule.separators.isEmpty, !rule.isKindOfNumber else {
        return nil
      }
      var kind: Number.Kind?
      if case .number(let told, _) = rule.meaning {
        guard let told else { return nil }
        kind = told
      }
      return Value(meaning: rule.meaning, numberKind: kind, otherwise: value.otherwise)
    default: return nil
    }
  }

  /// Makes `contact` what a record within a phonebook, if any, says; false where the record is not plain.
  ///
  /// One contact is filled again and again: what it holds of an earlier record goes.
  mutating func read(_ element: XMLElement, phonebook: String, into contact: inout Contact) -> Bool {
    if recordName != element.nameNumber {
      guard element.name == record else { return false }
      recordName = element.nameNumber
    }
    for place in found.indices { found[place] = nil }
    let isPlain = element.eachValue { value in
      if value.isAttribute, value.bytes.isEmpty { return true }
      guard let place = place(of: value, in: element), found[place] == nil else { return false }
      found[place] = value.bytes
      return true
    }
    guard isPlain else { return false }
    contact.makeEmpty()
    for place in values.indices {
      guard let bytes = found[place], !bytes.isEmpty, values[place].meaning != nil else { continue }
      let text = String(decoding: bytes, as: UTF8.self)
      if let otherwise = values[place].otherwise, text == otherwise { continue }
      if let kind = values[place].numberKind {
        contact.numbers.append(Number(kind: kind, raw: text))
      } else if let meaning = values[place].meaning {
        contact.take(text, as: meaning, label: "", kinds: format.kinds)
      }
    }
    if phonebook.isEmpty || contact.phonebooks.contains(phonebook) { return true }
    if phonebooks.first != phonebook { phonebooks = [phonebook] }
    if contact.phonebooks.isEmpty { contact.phonebooks = phonebooks } else { contact.phonebooks.append(phonebook) }
    return true
  }

  private mutating func place(of value: XMLValue, in element: XMLElement) -> Int? {
    let number = value.nameNumber
    if value.isAttribute {
      return attributePlaces.place(number) { attributes[element.name(numbered: number).ofAttribute] }
    }
    return elementPlaces.place(number) { elements[element.name(numbered: number).ofElement] }
  }
}

/// Places by the number of a name.
private struct NamePlaces {
  /// -1 for no place, -2 for names that have not come up.
  private var places: [Int] = []

  mutating func place(_ name: Int, _ find: () -> Int?) -> Int? {
    while places.count <= name { places.append(-2) }
    if places[name] == -2 { places[name] = find() ?? -1 }
    return places[name] < 0 ? nil : places[name]
  }
}
