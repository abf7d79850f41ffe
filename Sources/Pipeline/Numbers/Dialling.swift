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

  /// With the prefix for calls abroad in place of the plus sign.
  public func international(_ number: Number) -> String {
    guard number.number.hasPrefix("+") else { return number.dialled }
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

  /// The prefix for calls abroad: 00 in most countries (ITU-T E.164), others by ITU's list of dialling procedures.
  private var prefix: String {
    guard let region else { return "00" }
    if region.callingCode == 1 { return "011" }
    return Self.prefixes[region.code] ?? "00"
  }

  private static let prefixes = [
    "AU": "0011", "JP": "010", "HK": "001", "SG": "001", "KR": "001", "TH": "001", "ID": "001", "KH": "001",
    "TW": "002", "CU": "119", "RU": "810", "KZ": "810", "BY": "810", "TM": "810", "TJ": "810", "UZ": "810",
    "NG": "009", "KE": "000", "TZ": "000", "UG": "000",
  ]
}
