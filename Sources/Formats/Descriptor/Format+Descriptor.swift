public import Contacts
import VCardSyntax

extension Format {
  static let keys = [
    "format", "title", "vendor", "syntax", "like", "source", "load", "recognise", "root", "namespaces", "needs", "rows",
    "map", "menu", "kinds", "settings", "write", "limits", "variants",
  ]

  /// Reads a descriptor that stands alone.
  ///
  /// - Parameter origin: the descriptor's file as the user knows it, for messages.
  /// - Throws: ``Failure`` with line and column of the first mistake, and the nearest known word where one is misspelt.
  public init(descriptor: UnsafeRawBufferPointer, origin: String) throws(Failure) {
    try self.init(DescriptorFile(descriptor, origin: origin))
  }

  /// Reads a descriptor that may be like one of `library`.
  init(_ file: DescriptorFile, among library: FormatLibrary = .empty) throws(Failure) {
    try self.init(complete: try file.complete(among: library))
  }

  /// Reads a descriptor that takes nothing over.
  private init(complete file: DescriptorFile) throws(Failure) {
    let top = try Section(file.node, of: "a descriptor", in: file.origin, known: Self.keys)
    origin = file.origin
    id = try top.required("format")
    guard id.utf8.allSatisfy({ (0x61...0x7A).contains($0) || (0x30...0x39).contains($0) || $0 == 0x2D || $0 == 0x2F })
    else {
      throw top.failure("a format's name is of small letters, digits and dashes", at: top["format"] ?? top.node)
    }
    title = try top.required("title")
    source = try top.required("source")
    vendor = try top.text("vendor") ?? ""
    loading = try top.text("load") ?? ""
    syntax = try top.syntax()
    var layout = syntax == .xml ? try DirectoryLayout(top) : nil
    rules = syntax == .xml ? layout?.rules ?? [] : try MappingRule.all(in: top)
    recognition = try Recognition(top)
    rowRules = try RowRules(top.section("rows", known: ["header", "join"]), rules: rules)
    (kinds, kindNames, otherKindName) = try Self.kinds(top)
    (settings, settingNames, _) = try Self.words("settings", for: Setting.self, called: "setting", in: top)
    writing = try WritingRules(top.section("write", known: WritingRules.keys))
    let limits = try top.section("limits", known: nil)
    if let limits { layout?.limits = try DirectoryLayout.Limits(limits) }
    directory = layout
    profile = try Profile(limits, id: id, title: title, isDirectory: layout != nil)
    var variants: [Format] = []
    for variant in try file.variants() { variants.append(try Format(complete: variant)) }
    self.variants = variants
    if rules.isEmpty, syntax == .table { throw top.failure("the key \"map\" is missing", at: top.node) }
  }

  private static func kinds(
    _ top: Section
  ) throws(Failure) -> ([HeaderKey: Number.Kind], [Number.Kind: String], String?) {
    let (kinds, names, first) = try words("kinds", for: Number.Kind.self, called: "kind", in: top)
    return (kinds, names, names[.other] ?? first)
  }

  /// A table of labels: what each means, the first for a certain thing, which is the one written, and the first of all.
  private static func words<Word: RawRepresentable<String> & CaseIterable & Hashable>(
    _ name: String, for type: Word.Type, called noun: String, in top: Section
  ) throws(Failure) -> ([HeaderKey: Word], [Word: String], String?) {
    var first: String?
    var meanings: [HeaderKey: Word] = [:]
    var names: [Word: String] = [:]
    for (key, value) in try top.section(name, known: nil)?.all ?? [] {
      let label = key.scalar ?? ""
      guard let word = Word(rawValue: value.scalar ?? "") else {
        throw top.failure(
          DescriptorMistake.unknown(noun, value.scalar ?? "", among: type.allCases.map(\.rawValue)).what, at: value)
      }
      meanings[HeaderKey(label)] = word
      if names[word] == nil { names[word] = label }
      if first == nil { first = label }
    }
    return (meanings, names, first)
  }
}

extension Recognition {
  private static let keys = ["header", "exactly", "root", "has", "lacks", "file", "last-resort"]

  /// Reads how a descriptor's files are told, and no more of it than that takes.
  init(_ top: Section) throws(Failure) {
    guard let section = try top.section("recognise", known: Self.keys) else { return }
    let titles = try section.texts("header")
    if !titles.isEmpty { header = try Self.header(titles, top) }
    isExact = try section.truth("exactly") ?? false
    roots = try section.texts("root")
    for text in try section.texts("has") { has.append(try DocumentMark(text, section, "has")) }
    for text in try section.texts("lacks") { lacks.append(try DocumentMark(text, section, "lacks")) }
    files = try section.texts("file")
    isLastResort = try section.truth("last-resort") ?? false
  }

