import CSVSyntax
import Contacts
import SpreadsheetSyntax
import TextEncoding

/// Which sheet of a workbook is read.
struct SheetChoice: Sendable {
  /// Its name.
  var name: String
  /// Whether nobody named it, though there are others.
  var isGuess = false
  /// The names of the others, with a word where one is hidden.
  var others: [String] = []
  /// Others that seem to hold contacts too.
  var alike: [String] = []

  /// How many rows tell what a sheet holds.
  private static let sample = 200

  /// Opens a workbook and reads the sheet that is told, by its name or its number from 1. Otherwise the likeliest: of
  /// those that are not hidden, the one of which most columns mean something; of equals the first.
  static func read(
    _ file: FileBytes, path: String, told: String?, library: () throws(Failure) -> FormatLibrary
  ) throws(Failure) -> (SheetText, SheetChoice) {
    let workbook = try opening(path) { () throws(WorkbookError) in try Workbook(file) }
    func read(_ index: Int, rows: Int = .max) throws(Failure) -> SheetText {
      try opening(path) { () throws(WorkbookError) in try workbook.read(index, maximumRows: rows) }
    }
    let sheets = workbook.sheets
    if let told {
      let index = try find(told, in: sheets.map(\.name), path: path)
      return (try read(index), SheetChoice(name: sheets[index].name))
    }
    guard sheets.count > 1 else { return (try read(0), SheetChoice(name: sheets[0].name)) }
    let shown = sheets.indices.filter { !sheets[$0].isHidden }
    let candidates = shown.isEmpty ? Array(sheets.indices) : shown
    var chosen = candidates[0]
    var worths: [Int: SheetWorth] = [:]
    if candidates.count > 1 {
      let library = try library()
      for index in candidates {
        let worth = SheetWorth(try read(index, rows: sample), library: library)
        worths[index] = worth
        if worth.columns > worths[chosen]?.columns ?? -1 { chosen = index }
      }
    }
    let others = sheets.indices.filter { $0 != chosen }
    return (
      try read(chosen),
      SheetChoice(
        name: sheets[chosen].name, isGuess: true,
        others: others.map { sheets[$0].isHidden ? "\(sheets[$0].name) (hidden)" : sheets[$0].name },
        alike: others.filter { worths[$0]?.holdsContacts ?? false }.map { sheets[$0].name })
    )
  }

  private static func find(_ told: String, in names: [String], path: String) throws(Failure) -> Int {
    if let index = names.firstIndex(of: told) ?? names.firstIndex(where: { $0.lowercased() == told.lowercased() }) {
      return index
    }
    if let number = Int(told), names.indices.contains(number - 1) { return number - 1 }
    throw Failure(.sheetUnknown, DescriptorMistake.unknown("sheet", told, among: names).what, file: path)
  }

  /// Says for people why a workbook cannot be read.
  private static func opening<Result>(
    _ path: String, _ body: () throws(WorkbookError) -> Result
  ) throws(Failure) -> Result {
    do throws(WorkbookError) {
      return try body()
    } catch {
      switch error {
      case .encrypted: throw Failure(.workbookEncrypted, "the workbook needs a password", file: path)
      case .foreign(let kind): throw Failure(.workbookForeign, "this is \(kind)", file: path)
      case .damaged(let what): throw Failure(.workbookDamaged, "the workbook cannot be read: \(what)", file: path)
      case .tooLarge(let what): throw Failure(.workbookTooLarge, "the workbook is refused: \(what)", file: path)
      }
    }
  }
}

/// What the first rows of a sheet promise.
private struct SheetWorth {
  /// How many of its columns mean something.
  var columns = 0
  /// Whether one of them holds telephone numbers, below a header or alone.
  var holdsContacts = false

  init(_ sheet: SheetText, library: FormatLibrary) {
    guard sheet.rowCount > 0 else { return }
    let table = CSVTable(rfc4180: sheet.text)
    guard let format = try? library.recognised(table: table, path: "") else { return }
    let plan = TablePlan(of: table, format: format)
    columns = plan.mappedCount
    holdsContacts = plan.hasNumbers && columns > 1
  }
}
