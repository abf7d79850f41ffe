/// What a column of a table was taken for, and how sure that is.
public struct ColumnGuess: Hashable, Sendable {
  /// The column's title; `Column 3` where the table has no header.
  public let header: String
  /// The field, as descriptors write it: `number.mobile`; `extra` for a column that travels as it is.
  public let field: String
  /// The first different values below the title.
  public var examples: [String]
  /// From 0 to 1; 0 for a column that nothing is known of.
  public let confidence: Double
  /// What the guess rests on.
  public let reason: Reason

  /// What a guess rests on, the surest first.
  public enum Reason: String, Sendable {
    /// `--map` said so.
    case told
    /// The format was recognised by its set of titles, and the column's is one of them.
    case format
    /// The title is a word for the field.
    case title
    /// The values look like it.
    case content
    /// Nothing.
    case none
  }
}

extension ColumnGuess.Reason {
  /// How sure a guess is that rests on this, where the values below agree.
  var certainty: Double {
    switch self {
    case .told, .format: 1
    case .title: 0.95
    case .content: 0.8
    case .none: 0
    }
  }
}
