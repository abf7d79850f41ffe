/// Decodes an encoding of which any chunk can be decoded on its own.
protocol ChunkDecoder: Sendable {
  /// How many bytes a character takes at least; chunks are cut between such units.
  var unit: Int { get }

  /// How many bytes of UTF-8 the chunk at `start` becomes.
  func count(_ text: UnsafeRawBufferPointer, _ chunk: Range<Int>) -> Int

  /// Writes the chunk's UTF-8, and says how many places meant nothing, and where in the output the first was.
  func decode(
    _ text: UnsafeRawBufferPointer, _ chunk: Range<Int>, to output: UnsafeMutableRawPointer
  ) -> Replacements

  /// Where to cut, at `position` or a little later.
  func cut(_ text: UnsafeRawBufferPointer, at position: Int) -> Int
}

/// Places that meant nothing in an encoding.
struct Replacements: Sendable {
  var count = 0
  /// The offset of the first in the decoded text.
  var first: Int?

  mutating func add(at offset: Int) {
    if count == 0 { first = offset }
    count += 1
  }

  mutating func append(_ later: Replacements, offset: Int) {
    if count == 0, let position = later.first { first = position + offset }
    count += later.count
  }
}

/// One byte a character.
struct SingleByteDecoder: ChunkDecoder {
  let table: SingleByteTable
  var unit: Int { 1 }

  private static let highBits: UInt64 = 0x8080_8080_8080_8080

  func cut(_ text: UnsafeRawBufferPointer, at position: Int) -> Int { position }

  func count(_ text: UnsafeRawBufferPointer, _ chunk: Range<Int>) -> Int {
    table.lengths.withUnsafeBufferPointer { lengths in
      var count = 0
      var i = chunk.lowerBound
      while i + 8 <= chunk.upperBound {
        let word = text.loadUnaligned(fromByteOffset: i, as: UInt64.self)
        if word & Self.highBits == 0 {
          count += 8
        } else {
          for shift in 0..<8 { count += Int(lengths[Int(UInt8(truncatingIfNeeded: word >> UInt64(shift * 8)))]) }
        }
        i += 8
      }
      while i < chunk.upperBound {
        count += Int(lengths[Int(text[i])])
        i += 1
      }
      return count
    }
  }

  func decode(
    _ text: UnsafeRawBufferPointer, _ chunk: Range<Int>, to output: UnsafeMutableRawPointer
  ) -> Replacements {
    var replacements = Replacements()
    table.words.withUnsafeBufferPointer { words in
      table.lengths.withUnsafeBufferPointer { lengths in
        var i = chunk.lowerBound
        var o = 0
        while i < chunk.upperBound {
          if i + 8 <= chunk.upperBound {
            let word = text.loadUnaligned(fromByteOffset: i, as: UInt64.self)
            if word & Self.highBits == 0 {
              output.storeBytes(of: word, toByteOffset: o, as: UInt64.self)
              i += 8
              o += 8
              continue
            }
          }
          // Up to the byte that ended the run of ASCII, and it.
          var byte = text[i]
          while byte < 0x80, i + 1 < chunk.upperBound {
            output.storeBytes(of: byte, toByteOffset: o, as: UInt8.self)
            i += 1
            o += 1
            byte = text[i]
          }
          let word = words[Int(byte)]
          let length = Int(lengths[Int(byte)])
          if word == SingleByteTable.replacement { replacements.add(at: o) }
          for place in 0..<length {
            output.storeBytes(
              of: UInt8(truncatingIfNeeded: word >> UInt32(place * 8)), toByteOffset: o + place, as: UInt8.self)
          }
          i += 1
          o += length
        }
      }
    }
    return replacements
  }
}

/// UTF-16; an unpaired surrogate means nothing, nor does half a unit at the end.
struct UTF16Decoder: ChunkDecoder {
  let isBigEndian: Bool
  var unit: Int { 2 }

  @inline(__always) private func value(_ text: UnsafeRawBufferPointer, _ i: Int) -> UInt32 {
    let value = text.loadUnaligned(fromByteOffset: i, as: UInt16.self)
    return UInt32(isBigEndian ? value.bigEndian : value.littleEndian)
  }

  /// Whether the four units in `word` are ASCII.
  @inline(__always) private func isASCII(_ word: UInt64) -> Bool {
    word & (isBigEndian ? 0x80FF_80FF_80FF_80FF : 0xFF80_FF80_FF80_FF80) == 0
  }

  func cut(_ text: UnsafeRawBufferPointer, at position: Int) -> Int {
    guard position + 2 <= text.count else { return text.count }
    return value(text, position) & 0xFC00 == 0xDC00 ? position + 2 : position
  }

  func count(_ text: UnsafeRawBufferPointer, _ chunk: Range<Int>) -> Int {
    var count = 0
    var i = chunk.lowerBound
    while i < chunk.upperBound {
      if i + 8 <= chunk.upperBound {
        let word = text.loadUnaligned(fromByteOffset: i, as: UInt64.self)
        if isASCII(word) {
          count += 4
          i += 8
          continue
        }
        let units = lanes(word)
        if Self.filled(units & 0xF800_F800_F800_F800 ^ 0xD800_D800_D800_D800) == 4 {
          count += 4 + Self.filled(units & 0xFF80_FF80_FF80_FF80) + Self.filled(units & 0xF800_F800_F800_F800)
          i += 8
          continue
        }
      }
      let (_, length, bytes) = scalar(text, i, limit: chunk.upperBound)
      i += length
      count += bytes
    }
    return count
  }

