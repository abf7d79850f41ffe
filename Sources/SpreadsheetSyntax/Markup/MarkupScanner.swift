/// Takes a document piece by piece: see ``MarkupScanner``.
protocol MarkupHandler {
  /// An element begins.
  mutating func open(_ element: MarkupElement)
  /// Text, of which there may be several pieces in a row; valid during the call.
  mutating func text(_ bytes: UnsafeRawBufferPointer)
  /// An element ends.
  mutating func close(_ name: MarkupName)
  /// Whether the rest of the document is of no interest.
  var isDone: Bool { get }
  /// Takes what stands at the beginning of `bytes`, where a tag begins, if it knows a faster way to read it.
  ///
  /// - Returns: how many bytes it took, all of them whole elements; 0 for none.
  mutating func takeKnown(_ bytes: UnsafeRawBufferPointer) -> Int
}

extension MarkupHandler {
  mutating func takeKnown(_ bytes: UnsafeRawBufferPointer) -> Int { 0 }
}

/// Reads the XML that programs write into workbooks as it is unpacked: elements, attributes, text, and nothing else.
///
/// A document type declaration, the only way to entities and other files, is refused; so is what is not well formed and
/// what is not UTF-8. Nothing is mended. (Over libxml2 the same took more than twice the time: half of reading a sheet
/// went to its dictionary, its validation of names, and the way back into Swift for each of two million tags.)
struct MarkupScanner<Handler: MarkupHandler>: ~Copyable {
  private(set) var handler: Handler
  private let read: (UnsafeMutableRawBufferPointer) throws(WorkbookError) -> Int
  /// The bytes at hand; a tag lies in them as a whole.
  private var window: UnsafeMutableRawBufferPointer
  private var position = 0
  private var end = 0
  private var isAtEnd = false
  /// How many bytes came before the window.
  private var passed = 0
  /// Behind a pointer, as all that is touched for each of millions of tags.
  private let attributes = UnsafeMutablePointer<MarkupElement.Attribute>.allocate(capacity: Self.mostAttributes)
  private var stack = MarkupStack(capacity: Self.deepest)

  private static var windowSize: Int { 1 << 18 }
  private static var longestTag: Int { 1 << 24 }
  private static var deepest: Int { 256 }
  private static var mostAttributes: Int { 1_024 }

  /// - Parameter read: fills a block with the next bytes and says how many; 0 at the end.
  init(_ handler: Handler, read: @escaping (UnsafeMutableRawBufferPointer) throws(WorkbookError) -> Int) {
    self.handler = handler
    self.read = read
    window = .allocate(byteCount: Self.windowSize, alignment: 16)
  }

  deinit {
    window.deallocate()
    attributes.deallocate()
  }

  /// Reads to the end of the document, or until the handler has what it wants.
  ///
  /// - Throws: ``WorkbookError/damaged(_:)`` at the first place that is not well formed, with what is wrong.
  mutating func run() throws(WorkbookError) {
    try checkEncoding()
    while !handler.isDone {
      if position == end {
        if isAtEnd { break }
        try fill()
      } else if window[position] == UInt8(ascii: "<") {
        let taken = handler.takeKnown(bytes(position..<end))
        position += taken
        if taken == 0 { try scanMarkup() }
      } else {
        try scanText()
      }
    }
    if handler.isDone { return }
    if stack.depth > 0 { throw failure("it ends inside of an element") }
    if !stack.wasUsed { throw failure("it holds no element") }
  }

  // MARK: Bytes

  /// Reads on, keeping what was not scanned yet.
  private mutating func fill() throws(WorkbookError) {
    if position > 0 {
      window.copyMemory(from: UnsafeRawBufferPointer(rebasing: window[position..<end]))
      passed += position
      end -= position
      position = 0
    } else if end == window.count {
      guard end < Self.longestTag else { throw failure("a tag has more than \(Self.longestTag >> 20) MiB") }
      let larger = UnsafeMutableRawBufferPointer.allocate(byteCount: window.count * 2, alignment: 16)
      larger.copyMemory(from: UnsafeRawBufferPointer(window))
      window.deallocate()
      window = larger
    }
    let count = try read(UnsafeMutableRawBufferPointer(rebasing: window[end...]))
    end += count
    isAtEnd = count == 0
  }

