/// A number as 64 bits: the digits of E.164, or a hash where there are other signs or an extension behind it, and in the
/// lowest bit whether it is somebody's mobile.
enum NumberKey {
  static func isMobile(_ key: UInt64) -> Bool { key & 1 == 1 }

  /// The number without its kind, which the next contact may tell otherwise.
  static func line(_ key: UInt64) -> UInt64 { key & ~1 }

  /// The key of what is dialled, and of the digits sent behind it.
  static func key(_ dialled: String, extension: String, isMobile: Bool) -> UInt64? {
    line(dialled, `extension`).map { $0 << 1 | (isMobile ? 1 : 0) }
  }

  private static func line(_ dialled: String, _ extension: String) -> UInt64? {
    var text = dialled
    let digits = text.withUTF8 { text -> UInt64? in
      guard let first = text.first, first == UInt8(ascii: "+"), text.count > 4, text.count <= 17 else { return nil }
      var value: UInt64 = 0
      for byte in text.dropFirst() {
        guard byte &- UInt8(ascii: "0") < 10 else { return nil }
        value = value &* 10 &+ UInt64(byte &- UInt8(ascii: "0"))
      }
      return value
    }
    if let digits {
      return `extension`.isEmpty ? digits : Hash.mix(digits, Hash.text(`extension`)) | 1 << 63
    }
    return written(dialled).map { `extension`.isEmpty ? $0 : Hash.mix($0, Hash.text(`extension`)) | 1 << 63 }
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
