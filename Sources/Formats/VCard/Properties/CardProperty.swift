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
    let candidate: CardProperty
    // Length and first letter leave one candidate each, or two that their second letter tells apart.
    switch (name.count, name.first.map { $0 | 0x20 }) {
    case (1, _): candidate = .name
    case (2, _): candidate = .displayName
    case (3, 0x74): candidate = .number
    case (3, 0x6F): candidate = .organization
    case (3, 0x61): candidate = .address
    case (3, 0x75): candidate = name[1] | 0x20 == 0x72 ? .url : .identity
    case (3, 0x72): candidate = .revised
    case (4, 0x6E): candidate = .note
    case (4, 0x62): candidate = .birthday
    case (5, 0x65): candidate = .email
    case (5, 0x74): candidate = .title
    case (5, 0x70): candidate = .photo
    case (7, _): candidate = .version
    case (8, _): candidate = .nickname
    case (9, _): candidate = .label
    case (10, _): candidate = .phonebooks
    case (18, _): candidate = .extra
    case (19, _): candidate = name[13] | 0x20 == 0x73 ? .source : .reason
    case (20, _): candidate = name[2] | 0x20 == 0x73 ? .aliases : .phoneticFamily
    case (21, _): candidate = .phoneticGiven
    default: return nil
    }
    guard name.equals(candidate.propertyName) else { return nil }
    self = candidate
  }
}
