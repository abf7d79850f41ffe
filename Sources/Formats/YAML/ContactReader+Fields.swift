import Contacts
import YAMLSyntax

extension ContactReader {
  /// What a key of a contact holds.
  enum Field: Hashable {
    case text(TextField)
    case name, numbers, emails, addresses, urls, phonebooks, source, aliases, extras

    static let table = KeyTable<Field>([
      ("id", .text(.id)), ("owner", .text(.owner)), ("name", .name), ("organization", .text(.organization)),
      ("department", .text(.department)), ("title", .text(.title)), ("numbers", .numbers), ("emails", .emails),
      ("addresses", .addresses), ("urls", .urls), ("note", .text(.note)), ("birthday", .text(.birthday)),
      ("photo", .text(.photo)), ("phonebooks", .phonebooks), ("revised", .text(.revised)), ("source", .source),
      ("aliases", .aliases), ("extras", .extras),
    ])
    static let nameParts = KeyTable<TextField>(TextField.nameParts.map { ($0.shortName, $0) })
    static let sourceParts = KeyTable<TextField>([("system", .sourceSystem), ("id", .sourceID)])

    enum NumberPart { case kind, number, `extension`, `internal`, label, raw }
    static let numberParts = KeyTable<NumberPart>([
      ("kind", .kind), ("number", .number), ("extension", .extension), ("internal", .internal), ("label", .label),
      ("raw", .raw),
    ])

    enum EmailPart { case kind, address, label }
    static let emailParts = KeyTable<EmailPart>([("kind", .kind), ("address", .address), ("label", .label)])

    enum AddressPart {
      case kind
      case part(PostalAddress.Part)
    }
    static let addressParts = KeyTable<AddressPart>(
      [("kind", .kind)] + PostalAddress.Part.allCases.map { ($0.rawValue, .part($0)) })
  }
}

/// What known keys mean, found by a key's bytes without a string.
struct KeyTable<Meaning: Sendable>: Sendable {
  private struct Entry: Sendable {
    let bytes: [UInt8]
    let meaning: Meaning
  }

  let names: [String]
  /// Open addressing, at most half full.
  private var slots: [Entry?]

  init(_ entries: [(name: String, meaning: Meaning)]) {
    names = entries.map(\.name)
    slots = Array(repeating: nil, count: 64)
    for (name, meaning) in entries {
      let bytes = Array(name.utf8)
      var slot = bytes.withUnsafeBytes { Self.hash($0) }
      while slots[slot] != nil { slot = (slot + 1) & 63 }
      slots[slot] = Entry(bytes: bytes, meaning: meaning)
    }
  }

  /// What the scalar at `index` means as a key.
  subscript(events: YAMLEvents, index: Int) -> Meaning? {
    events.withText(at: index) { text in
      var slot = Self.hash(text)
      while let entry = slots[slot] {
        if entry.bytes.count == text.count, entry.bytes.elementsEqual(text) { return entry.meaning }
        slot = (slot + 1) & 63
      }
      return nil
    }
  }

  private static func hash(_ text: UnsafeRawBufferPointer) -> Int {
    guard let first = text.first, let last = text.last else { return 0 }
    return (text.count &* 37 &+ Int(first) &* 7 &+ Int(last)) & 63
  }
}
