extension PhoneNumber {
  /// The ways to write a number, as libphonenumber does.
  public enum Format: String, CaseIterable, Sendable {
    /// `+442079460958`, never with an extension. ITU-T E.164.
    case e164
    /// `+44 20 7946 0958 x12`. ITU-T E.123, with the separators of the country.
    case international
    /// `020 7946 0958 x12`, as it is dialled within the country.
    case national
    /// `tel:+44-20-7946-0958;ext=12`. RFC 3966.
    case rfc3966
  }

  /// E.164 with its plus sign; empty unless ``isPossible``.
  public var e164: String {
    guard isPossible, callingCode != 0 else { return "" }
    return String(unsafeUninitializedCapacity: internationalCount) { writeInternational(to: $0) }
  }

  /// The number in a format; empty where nothing could be read.
  public func formatted(_ format: Format) -> String {
    var bytes: [UInt8] = []
    append(format, to: &bytes)
    return String(decoding: bytes, as: UTF8.self)
  }

  /// Adds ``e164`` to bytes of ASCII.
  public func appendE164(to bytes: inout [UInt8]) {
    if isPossible { appendInternational(to: &bytes) }
  }

  /// Adds the number in a format; nothing where nothing could be read.
  public func append(_ format: Format, to bytes: inout [UInt8]) {
    append(format, extension: `extension`.lazy.map { 0x30 + $0 }, to: &bytes)
  }

  /// The same with an extension as it was written, which may be in other digits than ASCII's.
  func append(_ format: Format, extension written: some Collection<UInt8>, to bytes: inout [UInt8]) {
    guard let code = CallingCode(callingCode) else { return }
    switch format {
    case .e164: return appendInternational(to: &bytes)
    case .international: bytes.append(contentsOf: "+\(callingCode) ".utf8)
    case .rfc3966: bytes.append(contentsOf: "tel:+\(callingCode)-".utf8)
    case .national: break
    }
    append(national, by: code.template(for: national, format), to: &bytes)
    if !written.isEmpty {
      if format == .rfc3966 {
        bytes.append(contentsOf: ";ext=".utf8)
      } else {
        bytes.append(contentsOf: code.extensionText.bytes)
      }
      bytes.append(contentsOf: written)
    }
  }

  /// Plus sign, calling code and national number: at most 21 characters, added at once.
  private func appendInternational(to bytes: inout [UInt8]) {
    guard callingCode != 0 else { return }
    withUnsafeTemporaryAllocation(of: UInt8.self, capacity: internationalCount) { room in
      _ = writeInternational(to: room)
      bytes.append(contentsOf: room)
    }
  }

  /// How many characters plus sign, calling code and national number take.
  private var internationalCount: Int { codeCount + national.count }

  /// How many of them are plus sign and calling code.
  private var codeCount: Int { callingCode >= 100 ? 4 : callingCode >= 10 ? 3 : 2 }

  private func writeInternational(to room: UnsafeMutableBufferPointer<UInt8>) -> Int {
    room[0] = UInt8(ascii: "+")
    let codeCount = codeCount
    var rest = UInt32(truncatingIfNeeded: callingCode)
    var place = codeCount - 1
    while place > 0 {
      room[place] = 0x30 + UInt8(truncatingIfNeeded: rest % 10)
      rest /= 10
      place -= 1
    }
    national.write(to: room, at: codeCount)
    return codeCount + national.count
  }

  /// A template's bytes copy so many digits (1 to 31), leave out so many (from 129), or stand for themselves.
  private func append(_ digits: Digits, by template: Text?, to bytes: inout [UInt8]) {
    guard let template else {
      for digit in digits { bytes.append(0x30 + digit) }
      return
    }
    var next = 0
    for step in template.bytes {
      switch step {
      case 1...31:
        for position in next..<next + Int(step) { bytes.append(0x30 + digits[position]) }
        next += Int(step)
      case 129...: next += Int(step) - 128
      default: bytes.append(step)
      }
    }
  }
}
