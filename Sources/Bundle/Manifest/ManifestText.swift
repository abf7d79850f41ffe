import YAMLSyntax

/// `bundle.yaml` as people laid it out: a change of the program rewrites the part that changes and leaves comments,
/// order and layout of the rest alone.
///
/// Changes are told in lines of the text as it was read, and applied from the last to the first.
struct ManifestText {
  private let lines: [String]
  private let sections: [Entry]
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
    var lines = text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
    if lines.last == "" { lines.removeLast() }
    self.lines = lines
    if let first = entries.first, first.key.column != 1 { return nil }
    sections = Self.entries(entries, end: lines.count, lines)
  }

  private static func entries(
    _ entries: [(key: YAMLNode, value: YAMLNode)], end: Int, _ lines: [String]
  ) -> [Entry] {
    entries.indices.map { index in
      let next = index + 1 < entries.count ? entries[index + 1].key.line - 1 : end
      let start = entries[index].key.line - 1
      return Entry(
        key: entries[index].key.scalarText, value: entries[index].value,
        lines: start..<trimmed(next, from: start, lines))
    }
  }

  /// The end of what begins at `start` and ends before `end`, without blank lines and comments at its end.
  private static func trimmed(_ end: Int, from start: Int, _ lines: [String]) -> Int {
    var end = max(end, start + 1)
    while end > start + 1 {
      let line = lines[end - 1].drop { $0 == " " || $0 == "\t" }
      guard line.isEmpty || line.first == "#" || line == "\r" else { break }
      end -= 1
    }
    return end
  }

  /// The text with all changes made.
  var text: String {
    var lines = lines
    for edit in edits.reversed().sorted(by: { $0.lines.lowerBound > $1.lines.lowerBound }) {
      lines.replaceSubrange(edit.lines, with: edit.text)
    }
    return lines.map { "\($0)\n" }.joined()
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
    edits.append((entry.lines, value.map { [line(of: entry, with: $0)] } ?? []))
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

  /// The line of a key with another value on it, and the comment that stood behind the old one.
  private func line(of entry: Entry, with value: String) -> String {
    let first = lines[entry.lines.lowerBound]
    let keyEnd = first.endOfKey ?? first.endIndex
    let head = "\(first[..<keyEnd]) \(value)"
    guard entry.lines.count == 1, entry.value.line - 1 == entry.lines.lowerBound else { return head }
    let start = first.index(first.startIndex, offsetBy: entry.value.column - 1, limitedBy: first.endIndex)
    let rest = first[(start ?? first.endIndex)...].afterValue
    return head + rest
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
      if new.isEmpty {
        if let entry = sections.first(where: { $0.key == key }) { edits.append((entry.lines, [])) }
      } else {
        replace(key, with: ["\(key):"] + new.map { "- \($0.flow)" }, order: order)
      }
      return
    }
    let kept = Dictionary(
      zip(matches, new).compactMap { match, entries in match.map { ($0, entries) } }, uniquingKeysWith: { $1 })
    for index in items.indices {
      let next = index + 1 < items.count ? items[index + 1].line - 1 : entry.lines.upperBound
      let start = items[index].line - 1
      let range = start..<Self.trimmed(next, from: start, lines)
      if let entries = kept[index] {
        change(items[index], in: range, from: old[index], to: entries)
      } else {
        edits.append((range, []))
      }
    }
    if !added.isEmpty {
      let indent = String(lines[items[0].line - 1].prefix { $0 == " " })
      edits.append((entry.lines.upperBound..<entry.lines.upperBound, added.map { indent + $0 }))
    }
  }

  private func isItemOfBlock(_ item: YAMLNode) -> Bool {
    let line = lines[item.line - 1]
    return line.prefix(item.column - 1).drop { $0 == " " }.first == "-"
  }

  private mutating func change(_ item: YAMLNode, in range: Range<Int>, from old: FlowEntries, to new: FlowEntries) {
    let changed = new.filter { entry in !old.contains { $0 == entry } }
    let removed = old.filter { entry in !new.contains { $0.key == entry.key } }
    if changed.isEmpty, removed.isEmpty { return }
    let first = lines[range.lowerBound]
    let start = first.index(first.startIndex, offsetBy: item.column - 1, limitedBy: first.endIndex) ?? first.endIndex
    guard first[start...].first != "{", case .mapping(let entries) = item.content else {
      let rest = range.count == 1 ? first[start...].afterValue : ""
      edits.append((range, [first[..<start] + new.flow + rest]))
      return
    }
    let present = Self.entries(entries, end: range.upperBound, lines)
    for entry in present {
      if let new = changed.first(where: { $0.key == entry.key }) {
        edits.append((entry.lines, [line(of: entry, with: new.value)]))
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
}

extension YAMLNode {
  fileprivate var scalarText: String { if case .scalar(let text) = content { text } else { "" } }
}

extension String {
  /// The index behind the colon of a key that begins the line, after spaces and dashes; nil where there is none.
  fileprivate var endOfKey: Index? {
    var rest = drop { $0 == " " || $0 == "-" }
    if let quote = rest.first, quote == "\"" || quote == "'" {
      guard let close = rest.dropFirst().firstIndex(of: quote) else { return nil }
      rest = rest[index(after: close)...]
    }
    return rest.firstIndex(of: ":").map(index(after:))
  }
}

extension Substring {
  /// What stands behind the YAML value that this text begins with: spaces and a comment, or nothing.
  fileprivate var afterValue: Substring {
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
        if self[index...].drop(while: { $0 == " " }).first == "#" { return depth == 0 ? self[index...] : "" }
      default: break
      }
      isStart = sign == "[" || sign == "{" || sign == "," || (sign == ":" && depth > 0) || (sign == " " && isStart)
      index = self.index(after: index)
    }
    return ""
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
