import Contacts
import VCardSyntax

extension CardComposer {
  typealias Slot = CardReading.Slot

  /// Whether the contact has anything to write for a slot.
  func hasValue(_ slot: Slot, _ contact: Contact) -> Bool {
    switch slot {
    case .text(.display): !contact.displayName.isEmpty
    case .text(let field): !contact[field].isEmpty
    case .organization: !contact.organization.isEmpty || !contact.department.isEmpty
    case .phonebooks: !contact.phonebooks.isEmpty
    case .identity: !contact.identityText.isEmpty
    case .source: contact.hasForeignSource
    case .aliases: !contact.aliases.isEmpty
    default: true
    }
  }

  /// Collects the value of a slot.
  mutating func appendValue(_ slot: Slot, _ contact: Contact, asURI isURI: Bool) {
    switch slot {
    case .text(.display): writer.append(contact.displayName)
    case .text(.nickname): appendList(contact.name.nickname.separated(by: [", "]))
    case .text(.birthday): appendBirthday(contact.birthday)
    case .text(.revised):
      writer.append(raw: (version == .v40 ? CardDate.basic(contact.revised) : contact.revised).utf8)
    case .text(.photo): appendPhoto(contact.photo)
    case .text(let field): writer.append(contact[field])
    case .name: append(components: contact.name.components)
    case .organization:
      let units = contact.department.isEmpty ? [] : contact.department.separated(by: ["; "])
      append(components: [contact.organization] + units)
    case .number(let index): append(contact.numbers[index], asURI: isURI)
    case .email(let index): writer.append(contact.emails[index].address)
    case .address(let index): append(components: CardReading.parts.map { contact.addresses[index][$0] })
    case .url(let index):
      // A web address holds, in practice, no backslash; commas and semicolons are its own.
      writer.append(raw: contact.urls[index].utf8)
    case .phonebooks: appendList(contact.phonebooks)
    case .identity: writer.append(contact.identityText)
    case .source: append(components: [contact.source.system, contact.source.id])
    case .aliases: append(components: contact.aliases)
    case .nothing, .empty, .label, .extra, .plainExtra: break
    }
  }

  mutating func append(components: [String]) {
    for (index, component) in components.enumerated() {
      if index > 0 { writer.append(separator: 0x3B) }
      writer.append(component)
    }
  }

  private mutating func appendList(_ values: [String]) {
    for (index, value) in values.enumerated() {
      if index > 0 { writer.append(separator: 0x2C) }
      guard version == .v21 else {
        writer.append(value)
        continue
      }
      // In vCard 2.1 a comma parts values only because everybody reads it so, and is escaped as everybody does.
      for (index, part) in value.split(separator: ",", omittingEmptySubsequences: false).enumerated() {
        if index > 0 { writer.append(raw: "\\,".utf8) }
        writer.append(String(part))
      }
    }
  }

  private mutating func append(_ number: Number, asURI isURI: Bool) {
    guard isURI, !number.number.isEmpty else {
      writer.append(number.written)
      return
    }
    writer.append(raw: "tel:".utf8)
    writer.append(raw: number.number.utf8)
    if !number.extension.isEmpty {
      writer.append(raw: ";ext=".utf8)
      writer.append(raw: number.extension.utf8)
    }
  }

  private mutating func appendBirthday(_ text: String) {
    switch CardDate.form(of: text) {
    case nil: writer.append(text)
    case _ where version == .v40: writer.append(raw: CardDate.basic(text).utf8)
    case .date where text.hasPrefix("--"): writer.append(raw: CardDate.leap(text).utf8)
    default: writer.append(raw: CardDate.whole(text).utf8)
    }
  }

  private mutating func appendPhoto(_ uri: String) {
    if version != .v40, let parts = CardBinary.parts(of: uri) {
      writer.append(raw: parts.base64.utf8)
    } else {
      writer.append(raw: uri.utf8)
    }
  }

