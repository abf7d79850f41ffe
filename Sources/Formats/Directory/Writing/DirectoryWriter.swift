import Contacts
import XMLSyntax

/// Writes contacts as the documents of an XML format: one, or pages, further files and a menu where there are more than
/// one holds.
final class DirectoryWriter: Sendable {
  let format: Format
  let layout: DirectoryLayout
  let options: WritingOptions
  let composer: EntryComposer
  private let contact: @Sendable (Int) -> Contact
  /// The contacts in their packed form, where they have one.
  let packed: (any PackedCollection)?
  /// Positions of contacts in the order in which they are written.
  private let order: [Int]

  init(
    _ format: Format, _ contacts: some RandomAccessCollection<Contact> & Sendable, options: WritingOptions
  ) throws(Failure) {
    let contact = { @Sendable position in contacts[contacts.index(contacts.startIndex, offsetBy: position)] }
    packed = contacts as? any PackedCollection
    self.format = format
    self.options = options
    self.contact = contact
    layout = format.directory ?? DirectoryLayout()
    composer = EntryComposer(format, rules: layout.rules, options: options)
    if let order = options.order ?? format.writing.order {
      let collation: Collation
      if let told = options.collation { collation = told } else { collation = try Collation() }
      self.order = collation.sorted(count: contacts.count) { order.text(of: contact($0)) }
    } else {
      order = Array(0..<contacts.count)
    }
  }

  /// The files, the one that the device is given first.
  func files(log: inout DiagnosticLog) throws(Failure) -> [OutputFile] {
    guard let menu = layout.menu else { return try documents(order, title: options.title, stem: options.stem, &log) }
    let groups = grouped(order, none: "") { [self] in phonebooks(of: $0, likely: $1) }
    guard groups.count > 1 else { return try documents(order, title: options.title, stem: options.stem, &log) }
    if groups.count > menu.entries {
      throw tooMany("a menu holds \(menu.entries) phonebooks", groups.count, menu.entries)
    }
    var names = FileNames(stem: options.stem)
    var files: [OutputFile] = []
    var items: [(name: String, members: [Int], url: String)] = []
    for group in groups {
      let name = group.name.isEmpty ? options.title : group.name
      let pages = try documents(group.members, title: name, stem: names.next(for: name), isOfMenu: true, &log)
      items.append((fitted(name, layout.limits.phonebookName, "phonebook.name", &log), [], pages.first?.name ?? ""))
      files += pages
    }
    var document = DirectoryDocument(self, title: options.title, phonebooks: items.map { ($0.name, []) }) { _, _ in [] }
    document.page.urls = try items.map { (item) throws(Failure) in try url(of: item.url) }
    let bytes = try document.bytes(root: menu.root, menu.map, log: &log)
    return [OutputFile(name: "\(options.stem).xml", bytes: bytes)] + files
  }

  /// The documents of some contacts; `isOfMenu` where a menu tells which phonebook they are in.
  private func documents(
    _ members: [Int], title: String, stem: String, isOfMenu: Bool = false, _ log: inout DiagnosticLog
  ) throws(Failure) -> [OutputFile] {
    let title = fitted(title, layout.limits.title, "the title", &log)
    guard collects else {
      let books = try books(members, of: { [self] in phonebooks(of: $0, likely: $1) }, &log)
      var document = DirectoryDocument(self, title: title, phonebooks: books, members: members) { member, log in
        self.composed(member, isOfMenu, &log)
      }
      if !isOfMenu { document.packed = packed }
      return [OutputFile(name: "\(stem).xml", bytes: try bytes(of: document, &log))]
    }
    let entries = entries(of: members, isOfMenu, &log)
    let parts = try DirectoryPages(self, title: title, entries: entries).parts()
    var files: [OutputFile] = []
    for (number, part) in parts.enumerated() {
      let books = try books(Array(part), of: { member, _ in entries[member].phonebooks }, &log)
      var document = DirectoryDocument(self, title: title, phonebooks: books, members: Array(part)) { [entries[$0]] }
      document.page.total = entries.count
      document.page.first = part.isEmpty ? 0 : part.lowerBound + 1
      document.page.last = part.upperBound
      if format.writing.tooMany == .pages {
        if number > 0 { document.page.previous = try url(of: Self.name(of: number - 1, stem)) }
        if number + 1 < parts.count { document.page.next = try url(of: Self.name(of: number + 1, stem)) }
      }
      files.append(OutputFile(name: Self.name(of: number, stem), bytes: try bytes(of: document, &log)))
    }
    return files
  }

