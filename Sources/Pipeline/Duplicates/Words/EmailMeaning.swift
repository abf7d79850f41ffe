/// What an e-mail address means to the system that receives it.
enum EmailMeaning {
  private static let google = (gmail: Hash.text("gmail.com"), mail: Hash.text("googlemail.com"))

  /// An address as 64 bits, of which the lowest says that the mailbox is no person's.
  static func key(_ address: String) -> UInt64? {
    hash(address).map { NumberKey.line($0.address) | (roles.contains($0.name) ? 1 : 0) }
  }

  static func isRole(_ key: UInt64) -> Bool { key & 1 == 1 }

  /// The key of the same address, were it that of a role.
  static func role(_ key: UInt64) -> UInt64 { key | 1 }

  /// Names of mailboxes that whoever is on duty reads (RFC 2142, and what firms call them).
  private static let roles = WordSet(
    hashes: """
      info office mail email contact contacts kontakt contacto contatto team hello hallo post zentrale empfang reception
      sekretariat secretariat segreteria secretaria sales vertrieb verkauf ventas vendite commercial marketing einkauf
      purchasing service support help helpdesk hotline admin administration verwaltung webmaster postmaster hr jobs bewerbung
      accounts accounting billing invoice invoices rechnung buchhaltung compta comptabilite contabilidad amministrazione
      orders order bestellung shop praxis kanzlei buero biuro accueil direction recepcion
      """.split { $0.isWhitespace }.map { Hash.text(String($0)) })

  /// The hash of an address without case, without a tag behind a plus sign (RFC 5233), and without full stops where they
  /// mean nothing (Google, "Dots don't matter in Gmail addresses"); nil where the text is no address.
  private static func hash(_ address: String) -> (address: UInt64, name: UInt64)? {
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
        var length = small[1..<at].firstIndex(of: UInt8(ascii: "+")) ?? at
        if isGoogle {
          let end = length
          length = 0
          for index in 0..<end where small[index] != UInt8(ascii: ".") {
            small[length] = small[index]
            length += 1
          }
        }
        let name = Hash.bytes(UnsafeBufferPointer(rebasing: small[..<length]))
        return (Hash.mix(isGoogle ? google.gmail : domain, name), name)
      }
    }
  }
}
