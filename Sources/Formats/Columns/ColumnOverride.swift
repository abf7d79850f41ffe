public import Contacts

/// What an admin says that a column means: `Cell=mobile`.
public struct ColumnOverride: Hashable, Sendable {
  let column: String
  let meaning: Meaning

  /// Reads `COLUMN=FIELD`; the field as descriptors name it, or its last part alone: `mobile`, `department`.
  ///
  /// - Parameter library: whose titles of columns are known, in whatever language: `state` for `address.region`.
  /// - Throws: ``Failure`` with the nearest field where there is none of the name.
  public init(_ text: String, library: FormatLibrary? = nil) throws(Failure) {
    guard let mark = text.lastIndex(of: "="), mark > text.startIndex else {
      throw Failure(.usage, "\"\(text)\" is not COLUMN=FIELD", help: "as --map \"Cell=mobile\"")
    }
    column = String(text[..<mark])
    let field = text[text.index(after: mark)...].drop { $0 == " " }
    guard let meaning = Self.meaning(String(field)) else {
      if let meant = try library?.meaning(ofTitle: String(field)) {
        throw Failure(.fieldUnknown, "there is no field \"\(field)\"; did you mean \"\(meant.text)\"?")
      }
      let known = Meaning.known + Meaning.known.compactMap { $0.split(separator: ".").last.map(String.init) }
      throw Failure(.fieldUnknown, DescriptorMistake.unknown("field", String(field), among: known).what)
    }
    self.meaning = meaning
  }

  private static func meaning(_ field: String) -> Meaning? {
    if let meaning = Meaning(field) { return meaning }
    for prefix in ["number.", "name.", "address.", "source."] {
      if let meaning = Meaning(prefix + field) { return meaning }
    }
    return nil
  }
}

extension TablePlan {
  /// Gives columns the meanings that were told.
  ///
  /// - Throws: ``Failure`` with the nearest title where the table has no such column.
  mutating func apply(_ told: [ColumnOverride], path: String) throws(Failure) {
    for (place, override) in told.enumerated() {
      let key = HeaderKey(override.column)
      if told[..<place].contains(where: { HeaderKey($0.column) == key && $0.meaning != override.meaning }) {
        throw Failure(.usage, "--map gives column \"\(override.column)\" two meanings", help: "name it once")
      }
      guard let index = columns.firstIndex(where: { HeaderKey($0.header) == key }) else {
        let titles = columns.map(\.header).filter { !$0.isEmpty }
        throw Failure(
          .columnUnknown, DescriptorMistake.unknown("column", override.column, among: titles).what, file: path)
      }
      tell(override.meaning, ofColumn: index)
    }
  }
}
