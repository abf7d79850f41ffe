import Contacts

/// A number as 64 bits: the digits of E.164, or a hash where there are other signs or an extension behind it, and in the
/// lowest bit whether it is somebody's mobile.
enum NumberKey {
  static func isMobile(_ key: UInt64) -> Bool { key & 1 == 1 }

  /// The number without its kind, which the next contact may tell otherwise.
  static func line(_ key: UInt64) -> UInt64 { key & ~1 }

  static func key(_ number: borrowing Number) -> UInt64? {
    line(of: number).map { $0 << 1 | (number.kind == .mobile ? 1 : 0) }
  }

  private static func line(of number: borrowing Number) -> UInt64? {
    var dialled = number.dialled
    let digits = dialled.withUTF8 { text -> UInt64? in
      guard let first = text.first, first == UInt8(ascii: "+"), text.count > 4, text.count <= 17 else { return nil }
      var value: UInt64 = 0
      for byte in text.dropFirst() {
        guard byte >= UInt8(ascii: "0"), byte <= UInt8(ascii: "9") else { return nil }
        value = value * 10 + UInt64(byte - UInt8(ascii: "0"))
      }
      return value
    }
    if let digits {
      return number.extension.isEmpty ? digits : Hash.mix(digits, Hash.text(number.extension)) | 1 << 63
    }
    return written(dialled).map { number.extension.isEmpty ? $0 : Hash.mix($0, Hash.text(number.extension)) | 1 << 63 }
  }

  /// A number that was not understood, without what parts its digits for the eye.
  private static func written(_ text: String) -> UInt64? {
    let signs = text.utf8.filter { byte in
      switch byte {
      case UInt8(ascii: " "), UInt8(ascii: "-"), UInt8(ascii: "."), UInt8(ascii: "/"), UInt8(ascii: "("),
        UInt8(ascii: ")"):
        false
      default: true
      }
    }
    return signs.isEmpty ? nil : signs.withUnsafeBufferPointer { Hash.bytes($0) | 1 << 63 }
  }
}
