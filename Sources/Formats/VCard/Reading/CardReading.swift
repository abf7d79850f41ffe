import Contacts
import VCardSyntax

/// A card read into a contact, with what each of its properties became.
struct CardReading {
  var contact = Contact()
  /// By property: the field that it filled.
  private(set) var slots: [Slot] = []
  /// Properties whose values are no use: the index of each, and why.
  private(set) var broken: [(property: Int, reason: StaticString)] = []

  /// What a property became.
  enum Slot: Hashable {
    /// `VERSION`, or something that says nothing of a contact.
    case nothing
    /// A property without a value.
    case empty
    /// One text.
    case text(TextField)
    /// `N`, all parts.
    case name
    /// `ORG`: organization and department.
    case organization
    case number(Int), email(Int), address(Int), url(Int)
    case phonebooks, identity, source, aliases
    /// The label of the property in the same group.
    case label
    /// A property that the model has no field for, which an extra field holds.
    case extra
    /// An extra field that came from no card.
    case plainExtra
  }

  private let dialect: CardDialect
  private var version = VCardVersion.v30
  /// The labels of the card, and the numbers and e-mails that have one.
  private var labels = PropertyGroups()
  private var labelled = PropertyGroups()
  /// What labels mean that were met before, and what is kept of them.
  private var knownLabels = WordMemory<(label: String, kind: Number.Kind?, setting: Setting?)>()
  /// What heads mean that were met before, by the numbers that their reader gave them.
  private var heads = [HeadMeaning?](repeating: nil, count: VCardReader.headNumbers)

  /// What the head of a property says.
  private struct HeadMeaning {
    let property: CardProperty?
    /// The kind of a number.
    var kind: Number.Kind?
    /// What an e-mail or postal address is for.
    var setting: Setting?
    /// Whether a label stands among its types.
    var hasLabel = false
  }
  /// The extra fields that properties became last which the model has no field for, by those numbers: programs write the
  /// same `PRODID` into every card.
  private var extras = [Extra?](repeating: nil, count: VCardReader.headNumbers)

  /// A reading of one reader's cards, one after the other, with what type words mean beyond the standards.
  init(dialect: CardDialect) { self.dialect = dialect }

  /// Reads the properties of one card into ``contact``.
  ///
  /// - Parameters:
  ///   - version: the card's.
  ///   - extras: of the contact whose ``CardLayout`` the properties are: the values that are not in it.
  mutating func read(_ properties: [VCardProperty], of version: VCardVersion, beside extras: [Extra]? = nil) {
    restart()
    self.version = version
    // In place: a loop over elements would copy each.
    properties.withUnsafeBufferPointer { properties in
      labels.reset(properties) { $0.name.equals("X-ABLABEL") }
      if !labels.isEmpty { labelled.reset(properties) { $0.isLabelled } }
      for index in properties.indices { slots.append(slot(of: properties[index], index, properties, beside: extras)) }
    }
  }

  /// Forgets the card before; lists go on in the memory that they have.
  private mutating func restart() {
    contact.makeEmpty()
    slots.removeAll(keepingCapacity: true)
    if !broken.isEmpty { broken = [] }
  }

  @inline(__always)
  private mutating func slot(
    of property: VCardProperty, _ index: Int, _ card: UnsafeBufferPointer<VCardProperty>, beside extras: [Extra]?
  ) -> Slot {
    let meaning = meaning(of: property)
    if let extras, let slot = elsewhere(property, meaning, extras) { return slot }
    guard let known = meaning.property else { return keep(property) }
    if property.value.isEmpty, known != .version, known != .address { return .empty }
    return read(property, as: known, meaning, index: index, of: card) ?? keep(property)
  }

  /// What the head of a property says.
  @inline(__always)
  private mutating func meaning(of property: VCardProperty) -> HeadMeaning {
    if let meaning = heads[property.headNumber] { return meaning }
    return newMeaning(of: property)
  }

  @inline(never)
  private mutating func newMeaning(of property: VCardProperty) -> HeadMeaning {
    var meaning = HeadMeaning(property: CardProperty(property.name))
    switch meaning.property {
    case nil where property.headNumber != 0:
      extras[property.headNumber] = Extra(CardLayout.extraName(of: property), [""])
    case .number: meaning.kind = dialect.kind(of: property)
    case .email, .address: meaning.setting = TypeWords(of: property).setting
    default: break
    }
    meaning.hasLabel = property.hasParameters && property.isLabelled && property.customLabel != nil
    if property.headNumber != 0 { heads[property.headNumber] = meaning }
    return meaning
  }

  /// The name of the extra field that holds the value of a property that the model has no field for.
  func extraName(of property: VCardProperty) -> String {
    extras[property.headNumber]?.name ?? CardLayout.extraName(of: property)
  }

