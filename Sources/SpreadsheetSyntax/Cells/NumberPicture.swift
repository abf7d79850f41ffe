/// A number format that shows digits in a picture, as `0000 000000` or `\+00 000`: what gives a telephone number or a
/// postal code its leading zeros.
struct NumberPicture: Hashable, Sendable {
  private enum Part: Hashable {
    /// A digit; `true` for one that is shown as 0 where the number has none.
    case digit(Bool)
    case text(String)
  }

  private let parts: [Part]

  /// nil for a format that shows more than digits and texts, and for one that adds nothing to them.
  init?(_ code: String) {
    var parts: [Part] = []
    var rest = code[...]
    while let sign = rest.popFirst() {
      switch sign {
      case "0": parts.append(.digit(true))
      case "#", "?": parts.append(.digit(false))
      case " ", "-", "+", "(", ")", ":": parts.append(.text(String(sign)))
      case "\"":
        let text = rest.prefix { $0 != "\"" }
        parts.append(.text(String(text)))
        rest = rest[text.endIndex...].dropFirst()
      case "\\": parts.append(.text(rest.popFirst().map(String.init) ?? ""))
      case "_":
        _ = rest.popFirst()
        parts.append(.text(" "))
      case "[":
        // A language, but neither a condition nor an elapsed time.
        guard rest.first == "$" || rest.first?.isLetter == true, let end = rest.firstIndex(of: "]"),
          !"hmsHMS".contains(rest[rest.startIndex])
        else { return nil }
        rest = rest[rest.index(after: end)...]
      default: return nil
      }
    }
    let zeros = parts.count { $0 == .digit(true) }
    let addsText = parts.contains {
      if case .text(let text) = $0 { text.contains { "+0".contains($0) } } else { false }
    }
    guard zeros > 1 || addsText && parts.contains(where: { if case .digit = $0 { true } else { false } }) else {
      return nil
    }
    self.parts = parts
  }

  /// The digits in their picture; those that it has no place for stand before its first.
  func text(_ digits: String) -> String {
    var rest = Substring(digits)
    var places = parts.count { if case .digit = $0 { true } else { false } }
    var pieces: [String] = []
    for part in parts.reversed() {
      switch part {
      case .text(let text): pieces.append(text)
      case .digit(let isShown):
        places -= 1
        if places == 0 {
          pieces.append(rest.isEmpty && isShown ? "0" : String(rest))
        } else if let last = rest.popLast() {
          pieces.append(String(last))
        } else if isShown {
          pieces.append("0")
        }
      }
    }
    return pieces.reversed().joined()
  }
}
