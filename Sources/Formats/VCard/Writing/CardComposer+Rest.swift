import Contacts
import VCardSyntax

extension CardComposer {
  /// Writes what no line of the card held: for a contact from elsewhere, everything.
  mutating func writeRest(of contact: Contact, log: inout DiagnosticLog) {
    // Before 4.0 the parts of the name are demanded, empty or not (vCard 2.1; RFC 2426, section 3.1.2).
    if pending.name, version != .v40 || contact.hasNameParts { write(.name, contact, log: &log) }
    if pending.take(.display) { write(.text(.display), contact, always: version != .v21, log: &log) }
    for field in [TextField.nickname, .phoneticGiven, .phoneticFamily] where pending.take(field) {
      write(.text(field), contact, log: &log)
    }
    if pending.organization { write(.organization, contact, log: &log) }
    if pending.take(.title) { write(.text(.title), contact, log: &log) }
    for index in contact.numbers.indices where pending.numbers[index] {
      write(.number(index), contact, label: contact.numbers[index].label, log: &log)
    }
    for index in contact.emails.indices where pending.emails[index] {
      write(.email(index), contact, label: contact.emails[index].label, log: &log)
    }
    for index in contact.addresses.indices where pending.addresses[index] { write(.address(index), contact, log: &log) }
    for index in contact.urls.indices where pending.urls[index] { write(.url(index), contact, log: &log) }
    if pending.phonebooks { write(.phonebooks, contact, log: &log) }
    for field in [TextField.note, .birthday, .photo] where pending.take(field) {
      write(.text(field), contact, log: &log)
    }
    if pending.identity { write(.identity, contact, log: &log) }
    if dialect.writesExtras {
      if pending.source { write(.source, contact, log: &log) }
      if pending.aliases { write(.aliases, contact, log: &log) }
    }
    if pending.take(.revised) { write(.text(.revised), contact, log: &log) }
  }

  mutating func write(
    _ slot: Slot, _ contact: Contact, label: String = "", always: Bool = false, log: inout DiagnosticLog
  ) {
    guard always || hasValue(slot, contact) else { return }
    head.removeAll(keepingCapacity: true)
    if !label.isEmpty {
      lastItem += 1
      head.append(contentsOf: "item\(lastItem).".utf8)
    }
    guard appendHead(slot, contact) else {
      log.add(.fieldLost, "birthday", example: "\(contact.birthday) of \(contact.displayName)")
      return
    }
    appendValue(slot, contact, asURI: version == .v40)
    writer.property(head, isBase64: isBase64(slot, contact))
    if !label.isEmpty {
      writer.append(label)
      writer.property("item\(lastItem).X-ABLabel")
    }
  }

  /// Writes the extra fields that no line of the card held.
  mutating func writeExtras(of contact: Contact, origin: VCardVersion?, log: inout DiagnosticLog) {
    for (index, extra) in contact.extras.enumerated() where !extra.name.hasPrefix(".") {
      guard pending.extras[index] < extra.values.count else { continue }
      guard extra.name.hasPrefix(CardLayout.prefix) else {
        writePlainExtra(extra.name, contact, log: &log)
        continue
      }
      var head = String(extra.name.dropFirst(CardLayout.prefix.count)) + ":"
      head.withUTF8 { utf8 in
        lines.readFragment(UnsafeRawBufferPointer(utf8))
        guard let property = lines.properties.first, lines.properties.count == 1 else {
          writePlainExtra(extra.name, contact, log: &log)
          return
        }
        let line = Line(property: property, slot: .extra, origin: origin ?? lines.version)
        while let value = takeExtra(extra.name, contact) { write(line, extra: value, contact, log: &log) }
      }
    }
  }

  /// Writes an extra field that came from no card, with all its values.
  mutating func writePlainExtra(_ name: String, _ contact: Contact, log: inout DiagnosticLog) {
    guard let index = contact.extras.firstIndex(where: { $0.name == name }),
      pending.extras[index] < contact.extras[index].values.count
    else { return }
    let values = contact.extras[index].values[pending.extras[index]...]
    pending.extras[index] = contact.extras[index].values.count
    guard dialect.writesExtras else {
      return log.add(
        .fieldLost, name, example: "\(values.first ?? "") of \(contact.displayName)")
    }
    append(components: [name] + values)
    writer.property("X-SWITCHBOOK-EXTRA")
  }
}
