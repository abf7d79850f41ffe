/// The name of an element or attribute without its prefix; valid during the call that delivers it.
struct MarkupName {
  private let bytes: UnsafeRawBufferPointer

  init(qualified name: UnsafeRawBufferPointer) {
    var start = name.count
    while start > 0, name[start - 1] != UInt8(ascii: ":") { start -= 1 }
    bytes = UnsafeRawBufferPointer(rebasing: name[start...])
  }

  /// Compares with a name that is written down in the program.
  @inline(__always) static func ~= (name: StaticString, found: MarkupName) -> Bool {
    guard found.bytes.count == name.utf8CodeUnitCount else { return false }
    for index in 0..<found.bytes.count where name.utf8Start[index] != found.bytes[index] { return false }
    return true
  }
}

/// An element as it begins; valid during the call that delivers it.
struct MarkupElement {
  struct Attribute {
    let name: MarkupName
    let value: UnsafeRawBufferPointer
  }

  let name: MarkupName
  let attributes: UnsafeBufferPointer<Attribute>

  /// The value of the attribute of this local name as it is written; nil where there is none.
  @inline(__always) subscript(name: StaticString) -> UnsafeRawBufferPointer? {
    for attribute in attributes where name ~= attribute.name { return attribute.value }
    return nil
  }

  /// The value of the attribute; empty where there is none.
  func string(_ name: StaticString) -> String {
    guard let value = self[name] else { return "" }
    let pieces = String(decoding: value, as: UTF8.self).split(separator: "&", omittingEmptySubsequences: false)
    guard pieces.count > 1 else { return String(pieces.first ?? "") }
    return pieces[0]
      + pieces.dropFirst().map { piece in
        guard let end = piece.firstIndex(of: ";") else { return "&\(piece)" }
        var name = String(piece[..<end])
        let character = name.withUTF8 { MarkupReference.character(UnsafeRawBufferPointer($0)) }
        return character.map { $0 + piece[piece.index(after: end)...] } ?? "&\(piece)"
      }.joined()
  }
}

/// A reference to a character, as `&amp;` or `&#xFC;`.
enum MarkupReference {
  /// How many bytes one has at most.
  static let longest = 16

  /// The character that stands between `&` and `;`; nil where there is none of that name or number.
  static func character(_ name: UnsafeRawBufferPointer) -> String? {
    let text = String(decoding: name, as: UTF8.self)
    switch text {
    case "amp": return "&"
    case "lt": return "<"
    case "gt": return ">"
    case "quot": return "\""
    case "apos": return "'"
    default:
      guard text.hasPrefix("#") else { return nil }
      let digits = text.dropFirst()
      let number = digits.hasPrefix("x") ? UInt32(digits.dropFirst(), radix: 16) : UInt32(digits)
      return number.flatMap(Unicode.Scalar.init).map { String(Character($0)) }
    }
  }
}
