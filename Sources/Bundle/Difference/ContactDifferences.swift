public import Contacts
import TextEncoding

/// What became of the contacts of one list in another.
///
/// ```swift
/// let differences = ContactDifferences(from: before, to: after)
/// differences.added.count  // how many are new
/// ```
///
/// Contacts are the same by their id, else by the record of another system that they were made from, else by a name
/// that only one contact of each list has. Time and memory are linear in the number of contacts.
public struct ContactDifferences: Sendable {
  /// Contacts that are in the second list only, by their index there.
  public private(set) var added: [Int] = []
  /// Contacts that are in the first list only, by their index there.
  public private(set) var removed: [Int] = []
  /// Contacts that say something else, by their indices in both lists, in the order of the second.
  public private(set) var changed: [(before: Int, after: Int)] = []
  /// How many contacts say the same.
  public private(set) var equal = 0

  /// Compares two lists.
  public init(from before: PackedContacts, to after: PackedContacts) {
    let (old, new) = (Names.all(of: before), Names.all(of: after))
    var partner = [Int?](repeating: nil, count: new.count)
    var isTaken = [Bool](repeating: false, count: old.count)
    for aspect in Names.aspects {
      var places: [String: Int] = [:]
      for index in old.indices where !isTaken[index] {
        for name in aspect(old[index]) where !name.isEmpty {
          // A name that several contacts have tells none of them.
          places[name] = places[name] == nil ? index : -1
        }
      }
      var claims: [Int: Int] = [:]
      for index in new.indices where partner[index] == nil {
        for name in aspect(new[index]) {
          if let place = places[name], place >= 0 { claims[place] = claims[place] == nil ? index : -1 }
        }
      }
      for (place, index) in claims where index >= 0 && !isTaken[place] && partner[index] == nil {
        partner[index] = place
        isTaken[place] = true
      }
    }
    removed = old.indices.filter { !isTaken[$0] }
    compare(before, after, partner)
  }

  private mutating func compare(_ before: PackedContacts, _ after: PackedContacts, _ partner: [Int?]) {
    let size = 4_096
    let isEqual = concurrentMap((partner.count + size - 1) / size) { chunk in
      (chunk * size..<min(partner.count, (chunk + 1) * size)).map { index in
        partner[index].map { place in
          var (old, new) = (before[place], after[index])
          (old.id, new.id) = ("", "")
          return old == new
        } ?? false
      }
    }.joined()
    for (index, isEqual) in isEqual.enumerated() {
      guard let place = partner[index] else {
        added.append(index)
        continue
      }
      if isEqual { equal += 1 } else { changed.append((place, index)) }
    }
  }

  /// By what a contact is found again.
  private struct Names: Sendable {
    let id: String
    let sources: [String]
    let display: String

    static let aspects: [@Sendable (Names) -> [String]] = [{ [$0.id] }, { $0.sources }, { [$0.display] }]

    static func all(of contacts: PackedContacts) -> [Names] {
      let size = 4_096
      return Array(
        concurrentMap((contacts.count + size - 1) / size) { chunk in
          (chunk * size..<min(contacts.count, (chunk + 1) * size)).map { index in
            let contact = contacts[index]
            return Names(
              id: contact.id, sources: [contact.source.alias] + contact.aliases, display: contact.displayName)
          }
        }.joined())
    }
  }
}

/// A field that says something else: the values that went, and those that came.
public struct FieldDifference: Hashable, Sendable {
  /// The field's name, as descriptors write it.
  public let field: String
  /// What only the contact before says.
  public let old: [String]
  /// What only the contact after says.
  public let new: [String]
}

extension Contact {
  /// The fields in which `other` says something else, ids aside.
  public func differences(to other: Contact) -> [FieldDifference] {
    let (old, new) = (values, other.values)
    var fields = old.map(\.field)
    for entry in new where !fields.contains(entry.field) { fields.append(entry.field) }
    return fields.compactMap { field in
      let before = old.first { $0.field == field }?.values ?? []
      let after = new.first { $0.field == field }?.values ?? []
      if before == after { return nil }
      let gone = before.filter { !after.contains($0) }
      let come = after.filter { !before.contains($0) }
      // The same values in another order.
      return gone.isEmpty && come.isEmpty
        ? FieldDifference(field: field, old: before, new: after) : FieldDifference(field: field, old: gone, new: come)
    }
  }

  /// Every field that is present, with its values as text.
  private var values: [(field: String, values: [String])] {
    var result: [(field: String, values: [String])] = []
    for field in TextField.allCases where field != .id && !self[field].isEmpty {
      result.append((field.rawValue, [self[field]]))
    }
    func add(_ field: String, _ values: [String]) { if !values.isEmpty { result.append((field, values)) } }
    add("numbers", numbers.map(\.summary))
    add("emails", emails.map { Self.words($0.kind.rawValue, $0.address, $0.label) })
    add(
      "addresses",
      addresses.map { address in
        let parts = PostalAddress.Part.allCases.map { address[$0] }.filter { !$0.isEmpty }
        return Self.words(address.kind.rawValue, parts.joined(separator: ", "))
      })
    add("urls", urls)
    add("phonebooks", phonebooks)
    add("aliases", aliases)
    for extra in extras { add("extra \(extra.name)", extra.values) }
    return result
  }

  fileprivate static func words(_ words: String...) -> String {
    words.filter { !$0.isEmpty }.joined(separator: " ")
  }
}

extension Number {
  /// `business +493012345678 ext. 12 (office), written 030 12345678-12`.
  fileprivate var summary: String {
    Contact.words(
      kind.rawValue, dialled, self.extension.isEmpty ? "" : "ext. \(self.extension)", label.isEmpty ? "" : "(\(label))",
      raw.isEmpty || raw == dialled ? "" : "written \(raw)")
  }
}
