import Contacts
@_spi(_Unicode) import Swift

/// A text as a directory sorts it: by its letters first, then by accents, then by case; digits before letters.
///
/// ```swift
/// ["Öztürk", "Ott", "otto"].sorted { CollationKey($0) < CollationKey($1) }  // Ott, otto, Öztürk
/// ```
///
/// The same on every machine, since it asks no locale: letters stand where their base letters stand (DIN 5007-1, and
/// what the Unicode Collation Algorithm does without tailoring). Spaces part words and come before every letter.
struct CollationKey: Comparable {
  private let letters: String
  private let accents: String
  private let text: String

  init(_ text: String) {
    self.text = text
    letters = text.split { !$0.isLetter && !$0.isNumber }.map { String($0).folded }.filter { !$0.isEmpty }
      .joined(separator: " ")
    var accents = ""
    accents.unicodeScalars.append(contentsOf: text.lowercased()._nfd)
    self.accents = accents
  }

  static func < (a: CollationKey, b: CollationKey) -> Bool {
    if a.letters != b.letters { return a.letters.isBefore(b.letters) }
    if a.accents != b.accents { return a.accents.isBefore(b.accents) }
    return a.text.isBefore(b.text)
  }

  /// Positions of `count` texts in their order; equal ones stay as they are.
  static func sorted(count: Int, by text: (Int) -> String) -> [Int] {
    let keys = (0..<count).map { CollationKey(text($0)) }
    return keys.indices.sorted { keys[$0] == keys[$1] ? $0 < $1 : keys[$0] < keys[$1] }
  }
}

extension String {
  /// By bytes of UTF-8, which is by code points; small letters before capital ones.
  fileprivate func isBefore(_ other: String) -> Bool {
    utf8.lexicographicallyPrecedes(other.utf8)
  }
}
