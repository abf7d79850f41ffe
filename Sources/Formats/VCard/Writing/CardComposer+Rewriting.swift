import Contacts
import VCardSyntax

extension CardComposer {
  /// Writes the lines of a card as it was read, brought up to what the contact says now.
  mutating func rewrite(
    _ properties: [VCardProperty], of origin: VCardVersion, as contact: Contact, log: inout DiagnosticLog
  ) {
    var before = reading.take() ?? CardReading(dialect: dialect)
    before.read(properties, of: origin, beside: contact.extras)
    let matches = Matches(before.contact, contact, pending: pending)
    let items = items(of: properties)
    let hasPhonebooks = pending.phonebooks
    var labelled = PropertyGroups()
    if before.slots.contains(.label) { properties.withUnsafeBufferPointer { labelled.reset($0) { $0.isLabelled } } }
    let labels =
      origin == .v40 || version != .v40
      ? []
      : addressLabels(in: properties, of: contact) { index in
        guard case .address(let address) = before.slots[index] else { return false }
        return matches.addresses[address] != nil && properties[index].parameter("LABEL") == nil
      }
    var writtenItems: Set<Int> = []
    for (property, slot) in zip(properties, before.slots) {
      var line = Line(property: property, slot: slot, origin: origin)
      if !items.isEmpty { line.item = items[Self.groupName(property.group)] }
      let start = writer.count
      defer { if let item = line.item, writer.count > start { writtenItems.insert(item) } }
      switch slot {
      case .nothing: continue
      case .empty: fill(line, among: before.slots, contact, log: &log)
      case .text(let field):
        guard pending.take(field) else { continue }
        let isSame = field == .photo || contact.text(field) == before.contact.text(field)
        write(line, contact, isSame: isSame, log: &log)
      case .name:
        guard pending.name else { continue }
        pending.name = false
        write(line, contact, isSame: contact.hasNameParts(of: before.contact), log: &log)
      case .organization:
        guard pending.organization else { continue }
        pending.organization = false
        let isSame =
          contact.organization == before.contact.organization && contact.department == before.contact.department
        write(line, contact, isSame: isSame, log: &log)
      case .phonebooks:
        // Several lines are as they were, or become one.
        let isSame = contact.phonebooks == before.contact.phonebooks
        guard pending.phonebooks || hasPhonebooks && isSame && origin == version && line.isWhole else { continue }
        pending.phonebooks = false
        write(line, contact, isSame: isSame, log: &log)
      case .identity:
        guard pending.identity else { continue }
        pending.identity = false
        write(line, contact, isSame: contact.identityText == before.contact.identityText, log: &log)
      case .source:
        guard pending.source else { continue }
        pending.source = false
        write(line, contact, isSame: contact.source == before.contact.source, log: &log)
      case .aliases:
        guard pending.aliases else { continue }
        pending.aliases = false
        write(line, contact, isSame: contact.aliases == before.contact.aliases, log: &log)
      case .number(let index):
        let old = before.contact.numbers[index]
        guard let now = matches.numbers[index] ?? matches.repeated[index] else {
          writeAside(line, old, contact, log: &log)
          continue
        }
        pending.numbers[now] = false
        var number = contact.numbers[now]
        var isSame = number.raw == old.raw && number.isWritten(as: old.raw) || number.written == old.raw
        // A number that stands twice stays as it is.
        if matches.numbers[index] == nil { (number.kind, number.label, isSame) = (old.kind, old.label, true) }
        var line = line.moved(to: .number(now))
        line.follow(old, number, dialect)
        let tellsKind = number.kind == .other || dialect.kind(of: property) != nil
        let isDropped = line.dropLabel(
          tellsKind ? nil : dialect.typeList(for: number.kind), isEdited: number.label != old.label, in: version)
        giveLabel(number.label, insteadOf: isDropped ? "" : old.label, to: &line, properties, before.slots)
        line.kindTypes = line.kindTypes ?? dialect.otherTypes(than: property, for: number.kind)
        line.becomesURI = version == .v40 && origin != .v40 && !number.number.isEmpty
        write(line, contact, isSame: isSame, log: &log)
        writeLabel(of: line)
      case .email(let index):
        guard let now = matches.emails[index] else { continue }
        pending.emails[now] = false
        let (old, email) = (before.contact.emails[index], contact.emails[now])
        var line = line.moved(to: .email(now))
        line.follow(old.kind, old.label, email.kind, email.label)
        let isDropped = line.dropLabel(email.kind.types, isEdited: email.label != old.label, in: version)
        giveLabel(email.label, insteadOf: isDropped ? "" : old.label, to: &line, properties, before.slots)
        write(line, contact, isSame: email.address == old.address, log: &log)
        writeLabel(of: line)
      case .address(let index):
        guard let now = matches.addresses[index] else { continue }
        pending.addresses[now] = false
        let isSame = contact.addresses[now] == before.contact.addresses[index]
        var line = line.moved(to: .address(now))
        line.addressLabel = labels.first { $0.belongs(to: property) }?.text
        line.follow(before.contact.addresses[index].kind, "", contact.addresses[now].kind, "")
        write(line, contact, isSame: isSame, log: &log)
      case .url(let index):
        guard let now = matches.urls[index] else { continue }
        pending.urls[now] = false
        let isSame = contact.urls[now] == before.contact.urls[index]
        write(line.moved(to: .url(now)), contact, isSame: isSame, log: &log)
      case .label: writeLabel(line, labelled, before, matches, contact)
      case .extra:
        let name = before.extraName(of: property)
        if labels.contains(where: { $0.isIn(property) }) {
          _ = takeExtra(name, contact)
        } else if let value = takeExtra(name, contact)
          ?? (line.item.map(writtenItems.contains) == true ? contact.onlyValue(of: name) : nil)
        {
          // Only a value that is encoded stands in the line as well.
          let isSame = property.value.elementsEqual(value.utf8)
          if isSame, origin == version, line.isWhole, line.item == nil, dialect.writesExtras {
            writer.line(property)
          } else {
            write(line, extra: value, contact, log: &log)
          }
        }
      case .plainExtra: writePlainExtra(CardReading.plainExtraName(of: property), contact, log: &log)
      }
    }
    reading = before
  }

