import Contacts
import NumberingPlan

/// Makes numbers E.164, so that they can be dialled and compared everywhere.
///
/// Internal numbers and dial codes stay as they are written. What cannot be understood stays too, told; text that is no
/// number at all moves to the extra fields.
struct NumberStage {
  private let region: Region?
  /// Countries as rows write them, with their regions: few are ever different.
  private var regions: [String: Region?] = [:]

  init(region: Region?) { self.region = region }

  mutating func run(_ contact: inout Contact, at place: Place, log: inout DiagnosticLog) {
    if contact.numbers.isEmpty { return }
    let region = region(in: contact.addresses, at: place, log: &log)
    contact.splitEndings(in: region, at: place, log: &log)
    var hasOther = false
    for index in contact.numbers.indices {
      if !contact.numbers[index].understand(in: region, at: place, log: &log) { hasOther = true }
    }
    if hasOther { contact.setAsideOthers(at: place, log: &log) }
    contact.dropRepeated(at: place, log: &log)
  }

  /// The region of a row's own country, else the one told.
  private mutating func region(
    in addresses: [PostalAddress], at place: Place, log: inout DiagnosticLog
  ) -> Region? {
    let country = addresses.withUnsafeBufferPointer { addresses in
      addresses.indices.first { !addresses[$0].country.isEmpty }.map { addresses[$0].country }
    }
    guard let country else { return region }
    // A region's code names its country: what most lists have is not looked for among names.
    if let told = country.withBytes({ Region(UnsafeRawBufferPointer($0)) }) { return told }
    let found: Region?
    if let known = regions[country] {
      found = known
    } else {
      found = CountryNames.region(of: country)
      // A column of a million different texts is no column of countries.
      if regions.count < 10_000 { regions[country] = .some(found) }
    }
    if found == nil { log.add(.countryUnknown, at: place, example: country) }
    return found ?? region
  }
}

extension Number {
  /// Fills in what the raw text means; false where it is no number at all.
  fileprivate mutating func understand(in region: Region?, at place: Place, log: inout DiagnosticLog) -> Bool {
    guard number.isEmpty, `internal`.isEmpty else { return true }
    // Held once, and not for each look.
    let raw = self.raw
    let look = NumberLook(raw)
    if let code = InternalNumber.code(raw, look) {
      `internal` = code
      if raw == code { self.raw = "" }
      log.add(.numberInternal, at: place, example: code)
      return true
    }
    if look.holdsNoNumber(raw) { return false }
    let parsed = raw.withBytes { NumberingPlan.parse(UnsafeRawBufferPointer($0), defaultRegion: region) }
    if look.isBare {
      if LostSigns.isRound(raw) { log.add(.numberRoundLooking, at: place, example: raw) }
      if !parsed.isValid, let whole = LostSigns.withPlus(raw) {
        log.add(.numberPlusRestored, at: place, example: "\(raw) → \(whole.e164)")
        take(whole, at: place, log: &log)
        return true
      }
      if parsed.isValid, LostSigns.lacksZero(raw, parsed, in: region) {
        log.add(.numberZeroRestored, at: place, example: "\(raw) → \(parsed.e164)")
      }
    }
    switch parsed.status {
    case .valid, .possible:
      take(parsed, at: place, log: &log)
      if !parsed.isValid {
        log.add(.numberInvalid, Self.name(of: parsed, region), at: place, example: number)
      }
    case .possibleLocal, .tooShort, .invalidLength:
      if let short = InternalNumber.short(raw, in: region) {
        `internal` = short
        if raw == short { self.raw = "" }
        log.add(.numberInternal, at: place, example: short)
      } else {
        log.add(.numberTooShort, Self.name(of: parsed, region), at: place, example: raw)
      }
    case .tooLong: log.add(.numberTooLong, Self.name(of: parsed, region), at: place, example: raw)
    case .invalidCountryCode:
      log.add(
        region == nil && !raw.hasPrefix("+") ? .numberRegionMissing : .numberCountryUnknown, at: place, example: raw)
    case .notANumber: return false
    }
    return true
  }

  private mutating func take(_ parsed: PhoneNumber, at place: Place, log: inout DiagnosticLog) {
    number = parsed.e164
    if !parsed.extension.isEmpty { self.extension = parsed.extension.description }
    if raw == number {
      raw = ""
    } else {
      log.add(.numberNormalised, at: place, example: "\(raw) → \(number)")
    }
  }

  /// Whose numbers it was held against: a number "of GB", "of +44", "of international networks".
  private static func name(of parsed: PhoneNumber, _ region: Region?) -> String {
    if let region = parsed.region ?? (region?.callingCode == parsed.callingCode ? region : nil) {
      return region.code == "001" ? "international networks" : region.code
    }
    return parsed.callingCode == 0 ? region?.code ?? "any country" : "+\(parsed.callingCode)"
  }
}

extension Contact {
  /// Moves texts that are no numbers to the extra fields, so that nothing is lost; tells those that hold one and more.
  fileprivate mutating func setAsideOthers(at place: Place, log: inout DiagnosticLog) {
    for number in numbers where number.isUnclear {
      log.add(.numberUnclear, number.kind.rawValue, at: place, example: number.raw)
    }
    for number in numbers where number.isNone {
      log.add(.numberNone, number.kind.rawValue, at: place, example: number.raw)
      let name = "number.\(number.kind.rawValue)"
      if let known = extras.firstIndex(where: { $0.name == name }) {
        extras[known].values.append(number.raw)
      } else {
        extras.append(Extra(name, [number.raw]))
      }
    }
    numbers.removeAll(where: \.isNone)
  }

  /// More numbers than this are looked up by what is dialled, so that the time stays in proportion to them.
  private static let maximumPairwise = 16

  /// Keeps each number once, under its first kind.
  fileprivate mutating func dropRepeated(at place: Place, log: inout DiagnosticLog) {
    if numbers.count < 2 { return }
    let isLong = numbers.count > Self.maximumPairwise
    var known: Set<[String]> = []
    var kept = 0
    for index in numbers.indices {
      let isRepeated =
        isLong
        ? !known.insert([numbers[index].dialled, numbers[index].extension]).inserted
        : numbers.withUnsafeBufferPointer { numbers in
          (0..<kept).contains {
            numbers[$0].dialled == numbers[index].dialled && numbers[$0].extension == numbers[index].extension
          }
        }
      if isRepeated {
        log.add(.numberRepeated, at: place, example: numbers[index].dialled)
      } else {
        if kept < index { numbers[kept] = numbers[index] }
        kept += 1
      }
    }
    if kept < numbers.count { numbers.removeLast(numbers.count - kept) }
  }
}

extension Number {
  /// Whether it was not understood.
  private var isUnknown: Bool {
    number.isEmpty && `internal`.isEmpty
      && (NumberLook(raw).holdsNoNumber(raw) || NumberingPlan.parse(raw, defaultRegion: nil).status == .notANumber)
  }

  /// Whether it was not understood and holds nothing that could be dialled.
  fileprivate var isNone: Bool { isUnknown && raw.utf8.count { (0x30...0x39).contains($0) } < 3 }

  /// Whether it was not understood, though it holds digits.
  fileprivate var isUnclear: Bool { isUnknown && raw.utf8.count { (0x30...0x39).contains($0) } >= 3 }
}
