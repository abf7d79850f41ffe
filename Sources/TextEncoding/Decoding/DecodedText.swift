/// A file's text as UTF-8, whatever encoding it was in.
public struct DecodedText: Sendable {
  /// The text in UTF-8, valid throughout, without byte order mark.
  public let text: FileBytes
  /// The encoding that it was in, by a name that iconv knows.
  public let encoding: String
  /// Whether the encoding was guessed from statistics: neither named nor marked nor provable.
  public let isGuessed: Bool
  /// How many places were no text in the encoding; each became one U+FFFD.
  public let replacements: Int
  /// Offset in ``text`` of the first U+FFFD that stands for such a place.
  public let firstReplacement: Int?

  /// Decodes `file`, as `encoding` where one is named, else as whatever it is found to be in.
  ///
  /// - Throws: ``DecodingError`` where the file is binary or the name unknown.
  /// - Complexity: O(n); a UTF-8 file that is valid is not copied.
  public static func decode(_ file: FileBytes, as encoding: String? = nil) throws(DecodingError) -> DecodedText {
    let finding: EncodingFinding
    if let encoding {
      guard Iconv(from: encoding) != nil else { throw .unknownEncoding(encoding) }
      finding = EncodingFinding(encoding, named: file.bytes)
    } else {
      finding = try EncodingFinding(file)
    }
    // DOS and CP/M programs end a text with the sign Ctrl-Z, which is none of it.
    var end = file.count
    while end > finding.markLength, file.bytes[end - 1] == 0x1A, finding.isOneByte { end -= 1 }
    let body = FileBytes(finding.markLength..<end, of: file)
    if finding.isUTF8, finding.isValid || UTF8Validation.isValid(body) {
      return DecodedText(
        text: body, encoding: finding.encoding, isGuessed: finding.isGuessed, replacements: 0, firstReplacement: nil)
    }
    let decoding = try Decoding(body, encoding: finding.encoding)
    return DecodedText(
      text: decoding.text, encoding: finding.encoding, isGuessed: finding.isGuessed,
      replacements: decoding.replacements.count, firstReplacement: decoding.replacements.first)
  }
}

/// Why a file cannot be read as text.
public enum DecodingError: Error, Hashable, Sendable {
  /// It is no text.
  case binary
  /// There is no encoding of that name.
  case unknownEncoding(String)
}
