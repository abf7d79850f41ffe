import Contacts
import VCardSyntax

extension CardLayout {
  /// The layout of the card that a reader is at.
  ///
  /// It is sealed where its lines are all that the card's version demands, so that they can be written as they are.
  static func extra(of card: borrowing VCardReader, _ reading: borrowing CardReading) -> Extra {
    let version = card.version
    var hasName = version == .v40
    var hasDisplay = version == .v21
    var size = 2 + CardSeal.length
    for (property, slot) in zip(card.properties, reading.slots) {
      if slot == .name { hasName = true } else if slot == .text(.display) { hasDisplay = true }
      size += 1 + property.text.count + photo.utf8CodeUnitCount
    }
    // Lines that were mended are not as they should be written.
    let isSealed = card.problems.isEmpty && hasName && hasDisplay
    let text = withUnsafeTemporaryAllocation(byteCount: size, alignment: 1) { bytes in
      bytes[0] = sealMark
      bytes[1] = version.rawValue.utf8.first ?? 0
      var end = 2
      if isSealed {
        CardSeal(reading.contact).write(to: UnsafeMutableRawBufferPointer(rebasing: bytes[end...]))
        end += CardSeal.length
      }
      func add(_ text: UnsafeRawBufferPointer) {
        UnsafeMutableRawBufferPointer(rebasing: bytes[end...]).copyMemory(from: text)
        end += text.count
      }
      for (property, slot) in zip(card.properties, reading.slots) where slot != .nothing {
        bytes[end] = 0x0A
        end += 1
        guard let mark = mark(of: property, slot) else {
          add(property.text)
          continue
        }
        add(property.head)
        bytes[end] = 0x3A
        end += 1
        add(UnsafeRawBufferPointer(mark.bytes))
      }
      return UnsafeRawBufferPointer(rebasing: bytes[..<end]).text
    }
    return Extra(name, [text])
  }

  /// What stands for the value of a property that is an extra field of its own; nil where its line has it.
  private static func mark(of property: VCardProperty, _ slot: CardReading.Slot) -> StaticString? {
    if slot == .text(.photo) { return photo }
    if case .extra = slot, property.isPlain || property.encoding == .none { return elsewhere }
    return nil
  }
}

extension StaticString {
  /// The text, which has several bytes.
  var bytes: UnsafeBufferPointer<UInt8> { UnsafeBufferPointer(start: utf8Start, count: utf8CodeUnitCount) }
}
