/// Something that is wrong with a card and where; the card is read all the same.
public struct VCardProblem: Hashable, Sendable {
  /// What is wrong.
  public enum Kind: String, CaseIterable, Sendable {
    /// A property stands outside of any card, and a card was begun for it.
    case beginMissing = "begin-missing"
    /// A card is not ended before the next one begins or the file ends.
    case endMissing = "end-missing"
    /// A card begins in the line that ends the one before it, which was cut there.
    case cardsJoined = "cards-joined"
    /// A card says no version; one was guessed from how it is written.
    case versionMissing = "version-missing"
    /// A card says a version that does not exist.
    case versionUnknown = "version-unknown"
    /// A line is no property; it was taken as more text of the property above it.
    case lineJoined = "line-joined"
    /// A line is no property and belongs to none; it was left out.
    case lineStray = "line-stray"
    /// A quotation mark in a parameter is never closed.
    case quoteOpen = "quote-open"
    /// A `=` in quoted-printable text is not followed by two hexadecimal digits; it was kept.
    case quotedPrintableBroken = "quoted-printable-broken"
    /// Quoted-printable text promises to go on where its card or the file ends.
    case quotedPrintableOpen = "quoted-printable-open"
    /// A `CHARSET` that nobody knows; the text was read as UTF-8.
    case charsetUnknown = "charset-unknown"
    /// Bytes that are no text in the encoding that they should be in; each became U+FFFD.
    case undecodable
    /// A NUL byte in a property; it was removed.
    case nulByte = "nul-byte"
    /// A control character in a property that no text has; it was removed.
    case controlCharacter = "control-character"
    /// A property is larger than ``VCardReader/Limits/propertyBytes``; it was left out.
    case propertyOversized = "property-oversized"
    /// A card has more properties than ``VCardReader/Limits/properties``; the rest was left out.
    case tooManyProperties = "too-many-properties"
    /// A card inside a card is never closed.
    case agentOpen = "agent-open"
    /// Cards stand in cards, more than eight deep; they were kept as the text that they are.
    case agentDeep = "agent-deep"
  }

  /// What is wrong.
  public var kind: Kind
  /// The line in the file, from 1.
  public var line: Int
  /// The byte in the line, from 1.
  public var column: Int
}
