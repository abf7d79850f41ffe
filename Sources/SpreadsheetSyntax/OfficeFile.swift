import ZipSyntax

/// What kind of office document bytes are.
enum OfficeFile {
  case openXML(ZipArchive)
  case openDocument(ZipArchive)

  /// - Throws: ``WorkbookError`` for what is no workbook that can be read.
  init(_ bytes: UnsafeRawBufferPointer) throws(WorkbookError) {
    if bytes.starts(with: Self.compound) { throw Self.error(ofCompound: bytes) }
    if Self.isBinaryWorkbook(bytes) { throw .foreign(Self.legacy) }
    let archive: ZipArchive
    do { archive = try ZipArchive(bytes, limits: Workbook.limits) } catch {
      throw .damaged("\(error.reason); it may be cut off")
    }
    if archive.entries.contains(where: { $0.problem == .encrypted }) { throw .encrypted }
    if archive.entry("[Content_Types].xml") != nil {
      self = .openXML(archive)
    } else if archive.entry("content.xml") != nil {
      self = .openDocument(archive)
    } else {
      throw .damaged("it lacks the part that lists its sheets")
    }
  }

  /// Whether bytes look like an office document; a cut archive is told by the name of its first entry.
  static func recognises(_ bytes: UnsafeRawBufferPointer) -> Bool {
    if bytes.starts(with: compound) || isBinaryWorkbook(bytes) { return true }
    guard ZipArchive.recognises(bytes), bytes.count > 30 else { return false }
    let length = Int(bytes[26]) | Int(bytes[27]) << 8
    let first = String(decoding: bytes[30..<min(bytes.count, 30 + length)], as: UTF8.self)
    let usual = ["mimetype", "[Content_Types]", "_rels/", "docProps/", "xl/", "META-INF/"]
    if usual.contains(where: first.hasPrefix) { return true }
    guard let archive = try? ZipArchive(bytes, limits: Workbook.limits) else { return false }
    return archive.entry("[Content_Types].xml") != nil
      || archive.entry("content.xml") != nil && archive.entry("mimetype") != nil
  }

  private static let legacy = "an Excel workbook of 1997 to 2003 (.xls)"

  /// The mark of a compound file ([MS-CFB], 2.2), which Office used before 2007 and still puts around what it encrypts.
  private static let compound: [UInt8] = [0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1]

  private static func error(ofCompound bytes: UnsafeRawBufferPointer) -> WorkbookError {
    // Names of streams are UTF-16; where in the file its directory lies makes no difference here.
    func holds(_ name: String) -> Bool { bytes.holds(name.utf8.flatMap { [$0, 0] }) }
    if holds("EncryptedPackage") { return .encrypted }
    if holds("Workbook") || holds("Book") { return .foreign(legacy) }
    return .foreign(holds("WordDocument") ? "a Word document (.doc)" : "a document of Office before 2007")
  }

  /// Whether bytes begin with the BOF record of a BIFF stream that is in no compound file, as Excel 2 to 4 wrote it.
  private static func isBinaryWorkbook(_ bytes: UnsafeRawBufferPointer) -> Bool {
    guard bytes.count >= 8, bytes[0] == 9, bytes[3] == 0 else { return false }
    return bytes[1] == 0 && bytes[2] == 4 || [2, 4].contains(bytes[1]) && bytes[2] == 6
      || bytes[1] == 8 && [8, 16].contains(bytes[2])
  }
}

extension UnsafeRawBufferPointer {
  /// Whether `pattern` stands anywhere in the bytes.
  fileprivate func holds(_ pattern: [UInt8]) -> Bool {
    guard let first = pattern.first else { return true }
    var rest = self[...]
    while let start = rest.firstIndex(of: first) {
      rest = rest[start...]
      if rest.starts(with: pattern) { return true }
      rest.removeFirst()
    }
    return false
  }
}

extension ZipArchive {
  /// The entry of this name, whatever its letters' case, with either slash.
  func entry(_ name: String) -> Entry? {
    let name = name.lowercased()
    return entries.first { $0.name.lowercased().replacing("\\", with: "/") == name }
  }
}
