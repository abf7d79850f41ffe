/// What an e-mail address means to the system that receives it.
struct EmailMeaning: Sendable {
  private var text: [UInt8] = []

  /// The hash of an address without case, without a tag behind a plus sign (RFC 5233), and without full stops where they
  /// mean nothing (Google, "Dots don't matter in Gmail addresses"); nil where the text is no address.
  mutating func hash(_ address: String) -> UInt64? {
    text.removeAll(keepingCapacity: true)
    var at = -1
    for byte in address.utf8 {
      if byte == UInt8(ascii: "@") { at = text.count }
      text.append(byte >= UInt8(ascii: "A") && byte <= UInt8(ascii: "Z") ? byte | 0x20 : byte)
    }
    guard at > 0, at + 1 < text.count else { return nil }
    let isGoogle = ["gmail.com", "googlemail.com"].contains { text[(at + 1)...].elementsEqual($0.utf8) }
    let tag = text[1..<at].firstIndex(of: UInt8(ascii: "+")) ?? at
    var name = text[..<tag]
    if isGoogle { name.removeAll { $0 == UInt8(ascii: ".") } }
    let domain = isGoogle ? Hash.text("gmail.com") : text[(at + 1)...].withUnsafeBufferPointer(Hash.bytes)
    return Hash.mix(domain, name.withUnsafeBufferPointer(Hash.bytes))
  }
}
