extension UnsafeRawBufferPointer {
  /// The bytes as text, which they are known to be: values of a ``VCardReader`` are UTF-8 throughout.
  @inlinable
  public var text: String {
    guard count > 0 else { return "" }
    return String(copying: UTF8Span(unchecked: assumingMemoryBound(to: UInt8.self).span))
  }
}

/// Escapes and lists inside of values.
public enum VCardText {
  /// The text that an escaped value stands for: `\n` is a line end, `\,` `\;` `\:` `\"` `\\` the sign itself.
  ///
  /// Producers escape alike in all versions, whatever vCard 2.1 says. A backslash before any other sign is itself.
  public static func unescaped(_ value: UnsafeRawBufferPointer) -> String {
    guard let first = value.position(of: 0x5C) else { return value.text }
    return unescaped(value, from: first)
  }

  @inline(never)
  private static func unescaped(_ value: UnsafeRawBufferPointer, from first: Int) -> String {
    withUnsafeTemporaryAllocation(byteCount: value.count, alignment: 1) { target in
      var used = 0
      var i = 0
      var backslash = first
      while true {
        let plain = UnsafeRawBufferPointer(rebasing: value[i..<backslash])
        UnsafeMutableRawBufferPointer(rebasing: target[used...]).copyMemory(from: plain)
        used += plain.count
        i = backslash
        guard i < value.count else { break }
        var byte = value[i]
        if i + 1 < value.count, let meant = meaning(of: value[i + 1]) {
          byte = meant
          i += 1
        }
        target[used] = byte
        used += 1
        i += 1
        backslash = value.position(of: 0x5C, from: i) ?? value.count
      }
      return UnsafeRawBufferPointer(rebasing: target[..<used]).text
    }
  }

  private static func meaning(of escaped: UInt8) -> UInt8? {
    switch escaped {
    case 0x6E, 0x4E: 0x0A
    case 0x2C, 0x3B, 0x3A, 0x5C, 0x22: escaped
    default: nil
    }
  }

  /// Calls `body` with the values that unescaped `separator`s part, in order; with one empty value for none.
  @inlinable
  @inline(__always)
  public static func forEachComponent(
    of value: UnsafeRawBufferPointer, partedBy separator: UInt8, _ body: (UnsafeRawBufferPointer) -> Void
  ) {
    var start = 0
    var i = 0
    while i < value.count {
      let byte = value[i]
      if byte == 0x5C {
        i += 1
      } else if byte == separator {
        body(UnsafeRawBufferPointer(rebasing: value[start..<i]))
        start = i + 1
      }
      i += 1
    }
    body(UnsafeRawBufferPointer(rebasing: value[start...]))
  }

  /// The text of a parameter's value: without quotation marks, with the carets of RFC 6868 undone.
  public static func parameter(_ value: UnsafeRawBufferPointer) -> String {
    let value = value.unquoted
    guard value.position(of: 0x5E) != nil else { return String(decoding: value, as: UTF8.self) }
    var bytes: [UInt8] = []
    var i = 0
    while i < value.count {
      if value[i] == 0x5E, i + 1 < value.count {
        switch value[i + 1] {
        case 0x6E: bytes.append(0x0A)
        case 0x27: bytes.append(0x22)
        case 0x5E: bytes.append(0x5E)
        default: bytes += [0x5E, value[i + 1]]
        }
        i += 2
      } else {
        bytes.append(value[i])
        i += 1
      }
    }
    return String(decoding: bytes, as: UTF8.self)
  }
}
