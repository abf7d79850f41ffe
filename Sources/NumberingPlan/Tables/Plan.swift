internal import CNumberingTables

/// What the metadata says of one region, or of one calling code that belongs to none.
struct Plan {
  /// Its row; regions come first, in the order of their codes.
  let index: Int

  static var regionCount: Int { Int(numbering_region_count) }

  private var row: UnsafePointer<numbering_plan> { numbering_get_plans() + index }

  var callingCode: Int { Int(row.pointee.code) }

  /// The region's two letters, or `001`.
  var name: (UInt8, UInt8, UInt8) {
    let name = row.pointee.name
    return (UInt8(bitPattern: name.0), UInt8(bitPattern: name.1), UInt8(bitPattern: name.2))
  }

  /// Whether the digits fit the general description, whatever their length.
  @inline(__always)
  func describes(_ digits: DigitSpan) -> Bool {
    Automaton(start: row.pointee.general).payload(of: digits) & CallingCode.generalBit != 0
  }

  /// The length of the international prefix that the digits begin with.
  @inline(__always)
  func internationalPrefix(of digits: DigitSpan) -> Int? {
    Automaton(start: row.pointee.idd).prefix(of: digits)?.length
  }

  /// The length of the national prefix that the digits begin with, and what takes its place.
  @inline(__always)
  func nationalPrefix(of digits: DigitSpan) -> (length: Int, replacement: Text)? {
    guard let (length, payload) = Automaton(start: row.pointee.prefix).prefix(of: digits) else { return nil }
    return (length, Text(offset: numbering_get_prefixes()[payload]))
  }

  /// The traits of a short number that is dialled in the region.
  var shortNumbers: Automaton { Automaton(start: row.pointee.short_numbers) }

  /// What the length of a national number says, as libphonenumber has it: of the type it knows nothing.
  @inline(__always)
  func possibility(ofLength length: Int) -> PhoneNumber.Status {
    let lengths = row.pointee.lengths
    guard length < 32 else { return .tooLong }
    if lengths >> UInt32(length) & 1 != 0 { return .possible }
    if row.pointee.local_lengths >> UInt32(length) & 1 != 0 { return .possibleLocal }
    if length < lengths.trailingZeroBitCount { return .tooShort }
    return length >= 32 - lengths.leadingZeroBitCount ? .tooLong : .invalidLength
  }
}

/// A country calling code.
struct CallingCode {
  let row: UnsafePointer<numbering_code>

  static let generalBit = 1 << 4
  private static let planShift = 5

  /// The row of a code; nil where no plan has it.
  @inline(__always)
  init?(_ code: Int) {
    let index = 0..<1000 ~= code ? numbering_get_code_index()[code] : 0
    if index == 0 { return nil }
    row = numbering_get_codes() + Int(index)
  }

  static var all: [Int] {
    (1...Int(numbering_code_count)).map { Int(numbering_get_codes()[$0].code) }
  }

  var code: Int { Int(row.pointee.code) }

  /// The plan whose lengths and formats hold for all regions of the code.
  var main: Plan { Plan(index: Int(row.pointee.main)) }

  /// The type of a national number, and its region where there is one.
  @inline(__always)
  func classify(_ digits: DigitSpan) -> (type: PhoneNumber.Kind, region: Region?) {
    let payload = Automaton(start: row.pointee.numbers).payload(of: digits)
    let type = PhoneNumber.Kind(rawValue: UInt8(payload & 0xF)) ?? .unknown
    if row.pointee.shared == 0 { return (type, Region(plan: main)) }
    let plan = payload >> CallingCode.planShift
    return (type, plan == 0 ? nil : Region(plan: Plan(index: plan - 1)))
  }

  /// How to write a national number; nil for its bare digits.
  func template(for national: Digits, _ format: PhoneNumber.Format) -> Text? {
    let formats = numbering_get_formats()[Automaton(start: row.pointee.formats).payload(of: national)]
    let offset =
      switch format {
      case .e164: UInt16(0)
      case .international: formats.international
      case .national: formats.national
      case .rfc3966: formats.rfc3966
      }
    return offset == 0 ? nil : Text(offset: offset)
  }

  /// What stands between number and extension.
  var extensionText: Text { Text(offset: row.pointee.extension) }
}

/// Bytes of the tables' pool of texts.
struct Text {
  let bytes: UnsafeBufferPointer<UInt8>

  init(offset: UInt16) {
    let start = numbering_get_texts() + Int(offset)
    bytes = UnsafeBufferPointer(start: start + 1, count: Int(start.pointee))
  }
}
