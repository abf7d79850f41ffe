import Contacts

/// What each column of one table means: a format's rules, laid over a header.
struct TablePlan: Sendable {
  struct Column: Sendable {
    var meaning: Meaning
    /// What parts several values in one cell; empty for one value.
    var separators: [String] = []
    /// The column that says of what kind the value is.
    var kindColumn: Int?
    /// The column of the number's extension.
    var extensionColumn: Int?
    /// Which member of a series of addresses it belongs to; 0 for none.
    var member = 0
    var rule: MappingRule?
    /// What the column means instead, where another with a certain meaning is there.
    var beside: [(other: Meaning, meaning: Meaning)] = []
    /// The header as written.
    var header: String
    /// Where its cells go.
    fileprivate(set) var way = Way.byRule
    /// Whether the title does not tell what an id is of.
    var isVague = false
    /// What else a column of this title may hold: the values tell.
    var alternatives: [Meaning] = []
    /// What the meaning rests on, and what its first values look like.
    var reason = ColumnGuess.Reason.none
    var content: ColumnContent?
  }

  /// Where the cells of a column go, told without the words of its meaning, which every cell would have to go through.
  enum Way: Sendable {
    /// One value that means what the column says: nearly all columns.
    case text(TextField)
    case number(Number.Kind)
    case email(Setting)
    case address(Setting, PostalAddress.Part)
    /// The same, of any other meaning.
    case byMeaning
    /// One or several values, of which other columns or words say more.
    case byRule
    case nowhere
  }

  /// The column of a file of rejected records that says why; whoever mends the file need not delete it.
  static let reasonHeader = "Rejected because"
  private static let reasonKey = HeaderKey(reasonHeader)
  static func isReason(_ header: String) -> Bool { HeaderKey(header) == reasonKey }

  private(set) var columns: [Column]
  /// Columns that say what the numbers of their row are; read after all others.
  private(set) var labelColumns: [Int] = []
  /// Whether parts of a birthday stand in columns of their own.
  private(set) var hasPartsOfDate = false
  /// Headers that no rule knows.
  var unmapped: [String] { columns.filter { $0.reason == .none && $0.meaning != .ignored }.map(\.header) }
  /// Columns of which the values do not tell which of several things they hold.
  private(set) var ambiguities: [(column: Int, meanings: [Meaning])] = []

  /// How many columns a rule knows.
  var mappedCount: Int { columns.count - unmapped.count }

  /// What each column was taken for.
  var guesses: [ColumnGuess] { columns.map(\.guess) }

  /// What the columns were taken for of which a guess rests on this.
  func guesses(for reason: ColumnGuess.Reason) -> [ColumnGuess] {
    columns.filter { $0.reason == reason }.map(\.guess)
  }

  /// Whether there are record ids, of nobody knows what.
  var hasVagueIDs: Bool {
    let ids = columns.filter { $0.meaning == .text(.sourceID) }
    return !ids.isEmpty && ids.allSatisfy { $0.isVague && $0.reason != .told }
  }

  /// Whether any column holds telephone numbers.
  var hasNumbers: Bool {
    columns.contains { if case .number = $0.meaning { true } else { false } }
  }

