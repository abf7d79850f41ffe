/// A birthday as three columns have it: any of its parts may be missing.
///
/// As a text it is ISO 8601, which vCard 4 uses too: `1980-05-17`, `1980-05`, `1980`, and without a year `--05-17`, `--05`,
/// `---17`.
struct DateParts: Hashable, Sendable {
  enum Part: String, CaseIterable, Sendable {
    case year, month, day
  }

  private var year = ""
  private var month = ""
  private var day = ""

  init() {}

  /// nil where the text is no date, or one with a time.
  init?(_ text: String) {
    let pieces = text.split(separator: "-", omittingEmptySubsequences: false).map(String.init)
    guard pieces.allSatisfy({ $0.utf8.allSatisfy { (0x30...0x39).contains($0) } }) else { return nil }
    switch pieces.map(\.utf8.count) {
    case [4]: year = pieces[0]
    case [4, 2]: (year, month) = (pieces[0], pieces[1])
    case [4, 2, 2]: (year, month, day) = (pieces[0], pieces[1], pieces[2])
    case [0, 0, 2]: month = pieces[2]
    case [0, 0, 2, 2]: (month, day) = (pieces[2], pieces[3])
    case [0, 0, 0, 2]: day = pieces[3]
    default: return nil
    }
  }

  /// A part as people write it, without a leading zero; empty where it is missing.
  subscript(part: Part) -> String {
    switch part {
    case .year: year
    case .month: String(month.drop { $0 == "0" })
    case .day: String(day.drop { $0 == "0" })
    }
  }

  /// Sets a part; false where `text` is none.
  mutating func set(_ part: Part, to text: String) -> Bool {
    guard let number = Int(text), text.utf8.count <= 4 else { return false }
    switch part {
    case .year:
      guard (1_000...9_999).contains(number) else { return false }
      year = text
    case .month:
      guard (1...12).contains(number) else { return false }
      month = number < 10 ? "0\(number)" : "\(number)"
    case .day:
      guard (1...31).contains(number) else { return false }
      day = number < 10 ? "0\(number)" : "\(number)"
    }
    return true
  }

  /// The date; nil where it lacks the month between its year and day, which no text of it could leave out.
  var text: String? {
    if month.isEmpty { return year.isEmpty ? day.isEmpty ? "" : "---\(day)" : day.isEmpty ? year : nil }
    let head = year.isEmpty ? "--\(month)" : "\(year)-\(month)"
    return day.isEmpty ? head : "\(head)-\(day)"
  }
}
