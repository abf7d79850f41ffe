/// A value of a small YAML file that people write, such as a descriptor, with its place for messages.
///
/// ```swift
/// let node = try YAMLNode.parse(bytes)
/// if case .mapping(let entries) = node.content { … }
/// ```
///
/// Every scalar is a text; what it means is for the caller to say. Anchors, aliases, tags, second documents and
/// repeated keys are refused.
package struct YAMLNode: Sendable {
  /// What the value is.
  package enum Content: Sendable {
    case scalar(String)
    case sequence([YAMLNode])
    case mapping([(key: YAMLNode, value: YAMLNode)])
  }

  /// What the value is.
  package let content: Content
  /// The line that it begins on, from 1.
  package let line: Int
  /// The column that it begins at, in characters from 1.
  package let column: Int

  /// The largest file that is read into nodes, in bytes.
  static let maximumSize = 4 << 20

  /// Reads a document; an empty one is an empty mapping.
  ///
  /// - Throws: ``YAMLError`` with the place of the first mistake.
  package static func parse(_ bytes: UnsafeRawBufferPointer) throws(YAMLError) -> YAMLNode {
    guard bytes.count <= maximumSize else {
      throw YAMLError(message: "the file is larger than 4 MiB", line: 1, column: 1)
    }
    let reader = LibYAML(bytes, firstLine: 1)
    guard try reader.openDocument() else { return YAMLNode(content: .mapping([]), line: 1, column: 1) }
    var events = YAMLEvents()
    _ = try reader.nextValue(into: &events)
    try reader.close()
    var index = 0
    return try YAMLNode(events, at: &index)
  }

  /// Reads a document; an empty one is an empty mapping.
  package static func parse(_ bytes: [UInt8]) throws(YAMLError) -> YAMLNode {
    try bytes.withUnsafeBufferPointer { (bytes) throws(YAMLError) in try parse(UnsafeRawBufferPointer(bytes)) }
  }

  /// A value that was put together from others.
  package init(content: Content, line: Int, column: Int) {
    self.content = content
    self.line = line
    self.column = column
  }

  private init(_ events: YAMLEvents, at index: inout Int) throws(YAMLError) {
    (line, column) = events.place(at: index)
    let kind = events[index].kind
    index += 1
    switch kind {
    case .openSequence:
      var items: [YAMLNode] = []
      while events[index].kind != .closeSequence { items.append(try YAMLNode(events, at: &index)) }
      index += 1
      content = .sequence(items)
    case .openMapping:
      var entries: [(key: YAMLNode, value: YAMLNode)] = []
      var lines: [String: Int] = [:]
      while events[index].kind != .closeMapping {
        let key = try YAMLNode(events, at: &index)
        guard case .scalar(let text) = key.content else {
          throw YAMLError(message: "a key must be a text", line: key.line, column: key.column)
        }
        if let first = lines.updateValue(key.line, forKey: text) {
          throw YAMLError(
            message: "the key \"\(text)\" is given twice, here and on line \(first)", line: key.line,
            column: key.column)
        }
        entries.append((key, try YAMLNode(events, at: &index)))
      }
      index += 1
      content = .mapping(entries)
    default: content = .scalar(events.text(at: index - 1))
    }
  }
}
