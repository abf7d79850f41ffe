import Contacts
import VCardSyntax

/// Cards that nobody edited.
extension CardComposer {
  /// Writes the card that a contact came from as it was; false, and nothing is written, where it has to be compared:
  /// where the contact was edited, numbers are now written otherwise, or the target is of another version.
  mutating func repeatCard(of contact: borrowing Contact, log: inout DiagnosticLog) -> Bool {
    // The words of a dialect stand in the place of the card's.
    guard dialect.writesExtras, dialect.typeNames.isEmpty,
      let extra = contact.extras.last(where: { $0.name == CardLayout.name }),
      extra.values.count == 1
    else { return false }
    let isSame = contact.numbers.withUnsafeBufferPointer { numbers in
      numbers.indices.allSatisfy { numbers[$0].isWrittenAsRead() }
    }
    guard isSame else { return false }
    let isRepeated = extra.values[0].utf8.withContiguousStorageIfAvailable { text in
      let layout = CardLayout(UnsafeRawBufferPointer(text))
      guard !layout.seal.isEmpty, let version = layout.version, dialect.version ?? version == version,
        CardSeal(contact).isWritten(as: layout.seal)
      else { return false }
      writer.version = version
      writer.begin()
      pending.restartExtras(contact.extras.count)
      repeatLines(layout.lines, contact, log: &log)
      if contact.source.isEmpty { write(.identity, contact, log: &log) }
      writer.end()
      return true
    }
    return isRepeated ?? false
  }

  private mutating func repeatLines(_ lines: UnsafeRawBufferPointer, _ contact: Contact, log: inout DiagnosticLog) {
    var rest = lines
    while !rest.isEmpty {
      let end = rest.position(of: 0x0A) ?? rest.count
      let line = UnsafeRawBufferPointer(rebasing: rest[..<end])
      rest = UnsafeRawBufferPointer(rebasing: rest[min(end + 1, rest.count)...])
      if CardLayout.isElsewhere(line) {
        repeatElsewhere(line, contact, log: &log)
      } else if version != .v21 {
        writer.line(line)
      } else if let property = VCardProperty(line: line) {
        writer.line(property)
      }
    }
  }

  /// Writes a line whose value is an extra field or the photo.
  private mutating func repeatElsewhere(
    _ line: UnsafeRawBufferPointer, _ contact: Contact, log: inout DiagnosticLog
  ) {
    let head = UnsafeRawBufferPointer(rebasing: line.dropLast(CardLayout.elsewhere.utf8CodeUnitCount + 1))
    if version != .v21, repeatExtra(head, contact) { return }
    guard let property = VCardProperty(line: line) else { return }
    if property.value.equals(CardLayout.photo), property.name.equals("PHOTO") {
      self.head.removeAll(keepingCapacity: true)
      CardLayout.appendWholeHead(of: property, to: &self.head)
      return appendPhoto(property, contact)
    }
    let name = CardLayout.extraName(of: property)
    if let value = takeExtra(name, contact) {
      write(Line(property: property, slot: .extra, origin: version), extra: value, contact, log: &log)
    } else {
      writer.line(property)
    }
  }

  /// Writes the next value of the extra field that is named after a head, where its name is the head to the letter and
  /// the value fits in a line.
  private mutating func repeatExtra(_ head: UnsafeRawBufferPointer, _ contact: Contact) -> Bool {
    for (index, extra) in contact.extras.enumerated() where CardLayout.isNamed(extra.name, after: head) {
      let used = pending.extras[index]
      guard used < extra.values.count else { return false }
      let isWritten = extra.values[used].utf8.withContiguousStorageIfAvailable { text in
        let value = UnsafeRawBufferPointer(text)
        guard value.position(of: 0x0A) == nil else { return false }
        writer.line(head, value)
        return true
      }
      guard isWritten ?? false else { return false }
      pending.extras[index] += 1
      return true
    }
    return false
  }
}

extension CardLayout {
  /// Whether a line has its value elsewhere.
  @inline(__always)
  fileprivate static func isElsewhere(_ line: UnsafeRawBufferPointer) -> Bool {
    guard line.count > elsewhere.utf8CodeUnitCount, line[line.count - 1] == lastOfMark else { return false }
    return ends(line, in: elsewhere) || ends(line, in: photo)
  }

  private static func ends(_ line: UnsafeRawBufferPointer, in mark: StaticString) -> Bool {
    let length = mark.utf8CodeUnitCount
    guard line.count > length, line[line.count - length - 1] == 0x3A else { return false }
    return UnsafeRawBufferPointer(rebasing: line.suffix(length)).isSame(as: UnsafeRawBufferPointer(mark.bytes))
  }

  /// The last byte of both marks.
  private static let lastOfMark: UInt8 = 0xA6

  /// Whether an extra field has the name of a property with this head.
  fileprivate static func isNamed(_ name: String, after head: UnsafeRawBufferPointer) -> Bool {
    guard name.utf8.count == prefixBytes.utf8CodeUnitCount + head.count else { return false }
    let isSame = name.utf8.withContiguousStorageIfAvailable { text in
      let text = UnsafeRawBufferPointer(text)
      let headStart = prefixBytes.utf8CodeUnitCount
      return UnsafeRawBufferPointer(rebasing: text[..<headStart]).isSame(as: UnsafeRawBufferPointer(prefixBytes.bytes))
        && UnsafeRawBufferPointer(rebasing: text[headStart...]).isSame(as: head)
    }
    return isSame ?? false
  }
}
