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
    var hasEncoded = false
    var size = 2 + CardSeal.length
    for index in reading.slots.indices {
      switch reading.slots[index] {
      case .name: hasName = true
      case .text(.display): hasDisplay = true
      case .extra: hasEncoded = hasEncoded || card.properties[index].encoding == .quotedPrintable
      default: break
      }
      size += 1 + card.properties[index].text.count + photo.utf8CodeUnitCount
    }
    // Lines that were mended are not as they should be written.
    let isSealed = card.problems.isEmpty && hasName && hasDisplay && !(hasEncoded && isMixed(card, reading))
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
      for index in reading.slots.indices {
        let mark: StaticString?
        switch reading.slots[index] {
        case .nothing: continue
        case .text(.photo): mark = photo
        case .extra: mark = elsewhere(of: card.properties[index])
        default: mark = nil
        }
        bytes[end] = 0x0A
        end += 1
        guard let mark else {
          add(card.properties[index].text)
          continue
        }
        add(card.properties[index].head)
        bytes[end] = 0x3A
        end += 1
        add(UnsafeRawBufferPointer(mark.bytes))
      }
      return UnsafeRawBufferPointer(rebasing: bytes[..<end]).text
    }
    return Extra(name, [text])
  }

  /// Whether of some values of one extra field a few stand in their lines and others do not: their order is told by
  /// comparing only.
  private static func isMixed(_ card: borrowing VCardReader, _ reading: borrowing CardReading) -> Bool {
    for index in reading.slots.indices
    where reading.slots[index] == .extra && card.properties[index].encoding == .quotedPrintable {
      let name = extraName(of: card.properties[index])
      if let values = reading.contact.extra(name), values.count > 1 { return true }
    }
    return false
  }

  /// What stands for the value of a property that is an extra field of its own; nil where its line has it.
  private static func elsewhere(of property: VCardProperty) -> StaticString? {
    property.isPlain || property.encoding == .none ? elsewhere : nil
  }
}

extension StaticString {
  /// The text, which has several bytes.
  var bytes: UnsafeBufferPointer<UInt8> { UnsafeBufferPointer(start: utf8Start, count: utf8CodeUnitCount) }
}
