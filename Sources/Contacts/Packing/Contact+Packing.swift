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
    var packer = Packer()
    pack(into: &packer)
    bytes.append(contentsOf: packer.bytes)
    packer.deallocate()
  }

  private func pack(into packer: inout Packer) {
    eachText { packer.pack($0, $1) }
    for number in numbers {
      packer.pack(PackedTag.number + PackedOrder.index(of: number.kind, in: PackedOrder.kinds))
      packer.pack(number.number)
      packer.pack(number.extension)
      packer.pack(number.internal)
      packer.pack(number.label)
      packer.pack(number.raw)
    }
    for email in emails {
      packer.pack(PackedTag.email + PackedOrder.index(of: email.kind, in: PackedOrder.settings))
      packer.pack(email.address)
      packer.pack(email.label)
    }
    for address in addresses {
      packer.pack(PackedTag.address + PackedOrder.index(of: address.kind, in: PackedOrder.settings))
      for part in PackedOrder.parts { packer.pack(address[part]) }
    }
    for url in urls { packer.pack(PackedTag.url, url) }
    for phonebook in phonebooks { packer.pack(PackedTag.phonebook, phonebook) }
    for alias in aliases { packer.pack(PackedTag.alias, alias) }
    for extra in extras {
      packer.pack(PackedTag.extra)
      packer.pack(length: extra.values.count)
      packer.pack(extra.name)
      for value in extra.values { packer.pack(value) }
    }
  }

  /// The id, which is packed first; empty where there is none.
  static func packedID(_ bytes: UnsafeBufferPointer<UInt8>) -> String {
    var reader = PackedReader(bytes: bytes)
    return reader.byte() == 0 ? reader.text() : ""
  }

  /// The phonebooks, found without making the contact.
  ///
  /// - Parameter likely: what they may well be, which spares making them.
  package static func packedPhonebooks(
    _ bytes: UnsafeBufferPointer<UInt8>, likely: [String] = []
  ) -> [String] {
    var names: [String] = []
    var isLikely = true
    var count = 0
    var reader = PackedReader(bytes: bytes)
    while let tag = reader.byte() {
      switch tag {
      case PackedTag.phonebook:
        let name = UnsafeBufferPointer(rebasing: bytes[reader.span()])
        if isLikely, count < likely.count, likely[count].isEqual(to: name) {
          count += 1
        } else {
          if isLikely { names = Array(likely[..<count]) }
          isLikely = false
          names.append(String(decoding: name, as: UTF8.self))
        }
      case PackedTag.extra: for _ in 0...reader.length() { reader.skip() }
      case PackedTag.alias, PackedTag.url: reader.skip()
      case PackedTag.address...: for _ in PackedOrder.parts { reader.skip() }
      case PackedTag.email...: for _ in 0..<2 { reader.skip() }
      case PackedTag.number...: for _ in 0..<5 { reader.skip() }
      default: reader.skip()
      }
    }
    return isLikely ? (count == likely.count ? likely : Array(likely[..<count])) : names
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
        var values: [String] = []
        values.reserveCapacity(count)
        for _ in 0..<count { values.append(reader.text()) }
        if extras.isEmpty { extras.reserveCapacity(4) }
        extras.append(Extra(name, values))
      case PackedTag.phonebook: phonebooks.append(reader.text())
      case PackedTag.url: urls.append(reader.text())
      case PackedTag.address...:
        var address = PostalAddress(kind: PackedOrder.settings[Int(tag - PackedTag.address)])
        for part in PackedOrder.parts { address[part] = reader.text() }
        addresses.append(consume address)
      case PackedTag.email...:
        let kind = PackedOrder.settings[Int(tag - PackedTag.email)]
        emails.append(Email(kind: kind, address: reader.text(), label: reader.text()))
      case PackedTag.number...:
        let kind = PackedOrder.kinds[Int(tag - PackedTag.number)]
        if numbers.isEmpty { numbers.reserveCapacity(4) }
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

extension String {
  fileprivate func isEqual(to utf8: UnsafeBufferPointer<UInt8>) -> Bool {
    self.utf8.count == utf8.count && self.utf8.elementsEqual(utf8)
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
    let span = span()
    if span.isEmpty { return "" }
    // It was a string before it was packed.
    return String(copying: UTF8Span(unchecked: UnsafeBufferPointer(rebasing: bytes[span]).span))
  }

  /// Where the next text stands.
  mutating func span() -> Range<Int> {
    let count = length()
    defer { position += count }
    return position..<(position + count)
  }

  mutating func skip() { _ = span() }
}
