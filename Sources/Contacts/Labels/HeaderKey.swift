/// A column's header as it is compared: without case, spaces and punctuation.
///
/// Outlook writes "Business Phone", an importer wants "BusinessPhone", people write "business phone:"; all are one.
package struct HeaderKey: Hashable, Sendable {
  package let text: String

  package init(_ header: String) {
    if header.utf8.allSatisfy({ $0 < 0x80 }) {
      text = String(decoding: header.utf8.compactMap(Self.kept), as: UTF8.self)
      return
    }
    let kept = header.lowercased().unicodeScalars.filter { scalar in
      scalar.properties.isAlphabetic || scalar.properties.numericType != nil || Self.meaningful.contains(scalar)
    }
    text = String(String.UnicodeScalarView(kept))
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
