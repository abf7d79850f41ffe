package import Contacts
package import YAMLSyntax

/// A mapping of a YAML file that people write, read key by key; every complaint tells line and column.
package struct Section {
  package let file: String
  package let node: YAMLNode
  private let code: DiagnosticCode
  private let entries: [(key: YAMLNode, value: YAMLNode)]

  /// The section at `node`, which may hold the keys `known` only (any, where nil); `code` is that of all complaints.
  package init(
    _ node: YAMLNode, of name: String, in file: String, code: DiagnosticCode = .descriptorInvalid, known: [String]?
  ) throws(Failure) {
    self.file = file
    self.node = node
    self.code = code
    guard case .mapping(let entries) = node.content else {
      throw Failure(code, "\(name) must be keys with values", file: file, line: node.line, column: node.column)
    }
    self.entries = entries
    guard let known else { return }
    for (key, _) in entries {
      let word = key.scalar ?? ""
      if !known.contains(word) {
        throw failure(DescriptorMistake.unknown("key", word, among: known).what, at: key)
      }
    }
  }

  package subscript(key: String) -> YAMLNode? {
    entries.first { $0.key.scalar == key }?.value
  }

  package var all: [(key: YAMLNode, value: YAMLNode)] { entries }

  package func text(_ key: String) throws(Failure) -> String? {
    guard let value = self[key] else { return nil }
    guard let text = value.scalar else { throw failure("\(key) must be a text", at: value) }
    return text
  }

  package func required(_ key: String) throws(Failure) -> String {
    guard let text = try text(key) else { throw failure("the key \"\(key)\" is missing", at: node) }
    guard !text.isEmpty else { throw failure("\(key) says nothing", at: self[key] ?? node) }
    return text
  }

  package func texts(_ key: String) throws(Failure) -> [String] {
    guard let value = self[key] else { return [] }
    if let text = value.scalar { return [text] }
    guard case .sequence(let items) = value.content else {
      throw failure("\(key) must be a list: [a, b]", at: value)
    }
    var result: [String] = []
    for item in items {
      guard let text = item.scalar else { throw failure("\(key) must be a list of texts", at: item) }
      result.append(text)
    }
    return result
  }

  /// The items of a list; none where the key is absent.
  package func items(_ key: String) throws(Failure) -> [YAMLNode] {
    guard let value = self[key] else { return [] }
    guard case .sequence(let items) = value.content else { throw failure("\(key) must be a list", at: value) }
    return items
  }

  /// The section under `key`; nil where there is none.
  package func section(_ key: String, known: [String]?) throws(Failure) -> Section? {
    guard let value = self[key] else { return nil }
    return try Section(value, of: key, in: file, code: code, known: known)
  }

  package func number(_ key: String) throws(Failure) -> Int? {
    guard let text = try text(key) else { return nil }
    guard let number = Int(text), number >= 0 else {
      throw failure("\(key) must be a whole number, not \"\(text)\"", at: self[key] ?? node)
    }
    return number
  }

  package func truth(_ key: String) throws(Failure) -> Bool? {
    guard let text = try text(key) else { return nil }
    switch text {
    case "true": return true
    case "false": return false
    default: throw failure("\(key) must be true or false, not \"\(text)\"", at: self[key] ?? node)
    }
  }

  /// One of the cases of an enumeration, by its raw value.
  package func choice<Choice: RawRepresentable<String> & CaseIterable>(
    _ key: String, of type: Choice.Type, called noun: String
  ) throws(Failure) -> Choice? {
    guard let text = try text(key) else { return nil }
    return try choice(text, of: type, called: noun, at: self[key] ?? node)
  }

  func choices<Choice: RawRepresentable<String> & CaseIterable>(
    _ key: String, of type: Choice.Type, called noun: String
  ) throws(Failure) -> [Choice] {
    var result: [Choice] = []
    for text in try texts(key) {
      result.append(try choice(text, of: type, called: noun, at: self[key] ?? node))
    }
    return result
  }

  private func choice<Choice: RawRepresentable<String> & CaseIterable>(
    _ text: String, of type: Choice.Type, called noun: String, at place: YAMLNode
  ) throws(Failure) -> Choice {
    guard let choice = Choice(rawValue: text) else {
      throw failure(DescriptorMistake.unknown(noun, text, among: type.allCases.map(\.rawValue)).what, at: place)
    }
    return choice
  }

  /// A complaint about a place in the section.
  package func failure(_ what: String, at place: YAMLNode) -> Failure {
    Failure(code, what, file: file, line: place.line, column: place.column)
  }
}

extension YAMLNode {
  /// The text of a scalar; nil for a sequence or mapping.
  package var scalar: String? {
    if case .scalar(let text) = content { text } else { nil }
  }
}