  /// The plan for a table under `header`; `sampleRows` tell whether columns hold what their titles promise, where the
  /// format guesses by titles that people chose.
  init(header: [String], format: Format, sampleRows: [[String]] = []) {
    var positions: [HeaderKey: Int] = [:]
    var counts: [HeaderKey: Int] = [:]
    for (index, title) in header.enumerated() where !title.isEmpty {
      let key = HeaderKey(title)
      let count = counts[key, default: 0] + 1
      counts[key] = count
      let place = Locator(title).repetition(count)
      if positions[place.key] == nil { positions[place.key] = index }
    }
    var columns = header.enumerated().map { index, title in
      Column(meaning: .extra(title.isEmpty ? "Column \(index + 1)" : title), header: title)
    }
    var known = Set<Int>()
    if positions[Self.reasonKey] != nil {
      for reason in header.indices where Self.isReason(header[reason]) {
        columns[reason].meaning = .ignored
        columns[reason].reason = .format
        known.insert(reason)
      }
    }
    let certain: ColumnGuess.Reason = format.recognition.isLastResort ? .title : .format
    // `Titre#2` with a rule of its own is no repetition of `Titre`. Few tables repeat a title.
    lazy var apart = format.keysOfRepetitions
    let glance = positions.keys.reduce(0) { $0 | $1.glance }
    for rule in format.rules {
      rule.forEachPlace { place in
        if !place.isSeries, place.key.glance & glance == 0 { return }
        for n in 1...99 {
          let key = place.column(n).key
          guard let index = positions[key] else { break }
          if n > 1, !place.isSeries, !rule.meaning.holdsSeveral || apart.contains(key) { break }
          guard known.insert(index).inserted else { continue }
          columns[index].meaning = rule.meaning.named(place.isSeries ? rule.locator.member(n) : rule.locator, number: n)
          columns[index].separators = rule.separators
          columns[index].rule = rule.words.isEmpty && rule.strip.isEmpty ? nil : rule
          columns[index].beside = rule.beside
          columns[index].alternatives = rule.alternatives
          columns[index].isVague = rule.isVague
          columns[index].reason = certain
          if place.isSeries { columns[index].member = n }
          func companion(_ place: Locator) -> Int? {
            guard let beside = positions[place.column(n).key] else { return nil }
            columns[beside].meaning = .ignored
            columns[beside].reason = certain
            known.insert(beside)
            return beside
          }
          if let kind = rule.kind { columns[index].kindColumn = companion(kind) }
          for place in rule.extensions where columns[index].extensionColumn == nil {
            columns[index].extensionColumn = companion(place)
          }
        }
      }
    }
    if format.writing.moreNumbers == .furtherColumns {
      for index in columns.indices where !known.contains(index) {
        guard let (rule, ordinal) = Self.furtherNumber(header[index], format.rules) else { continue }
        known.insert(index)
        columns[index].meaning = rule.meaning.named(rule.locator, number: ordinal)
        columns[index].reason = certain
        if let kind = rule.kind, let beside = positions[kind.column(ordinal).key] {
          columns[index].kindColumn = beside
          columns[beside].meaning = .ignored
          columns[beside].reason = certain
          known.insert(beside)
        }
      }
    }
    for index in columns.indices { columns[index].content = ColumnContent(sampleRows, column: index) }
    ambiguities = columns.settleAlternatives()
    if format.recognition.isLastResort {
      columns.settleAmbiguities(format.rules)
      columns.correct(by: sampleRows)
      columns.tellByContent()
    }
    self.columns = columns
    settle()
  }

  /// The meaning of a column that goes on with another kind's: "Home Fax 2" after "Home Fax".
  private static func furtherNumber(_ header: String, _ rules: [MappingRule]) -> (rule: MappingRule, ordinal: Int)? {
    guard let space = header.lastIndex(of: " "), let ordinal = Int(header[header.index(after: space)...]),
      (2...99).contains(ordinal)
    else { return nil }
    let base = HeaderKey(String(header[..<space]))
    for rule in rules {
      guard case .number = rule.meaning else { continue }
      if rule.locator.key == base || rule.synonyms.contains(where: { $0.key == base }) { return (rule, ordinal) }
    }
    return nil
  }

  /// The plan for a table without a header: columns are told by what their first rows hold.
  init(sampleRows: [[String]], columnCount: Int) {
    var columns = (0..<columnCount).map { index in
      var column = Column(meaning: .extra("Column \(index + 1)"), header: "Column \(index + 1)")
      column.content = ColumnContent(sampleRows, column: index)
      return column
    }
    columns.tellByContent()
    // Somebody must be called something: the first column of words, where nothing better is a name.
    if !columns.contains(where: \.isName),
      let words = columns.firstIndex(where: { $0.reason == .none && $0.content?.fit(.text(.display)) ?? 0 > 0 })
    {
      columns[words].meaning = .text(.display)
      columns[words].reason = .content
    }
    self.columns = columns
    settle()
  }

  /// Gives a column the meaning that an admin told.
  mutating func tell(_ meaning: Meaning, ofColumn index: Int) {
    var column = Column(meaning: meaning, header: columns[index].header)
    if case .extra("") = meaning { column.meaning = .extra(column.header) }
    column.content = columns[index].content
    column.reason = .told
    columns[index] = column
    ambiguities.removeAll { $0.column == index }
    settle()
  }

