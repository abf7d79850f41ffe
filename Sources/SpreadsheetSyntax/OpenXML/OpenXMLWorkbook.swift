import TextEncoding
import ZipSyntax

/// A workbook of Office Open XML (ECMA-376, part 1, section 18): the parts that its sheets are made of.
struct OpenXMLWorkbook: Sendable {
  struct Sheet: Sendable {
    var name: String
    var isHidden: Bool
    var part: ZipArchive.Entry
  }

  private(set) var sheets: [Sheet] = []
  private let file: FileBytes
  private let archive: ZipArchive
  private let styles: CellStyles
  private let stringsPart: ZipArchive.Entry?
  /// The texts that cells of several sheets share; nil until the only sheet is read, which is done at the same time.
  private var strings: PackedTexts?

  init(_ file: FileBytes, _ archive: ZipArchive) throws(WorkbookError) {
    self.file = file
    self.archive = archive
    let package = OpenXMLPackage(file, archive)
    guard let document = try package.target(of: "", type: "officeDocument") else {
      throw .damaged("it does not say which part is the workbook")
    }
    let path = document.name.lowercased()
    if path.hasSuffix(".bin") { throw .foreign("a binary Excel workbook (.xlsb)") }
    if path.hasPrefix("word/") { throw .foreign("a Word document (.docx)") }
    if path.hasPrefix("ppt/") { throw .foreign("a PowerPoint presentation (.pptx)") }

    var listed: [(name: String, isHidden: Bool, id: String)] = []
    var is1904 = false
    try file.elements(of: document, in: archive) { element in
      switch element.name {
      case "sheet":
        let state = element.string("state")
        listed.append((element.string("name"), !state.isEmpty && state != "visible", element.string("id")))
      case "workbookPr": is1904 = ["1", "true", "on"].contains(element.string("date1904"))
      default: break
      }
    }
    let parts = try package.relations(of: document.name)
    for sheet in listed {
      // Charts and macros have sheets too, without cells.
      guard let part = parts.first(where: { $0.id == sheet.id }), part.type == "worksheet" else { continue }
      guard let entry = archive.entry(part.target) else {
        throw .damaged("it lacks \(part.target), the sheet \"\(sheet.name)\"")
      }
      sheets.append(Sheet(name: sheet.name, isHidden: sheet.isHidden, part: entry))
    }
    func entry(_ type: String) -> ZipArchive.Entry? {
      parts.first { $0.type == type }.flatMap { archive.entry($0.target) }
    }
    styles =
      try entry("styles").map { (part) throws(WorkbookError) in
        try CellStyles(file, archive, part, is1904: is1904)
      } ?? CellStyles(is1904: is1904)
    stringsPart = entry("sharedStrings")
    if sheets.count > 1 { strings = try readStrings() }
  }

  func read(_ index: Int, maximumRows: Int) throws(WorkbookError) -> SheetText {
    if let strings { return try SheetText(readCells(index, maximumRows), strings: strings, maximumRows: maximumRows) }
    // Neither needs the other until both are there.
    let halves = concurrentMap(2) { half in
      Result { () throws(WorkbookError) in
        half == 0 ? Half.cells(try readCells(index, maximumRows)) : .strings(try readStrings())
      }
    }
    guard case .cells(let cells) = try halves[0].get(), case .strings(let strings) = try halves[1].get() else {
      return try SheetText(SheetCells(), strings: PackedTexts(), maximumRows: 0)
    }
    return try SheetText(cells, strings: strings, maximumRows: maximumRows)
  }

  private enum Half: Sendable {
    case cells(SheetCells)
    case strings(PackedTexts)
  }

  private func readCells(_ index: Int, _ maximumRows: Int) throws(WorkbookError) -> SheetCells {
    let reader = WorksheetReader(styles: styles, maximumRows: maximumRows)
    var cells = try file.readMarkup(of: sheets[index].part, in: archive, to: reader).finish()
    cells.name = sheets[index].name
    return cells
  }

  private func readStrings() throws(WorkbookError) -> PackedTexts {
    guard let stringsPart else { return PackedTexts() }
    return try file.readMarkup(of: stringsPart, in: archive, to: SharedStringsReader()).finish()
  }
}

/// How parts of a package refer to each other (ECMA-376, part 2, section 9.3).
struct OpenXMLPackage {
  struct Relation {
    var id: String
    /// The last word of its type, which the transitional and the strict kind of the standard have in common.
    var type: String
    /// The path of the part that it leads to.
    var target: String
  }

  private let file: FileBytes
  private let archive: ZipArchive

  init(_ file: FileBytes, _ archive: ZipArchive) {
    self.file = file
    self.archive = archive
  }

  /// What the part at `path` refers to; of the package itself for an empty path.
  func relations(of path: String) throws(WorkbookError) -> [Relation] {
    let folder = path.split(separator: "/", omittingEmptySubsequences: false).dropLast().map(String.init)
    let name = path.split(separator: "/").last ?? ""
    guard let entry = archive.entry((folder + ["_rels", "\(name).rels"]).joined(separator: "/")) else { return [] }
    var relations: [Relation] = []
    try file.elements(of: entry, in: archive) { element in
      guard case "Relationship" = element.name, element.string("TargetMode") != "External" else { return }
      let type = element.string("Type").split(separator: "/").last.map(String.init) ?? ""
      relations.append(
        Relation(id: element.string("Id"), type: type, target: Self.path(element.string("Target"), from: folder)))
    }
    return relations
  }

  /// The first part of a type that the part at `path` refers to.
  func target(of path: String, type: String) throws(WorkbookError) -> ZipArchive.Entry? {
    try relations(of: path).first { $0.type == type }.flatMap { archive.entry($0.target) }
  }

  /// The path that a reference leads to from `folder`.
  private static func path(_ target: String, from folder: [String]) -> String {
    var parts = target.hasPrefix("/") ? [] : folder
    for part in target.split(whereSeparator: { $0 == "/" || $0 == "\\" }) {
      switch part {
      case ".": break
      case "..": _ = parts.popLast()
      default: parts.append(String(part))
      }
    }
    return parts.joined(separator: "/")
  }
}
