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
    return nil
  }

  private static func short(_ bytes: UnsafeRawBufferPointer) -> String? {
    bytes[1] == 0 && bytes[0] >= 0x20 ? "UTF-16LE" : bytes[0] == 0 && bytes[1] >= 0x20 ? "UTF-16BE" : nil
  }
}
