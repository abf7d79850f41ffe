import Contacts
import TextEncoding
import XMLSyntax

/// Contacts of an XML phone directory.
struct DirectorySource: ContactSource {
  let name: String
  private let file: FileBytes
  private let format: Format
  private let layout: DirectoryLayout
  private let reader: DirectoryReader
  private let isGuess: Bool
  private let contacts: [DirectoryLayout.FoundElement]
  private let around: DirectoryLayout.FoundElement?
  /// The places of a contact that the map knows.
  private let places: [DirectoryPlace]

  init(_ file: FileBytes, path: String, format: Format, isGuess: Bool) throws(Failure) {
    name = path
    self.file = file
    self.format = format
    self.isGuess = isGuess
    layout = format.directory ?? DirectoryLayout()
    reader = DirectoryReader(layout: layout, kinds: format.kinds)
    contacts = layout.contacts
    around = layout.phonebookAround
    places = contacts.first?.element.map.entries.flatMap(\.places) ?? []
  }

  let partCount = 1
  var hasContinuations: Bool {
    format.writing.moreNumbers == .furtherEntries || contacts.contains { $0.element.join != nil }
  }

  func read<Sink: RecordSink>(part: Int, into sink: inout Sink) throws(Failure) {
    if isGuess { sink.log.add(.formatGuessed, "\(format.id) (\(format.title))") }
    let phonebooks = try phonebookNames()
    var joining = Joining()
    var plain = PlainRecords(format, layout)
    var contact = Contact()
    var unknown = UnknownElements(layout)
    let repairs = try eachContact {
      unknown.see($0)
    } unless: { element, phonebook in
      guard plain?.read(element, phonebook: phonebook, into: &contact) == true else { return false }
      accept(&contact, of: element, into: &sink)
      return true
    } body: { element, rule, phonebook in
      var draft = ContactDraft()
      if !phonebook.isEmpty { draft.phonebookNames = [phonebook] }
      reader.read(element, rule.map, into: &draft)
      if draft.isRefused { return }
      draft.end(phonebooks: phonebooks, kinds: format.kinds)
      keepUnmapped(element, in: &draft.contact)
      if let join = rule.join {
        let isMember = join.marks.allSatisfy { element.text(at: $0.place) == $0.text }
        joining.join(&draft.contact, to: isMember ? element.text(at: join.number) : nil)
      }
      accept(&draft.contact, of: element, into: &sink)
    }
    for (name, line) in unknown.found {
      sink.log.add(.elementUnknown, format.id, at: Place(line: line), example: name)
    }
    for repair in repairs {
      sink.log.add(.markupRepaired, repair.message, at: Place(line: repair.line, column: repair.column))
    }
  }

  private func accept(_ contact: inout Contact, of element: XMLElement, into sink: inout some RecordSink) {
    if !contact.source.id.isEmpty { contact.source.system = format.id }
    sink.accept(&contact, at: Place(line: element.line))
  }

  /// Keeps attributes and children that the map does not know as extra fields.
  private func keepUnmapped(_ element: XMLElement, in contact: inout Contact) {
    for attribute in element.attributes where !attribute.isEmpty {
      let name = attribute.name
      if !places.contains(where: { $0.isOwnAttribute && $0.attribute == name }) {
        contact.keep(attribute.value, as: name)
      }
    }
    for child in element.children {
      let isKnown = places.contains { place in
        place.steps.first.map { $0.name == child.name && child.has($0) } ?? false
      }
      let text = isKnown ? "" : child.text
      if !text.isEmpty { contact.keep(text, as: child.name) }
    }
  }

  /// Names of phonebooks by the numbers that contacts refer to.
  private func phonebookNames() throws(Failure) -> [String: String] {
    let lists = layout.phonebookLists
    if lists.isEmpty { return [:] }
    var names: [String: String] = [:]
    _ = try stream(lists) { event in
      guard case .record(let element) = event, let list = lists.first(where: { $0.path.last == element.name })
      else { return }
      var draft = ContactDraft()
      reader.read(element, list.element.map, into: &draft)
      if let id = draft.phonebookIDs.first, let name = draft.phonebookNames.first { names[id] = name }
    }
    return names
  }

  /// Calls `body` for every element that may be a contact, with the name of the phonebook around it.
  ///
  /// - Parameters:
  ///   - see: told of all that opens or closes around the records.
  ///   - isDone: asked first, of every record; true where no more need be done about it.
  private func eachContact(
    seeing see: (XMLEvent) -> Void = { _ in },
    unless isDone: (XMLElement, _ phonebook: String) -> Bool = { _, _ in false },
    body: (XMLElement, DirectoryElement, _ phonebook: String) -> Void
  ) throws(Failure) -> [XMLProblem] {
    var phonebook = ""
    let aroundName = around?.path.last
    return try stream(contacts) { event in
      switch event {
      case .open(let element):
        see(event)
        guard let around, element.name == aroundName else { return }
        var draft = ContactDraft()
        reader.read(element, around.element.map, into: &draft)
        phonebook = draft.phonebookNames.first { $0 != around.element.none } ?? ""
      case .close(let name):
        see(event)
        if name == aroundName { phonebook = "" }
      case .record(let element):
        if isDone(element, phonebook) { return }
        guard let found = contacts.first(where: { $0.path.last == element.name }),
          let rule = found.contents.count == 1 ? found.element : element.rule(among: found.contents),
          rule.each == .contact
        else { return }
        let isNone = rule.unless.contains { place, pattern in
          element.text(at: place)?.matches(wildcard: pattern) ?? false
        }
        if !isNone { body(element, rule, phonebook) }
      }
    }
  }

  private func stream(
    _ records: [DirectoryLayout.FoundElement], _ body: (XMLEvent) -> Void
  ) throws(Failure) -> [XMLProblem] {
    do {
      return try readXML(file.bytes, records: records.map { $0.path.joined(separator: "/") }, body)
    } catch {
      throw Failure(.markupRefused, error.message, file: name, line: error.line, column: error.column)
    }
  }

  func rejectedFile(_ rejections: [[(ordinal: Int, reason: String)]]) throws(Failure) -> RejectedFile {
    var wanted = (rejections.first ?? [])[...]
    var writer = XMLWriter()
    writer.open(layout.roots.first ?? "directory")
    let path = contacts.first?.path.dropLast() ?? []
    var isOpen = false
    var ordinal = 0
    _ = try eachContact { element, rule, phonebook in
      var draft = ContactDraft()
      reader.read(element, rule.map, into: &draft)
      if draft.isRefused { return }
      defer { ordinal += 1 }
      guard let next = wanted.first, next.ordinal == ordinal else { return }
      wanted = wanted.dropFirst()
      if around == nil, !isOpen {
        for step in path { writer.open(step) }
        isOpen = true
      } else if around != nil {
        for step in path.dropLast() { writer.open(step) }
        writer.open(path.last ?? "", phonebookAttribute.map { [($0, phonebook)] } ?? [])
      }
      writer.comment(next.reason)
      writer.element(element)
      if around != nil { for _ in path { writer.close() } }
    }
    return RejectedFile(suffix: "xml", bytes: writer.take())
  }

  /// The attribute that names the phonebook around its contacts.
  private var phonebookAttribute: String? {
    around?.element.map.entries.first { entry in
      entry.contents.contains { content in
        if case .value(let value) = content, case .phonebookName = value.meaning { true } else { false }
      }
    }?.place.attribute
  }
}
