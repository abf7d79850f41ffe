/// Numbers that only words part, as people write them into one cell: `office: 020 7946 0001 home: 020 7946 0002`,
/// `020 7946 0001 – mobile 07911 123456`.
struct NumbersInWords {
  private(set) var parts: [SeveralNumbers.Part] = []

  /// Fewer digits between words are a remark: `ext 12`, `from 1.1.2025`, `(Mo-Fr 9-17)`.
  private static let minimumDigits = 7

  /// The parts of `text`; none where it does not hold several numbers, or words that cannot be told to belong to one.
  init(_ text: String) {
    var pieces: [(text: Substring, isNumber: Bool)] = []
    for run in Self.runs(of: text) {
      let isNumber = run.isFigures && run.text.utf8.count { (0x30...0x39).contains($0) } >= Self.minimumDigits
      if !isNumber, let last = pieces.last, !last.isNumber {
        pieces[pieces.count - 1].text = text[last.text.startIndex..<run.text.endIndex]
      } else {
        pieces.append((run.text, isNumber))
      }
    }
    guard pieces.count(where: \.isNumber) > 1 else { return }
    // Words stand before their numbers, unless only the last number has some behind it and the first none before it.
    let wordsFollow = pieces.first?.isNumber == true && pieces.last?.isNumber == false
    if !wordsFollow, pieces.last?.isNumber == false { return }
    var label = ""
    for piece in pieces {
      let words = piece.text.trimmed(of: " :;,.-–—/()")
      if piece.isNumber {
        var number = piece.text.trimmed(of: " :;,.-–—/")
        if number.hasSuffix("(") { number = number.dropLast().trimmed() }
        parts.append(SeveralNumbers.Part(number: number, label: label))
        label = ""
      } else if wordsFollow {
        parts[parts.count - 1].label = words
      } else {
        label = words
      }
    }
  }

  /// The text cut where letters begin and end, behind a colon, and before the plus sign of a further number.
  private static func runs(of text: String) -> [(text: Substring, isFigures: Bool)] {
    var runs: [(text: Substring, isFigures: Bool)] = []
    var start = text.startIndex
    var isFigures = true
    var digits = 0
    for index in text.indices {
      let character = text[index]
      let staysFigures: Bool
      if isFigures {
        let isNext =
          character == "+" && digits >= minimumDigits || start < index && text[text.index(before: index)] == ":"
        staysFigures = !character.isLetter && character != "@" && character != "&"
        if staysFigures, !isNext {
          if character.isNumber { digits += 1 }
          continue
        }
      } else {
        staysFigures = character.isNumber || character == "+" || character == "("
        if !staysFigures { continue }
      }
      if start < index { runs.append((text[start..<index], isFigures)) }
      (start, isFigures, digits) = (index, staysFigures, character.isNumber ? 1 : 0)
    }
    if start < text.endIndex { runs.append((text[start...], isFigures)) }
    return runs
  }
}
