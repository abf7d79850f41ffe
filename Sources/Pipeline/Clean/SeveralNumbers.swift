import Contacts

extension Contact {
  /// Tells several numbers in one cell apart: `020 7946 0001 (office); mob 07700 900123`.
  mutating func splitNumbers(at place: Place, log: inout DiagnosticLog) {
    guard numbers.hasAny({ SeveralNumbers.mayHoldSeveral($0.raw) }) else { return }
    var result: [Number] = []
    for number in numbers {
      let parts = SeveralNumbers.parts(of: number.raw)
      guard parts.count > 1 else {
        result.append(number)
        continue
      }
      log.add(.numbersSplit, number.kind.rawValue, at: place, example: number.raw)
      for part in parts {
        var single = number
        single.raw = part.number
        if !part.label.isEmpty {
          single.kind = KindWords.kind(of: part.label) ?? number.kind
          single.label = part.label
        }
        result.append(single)
      }
    }
    numbers = result
  }

  /// Takes an address that stands beside a number, as in `t: 020 7946 0001 e: anna@firm.example`, for one of the contact's.
  mutating func takeEmailsOutOfNumbers(at place: Place, log: inout DiagnosticLog) {
    for index in numbers.indices where numbers[index].raw.hasByte(UInt8(ascii: "@")) {
      let raw = numbers[index].raw
      var words = raw.split(separator: " ")
      guard let found = words.firstIndex(where: { $0.contains("@") && $0.contains(".") && !$0.hasPrefix("sip") }) else {
        continue
      }
      let address = words.remove(at: found).trimmed(of: "<>,;()")
      if found > 0, words[found - 1].allSatisfy({ $0.isLetter || $0 == "-" || $0 == ":" }) {
        words.remove(at: found - 1)
      }
      let rest = words.joined(separator: " ")
      guard NumberDamage.holdsNumber(rest) else { continue }
      emails.append(Email(address: address))
      numbers[index].raw = rest
      log.add(.emailInNumber, at: place, example: raw)
    }
  }

  /// Tells several e-mail addresses in one cell apart, and frees them of `mailto:` and of names: `Anna <anna@x.example>`.
  mutating func splitEmails(at place: Place, log: inout DiagnosticLog) {
    let isOdd = emails.withUnsafeBufferPointer { emails in
      emails.indices.contains { emails[$0].address.isEmpty || SeveralNumbers.isMoreThanAnAddress(emails[$0].address) }
    }
    if !isOdd { return }
    emails = emails.flatMap { email in
      email.address.split { ";, \n".contains($0) }
        .map { $0.hasPrefix("mailto:") ? $0.dropFirst(7) : $0 }
        .map { $0.hasPrefix("<") && $0.hasSuffix(">") ? $0.dropFirst().dropLast() : $0 }
        .filter { $0.contains("@") }
        .map { Email(kind: email.kind, address: String($0), label: email.label) }
        .nonEmpty ?? [email]
    }
    emails.removeAll(where: \.address.isEmpty)
  }
}

/// The numbers in a cell that holds more than one.
enum SeveralNumbers {
  struct Part {
    var number: String
    var label: String
    /// Whether the label stood in brackets.
    var isBracketed = false
  }

  private static let separators: [Character] = [";", ",", "\n", "|", "·", "•"]
  /// Fewer digits do not make a number of their own: `0171/23456789`, `030 23125001-12`.
  private static let minimumDigits = 6

  static func mayHoldSeveral(_ text: String) -> Bool {
    var isFirst = true
    return text.utf8.count >= 2 * minimumDigits && text.countBytes(where: \.isDigit) >= 2 * minimumDigits
      && text.hasByte { byte in
        defer { isFirst = false }
        if isFirst { return false }
        switch byte {
        case UInt8(ascii: ";"), UInt8(ascii: ","), UInt8(ascii: "|"), UInt8(ascii: "/"), UInt8(ascii: "\n"),
          UInt8(ascii: ":"), UInt8(ascii: "+"), 0x41...0x5A, 0x61...0x7A, 0x80...:
          return true
        default: return false
        }
      }
  }

  static func isMoreThanAnAddress(_ text: String) -> Bool {
    text.hasByte { byte in
      switch byte {
      case UInt8(ascii: ";"), UInt8(ascii: ","), UInt8(ascii: " "), UInt8(ascii: "<"), UInt8(ascii: ">"),
        UInt8(ascii: "\n"), UInt8(ascii: ":"):
        true
      default: false
      }
    }
  }

