/// When a text can stand without quotes, and every reader of YAML 1.1 or 1.2 will still read that text.
///
/// The rule is narrower than YAML's own, so that it can be said in a breath: a plain text begins with a letter, a digit
/// or an underscore; holds no line end, no character that flow collections or comments are made of, no colon and no
/// question mark; does not end with a space; is none of the words that YAML 1.1 takes for a truth or nothing; and,
/// where it begins with a digit, holds a letter that no number or date has.
enum PlainScalar {
  /// What a byte may do in a plain text.
  struct Role: OptionSet {
    let rawValue: UInt8
    /// Anywhere.
    static let inside = Role(rawValue: 1)
    /// First.
    static let first = Role(rawValue: 2)
    /// Belongs to no number, date or time.
    static let wordy = Role(rawValue: 4)
  }

  static let roles: [Role] = (0...255).map { byte in
    let scalar = Unicode.Scalar(UInt8(byte))
    switch scalar {
    case "e", "E": return [.inside, .first]
    case "a"..."z", "A"..."Z": return [.inside, .first, .wordy]
    case "0"..."9", "_": return [.inside, .first]
    case " ", "-", ".", "/", "(", ")", "+": return .inside
    case "!", "$", "%", "&", "'", "*", ";", "<", "=", ">", "@", "\\", "^", "`", "|", "~", "\"":
      return [.inside, .wordy]
    default: return byte >= 0x80 ? [.inside, .first, .wordy] : []
    }
  }

  /// Texts that YAML 1.1 reads as a truth or as nothing, in small letters.
  private static let words: Set<String> = ["true", "false", "yes", "no", "on", "off", "y", "n", "null"]

  static func isPlain(_ text: UnsafeRawBufferPointer) -> Bool {
    guard let first = text.first, roles[Int(first)].contains(.first), text[text.count - 1] != 0x20 else { return false }
    var all = Role.inside
    var any = Role()
    for byte in text {
      let role = roles[Int(byte)]
      all.formIntersection(role)
      any.formUnion(role)
    }
    guard all.contains(.inside) else { return false }
    if (0x30...0x39).contains(first) || first == 0x5F {
      if !any.contains(.wordy) { return false }
      // 0x1F, 0o17 and 0b101 are numbers to some.
      if first == 0x30, text.count > 1, [0x78, 0x6F, 0x62].contains(text[1] | 0x20) { return false }
    } else if text.count <= 5, words.contains(String(decoding: text, as: UTF8.self).lowercased()) {
      return false
    }
    return true
  }

  /// Whether the non-ASCII character at `index` cannot stand in YAML as it is: C1 controls, U+2028, U+2029, U+FEFF,
  /// U+FFFE, U+FFFF, or no UTF-8 at all. Its length otherwise.
  static func lengthOfPrintable(_ text: UnsafeRawBufferPointer, at index: Int) -> Int? {
    func byte(_ offset: Int) -> UInt8 { index + offset < text.count ? text[index + offset] : 0 }
    func continues(_ offset: Int) -> Bool { byte(offset) & 0xC0 == 0x80 }
    switch text[index] {
    case 0xC2: return continues(1) && byte(1) >= 0xA0 ? 2 : nil
    case 0xC3...0xDF: return continues(1) ? 2 : nil
    case 0xE0: return byte(1) >= 0xA0 && continues(1) && continues(2) ? 3 : nil
    case 0xE2 where byte(1) == 0x80 && (byte(2) == 0xA8 || byte(2) == 0xA9): return nil
    case 0xED: return byte(1) < 0xA0 && continues(1) && continues(2) ? 3 : nil
    case 0xEF where byte(1) == 0xBB && byte(2) == 0xBF: return nil
    case 0xEF where byte(1) == 0xBF && byte(2) >= 0xBE: return nil
    case 0xE1...0xEF: return continues(1) && continues(2) ? 3 : nil
    case 0xF0: return byte(1) >= 0x90 && continues(1) && continues(2) && continues(3) ? 4 : nil
    case 0xF1...0xF3: return continues(1) && continues(2) && continues(3) ? 4 : nil
    case 0xF4: return byte(1) < 0x90 && continues(1) && continues(2) && continues(3) ? 4 : nil
    default: return nil
    }
  }
}