  private static func name(of number: Int, _ stem: String) -> String {
    number == 0 ? "\(stem).xml" : "\(stem)-\(number + 1).xml"
  }

  private func bytes(of document: DirectoryDocument, _ log: inout DiagnosticLog) throws(Failure) -> [UInt8] {
    var document = document
    let bytes = try document.bytes(root: layout.roots.first ?? "", layout.map, log: &log)
    if let limit = layout.limits.fileBytes, bytes.count > limit {
      throw tooMany("\(format.id) loads files of \(limit) bytes", bytes.count, limit)
    }
    return bytes
  }

  // MARK: Entries

  /// Whether all entries must be known before the first is written.
  private var collects: Bool {
    let limits = layout.limits
    return limits.entries != nil || limits.fileBytes != nil || !limits.unique.isEmpty
      || format.writing.morePhonebooks == .furtherEntries || format.writing.tooMany != .fail
      || layout.map.entries.contains { entry in
        entry.contents.contains { content in
          if case .value(let value) = content, case .page = value.meaning { true } else { false }
        }
      }
  }

  private func composed(_ member: Int, _ isOfMenu: Bool, _ log: inout DiagnosticLog) -> [EntryComposer.Entry] {
    var contact = contact(member)
    if isOfMenu { contact.phonebooks = [] }
    return composer.entries(of: contact, log: &log)
  }

  private func entries(of members: [Int], _ isOfMenu: Bool, _ log: inout DiagnosticLog) -> [EntryComposer.Entry] {
    var unique = UniqueEntries(layout.limits.unique)
    var entries: [EntryComposer.Entry] = []
    for member in members {
      for entry in composed(member, isOfMenu, &log) {
        guard let entry = unique.accepted(entry, composer, &log) else { continue }
        if case .first = layout.phonebooks, entry.phonebooks.count > 1 {
          for name in entry.phonebooks {
            var copy = entry
            copy.phonebooks = [name]
            entries.append(copy)
          }
        } else {
          entries.append(entry)
        }
      }
    }
    return entries
  }

  /// The phonebooks of a member; `likely` are those that they may well be.
  private typealias PhonebooksOfMember = @Sendable (_ member: Int, _ likely: [String]) -> [String]

  private func phonebooks(of member: Int, likely: [String]) -> [String] {
    packed?.withPacked(at: member) { Contact.packedPhonebooks($0, likely: likely) } ?? contact(member).phonebooks
  }

  /// The phonebooks of a document, with those of its members that are in each.
  private func books(
    _ members: [Int], of phonebooks: @escaping PhonebooksOfMember, _ log: inout DiagnosticLog
  ) throws(Failure) -> [(name: String, members: [Int])] {
    if case .none = layout.phonebooks { return [] }
    let groups = grouped(members, none: layout.phonebookAround?.element.none ?? "") { [self] member, likely in
      let names = phonebooks(member, likely)
      if names.count > 1, case .first = layout.phonebooks, format.writing.morePhonebooks == .lost { return [names[0]] }
      return names
    }.filter { !$0.name.isEmpty }
    if let limit = layout.limits.phonebooks, groups.count > limit {
      throw tooMany("\(format.id) holds \(limit) phonebooks", groups.count, limit)
    }
    return groups.map { (fitted($0.name, layout.limits.phonebookName, "phonebook.name", &log), $0.members) }
  }

