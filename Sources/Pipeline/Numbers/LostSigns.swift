import NumberingPlan

/// What spreadsheets drop from the front of a number: a zero, a plus sign.
enum LostSigns {
  /// Whether `raw`, which is digits alone, is a long row of them that ends in six zeros, as what a spreadsheet made of
  /// 4.42079E+11.
  static func isRound(_ raw: String) -> Bool { raw.utf8.count >= 11 && raw.utf8.suffix(6).allSatisfy { $0 == 0x30 } }

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
