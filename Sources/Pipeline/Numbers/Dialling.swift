public import Contacts
public import NumberingPlan

/// What a phone in a country dials for a contact's number.
///
/// ```swift
/// let dialling = Dialling(region: Region("GB"), outsideLine: "9")
/// dialling.national(Number(kind: .mobile, number: "+447700900123"))  // "907700900123"
/// ```
///
/// Internal extensions and short codes stay as they are, and so do numbers that were not understood.
public struct Dialling: Sendable {
  private let region: Region?
  private let outsideLine: String

  /// - Parameter outsideLine: the digits that lead out of the company, as `9`; empty where none are needed.
  public init(region: Region?, outsideLine: String) {
    self.region = region
    self.outsideLine = outsideLine
  }

  /// With a plus sign; behind an outside line, which no plus sign can follow, with the prefix for calls abroad.
  public func e164(_ number: Number) -> String {
    outsideLine.isEmpty || number.number.isEmpty ? number.dialled : international(number)
  }

  /// With the prefix for calls abroad in place of the plus sign, which stays where no one prefix is right.
  public func international(_ number: Number) -> String {
    guard number.number.hasPrefix("+"), let prefix else { return number.dialled }
    return outsideLine + prefix + number.number.dropFirst()
  }

  /// As in the own country; numbers of others as ``international(_:)``.
  public func national(_ number: Number) -> String {
    guard number.number.hasPrefix("+"), let region else { return international(number) }
    let parsed = NumberingPlan.parse(number.number, defaultRegion: nil)
    guard parsed.callingCode == region.callingCode else { return international(number) }
    let digits = parsed.formatted(.national).unicodeScalars.filter { ("0"..."9").contains($0) }
    return outsideLine + String(String.UnicodeScalarView(digits))
  }

  /// The prefix for calls abroad, as libphonenumber's metadata 9.0.43 has it: the preferred one where it names one; 00
  /// in most countries. Nil where a carrier must be chosen with it.
  private var prefix: String? {
    guard let region else { return "00" }
    if ["BR", "CO"].contains(region.code) { return nil }
    return Self.prefixes[region.code] ?? (region.callingCode == 1 ? "011" : "00")
  }

  private static let prefixes = [
    "AU": "0011", "BY": "810", "CC": "0011", "CU": "119", "CV": "0", "CX": "0011", "GY": "001", "ID": "008",
    "JP": "010",
    "KE": "000", "KH": "001", "KR": "001", "KZ": "810", "MH": "011", "MN": "001", "MU": "020", "NG": "009", "PW": "011",
    "RU": "810", "SG": "001", "TH": "001", "TJ": "810", "TM": "810", "TW": "002", "TZ": "000", "UG": "000", "WS": "0",
  ]
}
