import Contacts
import VCardSyntax

/// Puts the ``CardLayout`` of cards together, one after the other, in memory that it keeps.
struct LayoutText {
  private var bytes: [UInt8] = []

  /// The layout of the card that a reader is at.
  ///
  /// It is sealed where its lines are all that the card's version demands, so that they can be written as they are.
  mutating func layout(of card: borrowing VCardReader, _ reading: borrowing CardReading) -> Extra {
    let version = card.version
    bytes.removeAll(keepingCapacity: true)
    bytes.append(CardLayout.sealMark)
    bytes.append(version.rawValue.utf8.first ?? 0)
    var hasName = version == .v40
    var hasDisplay = version == .v21
    for slot in reading.slots {
      if slot == .name { hasName = true } else if slot == .text(.display) { hasDisplay = true }
    }
    // Lines that were mended are not as they should be written.
    if card.problems.isEmpty, hasName, hasDisplay { CardSeal(reading.contact).append(to: &bytes) }
    for (property, slot) in zip(card.properties, reading.slots) {
      if slot == .nothing { continue }
      bytes.append(0x0A)
      var mark: StaticString?
      if slot == .text(.photo) {
        mark = CardLayout.photo
      } else if case .extra = slot, property.isPlain || property.encoding == .none {
        mark = CardLayout.elsewhere
      }
      if let mark {
        bytes.append(contentsOf: property.head)
        bytes.append(0x3A)
        bytes.append(contentsOf: mark.bytes)
      } else {
        bytes.append(contentsOf: property.text)
      }
    }
    return Extra(CardLayout.name, [bytes.withUnsafeBytes { $0.text }])
  }
}

extension StaticString {
  /// The text, which has several bytes.
  var bytes: UnsafeBufferPointer<UInt8> { UnsafeBufferPointer(start: utf8Start, count: utf8CodeUnitCount) }
}
