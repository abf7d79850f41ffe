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

  /// A date in the form of ``extended(_:)`` without the year that says that there is none: what Apple's programs call
  /// `X-APPLE-OMIT-YEAR`.
  static func yearless(_ date: String, omitting year: UnsafeRawBufferPointer?) -> String {
    guard let year, date.utf8.starts(with: year), date.utf8.count == 10 else { return date }
    return "--" + date.dropFirst(5)
  }

  /// A date without a year with the one that is written for none.
  static func leap(_ date: String) -> String { "\(leapYear)-\(date.dropFirst(2))" }

  /// The year that Apple's programs write where none is known: one that has a 29th of February.
  static let leapYear = "1604"

  /// What of a moment a text says.
  enum Form {
    /// A day, with its year or without.
    case date
    /// A day of a year and a time.
    case dateTime
    /// A year, a month, a day of a month, a time, or a day without a year and a time: what vCard 4.0 alone can say
    /// (RFC 6350, section 4.3).
    case partial
  }

  /// The form of a date in basic or extended ISO 8601; nil for text that is none.
  static func form(of text: String) -> Form? {
    let parts = text.split(separator: "T", maxSplits: 1, omittingEmptySubsequences: false)
    guard parts.count == 2 else { return extended(text) != nil ? .date : isReduced(text) ? .partial : nil }
    guard isTime(parts[1]) else { return nil }
    if parts[0].isEmpty { return .partial }
    guard extended(String(parts[0])) != nil else { return nil }
    return parts[0].hasPrefix("-") || parts[1].hasPrefix("-") ? .partial : .dateTime
  }

  /// Whether a text is `1985`, `1985-04`, `--04` or `---12`.
  private static func isReduced(_ text: String) -> Bool {
    let digits = text.filter { $0 != "-" }
    guard digits.utf8.allSatisfy(isDigit), let number = Int(digits.suffix(2)) else { return false }
    switch text.count - digits.count {
    case 0: return digits.count == 4
    case 1: return digits.count == 6 && text.utf8.dropFirst(4).first == 0x2D && 1...12 ~= number
    case 2: return digits.count == 2 && text.hasPrefix("--") && 1...12 ~= number
    case 3: return digits.count == 2 && text.hasPrefix("---") && 1...31 ~= number
    default: return false
    }
  }

  /// Whether a text is a time of day in any form, cut at either end, with a zone or without.
  private static func isTime(_ text: Substring) -> Bool {
    let dashes = text.prefix { $0 == "-" }.count
    let digits = text.dropFirst(dashes).prefix { $0.isASCII && ($0.isNumber || $0 == ":") }
    guard dashes < 3, isClock(digits, 2 * (3 - dashes)) else { return false }
    let zone = text.dropFirst(dashes + digits.count)
    if zone.isEmpty || zone == "Z" { return true }
    return (zone.hasPrefix("+") || zone.hasPrefix("-")) && isClock(zone.dropFirst(), 4)
  }

  /// Whether a text is up to so many digits, two of each, below 60, with colons between all of them or none.
  private static func isClock(_ text: Substring, _ most: Int) -> Bool {
    let isColoned = text.contains(":")
    let digits = text.filter { $0 != ":" }
    guard !digits.isEmpty, digits.count <= most, digits.count % 2 == 0, digits.utf8.allSatisfy(isDigit) else {
      return false
    }
    if isColoned, text.split(separator: ":", omittingEmptySubsequences: false).contains(where: { $0.count != 2 }) {
      return false
    }
    // A minute may have a sixty-first second.
    return stride(from: 0, to: digits.count, by: 2).allSatisfy { (Int(digits.dropFirst($0).prefix(2)) ?? 99) <= 60 }
  }

  /// `20120305T131933Z` as `2012-03-05T13:19:33Z`; anything else as it is.
  static func extendedTime(_ text: String) -> String {
    let utf8 = text.utf8
    guard utf8.count >= 15, utf8[utf8.index(utf8.startIndex, offsetBy: 8)] == 0x54 else { return text }
    let bytes = Array(text.utf8)
    guard bytes[..<8].allSatisfy(isDigit), bytes[9..<15].allSatisfy(isDigit) else {
      return text
    }
    func part(_ range: Range<Int>) -> String { String(decoding: bytes[range], as: UTF8.self) }
    return "\(part(0..<4))-\(part(4..<6))-\(part(6..<8))T\(part(9..<11)):\(part(11..<13)):\(part(13..<15))"
      + String(decoding: bytes[15...], as: UTF8.self)
  }

  /// A date, a time or both in the basic form that vCard 4.0 demands (RFC 6350, section 4.3).
  static func basic(_ text: String) -> String {
    let (dash, colon, mark) = (UInt8(ascii: "-"), UInt8(ascii: ":"), UInt8(ascii: "T"))
    var (dateLength, digits, hasColon) = (0, 0, false)
    for byte in text.utf8 {
      if byte == mark { break }
      dateLength += 1
      digits += byte == dash ? 0 : 1
      hasColon = hasColon || byte == colon
    }
    // A time may stand alone.
    if hasColon, dateLength == text.utf8.count { dateLength = 0 }
    // A year with a month keeps its dash, without which it would be two digits of each.
    let isYearless = text.utf8.starts(with: "--".utf8)
    let dropsDashes = digits == (isYearless ? 4 : 8)
    return String(unsafeUninitializedCapacity: text.utf8.count) { bytes in
      var (used, index) = (0, 0)
      for byte in text.utf8 {
        let isDropped =
          index < dateLength ? byte == dash && dropsDashes && !(isYearless && index < 2) : byte == colon
        index += 1
        if isDropped { continue }
        bytes[used] = byte
        used += 1
      }
      return used
    }
  }

  /// A date, a time or both of vCard 4.0 in the extended form that jCard demands (RFC 7095, section 3.5): `19850412T1022Z`
  /// as `1985-04-12T10:22Z`, `--0412` as `--04-12`; anything else as it is.
  static func jCard(_ text: String, isTime: Bool = false) -> String {
    if isTime { return extendedTimeOfDay(text[...]) }
    guard let mark = text.firstIndex(of: "T") else { return extendedDate(text[...]) }
    return extendedDate(text[..<mark]) + "T" + extendedTimeOfDay(text[text.index(after: mark)...])
  }

  /// A date and a time in the extended form that vCard 3.0 demands (RFC 2426, section 4), which is that of jCard down to the
  /// second.
  static func whole(_ text: String) -> String {
    let text = jCard(text)
    guard let mark = text.firstIndex(of: "T") else { return text }
    let time = text[text.index(after: mark)...]
    let clock = time.prefix { $0.isASCII && ($0.isNumber || $0 == ":") }
    let missing = 3 - clock.split(separator: ":").count
    return text[...mark] + clock + String(repeating: ":00", count: max(0, missing)) + time[clock.endIndex...]
  }

  private static func extendedDate(_ date: Substring) -> String {
    let bytes = Array(date.utf8)
    func part(_ range: Range<Int>) -> String { String(decoding: bytes[range], as: UTF8.self) }
    if bytes.count == 8, bytes.allSatisfy(isDigit) { return "\(part(0..<4))-\(part(4..<6))-\(part(6..<8))" }
    if bytes.count == 6, date.hasPrefix("--"), bytes[2...].allSatisfy(isDigit) {
      return "--\(part(2..<4))-\(part(4..<6))"
    }
    return String(date)
  }

  /// `102200-0800` as `10:22:00-08:00`, `-2200` (minutes and seconds) as `-22:00`.
  private static func extendedTimeOfDay(_ time: Substring) -> String {
    let dashes = time.prefix { $0 == "-" }
    let digits = time[dashes.endIndex...].prefix { $0.isASCII && $0.isNumber }
    let zone = extendedOffset(time[digits.endIndex...])
    guard digits.utf8.count % 2 == 0, digits.utf8.count <= 6 else { return String(time) }
    var text = String(dashes)
    for (index, digit) in digits.enumerated() {
      if index > 0, index % 2 == 0 { text += ":" }
      text.append(digit)
    }
    return text + zone
  }

  /// `-0800` as `-08:00`; anything else as it is.
  static func extendedOffset(_ zone: Substring) -> String {
    guard let sign = zone.first, sign == "+" || sign == "-", zone.utf8.count == 5,
      zone.utf8.dropFirst().allSatisfy(isDigit)
    else { return String(zone) }
    return "\(zone.prefix(3)):\(zone.suffix(2))"
  }

  private static func isDigit(_ byte: UInt8) -> Bool { (0x30...0x39).contains(byte) }
}
