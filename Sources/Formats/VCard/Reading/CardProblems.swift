import Contacts
import VCardSyntax

/// Counts the properties that the model has no field for, by name, so that each is told once.
struct UnmappedProperties {
  private var names: [(name: [UInt8], count: Int, place: Place)] = []

  mutating func count(_ properties: [VCardProperty], _ slots: [CardReading.Slot], at place: Place? = nil) {
    for (property, slot) in zip(properties, slots) {
      guard case .extra = slot else { continue }
      var name = property.name
      // A member of a JSContact card that no property holds.
      if name.equals("JSPROP"), let pointer = property.parameter("JSPTR") {
        name = UnsafeRawBufferPointer(rebasing: pointer.prefix { $0 != UInt8(ascii: "/") })
      }
      if let known = names.firstIndex(where: { $0.name.elementsEqual(name) }) {
        names[known].count += 1
      } else if names.count < 1_000 {
        names.append((Array(name), 1, place ?? Place(line: property.line)))
      }
    }
  }

  func tell(_ log: inout DiagnosticLog) {
    for (name, count, place) in names {
      log.add(.propertyUnmapped, String(decoding: name, as: UTF8.self).uppercased(), at: place, count: count)
    }
  }
}

extension DiagnosticLog {
  /// Tells what is wrong with a card.
  ///
  /// - Parameter label: the file's name in a folder or archive; empty for none.
  mutating func add(_ problem: VCardProblem, label: String) {
    let place = Place(line: problem.line, column: problem.column)
    switch problem.kind {
    case .beginMissing: add(.cardRepaired, label + "BEGIN:VCARD is missing", at: place)
    case .endMissing: add(.cardRepaired, label + "END:VCARD is missing", at: place)
    case .versionMissing: add(.cardRepaired, label + "it says no version", at: place)
    case .versionUnknown: add(.cardRepaired, label + "it says a version that does not exist", at: place)
    case .lineJoined: add(.cardRepaired, label + "a line is no property and was added to the one above", at: place)
    case .lineStray: add(.cardRepaired, label + "a line is no property and was left out", at: place)
    case .quoteOpen: add(.cardRepaired, label + "a quotation mark in a parameter is never closed", at: place)
    case .quotedPrintableBroken: add(.cardRepaired, label + "quoted-printable text is broken", at: place)
    case .quotedPrintableOpen:
      add(.cardRepaired, label + "quoted-printable text promises to go on where the card ends", at: place)
    case .charsetUnknown: add(.cardRepaired, label + "its character set is unknown; read as UTF-8", at: place)
    case .agentOpen: add(.cardRepaired, label + "a card inside of a card is never closed", at: place)
    case .agentDeep: add(.cardRepaired, label + "cards stand in cards more than 8 deep; kept unread", at: place)
    case .undecodable: add(.undecodableBytes, label + "UTF-8", at: place)
    case .nulByte: add(.nulByte, at: place)
    case .propertyOversized: add(.cardCut, label + "a property of more than 16 MiB", at: place)
    case .tooManyProperties: add(.cardCut, label + "what follows its 10,000th property", at: place)
    }
  }
}
