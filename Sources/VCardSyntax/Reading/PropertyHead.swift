/// What stands before the colon of a content line, as offsets from the line's start.
@usableFromInline
struct PropertyHead {
  /// Where the group ends; 0 for none.
  @usableFromInline private(set) var groupEnd: UInt32 = 0
  @usableFromInline private(set) var nameStart: UInt32 = 0
  @usableFromInline private(set) var nameEnd: UInt32 = 0
  /// Where the colon stands.
  @usableFromInline private(set) var colon: UInt32 = 0
  /// Whether a quotation mark is never closed.
  private(set) var isQuoteOpen = false
  /// Whether a parameter could say that the value is encoded: a letter of `QUOTED-PRINTABLE` or `BASE64` is there.
  private(set) var mayBeEncoded = false

  /// The head of no line.
  init() {}

  /// Reads the head of the line that starts at `base`; nil where it is no property.
  @inline(__always)
  init?(_ base: Bytes, count: Int) {
    var i = 0
    while i < count, base[i].isBlank { i += 1 }
    let start = i
    var name = i
    while i < count, base[i].isNameByte {
      if base[i] == 0x2E {
        if groupEnd == 0 { groupEnd = UInt32(truncatingIfNeeded: i) }
        name = i + 1
      }
      i += 1
    }
    var end = i
    if i < count, base[i] != 0x3A, base[i] != 0x3B { (end, i) = Self.skipOthers(base, count, name: name, end: end) }
    guard end > name, i < count else { return nil }
    if groupEnd != 0 { groupEnd = name - 1 == start ? 0 : UInt32(truncatingIfNeeded: name - 1) }
    nameStart = UInt32(truncatingIfNeeded: name)
    nameEnd = UInt32(truncatingIfNeeded: end)
    colon = UInt32(truncatingIfNeeded: i)
    if base[i] == 0x3A { return }
    guard base[i] == 0x3B else { return nil }
    let raw = UnsafeRawPointer(base)
    while i + 8 <= count, !Self.needsLook(raw.loadUnaligned(fromByteOffset: i, as: UInt64.self)) { i += 8 }
    while i < count {
      let byte = base[i]
      if byte == 0x3A {
        colon = UInt32(truncatingIfNeeded: i)
        return
      }
      let folded = byte | 0x20
      if folded == 0x71 || folded == 0x62 {
        mayBeEncoded = true
      } else if byte == 0x22 {
        guard let close = Self.quoteEnd(base, count, from: i, colon: &colon) else {
          guard colon > nameEnd else { return nil }
          isQuoteOpen = true
          return
        }
        i = close
      }
      i += 1
    }
    return nil
  }

  /// Whether there may be a colon, a quotation mark or one of the letters Q and B among eight bytes.
  @inline(__always)
  private static func needsLook(_ word: UInt64) -> Bool {
    let ones: UInt64 = 0x0101_0101_0101_0101
    // A byte is zero where it is the wanted one, and only then, or above one, does subtraction set its top bit.
    func zero(_ x: UInt64) -> UInt64 { (x &- ones) & ~x }
    let folded = word | ones &* 0x20
    let found =
      zero(word ^ ones &* 0x3A) | zero(word ^ ones &* 0x22) | zero(folded ^ ones &* 0x71) | zero(folded ^ ones &* 0x62)
    return found & (ones &* 0x80) != 0
  }

  /// Goes behind white space after a name, and behind whatever else is in one of a program's own, which some write with
  /// signs of all kinds: `X-GOOGLE TALK`, `X-PHONE(2)`.
  private static func skipOthers(_ base: Bytes, _ count: Int, name: Int, end: Int) -> (end: Int, next: Int) {
    var (end, i) = (end, end)
    let isExtension = end - name >= 2 && base[name] | 0x20 == 0x78 && base[name + 1] == 0x2D
    while i < count, base[i].isBlank || isExtension && base[i] != 0x3A && base[i] != 0x3B {
      if !base[i].isBlank { end = i + 1 }
      i += 1
    }
    return (end, i)
  }

  /// Where the quotation mark at `start` is closed. Where it never is, nil, and the first colon behind it ends the head.
  private static func quoteEnd(_ base: Bytes, _ count: Int, from start: Int, colon: inout UInt32) -> Int? {
    var firstColon: Int?
    for j in (start + 1)..<max(count, start + 1) {
      if base[j] == 0x22 { return j }
      if base[j] == 0x3A, firstColon == nil { firstColon = j }
    }
    colon = UInt32(truncatingIfNeeded: firstColon ?? 0)
    return nil
  }
}
