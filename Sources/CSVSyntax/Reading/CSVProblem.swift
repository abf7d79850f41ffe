/// What is wrong with a field, though it could be read.
public struct CSVProblem: Hashable, Sendable {
  /// What is wrong.
  public enum Kind: Hashable, Sendable {
    /// A quotation mark where none should be; it was kept as text.
    case strayQuote
    /// A quoted field is never closed; it ends with its line.
    case openQuote
    /// NUL bytes; they were removed.
    case nulByte
    /// The field is larger than ``CSVTable/fieldLimit``; it was cut there.
    case oversizedField
  }

  /// What is wrong.
  public let kind: Kind
  /// The field, from 0.
  public let field: Int
}