  private func grouped(
    _ members: [Int], none: String, by phonebooks: @escaping PhonebooksOfMember
  ) -> [(name: String, members: [Int])] {
    var order = options.phonebooks
    var positions = Dictionary(uniqueKeysWithValues: order.enumerated().map { ($1, $0) })
    var groups: [[Int]] = order.map { _ in [] }
    for (names, run) in runs(of: members, by: phonebooks).joined() {
      for name in names.isEmpty ? [none] : names {
        if positions[name] == nil {
          positions[name] = order.count
          order.append(name)
          groups.append([])
        }
        groups[positions[name] ?? 0].append(contentsOf: members[run])
      }
    }
    return zip(order, groups).filter { !$1.isEmpty }.map { ($0, $1) }
  }

  /// Members that follow each other and are of the same phonebooks, which most are; found on every core.
  private func runs(
    of members: [Int], by phonebooks: @escaping PhonebooksOfMember
  ) -> [[(names: [String], run: Range<Int>)]] {
    let size = 1 << 13
    return concurrently((members.count + size - 1) / size) { part in
      var runs: [(names: [String], run: Range<Int>)] = []
      for index in (part * size)..<min(members.count, (part + 1) * size) {
        let last = runs.count - 1
        let names = phonebooks(members[index], last < 0 ? [] : runs[last].names)
        if last >= 0, names == runs[last].names {
          runs[last].run = runs[last].run.lowerBound..<(index + 1)
        } else {
          runs.append((names, index..<(index + 1)))
        }
      }
      return runs
    }
  }

  // MARK: What the site knows, and limits

  /// The address of a file.
  private func url(of name: String) throws(Failure) -> String {
    let folder = try setting("url")
    return folder.hasSuffix("/") ? folder + name : "\(folder)/\(name)"
  }

  func setting(_ name: String) throws(Failure) -> String {
    if let value = options.settings[name] { return value }
    let what = layout.needs.first { $0.name == name }?.what ?? "a setting of the site"
    throw Failure(.settingMissing, "\(format.id) needs \(what)", help: "give it with --set \(name)=…")
  }

  func fitted(_ text: String, _ rule: TextRule?, _ name: String, _ log: inout DiagnosticLog) -> String {
    composer.fitting.fitted(text, rule, called: name, log: &log)
  }

  func tooMany(_ limit: String, _ count: Int, _ maximum: Int) -> Failure {
    Failure(
      .limitExceeded, "\(limit); there are \(count), \(count - maximum) too many",
      help: "take fewer contacts, or a format that holds more; --on-limit is for limits of phone systems only")
  }
}

/// Names of files, each once.
private struct FileNames {
  let stem: String
  private var taken = Set<String>()

  init(stem: String) { self.stem = stem }

  /// A stem for the file of a phonebook: letters, digits and dashes, which every server and phone understands.
  ///
  /// A number of its own joins what stands before it, as in "sales2": "sales-2" is the second page of "sales".
  mutating func next(for name: String) -> String {
    var base = ""
    for word in name.split(whereSeparator: { !$0.isLetter && !$0.isNumber }) {
      let word = String(word).folded.filter(\.isASCII)
      if word.isEmpty { continue }
      base += base.isEmpty || word.allSatisfy(\.isNumber) ? word : "-\(word)"
    }
    if base.isEmpty { base = "phonebook" }
    var result = base
    var number = 2
    while !taken.insert(result).inserted {
      result = "\(base)\(number)"
      number += 1
    }
    return "\(stem)-\(result)"
  }
}

extension ContactOrder {
  /// The text by which a contact is ordered.
  func text(of contact: Contact) -> String {
    let name = contact.name
    switch self {
    case .display: return contact.displayName
    case .family: return name.family.isEmpty ? contact.displayName : "\(name.family) \(name.given)"
    case .given: return name.given.isEmpty ? contact.displayName : "\(name.given) \(name.family)"
    }
  }
}