  /// Collects the head that the standards advise for a slot; false where the version cannot hold the value.
  mutating func appendHead(_ slot: Slot, _ contact: Contact) -> Bool {
    switch slot {
    case .text(.birthday):
      head.append(contentsOf: "BDAY".utf8)
      switch CardDate.form(of: contact.birthday) {
      case nil:
        guard version == .v40 else { return false }
        head.append(contentsOf: ";VALUE=text".utf8)
      // No standard before 4.0 knows dates without a year; this is how Apple's programs write them.
      case .date where version != .v40 && contact.birthday.hasPrefix("--"):
        head.append(contentsOf: ";X-APPLE-OMIT-YEAR=\(CardDate.leapYear)".utf8)
      case .dateTime where version == .v30: head.append(contentsOf: ";VALUE=date-time".utf8)
      case .partial where version != .v40: return false
      default: break
      }
    case .text(.photo): appendPhotoHead(contact.photo)
    case .number(let index):
      head.append(contentsOf: "TEL".utf8)
      let number = contact.numbers[index]
      if version == .v40, !number.number.isEmpty { head.append(contentsOf: ";VALUE=uri".utf8) }
      appendTypes(dialect.types(for: number.kind))
    case .email(let index):
      head.append(contentsOf: "EMAIL".utf8)
      appendTypes(Self.words(for: contact.emails[index].kind, before: version == .v40 ? "" : "INTERNET"))
    case .address(let index):
      head.append(contentsOf: "ADR".utf8)
      appendTypes(Self.words(for: contact.addresses[index].kind, before: ""))
    case .identity:
      // A UID of vCard 4.0 is a URI unless it says otherwise (RFC 6350, section 6.7.6).
      let isText = version == .v40 && !CardValue.isURI(contact.identityText.utf8)
      head.append(contentsOf: (isText ? "UID;VALUE=text" : "UID").utf8)
    default:
      guard let property = Self.property(of: slot) else { return false }
      let name = property.propertyName
      head.append(contentsOf: UnsafeBufferPointer(start: name.utf8Start, count: name.utf8CodeUnitCount))
    }
    return true
  }

  /// The property that a slot is written as.
  static func property(of slot: Slot) -> CardProperty? {
    switch slot {
    case .text(.display): .displayName
    case .text(.nickname): .nickname
    case .text(.phoneticGiven): .phoneticGiven
    case .text(.phoneticFamily): .phoneticFamily
    case .text(.title): .title
    case .text(.note): .note
    case .text(.birthday): .birthday
    case .text(.photo): .photo
    case .text(.revised): .revised
    case .name: .name
    case .organization: .organization
    case .number: .number
    case .email: .email
    case .address: .address
    case .url: .url
    case .phonebooks: .phonebooks
    case .identity: .identity
    case .source: .source
    case .aliases: .aliases
    case .plainExtra: .extra
    case .label: .label
    case .text, .nothing, .empty, .extra: nil
    }
  }

  private static func words(for setting: Setting, before: String) -> String {
    let word =
      switch setting {
      case .work: "WORK"
      case .home: "HOME"
      case .other: ""
      }
    return before.isEmpty || word.isEmpty ? before + word : before + "," + word
  }

  /// Adds types to the head, as the version writes them; vCard 2.1 has no way to write some.
  mutating func appendTypes(_ words: String) {
    guard !words.isEmpty else { return }
    switch version {
    case .v21:
      for word in words.utf8.split(separator: 0x2C) where !word.contains(where: Self.isForbiddenInParameters) {
        head.append(0x3B)
        head.append(contentsOf: word)
      }
    case .v30:
      head.append(contentsOf: ";TYPE=".utf8)
      head.append(contentsOf: Self.listed(words).utf8)
    case .v40:
      head.append(contentsOf: ";TYPE=".utf8)
      head.append(contentsOf: Self.listed(words).lowercased().utf8)
    }
  }

  /// Types as one value of a parameter: between quotation marks where a sign of theirs would end it (RFC 6350, section 5).
  static func listed(_ types: String) -> String {
    types.utf8.contains { $0 == 0x3A || $0 == 0x3B } ? "\"\(types)\"" : types
  }

