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
    /// A property that the model has no field for; the extra field that holds it.
    case extra(String)
    /// An extra field that came from no card.
    case plainExtra(String)
  }

  private let dialect: CardDialect
  /// Labels by group, as parts of the card.
  private var labels: [(group: UnsafeRawBufferPointer, label: UnsafeRawBufferPointer)] = []
  /// What labels mean that were met before: a book of addresses has few.
  private var meanings: [(label: String, kind: Number.Kind?, setting: Setting?)] = []

  /// A reading of cards, one after the other, with what type words mean beyond the standards.
  init(dialect: CardDialect) { self.dialect = dialect }

  /// Reads the properties of one card into ``contact``.
  ///
  /// - Parameter holder: the contact whose ``CardLayout`` the properties are, and which has the values that are not in it.
  mutating func read(_ properties: [VCardProperty], of holder: Contact? = nil) {
    contact = Contact()
    slots.removeAll(keepingCapacity: true)
    broken.removeAll(keepingCapacity: true)
    labels.removeAll(keepingCapacity: true)
    for property in properties where !property.group.isEmpty && property.name.equals("X-ABLABEL") {
      let isHeld = properties.contains { other in
        (other.name.equals("TEL") || other.name.equals("EMAIL")) && other.group.elementsEqual(property.group)
      }
      if isHeld { labels.append((property.group, property.value)) }
    }
    for (index, property) in properties.enumerated() {
      let known = CardProperty(property.name)
      if let holder, let slot = Self.elsewhere(property, known, holder) {
        slots.append(slot)
        continue
      }
      guard let known else {
        slots.append(keep(property))
        continue
      }
      if property.value.isEmpty, known != .version {
        slots.append(.empty)
      } else if let slot = read(property, as: known, index: index) {
        slots.append(slot)
      } else {
        slots.append(keep(property))
      }
    }
  }

  /// Whether a property says nothing of a contact.
  static func isNothing(_ property: VCardProperty) -> Bool {
    let known = CardProperty(property.name)
    return known == .version || known == .reason
  }

  /// What a property is whose value does not stand in its line; nil where it does after all.
  private static func elsewhere(_ property: VCardProperty, _ known: CardProperty?, _ holder: Contact) -> Slot? {
    if known == .photo, property.value.equals(CardLayout.photo) { return .text(.photo) }
    guard property.value.equals(CardLayout.elsewhere) else { return nil }
    let name = CardLayout.extraName(of: property)
    return known == nil || holder.extras.contains { $0.name == name } ? .extra(name) : nil
  }

  /// Fills the field of a property; nil where the field is taken or the value is no use to it.
  private mutating func read(_ property: VCardProperty, as known: CardProperty, index: Int) -> Slot? {
    switch known {
    case .version, .reason: return .nothing
    case .name: return readName(property)
    case .displayName: return read(property, into: .display)
    case .nickname: return readNickname(property)
    case .phoneticGiven: return read(property, into: .phoneticGiven)
    case .phoneticFamily: return read(property, into: .phoneticFamily)
    case .organization: return readOrganization(property)
    case .title: return read(property, into: .title)
    case .note: return read(property, into: .note)
    case .number: return readNumber(property)
    case .email: return readEmail(property)
    case .address: return readAddress(property)
    case .url:
      contact.urls.append(VCardText.unescaped(property.value))
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
      return labels.contains { $0.label.baseAddress == property.value.baseAddress } ? .label : nil
    case .source: return readSource(property)
    case .aliases:
      guard contact.aliases.isEmpty else { return nil }
      contact.aliases = Self.texts(property.value)
      return .aliases
    case .extra: return readPlainExtra(property)
    }
  }

  private mutating func read(_ property: VCardProperty, into field: TextField) -> Slot? {
    guard contact[field].isEmpty else { return nil }
    contact[field] = VCardText.unescaped(property.value)
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
  private static func listed(_ value: UnsafeRawBufferPointer) -> String {
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

  private func label(of property: VCardProperty) -> String {
    guard !property.group.isEmpty, !labels.isEmpty else { return "" }
    return labels.first { $0.group.elementsEqual(property.group) }.map { AppleLabel.text($0.label) } ?? ""
  }

  private mutating func meaning(of label: String) -> (label: String, kind: Number.Kind?, setting: Setting?) {
    if let known = meanings.first(where: { $0.label == label }) { return known }
    let meaning = (label: label, kind: KindWords.kind(of: label), setting: KindWords.setting(of: label))
    if meanings.count < 64 { meanings.append(meaning) }
    return meaning
  }

  private mutating func readNumber(_ property: VCardProperty) -> Slot? {
    let text = Self.dialled(property.value)
    guard !text.isEmpty else { return .empty }
    var label = label(of: property)
    let told = dialect.kind(of: property) ?? (label.isEmpty ? nil : meaning(of: label).kind)
    if !label.isEmpty, AppleLabel.isKind(label) { label = "" }
    if contact.numbers.isEmpty { contact.numbers.reserveCapacity(4) }
    contact.numbers.append(Number(kind: told ?? .other, label: label, raw: text))
    return .number(contact.numbers.count - 1)
  }

  /// The number in a value: of a `tel:` URI (RFC 3966) its digits, with the extension as people write it.
  private static func dialled(_ value: UnsafeRawBufferPointer) -> String {
    let value = value.trimmed
    guard value.count > 4, UnsafeRawBufferPointer(rebasing: value[..<4]).equals("TEL:") else {
      return VCardText.unescaped(value)
    }
    var number = ""
    var index = 0
    VCardText.forEachComponent(of: UnsafeRawBufferPointer(rebasing: value[4...]), partedBy: 0x3B) { part in
      if index == 0 {
        number = VCardText.unescaped(part)
      } else if part.count > 4, UnsafeRawBufferPointer(rebasing: part[..<4]).equals("EXT=") {
        number += " ext. " + VCardText.unescaped(UnsafeRawBufferPointer(rebasing: part[4...]))
      }
      index += 1
    }
    return number
  }

  private mutating func readEmail(_ property: VCardProperty) -> Slot? {
    let label = label(of: property)
    let told = TypeWords(of: property).setting ?? (label.isEmpty ? nil : meaning(of: label).setting)
    var address = VCardText.unescaped(property.value.trimmed)
    if address.hasPrefix("mailto:") { address.removeFirst(7) }
    contact.emails.append(
      Email(kind: told ?? .other, address: address, label: label.isEmpty || AppleLabel.isKind(label) ? "" : label))
    return .email(contact.emails.count - 1)
  }

  private mutating func readAddress(_ property: VCardProperty) -> Slot? {
    var address = PostalAddress(kind: TypeWords(of: property).setting ?? .other)
    var index = 0
    VCardText.forEachComponent(of: property.value, partedBy: 0x3B) { part in
      if !part.isEmpty, index < Self.parts.count { address[Self.parts[index]] = Self.listed(part) }
      index += 1
    }
    guard !address.isEmpty else { return .empty }
    contact.addresses.append(address)
    return .address(contact.addresses.count - 1)
  }

  static let parts: [PostalAddress.Part] = [
    .poBox, .extended, .street, .locality, .region, .postalCode, .country,
  ]

  private mutating func readBirthday(_ property: VCardProperty) -> Slot? {
    guard contact.birthday.isEmpty else { return nil }
    let text = VCardText.unescaped(property.value.trimmed)
    let date = CardDate.extended(text) ?? text
    // Apple's programs put a year that nobody was born in where none is known.
    if let year = property.parameter("X-APPLE-OMIT-YEAR"), date.hasPrefix(String(decoding: year, as: UTF8.self)) {
      contact.birthday = "--" + date.dropFirst(5)
    } else {
      contact.birthday = date
    }
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

  /// The system that `UID`s are ids of: they are unique everywhere (RFC 6350, section 6.7.6).
  static let system = "vcard"

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
    guard parts.count >= 2 else { return nil }
    for value in parts.dropFirst() { contact.keep(value, as: parts[0]) }
    return .plainExtra(parts[0])
  }

  private static func texts(_ value: UnsafeRawBufferPointer) -> [String] {
    var parts: [String] = []
    VCardText.forEachComponent(of: value, partedBy: 0x3B) { parts.append(VCardText.unescaped($0)) }
    return parts
  }

  /// Keeps a property that the model has no field for.
  private mutating func keep(_ property: VCardProperty) -> Slot {
    let name = CardLayout.extraName(of: property)
    if contact.extras.isEmpty { contact.extras.reserveCapacity(4) }
    contact.keep(property.value.text, as: name)
    return .extra(name)
  }
}
