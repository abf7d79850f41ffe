/// A column's header as it is compared: without case, spaces and punctuation.
///
/// Outlook writes "Business Phone", an importer wants "BusinessPhone", people write "business phone:"; all are one.
package struct HeaderKey: Hashable, Sendable {
  package let text: String

  package init(_ header: String) {
    if let text = Self.ascii(header) {
      self.text = text
      return
    }
    let kept = header.lowercased().unicodeScalars.filter { scalar in
      scalar.properties.isAlphabetic || scalar.properties.numericType != nil || Self.meaningful.contains(scalar)
    }
    text = String(String.UnicodeScalarView(kept))
  }

  /// The key of a header of ASCII characters; nil for all others. Formats are read at every start, with thousands of
  /// headers, so it is worked out without a buffer of its own.
  private static func ascii(_ header: String) -> String? {
    var header = header
    return header.withUTF8 { bytes in
      for byte in bytes where byte >= 0x80 { return nil }
      return String(unsafeUninitializedCapacity: bytes.count) { key in
        var count = 0
        for byte in bytes {
          if let byte = kept(byte) {
            key[count] = byte
            count += 1
          }
        }
        return count
      }
    }
  }

  /// What is kept of an ASCII character.
  private static func kept(_ byte: UInt8) -> UInt8? {
    switch byte {
    case 0x41...0x5A: byte | 0x20
    case 0x61...0x7A, 0x30...0x39, 0x23, 0x2B: byte
    default: nil
    }
  }

  /// Signs that tell one header from another: `#` and `+`.
  private static let meaningful: Set<Unicode.Scalar> = ["#", "+"]
}