  /// Writes what stood in a number's place and is none, where it stands among the extra fields.
  private mutating func writeAside(_ line: Line, _ number: Number, _ contact: Contact, log: inout DiagnosticLog) {
    guard takeExtra(number.nameAside, contact, equalTo: number.raw) else { return }
    if line.origin == version, line.isWhole, line.item == nil { return writer.line(line.property) }
    head.removeAll(keepingCapacity: true)
    appendConverted(line, log: &log)
    writer.append(number.raw)
    writer.property(head)
  }

  /// A line of the card as it was read.
  struct Line {
    let property: VCardProperty
    var slot: Slot
    /// The version that it was written in.
    let origin: VCardVersion
    /// The text of the `LABEL` that belongs to an address.
    var addressLabel: String?
    /// The types that say of what kind it is; nil where those of the line say so.
    var kindTypes: [String]?
    /// Whether a label among the types is left out.
    var dropsLabel = false
    /// Whether somebody edited the kind.
    var isOtherKind = false
    /// A label that the card has no line for.
    var label: String?
    /// The number of the group that it needs for that, or instead of one that another card has as well.
    var item: Int?
    /// Whether a number becomes a `tel:` URI.
    var becomesURI = false

    /// The line as that of another field's place.
    func moved(to slot: Slot) -> Line {
      var result = self
      result.slot = slot
      return result
    }

    /// Whether the line was whole in its file: more lines than one were joined where it holds a line end.
    var isWhole: Bool { property.text.position(of: 0x0A) == nil }
  }

  /// Writes a field in the place of a line: as it was where nothing changed, else with the same head where that holds.
  private mutating func write(_ line: Line, _ contact: Contact, isSame: Bool, log: inout DiagnosticLog) {
    guard hasValue(line.slot, contact) else { return }
    let isKept =
      isSame && line.origin == version && line.isWhole && line.kindTypes == nil && line.item == nil
      && !line.dropsLabel
    if isKept, line.slot != .text(.photo) { return writer.line(line.property) }
    head.removeAll(keepingCapacity: true)
    var isURI = false
    switch line.slot {
    case .text(.birthday) where !line.goesOnInWords(contact, in: version), .text(.photo), .text(.revised):
      if isKept, line.slot != .text(.photo) || CardBinary.fits(contact.photo, behind: line.property, of: version) {
        CardLayout.appendWholeHead(of: line.property, to: &head)
        return appendPhoto(line.property, contact)
      }
      appendGroup(line)
      guard appendHead(line.slot, contact) else {
        log.add(.fieldLost, "birthday", example: "\(contact.birthday) of \(contact.displayName)")
        return
      }
      let isLink = !contact.photo.hasPrefix("data:")
      appendParameters(line, of: line.slot != .text(.photo) ? .text : isLink ? .link : .data, log: &log)
    default:
      appendConverted(line, log: &log)
      isURI =
        version == .v40
        && (line.becomesURI || line.isNumberURI || line.property.value.starts(with: "tel:".utf8))
    }
    if isSame, line.origin == version, line.isWhole, line.slot != .text(.photo) {
      writer.append(raw: line.property.value)
    } else {
      appendValue(line, contact, asURI: isURI, log: &log)
    }
    writer.property(head, isBase64: isBase64(line.slot, contact))
    writeAddressLabel(line)
  }

