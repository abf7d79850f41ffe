/// What one look at the bytes of a written number tells.
struct NumberLook {
  /// How many digits there are.
  let digits: Int
  /// Whether it is digits alone that begin with no zero: seven or more, not so many that two were joined. From the front of
  /// such numbers spreadsheets drop signs.
  let isBare: Bool
  /// Whether it begins as a code for the telephone itself: `*121#`.
  let beginsCode: Bool

  init(_ raw: String) {
    (digits, isBare, beginsCode) = raw.withBytes { bytes in
      var others = 0
      var length = 0
      bytes.forEachEight { eight in
        others &+= eight.nonDigits.highBitCount
        length &+= 8
      }
      let digits = length &- others
      let first = bytes.first
      let isBare = digits == bytes.count && 7...15 ~= digits && first != UInt8(ascii: "0")
      return (digits, isBare, first == UInt8(ascii: "*") || first == UInt8(ascii: "#"))
    }
  }

  /// Whether the text, `raw`, is words, in which fewer digits stand than any number has.
  func holdsNoNumber(_ raw: String) -> Bool {
    digits < 3 && raw.hasByte { (0x61...0x7A).contains($0 | 0x20) || $0 >= 0x80 }
  }
}
