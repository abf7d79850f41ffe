extension Contact {
  /// Makes every field absent, for the next record to fill: what is absent is left alone, and the lists that most contacts
  /// have keep their room.
  package mutating func makeEmpty() {
    id.makeEmpty()
    owner.makeEmpty()
    name.display.makeEmpty()
    name.prefix.makeEmpty()
    name.given.makeEmpty()
    name.middle.makeEmpty()
    name.family.makeEmpty()
    name.suffix.makeEmpty()
    name.nickname.makeEmpty()
    name.phoneticGiven.makeEmpty()
    name.phoneticFamily.makeEmpty()
    organization.makeEmpty()
    department.makeEmpty()
    title.makeEmpty()
    numbers.makeEmpty()
    emails.makeEmpty()
    addresses.makeEmpty()
    urls.makeEmpty()
    note.makeEmpty()
    birthday.makeEmpty()
    photo.makeEmpty()
    phonebooks.makeEmpty()
    revised.makeEmpty()
    source.system.makeEmpty()
    source.id.makeEmpty()
    aliases.makeEmpty()
    extras.makeEmpty()
  }

  /// Puts `text` into a field; where the field holds one already, both are kept, the second as an extra.
  package mutating func put(_ text: consuming String, into field: TextField) {
    let rest =
      switch field {
      case .id: id.fill(with: text)
      case .owner: owner.fill(with: text)
      case .display: name.display.fill(with: text)
      case .prefix: name.prefix.fill(with: text)
      case .given: name.given.fill(with: text)
      case .middle: name.middle.fill(with: text)
      case .family: name.family.fill(with: text)
      case .suffix: name.suffix.fill(with: text)
      case .nickname: name.nickname.fill(with: text)
      case .phoneticGiven: name.phoneticGiven.fill(with: text)
      case .phoneticFamily: name.phoneticFamily.fill(with: text)
      case .organization: organization.fill(with: text)
      case .department: department.fill(with: text)
      case .title: title.fill(with: text)
      case .note: note.fill(with: text)
      case .birthday: birthday.fill(with: text)
      case .photo: photo.fill(with: text)
      case .revised: revised.fill(with: text)
      case .sourceSystem: source.system.fill(with: text)
      case .sourceID: source.id.fill(with: text)
      }
    if let rest { keep(rest, as: field.rawValue) }
  }

  /// Keeps a value that no field of the model holds.
  package mutating func keep(_ text: String, as name: String) {
    if let index = extras.firstIndex(where: { $0.name == name }) {
      extras[index].values.append(text)
    } else {
      extras.append(Extra(name, [text]))
    }
  }

  /// Adds `text` to a part of the address of a setting: a line of its own where the part holds some already.
  package mutating func add(_ text: consuming String, to part: PostalAddress.Part, of setting: Setting) {
    // In place: a loop over elements would copy each.
    let known = addresses.withUnsafeBufferPointer { all in all.indices.first { all[$0].kind == setting } }
    if known == nil { addresses.append(PostalAddress(kind: setting)) }
    addresses[known ?? addresses.count - 1].add(text, to: part)
  }
}

extension PostalAddress {
  fileprivate mutating func add(_ text: consuming String, to part: Part) {
    switch part {
    case .poBox: poBox.addLine(text)
    case .extended: extended.addLine(text)
    case .street: street.addLine(text)
    case .locality: locality.addLine(text)
    case .region: region.addLine(text)
    case .postalCode: postalCode.addLine(text)
    case .country: country.addLine(text)
    }
  }
}

extension String {
  @inline(__always) fileprivate mutating func makeEmpty() { if !isEmpty { self = "" } }

  /// Takes the place of nothing; gives `text` back where there is a text.
  @inline(__always)
  fileprivate mutating func fill(with text: consuming String) -> String? {
    guard isEmpty else { return text }
    self = text
    return nil
  }

  @inline(__always)
  fileprivate mutating func addLine(_ text: consuming String) {
    if isEmpty { self = text } else { self += "\n" + text }
  }
}

extension Array {
  /// One after another: they are few, and to remove all at once is made for many.
  @inline(__always) fileprivate mutating func makeEmpty() { while popLast() != nil {} }
}
