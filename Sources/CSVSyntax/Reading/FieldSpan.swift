/// Where a field's text lies.
struct FieldSpan {
  /// The text, without quotation marks around it.
  var start: Int
  var end: Int
  /// Where the field starts in the table; `start`, unless the text was unescaped into scratch memory.
  var origin: Int
  var traits: Traits = []

  struct Traits: OptionSet {
    let rawValue: UInt8
    /// Stands in quotation marks.
    static let quoted = Traits(rawValue: 1)
    /// Holds quotation marks written twice, or backslashes before signs.
    static let escaped = Traits(rawValue: 2)
    /// Holds a quotation mark that should not be there.
    static let strayQuote = Traits(rawValue: 4)
    /// Begins with a quotation mark that is never closed.
    static let openQuote = Traits(rawValue: 8)
    /// Holds NUL.
    static let nul = Traits(rawValue: 16)
    /// Holds a line end.
    static let lineEnd = Traits(rawValue: 32)
    /// Lies in scratch memory.
    static let inScratch = Traits(rawValue: 64)
  }
}
