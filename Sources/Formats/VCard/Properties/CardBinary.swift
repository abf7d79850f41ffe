import VCardSyntax

/// Pictures and other binary values: base64 in vCard 2.1 and 3.0, `data:` URIs in 4.0 and in contacts.
enum CardBinary {
  /// The base64 of a property, its value unless told otherwise, as a `data:` URI; nil where it is not base64.
  static func uri(of property: VCardProperty, value: UnsafeRawBufferPointer? = nil) -> String? {
    let value = value ?? property.value
    let type = mediaType(of: property)
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

  /// `JPEG` for `image/jpeg`: the type word of vCard 2.1 and 3.0.
  static func typeWord(_ mediaType: Substring) -> String {
    let word = mediaType.split(separator: "/").last.map { $0.prefix { $0 != ";" } } ?? ""
    return word.uppercased()
  }

  /// Whether the head of a property still says the truth before another value: base64 of the same type, or a link.
  static func fits(_ uri: String, behind property: VCardProperty, of version: VCardVersion) -> Bool {
    let parts = parts(of: uri)
    guard property.encoding == .base64 else { return parts == nil || version == .v40 }
    return parts.map { $0.type == mediaType(of: property) } ?? false
  }

  /// The type in lower case that says what base64 is, as `jpeg`; empty for none.
  static func typeWord(of property: VCardProperty) -> String {
    guard property.encoding == .base64 else { return "" }
    var word = ""
    property.forEachType { type in
      if word.isEmpty, !type.equals("BASE64"), !type.equals("PREF"), !type.equals("HOME"), !type.equals("WORK") {
        word = type.text.lowercased()
      }
    }
    return word
  }

  private static func mediaType(of property: VCardProperty) -> String {
    if let type = property.parameter("MEDIATYPE") { return String(decoding: type, as: UTF8.self) }
    let word = typeWord(of: property)
    if word.contains("/") { return word }
    let family = property.name.equals("SOUND") ? "audio" : property.name.equals("KEY") ? "application" : "image"
    if word.isEmpty { return family == "image" ? "image/jpeg" : "application/octet-stream" }
    return "\(family)/\(word == "jpg" ? "jpeg" : word)"
  }

  private static func isBase64(_ byte: UInt8) -> Bool {
    switch byte {
    case 0x41...0x5A, 0x61...0x7A, 0x30...0x39, 0x2B, 0x2F, 0x3D: true
    default: false
    }
  }
}
