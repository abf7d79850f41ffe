import YAMLSyntax

/// `bundle.yaml` as people laid it out: a change of the program rewrites the part that changes and leaves comments,
/// order, layout and line ends of the rest alone.
///
/// Changes are told in lines of the text as it was read, and applied from the last to the first.
struct ManifestText {
  let lines: [TextLine]
  private let sections: [Entry]
  /// A byte order mark, which counts as no column.
  private let mark: String
  private var edits: [(lines: Range<Int>, text: [String])] = []

  /// A key with its value, and the lines that hold them, from 0; comments that follow belong to what comes next.
  private struct Entry {
    let key: String
    let value: YAMLNode
    let lines: Range<Int>
  }

  /// The text of a file; nil where it is no mapping of YAML in block style.
  init?(_ text: String) {
    guard let node = try? YAMLNode.parse(Array(text.utf8)), case .mapping(let entries) = node.content else {
      return nil
    }
    mark = text.unicodeScalars.first == "\u{FEFF}" ? "\u{FEFF}" : ""
    var lines = TextLine.all(of: mark.isEmpty ? text : String(text.unicodeScalars.dropFirst()))
    if let last = lines.last, last.end.isEmpty { lines[lines.count - 1].end = Self.lineEnd(lines[0].end) }
    self.lines = lines
    if let first = entries.first, first.key.column != 1 { return nil }
    guard let sections = Self.entries(entries, end: lines.count, lines) else { return nil }
    self.sections = sections
  }

  /// The end of a line as new lines may have it too.
  private static func lineEnd(_ end: String) -> String { end == "\r\n" || end == "\r" ? end : "\n" }

  private static func entries(
    _ entries: [(key: YAMLNode, value: YAMLNode)], end: Int, _ lines: [TextLine]
  ) -> [Entry]? {
    var result: [Entry] = []
    for index in entries.indices {
      let next = index + 1 < entries.count ? entries[index + 1].key.line - 1 : end
      let start = entries[index].key.line - 1
      guard lines.indices.contains(start), next <= lines.count else { return nil }
      result.append(
        Entry(
          key: entries[index].key.scalarText, value: entries[index].value,
          lines: start..<trimmed(next, from: start, lines)))
    }
    return result
  }

  /// The end of what begins at `start` and ends before `end`, without blank lines and comments at its end.
  private static func trimmed(_ end: Int, from start: Int, _ lines: [TextLine]) -> Int {
    var end = max(end, start + 1)
    while end > start + 1, lines[end - 1].isBlank || lines[end - 1].isComment { end -= 1 }
    return end
  }

  /// The text with all changes made; nil where two of them meet, which no layout that people use makes them do.
  var text: String? {
    var lines = lines
    let end = Self.lineEnd(lines.first?.end ?? "")
    var limit = lines.count
    let order = edits.enumerated().sorted { a, b in
      (a.element.lines.lowerBound, a.element.lines.upperBound, a.offset)
        > (b.element.lines.lowerBound, b.element.lines.upperBound, b.offset)
    }
    for (_, edit) in order {
      guard edit.lines.upperBound <= limit else { return nil }
      limit = edit.lines.lowerBound
      let old = edit.lines.isEmpty ? end : Self.lineEnd(lines[edit.lines.lowerBound].end)
      lines.replaceSubrange(edit.lines, with: edit.text.map { TextLine($0, end: old) })
    }
    var result = String.UnicodeScalarView(mark.unicodeScalars)
    for line in lines {
      result.append(contentsOf: line.text)
      result.append(contentsOf: line.end.unicodeScalars)
    }
    return String(result)
  }

  /// The text that stands for a key; nil where there is none.
  func value(of key: String) -> String? { sections.first { $0.key == key }?.value.scalarText }

  /// Where the value of a key stands, from 1; nil where there is none.
  func place(of key: String) -> (line: Int, column: Int)? {
    sections.first { $0.key == key }.map { ($0.value.line, $0.value.column) }
  }

  // MARK: Keys of the whole file

  /// Gives a key a value on one line; nil removes the key. `order` says before which keys a new one goes.
  mutating func set(_ key: String, to value: String?, order: [String]) {
    guard let entry = sections.first(where: { $0.key == key }) else {
      if let value { insert(["\(key): \(value)"], for: key, order: order) }
      return
    }
    edits.append((entry.lines, value.map { newLines(of: entry, with: $0) } ?? []))
  }

  /// Gives a key the lines of a value, its own included.
  mutating func replace(_ key: String, with text: [String], order: [String], comment: String? = nil) {
    if let entry = sections.first(where: { $0.key == key }) {
      edits.append((entry.lines, text))
    } else {
      insert((comment.map { [$0] } ?? []) + text, for: key, order: order)
    }
  }

  private mutating func insert(_ text: [String], for key: String, order: [String]) {
    let before = Set(order.prefix { $0 != key })
    let ends = sections.filter { before.contains($0.key) }.map(\.lines.upperBound)
    let place = ends.max() ?? sections.first?.lines.lowerBound ?? 0
    edits.append((place..<place, text))
  }

  /// The line of a key with another value on it, with the comment that stood behind the old one; comments within a
  /// value of several lines go above.
  private func newLines(of entry: Entry, with value: String) -> [String] {
    let first = lines[entry.lines.lowerBound]
    let head = "\(String(first.throughKey)) \(value)"
    guard entry.lines.count == 1 else { return comments(in: entry.lines) + [head] }
    guard entry.value.line - 1 == entry.lines.lowerBound else { return [head] }
    return [head + String(first.from(column: entry.value.column).afterValue)]
  }

  /// The comments in some lines, a line each, as far to the right as the first of them.
  private func comments(in range: Range<Int>) -> [String] {
    let indent = String(repeating: " ", count: lines[range.lowerBound].indent)
    return TextLine.comments(in: lines[range]).map { indent + $0 }
  }

