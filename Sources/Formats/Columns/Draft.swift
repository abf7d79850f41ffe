public import Contacts

extension Input {
  /// A descriptor for tables like this one, made from what its columns were taken for: ready to edit, and reading the
  /// same file the same way as it stands.
  ///
  /// - Parameter name: the format's name; made of small letters, digits and dashes.
  /// - Throws: ``Failure`` where the input is no table.
  public func draft(named name: String) throws(Failure) -> String {
    guard let table = source as? TableSource else {
      throw Failure(.usage, "\(format.id) files need no draft; only tables have columns to tell", file: source.name)
    }
    return Draft(plan: table.plan, format: format, delimiter: table.delimiter, hasHeader: table.hasHeader).text(
      named: name, source: source.name)
  }

  /// What each column of a table was taken for; none of other files.
  public var columns: [ColumnGuess] { (source as? TableSource)?.plan.guesses ?? [] }
}

/// A descriptor in the making.
private struct Draft {
  let plan: TablePlan
  let format: Format
  let delimiter: UInt8
  let hasHeader: Bool

  func text(named name: String, source: String) -> String {
    var counts: [HeaderKey: Int] = [:]
    var seen = Set<String>()
    var lines = [
      "format: \(name)", "title: Tables like \(Self.quoted(source))".replacing("\"", with: "'"), "syntax: table",
      "source: \(Self.quoted("the titles of \(source)"))",
    ]
    let titles = plan.columns.map(\.header).filter { !$0.isEmpty }
    if hasHeader { lines.append("recognise: {header: [\(titles.map(Self.quoted).joined(separator: ", "))]}") }
    let rows = (hasHeader ? [] : ["header: none"]) + (format.rowRules.join.map { [join($0)] } ?? [])
    if !rows.isEmpty { lines.append("rows: {\(rows.joined(separator: ", "))}") }
    lines.append("map:")
    let beside = Set(plan.columns.flatMap { [$0.kindColumn, $0.extensionColumn] }.compactMap { $0 })
    for (index, column) in plan.columns.enumerated() where !column.header.isEmpty {
      let count = counts[HeaderKey(column.header), default: 0] + 1
      counts[HeaderKey(column.header)] = count
      if beside.contains(index) { continue }
      let place = column.isOfSeries ? series(column.header, column) : Locator(column.header).repetition(count).text
      // All members of a series are one rule.
      if column.isOfSeries, !seen.insert(place).inserted { continue }
      lines.append("  \(Self.quoted(place)): \(rule(column))")
    }
    lines += table(
      "kinds", format.kinds.map { ($0.key.text, $0.value.rawValue) }, format.kindNames.map { ($1, $0.rawValue) })
    lines += table(
      "settings", format.settings.map { ($0.key.text, $0.value.rawValue) },
      format.settingNames.map { ($1, $0.rawValue) })
    lines.append("write: {delimiter: \(Self.quoted(String(UnicodeScalar(delimiter))))}")
    return lines.joined(separator: "\n") + "\n"
  }

  private func join(_ join: RowJoin) -> String {
    let marks = join.marks.map { "\(Self.quoted($0.place.text)): \(Self.quoted($0.text))" }
    return "join: {\((marks + ["\(Self.quoted(join.number.text)): number"]).joined(separator: ", "))}"
  }

  private func rule(_ column: TablePlan.Column) -> String {
    var meaning = column.meaning
    if case .extra(let name) = meaning, name == column.header { meaning = .extra("") }
    let field = meaning == .extra("") ? "extra" : meaning.text
    var keys: [String] = []
    if let kind = column.kindColumn {
      let header = plan.columns[kind].header
      keys.append("kind: \(Self.quoted(column.isOfSeries ? series(header, column) : header))")
    }
    if let place = column.extensionColumn { keys.append("extension: \(Self.quoted(plan.columns[place].header))") }
    if !column.separators.isEmpty {
      let marks = column.separators.map(Self.quoted)
      keys.append("split: \(marks.count == 1 ? marks[0] : "[\(marks.joined(separator: ", "))]")")
    }
    if let rule = column.rule {
      if !rule.strip.isEmpty { keys.append("strip: \(Self.quoted(rule.strip))") }
      if !rule.words.isEmpty {
        let values = rule.words.pairs.map { "\(Self.quoted($0.written)): \(Self.quoted($0.means))" }
        keys.append("values: {\(values.joined(separator: ", "))}")
      }
    }
    let plain = field.contains(" ") ? Self.quoted(field) : field
    return keys.isEmpty ? plain : "{\((["field: \(plain)"] + keys).joined(separator: ", "))}"
  }

  /// A header with the place for its number in a series: `Address {n} - City`.
  private func series(_ header: String, _ column: TablePlan.Column) -> String {
    header.replacing("\(column.member)", with: "{n}", maxReplacements: 1)
  }

  /// A table of words; those that are written come first.
  private func table(_ name: String, _ all: [(String, String)], _ written: [(String, String)]) -> [String] {
    if all.isEmpty { return [] }
    let first = written.sorted { ($0.1, $0.0) < ($1.1, $1.0) }
    let known = Set(first.map { HeaderKey($0.0).text })
    let rest = all.filter { !known.contains($0.0) }.sorted { ($0.1, $0.0) < ($1.1, $1.0) }
    return ["\(name):"] + (first + rest).map { "  \(Self.quoted($0.0)): \($0.1)" }
  }

  private static func quoted(_ text: String) -> String {
    let escaped = text.replacing("\\", with: "\\\\").replacing("\"", with: "\\\"").replacing("\n", with: "\\n")
      .replacing("\t", with: "\\t").replacing("\r", with: "\\r")
    return "\"\(escaped)\""
  }
}

extension TablePlan.Column {
  /// Whether it belongs to an address of several.
  fileprivate var isOfSeries: Bool {
    if member > 0, case .address = meaning { true } else { false }
  }
}