  /// The numbers of `text`; one where it does not fall into several.
  static func parts(of text: String) -> [Part] {
    guard mayHoldSeveral(text), !text.hasPrefix("tel:") else { return [Part(number: text, label: "")] }
    var pieces = [text[...]]
    for separator in [" or ", " und ", " oder ", " and ", " ou ", " o ", ":::"] {
      pieces = pieces.flatMap { $0.split(separator: separator) }
    }
    pieces = pieces.flatMap { $0.split(whereSeparator: separators.contains) }.flatMap { partedBySlashes($0) }
    guard pieces.count > 1, pieces.allSatisfy({ digits(of: $0) >= minimumDigits }) else {
      let parts = NumbersInWords(text).parts
      return parts.count > 1 ? parts : [Part(number: text, label: "")]
    }
    return pieces.flatMap { piece in
      let parts = NumbersInWords(String(piece)).parts
      return parts.count > 1 ? parts : [part(piece)]
    }
  }

  /// The pieces between slashes, but for one behind an area code: `+49 (0)711/2315100`, `034292/860022`.
  private static func partedBySlashes(_ text: Substring) -> [Substring] {
    var pieces: [Substring] = []
    for piece in text.split(separator: "/") {
      if let last = pieces.last, isAreaCode(last), !beginsAnew(piece) {
        pieces[pieces.count - 1] = text[last.startIndex..<piece.endIndex]
      } else {
        pieces.append(piece)
      }
    }
    return pieces
  }

  /// Whether a text is dialled from abroad or with a zero in front, and too short to be a number.
  private static func isAreaCode(_ text: Substring) -> Bool {
    let dialled = text.drop { !$0.isNumber && $0 != "+" && $0 != "(" }
    let digits = digits(of: dialled)
    let zeros = dialled.prefix { $0 == "0" }.count
    let isInternational = dialled.hasPrefix("+") || zeros == 2
    // Country code and area code are at most seven digits, without the zeros that are not dialled.
    if isInternational { return digits - zeros - (dialled.contains("(0)") ? 1 : 0) < 8 }
    return (zeros == 1 || dialled.hasPrefix("(0")) && digits <= minimumDigits
  }

  /// Whether a text begins as a whole number does.
  private static func beginsAnew(_ text: Substring) -> Bool {
    let first = text.first { !$0.isWhitespace && $0 != "(" }
    return first == "0" || first == "+" || first?.isLetter == true
  }

  /// Parts a number from the words around it: `07700 900123 (mobile)`, `Fax: 020 7946 0002`, `mob 07700 900123`.
  static func part(_ piece: Substring) -> Part {
    if let open = piece.lastIndex(of: "("), piece.hasSuffix(")"), isRemark(piece[open...]) {
      return bracketed(piece[..<open], piece[open...])
    }
    if let close = piece.firstIndex(of: ")"), piece.hasPrefix("("), isRemark(piece[...close]) {
      return bracketed(piece[piece.index(after: close)...], piece[...close])
    }
    var label = ""
    var number = piece
    let words = piece.prefix { !$0.isNumber && $0 != "+" && $0 != "(" }
    let rest = piece[words.endIndex...]
    if words.contains(where: \.isLetter) {
      label = String(words)
      number = rest
    } else if let end = piece.lastIndex(where: \.isNumber) {
      let trailing = piece[piece.index(after: end)...]
      if trailing.contains(where: \.isLetter) {
        label = String(trailing)
        number = piece[...end]
      }
    }
    return Part(number: number.trimmed(), label: label.trimmed(of: unsaid))
  }

  /// What is no part of a label at its ends.
  private static let unsaid = " :.-()[]"

  private static func bracketed(_ number: Substring, _ label: Substring) -> Part {
    Part(number: number.trimmed(), label: label.trimmed(of: unsaid), isBracketed: true)
  }

  /// Whether what stands in brackets is no part of a number: nothing that is dialled, or words with a few figures.
  private static func isRemark(_ text: Substring) -> Bool {
    let digits = digits(of: text)
    return digits == 0 || digits < minimumDigits && text.contains(where: \.isLetter)
  }

  private static func digits(of text: Substring) -> Int { text.utf8.count { (0x30...0x39).contains($0) } }
}

extension StringProtocol {
  /// The text without any of `characters` at its ends.
  func trimmed(of characters: String = " ") -> String {
    var rest = Substring(self)
    while let first = rest.first, characters.contains(first) { rest.removeFirst() }
    while let last = rest.last, characters.contains(last) { rest.removeLast() }
    return String(rest)
  }
}

extension Array {
  fileprivate var nonEmpty: Self? { isEmpty ? nil : self }
}