  /// Whether a property says nothing of a contact.
  static func isNothing(_ property: VCardProperty) -> Bool {
    let known = CardProperty(property.name)
    return known == .version || known == .reason
  }

  /// What a property is whose value does not stand in its line; nil where it does after all.
  private func elsewhere(_ property: VCardProperty, _ meaning: HeadMeaning, _ extras: [Extra]) -> Slot? {
    if meaning.property == .photo, property.value.equals(CardLayout.photo) { return .text(.photo) }
    guard property.value.equals(CardLayout.elsewhere) else { return nil }
    if meaning.property == nil { return .extra }
    let name = CardLayout.extraName(of: property)
    return extras.contains { $0.name == name } ? .extra : nil
  }

  /// Fills the field of a property; nil where the field is taken or the value is no use to it.
  @inline(__always)
  private mutating func read(
    _ property: VCardProperty, as known: CardProperty, _ meaning: HeadMeaning, index: Int,
    of card: UnsafeBufferPointer<VCardProperty>
  ) -> Slot? {
    switch known {
    case .version, .reason: return .nothing
    case .name: return readName(property)
    case .displayName: return Self.fill(&contact.name.display, property, .display)
    case .nickname: return readNickname(property)
    case .phoneticGiven: return Self.fill(&contact.name.phoneticGiven, property, .phoneticGiven)
    case .phoneticFamily: return Self.fill(&contact.name.phoneticFamily, property, .phoneticFamily)
    case .organization: return readOrganization(property)
    case .title: return Self.fill(&contact.title, property, .title)
    case .note: return Self.fill(&contact.note, property, .note)
    case .number: return readNumber(property, meaning, of: card)
    case .email: return readEmail(property, meaning, of: card)
    case .address: return readAddress(property, meaning.setting)
    case .url:
      contact.urls.append(webAddress(property.value))
      return .url(contact.urls.count - 1)
    case .birthday: return readBirthday(property)
    case .photo: return readPhoto(property, index: index)
    case .phonebooks: return readPhonebooks(property)
    case .identity: return readIdentity(property)
    case .revised:
      guard contact.revised.isEmpty else { return nil }
      contact.revised = CardDate.extendedTime(VCardText.unescaped(property.value))
      return .text(.revised)
    case .label:
      guard property.hasGroup else { return nil }
      return labelled.first(in: property.group) == nil ? nil : .label
    case .source: return readSource(property)
    case .aliases:
      guard contact.aliases.isEmpty else { return nil }
      contact.aliases = Self.texts(property.value)
      return .aliases
    case .extra: return readPlainExtra(property)
    }
  }

  /// Fills a text with a property's value; nil where it is filled already.
  private static func fill(_ text: inout String, _ property: VCardProperty, _ field: TextField) -> Slot? {
    guard text.isEmpty else { return nil }
    text = VCardText.unescaped(property.value)
    return .text(field)
  }

  private mutating func readName(_ property: VCardProperty) -> Slot? {
    guard contact.name.family.isEmpty, contact.name.given.isEmpty, contact.name.middle.isEmpty,
      contact.name.prefix.isEmpty, contact.name.suffix.isEmpty
    else { return nil }
    var index = 0
    VCardText.forEachComponent(of: property.value, partedBy: 0x3B) { part in
      if !part.isEmpty {
        switch index {
        case 0: contact.name.family = Self.listed(part)
        case 1: contact.name.given = Self.listed(part)
        case 2: contact.name.middle = Self.listed(part)
        case 3: contact.name.prefix = Self.listed(part)
        case 4: contact.name.suffix = Self.listed(part)
        default: break
        }
      }
      index += 1
    }
    return .name
  }

  /// The text of values that commas part, each comma followed by a space.
  static func listed(_ value: UnsafeRawBufferPointer) -> String {
    guard value.position(of: 0x2C) != nil else { return VCardText.unescaped(value.trimmed) }
    var result = ""
    VCardText.forEachComponent(of: value, partedBy: 0x2C) { part in
      if !result.isEmpty { result += ", " }
      result += VCardText.unescaped(part.trimmed)
    }
    return result
  }

  private mutating func readNickname(_ property: VCardProperty) -> Slot? {
    guard contact.name.nickname.isEmpty else { return nil }
    contact.name.nickname = Self.listed(property.value)
    return .text(.nickname)
  }

