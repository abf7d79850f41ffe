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
    try self.init(DescriptorFile(descriptor, origin: origin), among: [:])
  }

  /// Reads a descriptor that may be like another of `others`, by their names.
  init(_ file: DescriptorFile, among others: [String: DescriptorFile]) throws(Failure) {
    try self.init(try file.complete(among: others))
  }

  private init(_ file: DescriptorFile) throws(Failure) {
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
    guard let syntax = try top.choice("syntax", of: Syntax.self, called: "syntax") else {
      throw top.failure("the key \"syntax\" is missing", at: top.node)
    }
    self.syntax = syntax
    var layout = syntax == .xml ? try DirectoryLayout(top) : nil
    rules = syntax == .xml ? layout?.rules ?? [] : try MappingRule.all(in: top)
    recognition = try Recognition(
      top.section("recognise", known: ["header", "exactly", "root", "has", "lacks", "file", "last-resort"]),
      rules: rules)
    rowRules = try RowRules(top.section("rows", known: ["header", "join"]), rules: rules)
    (kinds, kindNames, otherKindName) = try Self.kinds(top)
    (settings, settingNames, _) = try Self.words("settings", for: Setting.self, called: "setting", in: top)
    writing = try WritingRules(top.section("write", known: WritingRules.keys))
    let limits = try top.section("limits", known: nil)
    if let limits { layout?.limits = try DirectoryLayout.Limits(limits) }
    directory = layout
    profile = try Profile(limits, id: id, title: title, isDirectory: layout != nil)
    var variants: [Format] = []
    for variant in try file.variants() { variants.append(try Format(variant)) }
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
  init(_ section: Section?, rules: [MappingRule]) throws(Failure) {
    guard let section else { return }
    // A heading that a rule names is met by any of that rule's spellings: Outlook is Outlook in German too.
    header = try section.texts("header").map { title in
      let key = HeaderKey(title)
      let rule = rules.first { rule in rule.isAt(key) }
      return Set([key] + (rule.map { [$0.locator] + $0.synonyms } ?? []).map { HeaderKey($0.text) })
    }
    isExact = try section.truth("exactly") ?? false
    roots = try section.texts("root")
    for text in try section.texts("has") { has.append(try DocumentMark(text, section, "has")) }
    for text in try section.texts("lacks") { lacks.append(try DocumentMark(text, section, "lacks")) }
    files = try section.texts("file")
    isLastResort = try section.truth("last-resort") ?? false
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

extension MappingRule {
  /// Whether the rule's own place, of a series the first, is the header `key`.
  fileprivate func isAt(_ key: HeaderKey) -> Bool { HeaderKey(locator.member(1).text) == key }
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
