import CLibXML2

/// Windows-1252, the encoding that bytes of old western files really have when they claim another (WHATWG Encoding).
enum Windows1252 {
  private static let upper: [UInt16] = [
    0x20AC, 0x81, 0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021, 0x02C6, 0x2030, 0x0160, 0x2039, 0x0152, 0x8D, 0x017D,
    0x8F, 0x90, 0x2018, 0x2019, 0x201C, 0x201D, 0x2022, 0x2013, 0x2014, 0x02DC, 0x2122, 0x0161, 0x203A, 0x0153, 0x9D,
    0x017E, 0x0178,
  ]

  static func scalar(of byte: UInt8) -> Unicode.Scalar {
    guard (0x80...0x9F).contains(byte) else { return Unicode.Scalar(byte) }
    return Unicode.Scalar(upper[Int(byte - 0x80)]) ?? "\u{FFFD}"
  }
}

/// References that HTML defines and XML does not, from libxml2's own table.
enum HTMLReferences {
  static func character(named name: some Collection<UInt8>) -> Character? {
    guard name.first?.isASCIILetterOrDigit == true else { return nil }
    let terminated = Array(name) + [0]
    guard let entity = htmlEntityLookup(terminated), let scalar = Unicode.Scalar(entity.pointee.value) else {
      return nil
    }
    return Character(scalar)
  }
}