  /// A title that a rule is about is met by any of that rule's spellings: Outlook is Outlook in German too.
  private static func header(_ titles: [String], _ top: Section) throws(Failure) -> [Set<HeaderKey>] {
    let rules = try top.section("map", known: nil)?.all ?? []
    // Of a series, the first column.
    let places = rules.map { Locator($0.key.scalar ?? "").member(1).key }
    var header: [Set<HeaderKey>] = []
    for title in titles.map({ HeaderKey($0) }) {
      var spellings: Set<HeaderKey> = [title]
      if let index = places.firstIndex(of: title) {
        let (place, rule) = rules[index]
        spellings.insert(HeaderKey(place.scalar ?? ""))
        if rule.scalar == nil {
          let also = try Section(rule, of: "\"\(place.scalar ?? "")\"", in: top.file, known: nil).texts("also")
          spellings.formUnion(also.lazy.map { HeaderKey($0) })
        }
      }
      header.append(spellings)
    }
    return header
  }
}

extension Section {
  /// How the bytes of a descriptor's files become records.
  func syntax() throws(Failure) -> Format.Syntax {
    guard let syntax = try choice("syntax", of: Format.Syntax.self, called: "syntax") else {
      throw failure("the key \"syntax\" is missing", at: node)
    }
    return syntax
  }
}

extension RowRules {
  private enum Header: String, CaseIterable { case none }

  init(_ section: Section?, rules: [MappingRule]) throws(Failure) {
    guard let section else { return }
    isHeaderless = try section.choice("header", of: Header.self, called: "header") != nil
    let places = rules.map(\.locator.text) + rules.compactMap(\.kind?.text)
    if isHeaderless, Set(places) != Set((1...max(1, places.count)).map { "Column \($0)" }) {
      throw section.failure("without a header the places are Column 1 to the last, none left out", at: section.node)
    }
    var marks: [(place: Locator, text: String)] = []
    for (key, value) in try section.section("join", known: nil)?.all ?? [] {
      if value.scalar == "number" {
        join = RowJoin(marks: marks, number: Locator(key.scalar ?? ""))
      } else {
        marks.append((Locator(key.scalar ?? ""), value.scalar ?? ""))
      }
    }
    join?.marks = marks
  }
}

extension DocumentMark {
  init(_ text: String, _ section: Section, _ key: String) throws(Failure) {
    do { try self.init(text) } catch { throw section.failure(error.what, at: section[key] ?? section.node) }
  }
}

extension WritingRules {
  static let keys = [
    "encoding", "bom", "delimiter", "line-end", "quote", "spill", "leave-out", "more-numbers", "columns", "extras",
    "never", "version", "width", "dial", "sort", "too-many", "more-phonebooks", "doctype", "standalone", "extension",
    "formulas", "entries", "megabytes", "workbook",
  ]

  private enum LineEnd: String, CaseIterable { case lf, crlf }
  private enum Quote: String, CaseIterable { case needed, always }
  private enum Columns: String, CaseIterable { case all, used }
  private enum Formulas: String, CaseIterable { case defuse, keep }

  init(_ section: Section?) throws(Failure) {
    guard let section else { return }
    encoding = try section.text("encoding") ?? encoding
    byteOrderMark = try section.truth("bom") ?? byteOrderMark
    if let text = try section.text("delimiter") {
      guard text.utf8.count == 1, let byte = text.utf8.first else {
        throw section.failure("delimiter must be one ASCII character", at: section["delimiter"] ?? section.node)
      }
      delimiter = byte
    }
    crlf = try section.choice("line-end", of: LineEnd.self, called: "line end").map { $0 == .crlf }
    quotesAlways = try section.choice("quote", of: Quote.self, called: "quoting") == .always
    spill = try section.choices("spill", of: Number.Kind.self, called: "kind")
    leaveOut = Set(try section.choices("leave-out", of: Number.Kind.self, called: "kind"))
    moreNumbers = try section.choice("more-numbers", of: MoreNumbers.self, called: "way") ?? moreNumbers
    if let text = try section.text("version") {
      guard let version = VCardVersion(rawValue: text) else {
        throw section.failure("there is no vCard version \(text)", at: section["version"] ?? section.node)
      }
      cardVersion = version
    }
    lineWidth = try section.number("width") ?? lineWidth
    usedColumnsOnly = try section.choice("columns", of: Columns.self, called: "choice of columns") == .used
    extras = try section.truth("extras") ?? extras
    isWritable = try section.truth("never") != true
    dial = try section.choice("dial", of: DialStyle.self, called: "way to dial") ?? dial
    order = try section.choice("sort", of: ContactOrder.self, called: "order")
    tooMany = try section.choice("too-many", of: TooMany.self, called: "way") ?? tooMany
    morePhonebooks = try section.choice("more-phonebooks", of: MorePhonebooks.self, called: "way") ?? morePhonebooks
    doctype = try section.text("doctype") ?? ""
    standalone = try section.truth("standalone") ?? false
    extensionMark = try section.text("extension") ?? extensionMark
    keepsFormulas = try section.choice("formulas", of: Formulas.self, called: "way") == .keep
    isWorkbook = try section.truth("workbook") ?? isWorkbook
    entriesPerFile = try section.number("entries")
    bytesPerFile = try section.number("megabytes").map { $0 << 20 }
  }
}
