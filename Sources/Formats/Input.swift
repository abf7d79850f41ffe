public import Contacts
import CSVSyntax
import Dispatch
import SpreadsheetSyntax
import TextEncoding
import XMLSyntax
import ZipSyntax

/// A file that contacts are to be read from: opened, decoded, and its format found.
///
/// ```swift
/// let input = try Input(path: "customers.csv", library: library)
/// input.format.id  // "csv"
/// input.source     // delivers the contacts
/// ```
public struct Input: Sendable {
  /// The format that was named or recognised.
  public let format: Format
  /// What delivers the contacts.
  public let source: any ContactSource

  /// How an admin overrules what would be guessed.
  public struct Options: Sendable {
    /// The format to read as.
    public var format: Format?
    /// The text encoding, by a name that iconv knows.
    public var encoding: String?
    /// The name of the system that record ids belong to.
    public var system: String?

    /// What columns of a table mean, whatever their titles say.
    public var columns: [ColumnOverride] = []
    /// Whether UTF-8 that was once read as another encoding is to be made whole.
    public var repairsMojibake = false
    /// The sheet of a workbook, by its name or its number from 1.
    public var sheet: String?

    /// How one input is to be read.
    public init(format: Format? = nil, encoding: String? = nil, system: String? = nil) {
      self.format = format
      self.encoding = encoding
      self.system = system
    }

    var table: TableFile.Options {
      var table = TableFile.Options()
      table.encoding = encoding
      table.sheet = sheet
      table.repairsMojibake = repairsMojibake
      return table
    }
  }

  /// Opens the file at `path` (`-` for standard input) and finds its format: from the content first, then from the
  /// file's name.
  ///
  /// - Throws: ``Failure`` where the file is missing, empty, binary or of no known format, or of several.
  public init(path: String, library: FormatLibrary, options: Options = Options()) throws(Failure) {
    try self.init(unchecked: path, library: library, options: options)
    if format.syntax == .table { return }
    if !options.columns.isEmpty {
      throw Failure(
        .usage, "\(format.id) has no columns that --map could give a meaning", file: path, help: "leave out --map")
    }
    if options.sheet != nil {
      throw Failure(.usage, "\(format.id) has no sheets", file: path, help: "leave out --sheet")
    }
  }

  private init(unchecked path: String, library: FormatLibrary, options: Options) throws(Failure) {
    if options.format?.syntax ?? .vcard == .vcard, isFolder(path) {
      if let told = options.format { format = told } else { format = try library.recognisedCards(path: path) }
      source = try VCardCollection(
        folder: path, format: format, isGuess: options.format == nil, encoding: options.encoding)
      return
    }
    let file = try FileBytes(named: path)
    guard file.count > 0 else { throw Failure(.fileEmpty, "the file is empty", file: path) }
    if let told = options.format { try library.refuseUnlike(file.bytes, path: path, named: told) }
    if options.format?.syntax ?? .table == .table, Workbook.recognises(file.bytes) {
      let table = try TableFile(file, path: path, options: options.table) { () throws(Failure) in library }
      (format, source) = try Self.contacts(of: table, library: library, options: options)
      return
    }
    if options.format?.syntax ?? .vcard == .vcard, ZipArchive.recognises(file.bytes) {
      let format: Format
      if let told = options.format { format = told } else { format = try library.recognisedCards(path: path) }
      if let cards = try VCardCollection(
        archive: file, path: path, format: format, isGuess: options.format == nil, encoding: options.encoding)
      {
        self.format = format
        source = cards
        return
      }
      throw Failure(
        .archiveWithoutCards, "the archive holds no cards", file: path)
    }
    // XML says itself how it is encoded.
    if options.format?.syntax ?? (Self.looksLikeXML(file.bytes) ? .xml : .table) == .xml {
      if let told = options.format {
        format = told
      } else {
        format = try library.recognised(xml: file.bytes, path: path)
      }
      if format.syntax == .xcard {
        source = StructuredCards(file, path: path, format: format, isGuess: true)
        return
      }
      source = try DirectorySource(file, path: path, format: format, isGuess: options.format == nil)
      return
    }
    let told = options.format?.syntax
    if told == .jcard || told == .xcard || told == .jscontact || told == nil && Self.looksLikeJSON(file.bytes) {
      if let told = options.format {
        format = told
      } else {
        format = try library.recognised(json: file.bytes, path: path)
      }
      source = StructuredCards(file, path: path, format: format, isGuess: options.format == nil)
      return
    }
    if options.format?.syntax ?? (VCardSource.recognises(file.bytes, path: path) ? .vcard : .table) == .vcard {
      if let told = options.format { format = told } else { format = try library.recognisedCards(path: path) }
      source = try VCardSource(
        file, path: path, format: format, isGuess: options.format == nil, encoding: options.encoding)
      return
    }
    // The words of headers, of which there are thousands, are read on another core while the table is found.
    let words = DispatchGroup()
    if told ?? .table == .table {
      DispatchQueue.global().async(group: words) { _ = try? library.headerWords() }
    }
    let text = try DecodedText.decoded(file, path: path, as: options.encoding)
    let isYAML: Bool
    if let told { isYAML = told == .yaml } else { isYAML = try library.looksLikeYAML(text.text.bytes, path: path) }
    if isYAML {
      if let told = options.format { format = told } else { format = try library.recognisedYAML(path: path) }
      source = YAMLSource(text.text, path: path)
      return
    }
    let table = try TableFile(text, path: path, options: options.table)
    words.wait()
    (format, source) = try Self.contacts(of: table, library: library, options: options)
  }

