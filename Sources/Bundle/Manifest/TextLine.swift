/// A line of a YAML file, as its readers count lines: CR LF, CR, LF, NEL, LS and PS end one (YAML 1.1, section 4.1.4).
struct TextLine {
  /// What stands on it.
  let text: String.UnicodeScalarView
  /// The sign or signs that end it; empty at the end of a file.
  var end: String

  init(_ text: String, end: String) {
    self.text = text.unicodeScalars
    self.end = end
  }

  private init(_ text: Substring.UnicodeScalarView, end: Substring.UnicodeScalarView) {
    self.text = String.UnicodeScalarView(text)
    self.end = String(String.UnicodeScalarView(end))
  }

  /// The lines of a text; one that ends with a line end has no empty line after it.
  static func all(of text: String) -> [TextLine] {
    let signs = text.unicodeScalars
    var lines: [TextLine] = []
    var start = signs.startIndex
    var index = start
    while index < signs.endIndex {
      let sign = signs[index]
      var next = signs.index(after: index)
      if isEnd(sign) {
        if sign == "\r", next < signs.endIndex, signs[next] == "\n" { next = signs.index(after: next) }
        lines.append(TextLine(signs[start..<index], end: signs[index..<next]))
        start = next
      }
      index = next
    }
    if start < signs.endIndex { lines.append(TextLine(signs[start...], end: signs[signs.endIndex...])) }
    return lines
  }

  private static func isEnd(_ sign: Unicode.Scalar) -> Bool {
    switch sign {
    case "\n", "\r", "\u{85}", "\u{2028}", "\u{2029}": true
    default: false
    }
  }

  /// How many spaces it begins with.
  var indent: Int { text.prefix { $0 == " " }.count }

  /// Whether nothing stands on it but a comment.
  var isComment: Bool { content.first == "#" }

  /// Whether nothing stands on it.
  var isBlank: Bool { content.isEmpty }

  private var content: Substring.UnicodeScalarView { text.drop { $0 == " " || $0 == "\t" } }

  /// The text before a column, counted from 1.
  func before(column: Int) -> Substring.UnicodeScalarView { text.prefix(column - 1) }

  /// The text from a column on, counted from 1.
  func from(column: Int) -> Substring.UnicodeScalarView { text.dropFirst(column - 1) }

  /// The text up to the colon of a key that begins it, after spaces and dashes; all of it where there is none.
  var throughKey: Substring.UnicodeScalarView {
    var rest = text.drop { $0 == " " || $0 == "-" }
    if let quote = rest.first, quote == "\"" || quote == "'" {
      guard let close = rest.dropFirst().firstIndex(of: quote) else { return text[...] }
      rest = rest[text.index(after: close)...]
    }
    return rest.firstIndex(of: ":").map { text[...$0] } ?? text[...]
  }

  /// The comments of some lines that are a value of YAML, each from its sign on.
  static func comments(in lines: some Sequence<TextLine>) -> [String] {
    var comments: [String] = []
    var quote: Unicode.Scalar?
    for line in lines {
      var before: Unicode.Scalar = " "
      var rest = line.text[...]
      while let sign = rest.first {
        if let open = quote {
          let isEscape = open == "\"" ? sign == "\\" : sign == "'" && rest.dropFirst().first == "'"
          if isEscape { rest = rest.dropFirst() } else if sign == open { quote = nil }
        } else if sign == "#", before == " " || before == "\t" {
          comments.append(String(String.UnicodeScalarView(rest)))
          break
        } else if sign == "\"" || sign == "'", " \t[{,".unicodeScalars.contains(before) {
          quote = sign
        }
        before = sign
        rest = rest.dropFirst()
      }
    }
    return comments
  }
}

extension Substring.UnicodeScalarView {
  /// What stands behind the YAML value that this text begins with: spaces and a comment, or nothing.
  var afterValue: Substring.UnicodeScalarView {
    var depth = 0
    var isStart = true
    var index = startIndex
    while index < endIndex {
      let sign = self[index]
      if isStart, sign == "\"" || sign == "'" {
        index = endOfQuoted(from: index)
        isStart = false
        if depth == 0 { return self[index...] }
        continue
      }
      switch sign {
      case "[" where isStart, "{" where isStart: depth += 1
      case "]" where depth > 0, "}" where depth > 0:
        depth -= 1
        if depth == 0 { return self[self.index(after: index)...] }
      case " ":
        if self[index...].drop(while: { $0 == " " }).first == "#" {
          return depth == 0 ? self[index...] : self[endIndex...]
        }
      default: break
      }
      isStart = sign == "[" || sign == "{" || sign == "," || (sign == ":" && depth > 0) || (sign == " " && isStart)
      index = self.index(after: index)
    }
    return self[endIndex...]
  }

  private func endOfQuoted(from open: Index) -> Index {
    let quote = self[open]
    var index = self.index(after: open)
    while index < endIndex {
      if quote == "\"", self[index] == "\\" {
        index = self.index(index, offsetBy: 2, limitedBy: endIndex) ?? endIndex
        continue
      }
      let next = self.index(after: index)
      if self[index] == quote {
        if quote == "'", next < endIndex, self[next] == quote {
          index = self.index(after: next)
          continue
        }
        return next
      }
      index = next
    }
    return endIndex
  }
}
