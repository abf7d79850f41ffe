/// The digits of a written number, from which calling code and national number are to be found.
struct NationalNumber {
  /// Every digit, in the first part of `room`.
  let digits: DigitSpan
  /// Whether a plus sign stands before them.
  let isGlobal: Bool
  /// Bytes for the digits and for two replaced prefixes.
  let room: UnsafeMutableBufferPointer<UInt8>

  private static let part = 320
  static let room = 3 * part

  /// libphonenumber's limits of a national number.
  private static let lengths = 2...17
  private static let callingCodeLength = 3

  /// The number as it is dialled in a plan, nil for none. The steps are libphonenumber's.
  func resolve(in plan: Plan?, extension ext: Digits) -> PhoneNumber {
    switch callingCode(in: plan) {
    case .failed(let status): return PhoneNumber(failed: status)
    case .found(let code, let rest): return finish(rest, code: code, plan: code.main, extension: ext)
    case .none:
      guard let plan, let code = CallingCode(plan.callingCode) else { return PhoneNumber(failed: .invalidCountryCode) }
      return finish(digits, code: code, plan: plan, extension: ext)
    }
  }

  private enum Search {
    case found(CallingCode, rest: DigitSpan)
    case none
    case failed(PhoneNumber.Status)
  }

  /// Looks for a calling code behind a plus sign, behind the plan's international prefix, or without either where
  /// the number makes more sense without it.
  @inline(__always)
  private func callingCode(in plan: Plan?) -> Search {
    if isGlobal {
      if digits.count <= NationalNumber.lengths.lowerBound { return .failed(.tooShort) }
      if let (code, rest) = leadingCode(of: digits) { return .found(code, rest: rest) }
      // The plus sign may have been written before an international prefix.
      guard plan != nil else { return .failed(.invalidCountryCode) }
      let search = dialledCode(in: plan)
      if case .none = search { return .failed(.invalidCountryCode) }
      return search
    }
    return dialledCode(in: plan)
  }

  @inline(__always)
  private func dialledCode(in plan: Plan?) -> Search {
    guard let plan else { return .none }
    if let length = plan.internationalPrefix(of: digits), length == digits.count || digits[length] != 0 {
      let rest = dropping(length, of: digits)
      if rest.count <= NationalNumber.lengths.lowerBound { return .failed(.tooShort) }
      guard let (code, national) = leadingCode(of: rest) else { return .failed(.invalidCountryCode) }
      return .found(code, rest: national)
    }
    guard let code = CallingCode(plan.callingCode), let (own, rest) = leadingCode(of: digits), own.code == code.code
    else { return .none }
    let national = withoutNationalPrefix(rest, plan: plan, scratch: 1)
    let isBetter = !plan.describes(digits) && plan.describes(national)
    return isBetter || plan.possibility(ofLength: digits.count) == .tooLong ? .found(code, rest: national) : .none
  }

  /// The calling code that the digits begin with. None is the beginning of another.
  @inline(__always)
  private func leadingCode(of digits: DigitSpan) -> (CallingCode, rest: DigitSpan)? {
    var value = 0
    if digits.isEmpty || digits[0] == 0 { return nil }
    for length in 1...min(NationalNumber.callingCodeLength, digits.count) {
      value = value &* 10 &+ Int(digits[length &- 1])
      if let code = CallingCode(value) { return (code, dropping(length, of: digits)) }
    }
    return nil
  }

  /// The digits without the national prefix that they begin with, or with what takes its place; unchanged where they
  /// fit the plan as they are and would not any more.
  @inline(__always)
  private func withoutNationalPrefix(_ digits: DigitSpan, plan: Plan, scratch: Int) -> DigitSpan {
    guard !digits.isEmpty, let (length, replacement) = plan.nationalPrefix(of: digits) else { return digits }
    let rest =
      replacement.bytes.isEmpty
      ? dropping(length, of: digits) : replacing(length, of: digits, by: replacement, scratch: scratch)
    return plan.describes(digits) && !plan.describes(rest) ? digits : rest
  }

  private func replacing(_ length: Int, of digits: DigitSpan, by replacement: Text, scratch: Int) -> DigitSpan {
    let target = UnsafeMutableBufferPointer(rebasing: room[(scratch * NationalNumber.part)...])
    var count = 0
    for step in replacement.bytes {
      target[count] = step < 16 ? step : digits[Int(step) - 16]
      count += 1
    }
    for digit in dropping(length, of: digits) {
      target[count] = digit
      count += 1
    }
    return DigitSpan(rebasing: target[..<count])
  }

  @inline(__always)
  private func dropping(_ length: Int, of digits: DigitSpan) -> DigitSpan {
    DigitSpan(start: digits.baseAddress.map { $0 + length }, count: digits.count &- length)
  }

  /// Strips the national prefix where that leaves a possible number, and classifies what is left.
  @inline(__always)
  private func finish(_ digits: DigitSpan, code: CallingCode, plan: Plan, extension ext: Digits) -> PhoneNumber {
    if digits.count < NationalNumber.lengths.lowerBound { return PhoneNumber(failed: .tooShort) }
    let stripped = withoutNationalPrefix(digits, plan: plan, scratch: 2)
    let national: DigitSpan
    switch plan.possibility(ofLength: stripped.count) {
    case .tooShort, .possibleLocal, .invalidLength: national = digits
    default: national = stripped
    }
    if national.count < NationalNumber.lengths.lowerBound { return PhoneNumber(failed: .tooShort) }
    if national.count > NationalNumber.lengths.upperBound { return PhoneNumber(failed: .tooLong) }
    let (type, region) = code.classify(national)
    return PhoneNumber(
      status: type == .unknown ? code.main.possibility(ofLength: national.count) : .valid, type: type, region: region,
      callingCode: code.code, national: Digits(national), extension: ext)
  }
}

extension PhoneNumber {
  /// What could not be read.
  init(failed status: Status) {
    self.init(status: status, type: .unknown, region: nil, callingCode: 0, national: Digits(), extension: Digits())
  }
}
