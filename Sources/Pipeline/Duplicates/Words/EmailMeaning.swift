/// What an e-mail address means to the system that receives it.
enum EmailMeaning {
  private static let google = (gmail: Hash.text("gmail.com"), mail: Hash.text("googlemail.com"))

  /// The hash of an address without case, without a tag behind a plus sign (RFC 5233), and without full stops where they
  /// mean nothing (Google, "Dots don't matter in Gmail addresses"); nil where the text is no address.
  static func hash(_ address: String) -> UInt64? {
    var address = address
    return address.withUTF8 { text in
      guard let at = text.lastIndex(of: UInt8(ascii: "@")), at > 0, at + 1 < text.count else { return nil }
      return withUnsafeTemporaryAllocation(of: UInt8.self, capacity: text.count) { small in
        for index in text.indices {
          let byte = text[index]
          small[index] = byte &- UInt8(ascii: "A") < 26 ? byte | 0x20 : byte
        }
        let domain = Hash.bytes(UnsafeBufferPointer(rebasing: small[(at + 1)...]))
        let isGoogle = domain == google.gmail || domain == google.mail
        var length = 0
        for index in 0..<at {
          let byte = small[index]
          if byte == UInt8(ascii: "+"), index > 0 { break }
          if byte == UInt8(ascii: "."), isGoogle { continue }
          small[length] = byte
          length += 1
        }
        let name = Hash.bytes(UnsafeBufferPointer(rebasing: small[..<length]))
        return Hash.mix(isGoogle ? google.gmail : domain, name)
      }
    }
  }
}
