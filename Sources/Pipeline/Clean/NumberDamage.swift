import Contacts

extension Contact {
  /// Frees numbers of what surrounds them: links, powers of ten, remarks.
  ///
  /// - Returns: a number whose digits are lost, where the contact has no other: nobody could call it.
  mutating func mendNumbers(at place: Place, log: inout DiagnosticLog) -> String? {
    var rounded: String?
    for index in numbers.indices where numbers[index].number.isEmpty {
      let raw = numbers[index].raw
      guard NumberDamage.isPossible(raw) else { continue }
      if let bare = Wrapping.number(ofLink: raw) {
        numbers[index].raw = bare
        log.add(.cellUnwrapped, "a link", at: place, example: raw)
      } else if let reading = PowerOfTen.reading(raw) {
        switch reading {
        case .whole(let digits):
          numbers[index].raw = digits
          log.add(.numberUnrounded, at: place, example: "\(raw) → \(digits)")
        case .rounded:
          extras.append(Extra("number.\(numbers[index].kind.rawValue)", [raw]))
          numbers[index].raw = ""
          rounded = raw
        }
      } else if let digits = NumberDamage.withoutLookalikes(raw) {
        numbers[index].raw = digits
        log.add(.numberLetters, at: place, example: "\(raw) → \(digits)")
      } else {
        numbers[index].partRemark(at: place, log: &log)
      }
    }
    guard let rounded else { return nil }
    numbers.removeAll(where: \.isBlank)
    log.add(numbers.isEmpty ? .numberRounded : .numberRoundedAway, at: place, example: rounded)
    return numbers.isEmpty ? rounded : nil
  }

  /// A name of digits only is a number that stands in the wrong column.
  ///
  /// - Returns: whether there was one.
  mutating func takeNumberOutOfName(at place: Place, log: inout DiagnosticLog) -> Bool {
    let count = numbers.count
    if NumberDamage.isNumber(name.display) { takeNumber(outOf: .display, at: place, log: &log) }
    if NumberDamage.isNumber(name.given) { takeNumber(outOf: .given, at: place, log: &log) }
    if NumberDamage.isNumber(name.family) { takeNumber(outOf: .family, at: place, log: &log) }
    return numbers.count > count
  }

  private mutating func takeNumber(outOf field: TextField, at place: Place, log: inout DiagnosticLog) {
    log.add(.numberInName, at: place, example: self[field])
    numbers.append(Number(kind: .business, raw: self[field]))
    self[field] = ""
  }
}

extension Number {
  /// Makes words beside the only number of a cell its label, and a kind where they name one.
  fileprivate mutating func partRemark(at place: Place, log: inout DiagnosticLog) {
    // A look at the bytes: without a letter or a bracket at the end there is no remark.
    guard raw.utf8.last == UInt8(ascii: ")") || raw.hasByte(where: { $0 >= 0x80 || ($0 | 0x20) > 0x60 }) else {
      return
    }
    let part = SeveralNumbers.part(raw[...])
    guard !part.label.isEmpty, NumberDamage.isNumber(part.number) || part.isBracketed && part.beginsDialled else {
      return
    }
    let words = part.label.lowercased().filter(\.isLetter)
    guard !NumberDamage.extensionWords.contains(words) else { return }
    log.add(.numberRemark, at: place, example: raw)
    raw = part.number
    let told = KindWords.kind(of: part.label)
    if let told, told.weight > kind.weight {
      kind = told
    } else if told != kind, !NumberDamage.plainWords.contains(words) {
      label = label.isEmpty || label == part.label ? part.label : "\(label), \(part.label)"
    }
  }
}

extension Number.Kind {
  /// How much a kind says among others, as where a number has several types: a fax is a fax wherever it stands, a mobile
  /// stays a mobile at home, and a number of business is what nobody says more of.
  fileprivate var weight: Int {
    switch self {
    case .businessFax, .homeFax, .pager: 3
    case .mobile: 2
    case .home: 1
    case .business, .other: 0
    }
  }
}

extension SeveralNumbers.Part {
  /// Whether the number begins like one, however short it is.
  fileprivate var beginsDialled: Bool {
    guard let first = number.utf8.first else { return false }
    return first.isDigit || "+(*#".utf8.contains(first)
  }
}

