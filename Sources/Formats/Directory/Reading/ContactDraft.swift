import Contacts

/// What has been read of one element: a contact, or a phonebook, in the making.
struct ContactDraft {
  var contact = Contact()
  /// Names and numbers of phonebooks that the element tells.
  var phonebookNames: [String] = []
  var phonebookIDs: [String] = []
  /// Whether a place holds what no contact has there.
  var isRefused = false
  /// A number whose kind is told beside it, and the words that tell it.
  private var looseNumbers: [String] = []
  private var looseLabel = ""
  /// The number or e-mail address whose element is being read.
  private var part = Part()

  private struct Part {
    var text = ""
    var labels: [String] = []
    var extras: [(name: String, text: String)] = []
  }

  mutating func take(_ text: String, as meaning: DirectoryMeaning, in layout: DirectoryLayout, kinds: Kinds) {
    switch meaning {
    case .rule(let index):
      let rule = layout.rules[index]
      if rule.isKindOfNumber {
        looseLabel = text
      } else if case .number(nil, _) = rule.meaning {
        looseNumbers.append(text)
      } else if rule.separators.isEmpty {
        contact.take(text, as: rule.meaning, label: "", kinds: kinds)
      } else {
        for value in text.separated(by: rule.separators) {
          contact.take(value, as: rule.meaning, label: "", kinds: kinds)
        }
      }
    case .number, .email: part.text = text
    case .numberKind: part.labels.append(text)
    case .numberExtra(let name): part.extras.append((name, text))
    case .phonebookName: phonebookNames.append(text)
    case .phonebookID: phonebookIDs.append(text)
    case .firstNumber, .title, .position, .page, .fixed, .composed, .ignored: break
    }
  }

  typealias Kinds = [HeaderKey: Number.Kind]

  mutating func beginPart() { part = Part() }

  mutating func endNumber(kinds: Kinds) {
    guard !part.text.isEmpty else { return }
    let label = part.labels.joined(separator: " ")
    contact.take(part.text, as: .number(nil, ordinal: 1), label: label, kinds: kinds)
    for extra in part.extras { contact.keep("\(extra.text) \(part.text)", as: extra.name) }
  }

  mutating func endEmail() {
    contact.take(part.text, as: .email(.work, ordinal: 1), label: "", kinds: [:])
  }

  /// Finishes the contact; `phonebooks` are names by number.
  mutating func end(phonebooks: [String: String], kinds: Kinds) {
    for number in looseNumbers { contact.take(number, as: .number(nil, ordinal: 1), label: looseLabel, kinds: kinds) }
    for name in phonebookNames + phonebookIDs.compactMap({ phonebooks[$0] })
    where !contact.phonebooks.contains(name) {
      contact.phonebooks.append(name)
    }
  }
}
