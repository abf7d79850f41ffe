/// The items of a big sequence, one by one: a file of contacts.
///
/// ```swift
/// let file = YAMLItems.File(bytes)
/// for part in 0..<file.partCount {              // at the same time, if you like
///   var items = file.items(ofPart: part)
///   var events = YAMLEvents()
///   while try items.next(into: &events) { … }
/// }
/// ```
///
/// A sequence whose items begin at column 0 falls apart at the lines that begin with `- `: no text of block style can
/// hold such a line. Each item is read by itself, first as our own writer spells it (``CanonicalItem``), else by
/// libyaml; so a mistake costs one item, and the next call goes on behind it. Everything else that YAML can say (an
/// indented sequence, JSON, `- ` inside brackets) is read by libyaml from start to end.
package struct YAMLItems {
  /// A file cut into parts of whole items.
  package struct File: Sendable {
    private struct Part {
      let range: Range<Int>
      let firstLine: Int
    }

    nonisolated(unsafe) private let bytes: UnsafeRawBufferPointer
    private let parts: [Part]
    /// Whether items begin at column 0, so that each stands for itself.
    package let isSplit: Bool

    /// How many parts there are; at least 1, and dependent on the bytes only.
    package var partCount: Int { parts.count }

    /// Finds the parts, in time linear in the bytes, which must outlive the file and what is read from it.
    package init(_ bytes: UnsafeRawBufferPointer, partSize: Int = 4 << 20) {
      self.bytes = bytes
      var start = 0
      var line = 1
      isSplit = bytes.skipPrologue(&start, &line)
      var parts: [Part] = []
      while isSplit, bytes.count - start > partSize {
        let end = bytes.itemStart(from: start + partSize)
        parts.append(Part(range: start..<end, firstLine: line))
        line += bytes.lineCount(in: start..<end)
        start = end
      }
      if parts.isEmpty || start < bytes.count { parts.append(Part(range: start..<bytes.count, firstLine: line)) }
      self.parts = parts
    }

    /// The items of a part.
    package func items(ofPart part: Int) -> YAMLItems {
      YAMLItems(bytes, range: parts[part].range, firstLine: parts[part].firstLine, isSplit: isSplit)
    }
  }

  private let bytes: UnsafeRawBufferPointer
  private let isSplit: Bool
  private var position: Int
  private var line: Int
  /// libyaml where it is reading a stretch of items, and where that ends.
  private var reader: LibYAML?
  /// The bytes and first line of the item that ``next(into:)`` delivered or failed at; a whole stretch where the file
  /// cannot be split.
  package private(set) var source: UnsafeRawBufferPointer
  /// The line that ``source`` begins on.
  package private(set) var sourceLine: Int
  /// Whether canonical items are left to libyaml too: for tests of the one against the other.
  package var isSlow = false

  private init(_ bytes: UnsafeRawBufferPointer, range: Range<Int>, firstLine: Int, isSplit: Bool) {
    self.bytes = UnsafeRawBufferPointer(rebasing: bytes[..<range.upperBound])
    self.isSplit = isSplit
    position = range.lowerBound
    line = firstLine
    source = UnsafeRawBufferPointer(rebasing: bytes[range.lowerBound..<range.lowerBound])
    sourceLine = firstLine
  }

  /// Fills `events` with the next item; false behind the last.
  ///
  /// - Throws: ``YAMLError`` where an item is no YAML. The next call goes on behind it; where items cannot be told
  ///   apart, there is nothing behind it.
  package mutating func next(into events: inout YAMLEvents) throws(YAMLError) -> Bool {
    while true {
      if let reader {
        do {
          if try reader.nextValue(into: &events) { return true }
          try reader.close()
          self.reader = nil
        } catch {
          self.reader = nil
          throw error
        }
      }
      guard position < bytes.count else { return false }
      if isSplit, !isSlow, let found = CanonicalItem.read(bytes, at: position, line: line, into: &events) {
        source = UnsafeRawBufferPointer(rebasing: bytes[position..<found.end])
        sourceLine = line
        (position, line) = found
        return true
      }
      let end = isSplit ? bytes.itemStart(from: position + 1) : bytes.count
      source = UnsafeRawBufferPointer(rebasing: bytes[position..<end])
      sourceLine = line
      line += bytes.lineCount(in: position..<end)
      position = end
      guard source.count <= LibYAML.maximumSize || !isSplit else {
        throw YAMLError(message: "an item is larger than 32 MiB", line: sourceLine, column: 1)
      }
      let reader = LibYAML(source, firstLine: sourceLine)
      guard try reader.openDocument() else { continue }
      if try reader.openSequence(orThrow: "a list is expected here, each item with a dash (-) before it") {
        self.reader = reader
      }
    }
  }
}

extension UnsafeRawBufferPointer {
  /// Steps over what may stand before the first item: a byte order mark, comments, blank lines and `---`. Whether an
  /// item at column 0 follows.
  fileprivate func skipPrologue(_ start: inout Int, _ line: inout Int) -> Bool {
    var position = starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0
    var lines = 1
    while position < count {
      if isItem(at: position) {
        (start, line) = (position, lines)
        return true
      }
      let end = self[position...].firstIndex(of: 0x0A) ?? count
      let content = self[position..<end].drop { $0 == 0x20 }.prefix { $0 != 0x0D }
      guard content.isEmpty || content.first == 0x23 || content.elementsEqual("---".utf8) else { return false }
      position = end + 1
      lines += 1
    }
    return false
  }

  private func isItem(at index: Int) -> Bool {
    guard self[index] == 0x2D else { return false }
    return index + 1 == count || [0x20, 0x0A, 0x0D].contains(self[index + 1])
  }

  /// The first start of a line at or behind `index` that begins an item; the end where there is none.
  fileprivate func itemStart(from index: Int) -> Int {
    var position = index
    while position < count {
      guard let end = self[(position - 1)...].firstIndex(of: 0x0A) else { return count }
      position = end + 1
      if position < count, isItem(at: position) { return position }
      position += 1
    }
    return count
  }

  fileprivate func lineCount(in range: Range<Int>) -> Int {
    var lines = 0
    for byte in UnsafeRawBufferPointer(rebasing: self[range]) where byte == 0x0A { lines += 1 }
    return lines
  }
}
