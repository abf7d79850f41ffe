extension VCardReader {
  /// Reads the next property if its head is the expected one; false where it is another.
  @inline(__always)
  mutating func readExpectedProperty() -> Bool {
    let headNumber = heads.expected(at: scanner.base + scanner.position, room: scanner.count - scanner.position)
    guard headNumber != 0 else { return false }
    let known = heads[headNumber]
    let number = scanner.line
    let first = scanner.peek(behind: Int(known.head.colon) + 1)
    scanner.pass(first)
    finishProperty(first, known.head, known.encoding, headNumber: headNumber, number: number)
    return true
  }

  /// Reads the property that begins with the line `first`, with the lines that go on with it.
  @inline(never)
  mutating func readProperty(_ first: LineScanner.Line) {
    let number = scanner.line
    scanner.pass(first)
    let start = scanner.base + first.start
    let count = first.end - first.start
    let whole = PropertyHead(start, count: count)
    // A long head is folded before its colon, or inside of the quotation marks around a parameter.
    guard let head = whole, !head.isQuoteOpen || !scanner.findContinuation() else {
      if scanner.findContinuation() {
        guard let text = unfolded(first, number: number) else { return }
        if let base = text.baseAddress?.assumingMemoryBound(to: UInt8.self),
          let head = PropertyHead(base, count: text.count)
        {
          add(text, head, VCardProperty.encoding(of: text, head), number: number)
          return
        }
        join(text, number: number)
      } else if let text = finishedLabel(first, number: number) {
        if let base = text.baseAddress?.assumingMemoryBound(to: UInt8.self),
          let head = PropertyHead(base, count: text.count)
        {
          return add(text, head, VCardProperty.encoding(of: text, head), number: number)
        }
        join(text, number: number)
      } else {
        join(UnsafeRawBufferPointer(start: start, count: count), number: number)
      }
      return
    }
    let text = UnsafeRawBufferPointer(start: start, count: count)
    if head.isMark(of: text) {
      finishProperty(first, head, VCardProperty.encoding(of: text, head), number: number)
    } else {
      let headNumber = heads.learn(head, at: start, room: scanner.count - first.start)
      let encoding = headNumber != 0 ? heads[headNumber].encoding : VCardProperty.encoding(of: text, head)
      finishProperty(first, head, encoding, headNumber: headNumber, number: number)
    }
  }

  /// Reads the lines that go on with the line `first`, whose head is read already.
  @inline(__always)
  private mutating func finishProperty(
    _ first: LineScanner.Line, _ head: PropertyHead, _ encoding: VCardProperty.Encoding, headNumber: Int = 0,
    number: Int
  ) {
    let start = scanner.base + first.start
    let count = first.end - first.start
    var text = UnsafeRawBufferPointer(start: start, count: count)
    if encoding == .quotedPrintable, start[count - 1] == 0x3D {
      guard let gathered = softlyUnbroken(first, number: number) else { return }
      text = gathered
    } else if scanner.findContinuation() {
      guard let gathered = unfolded(first, number: number) else { return }
      text = gathered
    } else if count > limits.propertyBytes {
      note(.propertyOversized, line: number)
      return
    }
    add(text, head, encoding, headNumber: headNumber, number: number)
  }

  /// The line with those that the `=` at its end goes on with, where that stands in a label among its types.
  private mutating func finishedLabel(_ first: LineScanner.Line, number: Int) -> UnsafeRawBufferPointer? {
    let text = scanner.text(first)
    guard text.last == 0x3D else { return nil }
    var start = 0
    while let semicolon = text.position(of: 0x3B, from: start) {
      start = semicolon + 1
      if VCardProperty.isEncodedLabel(UnsafeRawBufferPointer(rebasing: text[start...])) {
        return softlyUnbroken(first, number: number)
      }
    }
    return nil
  }

  /// The line with those that white space marks as its continuation; nil, told, where it is too large.
  private mutating func unfolded(_ first: LineScanner.Line, number: Int) -> UnsafeRawBufferPointer? {
    arena.begin()
    var isOversized = !gather(from: first.start, to: first.end)
    while scanner.findContinuation() {
      let next = scanner.peek()
      scanner.pass(next)
      if !isOversized { isOversized = !gather(from: next.start + 1, to: next.end) }
    }
    return gathered(isOversized, number: number)
  }

  /// The line with those that a `=` at its end goes on with; nil, told, where it is too large.
  private mutating func softlyUnbroken(_ first: LineScanner.Line, number: Int) -> UnsafeRawBufferPointer? {
    arena.begin()
    var isOversized = !gather(from: first.start, to: first.end)
    var last = first
    while !scanner.isAtEnd {
      var next = scanner.peek()
      if last.end > last.start, scanner.base[last.end - 1] == 0x3D {
        // A card's end is the end, whatever a broken line promised.
        guard next.end > next.start else { break }
        guard scanner.mark(&next) == .none else {
          note(.quotedPrintableOpen, line: number)
          break
        }
        if !isOversized {
          arena.dropLast()
          isOversized = !gather(from: next.start, to: next.end)
        }
      } else if scanner.findContinuation() {
        if !isOversized { isOversized = !gather(from: next.start + 1, to: next.end) }
      } else {
        break
      }
      scanner.pass(next)
      last = next
    }
    if scanner.isAtEnd, last.end > last.start, scanner.base[last.end - 1] == 0x3D {
      note(.quotedPrintableOpen, line: number)
    }
    // What nothing follows must not take along what stands behind it where it is written again.
    while last.end > last.start, scanner.base[last.end - 1] == 0x3D {
      arena.dropLast()
      last.end -= 1
    }
    return gathered(isOversized, number: number)
  }

  /// Collects bytes of the input; false where the text became too large.
  private mutating func gather(from start: Int, to end: Int) -> Bool {
    guard end > start else { return true }
    guard arena.length + end - start <= limits.propertyBytes else {
      arena.discard()
      return false
    }
    arena.append(scanner.base + start, end - start)
    return true
  }

  private mutating func gathered(_ isOversized: Bool, number: Int) -> UnsafeRawBufferPointer? {
    guard isOversized else { return arena.finish() }
    note(.propertyOversized, line: number)
    return nil
  }

  /// Takes a whole content line as a property of the card.
  @inline(__always)
  private mutating func add(
    _ text: UnsafeRawBufferPointer, _ head: PropertyHead, _ encoding: VCardProperty.Encoding, headNumber: Int = 0,
    number: Int
  ) {
    guard properties.count < limits.properties else {
      if properties.count == limits.properties, problems.last?.kind != .tooManyProperties {
        note(.tooManyProperties, line: number)
      }
      return
    }
    var property = VCardProperty(text, head, encoding, headNumber: headNumber, line: number)
    if encoding == .quotedPrintable || !isValid || hasControls { decode(&property) }
    if heads[headNumber].isOrdinary { return properties.append(property) }
    if head.isQuoteOpen { note(.quoteOpen, line: number) }
    // What is in mind is no mark.
    if headNumber == 0, property.parts.isMark(of: property.text),
      property.value.trimmed.equals("VCARD") || LineScanner.joint(in: property.value) != nil
    {
      return note(.lineStray, line: number)
    }
    if property.name.count == 7, versionText == nil, property.name.equals("VERSION") {
      versionText = property.value.trimmed
    }
    properties.append(property)
    if property.opensCard { readAgent(from: property.value) }
  }

  /// Takes a line that is no property as more text of the property above it.
  private mutating func join(_ line: UnsafeRawBufferPointer, number: Int) {
    let text = line.trimmed
    if text.isEmpty { return }
    // A name that nothing follows says nothing, and would spoil the property above.
    guard !Self.isTelling(text), var last = properties.popLast() else { return note(.lineStray, line: number) }
    guard last.encoding != .quotedPrintable, last.isPlain, last.text.count + text.count < limits.propertyBytes else {
      properties.append(last)
      return note(.lineStray, line: number)
    }
    if problems.last.map({ $0.kind != .lineJoined || $0.line < last.line }) ?? true {
      note(.lineJoined, line: number)
    }
    let valueStart = last.text.count - last.value.count
    arena.resume(last.text)
    if last.encoding != .base64 { arena.append(0x0A) }
    if isValid || text.isUTF8 {
      if hasControls, text.hasControls {
        noteControls(in: text, line: number)
        arena.appendWithoutControls(text)
      } else {
        arena.append(text)
      }
    } else {
      if arena.appendRepaired(text) > 0 { note(.undecodable, line: number) }
    }
    last.text = arena.finish()
    last.value = UnsafeRawBufferPointer(rebasing: last.text[valueStart...])
    properties.append(last)
  }

  /// Reads the card that is the value of the `AGENT` property above it (vCard 2.1, section 2.4.1), or that begins in its
  /// line with `opening`.
  ///
  /// Cards in that card, however deep, are part of its text: their depth is counted, not followed.
  mutating func readAgent(from opening: UnsafeRawBufferPointer? = nil) {
    // What was unfolded or decoded does not stand in front of the lines that follow.
    let bytes = UnsafeRawPointer(scanner.base)..<UnsafeRawPointer(scanner.base + scanner.position)
    let begun = opening.flatMap { $0.baseAddress }.map { bytes.contains($0) ? $0 - bytes.lowerBound : -1 }
    guard begun != -1, let property = properties.popLast() else { return }
    let start = begun ?? scanner.position
    var end = scanner.position
    var depth = begun == nil ? 0 : 1
    var deepest = depth
    var isAgent = begun == nil
    while !scanner.isAtEnd {
      var next = scanner.peek()
      let mark = scanner.mark(&next)
      // A card that no AGENT announces is a neighbour, not part of this one.
      if mark == .begin, !isAgent {
        note(.agentOpen, line: property.line)
        break
      }
      passMark(next)
      if next.end > next.start {
        isAgent = mark == .none && scanner.announcesAgent(next)
        end = next.end
      }
      if mark == .begin { depth += 1 }
      deepest = max(deepest, depth)
      if mark == .end {
        depth -= 1
        if depth == 0 { break }
      }
    }
    if deepest > Limits.agentDepth { note(.agentDeep, line: property.line) }
    if depth > 0, scanner.isAtEnd { note(.agentOpen, line: property.line) }
    guard end - start <= limits.propertyBytes else { return note(.propertyOversized, line: property.line) }
    var whole = property
    if begun != nil { whole.replaceText(UnsafeRawBufferPointer(rebasing: whole.text.dropLast(whole.value.count))) }
    whole.value = UnsafeRawBufferPointer(start: scanner.base + start, count: end - start)
    if !isValid, !whole.value.isUTF8 {
      arena.begin()
      if arena.appendRepaired(whole.value) > 0 { note(.undecodable, line: property.line) }
      whole.value = arena.finish()
    }
    if hasControls, whole.value.hasControls {
      noteControls(in: whole.value, line: property.line)
      arena.begin()
      arena.appendWithoutControls(whole.value)
      whole.value = arena.finish()
    }
    properties.append(whole)
  }
}

