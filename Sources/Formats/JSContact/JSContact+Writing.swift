import Contacts
import JSONSyntax

extension JSContact {
  /// The card of a contact; what it cannot hold is told.
  static func card(_ contact: Contact, log: inout DiagnosticLog) -> JSONValue {
    var card: [JSONValue.Member] = [.init("@type", .string("Card")), .init("version", .string("1.0"))]
    func add(_ name: String, _ value: JSONValue?) { if let value { card.append(.init(name, value)) } }
    add("uid", .string(contact.identityText.isEmpty ? contact.displayName : contact.identityText))
    add("updated", text(contact.revised))
    add("name", name(contact))
    add(
      "nicknames",
      map(contact.name.nickname.isEmpty ? [] : contact.name.nickname.separated(by: [", "])) {
        [.init("name", .string($0))]
      })
    if !contact.organization.isEmpty || !contact.department.isEmpty {
      let units = contact.department.isEmpty ? [] : contact.department.separated(by: ["; "])
      add(
        "organizations",
        map([contact.organization]) { name in
          (name.isEmpty ? [] : [.init("name", .string(name))])
            + (units.isEmpty ? [] : [.init("units", .array(units.map { .object([.init("name", .string($0))]) }))])
        })
    }
    add("titles", map(contact.title.isEmpty ? [] : [contact.title]) { [.init("name", .string($0))] })
    add("phones", map(contact.numbers, phone))
    add("emails", map(contact.emails) { [.init("address", .string($0.address))] + context($0.kind) + label($0.label) })
    add("addresses", map(contact.addresses, address))
    add("links", map(contact.urls) { [.init("uri", .string($0))] })
    add("notes", map(contact.note.isEmpty ? [] : [contact.note]) { [.init("note", .string($0))] })
    if !contact.phonebooks.isEmpty {
      add("keywords", .object(contact.phonebooks.map { .init($0, .bool(true)) }))
    }
    add("anniversaries", birthday(contact, log: &log))
    add(
      "media",
      map(contact.photo.isEmpty ? [] : [contact.photo]) {
        [.init("kind", .string("photo")), .init("uri", .string($0))]
      })
    for extra in contact.extras where !extra.isBookkeeping { card += members(of: extra, contact, log: &log) }
    if contact.hasForeignSource {
      log.add(.fieldLost, "source.id", example: "\(contact.source.id) of \(contact.displayName)")
    }
    return .object(card)
  }

  private static func text(_ text: String) -> JSONValue? { text.isEmpty ? nil : .string(text) }

  /// A map of objects under keys that count from 1; nil for none.
  private static func map<Item>(_ items: [Item], _ members: (Item) -> [JSONValue.Member]) -> JSONValue? {
    guard !items.isEmpty else { return nil }
    return .object(items.enumerated().map { .init("\($0.offset + 1)", .object(members($0.element))) })
  }

  private static func name(_ contact: Contact) -> JSONValue? {
    let parts: [(String, String, String)] = [
      ("title", contact.name.prefix, ""), ("given", contact.name.given, contact.name.phoneticGiven),
      ("given2", contact.name.middle, ""), ("surname", contact.name.family, contact.name.phoneticFamily),
      ("generation", contact.name.suffix, ""),
    ]
    var members: [JSONValue.Member] = []
    if !contact.displayName.isEmpty { members.append(.init("full", .string(contact.displayName))) }
    let components = parts.filter { !$0.1.isEmpty }.map { kind, value, phonetic -> JSONValue in
      .object(
        [.init("kind", .string(kind)), .init("value", .string(value))]
          + (phonetic.isEmpty ? [] : [.init("phonetic", .string(phonetic))]))
    }
    if !components.isEmpty { members.append(.init("components", .array(components))) }
    return members.isEmpty ? nil : .object(members)
  }

  private static func context(_ setting: Setting) -> [JSONValue.Member] {
    switch setting {
    case .work: [.init("contexts", .object([.init("work", .bool(true))]))]
    case .home: [.init("contexts", .object([.init("private", .bool(true))]))]
    case .other: []
    }
  }

  private static func label(_ label: String) -> [JSONValue.Member] {
    label.isEmpty ? [] : [.init("label", .string(label))]
  }

  private static func phone(_ number: Number) -> [JSONValue.Member] {
    let (setting, feature): (Setting, String) =
      switch number.kind {
      case .business: (.work, "voice")
      case .mobile: (.other, "mobile")
      case .home: (.home, "voice")
      case .businessFax: (.work, "fax")
      case .homeFax: (.home, "fax")
      case .pager: (.other, "pager")
      case .other: (.other, "")
      }
    let uri = "tel:\(number.number)" + (number.extension.isEmpty ? "" : ";ext=\(number.extension)")
    return [.init("number", .string(number.number.isEmpty ? number.dialled : uri))] + context(setting)
      + (feature.isEmpty ? [] : [.init("features", .object([.init(feature, .bool(true))]))]) + label(number.label)
  }

  private static func address(_ address: PostalAddress) -> [JSONValue.Member] {
    let kinds: [(String, PostalAddress.Part)] = [
      ("postOfficeBox", .poBox), ("apartment", .extended), ("name", .street), ("locality", .locality),
      ("region", .region), ("postcode", .postalCode), ("country", .country),
    ]
    let components = kinds.filter { !address[$0.1].isEmpty }.map { kind, part -> JSONValue in
      .object([.init("kind", .string(kind)), .init("value", .string(address[part]))])
    }
    return [.init("components", .array(components))] + context(address.kind)
  }

  private static func birthday(_ contact: Contact, log: inout DiagnosticLog) -> JSONValue? {
    guard !contact.birthday.isEmpty else { return nil }
    guard CardDate.extended(contact.birthday) != nil else {
      log.add(.fieldLost, "birthday", example: "\(contact.birthday) of \(contact.displayName)")
      return nil
    }
    let parts = contact.birthday.split(separator: "-").compactMap { Int($0) }
    let names = parts.count == 3 ? ["year", "month", "day"] : ["month", "day"]
    let date = zip(names, parts).map { JSONValue.Member($0, .number("\($1)")) }
    return .object([.init("1", .object([.init("kind", .string("birth")), .init("date", .object(date))]))])
  }

  /// What a card has of an extra field: its own member again, or one under the name of this program.
  private static func members(of extra: Extra, _ contact: Contact, log: inout DiagnosticLog) -> [JSONValue.Member] {
    guard extra.name.hasPrefix(prefix) else {
      let value: JSONValue =
        extra.values.count == 1 ? .string(extra.values[0]) : .array(extra.values.map(JSONValue.string))
      return [.init(own + extra.name, value)]
    }
    let value = extra.values.first.flatMap { text in
      Array(text.utf8).withUnsafeBytes { bytes -> JSONValue? in
        var reader = JSONReader(bytes) { _ in true }
        return try? reader.next()?.value
      }
    }
    return [.init(String(extra.name.dropFirst(prefix.count)), value ?? .string(extra.values.first ?? ""))]
  }
}
