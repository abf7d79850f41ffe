import VCardSyntax

/// Values that versions write differently, of properties that the model has no field for.
struct CardValue {
  var name: String
  /// The type of the value, where the version must be told; empty for none.
  var type = ""
  var text: String

  /// - Parameters:
  ///   - name: the property's, in the version that is written.
  ///   - text: as the version that it was read from escapes it.
  init(_ name: String, _ text: String, of origin: VCardVersion, in version: VCardVersion) {
    self.name = name
    self.text = text
    switch name.uppercased() {
    case "GEO": convertPosition(version)
    case "TZ": convertTimeZone(version)
    case "GENDER": convertGender()
    case "ANNIVERSARY", "X-ANNIVERSARY", "DEATHDATE", "X-DEATHDATE":
      if let first = text.first, first == "-" || first.isNumber {
        self.text = version == .v40 ? CardDate.basic(text) : CardDate.jCard(text)
      }
    case "CREATED", "X-CREATED":
      let time = CardDate.extendedTime(text)
      self.text = version == .v40 ? CardDate.basic(time) : time
    case "KEY" where version != .v40 && text.contains("://"):
      // Only vCard 4.0 knows keys that stand elsewhere.
      self.name = "X-KEY"
    case "X-IMPP": convertMessenger()
    default: break
    }
  }

  /// Whether a text begins like a URI: a letter, letters and digits, a colon.
  static func isURI(_ text: some Sequence<UInt8>) -> Bool {
    var length = 0
    for byte in text {
      let isLetter = (0x61...0x7A).contains(byte | 0x20)
      if byte == 0x3A { return length > 1 }
      guard isLetter || length > 0 && ((0x30...0x39).contains(byte) || byte == 0x2B || byte == 0x2D || byte == 0x2E)
      else { return false }
      length += 1
    }
    return false
  }

  /// `48.2;16.3` and `geo:48.2,16.3`; a position that is neither has no place in a standard's property.
  private mutating func convertPosition(_ version: VCardVersion) {
    var rest = text[...]
    if rest.lowercased().hasPrefix("geo:") { rest = rest.dropFirst(4).prefix { $0 != ";" } }
    let parts = rest.split(whereSeparator: { $0 == ";" || $0 == "," || $0 == "\\" }).map {
      $0.drop { $0 == " " }
    }
    guard parts.count == 2, parts.allSatisfy({ Double($0) != nil }) else {
      name = "X-GEO"
      return
    }
    text = version == .v40 ? "geo:\(parts[0]),\(parts[1])" : "\(parts[0]);\(parts[1])"
  }

  /// Offsets as `-05:00`, in vCard 4.0 `-0500`; names of zones where the version can hold them.
  private mutating func convertTimeZone(_ version: VCardVersion) {
    let digits = text.filter(\.isNumber)
    let isOffset =
      (text.hasPrefix("+") || text.hasPrefix("-")) && (digits.count == 2 || digits.count == 4)
      && text.dropFirst().allSatisfy { $0.isNumber || $0 == ":" }
    if isOffset, let sign = text.first {
      let minutes = digits.count == 4 ? digits.dropFirst(2) : "00"
      type = version == .v40 ? "utc-offset" : ""
      text = "\(sign)\(digits.prefix(2))\(version == .v40 ? "" : ":")\(minutes)"
    } else if version == .v21 {
      name = "X-TZ"
    } else if version == .v30 {
      type = "text"
    }
  }

  /// `male` as `M`; what is neither letter nor word is text (RFC 6350, section 6.2.7).
  private mutating func convertGender() {
    let sex = text.prefix { $0 != ";" }
    switch sex.uppercased() {
    case "", "M", "F", "O", "N", "U": break
    case "MALE": text = "M"
    case "FEMALE": text = "F"
    default: text = ";" + text
    }
  }

  /// A messenger's address under the name that programs gave it before there was a standard.
  private mutating func convertMessenger() {
    guard let colon = text.firstIndex(of: ":") else { return }
    let scheme = text[..<colon].lowercased().filter { $0 != "\\" }
    guard let known = Self.messengers.first(where: { $0.scheme == scheme }) else { return }
    name = known.name
    text = String(text[text.index(after: colon)...])
  }

  private static let messengers: [(scheme: String, name: String)] = [
    ("aim", "X-AIM"), ("icq", "X-ICQ"), ("xmpp", "X-JABBER"), ("skype", "X-SKYPE"), ("ymsgr", "X-YAHOO"),
    ("msnim", "X-MSN"), ("gtalk", "X-GOOGLE-TALK"), ("sip", "X-SIP"), ("groupwise", "X-GROUPWISE"),
  ]
}
