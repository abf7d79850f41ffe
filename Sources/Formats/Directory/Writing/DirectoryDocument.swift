import Contacts
import Synchronization
import XMLSyntax

/// One document in the making: walks a map and writes what stands at its places.
struct DirectoryDocument: Sendable {
  typealias Entry = EntryComposer.Entry

  /// What a document says of itself and its like.
  struct Page: Sendable {
    var total = 0
    var first = 0
    var last = 0
    var next = ""
    var previous = ""
    /// Addresses of the phonebooks' files, where the document is a menu.
    var urls: [String] = []
  }
  var page = Page()

  private let writer: DirectoryWriter
  private let title: String
  private let phonebooks: [(name: String, members: [Int])]
  private let members: [Int]
  private let entries: @Sendable (Int, inout DiagnosticLog) -> [Entry]
  /// The members' contacts in their packed form, where an entry is made of nothing but its contact.
  var packed: (any PackedCollection)?
  private var xml = XMLWriter()
  private var entryCount = 0
  private var missing: Failure?

  /// - Parameter entries: the entries of a member.
  init(
    _ writer: DirectoryWriter, title: String, phonebooks: [(name: String, members: [Int])], members: [Int] = [],
    entries: @escaping @Sendable (Int, inout DiagnosticLog) -> [Entry]
  ) {
    self.writer = writer
    self.title = title
    self.phonebooks = phonebooks
    self.members = members
    self.entries = entries
  }

  /// A document of entries that are known.
  init(
    _ writer: DirectoryWriter, title: String, phonebooks: [(name: String, members: [Int])], members: [Int],
    known: @escaping @Sendable (Int) -> [Entry]
  ) {
    self.init(writer, title: title, phonebooks: phonebooks, members: members) { member, _ in known(member) }
  }

  /// The place at hand: what the elements around it stand for.
  private struct Scope {
    var phonebook: Int?
    var entry: Entry?
    /// Where the innermost element that repeats stands among its equals.
    var position = 0
    var number: (number: Number, dialled: String)?
    var email = ""
    var url = ""
  }

  mutating func bytes(root: String, _ map: DirectoryMap, log: inout DiagnosticLog) throws(Failure) -> [UInt8] {
    var style = XMLWriter.Style()
    let rules = writer.format.writing
    style.encoding = rules.encoding
    style.byteOrderMark = rules.byteOrderMark
    style.crlf = rules.crlf ?? false
    style.doctype = rules.doctype
    style.standalone = rules.standalone
    do { xml = try XMLWriter(style) } catch { throw Failure(.encodingUnknown, error.message) }
    xml.begin(root)
    for (prefix, address) in writer.layout.namespaces {
      xml.attribute(prefix.isEmpty ? "xmlns" : "xmlns:\(prefix)", address)
    }
    level(map, Scope(), &log)
    xml.end()
    let dropped = xml.droppedCount
    if dropped > 0 { log.add(.textAltered, "the texts", count: dropped, example: "a control character") }
    if let missing { throw missing }
    return xml.take()
  }

  // MARK: Walking

  /// Writes what is in an element; elements on the way to a place are opened for it and stay open for the next one that
  /// has the same way.
  private mutating func level(_ map: DirectoryMap, _ scope: Scope, _ log: inout DiagnosticLog) {
    var way: [DirectoryPlace.Step] = []
    for entry in map.entries {
      for content in entry.contents {
        switch content {
        case .value(let value):
          guard let text = text(value, scope) else { continue }
          go(entry.place.wrappers, &way)
          put(text, at: entry.place)
        case .element(let element): write(element, at: entry.place, &way, scope, &log)
        }
      }
    }
    go([], &way)
  }

  private mutating func go(_ wanted: ArraySlice<DirectoryPlace.Step>, _ way: inout [DirectoryPlace.Step]) {
    if wanted.isEmpty, way.isEmpty { return }
    let shared = zip(way, wanted).prefix { $0 == $1 }.count
    while way.count > shared {
      xml.end()
      way.removeLast()
    }
    for step in wanted.dropFirst(shared) {
      begin(step)
      way.append(step)
    }
  }

