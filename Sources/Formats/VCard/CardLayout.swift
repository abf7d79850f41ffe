import Contacts
import VCardSyntax

/// How a card that was read looked: its content lines in order, for the day when it is written again.
///
/// It travels in the extra field ``name``:
///
///     #3f1c2a9e07b45d318
///     N:Weber;Anna;;;
///     FN:Anna Weber
///     X-FOO;TYPE=a:…
///
/// The first line has the version's first digit and, where the card can be written as it is, the ``CardSeal`` of its
/// contact. The others are as they were read, unfolded; a value that stands elsewhere in the contact, because it is an
/// extra field of its own, is an ellipsis, and two are the photo. A writer whose contact fits the seal writes the lines as they
/// are. Else it compares each with what the contact says now: what nobody edited is written as it was, with its group,
/// parameters and spelling; of what was edited only the value is new; what is gone is left out; what is new follows.
struct CardLayout {
  /// The extra field. One that begins with a dot belongs to the format that made it, and is no loss to another.
  static let name = ".vcard"
  /// The sign that a layout begins with.
  static let sealMark = UInt8(ascii: "#")
  /// What stands for a value that is not in the line.
  static let elsewhere: StaticString = "…"
  /// What stands for the photo, so that it is told from a further one under the same head.
  static let photo: StaticString = "……"
  /// The prefix of extra fields that are properties of a card, as in `vcard:item1.X-FOO;TYPE=a`.
  static let prefix = Extra.cardPrefix
  /// ``prefix``, where a string would be slow.
  static let prefixBytes: StaticString = "vcard:"

  /// The version of the card; nil where the lines tell it.
  var version: VCardVersion?
  /// The digits of the ``CardSeal``; none where the lines have to be compared.
  var seal = UnsafeRawBufferPointer(start: nil, count: 0)
  /// The lines, parted by line feeds.
  var lines: UnsafeRawBufferPointer

  /// The layout in `text`.
  init(_ text: UnsafeRawBufferPointer) {
    lines = text
    guard text.first == Self.sealMark, text.count > 1 else { return }
    switch text[1] {
    case 0x32: version = .v21
    case 0x33: version = .v30
    default: version = .v40
    }
    let end = text.position(of: 0x0A) ?? text.count
    seal = UnsafeRawBufferPointer(rebasing: text[2..<max(2, end)])
    lines = UnsafeRawBufferPointer(rebasing: text[min(end + 1, text.count)...])
  }

  /// The name of the extra field that holds a property's value: its head as written, without transport parameters.
  static func extraName(of property: VCardProperty) -> String {
    let head = property.head
    if property.encoding == .none, property.parameter("CHARSET") == nil {
      return String(unsafeUninitializedCapacity: head.count + 6) { target in
        _ = target.initialize(from: prefix.utf8)
        for (offset, byte) in head.enumerated() { target[6 + offset] = byte }
        return head.count + 6
      }
    }
    var bytes = Array(prefix.utf8)
    appendHead(of: property, to: &bytes, keepsBase64: true)
    return String(decoding: bytes, as: UTF8.self)
  }

  /// A property's head as it was, for a value that is written as it was carried; a `CHARSET` says what is true.
  static func appendWholeHead(of property: VCardProperty, to bytes: inout [UInt8]) {
    if property.encoding == .quotedPrintable { return appendHead(of: property, to: &bytes, keepsBase64: true) }
    if let name = property.parameter("CHARSET"), !name.equals("UTF-8") {
      property.appendHead(to: &bytes, charset: "UTF-8")
    } else {
      bytes.append(contentsOf: property.head)
    }
  }

  /// A property's head without what says how its value was carried: `CHARSET`, quoted-printable.
  static func appendHead(of property: VCardProperty, to bytes: inout [UInt8], keepsBase64: Bool) {
    bytes.append(contentsOf: property.group)
    if !property.group.isEmpty { bytes.append(0x2E) }
    bytes.append(contentsOf: property.name)
    for (name, value) in property.parameters where !isTransport(name, value, keepsBase64: keepsBase64) {
      bytes.append(0x3B)
      bytes.append(contentsOf: name)
      if !name.isEmpty { bytes.append(0x3D) }
      bytes.append(contentsOf: value)
    }
  }

  /// Whether a parameter says how a value was carried.
  static func isTransport(
    _ name: UnsafeRawBufferPointer, _ value: UnsafeRawBufferPointer, keepsBase64: Bool
  ) -> Bool {
    if name.equals("CHARSET") { return true }
    guard name.isEmpty || name.equals("ENCODING") else { return false }
    if value.equals("QUOTED-PRINTABLE") || value.equals("8BIT") || value.equals("7BIT") { return true }
    return !keepsBase64 && (value.equals("BASE64") || value.equals("B"))
  }
}