  private mutating func readOrganization(_ property: VCardProperty) -> Slot? {
    guard contact.organization.isEmpty, contact.department.isEmpty else { return nil }
    var index = 0
    VCardText.forEachComponent(of: property.value, partedBy: 0x3B) { part in
      let text = VCardText.unescaped(part.trimmed)
      if index == 0 {
        contact.organization = text
      } else if !text.isEmpty {
        if !contact.department.isEmpty { contact.department += "; " }
        contact.department += text
      }
      index += 1
    }
    return contact.organization.isEmpty && contact.department.isEmpty ? .empty : .organization
  }

  /// What the label in a property's group says, or among its types; nil where there is none.
  private mutating func name(
    of property: VCardProperty, _ meaning: HeadMeaning, _ card: UnsafeBufferPointer<VCardProperty>
  ) -> (label: String, kind: Number.Kind?, setting: Setting?)? {
    guard property.hasGroup, !labels.isEmpty, let index = labels.first(in: property.group) else {
      guard meaning.hasLabel, let label = property.customLabel else { return nil }
      return (label, KindWords.kind(of: label), KindWords.setting(of: label))
    }
    let value = card[index].value
    if let known = knownLabels[value] { return known }
    let label = AppleLabel.text(value)
    let meaning = (AppleLabel.isKind(label) ? "" : label, KindWords.kind(of: label), KindWords.setting(of: label))
    knownLabels.learn(value, meaning)
    return meaning
  }

  private mutating func readNumber(
    _ property: VCardProperty, _ meaning: HeadMeaning, of card: UnsafeBufferPointer<VCardProperty>
  ) -> Slot? {
    let text = Self.dialled(property.value)
    guard !text.isEmpty else { return .empty }
    let name = name(of: property, meaning, card)
    let kind = meaning.kind ?? name?.kind ?? .other
    if contact.numbers.isEmpty { contact.numbers.reserveCapacity(4) }
    contact.numbers.append(Number(kind: kind, label: name?.label ?? "", raw: text))
    return .number(contact.numbers.count - 1)
  }

  /// The number in a value: of a `tel:` URI (RFC 3966) its digits, with the extension as people write it; the whole URI
  /// where its `phone-context` begins with digits that belong in front of them.
  private static func dialled(_ value: UnsafeRawBufferPointer) -> String {
    let value = value.trimmed
    guard value.count > 4, UnsafeRawBufferPointer(rebasing: value[..<4]).equals("TEL:") else {
      return VCardText.unescaped(value)
    }
    var number = ""
    var isPartial = false
    var index = 0
    VCardText.forEachComponent(of: UnsafeRawBufferPointer(rebasing: value[4...]), partedBy: 0x3B) { part in
      if index == 0 {
        number = Self.withoutPercents(VCardText.unescaped(part))
      } else if part.count > 4, UnsafeRawBufferPointer(rebasing: part[..<4]).equals("EXT=") {
        number += " ext. " + VCardText.unescaped(UnsafeRawBufferPointer(rebasing: part[4...]))
      } else if part.count > 15, UnsafeRawBufferPointer(rebasing: part[..<15]).equals("PHONE-CONTEXT=+") {
        isPartial = true
      }
      index += 1
    }
    return isPartial ? VCardText.unescaped(value) : number
  }

  /// A number in which programs wrote blanks, brackets and plus signs as URIs have signs that they may not hold.
  private static func withoutPercents(_ number: String) -> String {
    guard number.utf8.contains(UInt8(ascii: "%")) else { return number }
    return number.replacing("%20", with: " ").replacing("%28", with: "(").replacing("%29", with: ")")
      .replacing("%2B", with: "+").replacing("%2b", with: "+")
  }

  private mutating func readEmail(
    _ property: VCardProperty, _ meaning: HeadMeaning, of card: UnsafeBufferPointer<VCardProperty>
  ) -> Slot? {
    let name = name(of: property, meaning, card)
    let setting = meaning.setting ?? name?.setting ?? .other
    var address = property.value.trimmed
    if address.count >= 7, UnsafeRawBufferPointer(rebasing: address[..<7]).equals("MAILTO:") {
      address = UnsafeRawBufferPointer(rebasing: address[7...])
    }
    contact.emails.append(
      Email(kind: setting, address: VCardText.unescaped(address), label: name?.label ?? ""))
    return .email(contact.emails.count - 1)
  }

  private mutating func readAddress(_ property: VCardProperty, _ setting: Setting?) -> Slot? {
    var address = PostalAddress(kind: setting ?? .other)
    var hasText = false
    var part = 0
    VCardText.forEachComponent(of: property.value, partedBy: 0x3B) { component in
      if !component.isEmpty, part < Self.parts.count {
        let text = Self.listed(component)
        hasText = hasText || !text.isEmpty
        address[Self.parts[part]] = text
      }
      part += 1
    }
    // An address that is nothing but its label has no parts that a field could hold.
    guard hasText else { return property.parameter("LABEL") == nil ? .empty : nil }
    contact.addresses.append(consume address)
    return .address(contact.addresses.count - 1)
  }