  // MARK: Items of a list

  /// Makes the list `key` hold `new` where it held `old`: each item a mapping, by its entries in canonical order.
  ///
  /// - Parameter matches: for each new item the index of the old one that it was; nil for one that is new.
  mutating func setItems(
    _ key: String, from old: [FlowEntries], to new: [FlowEntries], matches: [Int?], order: [String]
  ) {
    let added = zip(new, matches).filter { $0.1 == nil }.map { "- \($0.0.flow)" }
    guard let entry = sections.first(where: { $0.key == key }), case .sequence(let items) = entry.value.content,
      !items.isEmpty, items.count == old.count, !new.isEmpty, items.allSatisfy(isItemOfBlock)
    else {
      let entry = sections.first { $0.key == key }
      if !new.isEmpty {
        let inside = entry.map { comments(in: $0.lines) } ?? []
        replace(key, with: inside + ["\(key):"] + new.map { "- \($0.flow)" }, order: order)
      } else if let entry {
        edits.append((entry.lines, []))
      }
      return
    }
    let kept = Dictionary(
      zip(matches, new).compactMap { match, entries in match.map { ($0, entries) } }, uniquingKeysWith: { $1 })
    let indent = lines[items[0].line - 1].indent
    for index in items.indices {
      let range = self.lines(of: items, index, end: entry.lines.upperBound)
      if let entries = kept[index] {
        change(items[index], in: range, from: old[index], to: entries)
      } else {
        edits.append((withItsComments(range, indent), []))
      }
    }
    if !added.isEmpty {
      let end = withItsComments(entry.lines, indent).upperBound
      edits.append((end..<end, added.map { String(repeating: " ", count: indent) + $0 }))
    }
  }

  /// The lines of an item of a list in block style that ends before `end`.
  private func lines(of items: [YAMLNode], _ index: Int, end: Int) -> Range<Int> {
    let next = index + 1 < items.count ? items[index + 1].line - 1 : end
    let start = items[index].line - 1
    return start..<Self.trimmed(next, from: start, lines)
  }

  /// The lines of an item whose dash stands at `indent`, with the comments right above it and those below that stand
  /// further to the right.
  private func withItsComments(_ range: Range<Int>, _ indent: Int) -> Range<Int> {
    var (start, end) = (range.lowerBound, range.upperBound)
    while start > 0, lines[start - 1].isComment, lines[start - 1].indent <= indent { start -= 1 }
    while end < lines.count, lines[end].isComment, lines[end].indent > indent { end += 1 }
    return start..<end
  }

  private func isItemOfBlock(_ item: YAMLNode) -> Bool {
    guard lines.indices.contains(item.line - 1) else { return false }
    return lines[item.line - 1].before(column: item.column).drop { $0 == " " }.first == "-"
  }

  private mutating func change(_ item: YAMLNode, in range: Range<Int>, from old: FlowEntries, to new: FlowEntries) {
    let changed = new.filter { entry in !old.contains { $0 == entry } }
    let removed = old.filter { entry in !new.contains { $0.key == entry.key } }
    if changed.isEmpty, removed.isEmpty { return }
    let first = lines[range.lowerBound]
    guard first.from(column: item.column).first != "{", case .mapping(let entries) = item.content,
      let present = Self.entries(entries, end: range.upperBound, lines)
    else {
      let head = String(first.before(column: item.column)) + new.flow
      let isOneLine = range.count == 1
      let rest = isOneLine ? String(first.from(column: item.column).afterValue) : ""
      edits.append((range, (isOneLine ? [] : comments(in: range)) + [head + rest]))
      return
    }
    for entry in present {
      if let new = changed.first(where: { $0.key == entry.key }) {
        if !changeTexts(of: entry, to: new.value) { edits.append((entry.lines, newLines(of: entry, with: new.value))) }
      } else if removed.contains(where: { $0.key == entry.key }) {
        // The dash of the item stands before its first key, which is never removed: it names the item.
        edits.append((entry.lines, []))
      }
    }
    let indent = String(repeating: " ", count: item.column - 1)
    let missing = changed.filter { entry in !present.contains { $0.key == entry.key } }
    if !missing.isEmpty {
      edits.append((range.upperBound..<range.upperBound, missing.map { "\(indent)\($0.key): \($0.value)" }))
    }
  }

  /// Changes a list that has each of its texts on a line of its own, after a dash; false for one in another layout.
  private mutating func changeTexts(of entry: Entry, to value: String) -> Bool {
    guard case .sequence(let items) = entry.value.content, !items.isEmpty, items.allSatisfy(isItemOfBlock),
      case .sequence(let wanted)? = (try? YAMLNode.parse(Array(value.utf8)))?.content
    else { return false }
    let (old, new) = (items.map(\.scalarText), wanted.map(\.scalarText))
    guard !new.isEmpty, old.filter(new.contains) == new.filter(old.contains), Set(old).count == old.count else {
      return false
    }
    let indent = lines[items[0].line - 1].indent
    let ranges = items.indices.map { withItsComments(lines(of: items, $0, end: entry.lines.upperBound), indent) }
    for index in items.indices where !new.contains(old[index]) { edits.append((ranges[index], [])) }
    // What is new goes below the text that it follows, where that was there before.
    var place = ranges[0].lowerBound
    for text in new {
      if let index = old.firstIndex(of: text) {
        place = ranges[index].upperBound
      } else {
        edits.append((place..<place, [String(repeating: " ", count: indent) + "- \(text.yamlScalar)"]))
      }
    }
    return true
  }
}

extension YAMLNode {
  fileprivate var scalarText: String { if case .scalar(let text) = content { text } else { "" } }
}