extension LineScanner {
  /// Whether the line is an `AGENT` property without a value, so that a card must follow.
  fileprivate func announcesAgent(_ line: Line) -> Bool {
    let text = text(line).trimmed
    return text.last == 0x3A && UnsafeRawBufferPointer(rebasing: text.prefix(5)).equals("AGENT")
  }
}

extension Arena {
  /// Goes on collecting `text`: where it stands, if it was the last that was collected, else in a copy.
  fileprivate mutating func resume(_ text: UnsafeRawBufferPointer) {
    if isLast(text) { return reopen(text.count) }
    begin()
    if let base = text.baseAddress { append(base.assumingMemoryBound(to: UInt8.self), text.count) }
  }
}

extension VCardProperty {
  /// Whether it is an `AGENT` whose card begins in its line.
  fileprivate var opensCard: Bool {
    guard name.count == 5, name[0] | 0x20 == 0x61, name[1] | 0x20 == 0x67 else { return false }
    return name.equals("AGENT") && encoding == .none && value.trimmed.equals("BEGIN:VCARD")
  }
}

extension PropertyHead {
  /// Whether the head of `text` is `BEGIN` or `END`. Where `VCARD` follows, which is no mark of a card as it stands, because
  /// of parameters, an encoding or control characters, it would be one where it is written again.
  fileprivate func isMark(of text: UnsafeRawBufferPointer) -> Bool {
    let name = UnsafeRawBufferPointer(rebasing: text[Int(nameStart)..<Int(nameEnd)])
    return name.equals("END") || name.equals("BEGIN")
  }
}
