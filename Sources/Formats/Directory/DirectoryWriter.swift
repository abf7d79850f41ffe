import Contacts
import XMLSyntax

/// Writes contacts as an XML phone directory.
struct DirectoryWriter {
  private let format: Format
  private let shape: DirectoryShape
  private let title: String
  private let composer: EntryComposer

  init(_ format: Format, title: String) {
    self.format = format
    self.title = title
    shape = format.directory ?? DirectoryShape()
    composer = EntryComposer(format, rules: format.rules.filter { $0.meaning != .ignored || $0.fixed != nil })
  }

  /// - Parameter phonebooks: their order; those that only contacts name follow in order of appearance.
  mutating func write(
    _ contacts: some RandomAccessCollection<Contact>, phonebooks: [String], log: inout DiagnosticLog
  ) -> [UInt8] {
    var writer = XMLWriter()
    writer.open(shape.root)
    if !shape.title.isEmpty { writer.element(shape.title, text: title) }
    if shape.phonebook.isEmpty {
      for contact in contacts { write(composer.entries(of: contact, log: &log), to: &writer) }
    } else {
      for (name, members) in grouped(contacts, phonebooks: phonebooks) {
        writer.open(shape.phonebook, [(String(shape.phonebookName.text.dropFirst()), name)])
        for member in members {
          // A contact of several phonebooks is written in each, but what it loses is told once.
          let contact = contacts[contacts.index(contacts.startIndex, offsetBy: member)]
          var unheard = DiagnosticLog()
          let isFirst = contact.phonebooks.first.map { $0 == name } ?? true
          let entries =
            isFirst ? composer.entries(of: contact, log: &log) : composer.entries(of: contact, log: &unheard)
          write(entries, to: &writer)
        }
        writer.close()
      }
    }
    writer.close()
    return writer.take()
  }

  private func grouped(
    _ contacts: some RandomAccessCollection<Contact>, phonebooks: [String]
  ) -> [(name: String, members: [Int])] {
    var order = phonebooks
    var members: [String: [Int]] = [:]
    for (index, contact) in contacts.enumerated() {
      for name in contact.phonebooks.isEmpty ? [shape.noPhonebook] : contact.phonebooks {
        if members[name] == nil, !order.contains(name) { order.append(name) }
        members[name, default: []].append(index)
      }
    }
    return order.compactMap { name in members[name].map { (name, $0) } }
  }

  private func write(_ entries: [[String]], to writer: inout XMLWriter) {
    for entry in entries {
      var attributes: [(String, String)] = []
      var children: [(path: [Substring], text: String)] = []
      for (rule, text) in zip(composer.rules, entry) {
        let place = rule.locator.text
        if place.hasPrefix("@") {
          if !text.isEmpty || rule.isName { attributes.append((String(place.dropFirst()), text)) }
        } else if !text.isEmpty {
          children.append((place.split(separator: "/"), text))
        }
      }
      if children.isEmpty {
        writer.element(shape.contact, attributes)
      } else {
        writer.open(shape.contact, attributes)
        for child in children {
          for step in child.path.dropLast() { writer.open(String(step)) }
          writer.element(String(child.path.last ?? ""), text: child.text)
          for _ in child.path.dropLast() { writer.close() }
        }
        writer.close()
      }
    }
  }
}

extension MappingRule {
  fileprivate var isName: Bool { meaning == .text(.display) }
}
