import Contacts
import VCardSyntax

/// Counts the properties that the model has no field for, by name, so that each is told once.
struct UnmappedProperties {
  private var names: [(name: [UInt8], count: Int, place: Place)] = []
  /// How many are told apart; a log tells no more of them.
  private static let most = 100
  /// Those beyond.
  private var others: (count: Int, place: Place?) = (0, nil)

  /// - Parameters:
  ///   - file: the number of their file in a folder or archive; 0 for none.
  ///   - place: where they all are, if they have no lines of their own.
  mutating func count(
    _ properties: [VCardProperty], _ slots: [CardReading.Slot], file: Int = 0, at place: Place? = nil
  ) {
    for index in slots.indices {
      guard slots[index] == .extra else { continue }
      let property = properties[index]
      var name = property.name
      // A member of a JSContact card that no property holds.
      if name.equals("JSPROP"), let pointer = property.parameter("JSPTR") {
        name = UnsafeRawBufferPointer(rebasing: pointer.prefix { $0 != UInt8(ascii: "/") })
      }
      if let known = names.firstIndex(where: { $0.name.withUnsafeBytes { $0.isSame(as: name) } }) {
        names[known].count += 1
        continue
      }
      let place = place ?? Place(file: file, line: property.line)
      if names.count < Self.most {
        names.append((Array(name), 1, place))
      } else {
        others = (others.count + 1, others.place ?? place)
      }
    }
  }

  func tell(_ log: inout DiagnosticLog) {
    for (name, count, place) in names {
      log.add(.propertyUnmapped, String(decoding: name, as: UTF8.self).uppercased(), at: place, count: count)
    }
    if others.count > 0 { log.add(.propertyUnmapped, DiagnosticLog.others, at: others.place, count: others.count) }
  }
}

extension DiagnosticLog {
  /// Tells what is wrong with a card.
  ///
  /// - Parameter file: the number of its file in a folder or archive; 0 for none.
  mutating func add(_ problem: VCardProblem, file: Int) {
    add(problem, at: Place(file: file, line: problem.line, column: problem.column))
  }

  /// Tells what is wrong with a card that stands at `place`.
  mutating func add(_ problem: VCardProblem, at place: Place) {
    switch problem.kind {
    case .beginMissing: add(.cardRepaired, "BEGIN:VCARD is missing", at: place)
    case .endMissing: add(.cardRepaired, "END:VCARD is missing", at: place)
    case .cardsJoined: add(.cardRepaired, "it begins in the line that ends the one before", at: place)
    case .versionMissing: add(.cardRepaired, "it says no version", at: place)
    case .versionUnknown: add(.cardRepaired, "it says a version that does not exist", at: place)
    case .lineJoined: add(.cardRepaired, "a line is no property and was added to the one above", at: place)
    case .lineStray: add(.cardRepaired, "a line is no property and was left out", at: place)
    case .quoteOpen: add(.cardRepaired, "a quotation mark in a parameter is never closed", at: place)
    case .quotedPrintableBroken: add(.cardRepaired, "quoted-printable text is broken", at: place)
    case .quotedPrintableOpen:
      add(.cardRepaired, "quoted-printable text promises to go on where the card ends", at: place)
    case .charsetUnknown: add(.cardRepaired, "its character set is unknown; read as UTF-8", at: place)
    case .agentOpen: add(.cardRepaired, "a card inside of a card is never closed", at: place)
    case .agentDeep: add(.cardRepaired, "cards stand in cards more than 8 deep; kept unread", at: place)
    case .undecodable: add(.undecodableBytes, "UTF-8", at: place)
    case .nulByte: add(.nulByte, at: place)
    case .controlCharacter: add(.invisiblesRemoved, "properties", at: place)
    case .propertyOversized: add(.cardCut, "a property of more than 16 MiB", at: place)
    case .tooManyProperties: add(.cardCut, "what follows its 10,000th property", at: place)
    }
  }
}