  /// Four units as lanes of a word, whatever their byte order.
  @inline(__always) private func lanes(_ word: UInt64) -> UInt64 {
    isBigEndian ? (word & 0x00FF_00FF_00FF_00FF) << 8 | word >> 8 & 0x00FF_00FF_00FF_00FF : word
  }

  /// How many of the four lanes are not zero.
  @inline(__always) private static func filled(_ lanes: UInt64) -> Int {
    let low: UInt64 = 0x7FFF_7FFF_7FFF_7FFF
    let filled = ((((lanes & low) &+ low) | lanes) & ~low) >> 15
    return Int(filled &* 0x0001_0001_0001_0001 >> 48)
  }

  /// The character at `i`, how many bytes it takes here, and how many in UTF-8.
  @inline(__always) private func scalar(
    _ text: UnsafeRawBufferPointer, _ i: Int, limit: Int
  ) -> (value: UInt32?, length: Int, bytes: Int) {
    guard i + 2 <= limit else { return (nil, 1, 3) }
    let first = value(text, i)
    if first < 0x80 { return (first, 2, 1) }
    if first < 0x800 { return (first, 2, 2) }
    if first & 0xF800 != 0xD800 { return (first, 2, 3) }
    guard first < 0xDC00, i + 4 <= limit, value(text, i + 2) & 0xFC00 == 0xDC00 else { return (nil, 2, 3) }
    return (0x10000 + (first & 0x3FF) << 10 + value(text, i + 2) & 0x3FF, 4, 4)
  }

  func decode(
    _ text: UnsafeRawBufferPointer, _ chunk: Range<Int>, to output: UnsafeMutableRawPointer
  ) -> Replacements {
    var replacements = Replacements()
    var i = chunk.lowerBound
    var o = 0
    @inline(__always) func store(_ value: UInt32, _ place: Int) {
      output.storeBytes(of: UInt8(truncatingIfNeeded: value), toByteOffset: o + place, as: UInt8.self)
    }
    while i < chunk.upperBound {
      if i + 8 <= chunk.upperBound {
        let word = text.loadUnaligned(fromByteOffset: i, as: UInt64.self)
        if isASCII(word) {
          var packed = isBigEndian ? word >> 8 : word
          packed = (packed | packed >> 8) & 0x0000_FFFF_0000_FFFF
          packed |= packed >> 16
          output.storeBytes(of: UInt32(truncatingIfNeeded: packed), toByteOffset: o, as: UInt32.self)
          i += 8
          o += 4
          continue
        }
      }
      let (scalar, length, bytes) = scalar(text, i, limit: chunk.upperBound)
      let value = scalar ?? 0xFFFD
      if scalar == nil { replacements.add(at: o) }
      switch bytes {
      case 1: store(value, 0)
      case 2:
        store(0xC0 | value >> 6, 0)
        store(0x80 | value & 0x3F, 1)
      case 3:
        store(0xE0 | value >> 12, 0)
        store(0x80 | value >> 6 & 0x3F, 1)
        store(0x80 | value & 0x3F, 2)
      default:
        store(0xF0 | value >> 18, 0)
        store(0x80 | value >> 12 & 0x3F, 1)
        store(0x80 | value >> 6 & 0x3F, 2)
        store(0x80 | value & 0x3F, 3)
      }
      i += length
      o += bytes
    }
    return replacements
  }
}

/// UTF-8 that is not valid throughout: each byte that belongs to no character means nothing.
struct UTF8RepairDecoder: ChunkDecoder {
  var unit: Int { 1 }

  func cut(_ text: UnsafeRawBufferPointer, at position: Int) -> Int {
    var position = position
    while position < text.count, text[position] & 0xC0 == 0x80 { position += 1 }
    return position
  }

  func count(_ text: UnsafeRawBufferPointer, _ chunk: Range<Int>) -> Int {
    let text = UnsafeRawBufferPointer(rebasing: text[chunk])
    var count = 0
    var i = 0
    while true {
      let end = UTF8Validation.validPrefix(of: text, from: i)
      count += end - i
      guard end < text.count else { return count }
      count += 3
      i = end + 1
    }
  }

  func decode(
    _ text: UnsafeRawBufferPointer, _ chunk: Range<Int>, to output: UnsafeMutableRawPointer
  ) -> Replacements {
    let text = UnsafeRawBufferPointer(rebasing: text[chunk])
    var replacements = Replacements()
    var i = 0
    var o = 0
    while true {
      let end = UTF8Validation.validPrefix(of: text, from: i)
      if let base = text.baseAddress { (output + o).copyMemory(from: base + i, byteCount: end - i) }
      o += end - i
      guard end < text.count else { return replacements }
      replacements.add(at: o)
      for (place, byte) in [0xEF, 0xBF, 0xBD].enumerated() {
        output.storeBytes(of: UInt8(byte), toByteOffset: o + place, as: UInt8.self)
      }
      o += 3
      i = end + 1
    }
  }
}