  /// Whether a file of a folder or archive is read as one of cards.
  public static func isNamedLikeCards(_ path: String) -> Bool { VCardSource.isNamedLikeCards(path) }

  /// The contacts of a table in the format that was told or is recognised.
  private static func contacts(
    of table: TableFile, library: FormatLibrary, options: Options
  ) throws(Failure) -> (Format, TableSource) {
    let table = options.format?.rowRules.isHeaderless == true ? table : try table.parted(by: library.headerWords())
    let format: Format
    if let told = options.format {
      format = told
      if table.table.hasHeader, !told.recognition.isLastResort, options.columns.isEmpty,
        TablePlan(header: table.table.header, format: told).mappedCount == 0
      {
        let header = table.table.header.prefix(4).map { "\"\($0)\"" }.joined(separator: ", ")
        throw Failure(
          .formatUnlike, "no column of \(told.id) is among \(header)", file: table.path,
          help: "leave out --from to have the format found")
      }
    } else {
      format = try library.recognised(table: table.table, path: table.path)
    }
    let source = try TableSource(
      table, format: format, isGuess: options.format == nil, system: options.system, told: options.columns)
    return (format, source)
  }

  /// Whether a file begins like a list or object of JSON.
  private static func looksLikeJSON(_ bytes: UnsafeRawBufferPointer) -> Bool {
    var start = bytes.prefix(4096).drop { $0 <= 0x20 || $0 == 0xEF || $0 == 0xBB || $0 == 0xBF }
    guard let first = start.popFirst(), first == 0x5B || first == 0x7B else { return false }
    guard let next = start.first(where: { $0 > 0x20 }) else { return false }
    return next == 0x22 || first == 0x5B && (next == 0x5B || next == 0x7B || next == 0x5D)
  }

  /// Whether the first sign after byte order mark and spaces is `<`, in any encoding of ASCII's letters.
  fileprivate static func looksLikeXML(_ bytes: UnsafeRawBufferPointer) -> Bool {
    let ignored: Set<UInt8> = [0, 0x09, 0x0A, 0x0D, 0x20, 0xEF, 0xBB, 0xBF, 0xFE, 0xFF]
    return bytes.prefix(4096).first { !ignored.contains($0) } == UInt8(ascii: "<")
  }
}

extension FormatLibrary {
  /// Refuses a file that says itself what it is, and says something else than the format that was named: read as that, it
  /// would hold nothing, or nonsense.
  func refuseUnlike(_ bytes: UnsafeRawBufferPointer, path: String, named format: Format) throws(Failure) {
    let help = "leave out --from to have the format found"
    if format.syntax == .table, VCardSource.recognises(bytes, path: "") {
      throw Failure(.formatUnlike, "the file holds cards, and no table of \(format.id)", file: path, help: help)
    }
    let roots = format.recognition.roots + (format.directory?.roots ?? [])
    guard format.syntax == .table || !roots.isEmpty, Input.looksLikeXML(bytes) else { return }
    let head: DocumentHead
    do throws(Failure) { head = try DocumentHead(bytes, path: path) } catch { return }
    if roots.contains(where: { head.root.matches(wildcard: $0) }) { return }
    guard let other = try outlines(of: .xml, .xcard).first(where: { head.fit(of: $0.recognition) > 0 }) else { return }
    throw Failure(.formatUnlike, "the file is of \(other.id), and not of \(format.id)", file: path, help: help)
  }

