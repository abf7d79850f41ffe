/// What tells files that are no text.
enum BinaryFile {
  /// Whether the bytes begin as common binary files do.
  static func hasSignature(_ bytes: UnsafeRawBufferPointer) -> Bool {
    signatures.contains { bytes.starts(with: $0) }
  }

  /// Whether control characters that no text has stand in the first 64 KiB, more than damage explains.
  static func isLittered(_ bytes: UnsafeRawBufferPointer) -> Bool {
    let sample = UnsafeRawBufferPointer(rebasing: bytes.prefix(1 << 16))
    var controls = 0
    var nulls = 0
    var start = 0
    while start < sample.count {
      let end = min(start + 8, sample.count)
      // Of nearly all eights no byte is below a space.
      if end < start + 8 || hasControl(sample.loadUnaligned(fromByteOffset: start, as: UInt64.self)) {
        for byte in sample[start..<end] where byte < 0x20 {
          if byte == 0 { nulls += 1 } else if !isUsual(byte) { controls += 1 }
        }
      }
      start = end
    }
    return controls * 50 > sample.count || nulls * 10 > sample.count
  }

  private static func hasControl(_ eight: UInt64) -> Bool {
    ((eight & 0x7F7F_7F7F_7F7F_7F7F) &+ 0x6060_6060_6060_6060 | eight) & 0x8080_8080_8080_8080 != 0x8080_8080_8080_8080
  }

  /// Whether a control character is one that texts have.
  private static func isUsual(_ byte: UInt8) -> Bool { (0x07...0x0D).contains(byte) || byte == 0x1A || byte == 0x1B }

  /// PNG, JPEG, GIF, ZIP (all office files), gzip, bzip2, xz, Zstandard, 7-Zip, RAR, PDF, ELF, Windows programs,
  /// OLE2 (`.xls`, `.doc`, `.msg`), SQLite, Outlook's PST.
  private static let signatures: [[UInt8]] = [
    [0x89, 0x50, 0x4E, 0x47], [0xFF, 0xD8, 0xFF], Array("GIF8".utf8), [0x50, 0x4B, 3, 4], [0x50, 0x4B, 5, 6],
    [0x1F, 0x8B], Array("BZh".utf8), [0xFD, 0x37, 0x7A, 0x58, 0x5A, 0], [0x28, 0xB5, 0x2F, 0xFD],
    [0x37, 0x7A, 0xBC, 0xAF, 0x27, 0x1C], Array("Rar!".utf8), Array("%PDF-".utf8), [0x7F, 0x45, 0x4C, 0x46],
    [0xD0, 0xCF, 0x11, 0xE0], Array("SQLite format 3\0".utf8), Array("!BDN".utf8),
  ]
}
