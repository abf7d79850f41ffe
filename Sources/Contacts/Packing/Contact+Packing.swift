/// The packed form of a contact: texts with a tag byte and a length before each; absent fields take no byte.
///
/// | tag | what follows |
/// | --- | --- |
/// | 0… | the text of the field with that index in ``TextField`` |
/// | 64 + kind | a number: number, extension, internal, label, raw |
/// | 80 + kind | an e-mail: address, label |
/// | 96 + kind | an address: its parts |
/// | 112, 113 | a URL, a phonebook |
/// | 114 | an extra: how many values, name, values |
/// | 115 | an alias |
extension Contact {
  private enum Tag {
    static let number: UInt8 = 64
    static let email: UInt8 = 80
    static let address: UInt8 = 96
    static let url: UInt8 = 112
    static let phonebook: UInt8 = 113
    static let extra: UInt8 = 114
    static let alias: UInt8 = 115
  }

  func pack(into bytes: inout [UInt8]) {
    for (index, field) in Ordered.texts.enumerated() {
      let text = self[field]
      if !text.isEmpty { bytes.pack(UInt8(index), text) }
    }
    for number in numbers {
      bytes.append(Tag.number + Ordered.index(of: number.kind, in: Ordered.kinds))
      bytes.pack(number.number)
      bytes.pack(number.extension)
      bytes.pack(number.internal)
      bytes.pack(number.label)
      bytes.pack(number.raw)
    }
    for email in emails {
      bytes.append(Tag.email + Ordered.index(of: email.kind, in: Ordered.settings))
      bytes.pack(email.address)
      bytes.pack(email.label)
    }
    for address in addresses {
      bytes.append(Tag.address + Ordered.index(of: address.kind, in: Ordered.settings))
      for part in Ordered.parts { bytes.pack(address[part]) }
    }
    for url in urls { bytes.pack(Tag.url, url) }
    for phonebook in phonebooks { bytes.pack(Tag.phonebook, phonebook) }
    for alias in aliases { bytes.pack(Tag.alias, alias) }
    for extra in extras {
      bytes.append(Tag.extra)
      bytes.pack(length: extra.values.count)
      bytes.pack(extra.name)
      for value in extra.values { bytes.pack(value) }
    }
  }

  /// The id, which is packed first; empty where there is none.
  static func packedID(_ bytes: UnsafeBufferPointer<UInt8>) -> String {
    var reader = PackedReader(bytes: bytes)
    return reader.byte() == 0 ? reader.text() : ""
  }

  init(packed bytes: UnsafeBufferPointer<UInt8>) {
    self.init()
    var reader = PackedReader(bytes: bytes)
    while let tag = reader.byte() {
      switch tag {
      case Tag.alias: aliases.append(reader.text())
      case Tag.extra:
        let count = reader.length()
        let name = reader.text()
        extras.append(Extra(name, (0..<count).map { _ in reader.text() }))
      case Tag.phonebook: phonebooks.append(reader.text())
      case Tag.url: urls.append(reader.text())
      case Tag.address...:
        var address = PostalAddress(kind: Ordered.settings[Int(tag - Tag.address)])
        for part in Ordered.parts { address[part] = reader.text() }
        addresses.append(address)
      case Tag.email...:
        let kind = Ordered.settings[Int(tag - Tag.email)]
        emails.append(Email(kind: kind, address: reader.text(), label: reader.text()))
      case Tag.number...:
        let kind = Ordered.kinds[Int(tag - Tag.number)]
        numbers.append(
          Number(
            kind: kind, number: reader.text(), extension: reader.text(), internal: reader.text(),
            label: reader.text(), raw: reader.text()))
      default: self[Ordered.texts[Int(tag)]] = reader.text()
      }
    }
  }
}

/// The cases of the model's enumerations, each list made once: `allCases` makes a new array at every call.
private enum Ordered {
  static let texts = TextField.allCases
  static let kinds = Number.Kind.allCases
  static let settings = Setting.allCases
  static let parts = PostalAddress.Part.allCases

  static func index<Case: Equatable>(of value: Case, in cases: [Case]) -> UInt8 {
    UInt8(truncatingIfNeeded: cases.firstIndex(of: value) ?? 0)
  }
}

extension [UInt8] {
  fileprivate mutating func pack(_ tag: UInt8, _ text: String) {
    append(tag)
    pack(text)
  }

  fileprivate mutating func pack(_ text: String) {
    var text = text
    text.withUTF8 { utf8 in
      pack(length: utf8.count)
      append(contentsOf: utf8)
    }
  }

  /// Seven bits a byte, the lowest first; the top bit says that more follow.
  fileprivate mutating func pack(length: Int) {
    var rest = length
    while rest > 0x7F {
      append(UInt8(rest & 0x7F) | 0x80)
      rest >>= 7
    }
    append(UInt8(rest))
  }
}

private struct PackedReader {
  let bytes: UnsafeBufferPointer<UInt8>
  var position = 0

  mutating func byte() -> UInt8? {
    guard position < bytes.count else { return nil }
    defer { position += 1 }
    return bytes[position]
  }

  mutating func length() -> Int {
    var result = 0
    var shift = 0
    while let next = byte() {
      result |= Int(next & 0x7F) << shift
      if next < 0x80 { break }
      shift += 7
    }
    return result
  }

  mutating func text() -> String {
    let count = length()
    defer { position += count }
    return String(decoding: UnsafeBufferPointer(rebasing: bytes[position..<(position + count)]), as: UTF8.self)
  }
}