  private mutating func begin(_ step: DirectoryPlace.Step) {
    xml.begin(step.qualifiedName)
    if !step.attribute.isEmpty { xml.attribute(step.attribute, step.value) }
  }

  private mutating func put(_ text: String, at place: DirectoryPlace) {
    if let attribute = place.attribute {
      xml.attribute(attribute, text)
    } else if let step = place.steps.last {
      begin(step)
      if !text.isEmpty { xml.text(text) }
      xml.end()
    } else if !text.isEmpty {
      xml.text(text)
    }
  }

  private mutating func write(
    _ element: DirectoryElement, at place: DirectoryPlace, _ way: inout [DirectoryPlace.Step], _ scope: Scope,
    _ log: inout DiagnosticLog
  ) {
    var inner = scope
    switch element.each {
    case nil: add(element, at: place, &way, scope, &log)
    case .contact:
      go(place.wrappers, &way)
      contacts(element, at: place, &way, scope, &log)
    case .phonebook where scope.entry != nil:
      for name in scope.entry?.phonebooks ?? [] {
        guard let position = phonebooks.firstIndex(where: { $0.name == name }) else { continue }
        inner.phonebook = position
        add(element, at: place, &way, inner, &log)
      }
    case .phonebook:
      for position in phonebooks.indices {
        inner.phonebook = position
        inner.position = position
        inner.url = page.urls.isEmpty ? "" : page.urls[position]
        add(element, at: place, &way, inner, &log)
      }
    case .number:
      for (position, number) in (scope.entry?.numbers ?? []).enumerated() {
        inner.position = position
        inner.number = number
        add(element, at: place, &way, inner, &log)
      }
    case .email:
      for (position, email) in (scope.entry?.emails ?? []).enumerated() {
        inner.position = position
        inner.email = email
        add(element, at: place, &way, inner, &log)
      }
    case .previousPage, .nextPage:
      inner.url = element.each == .nextPage ? page.next : page.previous
      if !inner.url.isEmpty { add(element, at: place, &way, inner, &log) }
    }
  }

  private mutating func add(
    _ element: DirectoryElement, at place: DirectoryPlace, _ way: inout [DirectoryPlace.Step], _ scope: Scope,
    _ log: inout DiagnosticLog
  ) {
    go(place.wrappers, &way)
    if let step = place.steps.last { begin(step) }
    level(element.map, scope, &log)
    xml.end()
  }

  /// Writes the contacts of the phonebook at hand, or of the document; many of them on every core.
  private mutating func contacts(
    _ element: DirectoryElement, at place: DirectoryPlace, _ way: inout [DirectoryPlace.Step], _ scope: Scope,
    _ log: inout DiagnosticLog
  ) {
    let members = scope.phonebook.map { phonebooks[$0].members } ?? self.members
    let size = 1 << 12
    let isCounted = element.map.holdsPosition
    guard members.count > size, !isCounted else {
      return write(members[...], element, at: place, &way, scope, &log)
    }
    // Every part begins with nothing written; what was is taken out meanwhile, so that nothing shares it.
    let written = Mutex((xml: xml, missing: missing, log: DiagnosticLog()))
    xml = xml.fragment()
    let (empty, opened) = (self, way)
    let parts = (members.count + size - 1) / size
    inOrder(parts) { number -> (DirectoryDocument, DiagnosticLog) in
      var part = empty
      var way = opened
      var log = DiagnosticLog()
      let end = min(members.count, (number + 1) * size)
      part.write(members[(number * size)..<end], element, at: place, &way, scope, &log)
      return (part, log)
    } take: { part, told in
      written.withLock { whole in
        whole.xml.append(part.xml, oneOf: parts)
        if whole.missing == nil { whole.missing = part.missing }
        whole.log.append(told)
      }
    }
    written.withLock { whole in
      log.append(whole.log)
      missing = whole.missing
      swap(&xml, &whole.xml)
    }
  }

