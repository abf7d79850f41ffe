import VCardSyntax

/// What texts mean that a book of addresses says over and over, such as the types of its numbers.
struct WordMemory<Meaning> {
  private var entries: [(text: [UInt8], meaning: Meaning)] = []
  private static var most: Int { 32 }
  private static var longest: Int { 128 }

  /// What a text means; nil where it is not known yet.
  subscript(text: UnsafeRawBufferPointer) -> Meaning? {
    for index in entries.indices where entries[index].text.count == text.count {
      if entries[index].text.withUnsafeBytes({ $0.isSame(as: text) }) { return entries[index].meaning }
    }
    return nil
  }

  /// Keeps in mind what a text means, if it is short enough to come again.
  mutating func learn(_ text: UnsafeRawBufferPointer, _ meaning: Meaning) {
    guard text.count <= Self.longest else { return }
    if entries.count == Self.most { entries.removeAll(keepingCapacity: true) }
    entries.append((Array(text), meaning))
  }
}
