/// What stands before the colon of a content line, as offsets from the line's start.
struct PropertyHead {
  /// Where the group ends; nil for none.
  var groupEnd: Int?
  var nameStart: Int
  var nameEnd: Int
  /// Where the colon stands.
  var colon: Int
  var isQuoteOpen = false

  /// Reads the head of the line that starts at `base`; nil where it is no property.
  @inline(__always)
  init?(_ base: Bytes, count: Int) {
    var i = 0
    while i < count, base[i].isBlank { i += 1 }
    nameStart = i
    let start = i
    while i < count, base[i].isNameByte {
      if base[i] == 0x2E {
        groupEnd = groupEnd ?? i
        nameStart = i + 1
      }
      i += 1
    }
    nameEnd = i
    while i < count, base[i].isBlank { i += 1 }
    // Some producers put spaces into names of their own: `X-GOOGLE TALK`.
    while i < count, base[i].isNameByte, nameEnd - nameStart > 2, base[nameStart] | 0x20 == 0x78,
      base[nameStart + 1] == 0x2D
    {
      while i < count, base[i].isNameByte { i += 1 }
      nameEnd = i
      while i < count, base[i].isBlank { i += 1 }
    }
    guard nameEnd > nameStart, i < count else { return nil }
    if groupEnd != nil { groupEnd = nameStart - 1 }
    if groupEnd == start { groupEnd = nil }
    if base[i] == 0x3A {
      colon = i
      return
    }
    guard base[i] == 0x3B else { return nil }
    var firstColon: Int?
    while i < count {
      let byte = base[i]
      if byte == 0x3A {
        colon = i
        return
      }
      if byte == 0x22 {
        // A colon inside quotation marks does not end the parameters, unless the marks are never closed.
        var j = i + 1
        while j < count, base[j] != 0x22 {
          if base[j] == 0x3A, firstColon == nil { firstColon = j }
          j += 1
        }
        if j == count {
          guard let firstColon else { return nil }
          colon = firstColon
          isQuoteOpen = true
          return
        }
        firstColon = nil
        i = j
      }
      i += 1
    }
    return nil
  }
}
