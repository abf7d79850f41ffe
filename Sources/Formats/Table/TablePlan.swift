import Contacts

/// What each column of one table means: a format's rules, laid over a header.
struct TablePlan: Sendable {
  struct Column: Sendable {
    var meaning: Meaning
    /// What parts several values in one cell; empty for one value.
    var separator = ""
    /// The column that says of what kind the value is.
    var kindColumn: Int?
    var rule: MappingRule?
    /// What the column means instead, where another with a certain meaning is there.
    var beside: [(other: Meaning, meaning: Meaning)] = []
    /// The header as written.
    var header: String
    /// Whether each cell is one value that means what the column says: nearly all columns.
    fileprivate(set) var isPlain = false
  }

  /// The column of a file of rejected records that says why; whoever mends the file need not delete it.
  static let reasonHeader = "Rejected because"

  private(set) var columns: [Column]
  /// Columns that say what the numbers of their row are; read after all others.
  let labelColumns: [Int]
  /// Headers that no rule knows.
  let unmapped: [String]

  /// How many columns a rule knows.
  var mappedCount: Int { columns.count - unmapped.count }

  /// Whether any column holds telephone numbers.
  var hasNumbers: Bool {
    columns.contains { if case .number = $0.meaning { true } else { false } }
  }

  /// The plan for a table under `header`; `sampleRows` tell whether columns hold what their titles promise, where the
  /// format guesses by titles that people chose.
  init(header: [String], format: Format, sampleRows: [[String]] = []) {
    var positions: [HeaderKey: Int] = [:]
    for (index, title) in header.enumerated() where !title.isEmpty {
      let key = HeaderKey(title)
      if positions[key] == nil { positions[key] = index }
    }
    var columns = header.enumerated().map { index, title in
      Column(meaning: .extra(title.isEmpty ? "Column \(index + 1)" : title), header: title)
    }
    var known = Set<Int>()
    if let reason = positions[HeaderKey(Self.reasonHeader)] {
      columns[reason].meaning = .ignored
      known.insert(reason)
    }
    for rule in format.rules {
      for place in [rule.locator] + rule.synonyms {
        var n = 1
        while n < 100, let index = positions[HeaderKey(place.member(n).text)] {
          if known.insert(index).inserted {
            columns[index].meaning = rule.meaning.named(columns[index].header, number: place.isSeries ? n : 1)
            columns[index].separator = rule.separator
            columns[index].rule = rule.words.isEmpty ? nil : rule
            columns[index].beside = rule.beside
            if let kind = rule.kind, let beside = positions[HeaderKey(kind.member(n).text)] {
              columns[index].kindColumn = beside
              columns[beside].meaning = .ignored
              known.insert(beside)
            }
          }
          n += 1
          guard place.isSeries else { break }
        }
      }
    }
    if format.writing.moreNumbers == .furtherColumns {
      for index in columns.indices where !known.contains(index) {
        guard let further = Self.furtherNumber(header[index], format.rules) else { continue }
        columns[index].meaning = further
        known.insert(index)
      }
    }
    if format.recognition.isLastResort {
      columns.settleAmbiguities(format.rules)
      columns.correct(by: sampleRows)
    }
    for index in columns.indices {
      let column = columns[index]
      columns[index].isPlain =
        column.separator.isEmpty && column.kindColumn == nil && column.rule == nil && column.meaning != .ignored
        && column.meaning != .numberLabel
    }
    self.columns = columns
    labelColumns = columns.indices.filter { columns[$0].meaning == .numberLabel }
    unmapped = columns.indices.filter { !known.contains($0) }.map { columns[$0].header }
  }

  /// The meaning of a column that goes on with another kind's: "Home Fax 2" after "Home Fax".
  private static func furtherNumber(_ header: String, _ rules: [MappingRule]) -> Meaning? {
    guard let space = header.lastIndex(of: " "), let ordinal = Int(header[header.index(after: space)...]),
      (2...99).contains(ordinal)
    else { return nil }
    let base = HeaderKey(String(header[..<space]))
    for rule in rules {
      guard case .number(let kind, _) = rule.meaning else { continue }
      if ([rule.locator] + rule.synonyms).contains(where: { HeaderKey($0.text) == base }) {
        return .number(kind, ordinal: ordinal)
      }
    }
    return nil
  }

  /// The plan for a table without a header: columns are told by what their first rows hold.
  init(sampleRows: [[String]], columnCount: Int) {
    var columns: [Column] = []
    var hasName = false
    for index in 0..<columnCount {
      let cells = sampleRows.compactMap { $0.indices.contains(index) ? $0[index] : nil }.filter { !$0.isEmpty }
      let header = "Column \(index + 1)"
      var meaning = Meaning.extra(header)
      if !cells.isEmpty {
        if cells.allSatisfy(Self.looksLikeEmail) {
          meaning = .email(.work, ordinal: 1)
        } else if cells.allSatisfy(Self.looksLikeNumber) {
          meaning = .number(.business, ordinal: 1)
        } else if !hasName, cells.contains(where: { $0.contains(where: \.isLetter) }) {
          meaning = .text(.display)
          hasName = true
        }
      }
      columns.append(Column(meaning: meaning, header: header))
    }
    self.columns = columns
    labelColumns = []
    unmapped = columns.filter { if case .extra = $0.meaning { true } else { false } }.map(\.header)
  }

  private static func looksLikeEmail(_ cell: String) -> Bool {
    cell.split(separator: "@").count == 2 && !cell.contains(" ")
  }

  private static func looksLikeNumber(_ cell: String) -> Bool {
    let digits = cell.utf8.count { (0x30...0x39).contains($0) }
    return digits >= 5 && cell.utf8.allSatisfy { (0x28...0x39).contains($0) || $0 == 0x20 }
  }
}

extension [TablePlan.Column] {
  /// Gives columns whose title means one thing alone and another beside a certain column the latter meaning: "Name" is
  /// the whole name, beside "Vorname" the family name.
  fileprivate mutating func settleAmbiguities(_ rules: [MappingRule]) {
    let present = map(\.meaning)
    for index in indices {
      for (other, meaning) in self[index].beside where !present.contains(meaning) {
        guard present.indices.contains(where: { $0 != index && present[$0] == other }) else { continue }
        self[index].meaning = meaning
        break
      }
    }
  }

  /// Corrects titles by what stands below them: an "Office" without a digit names the place of the row's numbers.
  fileprivate mutating func correct(by rows: [[String]]) {
    for index in indices {
      guard case .number = self[index].meaning else { continue }
      let cells = rows.compactMap { $0.indices.contains(index) ? $0[index] : nil }.filter { !$0.isEmpty }
      if !cells.isEmpty,
        cells.allSatisfy({ $0.utf8.count { (0x30...0x39).contains($0) } < 2 && $0.contains(where: \.isLetter) })
      {
        self[index].meaning = .numberLabel
      }
    }
  }
}

extension Meaning {
  /// The meaning in a column: an extra without a name takes the header's, a series' member its number.
  fileprivate func named(_ header: String, number: Int) -> Meaning {
    switch self {
    case .extra(""): .extra(header)
    case .number(let kind, let ordinal): .number(kind, ordinal: number > 1 ? number : ordinal)
    case .email(let setting, let ordinal): .email(setting, ordinal: number > 1 ? number : ordinal)
    default: self
    }
  }
}
