import Contacts
import YAMLSyntax

/// Makes a contact of the events of an item.
struct ContactReader {
  /// A key that no field has.
  struct UnknownKey {
    let name: String
    /// `; did you mean "mobile"?`, or nothing.
    let suggestion: String
    let line: Int
    let column: Int
  }

  private(set) var unknown: [UnknownKey] = []
  private var contact = Contact()

  init() {}

  /// - Throws: ``YAMLSyntax/YAMLError`` where the item is no contact, with the place of what is wrong.
  mutating func contact(in events: YAMLEvents) throws(YAMLError) -> Contact {
    contact = Contact()
    var cursor = YAMLCursor(events)
    var seen: Set<Field> = []
    try cursor.eachEntry(of: "a contact") { (cursor, key) throws(YAMLError) in
      guard let field = Field.table[events, key] else { return try keep(key, &cursor, among: Field.table.names) }
      guard seen.insert(field).inserted else {
        throw cursor.mistake("\"\(events.text(at: key))\" is given twice", at: key)
      }
      try read(field, &cursor)
    }
    return contact
  }

  private mutating func read(_ field: Field, _ cursor: inout YAMLCursor) throws(YAMLError) {
    switch field {
    case .text(let field): contact[field] = try cursor.text()
    case .name:
      // A name in one piece is the display name.
      if cursor.isScalar {
        contact.name.display = try cursor.text()
      } else {
        try texts(Field.nameParts, "name", &cursor)
      }
    case .source: try texts(Field.sourceParts, "source", &cursor)
    case .numbers: try cursor.eachItem { (cursor) throws(YAMLError) in contact.numbers.append(try number(&cursor)) }
    case .emails: try cursor.eachItem { (cursor) throws(YAMLError) in contact.emails.append(try email(&cursor)) }
    case .addresses:
      try cursor.eachItem { (cursor) throws(YAMLError) in contact.addresses.append(try address(&cursor)) }
    case .urls: contact.urls = try cursor.texts()
    case .phonebooks: contact.phonebooks = try cursor.texts()
    case .aliases: contact.aliases = try cursor.texts()
    case .extras:
      if cursor.isAbsent { return cursor.skip() }
      try cursor.eachEntry(of: "extras") { (cursor, key) throws(YAMLError) in
        add(Extra(cursor.events.text(at: key), try cursor.texts()))
      }
    }
  }

  /// Fields that are grouped under one key.
  private mutating func texts(
    _ table: KeyTable<TextField>, _ group: String, _ cursor: inout YAMLCursor
  ) throws(YAMLError) {
    if cursor.isAbsent { return cursor.skip() }
    try cursor.eachEntry(of: group) { (cursor, key) throws(YAMLError) in
      guard let field = table[cursor.events, key] else { return try keep(key, &cursor, among: table.names, in: group) }
      contact[field] = try cursor.text()
    }
  }

  private mutating func number(_ cursor: inout YAMLCursor) throws(YAMLError) -> Number {
    var number = Number(kind: .business)
    if cursor.isScalar {
      number.raw = try cursor.text()
      return number
    }
    var place = 0
    try cursor.eachEntry(of: "a number") { (cursor, key) throws(YAMLError) in
      switch Field.numberParts[cursor.events, key] {
      case .kind?: number.kind = try cursor.choice(Number.Kind.self)
      case .number?:
        place = cursor.index
        number.number = try cursor.text()
      case .extension?: number.extension = try cursor.text()
      case .internal?: number.internal = try cursor.text()
      case .label?: number.label = try cursor.text()
      case .raw?: number.raw = try cursor.text()
      case nil: try keep(key, &cursor, among: Field.numberParts.names, in: "numbers")
      }
    }
    // A national number in the place of E.164 is what somebody wrote, and is yet to be understood.
    if !number.number.isEmpty, !number.number.isE164 {
      guard number.raw.isEmpty else {
        throw cursor.mistake("\"\(number.number)\" is no E.164 number: + and at most 15 digits", at: place)
      }
      (number.raw, number.number) = (number.number, "")
    }
    return number
  }

  private mutating func email(_ cursor: inout YAMLCursor) throws(YAMLError) -> Email {
    if cursor.isScalar { return Email(address: try cursor.text()) }
    var email = Email(address: "")
    try cursor.eachEntry(of: "an e-mail") { (cursor, key) throws(YAMLError) in
      switch Field.emailParts[cursor.events, key] {
      case .kind?: email.kind = try cursor.choice(Setting.self)
      case .address?: email.address = try cursor.text()
      case .label?: email.label = try cursor.text()
      case nil: try keep(key, &cursor, among: Field.emailParts.names, in: "emails")
      }
    }
    return email
  }

  private mutating func address(_ cursor: inout YAMLCursor) throws(YAMLError) -> PostalAddress {
    var address = PostalAddress()
    try cursor.eachEntry(of: "an address") { (cursor, key) throws(YAMLError) in
      switch Field.addressParts[cursor.events, key] {
      case .kind?: address.kind = try cursor.choice(Setting.self)
      case .part(let part)?: address[part] = try cursor.text()
      case nil: try keep(key, &cursor, among: Field.addressParts.names, in: "addresses")
      }
    }
    return address
  }

  /// Makes an extra field of what stands under a key that no field has.
  private mutating func keep(
    _ key: Int, _ cursor: inout YAMLCursor, among known: [String], in group: String = ""
  ) throws(YAMLError) {
    let word = cursor.events.text(at: key)
    let near = Suggestion.nearest(to: word, among: known)
    let (line, column) = cursor.events.place(at: key)
    let name = group.isEmpty ? word : "\(group).\(word)"
    unknown.append(
      UnknownKey(
        name: name, suggestion: near.map { "; did you mean \"\($0)\"?" } ?? "", line: line, column: column))
    add(Extra(name, try cursor.texts()))
  }

  private mutating func add(_ extra: Extra) {
    guard let known = contact.extras.firstIndex(where: { $0.name == extra.name }) else {
      return contact.extras.append(extra)
    }
    contact.extras[known].values += extra.values
  }
}

extension String {
  fileprivate var isE164: Bool {
    let digits = utf8.dropFirst()
    return utf8.first == 0x2B && (1...15).contains(digits.count) && digits.allSatisfy { (0x30...0x39).contains($0) }
  }
}
