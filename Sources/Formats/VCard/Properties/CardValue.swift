import VCardSyntax

/// Values that versions write differently, of properties that the model has no field for.
struct CardValue {
  var name: String
  /// The type of the value, where the version must be told; empty for none.
  var type = ""
  var text: String
  /// Whether values of the property are the same in all versions.
  private(set) var isAsRead = false
  /// What the version cannot hold of the value.
  private(set) var lost: [String] = []
  /// Whether it is a date, so that a parameter of old says no more of its year.
  private(set) var isDate = false
  /// Whether it is a date without a year, which the version cannot say but with that parameter.
  private(set) var omitsYear = false

  /// - Parameters:
  ///   - name: the property's, in the version that is written.
  ///   - text: as the version that it was read from escapes it.
  ///   - omittedYear: the year that says that there is none.
  init(
    _ name: String, _ text: String, omitting omittedYear: UnsafeRawBufferPointer? = nil, of origin: VCardVersion,
    in version: VCardVersion
  ) {
    self.name = name
    self.text = text
    switch name.uppercased() {
    case "GEO": convertPosition(version)
    case "TZ": convertTimeZone(version)
    case "X-TZ" where version != .v21:
      self.name = "TZ"
      convertTimeZone(version)
    case "GENDER": convertGender()
    case "ANNIVERSARY", "X-ANNIVERSARY", "DEATHDATE", "X-DEATHDATE":
      if CardDate.isDate(text) { convertDate(version, omitting: omittedYear) }
    case "CREATED", "X-CREATED":
      let time = CardDate.extendedTime(text)
      self.text = version == .v40 ? CardDate.basic(time) : time
    case "KEY" where version != .v40 && text.contains("://"):
      // Only vCard 4.0 knows keys that stand elsewhere.
      self.name = "X-KEY"
    case "X-KEY" where version == .v40 && Self.isURI(text.utf8): self.name = "KEY"
    case "X-GEO" where version == .v40 && Self.isURI(text.utf8): self.name = "GEO"
    case "PHOTO", "LOGO", "SOUND":
      if !Self.isURI(text.utf8) {
        // Only vCard 2.1 has text in the place of pictures and sounds.
        self.name = version == .v21 ? name : "X-\(name)"
      } else if version != .v40 {
        type = version == .v21 ? "URL" : "uri"
      }
    case "X-PHOTO" where version == .v21, "X-LOGO" where version == .v21, "X-SOUND" where version == .v21:
      if !Self.isURI(text.utf8) { self.name = String(name.dropFirst(2)) }
    case "RELATED" where version == .v40, "KEY" where version == .v40, "SOCIALPROFILE" where version == .v40:
      if !Self.isURI(text.utf8) { type = "text" }
    case "X-IMPP": convertMessenger()
    // What these become depends on their values.
    case "KEY", "X-KEY", "X-GEO", "RELATED", "SOCIALPROFILE": break
    case let name where version != .v21 && Self.messengers.contains { $0.name == name }:
      convertMessenger(called: name)
    default: isAsRead = true
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
    var parameters = rest.prefix(0)
    if rest.lowercased().hasPrefix("geo:") {
      rest = rest.dropFirst(4).prefix { $0 != ";" }
      parameters = text[rest.endIndex...]
    }
    let parts = rest.split(whereSeparator: { $0 == ";" || $0 == "," || $0 == "\\" }).map {
      $0.drop { $0 == " " }
    }
    guard parts.count == 2, parts.allSatisfy({ Double($0) != nil }) else {
      name = "X-GEO"
      return
    }
    if version == .v40 {
      text = "geo:\(parts[0]),\(parts[1])\(parameters.filter { $0 != "\\" })"
    } else {
      text = "\(parts[0]);\(parts[1])"
      lost = parameters.split(separator: ";").map { "\($0.prefix { $0 != "=" }.lowercased()) of a position" }
    }
  }

  /// `--04-12` as the version has it: before 4.0 with the year that says that there is none.
  private mutating func convertDate(_ version: VCardVersion, omitting year: UnsafeRawBufferPointer?) {
    isDate = true
    let date = CardDate.yearless(CardDate.jCard(text), omitting: year)
    omitsYear = version != .v40 && date.hasPrefix("--") && CardDate.form(of: date) == .date
    text = version == .v40 ? CardDate.basic(date) : omitsYear ? CardDate.leap(date) : date
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
    text = Self.decoded(text[text.index(after: colon)...])
  }

  /// The same under the name of the standard (RFC 4770; RFC 6350, section 6.4.3).
  private mutating func convertMessenger(called name: String) {
    guard let known = Self.messengers.first(where: { $0.name == name }) else { return }
    self.name = "IMPP"
    let address = text.withUTF8 { VCardText.unescaped(UnsafeRawBufferPointer($0)) }
    text = address.lowercased().hasPrefix(known.scheme + ":") ? address : "\(known.scheme):\(Self.encoded(address))"
  }

  /// By scheme, the name that is written first.
  private static let messengers: [(scheme: String, name: String)] = [
    ("aim", "X-AIM"), ("icq", "X-ICQ"), ("xmpp", "X-JABBER"), ("skype", "X-SKYPE"), ("skype", "X-SKYPE-USERNAME"),
    ("ymsgr", "X-YAHOO"), ("msnim", "X-MSN"), ("gtalk", "X-GOOGLE-TALK"), ("sip", "X-SIP"),
    ("groupwise", "X-GROUPWISE"),
  ]

  /// Text as a part of a URI: what may not stand there, and what parts values in a card, by its bytes in hexadecimal.
  private static func encoded(_ text: String) -> String {
    var bytes: [UInt8] = []
    for byte in text.utf8 {
      guard isEncoded(byte) else {
        bytes.append(byte)
        continue
      }
      let hex = String(byte, radix: 16, uppercase: true)
      bytes += Array("%\(hex.count == 1 ? "0" : "")\(hex)".utf8)
    }
    return String(decoding: bytes, as: UTF8.self)
  }

  /// The text that ``encoded(_:)`` made a part of a URI, escaped as a value; other bytes in hexadecimal stay.
  private static func decoded(_ text: Substring) -> String {
    var bytes: [UInt8] = []
    var rest = Array(text.utf8)[...]
    while let byte = rest.popFirst() {
      let digits = String(decoding: rest.prefix(2), as: UTF8.self)
      guard byte == 0x25, let meant = UInt8(digits, radix: 16), isEncoded(meant), digits == digits.uppercased() else {
        bytes.append(byte)
        continue
      }
      rest = rest.dropFirst(2)
      if meant == 0x3B || meant == 0x5C { bytes.append(0x5C) }
      bytes.append(meant)
    }
    return String(decoding: bytes, as: UTF8.self)
  }

  private static func isEncoded(_ byte: UInt8) -> Bool {
    byte <= 0x20 || byte >= 0x7F || "%\"<>\\^`{|},;".utf8.contains(byte)
  }
}
