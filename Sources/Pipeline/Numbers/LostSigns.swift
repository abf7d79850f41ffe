import NumberingPlan

/// What spreadsheets drop from the front of a number: a zero, a plus sign.
enum LostSigns {
  /// Whether `raw` is digits alone that begin with none of both: seven or more, not so many that two were joined.
  static func isBare(_ raw: String) -> Bool {
    let bytes = raw.utf8
    guard (7...15).contains(bytes.count), bytes.first != UInt8(ascii: "0") else { return false }
    return bytes.allSatisfy { (0x30...0x39).contains($0) }
  }

  /// Whether `raw` is a long row of digits that ends in six zeros, as what a spreadsheet made of 4.42079E+11.
  static func isRound(_ raw: String) -> Bool {
    raw.utf8.count >= 11 && isBare(raw) && raw.hasSuffix("000000")
  }

  /// The number that `raw` is with a plus sign; nil where no country has it.
  static func withPlus(_ raw: String) -> PhoneNumber? {
    let number = NumberingPlan.parse("+\(raw)", defaultRegion: nil)
    return number.isValid ? number : nil
  }

  /// Whether people of the region would write a zero before `raw`.
  static func lacksZero(_ raw: String, _ number: PhoneNumber, in region: Region?) -> Bool {
    guard let region, number.region == region else { return false }
    let national = number.formatted(.national).utf8.filter { (0x30...0x39).contains($0) }
    return national.first == UInt8(ascii: "0") && national.count == raw.utf8.count + 1
  }
}
