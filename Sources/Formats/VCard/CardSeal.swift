import Contacts
import VCardSyntax

/// What a contact says that came from a card, in 64 bits: equal where nobody has edited it since.
///
/// A ``CardLayout`` begins with the seal of its contact, so that a card that is written as it was need not be read and
/// compared field by field. The number is the same on every machine. What a number became of what the card says is not
/// in it, nor is the id of a contact that the card names none for.
struct CardSeal {
  private var state: UInt64 = 0x9E37_79B9_7F4A_7C15

  /// The seal of a contact.
  init(_ contact: borrowing Contact) {
    add(1, contact.name.display)
    add(2, contact.name.family)
    add(3, contact.name.given)
    add(4, contact.name.middle)
    add(5, contact.name.prefix)
    add(6, contact.name.suffix)
    add(7, contact.name.nickname)
    add(8, contact.name.phoneticGiven)
    add(9, contact.name.phoneticFamily)
    add(10, contact.organization)
    add(11, contact.department)
    add(12, contact.title)
    add(13, contact.note)
    add(14, contact.birthday)
    add(15, contact.photo)
    add(16, contact.revised)
    add(17, contact.source.system)
    add(18, contact.source.id)
    // A card for a contact of another system has that contact's id as its own.
    if !contact.source.isEmpty, contact.source.system != CardReading.system { add(19, contact.id) }
    // In place: a loop over elements would copy each.
    contact.numbers.withUnsafeBufferPointer { entries in
      for index in entries.indices {
        add(20, entries[index].kind.rawValue)
        add(21, entries[index].raw)
        add(22, entries[index].label)
      }
    }
    contact.emails.withUnsafeBufferPointer { entries in
      for index in entries.indices {
        add(23, entries[index].kind.rawValue)
        add(24, entries[index].address)
        add(25, entries[index].label)
      }
    }
    contact.addresses.withUnsafeBufferPointer { entries in
      for index in entries.indices {
        add(26, entries[index].kind.rawValue)
        add(27, entries[index].poBox)
        add(28, entries[index].extended)
        add(29, entries[index].street)
        add(30, entries[index].locality)
        add(31, entries[index].region)
        add(32, entries[index].postalCode)
        add(33, entries[index].country)
      }
    }
    for url in contact.urls { add(34, url) }
    for phonebook in contact.phonebooks { add(35, phonebook) }
    for alias in contact.aliases { add(36, alias) }
    contact.extras.withUnsafeBufferPointer { entries in
      for index in entries.indices where !entries[index].isBookkeeping {
        add(37, entries[index].name)
        entries[index].values.withUnsafeBufferPointer { for index in $0.indices { add(38, $0[index]) } }
      }
    }
  }

  /// How many hexadecimal digits it is written with.
  static let length = 16

  /// Writes the digits.
  func write(to bytes: UnsafeMutableRawBufferPointer) {
    for index in 0..<Self.length {
      let digit = UInt8(truncatingIfNeeded: state &>> UInt64(60 - 4 * index)) & 15
      bytes[index] = digit < 10 ? 0x30 + digit : 0x57 + digit
    }
  }

  /// Whether it is the one that some digits are.
  func isWritten(as digits: UnsafeRawBufferPointer) -> Bool {
    withUnsafeTemporaryAllocation(byteCount: Self.length, alignment: 8) { own in
      write(to: own)
      return digits.isSame(as: UnsafeRawBufferPointer(own))
    }
  }

  /// Takes up a text, and which field it is; one that is absent leaves no trace.
  @inline(__always)
  private mutating func add(_ field: UInt64, _ text: String) {
    if text.isEmpty { return }
    mix(field << 56 | UInt64(text.utf8.count))
    let isDone: Void? = text.utf8.withContiguousStorageIfAvailable { add($0) }
    if isDone == nil { Array(text.utf8).withUnsafeBufferPointer { add($0) } }
  }

  private mutating func add(_ bytes: UnsafeBufferPointer<UInt8>) {
    let bytes = UnsafeRawBufferPointer(bytes)
    func word(at offset: Int) -> UInt64 { bytes.loadUnaligned(fromByteOffset: offset, as: UInt64.self).littleEndian }
    guard bytes.count >= 8 else { return mix(Self.number(in: bytes)) }
    var i = 0
    while i + 8 < bytes.count {
      mix(word(at: i))
      i += 8
    }
    // The last word may overlap the one before: the length is mixed in already.
    mix(word(at: bytes.count - 8))
  }

  /// The number that fewer than eight bytes are, the first of them the greatest, in loads that may overlap.
  @inline(__always)
  private static func number(in bytes: UnsafeRawBufferPointer) -> UInt64 {
    let count = bytes.count
    if count >= 4 {
      let high = UInt64(bytes.loadUnaligned(as: UInt32.self).bigEndian)
      let low = UInt64(bytes.loadUnaligned(fromByteOffset: count - 4, as: UInt32.self).bigEndian)
      return high &<< UInt64(truncatingIfNeeded: 8 * (count - 4)) | low
    }
    if count >= 2 {
      let high = UInt64(bytes.loadUnaligned(as: UInt16.self).bigEndian)
      return high &<< UInt64(truncatingIfNeeded: 8 * (count - 2)) | UInt64(bytes[count - 1])
    }
    return count == 1 ? UInt64(bytes[0]) : 0
  }

  /// One step of the kind that wyhash and MUM make: both halves of a product of 64 bits by 64.
  @inline(__always)
  private mutating func mix(_ word: UInt64) {
    let product = (state ^ word).multipliedFullWidth(by: 0xD6E8_FEB8_6659_FD93)
    state = product.high ^ product.low ^ 0xA076_1D64_78BD_642F
  }
}
