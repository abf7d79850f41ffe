/// Dates of cards and of contacts: basic and extended ISO 8601, with or without a year.
enum CardDate {
  /// `1984-02-29`, or `--02-29`, for `19840229`, `1984-02-29`, `--0229`, `--02-29` and those with a midnight behind;
  /// nil for text that is no date.
  static func extended(_ text: String) -> String? {
    var digits = text
    for end in ["T00:00:00Z", "T000000Z", "T00:00:00", "T000000", "T00:00:00.000Z"] where digits.hasSuffix(end) {
      digits.removeLast(end.count)
      break
    }
    let isYearless = digits.hasPrefix("--")
    digits.removeAll { $0 == "-" }
    guard digits.utf8.count == (isYearless ? 4 : 8), digits.utf8.allSatisfy({ (0x30...0x39).contains($0) }) else {
      return nil
    }
    let day = digits.suffix(2)
    let month = digits.dropLast(2).suffix(2)
    guard let m = Int(month), (1...12).contains(m), let d = Int(day), (1...31).contains(d) else { return nil }
    return isYearless ? "--\(month)-\(day)" : "\(digits.prefix(4))-\(month)-\(day)"
  }

  /// `20120305T131933Z` as `2012-03-05T13:19:33Z`; anything else as it is.
  static func extendedTime(_ text: String) -> String {
    guard text.utf8.count >= 15, text.utf8.dropFirst(8).first == 0x54 else { return text }
    let bytes = Array(text.utf8)
    guard bytes[..<8].allSatisfy(isDigit), bytes[9..<15].allSatisfy(isDigit) else {
      return text
    }
    func part(_ range: Range<Int>) -> String { String(decoding: bytes[range], as: UTF8.self) }
    return "\(part(0..<4))-\(part(4..<6))-\(part(6..<8))T\(part(9..<11)):\(part(11..<13)):\(part(13..<15))"
      + String(decoding: bytes[15...], as: UTF8.self)
  }

  /// A date or time in the basic form that vCard 4.0 demands.
  static func basic(_ text: String) -> String {
    guard let time = text.firstIndex(of: "T") else {
      if text.hasPrefix("--") { return "--" + text.dropFirst(2).filter { $0 != "-" } }
      return text.filter { $0 != "-" }
    }
    return text[..<time].filter { $0 != "-" } + text[time...].filter { $0 != ":" }
  }

  private static func isDigit(_ byte: UInt8) -> Bool { (0x30...0x39).contains(byte) }
}
