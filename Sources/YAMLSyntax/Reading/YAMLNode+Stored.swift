/// Values as a build keeps them of files that it knows: read many times faster than YAML, and without places.
extension YAMLNode {
  /// The bytes that part what a stored value holds.
  private enum Mark {
    static let mapping: UInt8 = 1
    static let sequence: UInt8 = 2
    static let end: UInt8 = 3
    static let scalar: UInt8 = 4
  }

  /// The value as ``init(stored:)`` reads it.
  ///
  /// - Throws: ``YAMLError`` at a text that holds one of the bytes that part values.
  package func stored() throws(YAMLError) -> String {
    func mark(_ byte: UInt8) -> String { String(Unicode.Scalar(byte)) }
    var text = ""
    switch content {
    case .scalar(let scalar):
      if scalar.utf8.contains(where: { $0 <= Mark.scalar }) {
        throw YAMLError(message: "a text holds a control character", line: line, column: column)
      }
      return mark(Mark.scalar) + scalar
    case .sequence(let items):
      for item in items { text += try item.stored() }
      return mark(Mark.sequence) + text + mark(Mark.end)
    case .mapping(let entries):
      for (key, value) in entries { text += try key.stored() + value.stored() }
      return mark(Mark.mapping) + text + mark(Mark.end)
    }
  }

  /// The value with everything in it at one place: that of the words by which somebody takes it over.
  package func placed(line: Int, column: Int) -> YAMLNode {
    let content: Content =
      switch content {
      case .scalar: content
      case .sequence(let items): .sequence(items.map { $0.placed(line: line, column: column) })
      case .mapping(let entries):
        .mapping(
          entries.map { ($0.key.placed(line: line, column: column), $0.value.placed(line: line, column: column)) })
      }
    return YAMLNode(content: content, line: line, column: column)
  }

  /// A value that ``stored`` gave, at no place of any file.
  package init(stored: StaticString) {
    var rest = UnsafeBufferPointer(start: stored.utf8Start, count: stored.utf8CodeUnitCount)[...]
    self.init(takingFrom: &rest)
  }

  private init(takingFrom rest: inout Slice<UnsafeBufferPointer<UInt8>>) {
    let mark = rest.popFirst()
    var items: [YAMLNode] = []
    var entries: [(key: YAMLNode, value: YAMLNode)] = []
    switch mark {
    case Mark.mapping:
      while let next = rest.first, next != Mark.end {
        let key = YAMLNode(takingFrom: &rest)
        entries.append((key, YAMLNode(takingFrom: &rest)))
      }
      rest = rest.dropFirst()
      self.init(content: .mapping(entries), line: 0, column: 0)
    case Mark.sequence:
      while let next = rest.first, next != Mark.end { items.append(YAMLNode(takingFrom: &rest)) }
      rest = rest.dropFirst()
      self.init(content: .sequence(items), line: 0, column: 0)
    default:
      let end = rest.firstIndex { $0 <= Mark.scalar } ?? rest.endIndex
      let text = String(decoding: UnsafeBufferPointer(rebasing: rest[..<end]), as: UTF8.self)
      rest = rest[end...]
      self.init(content: .scalar(text), line: 0, column: 0)
    }
  }
}
