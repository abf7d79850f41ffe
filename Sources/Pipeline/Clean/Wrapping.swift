/// What spreadsheets and web pages put around a value: `="0123"`, `'0123`, `tel:0123`.
enum Wrapping {
  /// The value alone, and what stood around it; nil for a bare value. Looks at the first byte of nearly all texts only.
  static func removed(from text: String) -> (value: String, what: String)? {
    switch text.utf8.first {
    case UInt8(ascii: "="):
      guard text.hasPrefix("=\""), text.hasSuffix("\""), text.utf8.count > 2 else { return nil }
      return (String(text.dropFirst(2).dropLast()), "a formula")
    case UInt8(ascii: "'"):
      // `'t Hart` is a name; before a digit or a sign of a formula it is what makes a spreadsheet take a cell as text.
      guard let next = text.utf8.dropFirst().first, marked.contains(next) else { return nil }
      return (String(text.dropFirst()), "an apostrophe")
    default: return nil
    }
  }

  /// Whether anything is written around a value that begins so.
  static func mayBegin(with first: UInt8) -> Bool { first == UInt8(ascii: "=") || first == UInt8(ascii: "'") }

  /// The number in a link that calls it; nil for any other text. `tel:` with parameters is left to who reads numbers.
  static func number(ofLink text: String) -> String? {
    guard text.hasByte(UInt8(ascii: ":")),
      let colon = text.utf8.prefix(8).firstIndex(of: UInt8(ascii: ":")),
      schemes.contains(text[..<colon].lowercased()), !text.utf8.contains(UInt8(ascii: ";"))
    else { return nil }
    let number = String(text[text.index(after: colon)...].drop { $0 == "/" })
    guard number.hasByte(UInt8(ascii: "%")) else { return number }
    return number.replacing("%20", with: " ").replacing("%2B", with: "+")
  }

  private static let marked = Set("=+-@(0123456789\t\r".utf8)
  private static let schemes: Set<String> = ["tel", "callto", "phone", "sms"]
}