  /// The XML format whose root and marks fit best.
  func recognised(xml bytes: UnsafeRawBufferPointer, path: String) throws(Failure) -> Format {
    let head = try DocumentHead(bytes, path: path)
    var best: [FormatOutline] = []
    var bestFit = 0
    for outline in try outlines(of: .xml, .xcard) {
      let fit = head.fit(of: outline.recognition)
      if fit > bestFit { (best, bestFit) = ([outline], fit) } else if fit == bestFit, fit > 0 { best.append(outline) }
    }
    if best.count > 1 { throw Self.ambiguous(best.map(\.id), path: path) }
    guard let outline = best.first else {
      if let format = try formats.first(where: { $0.directory?.menu?.root == head.root }) {
        throw Failure(
          .formatUnknown, "this is a menu of \(format.id): it names other files and holds no contact", file: path,
          help: "give the files that it names")
      }
      throw Failure(
        .formatUnknown, "no format is known whose root element is <\(head.root)>", file: path,
        help: "see switchbook formats list, or describe it: Formats/README.md")
    }
    return try format(outline)
  }

  /// The table format that knows the most of the header's columns, of equals the one that demands more of them; the
  /// last resort where none fits.
  func recognised(table: CSVTable, path: String) throws(Failure) -> Format {
    let header = Set(table.header.map { HeaderKey($0) })
    var best: [Format] = []
    var bestCount = (mapped: 0, needed: 0)
    for outline in try outlines(of: .table) where !outline.recognition.header.isEmpty {
      guard outline.recognition.header.allSatisfy({ !$0.isDisjoint(with: header) }) else { continue }
      let format = try format(outline)
      let plan = TablePlan(header: table.header, format: format)
      if format.recognition.isExact, !plan.unmapped.isEmpty { continue }
      let count = (plan.mappedCount, format.recognition.header.count)
      if count > bestCount { (best, bestCount) = ([format], count) } else if count == bestCount { best.append(format) }
    }
    if best.count > 1 { throw Self.ambiguous(best.map(\.id), path: path) }
    if let format = best.first { return format }
    guard let format = try lastResort(.table) else {
      throw Failure(.formatUnknown, "no format fits the file", file: path)
    }
    return format
  }

  func recognisedYAML(path: String) throws(Failure) -> Format {
    guard let outline = try outlines(of: .yaml).first else {
      throw Failure(.formatUnknown, "no YAML format is known", file: path)
    }
    return try format(outline)
  }

  /// Whether the text is a sequence of mappings, or is named like YAML.
  func looksLikeYAML(_ bytes: UnsafeRawBufferPointer, path: String) throws(Failure) -> Bool {
    var line = Substring()
    var rest = String(decoding: bytes.prefix(4096), as: UTF8.self)[...]
    while line.allSatisfy(\.isWhitespace) || line.hasPrefix("#") {
      guard !rest.isEmpty else { return false }
      line = rest.prefix { !$0.isNewline }
      rest = rest[line.endIndex...].dropFirst()
    }
    if line.hasPrefix("- "), let colon = line.firstIndex(of: ":") {
      let key = line[..<colon].dropFirst(2)
      let after = line.index(after: colon)
      if key.allSatisfy({ $0.isLetter || $0 == "-" }), after == line.endIndex || line[after] == " " { return true }
    }
    return try outlines(of: .yaml).contains { outline in
      outline.recognition.files.contains { path.hasSuffix($0.drop { $0 == "*" }) }
    }
  }

  private static func ambiguous(_ candidates: [String], path: String) -> Failure {
    Failure(
      .formatAmbiguous, "the file could be \(candidates.joined(separator: " or "))", file: path,
      help: "name one with --from")
  }
}
