import NumberingPlan

/// Numbers that only mean something inside a phone system: extensions, feature codes, short codes of the network.
enum InternalNumber {
  /// The longest extension that is taken for one without a country's plan saying so.
  private static let maximumDigits = 5

  /// The number to dial where `raw` is a feature code as `**610` or `*121#`, or an extension as `4711` or `ext. 12`.
  static func code(_ raw: String, _ look: NumberLook) -> String? {
    guard look.digits > 0, raw.utf8.count <= 24 else { return nil }
    if look.beginsCode { return raw.utf8.allSatisfy(isDialled) ? raw : nil }
    guard look.digits <= maximumDigits else { return nil }
    let rest = raw.drop { !$0.utf8.allSatisfy(\.isDigit) }
    let digits = rest.utf8.allSatisfy(\.isDigit) ? String(rest) : nil
    guard let digits else { return nil }
    let label = raw.dropLast(digits.count).lowercased().filter(\.isLetter)
    return raw.count == digits.count || labels.contains(label) ? digits : nil
  }

  /// The digits of `raw` where they are a short code of the region's network: an emergency or service number.
  static func short(_ raw: String, in region: Region?) -> String? {
    guard let region, raw.utf8.count <= 8, raw.utf8.allSatisfy(\.isDigit) else { return nil }
    return Digits(raw).flatMap { NumberingPlan.shortNumber($0, in: region) }?.isShortCode == true ? raw : nil
  }

  private static let labels: Set<String> = [
    "ext", "extn", "extension", "x", "int", "intern", "internal", "dw", "durchwahl", "nst", "nebenstelle",
    "poste", "interno", "anexo", "ramal", "toestel", "wewn", "dahili", "доб",
  ]

  private static func isDialled(_ byte: UInt8) -> Bool {
    byte.isDigit || byte == UInt8(ascii: "*") || byte == UInt8(ascii: "#")
  }
}
