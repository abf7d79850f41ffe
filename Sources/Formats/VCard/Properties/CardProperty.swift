import VCardSyntax

/// A property that the model has a field for, or that this program writes; every other one travels as an extra.
enum CardProperty: UInt8, CaseIterable {
  case version, name, displayName, nickname, phoneticGiven, phoneticFamily, organization, title
  case number, email, address, url, note, birthday, photo, phonebooks, identity, revised, label
  /// `X-SWITCHBOOK-SOURCE:system;id`: the record of another system.
  case source
  /// `X-SWITCHBOOK-ALIASES:id;…`: the ids of contacts that were merged into this one.
  case aliases
  /// `X-SWITCHBOOK-EXTRA:name;value;…`: an extra field that came from no card.
  case extra
  /// `X-SWITCHBOOK-REASON:text`: why a card was rejected; nothing of a contact.
  case reason

  /// As it is written.
  var propertyName: StaticString {
    switch self {
    case .version: "VERSION"
    case .name: "N"
    case .displayName: "FN"
    case .nickname: "NICKNAME"
    case .phoneticGiven: "X-PHONETIC-FIRST-NAME"
    case .phoneticFamily: "X-PHONETIC-LAST-NAME"
    case .organization: "ORG"
    case .title: "TITLE"
    case .number: "TEL"
    case .email: "EMAIL"
    case .address: "ADR"
    case .url: "URL"
    case .note: "NOTE"
    case .birthday: "BDAY"
    case .photo: "PHOTO"
    case .phonebooks: "CATEGORIES"
    case .identity: "UID"
    case .revised: "REV"
    case .label: "X-ABLabel"
    case .source: "X-SWITCHBOOK-SOURCE"
    case .aliases: "X-SWITCHBOOK-ALIASES"
    case .extra: "X-SWITCHBOOK-EXTRA"
    case .reason: "X-SWITCHBOOK-REASON"
    }
  }

  /// The property with this name, whatever its case.
  init?(_ name: UnsafeRawBufferPointer) {
    guard name.count < Self.byLength.count else { return nil }
    for (word, property) in Self.byLength[name.count] where name.equals(word) {
      self = property
      return
    }
    return nil
  }

  private static let byLength: [[(StaticString, CardProperty)]] = {
    var table: [[(StaticString, CardProperty)]] = Array(repeating: [], count: 24)
    for property in allCases {
      let name = property.propertyName
      table[name.utf8CodeUnitCount].append((name, property))
    }
    return table
  }()
}