  static let parts: [PostalAddress.Part] = [
    .poBox, .extended, .street, .locality, .region, .postalCode, .country,
  ]

  /// A web address, or a path. In vCard 2.1 a backslash is one, but in front of the signs that producers escape.
  private func webAddress(_ value: UnsafeRawBufferPointer) -> String {
    guard version == .v21, value.position(of: 0x5C) != nil else { return VCardText.unescaped(value) }
    return [";", ",", ":"].reduce(value.text) { $0.replacing("\\\($1)", with: $1) }
  }

  private mutating func readBirthday(_ property: VCardProperty) -> Slot? {
    guard contact.birthday.isEmpty else { return nil }
    let text = VCardText.unescaped(property.value.trimmed)
    let date = CardDate.extended(text) ?? (CardDate.form(of: text) == nil ? text : CardDate.jCard(text))
    contact.birthday = CardDate.yearless(date, omitting: property.parameter("X-APPLE-OMIT-YEAR"))
    return .text(.birthday)
  }

  private mutating func readPhoto(_ property: VCardProperty, index: Int) -> Slot? {
    guard contact.photo.isEmpty else { return nil }
    if property.encoding == .base64 {
      guard let uri = CardBinary.uri(of: property) else {
        broken.append((index, "PHOTO is not base64"))
        return nil
      }
      contact.photo = uri
    } else {
      let uri = VCardText.unescaped(property.value.trimmed)
      guard uri.contains(":") else { return nil }
      contact.photo = uri
    }
    return .text(.photo)
  }

  private mutating func readPhonebooks(_ property: VCardProperty) -> Slot? {
    // A card may have several such lines, and is in the phonebooks of all.
    var seen = Set(contact.phonebooks)
    VCardText.forEachComponent(of: property.value, partedBy: 0x2C) { part in
      let name = VCardText.unescaped(part.trimmed)
      if !name.isEmpty, seen.insert(name).inserted { contact.phonebooks.append(name) }
    }
    return contact.phonebooks.isEmpty ? .empty : .phonebooks
  }

  private mutating func readIdentity(_ property: VCardProperty) -> Slot? {
    guard contact.id.isEmpty, contact.source.system != Self.system else { return nil }
    let text = VCardText.unescaped(property.value.trimmed)
    if contact.source.isEmpty {
      contact.source = SourceRecord(system: Self.system, id: text)
    } else {
      contact.id = text
    }
    return .identity
  }

  static let system = SourceRecord.cards

  private mutating func readSource(_ property: VCardProperty) -> Slot? {
    let parts = Self.texts(property.value)
    guard parts.count == 2, contact.source.isEmpty || contact.source.system == Self.system else { return nil }
    // The card was written for a contact of another system, and its UID is that contact's id.
    contact.id = contact.source.id
    contact.source = SourceRecord(system: parts[0], id: parts[1])
    return .source
  }

  private mutating func readPlainExtra(_ property: VCardProperty) -> Slot? {
    let parts = Self.texts(property.value)
    guard parts.count >= 2, !Extra(parts[0], []).isBookkeeping else { return nil }
    for value in parts.dropFirst() { contact.keep(value, as: parts[0]) }
    return .plainExtra
  }

  /// The name of the extra field that a property holds which came from no card.
  static func plainExtraName(of property: VCardProperty) -> String { texts(property.value)[0] }

  private static func texts(_ value: UnsafeRawBufferPointer) -> [String] {
    var parts: [String] = []
    VCardText.forEachComponent(of: value, partedBy: 0x3B) { parts.append(VCardText.unescaped($0)) }
    return parts
  }

  /// Keeps a property that the model has no field for.
  private mutating func keep(_ property: VCardProperty) -> Slot {
    let extra = extra(of: property)
    if contact.extras.isEmpty { contact.extras.reserveCapacity(4) }
    if let index = contact.extras.firstIndex(where: { $0.name == extra.name }) {
      contact.extras[index].values += extra.values
    } else {
      contact.extras.append(extra)
    }
    return .extra
  }

  /// The extra field that holds the value of a property.
  private mutating func extra(of property: VCardProperty) -> Extra {
    if let known = extras[property.headNumber], property.value.isSame(as: known.values[0]) { return known }
    let extra = Extra(extraName(of: property), [property.value.text])
    // What is long is hardly the same in the next card.
    if property.headNumber != 0, property.value.count <= 128 { extras[property.headNumber] = extra }
    return extra
  }
}

extension VCardProperty {
  /// Whether a label in the property's group names it.
  var isLabelled: Bool { name.equals("TEL") || name.equals("EMAIL") }
}
