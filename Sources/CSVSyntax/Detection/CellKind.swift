/// What a cell's text looks like.
enum CellKind: Hashable {
  case empty, number, date, email, url, words, other

  init(of text: String) {
    let trimmed = text.drop { $0.isWhitespace }
    guard !trimmed.isEmpty else {
      self = .empty
      return
    }
    var digits = 0
    var letters = 0
    var others = 0
    for scalar in trimmed.unicodeScalars {
      if scalar.properties.isAlphabetic {
        letters += 1
      } else if ("0"..."9").contains(scalar) {
        digits += 1
      } else {
        others += 1
      }
    }
    if digits > 0, letters == 0 {
      self = digits >= others ? .number : .other
    } else if trimmed.contains("@"), !trimmed.contains(" ") {
      self = .email
    } else if trimmed.hasPrefix("http") {
      self = .url
    } else {
      self = letters > others ? .words : .other
    }
  }

  /// Whether a column's title may look like this.
  var isTitle: Bool { self == .words || self == .empty || self == .other }
}
