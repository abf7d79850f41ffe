/// What stands between the bytes of a property in the file and its text.
extension VCardReader {
  /// Undoes quoted-printable and the character set, and removes control characters.
  mutating func decode(_ property: inout VCardProperty) {
    if hasControls, property.text.hasControls, !property.isShifted { removeControls(fromLineOf: &property) }
    let column = property.text.count - property.value.count + 1
    let raw = property.value
    if property.encoding == .quotedPrintable {
      arena.begin()
      if !arena.appendQuotedPrintable(raw) { note(.quotedPrintableBroken, line: property.line, column: column) }
      property.value = arena.finish()
    }
    if !property.value.isASCII || property.isShifted { decodeCharacters(of: &property, column: column) }
    if property.value.hasControls {
      noteControls(in: property.value, line: property.line, column: column)
      arena.begin()
      arena.appendWithoutControls(property.value)
      property.value = arena.finish()
      if property.encoding == .none { rewriteText(of: &property) }
    }
    // The line itself may hold what is no UTF-8 where its value, decoded, is: in its head, or in quoted-printable.
    if !isValid, !property.text.isUTF8 { rewriteText(of: &property) }
  }

  /// Makes a value UTF-8: from the character set that its parameter names, else from the fallback.
  private mutating func decodeCharacters(of property: inout VCardProperty, column: Int) {
    let isUTF8 = property.value.isUTF8
    var name = property.parameter("CHARSET") ?? UnsafeRawBufferPointer(start: nil, count: 0)
    // Text that is valid UTF-8 is hardly ever anything else, whatever its parameter says.
    if isUTF8, name.isEmpty || property.encoding == .none && !property.isShifted || name.equals("UTF-8") { return }
    arena.begin()
    let replaced = fallback.withUnsafeBytes { fallback in
      if name.isEmpty || name.equals("UTF-8") {
        // What is called UTF-8 and is so but for a few bytes was cut or damaged.
        let isDamaged = !name.isEmpty && property.value.hasUTF8
        name = isDamaged ? UnsafeRawBufferPointer(start: nil, count: 0) : fallback
        usesFallback = usesFallback || !isDamaged
      }
      return name.isEmpty ? nil : characterSets.decode(property.value, from: name, into: &arena)
    }
    if let replaced {
      if replaced > 0 { note(.undecodable, line: property.line, column: column) }
    } else {
      if !name.isEmpty { note(.charsetUnknown, line: property.line) }
      if arena.appendRepaired(property.value) > 0 { note(.undecodable, line: property.line, column: column) }
    }
    property.value = arena.finish()
    if property.encoding == .none { rewriteText(of: &property) }
  }

  /// Removes control characters of a content line, as it stands in the file.
  private mutating func removeControls(fromLineOf property: inout VCardProperty) {
    let column = property.text.count - property.value.count + 1
    noteControls(in: property.text, line: property.line, column: column)
    arena.begin()
    arena.appendWithoutControls(property.text)
    let text = arena.finish()
    // What encodes the value may be told without them only.
    if let clean = VCardProperty(line: text, number: property.line) { property = clean }
  }

  mutating func noteControls(in text: UnsafeRawBufferPointer, line: Int, column: Int = 1) {
    note(text.position(of: 0) == nil ? .controlCharacter : .nulByte, line: line, column: column)
  }

  /// Makes the content line anew for a value whose bytes in the file were not UTF-8: with the bytes that it has now, and
  /// a `CHARSET` that is true of them.
  private mutating func rewriteText(of property: inout VCardProperty) {
    arena.begin()
    var isChanged = false
    let head = property.head
    if head.isUTF8, property.parameter("CHARSET") == nil {
      arena.append(head)
      // vCard 2.1 is ASCII unless it says otherwise.
      if versionText?.first == 0x32, property.encoding == .none, !property.value.isASCII {
        arena.append(";CHARSET=UTF-8")
      }
    } else {
      // Parameters are views of the head: taken one by one, they can be told from the one that is to change.
      isChanged = arena.appendRepaired(property.group) > 0
      if !property.group.isEmpty { arena.append(0x2E) }
      isChanged = arena.appendRepaired(property.name) > 0 || isChanged
      for (name, value) in property.parameters {
        arena.append(0x3B)
        isChanged = arena.appendRepaired(name) > 0 || isChanged
        if !name.isEmpty { arena.append(0x3D) }
        if name.equals("CHARSET"), !property.value.isASCII {
          arena.append("UTF-8")
        } else {
          isChanged = arena.appendRepaired(value) > 0 || isChanged
        }
      }
    }
    arena.append(0x3A)
    let offset = arena.length
    if property.encoding == .quotedPrintable {
      arena.appendAsQuotedPrintable(property.value)
      property.replaceText(arena.finish())
    } else {
      arena.append(property.value)
      property.replaceText(arena.finish())
      property.value = UnsafeRawBufferPointer(rebasing: property.text[offset...])
    }
    guard isChanged || Int(property.parts.colon) != offset - 1 else { return }
    // Names are ASCII, so the head is one still.
    if let again = VCardProperty(line: property.text) { property.parts = again.parts }
  }
}

extension VCardProperty {
  /// Whether the value may be in a character set that is ASCII to look at, as `ISO-2022-JP`, where escapes tell what bytes
  /// stand for.
  fileprivate var isShifted: Bool { value.position(of: 0x1B) != nil && parameter("CHARSET") != nil }
}
