import Glibc

extension String {
  /// Whether `part` stands in the text, byte for byte; for short texts, where anything clever costs more than it saves.
  package func holds(_ part: String) -> Bool {
    var (text, part) = (self, part)
    return text.withUTF8 { text in
      part.withUTF8 { part in
        guard var start = text.baseAddress, let wanted = part.baseAddress, part.count > 0 else { return part.isEmpty }
        let end = start + text.count
        while end - start >= part.count {
          guard let found = memchr(start, Int32(wanted[0]), end - start - part.count + 1) else { return false }
          if memcmp(found, wanted, part.count) == 0 { return true }
          start = UnsafePointer(found.assumingMemoryBound(to: UInt8.self)) + 1
        }
        return false
      }
    }
  }
}
