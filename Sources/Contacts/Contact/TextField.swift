/// A field of a contact that holds one text, by the name that descriptors, canonical YAML and messages give it.
///
/// Everything that treats fields alike (mapping, packing, merging, limits, loss) goes through ``Contact/subscript(_:)``.
public enum TextField: String, CaseIterable, Sendable {
  case id, owner
  case display = "name.display"
  case prefix = "name.prefix"
  case given = "name.given"
  case middle = "name.middle"
  case family = "name.family"
  case suffix = "name.suffix"
  case nickname = "name.nickname"
  case phoneticGiven = "name.phonetic-given"
  case phoneticFamily = "name.phonetic-family"
  case organization, department, title, note, birthday, photo, revised
  case sourceSystem = "source.system"
  case sourceID = "source.id"

  /// The parts of ``ContactName``, in the order of canonical YAML.
  public static let nameParts: [TextField] = [
    .display, .prefix, .given, .middle, .family, .suffix, .nickname, .phoneticGiven, .phoneticFamily,
  ]

  /// Fields that people read, and that cleaning and merging look at; identity is not among them.
  public static let content: [TextField] =
    nameParts + [
      .organization, .department, .title, .note, .birthday, .photo, .revised,
    ]

  /// The part of the name after the dot, or the whole name.
  public var shortName: String {
    guard let dot = rawValue.firstIndex(of: ".") else { return rawValue }
    return String(rawValue[rawValue.index(after: dot)...])
  }
}

extension Contact {
  /// The text of one field.
  public subscript(field: TextField) -> String {
    get {
      switch field {
      case .id: id
      case .owner: owner
      case .display: name.display
      case .prefix: name.prefix
      case .given: name.given
      case .middle: name.middle
      case .family: name.family
      case .suffix: name.suffix
      case .nickname: name.nickname
      case .phoneticGiven: name.phoneticGiven
      case .phoneticFamily: name.phoneticFamily
      case .organization: organization
      case .department: department
      case .title: title
      case .note: note
      case .birthday: birthday
      case .photo: photo
      case .revised: revised
      case .sourceSystem: source.system
      case .sourceID: source.id
      }
    }
    set {
      switch field {
      case .id: id = newValue
      case .owner: owner = newValue
      case .display: name.display = newValue
      case .prefix: name.prefix = newValue
      case .given: name.given = newValue
      case .middle: name.middle = newValue
      case .family: name.family = newValue
      case .suffix: name.suffix = newValue
      case .nickname: name.nickname = newValue
      case .phoneticGiven: name.phoneticGiven = newValue
      case .phoneticFamily: name.phoneticFamily = newValue
      case .organization: organization = newValue
      case .department: department = newValue
      case .title: title = newValue
      case .note: note = newValue
      case .birthday: birthday = newValue
      case .photo: photo = newValue
      case .revised: revised = newValue
      case .sourceSystem: source.system = newValue
      case .sourceID: source.id = newValue
      }
    }
  }
  /// Calls `body` with each text that is not empty, and the place of its field in ``TextField/allCases``: as going
  /// through those does, without a copy of every text.
  @inline(__always) func eachText(_ body: (UInt8, String) -> Void) {
    if !id.isEmpty { body(0, id) }
    if !owner.isEmpty { body(1, owner) }
    if !name.display.isEmpty { body(2, name.display) }
    if !name.prefix.isEmpty { body(3, name.prefix) }
    if !name.given.isEmpty { body(4, name.given) }
    if !name.middle.isEmpty { body(5, name.middle) }
    if !name.family.isEmpty { body(6, name.family) }
    if !name.suffix.isEmpty { body(7, name.suffix) }
    if !name.nickname.isEmpty { body(8, name.nickname) }
    if !name.phoneticGiven.isEmpty { body(9, name.phoneticGiven) }
    if !name.phoneticFamily.isEmpty { body(10, name.phoneticFamily) }
    if !organization.isEmpty { body(11, organization) }
    if !department.isEmpty { body(12, department) }
    if !title.isEmpty { body(13, title) }
    if !note.isEmpty { body(14, note) }
    if !birthday.isEmpty { body(15, birthday) }
    if !photo.isEmpty { body(16, photo) }
    if !revised.isEmpty { body(17, revised) }
    if !source.system.isEmpty { body(18, source.system) }
    if !source.id.isEmpty { body(19, source.id) }
  }
}
