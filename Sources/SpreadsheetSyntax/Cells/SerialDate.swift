/// A date as a workbook stores it: days since the end of 1899, or of 1903, and the part of a day.
struct SerialDate {
  /// As ISO 8601 has it: `1980-05-17`, `1980-05-17T10:30:00`, `10:30:00`.
  let text: String

  /// nil for numbers that no sheet shows as a date.
  init?(_ value: Double, is1904: Bool, shape: NumberShape) {
    guard value >= 0, value < 2_958_466 else { return nil }
    // Whole seconds, so that 10:30 is not 10:29:59.9.
    let seconds = Int((value * 86_400).rounded())
    var day = seconds / 86_400
    let time = seconds % 86_400
    let clock = [time / 3_600, time / 60 % 60, time % 60].map { $0 < 10 ? "0\($0)" : "\($0)" }.joined(separator: ":")
    if shape == .time, day == 0 {
      text = clock
      return
    }
    // Excel counts a 29 February 1900 that never was.
    if is1904 { day += 1_462 } else if day < 60 { day += 1 }
    let date = Self.civil(daysSince1970: day - 25_569)
    text = time == 0 && shape != .time ? date : "\(date)T\(clock)"
  }

  /// The date of a day (Howard Hinnant, "chrono-Compatible Low-Level Date Algorithms").
  private static func civil(daysSince1970 days: Int) -> String {
    let shifted = days + 719_468
    let era = (shifted >= 0 ? shifted : shifted - 146_096) / 146_097
    let dayOfEra = shifted - era * 146_097
    let yearOfEra = (dayOfEra - dayOfEra / 1_460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
    let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
    let month = (5 * dayOfYear + 2) / 153
    let number = month < 10 ? month + 3 : month - 9
    let year = yearOfEra + era * 400 + (number <= 2 ? 1 : 0)
    func two(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }
    return "\(String(repeating: "0", count: max(0, 4 - "\(year)".utf8.count)))\(year)-\(two(number))-"
      + two(dayOfYear - (153 * month + 2) / 5 + 1)
  }
}

extension PackedTexts {
  /// Takes a time of day off the date in the making that is midnight, and fractions of a second.
  mutating func shortenDate() {
    var text = withOpenText { String(decoding: $0, as: UTF8.self) }
    if text.hasSuffix("Z") { text.removeLast() }
    if let dot = text.lastIndex(of: "."), text[dot...].dropFirst().allSatisfy(\.isNumber) {
      text = String(text[..<dot])
    }
    if text.hasSuffix("T00:00:00") { text.removeLast(9) }
    replace(with: text)
  }
}
