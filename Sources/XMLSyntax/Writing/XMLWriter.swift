/// Writes a document into one growing buffer.
///
/// ```swift
/// var xml = XMLWriter()
/// xml.open("YealinkIPPhoneBook")
/// xml.element("Title", text: "Smith & Sons")
/// xml.element("Unit", [("Name", "Anna"), ("Phone1", "+493012345678")])
/// xml.close()
/// let bytes = xml.take()
/// ```
///
/// Everything is a step of four: ``begin(_:)``, ``attribute(_:_:)``, ``text(_:)`` and ``end()``; the calls above are
/// made of these, and a writer of many records uses them directly, with bytes instead of strings. Text is scanned eight
/// bytes at a time and copied where nothing needs escaping.
package struct XMLWriter: Sendable {
  /// How the document looks; the text in it is the same.
  package struct Style: Hashable, Sendable {
    /// A name that iconv knows. What the encoding lacks is written as a reference, `&#8364;`.
    package var encoding = "UTF-8"
    /// Whether the file begins with a byte order mark.
    package var byteOrderMark = false
    /// Spaces before an element for each that it lies in; nil for everything on one line.
    package var indentation: Int? = 2
    /// Whether lines end with CR and LF.
    package var crlf = false
    /// Whether the file begins with an XML declaration.
    package var declaration = true
    /// Whether the declaration says that the document stands alone.
    package var standalone = false
    /// The name in the document type declaration; empty for none.
    package var doctype = ""

    package init() {}
  }

  /// How many characters that XML has no place for, as U+0007, were left out.
  package private(set) var droppedCount = 0

  private let style: Style
  private var bytes: [UInt8] = []
  /// Names of open elements, one behind another, and where each begins.
  private var names: [UInt8] = []
  private var nameStarts: [Int] = []
  /// Whether the innermost element's opening tag lacks its `>`.
  private var isInTag = false
  /// Whether the innermost element holds elements, and so ends on a line of its own.
  private var holdsElements = false
  /// Whether nothing stands before what is written next.
  private var hasNoLine: Bool

  /// A writer of an empty document in the usual style.
  package init() { self.init(known: Style()) }

  /// A writer of an empty document.
  ///
  /// - Throws: ``XMLError`` where the style's encoding is unknown.
  package init(_ style: Style) throws(XMLError) {
    guard TargetEncoding.isKnown(style.encoding) else {
      throw XMLError(message: "there is no encoding \"\(style.encoding)\"", line: 0, column: 0)
    }
    self.init(known: style)
  }

  private init(known style: Style) {
    self.style = style
    if style.byteOrderMark { bytes += [0xEF, 0xBB, 0xBF] }
    hasNoLine = !style.declaration
    if style.declaration {
      let standalone = style.standalone ? " standalone=\"yes\"" : ""
      bytes += "<?xml version=\"1.0\" encoding=\"\(style.encoding)\"\(standalone)?>".utf8
    }
    if !style.doctype.isEmpty {
      breakLine(depth: 0)
      bytes += "<!DOCTYPE \(style.doctype)>".utf8
    }
  }

  /// How many bytes there are so far, before they are encoded.
  package var count: Int { bytes.count }

  // MARK: Steps

  /// Opens an element; attributes, text or elements may follow.
  package mutating func begin(_ name: String) {
    var name = name
    name.withUTF8 { begin($0) }
  }

  /// Opens an element by its name in UTF-8.
  package mutating func begin(_ name: UnsafeBufferPointer<UInt8>) {
    closeTag()
    breakLine(depth: nameStarts.count)
    bytes.append(UInt8(ascii: "<"))
    bytes.append(contentsOf: name)
    nameStarts.append(names.count)
    names.append(contentsOf: name)
    isInTag = true
    holdsElements = false
  }

  /// Adds an attribute to the element that was just begun.
  package mutating func attribute(_ name: String, _ value: String) {
    var name = name
    var value = value
    name.withUTF8 { name in value.withUTF8 { attribute(name, $0) } }
  }

  /// Adds an attribute by name and value in UTF-8.
  package mutating func attribute(_ name: UnsafeBufferPointer<UInt8>, _ value: UnsafeBufferPointer<UInt8>) {
    bytes.append(UInt8(ascii: " "))
    bytes.append(contentsOf: name)
    bytes.append(UInt8(ascii: "="))
    bytes.append(UInt8(ascii: "\""))
    droppedCount += bytes.appendEscaped(value, isAttribute: true)
    bytes.append(UInt8(ascii: "\""))
  }

  /// Adds text to the innermost element.
  package mutating func text(_ text: String) {
    var text = text
    text.withUTF8 { self.text($0) }
  }

  /// Adds text in UTF-8.
  package mutating func text(_ text: UnsafeBufferPointer<UInt8>) {
    closeTag()
    droppedCount += bytes.appendEscaped(text, isAttribute: false)
  }

  /// Closes the innermost element.
  package mutating func end() {
    guard let start = nameStarts.popLast() else { return }
    if isInTag {
      bytes += "/>".utf8
    } else {
      if holdsElements { breakLine(depth: nameStarts.count) }
      bytes += "</".utf8
      bytes += names[start...]
      bytes.append(UInt8(ascii: ">"))
    }
    names.removeSubrange(start...)
    isInTag = false
    holdsElements = true
  }

  // MARK: Writing in parts

  /// A writer of elements that will lie in the innermost element, to be handed to ``append(_:)``.
  ///
  /// The innermost element's opening tag must be complete, or have no more attributes to come.
  package func fragment() -> XMLWriter {
    var part = self
    part.bytes = []
    part.isInTag = false
    part.droppedCount = 0
    return part
  }

  /// Adds what a fragment of this writer has written; room is made for `count` like it where there is none.
  package mutating func append(_ fragment: XMLWriter, oneOf count: Int = 1) {
    if fragment.bytes.isEmpty { return }
    if bytes.capacity - bytes.count < fragment.bytes.count {
      bytes.reserveCapacity(max(bytes.count + fragment.bytes.count * (count + count / 8), bytes.capacity * 2))
    }
    closeTag()
    bytes += fragment.bytes
    droppedCount += fragment.droppedCount
    holdsElements = fragment.holdsElements
  }

  // MARK: Calls made of them

  /// Opens an element that others will lie in.
  package mutating func open(_ name: String, _ attributes: [(String, String)] = []) {
    begin(name)
    for (name, value) in attributes { attribute(name, value) }
  }

  /// Closes the innermost element.
  package mutating func close() { end() }

  /// Writes a whole element; an empty one as `<name/>` where `text` is nil.
  package mutating func element(_ name: String, _ attributes: [(String, String)] = [], text: String? = nil) {
    open(name, attributes)
    if let text { self.text(text) }
    end()
  }

  /// Writes an element that was read, with all that is in it.
  package mutating func element(_ element: XMLElement) {
    begin(element.qualifiedName)
    for attribute in element.attributes {
      var name = attribute.name
      name.withUTF8 { name in attribute.withValue { self.attribute(name, $0) } }
    }
    element.withText { if !$0.isEmpty { text($0) } }
    for child in element.children { self.element(child) }
    end()
  }

  /// Writes a comment on a line of its own; `--`, which no comment may hold, becomes `- -`.
  package mutating func comment(_ text: String) {
    closeTag()
    breakLine(depth: nameStarts.count)
    bytes += "<!-- ".utf8
    var previous: UInt8 = 0
    for byte in text.utf8 where byte >= 0x20 || byte == 0x0A || byte == 0x09 {
      if byte == UInt8(ascii: "-"), previous == byte { bytes.append(0x20) }
      bytes.append(byte)
      previous = byte
    }
    bytes += " -->".utf8
    holdsElements = true
  }

  /// The document, its open elements closed, in the style's encoding; the writer is empty afterwards.
  package mutating func take() -> [UInt8] {
    while !nameStarts.isEmpty { end() }
    if !bytes.isEmpty { bytes += style.crlf ? "\r\n".utf8 : "\n".utf8 }
    defer { bytes = [] }
    return TargetEncoding.encode(bytes, as: style.encoding)
  }

  /// What was written since the last part, in the style's encoding; open elements stay open, and go on with elements.
  package mutating func takePart() -> [UInt8] {
    closeTag()
    holdsElements = true
    defer { bytes = [] }
    return TargetEncoding.encode(bytes, as: style.encoding)
  }

  private mutating func closeTag() {
    if isInTag { bytes.append(UInt8(ascii: ">")) }
    isInTag = false
  }

  private mutating func breakLine(depth: Int) {
    if hasNoLine {
      hasNoLine = false
      return
    }
    guard let indentation = style.indentation else { return }
    if style.crlf { bytes.append(0x0D) }
    bytes.append(0x0A)
    for _ in 0..<(depth * indentation) { bytes.append(0x20) }
  }
}