  /// Reads on in the middle of something.
  private mutating func more() throws(WorkbookError) {
    if isAtEnd { throw failure("it ends in the middle of a tag") }
    try fill()
  }

  private func failure(_ what: String) -> WorkbookError { .damaged("\(what), at byte \(passed + position)") }

  /// The next place of a byte before `limit`; before the end of the bytes at hand unless told.
  private func find(_ byte: UInt8, from start: Int, to limit: Int? = nil) -> Int? {
    var index = start
    let limit = limit ?? end
    while index < limit {
      if window[index] == byte { return index }
      index += 1
    }
    return nil
  }

  private func stands(_ text: StaticString, at start: Int) -> Bool {
    guard start + text.utf8CodeUnitCount <= end else { return false }
    for index in 0..<text.utf8CodeUnitCount where window[start + index] != text.utf8Start[index] { return false }
    return true
  }

  private func bytes(_ range: Range<Int>) -> UnsafeRawBufferPointer {
    UnsafeRawBufferPointer(rebasing: window[range])
  }

  private mutating func checkEncoding() throws(WorkbookError) {
    while end < 4, !isAtEnd { try fill() }
    if stands("\u{FEFF}", at: 0) { position = 3 }
    if end > 1, window[0] == 0 || window[1] == 0 || window[0] >= 0xFE { throw failure("it is not UTF-8") }
  }

  // MARK: Text

  private mutating func scanText() throws(WorkbookError) {
    let mark = find(UInt8(ascii: "<"), from: position)
    let stop = mark ?? end
    guard let reference = find(UInt8(ascii: "&"), from: position, to: stop) else {
      handler.text(bytes(position..<stop))
      position = stop
      return
    }
    if reference > position { handler.text(bytes(position..<reference)) }
    position = reference
    let limit = min(stop, reference + MarkupReference.longest)
    guard let semicolon = find(UInt8(ascii: ";"), from: reference, to: limit) else {
      // The window may have cut it.
      if mark == nil, limit == end, !isAtEnd { return try fill() }
      throw failure("an & stands for nothing")
    }
    guard var character = MarkupReference.character(bytes(reference + 1..<semicolon)) else {
      throw failure("a reference stands for nothing")
    }
    character.withUTF8 { handler.text(UnsafeRawBufferPointer($0)) }
    position = semicolon + 1
  }

  // MARK: Tags

  private mutating func scanMarkup() throws(WorkbookError) {
    guard position + 1 < end else { return try more() }
    switch window[position + 1] {
    case UInt8(ascii: "/"): try scanEnd()
    case UInt8(ascii: "?"): try skip(2, to: "?>")
    case UInt8(ascii: "!"):
      if end - position < 9, !isAtEnd { return try fill() }
      if stands("<!--", at: position) { return try skip(4, to: "-->") }
      if stands("<![CDATA[", at: position) { return try scanCharacters() }
      throw failure("it declares its own type, which could hide or fetch anything")
    default: try scanStart()
    }
  }

  /// Passes over what begins here and ends with `mark`.
  private mutating func skip(_ length: Int, to mark: StaticString) throws(WorkbookError) {
    position += length
    let last = mark.utf8CodeUnitCount - 1
    while true {
      if let found = find(mark.utf8Start[last], from: position + last) {
        let start = found - last
        position = stands(mark, at: start) ? found + 1 : start + 1
        if position == found + 1 { return }
      } else {
        position = max(position, end - last)
        try more()
      }
    }
  }

  private mutating func scanCharacters() throws(WorkbookError) {
    position += 9
    while true {
      guard let found = find(UInt8(ascii: "]"), from: position) else {
        handler.text(bytes(position..<end))
        position = end
        try more()
        continue
      }
      handler.text(bytes(position..<found))
      position = found
      while end - position < 3 { try more() }
      if stands("]]>", at: position) {
        position += 3
        return
      }
      handler.text(bytes(position..<position + 1))
      position += 1
    }
  }

