package import Contacts
import VCardSyntax

/// Writes contacts as cards.
///
/// A contact that came from a card brings its ``CardLayout``: lines that still say what the contact says are written as
/// they were, in their order. The rest, and every contact that came from elsewhere, is written as the standards advise.
package struct CardComposer: ~Copyable {
  let dialect: CardDialect
  /// Whether the target accepts any contact.
  private let takesAll: Bool
  var writer: VCardWriter
  /// What is still to be written of the contact at hand.
  var pending = PendingFields()
  /// The head that is being put together.
  var head: [UInt8] = []
  /// The number of the last `item` group that the card uses.
  var lastItem = 0
  /// Whether the lines at hand are those of another card than the first that the contact came from.
  var isFurtherLayout = false
  /// The groups of the cards before those.
  var knownGroups: Set<String> = []
  /// The lines of layouts, all by one reader, so that what their heads mean and become is found once.
  var lines = VCardReader(
    UnsafeRawBufferPointer(start: nil, count: 0), isValid: true, fallback: CardFile.usualFallback,
    limits: .init(propertyBytes: 1 << 30))
  /// What those lines are read as; nil while a card is being written.
  var reading: CardReading?
  /// What their heads become.
  var convertedHeads = ConvertedHeads()
  /// What the version cannot hold of the head that is being put together.
  var lossesOfHead: [String] = []

  /// A composer of the cards of a format.
  package init(_ format: Format) { self.init(dialect: CardDialect(format)) }

  init(dialect: CardDialect) {
    self.dialect = dialect
    takesAll = dialect.takesAll
    writer = VCardWriter(version: dialect.version ?? .v30, layout: dialect.layout)
  }

  var version: VCardVersion { writer.version }

  /// How many bytes were written since the last ``take()``.
  package var count: Int { writer.count }

  /// The cards written so far; the composer goes on with none.
  package mutating func take() -> [UInt8] { writer.take() }

  /// Writes one card.
  package mutating func write(_ contact: borrowing Contact, log: inout DiagnosticLog) {
    if takesAll {
      if !repeatCard(of: contact, log: &log) { compose(contact, log: &log) }
    } else {
      let contact = dialect.fitted(copy contact, log: &log)
      if !repeatCard(of: contact, log: &log) { compose(contact, log: &log) }
    }
  }

  /// Writes a card of which not everything is as it was.
  private mutating func compose(_ contact: Contact, log: inout DiagnosticLog) {
    pending.restart(contact)
    lastItem = 0
    knownGroups.removeAll(keepingCapacity: true)
    var isBegun = false
    var origin: VCardVersion?
    let layouts = contact.extra(CardLayout.name) ?? []
    for layout in layouts {
      var layout = layout
      layout.withUTF8 { utf8 in
        let layout = CardLayout(UnsafeRawBufferPointer(utf8))
        // Quoted-printable that was decoded otherwise is written anew, as UTF-8.
        lines.readFragment(layout.lines)
        let version = layout.version ?? lines.version
        origin = origin ?? version
        isFurtherLayout = isBegun
        if !isBegun {
          writer.version = dialect.version ?? version
          writer.begin()
          isBegun = true
        }
        rewrite(lines.properties, of: version, as: contact, log: &log)
        guard layouts.count > 1 else { return }
        for property in lines.properties where property.hasGroup { knownGroups.insert(Self.groupName(property.group)) }
      }
    }
    if !isBegun {
      writer.version = dialect.version ?? .v30
      writer.begin()
    }
    writeRest(of: contact, log: &log)
    writeExtras(of: contact, origin: origin, log: &log)
    writer.end()
  }
}

/// The fields of a contact that no property holds yet.
struct PendingFields {
  private var texts: UInt32 = .max
  var name = true
  var organization = true
  var phonebooks = true
  var identity = true
  var source = true
  var aliases = true
  var numbers: [Bool] = []
  var emails: [Bool] = []
  var addresses: [Bool] = []
  var urls: [Bool] = []
  /// By extra field: how many of its values are written.
  var extras: [Int] = []
  /// Which of the properties that a card has once at most it has, a bit each.
  private var singles: UInt32 = 0

  /// All fields of a contact.
  mutating func restart(_ contact: borrowing Contact) {
    texts = .max
    // Those that are fields of the model are written as such.
    singles = 1 << UInt32(CardVocabulary.singleFields) - 1
    (name, organization, phonebooks, identity, source, aliases) = (true, true, true, true, true, true)
    Self.fill(&numbers, contact.numbers.count)
    Self.fill(&emails, contact.emails.count)
    Self.fill(&addresses, contact.addresses.count)
    Self.fill(&urls, contact.urls.count)
    restartExtras(contact.extras.count)
  }

  private static func fill(_ entries: inout [Bool], _ count: Int) {
    entries.removeAll(keepingCapacity: true)
    for _ in 0..<count { entries.append(true) }
  }

  /// Whether a text is still to be written; it is not any more afterwards.
  mutating func take(_ field: TextField) -> Bool {
    let bit: UInt32 = 1 << UInt32(Self.index(of: field))
    defer { texts &= ~bit }
    return texts & bit != 0
  }

  /// Whether a property may still be written of those that a card has once at most; it may not any more afterwards.
  mutating func take(single index: Int?) -> Bool {
    guard let index else { return true }
    let bit: UInt32 = 1 << UInt32(index)
    defer { singles |= bit }
    return singles & bit == 0
  }

  /// Forgets which values of so many extra fields are written.
  mutating func restartExtras(_ count: Int) {
    extras.removeAll(keepingCapacity: true)
    for _ in 0..<count { extras.append(0) }
  }

  /// Whether a field is still to be written.
  func has(_ slot: CardReading.Slot) -> Bool {
    switch slot {
    case .name: name
    case .organization: organization
    case .text(let field): texts & 1 << UInt32(Self.index(of: field)) != 0
    default: false
    }
  }

  /// Notes that a field is written.
  mutating func finish(_ slot: CardReading.Slot) {
    switch slot {
    case .name: name = false
    case .organization: organization = false
    case .text(let field): _ = take(field)
    default: break
    }
  }

  private static func index(of field: TextField) -> Int {
    switch field {
    case .display: 0
    case .nickname: 1
    case .phoneticGiven: 2
    case .phoneticFamily: 3
    case .title: 4
    case .note: 5
    case .birthday: 6
    case .photo: 7
    case .revised: 8
    default: 9
    }
  }
}
