import TextEncoding
import ZipSyntax

/// Spreadsheets of OpenDocument (ISO/IEC 26300, OpenDocument 1.2, part 1, section 9), whose sheets are all in one part.
enum OpenDocument {
  /// The sheets with their cells.
  static func sheets(_ file: FileBytes, _ archive: ZipArchive) throws(WorkbookError) -> [SheetCells] {
    guard let content = archive.entry("content.xml") else { throw .damaged("it lacks content.xml") }
    try checkKind(file, archive)
    return try file.readMarkup(of: content, in: archive, to: OpenDocumentReader()).finish()
  }

  /// Refuses what is encrypted, and documents of other kinds.
  private static func checkKind(_ file: FileBytes, _ archive: ZipArchive) throws(WorkbookError) {
    guard let manifest = archive.entry("META-INF/manifest.xml") else { return }
    var isEncrypted = false
    var kind = ""
    try file.elements(of: manifest, in: archive) { element in
      switch element.name {
      case "encryption-data": isEncrypted = true
      case "file-entry": if element.string("full-path") == "/" { kind = element.string("media-type") }
      default: break
      }
    }
    if isEncrypted { throw .encrypted }
    let prefix = "application/vnd.oasis.opendocument."
    if kind.hasPrefix(prefix), !kind.hasPrefix(prefix + "spreadsheet") {
      throw .foreign("an OpenDocument \(kind.dropFirst(prefix.count))")
    }
  }
}