  private mutating func write(
    _ members: ArraySlice<Int>, _ element: DirectoryElement, at place: DirectoryPlace,
    _ way: inout [DirectoryPlace.Step], _ scope: Scope, _ log: inout DiagnosticLog
  ) {
    let book = scope.phonebook.map { phonebooks[$0].name }
    var plain = packed == nil ? nil : PlainEntries(writer, element, at: place)
    var inner = scope
    for member in members {
      if let isWritten = packed?.withPacked(at: member, { plain?.write($0, to: &xml) ?? false }), isWritten { continue }
      // A contact of several phonebooks is written in each, but what it loses is told once.
      var heard = DiagnosticLog()
      let entries = entries(member, &heard)
      let isFirst = book == nil || entries.first?.phonebooks.first.map { $0 == book } ?? true
      if isFirst { log.append(heard) }
      for entry in entries {
        inner.entry = entry
        inner.position = entryCount
        entryCount += 1
        add(element, at: place, &way, inner, &log)
      }
    }
  }

  // MARK: Texts

  /// What stands at a place; nil where it is absent.
  private mutating func text(_ value: DirectoryValue, _ scope: Scope) -> String? {
    var text = self.text(of: value.meaning, scope)
    if case .rule = value.meaning {} else if !value.words.isEmpty { text = value.words.written(for: text) }
    if let pattern = value.patterns.first {
      if case .composed = value.meaning {} else if text.isEmpty { return value.otherwise }
      var failure: Failure?
      text =
        pattern.text { piece in
          switch piece {
          case .own: return text
          case .rule(let index): return scope.entry?.texts[index] ?? ""
          case .setting(let name):
            do throws(Failure) { return try writer.setting(name) } catch { failure = error }
            return ""
          case .text(let text): return text
          }
        } ?? ""
      if missing == nil { missing = failure }
    }
    if !text.isEmpty { return text }
    if case .fixed = value.meaning { return text }
    return value.otherwise
  }

  private func text(of meaning: DirectoryMeaning, _ scope: Scope) -> String {
    switch meaning {
    case .fixed(let text): return text
    case .rule(let index): return scope.entry?.texts[index] ?? ""
    case .number: return scope.number?.dialled ?? ""
    case .numberKind(let word):
      guard let number = scope.number?.number else { return "" }
      let kind = writer.format.word(for: number.kind)
      guard writer.layout.kindWords > 1 else { return kind }
      let words = kind.split(separator: " ")
      return words.indices.contains(word) ? String(words[word]) : ""
    case .firstNumber: return scope.position == 0 ? "yes" : ""
    case .numberExtra(let name): return extra(name, scope)
    case .email: return scope.email
    case .title: return title
    case .phonebookName:
      if let phonebook = scope.phonebook { return phonebooks[phonebook].name }
      return scope.entry?.phonebooks.first ?? ""
    case .phonebookID(let first):
      if let phonebook = scope.phonebook { return String(phonebook + first) }
      let name = scope.entry?.phonebooks.first
      return phonebooks.firstIndex { $0.name == name }.map { String($0 + first) } ?? ""
    case .position(let first): return String(scope.position + first)
    case .page(let part): return text(of: part, scope)
    case .composed, .ignored: return ""
    }
  }

  private func text(of part: PageMeaning, _ scope: Scope) -> String {
    switch part {
    case .url: scope.url
    case .next: page.next
    case .previous: page.previous
    case .total: String(page.total)
    case .first: String(page.first)
    case .last: String(page.last)
    }
  }

  /// The extra field of a number: it was kept with the number behind it.
  private func extra(_ name: String, _ scope: Scope) -> String {
    guard let (number, dialled) = scope.number else { return "" }
    for value in scope.entry?.numberExtras.first(where: { $0.name == name })?.values ?? [] {
      for written in [number.raw, dialled] where value.hasSuffix(" \(written)") {
        return String(value.dropLast(written.count + 1))
      }
    }
    return ""
  }
}

extension DirectoryMap {
  /// Whether an element says how many of its like stand before it.
  fileprivate var holdsPosition: Bool {
    entries.contains { entry in
      entry.contents.contains { content in
        switch content {
        case .element(let element): element.map.holdsPosition
        case .value(let value): if case .position = value.meaning { true } else { false }
        }
      }
    }
  }
}
