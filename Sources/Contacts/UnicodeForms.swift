// The standard library's normalisation has no public name yet; Foundation's would bring ICU into the binary.
@_spi(_Unicode) import Swift

extension String {
  /// The text in Unicode's composed form (NFC): equal texts become equal bytes.
  package var composed: String {
    var result = ""
    result.unicodeScalars.append(contentsOf: _nfc)
    return result
  }

  /// The letters and digits of the text, in small letters and without accents: `Müller-Lüdenscheid` is
  /// `mullerludenscheid`. What people mean to be equal is equal in it.
  package var folded: String {
    if utf8.allSatisfy({ $0 < 0x80 }) {
      return String(
        decoding: utf8.lazy.compactMap { byte -> UInt8? in
          switch byte {
          case 0x30...0x39, 0x61...0x7A: byte
          case 0x41...0x5A: byte | 0x20
          default: nil
          }
        }, as: UTF8.self)
    }
    var result = ""
    for scalar in lowercased()._nfd {
      if let plain = Self.plainLetters[scalar] {
        result += plain
      } else if scalar.properties.isAlphabetic || scalar.properties.numericType != nil {
        result.unicodeScalars.append(scalar)
      }
    }
    return result
  }

  /// Letters that Unicode does not take apart.
  private static let plainLetters: [Unicode.Scalar: String] = [
    "ß": "ss", "æ": "ae", "œ": "oe", "ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "ı": "i",
  ]
}
