/// What each byte of an encoding means, for encodings of one byte a character that have ASCII as their lower half.
///
/// The meanings are iconv's. Encodings whose letters join with what follows (windows-1255, windows-1258) have no table.
struct SingleByteTable: Sendable {
  /// The UTF-8 bytes of each byte's character, the first in the lowest byte; U+FFFD where a byte means nothing.
  let words: [UInt32]
  /// How many bytes that is.
  let lengths: [UInt8]
  /// Whether a byte means something.
  let isDefined: [Bool]

  static let replacement: UInt32 = 0xBD_BF_EF

  init?(_ encoding: String) {
    guard let iconv = Iconv(from: encoding) else { return nil }
    var words: [UInt32] = []
    var lengths: [UInt8] = []
    var isDefined: [Bool] = []
    for byte in UInt8.min...UInt8.max {
      let input = [byte]
      var output = [UInt8](repeating: 0, count: 8)
      let (stop, count) = input.withUnsafeBytes { source in
        output.withUnsafeMutableBytes { target in
          var source = source
          var target = target
          let stop = iconv.convert(&source, to: &target)
          return (stop, 8 - target.count)
        }
      }
      switch stop {
      case .done where (1...3).contains(count):
        if byte < 0x80, count != 1 || output[0] != byte { return nil }
        words.append((0..<count).reduce(0) { $0 | UInt32(output[$1]) << UInt32($1 * 8) })
        lengths.append(UInt8(count))
        isDefined.append(true)
      case .invalid where byte >= 0x80:
        words.append(Self.replacement)
        lengths.append(3)
        isDefined.append(false)
      default: return nil
      }
    }
    self.words = words
    self.lengths = lengths
    self.isDefined = isDefined
  }

  /// The character that `byte` means, or nil.
  func scalar(_ byte: UInt8) -> Unicode.Scalar? {
    let index = Int(byte)
    guard isDefined[index] else { return nil }
    let bytes = (0..<Int(lengths[index])).map { UInt8(truncatingIfNeeded: words[index] >> UInt32($0 * 8)) }
    return String(decoding: bytes, as: UTF8.self).unicodeScalars.first
  }
}
