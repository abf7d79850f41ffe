import Contacts
import XMLSyntax

/// Reads elements by a map.
final class DirectoryReader: Sendable {
  let layout: DirectoryLayout
  let kinds: [HeaderKey: Number.Kind]

  init(layout: DirectoryLayout, kinds: [HeaderKey: Number.Kind]) {
    self.layout = layout
    self.kinds = kinds
  }

  /// What a place of an element holds.
  enum Found {
    case element(XMLElement)
    case attribute(XMLAttribute)

    var text: String {
      switch self {
      case .element(let element): element.text
      case .attribute(let attribute): attribute.value
      }
    }
  }

  func read(_ element: XMLElement, _ map: DirectoryMap, into draft: inout ContactDraft) {
    for entry in map.entries {
      if entry.isList {
        readList(entry, of: element, into: &draft)
      } else if let content = entry.contents.first {
        for place in entry.places {
          element.each(at: place) { read($0, as: content, into: &draft) }
        }
      }
    }
  }

  /// Elements of one name with different ends: those with elements of their own are told by their fixed texts, others
  /// by their order.
  private func readList(_ entry: DirectoryEntry, of element: XMLElement, into draft: inout ContactDraft) {
    var ordinal = 0
    element.each(at: entry.place) { found in
      defer { ordinal += 1 }
      if case .element(let child) = found, let rule = child.rule(among: entry.contents) {
        read(found, as: .element(rule), into: &draft)
      } else if ordinal < entry.contents.count, case .value = entry.contents[ordinal] {
        read(found, as: entry.contents[ordinal], into: &draft)
      }
    }
  }

  private func read(_ found: Found, as content: DirectoryContent, into draft: inout ContactDraft) {
    switch content {
    case .value(let value): read(found, as: value, into: &draft)
    case .element(let rule):
      guard case .element(let element) = found else { return }
      switch rule.each {
      case .number:
        draft.beginPart()
        read(element, rule.map, into: &draft)
        draft.endNumber(kinds: kinds)
      case .email:
        draft.beginPart()
        read(element, rule.map, into: &draft)
        draft.endEmail()
      case .phonebook, nil: read(element, rule.map, into: &draft)
      case .contact, .previousPage, .nextPage: break
      }
    }
  }

  private func read(_ found: Found, as value: DirectoryValue, into draft: inout ContactDraft) {
    switch value.meaning {
    case .ignored, .fixed, .title, .page: return
    default: if value.isEcho { return }
    }
    let text = found.text
    if text == value.otherwise { return }
    guard !value.patterns.isEmpty else {
      let meant = value.words.meant(by: text)
      if !meant.isEmpty { draft.take(meant, as: value.meaning, in: layout, kinds: kinds) }
      return
    }
    guard let values = value.patterns.lazy.compactMap({ $0.values(in: text) }).first else {
      // The address behind "Next page" is no number: its element is no contact.
      draft.isRefused = draft.isRefused || value.tellsContacts(layout)
      return
    }
    for (piece, text) in values where !text.isEmpty {
      switch piece {
      case .own: draft.take(value.words.meant(by: text), as: value.meaning, in: layout, kinds: kinds)
      case .rule(let index): draft.take(text, as: .rule(index), in: layout, kinds: kinds)
      case .text, .setting: break
      }
    }
  }
}

extension DirectoryValue {
  /// Whether an element without such a value is no contact.
  fileprivate func tellsContacts(_ layout: DirectoryLayout) -> Bool {
    switch meaning {
    case .rule(let index): layout.rules[index].isNumber
    case .position, .number: true
    default: false
    }
  }
}

extension XMLElement {
  /// Calls `body` for everything that stands at a place.
  func each(at place: DirectoryPlace, _ body: (DirectoryReader.Found) -> Void) {
    walk(place.steps[...], to: place.attribute, body)
  }

  private func walk(
    _ steps: ArraySlice<DirectoryPlace.Step>, to attribute: String?, _ body: (DirectoryReader.Found) -> Void
  ) {
    guard let step = steps.first else {
      guard let attribute else { return body(.element(self)) }
      for found in attributes where found.name == attribute { body(.attribute(found)) }
      return
    }
    for child in children where child.name == step.name && child.has(step) {
      child.walk(steps.dropFirst(), to: attribute, body)
    }
  }

  /// Whether the element has the attribute that a step asks for.
  func has(_ step: DirectoryPlace.Step) -> Bool { step.attribute.isEmpty || self[step.attribute] == step.value }

  /// The first text at a place.
  func text(at place: DirectoryPlace) -> String? {
    var text: String?
    each(at: place) { if text == nil { text = $0.text } }
    return text
  }

  /// Which of the elements with the same name this is: of those whose fixed texts it all has, the one with the most.
  func rule(among contents: [DirectoryContent]) -> DirectoryElement? {
    var best: (rule: DirectoryElement, count: Int)?
    for content in contents {
      guard let rule = content.element else { continue }
      let fixed = rule.fixed
      if fixed.count > best?.count ?? -1, fixed.allSatisfy({ text(at: $0.place) == $0.text }) {
        best = (rule, fixed.count)
      }
    }
    return best?.rule
  }
}
