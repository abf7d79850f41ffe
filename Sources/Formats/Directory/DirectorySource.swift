import Contacts
import TextEncoding
import XMLSyntax

/// Contacts of an XML phone directory.
struct DirectorySource: ContactSource {
  let name: String
  private let file: FileBytes
  private let format: Format
  private let shape: DirectoryShape
  private let isGuess: Bool

  init(_ file: FileBytes, path: String, format: Format, isGuess: Bool) throws(Failure) {
    name = path
    self.file = file
    self.format = format
    self.isGuess = isGuess
    shape = format.directory ?? DirectoryShape()
  }

  let partCount = 1
  var hasContinuations: Bool { format.writing.moreNumbers == .furtherEntries }

  func read<Sink: RecordSink>(part: Int, into sink: inout Sink) throws(Failure) {
    if isGuess { sink.log.add(.formatGuessed, "\(format.id) (\(format.title))") }
    let repairs = try eachRecord { element, phonebook in
      var contact = Contact()
      for rule in format.rules {
        for found in element.values(at: rule.locator) where !found.text.isEmpty {
          let label = rule.kind.map { found.text(at: $0, besides: rule.locator) } ?? ""
          let values = rule.separator.isEmpty ? [found.text] : found.text.separated(by: rule.separator)
          for value in values {
            contact.take(rule.meant(by: value), as: rule.meaning, label: label, kinds: format.kinds)
          }
        }
      }
      for attribute in element.attributes where !format.rules.contains(where: { $0.locator.names(attribute.name) }) {
        contact.keep(attribute.value, as: attribute.name)
      }
      if !phonebook.isEmpty, phonebook != shape.noPhonebook { contact.phonebooks.append(phonebook) }
      sink.accept(&contact, at: Place(line: element.line))
    }
    for repair in repairs {
      sink.log.add(.markupRepaired, repair.message, at: Place(line: repair.line, column: repair.column))
    }
  }

  /// Streams the document; what had to be repaired.
  private func eachRecord(
    _ body: (XMLElement, _ phonebook: String) -> Void
  ) throws(Failure) -> [XMLProblem] {
    var phonebook = ""
    do {
      return try readXML(file.bytes, records: [shape.contact]) { event in
        switch event {
        case .open(let element):
          if element.name == shape.phonebook { phonebook = element.values(at: shape.phonebookName).first?.text ?? "" }
        case .close(let name): if name == shape.phonebook { phonebook = "" }
        case .record(let element): body(element, phonebook)
        }
      }
    } catch {
      throw Failure(.markupRefused, error.message, file: name, line: error.line, column: error.column)
    }
  }

  func rejectedFile(_ rejections: [[(ordinal: Int, reason: String)]]) throws(Failure) -> RejectedFile {
    var wanted = (rejections.first ?? [])[...]
    var writer = XMLWriter()
    writer.open(shape.root)
    var ordinal = 0
    _ = try eachRecord { element, phonebook in
      if let next = wanted.first, next.ordinal == ordinal {
        wanted = wanted.dropFirst()
        writer.comment(next.reason)
        let attribute = shape.phonebookName.text.dropFirst()
        if !phonebook.isEmpty { writer.open(shape.phonebook, [(String(attribute), phonebook)]) }
        writer.element(element)
        if !phonebook.isEmpty { writer.close() }
      }
      ordinal += 1
    }
    writer.close()
    return RejectedFile(suffix: "xml", bytes: writer.take())
  }
}

extension Locator {
  func names(_ attribute: String) -> Bool { text == "@\(attribute)" }
}

/// A value found in an element, and the elements on the way to it.
struct FoundValue {
  let text: String
  fileprivate let path: [XMLElement]

  /// The text at `locator`, read from the deepest element that the way to `other` shares with it.
  func text(at locator: Locator, besides other: Locator) -> String {
    var mine = locator.text.split(separator: "/")[...]
    var others = other.text.split(separator: "/")[...]
    var depth = 0
    while let a = mine.first, a == others.first, depth + 1 < path.count {
      mine = mine.dropFirst()
      others = others.dropFirst()
      depth += 1
    }
    let rest = Locator(mine.joined(separator: "/"))
    return rest.text.isEmpty ? path[depth].text : path[depth].values(at: rest).first?.text ?? ""
  }
}

extension XMLElement {
  /// Every value at a path from here.
  func values(at locator: Locator) -> [FoundValue] {
    var found: [FoundValue] = []
    collect(locator.text.split(separator: "/")[...], path: [self], into: &found)
    return found
  }

  private func collect(_ steps: ArraySlice<Substring>, path: [XMLElement], into found: inout [FoundValue]) {
    guard let step = steps.first else {
      found.append(FoundValue(text: text, path: path))
      return
    }
    if step.hasPrefix("@") {
      for attribute in attributes where attribute.name == step.dropFirst() {
        found.append(FoundValue(text: attribute.value, path: path))
      }
      return
    }
    for child in children where child.name == step {
      child.collect(steps.dropFirst(), path: path + [child], into: &found)
    }
  }
}

extension XMLWriter {
  /// Writes an element with all that is in it.
  mutating func element(_ element: XMLElement) {
    let attributes = element.attributes.map { ($0.name, $0.value) }
    if element.children.isEmpty {
      self.element(element.name, attributes, text: element.text.isEmpty ? nil : element.text)
    } else {
      open(element.name, attributes)
      for child in element.children { self.element(child) }
      close()
    }
  }
}
