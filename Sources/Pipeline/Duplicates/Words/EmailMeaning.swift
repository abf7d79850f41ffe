/// What an e-mail address means to the system that receives it.
struct EmailMeaning: Sendable {
  private var text: [UInt8] = []
  private static let google = (gmail: Hash.text("gmail.com"), mail: Hash.text("googlemail.com"))

  /// The hash of an address without case, without a tag behind a plus sign (RFC 5233), and without full stops where they
  /// mean nothing (Google, "Dots don't matter in Gmail addresses"); nil where the text is no address.
  mutating func hash(_ address: String) -> UInt64? {
    text.removeAll(keepingCapacity: true)
    var at = -1
    var address = address
    address.withUTF8 { text.append(contentsOf: $0) }
    text.withUnsafeMutableBufferPointer { text in
      for (index, byte) in text.enumerated() {
        if byte == UInt8(ascii: "@") { at = index }
        if byte >= UInt8(ascii: "A"), byte <= UInt8(ascii: "Z") { text[index] = byte | 0x20 }
      }
    }
    guard at > 0, at + 1 < text.count else { return nil }
    let domain = text[(at + 1)...].withUnsafeBufferPointer(Hash.bytes)
    let isGoogle = domain == Self.google.gmail || domain == Self.google.mail
    let tag = text[1..<at].firstIndex(of: UInt8(ascii: "+")) ?? at
    var name = text[..<tag]
    if isGoogle { name.removeAll { $0 == UInt8(ascii: ".") } }
    return Hash.mix(isGoogle ? Self.google.gmail : domain, name.withUnsafeBufferPointer(Hash.bytes))
  }
}
