/// What a cell's text looks like.
enum CellKind: Hashable {
  /// Nothing, or a word that stands for nothing, as `n/a`.
  case empty
  /// A number, amount, percentage, date, time or telephone number: digits with what belongs to them.
  case figures
  case email
  case url
  /// Letters with the punctuation of names and titles.
  case words
  /// Anything else that text may be.
  case text
  /// Text with several signs that could be delimiters.
  case list
  /// What hardly stands in one cell: quotation marks out of place.
  case odd

  init(of cell: UnsafeRawBufferPointer) {
    var bytes = cell[...]
    while let last = bytes.last, last <= 0x20 { bytes = bytes.dropLast() }
    while let first = bytes.first, first <= 0x20 { bytes = bytes.dropFirst() }
    guard !bytes.isEmpty else {
      self = .empty
      return
    }
    var counts = Counts()
    for byte in bytes.prefix(200) { counts.add(Self.classes[Int(byte)]) }
    self = Self.kind(UnsafeRawBufferPointer(rebasing: bytes), counts)
  }

  private struct Counts {
    var digits = 0
    var letters = 0
    var figureSigns = 0
    var wordSigns = 0
    var delimiters = 0
    var quotes = 0
    var ats = 0
    var others = 0

    mutating func add(_ class: Class) {
      switch `class` {
      case .digit: digits += 1
      case .letter: letters += 1
      case .figureSign: figureSigns += 1
      case .wordSign: wordSigns += 1
      case .delimiter: delimiters += 1
      case .quote: quotes += 1
      case .at: ats += 1
      case .other: others += 1
      }
    }
  }

  private static func kind(_ bytes: UnsafeRawBufferPointer, _ counts: Counts) -> CellKind {
    if counts.quotes > 0 { return .odd }
    if bytes.count <= 4, placeholders.contains(where: { bytes.elementsEqual($0) }) { return .empty }
    if counts.letters > 2, counts.ats == 1, counts.delimiters == 0, !bytes.contains(0x20), bytes.contains(0x2E) {
      return .email
    }
    if counts.letters >= 4, isURL(bytes) { return .url }
    if counts.delimiters > 1 { return .list }
    if counts.digits > 0, counts.letters == 0, counts.others == 0, counts.delimiters == 0 {
      return counts.figureSigns + counts.wordSigns <= counts.digits + 3 ? .figures : .odd
    }
    // x0001, C0000017: a name with a number.
    if isLetter(bytes.first), counts.figureSigns + counts.wordSigns + counts.others + counts.delimiters == 0 {
      return .words
    }
    // 12 Mar 2024, 1.5E+3, 10:30 am, €1.50, +44 20 7946 0123 ext 4, 2024-01-31T12:00:00Z
    if counts.digits > counts.letters, counts.letters <= 4, counts.others <= 1, counts.delimiters == 0 {
      return .figures
    }
    if counts.letters > 0, counts.others == 0, counts.delimiters == 0 {
      return counts.digits <= counts.letters ? .words : .text
    }
    return counts.letters + counts.digits > 0 ? .text : .odd
  }

  private static func isLetter(_ byte: UInt8?) -> Bool {
    byte.map { classes[Int($0)] == .letter } ?? false
  }

  private static func isURL(_ bytes: UnsafeRawBufferPointer) -> Bool {
    urlStarts.contains { bytes.starts(with: $0) }
  }

  private static let urlStarts = ["http://", "https://", "www.", "ftp://"].map { Array($0.utf8) }
  private static let placeholders = ["n/a", "N/A", "NA", "null", "NULL", "-", "--", "None", "nan", "NaN", "#N/A"]
    .map { Array($0.utf8) }

  private enum Class: UInt8 {
    case digit, letter, figureSign, wordSign, delimiter, quote, at, other
  }

  private static let classes: [Class] = (0...255).map { byte in
    switch UInt8(byte) {
    case UInt8(ascii: "0")...UInt8(ascii: "9"): .digit
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"), 0x80...0xFF: .letter
    case UInt8(ascii: "+"), UInt8(ascii: "-"), UInt8(ascii: "."), UInt8(ascii: ":"), UInt8(ascii: "$"),
      UInt8(ascii: "%"), UInt8(ascii: "/"), UInt8(ascii: "("), UInt8(ascii: ")"), UInt8(ascii: ","):
      .figureSign
    case UInt8(ascii: " "), UInt8(ascii: "_"), UInt8(ascii: "'"), UInt8(ascii: "&"), UInt8(ascii: "#"): .wordSign
    case UInt8(ascii: ";"), UInt8(ascii: "|"), UInt8(ascii: "\t"): .delimiter
    case UInt8(ascii: "\""): .quote
    case UInt8(ascii: "@"): .at
    default: .other
    }
  }

  /// How likely such text fills one cell.
  var plausibility: Double {
    switch self {
    case .empty: 0.8
    case .figures, .email, .url: 1
    case .words: 0.9
    case .text: 0.6
    case .list: 0.4
    case .odd: 0.1
    }
  }

  /// Whether such text is data rather than a title.
  var isTyped: Bool { self == .figures || self == .email || self == .url }
}
