import Contacts
import VCardSyntax

/// Numbers, e-mails and addresses whose kind or label is no longer what their lines say.
extension CardComposer.Line {
  /// Gives the line the types of a number's kind, where somebody edited that, or the label that told it.
  mutating func follow(_ before: Number, _ now: Number, _ dialect: CardDialect) {
    if now.kind == before.kind, now.label == before.label { return }
    guard now.kind != dialect.kind(of: property) ?? KindWords.kind(of: now.label) ?? .other else { return }
    isOtherKind = true
    kindTypes = dialect.typeList(for: now.kind)
  }

  /// Gives the line the type that says what an e-mail or address is for, where somebody edited that, or the label that
  /// told it.
  mutating func follow(_ before: Setting, _ label: String, _ now: Setting, _ nowLabel: String) {
    if now == before, label == nowLabel { return }
    guard now != TypeWords(of: property).setting ?? KindWords.setting(of: nowLabel) ?? .other else { return }
    isOtherKind = true
    kindTypes = now.types
  }

  /// Takes the label among the types away where the version has no such thing, or somebody edited it; the kind that it told
  /// becomes a type. Returns whether it did.
  mutating func dropLabel(_ kindTypes: [String]?, isEdited: Bool, in version: VCardVersion) -> Bool {
    guard origin != version || isEdited, property.customLabel != nil else { return false }
    dropsLabel = true
    self.kindTypes = self.kindTypes ?? kindTypes
    return true
  }

  /// Whether a type gives way to ``kindTypes``. Of a number that is of the kind that it was, those stay that say more than
  /// the kind.
  func givesWay(_ word: UnsafeRawBufferPointer, _ dialect: CardDialect) -> Bool {
    guard kindTypes != nil else { return false }
    guard case .number = slot else { return TypeWords(word).setting != nil }
    return TypeWords.isKind(word.text.uppercased()) || isOtherKind && dialect.kind(ofType: word) != nil
  }
}

extension CardComposer {
  /// Collects the head of a line of the version that is written: as it was, but for the types that say another kind, and
  /// for the group that a label needs.
  mutating func appendOwnHead(_ line: Line) {
    guard line.kindTypes != nil || line.item != nil || line.dropsLabel else {
      return CardLayout.appendHead(of: line.property, to: &head, keepsBase64: true)
    }
    appendGroup(line)
    head.append(contentsOf: line.property.name)
    var types = line.kindTypes
    for (name, value) in line.property.parameters where !CardLayout.isTransport(name, value, keepsBase64: true) {
      if line.dropsLabel, VCardProperty.isCustomLabel(name, value) { continue }
      guard name.isEmpty || name.equals("TYPE") else {
        append(name, value)
        continue
      }
      var words: [String] = []
      var isAsItWas = true
      for word in value.unquoted.split(separator: 0x2C) {
        let word = UnsafeRawBufferPointer(rebasing: word).trimmed
        if line.givesWay(word, dialect) { isAsItWas = false } else { words.append(word.text) }
      }
      if isAsItWas {
        append(name, value)
      } else {
        // What says the kind stands where the first of those stood that said another.
        let new = (types ?? []).map { version == .v40 ? $0.lowercased() : $0 }
        types = nil
        append(new + words, as: name)
      }
    }
    appendTypes((types ?? []).joined(separator: ","))
  }

  private mutating func append(_ name: UnsafeRawBufferPointer, _ value: some Sequence<UInt8>) {
    head.append(0x3B)
    head.append(contentsOf: name)
    if !name.isEmpty { head.append(0x3D) }
    head.append(contentsOf: value)
  }

  /// vCard 2.1 knows no list of types.
  private mutating func append(_ types: [String], as name: UnsafeRawBufferPointer) {
    if version == .v21 {
      for word in types { append(name, Self.listed(word).utf8) }
    } else if !types.isEmpty {
      append(name, Self.listed(types.joined(separator: ",")).utf8)
    }
  }

  /// Makes room for a label that somebody added where the card has no line for one.
  mutating func giveLabel(
    _ label: String, insteadOf before: String, to line: inout Line, _ properties: [VCardProperty], _ slots: [Slot]
  ) {
    guard !label.isEmpty, label != before else { return }
    let group = line.property.group
    var isShared = group.isEmpty
    for (property, slot) in zip(properties, slots) where !group.isEmpty && property.group.elementsEqual(group) {
      switch slot {
      case .label: return
      case .number, .email: isShared = isShared || property.text.baseAddress != line.property.text.baseAddress
      default: continue
      }
    }
    line.label = label
    guard isShared else { return }
    line.item = nextItem()
  }

  /// Writes the label that a line was given, behind it.
  mutating func writeLabel(of line: Line) {
    guard let label = line.label else { return }
    head.removeAll(keepingCapacity: true)
    appendGroup(line)
    head.append(contentsOf: "X-ABLabel".utf8)
    writer.append(label)
    writer.property(head)
  }

  /// Writes the label of a property that is still there and has one.
  mutating func writeLabel(
    _ line: Line, _ labelled: PropertyGroups, _ before: CardReading, _ matches: Matches, _ contact: Contact
  ) {
    for index in labelled.properties(in: line.property.group) {
      let label: (before: String, now: String, isSameKind: Bool)
      switch before.slots[index] {
      case .number(let index):
        let old = before.contact.numbers[index]
        if let now = matches.numbers[index].map({ contact.numbers[$0] }) {
          label = (old.label, now.label, old.kind == now.kind)
        } else {
          guard matches.keepsUnmatched(index) else { continue }
          label = (old.label, old.label, true)
        }
      case .email(let index):
        guard let now = matches.emails[index].map({ contact.emails[$0] }) else { continue }
        let old = before.contact.emails[index]
        label = (old.label, now.label, old.kind == now.kind)
      case .empty:
        guard line.origin == version, !isFurtherLayout else { continue }
        label = ("", "", true)
      default: continue
      }
      let isSame = label.before == label.now
      // One that says no more than the kind is none of the model's, and goes with the kind.
      if label.now.isEmpty, !isSame || !label.isSameKind { return }
      if isSame, line.isWhole, line.origin == version, line.item == nil { return writer.line(line.property) }
      head.removeAll(keepingCapacity: true)
      appendOwnHead(line)
      writer.append(isSame ? VCardText.unescaped(line.property.value) : label.now)
      return writer.property(head)
    }
  }
}

extension Setting {
  /// The types that say it.
  var types: [String] {
    switch self {
    case .work: ["WORK"]
    case .home: ["HOME"]
    case .other: []
    }
  }
}