  private mutating func scanEnd() throws(WorkbookError) {
    guard let close = find(UInt8(ascii: ">"), from: position) else { return try more() }
    var last = close
    while last > position + 2, window[last - 1] <= 0x20 { last -= 1 }
    let name = bytes(position + 2..<last)
    guard stack.pop(name) else { throw failure("</\(String(decoding: name, as: UTF8.self))> closes nothing") }
    handler.close(MarkupName(qualified: name))
    position = close + 1
  }

  private mutating func scanStart() throws(WorkbookError) {
    var count = 0
    var index = position + 1
    while index < end, !Self.endsName(window[index]) { index += 1 }
    let nameRange = position + 1..<index
    while true {
      while index < end, window[index] <= 0x20 { index += 1 }
      guard index < end else { return try more() }
      let sign = window[index]
      if sign == UInt8(ascii: ">") || sign == UInt8(ascii: "/") {
        let isEmpty = sign == UInt8(ascii: "/")
        if isEmpty {
          index += 1
          guard index < end else { return try more() }
          guard window[index] == UInt8(ascii: ">") else { throw failure("a tag is broken") }
        }
        return try finish(bytes(nameRange), attributes: count, isEmpty: isEmpty, next: index + 1)
      }
      let start = index
      while index < end, !Self.endsName(window[index]) { index += 1 }
      let attribute = start..<index
      while index < end, window[index] <= 0x20 { index += 1 }
      guard index < end else { return try more() }
      guard window[index] == UInt8(ascii: "="), !attribute.isEmpty else { throw failure("a tag is broken") }
      index += 1
      while index < end, window[index] <= 0x20 { index += 1 }
      guard index < end else { return try more() }
      let quote = window[index]
      guard quote == UInt8(ascii: "\"") || quote == UInt8(ascii: "'") else { throw failure("a tag is broken") }
      guard let last = find(quote, from: index + 1) else { return try more() }
      guard count < Self.mostAttributes else { throw failure("a tag has more than \(Self.mostAttributes) attributes") }
      (attributes + count).initialize(
        to: MarkupElement.Attribute(name: MarkupName(qualified: bytes(attribute)), value: bytes(index + 1..<last)))
      count += 1
      index = last + 1
    }
  }

  private mutating func finish(
    _ name: UnsafeRawBufferPointer, attributes count: Int, isEmpty: Bool, next: Int
  ) throws(WorkbookError) {
    guard !name.isEmpty else { throw failure("a < begins no tag") }
    guard stack.depth < Self.deepest else {
      throw failure("elements lie in one another more than \(Self.deepest) deep")
    }
    let local = MarkupName(qualified: name)
    stack.push(name)
    handler.open(
      MarkupElement(name: local, attributes: UnsafeBufferPointer(start: UnsafePointer(attributes), count: count)))
    if isEmpty {
      _ = stack.pop(name)
      handler.close(local)
    }
    position = next
  }

  @inline(__always) private static func endsName(_ byte: UInt8) -> Bool {
    byte <= 0x20 || byte == UInt8(ascii: ">") || byte == UInt8(ascii: "=") || byte == UInt8(ascii: "/")
  }
}

/// The elements that are open, each by a hash of its name (FNV-1): enough to tell that a tag closes another.
private struct MarkupStack: ~Copyable {
  private let marks: UnsafeMutablePointer<UInt64>
  private(set) var depth = 0
  private(set) var wasUsed = false

  init(capacity: Int) { marks = .allocate(capacity: capacity) }

  deinit { marks.deallocate() }

  mutating func push(_ name: UnsafeRawBufferPointer) {
    wasUsed = true
    marks[depth] = Self.mark(name)
    depth += 1
  }

  /// Closes the innermost element; false where it has another name.
  mutating func pop(_ name: UnsafeRawBufferPointer) -> Bool {
    guard depth > 0, marks[depth - 1] == Self.mark(name) else { return false }
    depth -= 1
    return true
  }

  @inline(__always) private static func mark(_ name: UnsafeRawBufferPointer) -> UInt64 {
    var mark = UInt64(name.count)
    for byte in name { mark = mark &* 0x100_0000_01B3 ^ UInt64(byte) }
    return mark
  }
}
