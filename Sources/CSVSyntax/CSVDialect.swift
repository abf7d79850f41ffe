/// How a table's text is cut into rows and fields.
public struct CSVDialect: Hashable, Sendable {
  /// How a quotation mark is written inside a quoted field.
  public enum Escape: Hashable, Sendable {
    /// Twice, as RFC 4180 has it.
    case doubled
    /// With a backslash before it; `\\` is a backslash and a backslash before the delimiter makes it text.
    case backslash
  }

  /// What parts fields: one ASCII byte.
  public var delimiter: UInt8
  /// What encloses a field that may hold delimiters and line ends; nil where nothing does.
  public var quote: UInt8?
  /// How a quotation mark is written inside a quoted field.
  public var escape: Escape
  /// Whether spaces after a delimiter are no part of the field.
  public var skipsSpaces: Bool

  /// A dialect; that of RFC 4180 unless told otherwise.
  public init(
    delimiter: UInt8 = UInt8(ascii: ","), quote: UInt8? = UInt8(ascii: "\""), escape: Escape = .doubled,
    skipsSpaces: Bool = false
  ) {
    self.delimiter = delimiter
    self.quote = quote
    self.escape = escape
    self.skipsSpaces = skipsSpaces
  }
}
