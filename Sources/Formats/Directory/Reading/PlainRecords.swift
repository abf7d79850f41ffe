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
  /// How many of the values are numbers.
  private var numberCount = 0
  /// The phonebook that contacts are in now.
  private var phonebooks: [String] = []
  private var found: [Found] = []

  /// Where in a record a value stands.
  private enum Found {
    case nowhere
    case attribute(XMLAttributes.Index)
    case element(XMLChildren.Index)
  }

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
        if case .number = read.meaning { numberCount += 1 }
      }
    }
    found = values.map { _ in .nowhere }
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
      if case .number(nil, _) = rule.meaning { return nil }
      return Value(meaning: rule.meaning, otherwise: value.otherwise)
    default: return nil
    }
  }

  /// The contact of a record within a phonebook, if any; nil where the record is not plain.
  mutating func contact(of element: XMLElement, phonebook: String) -> Contact? {
    if recordName != element.nameNumber {
      guard element.name == record else { return nil }
      recordName = element.nameNumber
    }
    for place in found.indices { found[place] = .nowhere }
    let (attributes, children) = (element.attributes, element.children)
    for index in attributes.indices where !attributes[index].isEmpty {
      let place = attributePlaces.place(attributes[index].nameNumber) { self.attributes[attributes[index].name] }
      guard let place else { return nil }
      found[place] = .attribute(index)
    }
    var index = children.startIndex
    while index < children.endIndex {
      let place = elementPlaces.place(children[index].nameNumber) { elements[children[index].name] }
      guard let place, case .nowhere = found[place] else { return nil }
      found[place] = .element(index)
      index = children.index(after: index)
    }
    var contact = Contact()
    contact.numbers.reserveCapacity(numberCount)
    for place in values.indices {
      guard let meaning = values[place].meaning else { continue }
      let text: String
      switch found[place] {
      case .nowhere: continue
      case .attribute(let index): text = attributes[index].value
      case .element(let index): text = children[index].text
      }
      if text.isEmpty || text == values[place].otherwise { continue }
      contact.take(text, as: meaning, label: "", kinds: format.kinds)
    }
    if phonebook.isEmpty || contact.phonebooks.contains(phonebook) { return contact }
    if phonebooks.first != phonebook { phonebooks = [phonebook] }
    if contact.phonebooks.isEmpty { contact.phonebooks = phonebooks } else { contact.phonebooks.append(phonebook) }
    return contact
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
