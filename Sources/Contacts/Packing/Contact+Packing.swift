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
  func pack(into bytes: inout [UInt8]) {
    for (index, field) in PackedOrder.texts.enumerated() {
      let text = self[field]
      if !text.isEmpty { bytes.pack(UInt8(index), text) }
    }
    for number in numbers {
      bytes.append(PackedTag.number + PackedOrder.index(of: number.kind, in: PackedOrder.kinds))
      bytes.pack(number.number)
      bytes.pack(number.extension)
      bytes.pack(number.internal)
      bytes.pack(number.label)
      bytes.pack(number.raw)
    }
    for email in emails {
      bytes.append(PackedTag.email + PackedOrder.index(of: email.kind, in: PackedOrder.settings))
      bytes.pack(email.address)
      bytes.pack(email.label)
    }
    for address in addresses {
      bytes.append(PackedTag.address + PackedOrder.index(of: address.kind, in: PackedOrder.settings))
      for part in PackedOrder.parts { bytes.pack(address[part]) }
    }
    for url in urls { bytes.pack(PackedTag.url, url) }
    for phonebook in phonebooks { bytes.pack(PackedTag.phonebook, phonebook) }
    for alias in aliases { bytes.pack(PackedTag.alias, alias) }
    for extra in extras {
      bytes.append(PackedTag.extra)
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

  /// The phonebooks, found without making the contact.
  package static func packedPhonebooks(_ bytes: UnsafeBufferPointer<UInt8>) -> [String] {
    var names: [String] = []
    var reader = PackedReader(bytes: bytes)
    while let tag = reader.byte() {
      switch tag {
      case PackedTag.phonebook: names.append(reader.text())
      case PackedTag.extra: for _ in 0...reader.length() { reader.skip() }
      case PackedTag.alias, PackedTag.url: reader.skip()
      case PackedTag.address...: for _ in PackedOrder.parts { reader.skip() }
      case PackedTag.email...: for _ in 0..<2 { reader.skip() }
      case PackedTag.number...: for _ in 0..<5 { reader.skip() }
      default: reader.skip()
      }
    }
    return names
  }

  init(packed bytes: UnsafeBufferPointer<UInt8>) {
    self.init()
    var reader = PackedReader(bytes: bytes)
    while let tag = reader.byte() {
      switch tag {
      case PackedTag.alias: aliases.append(reader.text())
      case PackedTag.extra:
        let count = reader.length()
        let name = reader.text()
        extras.append(Extra(name, (0..<count).map { _ in reader.text() }))
      case PackedTag.phonebook: phonebooks.append(reader.text())
      case PackedTag.url: urls.append(reader.text())
      case PackedTag.address...:
        var address = PostalAddress(kind: PackedOrder.settings[Int(tag - PackedTag.address)])
        for part in PackedOrder.parts { address[part] = reader.text() }
        addresses.append(address)
      case PackedTag.email...:
        let kind = PackedOrder.settings[Int(tag - PackedTag.email)]
        emails.append(Email(kind: kind, address: reader.text(), label: reader.text()))
      case PackedTag.number...:
        let kind = PackedOrder.kinds[Int(tag - PackedTag.number)]
        numbers.append(
          Number(
            kind: kind, number: reader.text(), extension: reader.text(), internal: reader.text(),
            label: reader.text(), raw: reader.text()))
      default: self[PackedOrder.texts[Int(tag)]] = reader.text()
      }
    }
  }
}

enum PackedTag {
  static let number: UInt8 = 64
  static let email: UInt8 = 80
  static let address: UInt8 = 96
  static let url: UInt8 = 112
  static let phonebook: UInt8 = 113
  static let extra: UInt8 = 114
  static let alias: UInt8 = 115
}

/// The cases of the model's enumerations, each list made once: `allCases` makes a new array at every call.
enum PackedOrder {
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

struct PackedReader {
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
    String(decoding: UnsafeBufferPointer(rebasing: bytes[span()]), as: UTF8.self)
  }

  /// Where the next text stands.
  mutating func span() -> Range<Int> {
    let count = length()
    defer { position += count }
    return position..<(position + count)
  }

  mutating func skip() { _ = span() }
}
