/// Text around values: `Dial:{}`, or `"{name.display}" <sip:{number}@{domain}>`.
struct ValuePattern: Sendable {
  enum Piece: Sendable {
    case text(String)
    /// The place's own value.
    case own
    /// What a rule of the contact says.
    case rule(Int)
    /// What the site set.
    case setting(String)
  }
  let pieces: [Piece]

  /// Reads a pattern; `piece` says what a name in braces is.
  init(_ text: String, _ piece: (String) throws(DescriptorMistake) -> Piece) throws(DescriptorMistake) {
    var pieces: [Piece] = []
    var rest = text[...]
    while let open = rest.firstIndex(of: "{") {
      if open > rest.startIndex { pieces.append(.text(String(rest[..<open]))) }
      guard let close = rest[open...].firstIndex(of: "}") else {
        throw DescriptorMistake("the brace { is never closed")
      }
      let name = String(rest[rest.index(after: open)..<close])
      pieces.append(name.isEmpty ? .own : try piece(name))
      rest = rest[rest.index(after: close)...]
    }
    if !rest.isEmpty { pieces.append(.text(String(rest))) }
    self.pieces = pieces
  }

  /// The text, made of what `value` says of each piece that is none itself; nil where any is empty.
  func text(_ value: (Piece) -> String) -> String? {
    var result = ""
    for piece in pieces {
      if case .text(let text) = piece {
        result += text
      } else {
        let text = value(piece)
        if text.isEmpty { return nil }
        result += text
      }
    }
    return result
  }

  /// What stands in `text` where the pattern has pieces; nil where the text does not fit.
  func values(in text: String) -> [(piece: Piece, text: String)]? {
    var found: [(piece: Piece, text: String)] = []
    var rest = text[...]
    for (index, piece) in pieces.enumerated() {
      if case .text(let fixed) = piece {
        guard rest.hasPrefix(fixed) else { return nil }
        rest = rest.dropFirst(fixed.count)
        continue
      }
      // A value ends where the next fixed text begins.
      var end = rest.endIndex
      if index + 1 < pieces.count, case .text(let next) = pieces[index + 1] {
        guard let start = index + 2 == pieces.count ? rest.lastStart(of: next) : rest.firstRange(of: next)?.lowerBound
        else { return nil }
        end = start
      }
      found.append((piece, String(rest[..<end])))
      rest = rest[end...]
    }
    return rest.isEmpty ? found : nil
  }
}

extension Substring {
  /// Where the text begins if the substring ends with it.
  fileprivate func lastStart(of text: String) -> Index? {
    hasSuffix(text) ? index(endIndex, offsetBy: -text.count) : nil
  }
}
