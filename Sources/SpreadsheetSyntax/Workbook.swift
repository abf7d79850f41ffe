public import TextEncoding
import ZipSyntax

/// A workbook of Excel (.xlsx, .xlsm) or OpenDocument (.ods): its sheets, each read as the table that it shows.
///
/// ```swift
/// let workbook = try Workbook(FileBytes(path: "customers.xlsx"))
/// workbook.sheets.map(\.name)               // ["Customers", "Lists"]
/// let sheet = try workbook.read(0)
/// sheet.text                                // "Name,Phone\nAnna Weber,4930123456\n"
/// sheet.row(ofLine: 2)                      // 2
/// ```
///
/// Nothing in a workbook is run, fetched or unpacked to disk.
public struct Workbook: Sendable {
  /// A sheet with cells.
  public struct Sheet: Hashable, Sendable {
    /// The name on its tab.
    public let name: String
    /// Whether it is hidden from whoever opens the workbook.
    public let isHidden: Bool
  }

  /// The sheets with cells, in the order of their tabs; at least one.
  public let sheets: [Sheet]
  private let content: Content

  private enum Content: Sendable {
    case openXML(OpenXMLWorkbook)
    case openDocument([SheetCells])
  }

  /// Opens the workbook in `file`.
  ///
  /// - Throws: ``WorkbookError`` where the bytes are none that can be read, or unpack to more than is allowed.
  /// - Complexity: linear in the bytes for OpenDocument, which has all sheets in one file.
  public init(_ file: FileBytes) throws(WorkbookError) {
    switch try OfficeFile(file.bytes) {
    case .openXML(let archive):
      let workbook = try OpenXMLWorkbook(file, archive)
      sheets = workbook.sheets.map { Sheet(name: $0.name, isHidden: $0.isHidden) }
      content = .openXML(workbook)
    case .openDocument(let archive):
      let cells = try OpenDocument.sheets(file, archive)
      sheets = cells.map { Sheet(name: $0.name, isHidden: $0.isHidden) }
      content = .openDocument(cells)
    }
    if sheets.isEmpty { throw .damaged("it has no sheet with cells") }
  }

  /// Reads the sheet at `index`.
  ///
  /// - Parameter maximumRows: how many rows with anything in them are wanted, from the top.
  /// - Throws: ``WorkbookError`` where the sheet is damaged, or holds more than is allowed.
  public func read(_ index: Int, maximumRows: Int = .max) throws(WorkbookError) -> SheetText {
    switch content {
    case .openXML(let workbook): try workbook.read(index, maximumRows: maximumRows)
    case .openDocument(let sheets): try SheetText(sheets[index], strings: PackedTexts(), maximumRows: maximumRows)
    }
  }

  /// Whether bytes look like an office document of any kind, be it one that cannot be read: opening it says why.
  public static func recognises(_ bytes: UnsafeRawBufferPointer) -> Bool { OfficeFile.recognises(bytes) }

  /// How much is unpacked: 4 GiB of one part, but not 250 times what it takes in the file; 1 GiB of text in a sheet.
  static let limits = ZipArchive.Limits(entryBytes: 4 << 30, totalBytes: 16 << 30, entries: 100_000, ratio: 250)
  static let textLimit = 1 << 30
}

/// Why a workbook cannot be read.
public enum WorkbookError: Error, Hashable, Sendable {
  /// It needs a password.
  case encrypted
  /// It is of a kind that is not read; what it is, as "an Excel workbook of 1997 to 2003 (.xls)".
  case foreign(String)
  /// It is cut off or broken; what is wrong, as "it …".
  case damaged(String)
  /// It unpacks to more than is allowed, as archives do that are made to fill a disk; what of it.
  case tooLarge(String)
}