enum NumberDamage {
  /// Whether a look at the bytes finds one number in its plainest spelling, in which nothing is to be tidied either: nearly
  /// all are.
  static func isPlain(_ raw: String) -> Bool {
    raw.withBytes { bytes in
      guard let first = bytes.first, let last = bytes.last, last != UInt8(ascii: " ") else { return false }
      guard first.isDigit || first == UInt8(ascii: "+") || first == UInt8(ascii: "(") else { return false }
      let rest = UnsafeBufferPointer(rebasing: bytes[(first == UInt8(ascii: "+") ? 1 : 0)...])
      return rest.allEights { eight in
        let spaces = ~eight.others(than: UInt8(ascii: " ")) & UInt64.highBits
        let brackets = (eight & 0xFEFE_FEFE_FEFE_FEFE).others(than: UInt8(ascii: "("))
        let others = eight.nonDigits & brackets & eight.others(than: UInt8(ascii: "-")) & ~spaces
        return others | spaces & spaces << 8 == 0
      }
    }
  }

  /// Whether a number is written with more than digits, blanks, dashes, brackets and a plus sign in front, so that
  /// something may have to be mended or to be told apart.
  static func isOdd(_ raw: String) -> Bool {
    raw.withBytes { bytes in
      for (index, byte) in bytes.enumerated() {
        switch byte {
        case 0x30...0x39, UInt8(ascii: " "), UInt8(ascii: "-"), UInt8(ascii: "("), UInt8(ascii: ")"): break
        case UInt8(ascii: "+") where index == 0: break
        default: return true
        }
      }
      return false
    }
  }

  /// Whether a look at the bytes tells that something may surround the number: letters or a decimal point.
  static func isPossible(_ raw: String) -> Bool {
    raw.hasByte { byte in
      (0x61...0x7A).contains(byte | 0x20) || byte == UInt8(ascii: ".") || byte == UInt8(ascii: ",") || byte >= 0x80
    }
  }

  /// A number in which letters stand for the digits that they look like, `030 231250O1`, with digits alone; nil for all others.
  static func withoutLookalikes(_ raw: String) -> String? {
    let written = Array(raw.utf8)
    var bytes = written
    var isChanged = false
    for (index, byte) in written.enumerated() where byte >= 0x80 || (0x61...0x7A).contains(byte | 0x20) {
      let isBesideDigit =
        index > 0 && written[index - 1].isDigit || index + 1 < written.count && written[index + 1].isDigit
      guard isBesideDigit else { return nil }
      switch byte {
      case UInt8(ascii: "O"), UInt8(ascii: "o"): bytes[index] = UInt8(ascii: "0")
      case UInt8(ascii: "l"), UInt8(ascii: "I"): bytes[index] = UInt8(ascii: "1")
      default: return nil
      }
      isChanged = true
    }
    let text = String(decoding: bytes, as: UTF8.self)
    return isChanged && isNumber(text) ? text : nil
  }

  /// Whether a text holds seven digits or more.
  static func holdsNumber(_ text: String) -> Bool { text.countBytes(where: \.isDigit) >= 7 }

  /// Whether a text is of seven digits or more and nothing but a number's punctuation.
  static func isNumber(_ text: String) -> Bool {
    text.withBytes { bytes in
      guard let first = bytes.first, first < 0x3A else { return false }
      var digits = 0
      for byte in bytes {
        switch byte {
        case 0x30...0x39: digits += 1
        case UInt8(ascii: "+"), UInt8(ascii: "("), UInt8(ascii: ")"), UInt8(ascii: " "), UInt8(ascii: "-"),
          UInt8(ascii: "."), UInt8(ascii: "/"):
          break
        default: return false
        }
      }
      return digits >= 7
    }
  }

  /// Words for "telephone", which say nothing of a number.
  static let plainWords: Set<String> = [
    "tel", "tél", "fon", "ph", "phone", "telephone", "telefon", "téléphone", "teléfono", "telefono", "telefoon",
    "telefone", "nr", "no", "number", "nummer",
  ]
  /// Words that announce an extension, which belongs to the number.
  static let extensionWords: Set<String> = ["ext", "extn", "extension", "x", "dw", "durchwahl", "poste", "int"]
}