  /// Finds out, once all columns have their meaning, which are labels, and where cells go.
  private mutating func settle() {
    labelColumns = columns.indices.filter { columns[$0].meaning == .numberLabel }
    hasPartsOfDate = columns.contains(where: \.isPartOfDate)
    for index in columns.indices { columns[index].way = columns[index].wayOfCells }
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

  /// Of columns whose title means several things, takes the one that the values look like; says which are undecided.
  fileprivate mutating func settleAlternatives() -> [(column: Int, meanings: [Meaning])] {
    var undecided: [(column: Int, meanings: [Meaning])] = []
    for index in indices where !self[index].alternatives.isEmpty {
      let meanings = [self[index].meaning] + self[index].alternatives
      let fits = meanings.map { self[index].content?.fit($0) ?? 0 }
      guard let best = fits.max(), best > 0 else { continue }
      let likely = meanings.indices.filter { fits[$0] > best - 0.1 }
      self[index].meaning = meanings[likely[0]]
      if likely.count > 1 { undecided.append((index, likely.map { meanings[$0] })) }
    }
    return undecided
  }

  /// Gives columns whose title says nothing the meaning that their values tell, where no other column has it.
  fileprivate mutating func tellByContent() {
    for index in indices where self[index].reason == .none {
      guard let guess = self[index].content?.guess() else { continue }
      switch guess.meaning {
      case .text(.display) where contains(where: \.isName): continue
      case .text, .address:
        if contains(where: { $0.reason != .none && $0.meaning == guess.meaning }) { continue }
      default: break
      }
      self[index].meaning = guess.meaning
      self[index].reason = .content
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

extension TablePlan.Column {
  fileprivate var guess: ColumnGuess {
    let fit = reason == .told ? nil : content?.fit(meaning)
    return ColumnGuess(
      header: header, field: reason == .none ? "extra" : meaning.text, examples: content?.examples ?? [],
      confidence: reason.certainty * (0.5 + 0.5 * (fit ?? 1)), reason: reason)
  }

  fileprivate var isPartOfDate: Bool { if case .birthday = meaning { true } else { false } }

  fileprivate var wayOfCells: TablePlan.Way {
    guard separators.isEmpty, kindColumn == nil, extensionColumn == nil, rule == nil, member == 0 else {
      return .byRule
    }
    return switch meaning {
    case .ignored, .numberLabel: .nowhere
    case .birthday: .byRule
    case .text(let field): .text(field)
    case .number(.some(let kind), _): .number(kind)
    case .email(.some(let setting), _): .email(setting)
    case .address(let setting, let part): .address(setting, part)
    default: .byMeaning
    }
  }

  fileprivate var isName: Bool {
    switch meaning {
    case .text(.display), .text(.given), .text(.family): true
    default: false
    }
  }
}

extension Meaning {
  /// The meaning in the `number`-th column: an extra without a name takes the place's.
  fileprivate func named(_ place: Locator, number: Int) -> Meaning {
    switch self {
    case .extra(""): .extra(place.text)
    case .number(let kind, let ordinal): .number(kind, ordinal: number > 1 ? number : ordinal)
    case .email(let setting, let ordinal): .email(setting, ordinal: number > 1 ? number : ordinal)
    default: self
    }
  }
}

extension Meaning {
  /// Whether a contact may have several of it, so that a repeated header means the next one.
  fileprivate var holdsSeveral: Bool {
    switch self {
    case .number, .email, .url, .phonebooks, .extra: true
    case .text, .address, .birthday, .numberLabel, .ignored: false
    }
  }
}

extension Locator {
  /// The `n`-th column of the place: of a series its member, else the header's `n`-th repetition.
  fileprivate func column(_ n: Int) -> Locator { isSeries ? member(n) : repetition(n) }
}

extension Format {
  /// The titles with a number of a repetition that its rules name.
  fileprivate var keysOfRepetitions: Set<HeaderKey> {
    var keys = Set<HeaderKey>()
    for rule in rules {
      rule.forEachPlace { if $0.text.utf8.contains(UInt8(ascii: "#")) { keys.insert($0.key) } }
    }
    return keys
  }
}
