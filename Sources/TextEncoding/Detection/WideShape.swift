/// UTF-16 and UTF-32 without a mark, told by where their zero bytes stand.
enum WideShape {
  /// The encoding whose shape the first 4 KiB have, or nil.
  static func encoding(of bytes: UnsafeRawBufferPointer) -> String? {
    let count = min(bytes.count, 4096) & ~3
    guard count >= 4 else { return bytes.count == 2 ? short(bytes) : nil }
    var zeros = [0, 0, 0, 0]
    for i in 0..<count where bytes[i] == 0 { zeros[i & 3] += 1 }
    let quarter = count / 4
    if zeros[1] + zeros[2] + zeros[3] >= quarter * 11 / 4, zeros[0] == 0 { return "UTF-32LE" }
    if zeros[0] + zeros[1] + zeros[2] >= quarter * 11 / 4, zeros[3] == 0 { return "UTF-32BE" }
    let (even, odd) = (zeros[0] + zeros[2], zeros[1] + zeros[3])
    if odd * 5 > count / 2 * 2, even * 20 < odd { return "UTF-16LE" }
    if even * 5 > count / 2 * 2, odd * 20 < even { return "UTF-16BE" }
    // Of other alphabets only spaces, digits and line ends have zeros.
    if odd * 20 > count / 2, even * 20 < odd, isText(bytes[..<count], high: 1) { return "UTF-16LE" }
    if even * 20 > count / 2, odd * 20 < even, isText(bytes[..<count], high: 0) { return "UTF-16BE" }
    return nil
  }

  /// Whether the units are what text has, of few alphabets, and some of them end lines.
  private static func isText(_ bytes: Slice<UnsafeRawBufferPointer>, high: Int) -> Bool {
    var pages = Set<UInt8>()
    var lineEnds = 0
    for i in stride(from: 0, to: bytes.count, by: 2) {
      let (page, low) = (bytes[i + high], bytes[i + 1 - high])
      if page == 0 {
        if low == 0x0A || low == 0x0D { lineEnds += 1 } else if low < 0x20 && low != 0x09 { return false }
      } else {
        pages.insert(page)
      }
    }
    return lineEnds > 0 && pages.count <= 6 && pages.isDisjoint(with: 0xD8...0xF8)
  }

  private static func short(_ bytes: UnsafeRawBufferPointer) -> String? {
    bytes[1] == 0 && bytes[0] >= 0x20 ? "UTF-16LE" : bytes[0] == 0 && bytes[1] >= 0x20 ? "UTF-16BE" : nil
  }
}