  private mutating func appendPhotoHead(_ uri: String) {
    head.append(contentsOf: "PHOTO".utf8)
    guard version != .v40 else { return }
    if let parts = CardBinary.parts(of: uri) {
      appendBase64(of: parts.type)
    } else {
      head.append(contentsOf: (version == .v21 ? ";VALUE=URL" : ";VALUE=uri").utf8)
    }
  }

  /// Adds to the head that the value is base64, and of what.
  mutating func appendBase64(of mediaType: Substring) {
    head.append(contentsOf: (version == .v21 ? ";ENCODING=BASE64" : ";ENCODING=b").utf8)
    appendType(of: mediaType)
  }

  /// Adds to the head what a value is, where its version has a word for it.
  mutating func appendType(of mediaType: Substring) {
    let word = CardBinary.typeWord(mediaType)
    if !word.isEmpty { head.append(contentsOf: ";TYPE=\(word)".utf8) }
  }

  /// Whether the value of a slot is written as base64.
  func isBase64(_ slot: Slot, _ contact: Contact) -> Bool {
    slot == .text(.photo) && version != .v40 && CardBinary.parts(of: contact.photo) != nil
  }
}

extension Contact {
  /// The value of `UID`: that of the card the contact came from, else its own id.
  var identityText: String { source.system == CardReading.system && !source.isEmpty ? source.id : id }

  /// Whether the contact came from a record of some system other than a card.
  var hasForeignSource: Bool { !source.isEmpty && source.system != CardReading.system }
}

extension Number {
  /// The extra field that holds what stood in the number's place and is none.
  var nameAside: String { "number.\(kind.rawValue)" }

  /// As it is written where there is only text: what is dialled, and the extension behind it as people write it.
  var written: String {
    number.isEmpty || self.extension.isEmpty ? dialled : "\(number) ext. \(self.extension)"
  }

  /// Whether it is written as another with words beside it.
  borrowing func hasWords(beside other: borrowing Number) -> Bool {
    let (own, bare) = (raw.utf8, other.raw.utf8)
    guard !bare.isEmpty, own.count > bare.count else { return false }
    let words: Substring.UTF8View
    if own.starts(with: bare) {
      words = own.dropFirst(bare.count)
    } else if own.suffix(bare.count).elementsEqual(bare) {
      words = own.dropLast(bare.count)
    } else {
      return false
    }
    return words.contains { $0 >= 0x80 || (0x61...0x7A).contains($0 | 0x20) }
  }

  /// Whether the number is written as the card has it that it came from.
  borrowing func isWrittenAsRead() -> Bool {
    if number.isEmpty, `internal`.isEmpty { return true }
    return isWritten(as: raw) || written == raw
  }

  /// Whether a number as written in a card is this one, if it is written as at home: without the country's code, behind
  /// zeros or none.
  borrowing func isMeant(by raw: String) -> Bool {
    func digits(_ text: String) -> [UInt8] { text.utf8.filter { (0x30...0x39).contains($0) } }
    if dialled == raw || self.raw == raw { return true }
    let known = digits(raw.replacing("(0)", with: "")).drop { $0 == 0x30 }
    guard !number.isEmpty else { return !known.isEmpty && digits(self.raw) == digits(raw) }
    let whole = digits(number + self.extension)
    return known.count >= 5 && whole.count - known.count <= 3 && whole.suffix(known.count).elementsEqual(known)
  }

  /// Whether the number as written in a card is this one still, whatever signs part its digits.
  borrowing func isWritten(as raw: String) -> Bool {
    if number.isEmpty { return dialled == raw }
    var length = raw.utf8.count
    if !self.extension.isEmpty {
      guard raw.hasSuffix(" ext. \(self.extension)") else { return false }
      length -= 6 + self.extension.utf8.count
    }
    var (raw, number) = (raw, number)
    return raw.withUTF8 { raw in
      number.withUTF8 { number in
        var known = 0
        for byte in raw[..<length] {
          switch byte {
          case 0x20, 0x28, 0x29, 0x2D, 0x2E, 0x2F: continue
          default:
            guard known < number.count, number[known] == byte else { return false }
            known += 1
          }
        }
        return known == number.count
      }
    }
  }
}
