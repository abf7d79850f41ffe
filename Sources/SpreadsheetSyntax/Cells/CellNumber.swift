/// A number as a workbook stores it: of any digits it keeps fifteen, in decimals or powers of ten.
struct CellNumber {
  let value: Double
  private let written: String

  /// Whether a number's text can stay as it is: at most fifteen digits, of which the first is not a needless 0.
  static func isPlain(_ text: UnsafeRawBufferPointer) -> Bool {
    guard let first = text.first, text.count <= 15, first != UInt8(ascii: "0") || text.count == 1 else { return false }
    return text.allSatisfy { (0x30...0x39).contains($0) }
  }

  /// nil where the text is no number.
  init?(_ text: UnsafeRawBufferPointer) {
    guard text.count <= 400 else { return nil }
    written = String(decoding: text, as: UTF8.self)
    guard let value = Double(written), value.isFinite else { return nil }
    self.value = value
  }

  /// The digits of a whole number that has lost none; nil for others, and for those below 0.
  var digits: String? {
    guard value >= 0, value == value.rounded(), value < 9_007_199_254_740_992, !isRounded else { return nil }
    return String(Int64(value))
  }

  /// The shortest decimals that mean the same number. One that was rounded before it was stored stays in powers of ten,
  /// so that nobody takes its zeros for digits.
  var text: String {
    if isRounded || written.utf8.allSatisfy({ (0x30...0x39).contains($0) }) { return written }
    guard value == value.rounded() else { return "\(value)" }
    // Not every whole number beyond 2⁵³ can be stored: its last digits are lost.
    return abs(value) < 9_007_199_254_740_992 ? String(Int64(value)) : written
  }

  /// Whether it is written in powers of ten with fewer digits than it has, as `4.42079E+11`: Excel stores all digits that
  /// it has, so whoever stored this one read it from a rounded text. (Java writes `7.7009E9` without a plus sign for what
  /// has all its digits.)
  private var isRounded: Bool {
    guard let mark = written.firstIndex(where: { $0 == "e" || $0 == "E" }),
      written[written.index(after: mark)...].hasPrefix("+"),
      let power = Int(written[written.index(after: mark)...].dropFirst()), power >= 6
    else { return false }
    let digits = written[..<mark].filter { ("0"..."9").contains($0) }.count
    return digits < 15 && digits <= power
  }
}
