/// Values as a build keeps them of files that it knows: read many times faster than YAML, and without places.
extension YAMLNode {
  /// The bytes that part what a stored value holds; in no text of YAML is any of them.
  private enum Mark {
    static let mapping: UInt8 = 1
    static let sequence: UInt8 = 2
    static let end: UInt8 = 3
    static let scalar: UInt8 = 4
  }

  /// The value as ``init(stored:)`` reads it.
  package var stored: String {
    func mark(_ byte: UInt8) -> String { String(Unicode.Scalar(byte)) }
    switch content {
    case .scalar(let text): return mark(Mark.scalar) + text
    case .sequence(let items): return mark(Mark.sequence) + items.map(\.stored).joined() + mark(Mark.end)
    case .mapping(let entries):
      return mark(Mark.mapping) + entries.map { $0.key.stored + $0.value.stored }.joined() + mark(Mark.end)
    }
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