  /// Writes the photo behind the head that it had.
  mutating func appendPhoto(_ property: VCardProperty, _ contact: Contact) {
    let parts = property.encoding == .base64 ? CardBinary.parts(of: contact.photo) : nil
    writer.append(raw: parts.map { Array($0.base64.utf8) } ?? Array(contact.photo.utf8))
    writer.property(head, isBase64: parts != nil, isEightBit: property.encoding == .none)
  }

  /// Writes a line that has no value; a field that no other line of the card has takes its place.
  private mutating func fill(_ line: Line, among slots: [Slot], _ contact: Contact, log: inout DiagnosticLog) {
    let known = CardProperty(line.property.name)
    let slot = Self.vacant.first { Self.property(of: $0) == known && !slots.contains($0) }
    if let slot, pending.has(slot) {
      let hasValue = slot == .name ? contact.hasNameParts : hasValue(slot, contact)
      if hasValue || line.origin == version { pending.finish(slot) }
      if hasValue { return write(line.moved(to: slot), contact, isSame: false, log: &log) }
    }
    if line.origin == version, line.isWhole, !isFurtherLayout { writer.line(line.property) }
  }

  /// The fields that a line without a value is a place for.
  private static let vacant: [Slot] = [.name, .organization] + TextField.content.map { .text($0) }

  /// Takes the next value of an extra field that is not written yet; false, and it is left, where it is another.
  private mutating func takeExtra(_ name: String, _ contact: Contact, equalTo value: String) -> Bool {
    guard let index = contact.extras.firstIndex(where: { $0.name == name }) else { return false }
    let used = pending.extras[index]
    guard used < contact.extras[index].values.count, contact.extras[index].values[used] == value else { return false }
    pending.extras[index] += 1
    return true
  }

  /// The next value of an extra field that is not written yet.
  mutating func takeExtra(_ name: String, _ contact: Contact) -> String? {
    guard let index = contact.extras.firstIndex(where: { $0.name == name }) else { return nil }
    let used = pending.extras[index]
    guard used < contact.extras[index].values.count else { return nil }
    pending.extras[index] += 1
    return contact.extras[index].values[used]
  }

  mutating func appendGroup(_ line: Line) {
    if let item = line.item { return head.append(contentsOf: "item\(item).".utf8) }
    guard line.property.hasGroup else { return }
    head.append(contentsOf: line.property.group)
    head.append(0x2E)
  }

  /// Numbers for the groups that a card before has as well: what they group there is another.
  private mutating func items(of properties: [VCardProperty]) -> [String: Int] {
    for property in properties { lastItem = max(lastItem, Self.itemNumber(property.group)) }
    var items: [String: Int] = [:]
    guard isFurtherLayout else { return items }
    for property in properties where property.hasGroup {
      let name = Self.groupName(property.group)
      guard knownGroups.contains(name), items[name] == nil else { continue }
      items[name] = nextItem()
    }
    return items
  }

  /// A new `item` group.
  mutating func nextItem() -> Int {
    lastItem += 1
    knownGroups.insert("item\(lastItem)")
    return lastItem
  }

  /// The name of a group, whose case does not matter (RFC 6350, section 3.3).
  static func groupName(_ group: UnsafeRawBufferPointer) -> String { group.text.lowercased() }

  private static func itemNumber(_ group: UnsafeRawBufferPointer) -> Int {
    guard group.count > 4, group.count < 10, UnsafeRawBufferPointer(rebasing: group[..<4]).equals("ITEM") else {
      return 0
    }
    return group[4...].reduce(0) { $1 >= 0x30 && $1 <= 0x39 ? $0 * 10 + Int($1 - 0x30) : $0 }
  }
}

extension Contact {
  /// Whether any part of the name is known.
  var hasNameParts: Bool {
    !name.family.isEmpty || !name.given.isEmpty || !name.middle.isEmpty || !name.prefix.isEmpty || !name.suffix.isEmpty
  }

  /// The value of an extra field that has one, which several cards said alike.
  func onlyValue(of name: String) -> String? { extra(name).flatMap { $0.count == 1 ? $0[0] : nil } }

  /// A text as a card says it.
  fileprivate func text(_ field: TextField) -> String { field == .display ? displayName : self[field] }

  fileprivate func hasNameParts(of other: Contact) -> Bool {
    name.family == other.name.family && name.given == other.name.given && name.middle == other.name.middle
      && name.prefix == other.name.prefix && name.suffix == other.name.suffix
  }
}
