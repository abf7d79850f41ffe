import Bundle
import Contacts
import FoundationEssentials

/// What differs between two lists of contacts, for people and for programs.
struct DiffReport: Encodable {
  /// Contacts that came.
  private let added: [Entry]
  /// Contacts that went.
  private let removed: [Entry]
  /// Contacts that say something else.
  private let changed: [Change]
  private let equal: Int
  /// What differs of two bundles beside contacts, a line each.
  var manifest: [String] = []
  /// How many personal contacts two bundles hold.
  var personal: Count?

  struct Count: Encodable {
    let before: Int
    let after: Int
  }

  private struct Entry: Encodable {
    let id: String
    let name: String

    init(_ contact: Contact) {
      id = contact.id
      name = contact.displayName
    }
  }

  private struct Change: Encodable {
    let id: String
    let name: String
    let fields: [Field]
  }

  private struct Field: Encodable {
    let field: String
    let old: [String]
    let new: [String]
  }

  /// - Parameter equal: how many contacts besides are known to be equal.
  init(_ before: PackedContacts, _ after: PackedContacts, _ differences: ContactDifferences, equal: Int = 0) {
    added = differences.added.map { Entry(after[$0]) }
    removed = differences.removed.map { Entry(before[$0]) }
    changed = differences.changed.map { pair in
      let (old, new) = (before[pair.before], after[pair.after])
      return Change(
        id: new.id, name: new.displayName,
        fields: old.differences(to: new).map { Field(field: $0.field, old: $0.old, new: $0.new) })
    }
    self.equal = equal + differences.equal
  }

  /// For programs, or for people.
  func shown(_ isJSON: Bool) -> String { isJSON ? json : text }

  /// A line for each contact, and below those that changed a line for each value.
  private var text: String {
    var lines = removed.map { "- \($0.name) (\($0.id))" }
    for change in changed {
      lines.append("~ \(change.name) (\(change.id))")
      for field in change.fields {
        lines += field.old.map { "    - \(field.field): \(Self.oneLine($0))" }
        lines += field.new.map { "    + \(field.field): \(Self.oneLine($0))" }
      }
    }
    lines += added.map { "+ \($0.name) (\($0.id))" }
    lines += manifest
    lines.append(
      "\(added.count.grouped) added, \(changed.count.grouped) changed, \(removed.count.grouped) removed, "
        + "\(equal.grouped) equal")
    if let personal {
      lines.append("personal contacts: \(personal.before.grouped) before, \(personal.after.grouped) after")
    }
    return lines.joined(separator: "\n")
  }

  private static func oneLine(_ text: String) -> String { String(text.map { $0.isNewline ? " " : $0 }) }

  private var json: String {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
    // Texts and whole numbers only: nothing can fail to encode.
    guard let bytes = try? encoder.encode(self) else { return "{}" }
    return String(decoding: bytes, as: UTF8.self)
  }
}
