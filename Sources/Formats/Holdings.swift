import Contacts

extension Format {
  /// What files of the format can say of a contact, in the words of the loss report: when read, or when written.
  ///
  /// A number of a kind without a slot is held where numbers of that kind may go into another's.
  public func holdings(whenWritten: Bool) -> Set<String> {
    if [.vcard, .jcard, .xcard, .jscontact, .yaml].contains(syntax) {
      var held = Self.everything
      if !whenWritten { return held }
      for kind in writing.leaveOut { held.remove(Self.name(of: kind)) }
      if syntax == .vcard, !writing.extras { held.remove("other columns") }
      return held
    }
    var held = Set<String>()
    let rules = rules.filter { !whenWritten || !$0.isReadOnly }
    for rule in rules {
      switch rule.meaning {
      case .text(let field):
        if let name = Self.name(of: field) { held.insert(name) }
        for part in rule.template?.fields ?? [] where whenWritten {
          if let name = Self.name(of: part) { held.insert(name) }
        }
      case .number(nil, _): held.formUnion(Number.Kind.allCases.map(Self.name))
      case .number(let kind?, _): held.insert(Self.name(of: kind))
      case .email: held.insert("e-mail")
      case .address: held.insert("address")
      case .url: held.insert("web page")
      case .phonebooks: held.insert("phonebooks")
      case .extra where rule.isLooseExtra: held.insert("other columns")
      case .birthday: held.insert("birthday")
      case .extra, .numberLabel, .ignored: break
      }
    }
    if let directory {
      if directory.numbersAnEntry > 0 { held.formUnion(Number.Kind.allCases.map(Self.name)) }
      if directory.holdsEveryEmail { held.insert("e-mail") }
      if directory.phonebooks != .none { held.insert("phonebooks") }
    }
    if writing.extras { held.insert("other columns") }
    if whenWritten {
      for kind in Number.Kind.allCases where !writing.spill.isEmpty {
        if kind.isVoice || writing.spill.contains(.other) { held.insert(Self.name(of: kind)) }
      }
      for kind in writing.leaveOut { held.remove(Self.name(of: kind)) }
    }
    return held
  }

  /// Every word of ``holdings(whenWritten:)``, in the order of a contact.
  public static let holdable: [String] =
    [
      "middle name", "title of courtesy", "suffix", "nickname", "phonetic name", "company", "department", "job title",
    ] + Number.Kind.allCases.map(name) + [
      "e-mail", "address", "web page", "birthday", "note", "photo", "phonebooks", "other columns",
    ]

  private static let everything = Set(holdable)

  private static func name(of kind: Number.Kind) -> String {
    "\(kind.rawValue.replacing("-", with: " ")) number".replacing("fax number", with: "fax")
  }

  /// The word for a field; nil for the name that every format holds, and for bookkeeping.
  private static func name(of field: TextField) -> String? {
    switch field {
    case .middle: "middle name"
    case .prefix: "title of courtesy"
    case .suffix: "suffix"
    case .nickname: "nickname"
    case .phoneticGiven, .phoneticFamily: "phonetic name"
    case .organization: "company"
    case .department: "department"
    case .title: "job title"
    case .birthday: "birthday"
    case .note: "note"
    case .photo: "photo"
    case .id, .owner, .display, .given, .family, .revised, .sourceID, .sourceSystem: nil
    }
  }
}
