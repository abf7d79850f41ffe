/// Memory for the text of fields that cannot be read as they stand, reused from row to row.
final class Scratch {
  private var memory: [UInt8] = []

  var count: Int { memory.count }

  /// What was written, valid until the next change.
  var bytes: UnsafeRawBufferPointer { memory.withUnsafeBytes { $0 } }

  func clear() { memory.removeAll(keepingCapacity: true) }

  /// Appends a field's text as it is meant: escapes resolved, NUL left out.
  func unescape(_ text: UnsafeRawBufferPointer, dialect: CSVDialect, isQuoted: Bool) {
    memory.reserveCapacity(memory.count + text.count)
    var i = 0
    while i < text.count {
      let byte = text[i]
      if byte == dialect.quote, isQuoted, dialect.escape == .doubled {
        memory.append(byte)
        i += i + 1 < text.count && text[i + 1] == byte ? 2 : 1
        continue
      }
      if byte == UInt8(ascii: "\\"), dialect.escape == .backslash, i + 1 < text.count {
        let escaped = text[i + 1]
        if escaped != dialect.quote, escaped != dialect.delimiter, escaped != byte { memory.append(byte) }
        memory.append(escaped)
        i += 2
        continue
      }
      if byte != 0 { memory.append(byte) }
      i += 1
    }
  }
}
