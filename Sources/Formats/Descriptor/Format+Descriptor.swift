public import Contacts
import VCardSyntax
import YAMLSyntax

extension Format {
  /// Reads a descriptor.
  ///
  /// - Parameter origin: the descriptor's file as the user knows it, for messages.
  /// - Throws: ``Failure`` with line and column of the first mistake, and the nearest known word where one is misspelt.
  public init(descriptor: UnsafeRawBufferPointer, origin: String) throws(Failure) {
    let top: YAMLNode
    do throws(YAMLError) {
      top = try YAMLNode.parse(descriptor)
    } catch {
      throw Failure(.descriptorInvalid, error.message, file: origin, line: error.line, column: error.column)
    }
    try self.init(
      Section(
        top, of: "a descriptor", in: origin,
        known: [
          "format", "title", "syntax", "source", "recognise", "document", "phonebook", "contact", "map", "kinds",
          "write", "limits",
        ]),
      origin: origin)
  }

  private init(_ top: Section, origin: String) throws(Failure) {
    self.origin = origin
    id = try top.required("format")
    guard id.utf8.allSatisfy({ (0x61...0x7A).contains($0) || (0x30...0x39).contains($0) || $0 == 0x2D }) else {
      throw top.failure("a format's name is of small letters, digits and dashes", at: top["format"] ?? top.node)
    }
    title = try top.required("title")
    source = try top.required("source")
    guard let syntax = try top.choice("syntax", of: Syntax.self, called: "syntax") else {
      throw top.failure("the key \"syntax\" is missing", at: top.node)
    }
    self.syntax = syntax
    recognition = try Recognition(top.section("recognise", known: ["header", "root", "file", "last-resort"]))
    directory = syntax == .xml ? try DirectoryShape(top) : nil
    rules = try MappingRule.all(in: top, for: syntax)
    (kinds, kindNames) = try Self.kinds(top)
    writing = try WritingRules(top.section("write", known: WritingRules.keys))
    profile = try Profile(top.section("limits", known: nil), id: id, title: title)
    try check(top)
  }

  private static func kinds(
    _ top: Section
  ) throws(Failure) -> ([HeaderKey: Number.Kind], [Number.Kind: String]) {
    var kinds: [HeaderKey: Number.Kind] = [:]
    var names: [Number.Kind: String] = [:]
    for (key, value) in try top.section("kinds", known: nil)?.all ?? [] {
      let label = key.scalar ?? ""
      guard let kind = Number.Kind(rawValue: value.scalar ?? "") else {
        throw top.failure(
          DescriptorMistake.unknown("kind", value.scalar ?? "", among: Number.Kind.allCases.map(\.rawValue)).what,
          at: value)
      }
      kinds[HeaderKey(label)] = kind
      if names[kind] == nil { names[kind] = label }
    }
    return (kinds, names)
  }

  /// What no single key can tell.
  private func check(_ top: Section) throws(Failure) {
    if rules.isEmpty, syntax == .table || syntax == .xml {
      throw top.failure("the key \"map\" is missing", at: top.node)
    }
    if syntax == .xml, directory?.root.isEmpty != false {
      throw top.failure("an XML format needs \"document\" with its root element", at: top.node)
    }
  }
}

extension Recognition {
  init(_ section: Section?) throws(Failure) {
    guard let section else { return }
    header = try section.texts("header").map(HeaderKey.init)
    root = try section.text("root") ?? ""
    files = try section.texts("file")
    isLastResort = try section.truth("last-resort") ?? false
  }
}

extension DirectoryShape {
  init(_ top: Section) throws(Failure) {
    let document = try top.section("document", known: ["root", "title"])
    root = try document?.required("root") ?? ""
    title = try document?.text("title") ?? ""
    contact = try top.section("contact", known: ["element"])?.required("element") ?? ""
    if contact.isEmpty { throw top.failure("an XML format needs \"contact\" with its element", at: top.node) }
    if let section = try top.section("phonebook", known: ["element", "name", "none"]) {
      phonebook = try section.required("element")
      phonebookName = Locator(try section.required("name"))
      noPhonebook = try section.text("none") ?? "Contacts"
    }
  }
}

extension WritingRules {
  static let keys = [
    "encoding", "bom", "delimiter", "line-end", "quote", "spill", "leave-out", "more-numbers", "columns", "extras",
    "never", "version", "width",
  ]

  private enum LineEnd: String, CaseIterable { case lf, crlf }
  private enum Quote: String, CaseIterable { case needed, always }
  private enum Columns: String, CaseIterable { case all, used }

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
    crlf = try section.choice("line-end", of: LineEnd.self, called: "line end") != .lf
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
  }
}
