import YAMLSyntax

/// A place among the events of an item, moved by whoever reads them.
struct YAMLCursor {
  let events: YAMLEvents
  private(set) var index = 0

  init(_ events: YAMLEvents) { self.events = events }

  var isScalar: Bool { events[index].kind == .scalar }

  /// Whether nothing is here, which is written as no text, `~` or `null`.
  var isAbsent: Bool {
    guard isScalar, events[index].isPlain else { return false }
    return events.withText(at: index) { text in
      switch text.count {
      case 0: true
      case 1: text[0] == 0x7E
      case 4:
        ["null", "Null", "NULL"].contains { text.elementsEqual($0.utf8) }
      default: false
      }
    }
  }

  /// Steps over the value.
  mutating func skip() { index = events.end(of: index) }

  /// The text here; empty where nothing is.
  mutating func text() throws(YAMLError) -> String {
    guard isScalar else { throw mistake("a text is expected here, not a list or keys", at: index) }
    defer { index += 1 }
    return isAbsent ? "" : events.text(at: index)
  }

  /// The texts of a list, or the one text here.
  mutating func texts() throws(YAMLError) -> [String] {
    if isAbsent {
      skip()
      return []
    }
    if isScalar { return [try text()] }
    guard events[index].kind == .openSequence else { return [flattened()] }
    var texts: [String] = []
    index += 1
    while events[index].kind != .closeSequence {
      if isScalar { texts.append(try text()) } else { texts.append(flattened()) }
    }
    index += 1
    return texts
  }

  /// One of the cases of an enumeration.
  mutating func choice<Choice: RawRepresentable<String> & CaseIterable>(
    _ type: Choice.Type
  ) throws(YAMLError) -> Choice {
    let place = index
    let word = try text()
    guard let choice = Choice(rawValue: word) else {
      throw mistake(DescriptorMistake.unknown("kind", word, among: type.allCases.map(\.rawValue)).what, at: place)
    }
    return choice
  }

  /// Calls `body` before every item of the list here; a single value is a list of one.
  mutating func eachItem(_ body: (inout YAMLCursor) throws(YAMLError) -> Void) throws(YAMLError) {
    if isAbsent { return skip() }
    guard events[index].kind == .openSequence else { return try body(&self) }
    index += 1
    while events[index].kind != .closeSequence { try body(&self) }
    index += 1
  }

  /// Calls `body` before the value of every entry of the mapping here, with the key's index.
  mutating func eachEntry(
    of what: String, _ body: (inout YAMLCursor, _ key: Int) throws(YAMLError) -> Void
  ) throws(YAMLError) {
    guard events[index].kind == .openMapping else {
      throw mistake("\(what) must be keys with values", at: index)
    }
    index += 1
    while events[index].kind != .closeMapping {
      let key = index
      guard isScalar else { throw mistake("a key must be a text", at: key) }
      index += 1
      try body(&self, key)
    }
    index += 1
  }

  func mistake(_ message: String, at index: Int) -> YAMLError {
    let (line, column) = events.place(at: index)
    return YAMLError(message: message, line: line, column: column)
  }

  /// Whatever is here as one text of YAML's flow style.
  private mutating func flattened() -> String {
    var yaml = YAMLWriter()
    index = yaml.flow(events, at: index)
    return String(decoding: yaml.take(), as: UTF8.self)
  }
}
