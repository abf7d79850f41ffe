import TextEncoding
import VCardSyntax

/// A file that was joined of files of cards of which some are UTF-16 and others are not: `cat a.vcf b.vcf`.
enum JoinedCards {
  /// The file with its cards in UTF-16 as UTF-8; nil where there are none beside others. O(n).
  ///
  /// UTF-16 begins with a byte order mark in front of `BEGIN`, and ends where that stands in single bytes.
  static func inBytes(_ file: FileBytes) -> FileBytes? {
    file.withBytes { bytes in
      var result: [UInt8] = []
      var copied = 0
      var next = wideCard(in: bytes, from: 0)
      while let start = next {
        next = wideCard(in: bytes, from: start + 2)
        let end = byteCard(in: bytes, from: start + 2, to: next ?? bytes.count) ?? next ?? bytes.count
        if start == 0, end == bytes.count { return nil }
        guard let text = try? DecodedText.decode(FileBytes(start..<end, of: file)).text else { return nil }
        result.append(contentsOf: bytes[copied..<start])
        text.withBytes { result.append(contentsOf: $0) }
        copied = end
      }
      guard copied > 0 else { return nil }
      result.append(contentsOf: bytes[copied...])
      return FileBytes(result)
    }
  }

  /// Where a byte order mark of UTF-16 stands in front of `BEGIN:VCARD`.
  private static func wideCard(in bytes: UnsafeRawBufferPointer, from start: Int) -> Int? {
    var position = start
    while let found = bytes.position(of: 0xFF, from: position) {
      if beginsCard(bytes, letters: found + 2, zeros: found + 3), bytes[found + 1] == 0xFE { return found }
      if found > start, beginsCard(bytes, letters: found + 2, zeros: found + 1), bytes[found - 1] == 0xFE {
        return found - 1
      }
      position = found + 1
    }
    return nil
  }

  /// Whether every second byte from `letters` on spells `BEGIN:VCARD`, and those from `zeros` on are 0.
  private static func beginsCard(_ bytes: UnsafeRawBufferPointer, letters: Int, zeros: Int) -> Bool {
    let mark: StaticString = "begin:vcard"
    guard max(letters, zeros) + 2 * (mark.utf8CodeUnitCount - 1) < bytes.count else { return false }
    return (0..<mark.utf8CodeUnitCount).allSatisfy { index in
      bytes[letters + 2 * index] | 0x20 == mark.utf8Start[index] && bytes[zeros + 2 * index] == 0
    }
  }

  /// Where a card begins in single bytes, with the byte order mark in front of it.
  private static func byteCard(in bytes: UnsafeRawBufferPointer, from start: Int, to end: Int) -> Int? {
    let length = 11
    for index in start..<max(start, end - length + 1) where bytes[index] | 0x20 == 0x62 {
      guard UnsafeRawBufferPointer(rebasing: bytes[index..<index + length]).equals("BEGIN:VCARD") else { continue }
      let hasMark = index >= start + 3 && bytes[index - 3..<index].elementsEqual([0xEF, 0xBB, 0xBF])
      return hasMark ? index - 3 : index
    }
    return nil
  }
}
