/// A number that a spreadsheet took for a quantity: `4.42079460958E+11`, `442079460958.0`.
enum PowerOfTen {
  enum Reading: Hashable {
    /// All digits are still there.
    case whole(String)
    /// The last digits were rounded away.
    case rounded
  }

  /// What a text in powers of ten means; nil for any other text.
  static func reading(_ text: String) -> Reading? {
    var digits: [UInt8] = []
    var decimals: Int?
    var exponent: Int?
    var bytes = text.utf8[...]
    if bytes.first == UInt8(ascii: "+") { bytes.removeFirst() }
    while let byte = bytes.popFirst() {
      switch byte {
      case 0x30...0x39:
        digits.append(byte)
        decimals = decimals.map { $0 + 1 }
      case UInt8(ascii: "."), UInt8(ascii: ","):
        guard decimals == nil, !digits.isEmpty else { return nil }
        decimals = 0
      case UInt8(ascii: "E"), UInt8(ascii: "e"):
        if bytes.first == UInt8(ascii: "+") { bytes.removeFirst() }
        guard (1...2).contains(bytes.count), let power = Int(String(decoding: bytes, as: UTF8.self)) else { return nil }
        exponent = power
        bytes = bytes[bytes.endIndex...]
      default: return nil
      }
    }
    guard let decimals else { return nil }
    guard let exponent else {
      // `442079460958.0`, as data frames write it; `442079460958,00`, as a format of two decimals does.
      guard (1...2).contains(decimals), digits.suffix(decimals).allSatisfy({ $0 == 0x30 }), digits.count - decimals > 5
      else { return nil }
      return .whole(String(decoding: digits.dropLast(decimals), as: UTF8.self))
    }
    guard digits.count - decimals == 1, exponent >= 5 else { return nil }
    return exponent == decimals ? .whole(String(decoding: digits, as: UTF8.self)) : .rounded
  }
}
