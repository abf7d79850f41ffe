import VCardSyntax

/// Pictures and other binary values: base64 in vCard 2.1 and 3.0, `data:` URIs in 4.0 and in contacts.
enum CardBinary {
  /// The base64 of a property, its value unless told otherwise, as a `data:` URI; nil where it is not base64.
  static func uri(of property: VCardProperty, value: UnsafeRawBufferPointer? = nil) -> String? {
    let value = value ?? property.value
    let type = mediaType(of: property, holding: value)
    let head = "data:\(type);base64,"
    var isSound = true
    let text = String(unsafeUninitializedCapacity: head.utf8.count + value.count) { target in
      var used = 0
      for byte in head.utf8 {
        target[used] = byte
        used += 1
      }
      let start = used
      for byte in value where byte != 0x20 && byte != 0x09 && byte != 0x0A {
        isSound = isSound && isBase64(byte)
        target[used] = byte
        used += 1
      }
      isSound = isSound && (used - start) % 4 == 0 && used > start
      return isSound ? used : 0
    }
    return isSound ? text : nil
  }

  /// The media type and the base64 of a `data:` URI; nil for any other.
  static func parts(of uri: String) -> (type: Substring, base64: Substring)? {
    guard uri.hasPrefix("data:"), let comma = uri.firstIndex(of: ",") else { return nil }
    let head = uri[..<comma].dropFirst(5)
    guard head.hasSuffix(";base64") else { return nil }
    return (head.dropLast(7), uri[uri.index(after: comma)...])
  }

  /// `JPEG` for `image/jpeg`: the type word of vCard 2.1 and 3.0; empty for what could be anything.
  static func typeWord(_ mediaType: Substring) -> String {
    if mediaType == unknownType { return "" }
    let word = mediaType.split(separator: "/").last.map { $0.utf8.prefix(while: isOfType) } ?? Substring("").utf8
    return Substring(word).uppercased()
  }

  /// Whether a byte may stand in the name of a media type (RFC 6838, section 4.2).
  private static func isOfType(_ byte: UInt8) -> Bool {
    (0x61...0x7A).contains(byte | 0x20) || (0x30...0x39).contains(byte) || "!#$&-^_.+".utf8.contains(byte)
  }

  /// Whether the head of a property still says the truth before another value: base64 of the same type, or a link.
  static func fits(_ uri: String, behind property: VCardProperty, of version: VCardVersion) -> Bool {
    let parts = parts(of: uri)
    guard property.encoding == .base64 else { return parts == nil || version == .v40 }
    guard let parts else { return false }
    var start = String(parts.base64.prefix(16))
    return start.withUTF8 { parts.type == mediaType(of: property, holding: UnsafeRawBufferPointer($0)) }
  }

  /// The type in lower case that says what base64 is, as `jpeg`; empty for none.
  static func typeWord(of property: VCardProperty) -> String {
    property.encoding == .base64 ? firstWord(of: property) : ""
  }

  /// What a property says of a picture or sound that it links to: in a parameter since vCard 4.0 (RFC 6350, section 5.7),
  /// before with one of its types, in lower case (RFC 2426, section 3.1.4); nil where it says nothing.
  static func linked(by property: VCardProperty) -> (mediaType: String, word: String)? {
    guard property.encoding != .base64,
      property.name.equals("PHOTO") || property.name.equals("LOGO") || property.name.equals("SOUND")
    else { return nil }
    if let type = property.parameter("MEDIATYPE") { return (type.text, "") }
    let word = firstWord(of: property)
    return word.isEmpty ? nil : (mediaType(word, of: property), word)
  }

  /// The first type in lower case that says neither how the value is written nor for what it is.
  private static func firstWord(of property: VCardProperty) -> String {
    var word = ""
    property.forEachType { type in
      if word.isEmpty, !otherWords.contains(where: { type.equals($0) }) { word = type.text.lowercased() }
    }
    return word
  }

  private static let otherWords: [StaticString] = [
    "BASE64", "QUOTED-PRINTABLE", "8BIT", "7BIT", "PREF", "HOME", "WORK",
  ]

  private static func mediaType(of property: VCardProperty, holding base64: UnsafeRawBufferPointer) -> String {
    if let type = property.parameter("MEDIATYPE") { return type.text }
    let word = typeWord(of: property)
    return word.isEmpty ? mediaType(ofBase64: base64) : mediaType(word, of: property)
  }

  private static func mediaType(_ word: String, of property: VCardProperty) -> String {
    if word.contains("/") { return word }
    let family = property.name.equals("SOUND") ? "audio" : property.name.equals("KEY") ? "application" : "image"
    return "\(family)/\(word == "jpg" ? "jpeg" : word)"
  }

  /// What base64 is by what it begins with: one of the pictures that cards have.
  private static func mediaType(ofBase64 base64: UnsafeRawBufferPointer) -> String {
    let start = String(decoding: base64.lazy.filter { $0 > 0x20 }.prefix(16), as: UTF8.self)
    if start.hasPrefix("/9j/") { return "image/jpeg" }
    if start.hasPrefix("iVBORw0KGg") { return "image/png" }
    if start.hasPrefix("R0lGOD") { return "image/gif" }
    // `RIFF`, a length of four bytes, `WEBP`.
    return start.hasPrefix("UklGR") && start.hasSuffix("XRUJQ") ? "image/webp" : unknownType
  }

  /// What could be anything.
  private static let unknownType = "application/octet-stream"

  private static func isBase64(_ byte: UInt8) -> Bool {
    switch byte {
    case 0x41...0x5A, 0x61...0x7A, 0x30...0x39, 0x2B, 0x2F, 0x3D: true
    default: false
    }
  }
}
