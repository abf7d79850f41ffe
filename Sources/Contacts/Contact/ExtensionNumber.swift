/// What extensions are called by.
public enum ExtensionNumber {
  /// Whether `text` can be an extension's number, and so the name of a file: a digit, then at most 30 digits and
  /// letters of ASCII. A dash parts the ends of a range, and stands before the number of a page.
  public static func isValid(_ text: String) -> Bool {
    guard let first = text.utf8.first, (0x30...0x39).contains(first), text.utf8.count <= 31 else { return false }
    return text.utf8.allSatisfy { (0x30...0x39).contains($0) || (0x41...0x5A).contains($0 & 0xDF) }
  }
}
