import Glibc

/// Converters to UTF-8 by the name of the character set, opened once each.
struct CharacterSets: ~Copyable {
  private var open: [(name: [UInt8], handle: iconv_t?)] = []

  init() {}

  deinit {
    for case let (_, handle?) in open { iconv_close(handle) }
  }

  /// Collects `text`, which is in the character set called `name`, as UTF-8.
  ///
  /// - Returns: how many places were no text and became U+FFFD; nil where the name is unknown.
  mutating func decode(
    _ text: UnsafeRawBufferPointer, from name: UnsafeRawBufferPointer, into arena: inout Arena
  ) -> Int? {
    guard let handle = handle(for: name) else { return nil }
    iconv(handle, nil, nil, nil, nil)
    var input = text.baseAddress.map { UnsafeMutablePointer(mutating: $0.assumingMemoryBound(to: CChar.self)) }
    var left = text.count
    var replaced = 0
    while left > 0 {
      let room = left * 4 + 16
      let target = arena.reserve(room)
      var failed = false
      target.withMemoryRebound(to: CChar.self, capacity: room) { start in
        var output: UnsafeMutablePointer<CChar>? = start
        var free = room
        failed = iconv(handle, &input, &left, &output, &free) == -1 && errno != E2BIG
        arena.commit(room - free)
      }
      if failed {
        arena.appendReplacement()
        replaced += 1
        input = input.map { $0 + 1 }
        left -= 1
      }
    }
    return replaced
  }

  private mutating func handle(for name: UnsafeRawBufferPointer) -> iconv_t? {
    if let known = open.first(where: { $0.name.elementsEqual(name) }) { return known.handle }
    // A card may name no more character sets than there are.
    guard open.count < 64, name.count < 64, !name.contains(0) else { return nil }
    let handle = iconv_open("UTF-8", String(decoding: name, as: UTF8.self))
    let known = handle == iconv_t(bitPattern: -1) ? nil : handle
    open.append((Array(name), known))
    return known
  }
}

extension Arena {
  mutating func appendReplacement() {
    let target = reserve(3)
    target[0] = 0xEF
    target[1] = 0xBF
    target[2] = 0xBD
    commit(3)
  }

  /// Collects `text` with U+FFFD for every byte that is no UTF-8, without control characters; returns for how many.
  mutating func appendRepaired(_ text: UnsafeRawBufferPointer) -> Int {
    var replaced = 0
    var decoder = UTF8()
    var bytes = text.makeIterator()
    while true {
      switch decoder.decode(&bytes) {
      case .scalarValue(let scalar):
        if scalar.value < 0x20, UInt8(scalar.value).isControl { continue }
        for unit in UTF8.encode(scalar).unsafelyUnwrapped { append(unit) }
      case .error:
        appendReplacement()
        replaced += 1
      case .emptyInput: return replaced
      }
    }
  }
}

extension UnsafeRawBufferPointer {
  /// Whether the bytes are UTF-8 throughout.
  var isUTF8: Bool {
    (try? UTF8Span(validating: assumingMemoryBound(to: UInt8.self).span)) != nil
  }

  /// Whether some letter beyond ASCII is well-formed UTF-8, whatever stands beside it.
  var hasUTF8: Bool {
    var decoder = UTF8()
    var bytes = makeIterator()
    while true {
      switch decoder.decode(&bytes) {
      case .scalarValue(let scalar): if !scalar.isASCII { return true }
      case .error: break
      case .emptyInput: return false
      }
    }
  }

  var isASCII: Bool {
    var i = 0
    while i + 8 <= count {
      if loadUnaligned(fromByteOffset: i, as: UInt64.self) & 0x8080_8080_8080_8080 != 0 { return false }
      i += 8
    }
    while i < count {
      if self[i] >= 0x80 { return false }
      i += 1
    }
    return true
  }
}
