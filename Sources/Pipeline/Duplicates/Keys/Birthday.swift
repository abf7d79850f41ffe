/// A date of birth as a number, and how two of them compare.
enum Birthday {
  /// Year × 10,000 + month × 100 + day of `1984-02-29`, `19840229` or `--02-29` (year 0); 0 where it is no date, or one that
  /// programs write for none.
  static func key(_ text: String) -> UInt32 {
    let date = date(text)
    return noDates.contains(date) ? 0 : date
  }

  /// Where the calendars of databases, spreadsheets and Unix begin: far more contacts have one of these than were born then.
  private static let noDates: [UInt32] = [
    1_01_01, 1899_12_30, 1899_12_31, 1900_01_00, 1900_01_01, 1904_01_01, 1970_01_01,
  ]

  private static func date(_ text: String) -> UInt32 {
    var digits: UInt32 = 0
    var count = 0
    for byte in text.utf8 {
      switch byte {
      case UInt8(ascii: "0")...UInt8(ascii: "9"):
        guard count < 8 else { return count == 8 && text.utf8.count > 10 ? digits : 0 }
        digits = digits * 10 + UInt32(byte - UInt8(ascii: "0"))
        count += 1
      case UInt8(ascii: "-"): continue
      case UInt8(ascii: "T"), UInt8(ascii: " "): return count == 8 ? digits : 0
      default: return 0
      }
    }
    return count == 8 || count == 4 && text.utf8.first == UInt8(ascii: "-") ? digits : 0
  }

  enum Comparison: UInt8 {
    case unknown
    case same
    /// The same day of the year, one of the years unknown.
    case sameDay
    /// One digit or one exchange of digits away, day and month exchanged: a slip, perhaps.
    case near
    case different

    /// The evidence in it: a day of sixty years is one of 2¹⁴.
    ///
    /// - Parameter isLenient: whether dates of the list are often mistyped, so that a slip speaks for the same one.
    func bits(isLenient: Bool) -> Float {
      switch self {
      case .unknown: 0
      case .same: 14
      case .sameDay: 8
      case .near: isLenient ? 5 : -2
      case .different: -3.5
      }
    }
  }

  static func compare(_ a: UInt32, _ b: UInt32) -> Comparison {
    if a == 0 || b == 0 { return .unknown }
    if a == b { return .same }
    if a < 10_000 || b < 10_000 { return a % 10_000 == b % 10_000 ? .sameDay : .different }
    return isNear(a, b) ? .near : .different
  }

  private static func isNear(_ a: UInt32, _ b: UInt32) -> Bool {
    if a / 10_000 == b / 10_000, a % 100 == b / 100 % 100, b % 100 == a / 100 % 100 { return true }
    var differing = 0
    var first = -1
    var x = a
    var y = b
    var places: (UInt32, UInt32) = (0, 0)
    for place in 0..<8 {
      let (p, q) = (x % 10, y % 10)
      if p != q {
        differing += 1
        if differing == 1 {
          first = place
          places = (p, q)
        } else if differing == 2 {
          guard place == first + 1, p == places.1, q == places.0 else { return false }
        } else {
          return false
        }
      }
      x /= 10
      y /= 10
    }
    return differing > 0
  }
}
