/// One property of a card, `group.NAME;parameters:value`, as views of the reader's memory.
///
/// All views are valid until the reader goes to the next card.
public struct VCardProperty {
  /// The content line as it was written, unfolded and in UTF-8; of a nested card only the part before the card.
  public internal(set) var text: UnsafeRawBufferPointer
  /// The value in UTF-8, with quoted-printable and character set undone; escapes and base64 are as written.
  public internal(set) var value: UnsafeRawBufferPointer
  @usableFromInline var parts: PropertyHead
  private let number: UInt32
  private var headIndex: UInt8
  /// How the value was written.
  public let encoding: Encoding

  /// What stands between a value and its bytes in the file.
  public enum Encoding: Sendable {
    case none, quotedPrintable, base64
  }

  /// The property of a whole content line.
  @inline(__always)
  init(_ text: UnsafeRawBufferPointer, _ parts: PropertyHead, _ encoding: Encoding, headNumber: Int = 0, line: Int) {
    self.text = text
    self.parts = parts
    value = UnsafeRawBufferPointer(rebasing: text[(Int(parts.colon) + 1)...])
    number = UInt32(truncatingIfNeeded: line)
    headIndex = UInt8(truncatingIfNeeded: headNumber)
    self.encoding = encoding
  }

  /// The property of a content line, unfolded and in UTF-8; nil where it is none. Its value is as written.
  public init?(line text: UnsafeRawBufferPointer) { self.init(line: text, number: 1) }

  init?(line text: UnsafeRawBufferPointer, number: Int) {
    guard let base = text.baseAddress?.assumingMemoryBound(to: UInt8.self),
      let parts = PropertyHead(base, count: text.count)
    else { return nil }
    self.init(text, parts, Self.encoding(of: text, parts), line: number)
  }

  /// The line in the file, from 1.
  public var line: Int { Int(number) }

  /// Equal for properties of one reader whose heads are equal to the letter, below ``VCardReader/headNumbers``; 0 where
  /// the reader has not met the head often enough to tell.
  public var headNumber: Int { Int(headIndex) }

  /// Gives the property a line of another head.
  mutating func replaceText(_ text: UnsafeRawBufferPointer) {
    self.text = text
    headIndex = 0
  }

  /// What groups the property with others, as `item1`; empty for none.
  @inlinable public var group: UnsafeRawBufferPointer { UnsafeRawBufferPointer(rebasing: text[..<Int(parts.groupEnd)]) }

  /// Whether it has a group.
  @inlinable public var hasGroup: Bool { parts.groupEnd > 0 }

  /// The name as written, as `TEL` or `tel`.
  @inlinable public var name: UnsafeRawBufferPointer {
    UnsafeRawBufferPointer(rebasing: text[Int(parts.nameStart)..<Int(parts.nameEnd)])
  }

  /// The parameters as written, without the first semicolon.
  public var parameterText: UnsafeRawBufferPointer { Self.parameterText(text, parts) }

  private static func parameterText(_ text: UnsafeRawBufferPointer, _ parts: PropertyHead) -> UnsafeRawBufferPointer {
    let start = min(parts.nameEnd + 1, parts.colon)
    return UnsafeRawBufferPointer(rebasing: text[Int(start)..<Int(max(parts.colon, parts.nameEnd))])
  }

  /// The part of ``text`` before the colon.
  @inlinable public var head: UnsafeRawBufferPointer {
    UnsafeRawBufferPointer(rebasing: text[..<Int(hasParameters ? parts.colon : parts.nameEnd)])
  }

  /// Whether there is any parameter.
  @inlinable public var hasParameters: Bool { parts.colon > parts.nameEnd + 1 }

  /// Whether the value in ``text`` is byte for byte ``value``.
  public var isPlain: Bool {
    guard let start = text.baseAddress, let valueStart = value.baseAddress else { return value.isEmpty }
    return start + text.count == valueStart + value.count
  }

  /// How the parameters of a line say that its value is encoded.
  static func encoding(of text: UnsafeRawBufferPointer, _ parts: PropertyHead) -> Encoding {
    parts.mayBeEncoded ? encoding(parameterText(text, parts)) : .none
  }

  private static func encoding(_ parameters: UnsafeRawBufferPointer) -> Encoding {
    for (name, value) in VCardParameters(text: parameters) where name.isEmpty || name.equals("ENCODING") {
      if value.equals("QUOTED-PRINTABLE") { return .quotedPrintable }
      if value.equals("BASE64") || value.equals("B") && !name.isEmpty { return .base64 }
    }
    return .none
  }

  /// The parameters, in order.
  public var parameters: VCardParameters { VCardParameters(text: parameterText) }

  /// Whether the line says that its bytes, which are UTF-8, are in another character set. What quoted-printable stands
  /// for is in the set that it names.
  public var isCalledOtherThanUTF8: Bool {
    guard encoding == .none, !value.isASCII, let name = parameter("CHARSET") else { return false }
    return !name.equals("UTF-8")
  }

  /// Adds the head with another `CHARSET`.
  public func appendHead(to bytes: inout [UInt8], charset: StaticString) {
    bytes.append(contentsOf: group)
    if !group.isEmpty { bytes.append(0x2E) }
    bytes.append(contentsOf: name)
    for (name, value) in parameters {
      bytes.append(0x3B)
      bytes.append(contentsOf: name)
      if !name.isEmpty { bytes.append(0x3D) }
      if name.equals("CHARSET") {
        bytes.append(contentsOf: UnsafeBufferPointer(start: charset.utf8Start, count: charset.utf8CodeUnitCount))
      } else {
        bytes.append(contentsOf: value)
      }
    }
  }

  /// The value of the first parameter called `name`, as written but without quotation marks.
  public func parameter(_ name: StaticString) -> UnsafeRawBufferPointer? {
    for parameter in parameters where parameter.name.equals(name) { return parameter.value.unquoted }
    return nil
  }

  /// Calls `body` with every type: the values of `TYPE`, and the bare words of vCard 2.1, labels among them unless told
  /// otherwise.
  @inline(__always)
  public func forEachType(butLabel dropsLabel: Bool = false, _ body: (UnsafeRawBufferPointer) -> Void) {
    for parameter in parameters where parameter.name.isEmpty || parameter.name.equals("TYPE") {
      if dropsLabel, Self.isCustomLabel(parameter.name, parameter.value) { continue }
      // Commas part types even inside quotation marks: `TYPE="work,voice"`.
      let value = parameter.value.unquoted
      guard var comma = value.position(of: 0x2C) else {
        if !value.isEmpty { body(value) }
        continue
      }
      var start = 0
      while start <= value.count {
        let word = UnsafeRawBufferPointer(rebasing: value[start..<comma]).trimmed
        if !word.isEmpty { body(word) }
        start = comma + 1
        comma = value.position(of: 0x2C, from: start) ?? value.count
      }
    }
  }
}

/// Labels that Android's programs write among the types of vCard 2.1: `X-Boathouse`, and Samsung's, where that would not do,
/// `X-CUSTOM(CHARSET=UTF-8,ENCODING=QUOTED-PRINTABLE,=C3=A9)`.
extension VCardProperty {
  /// The label, of several all; nil where there is none, or one is broken.
  public var customLabel: String? {
    var labels: [String] = []
    for (name, value) in parameters where Self.isCustomLabel(name, value) {
      guard Self.isEncodedLabel(name.isEmpty ? value : name) else {
        labels.append(String(decoding: value[2...], as: UTF8.self))
        continue
      }
      guard value.last == 0x29 else { return nil }
      let start = value.lastIndex { $0 == 0x2C || $0 == 0x28 }.map { $0 + 1 } ?? 0
      var arena = Arena()
      arena.begin()
      _ = arena.appendQuotedPrintable(UnsafeRawBufferPointer(rebasing: value[start..<(value.count - 1)]))
      let text = arena.finish().trimmed
      guard text.isUTF8, !text.isEmpty else { return nil }
      labels.append(String(decoding: text, as: UTF8.self))
    }
    return labels.isEmpty ? nil : labels.joined(separator: ", ")
  }

  /// Whether a parameter is such a label. The sign of equality in one that is encoded parts it in two.
  public static func isCustomLabel(_ name: UnsafeRawBufferPointer, _ value: UnsafeRawBufferPointer) -> Bool {
    guard name.isEmpty else { return isEncodedLabel(name) }
    return value.count > 2 && value[0] | 0x20 == 0x78 && value[1] == 0x2D
  }

  static func isEncodedLabel(_ text: UnsafeRawBufferPointer) -> Bool {
    UnsafeRawBufferPointer(rebasing: text.prefix(9)).equals("X-CUSTOM(")
  }
}

/// The parameters of a property; a bare word of vCard 2.1 is a value without a name.
public struct VCardParameters: Sequence, IteratorProtocol {
  /// One parameter: `TYPE=work`, or `WORK` with an empty name.
  public typealias Element = (name: UnsafeRawBufferPointer, value: UnsafeRawBufferPointer)

  private var rest: UnsafeRawBufferPointer

  /// The parameters in `text`, which has neither the first semicolon nor the colon.
  public init(text: UnsafeRawBufferPointer) { rest = text }

  /// The next parameter; values are as written, with their quotation marks.
  public mutating func next() -> Element? {
    while !rest.isEmpty {
      var equals: Int?
      var end = 0
      while end < rest.count, rest[end] != 0x3B {
        if rest[end] == 0x22, let close = rest.position(of: 0x22, from: end + 1) {
          end = close
        } else if rest[end] == 0x3D, equals == nil {
          equals = end
        }
        end += 1
      }
      let whole = rest
      rest = UnsafeRawBufferPointer(rebasing: rest[Swift.min(end + 1, rest.count)...])
      if end == 0 { continue }
      guard let equals else {
        return (UnsafeRawBufferPointer(start: nil, count: 0), UnsafeRawBufferPointer(rebasing: whole[..<end]).trimmed)
      }
      return (
        UnsafeRawBufferPointer(rebasing: whole[..<equals]).trimmed,
        UnsafeRawBufferPointer(rebasing: whole[(equals + 1)..<end]).trimmed
      )
    }
    return nil
  }
}

extension UnsafeRawBufferPointer {
  /// The bytes without a pair of quotation marks around them.
  public var unquoted: UnsafeRawBufferPointer {
    guard count >= 2, self[0] == 0x22, self[count - 1] == 0x22 else { return self }
    return UnsafeRawBufferPointer(rebasing: self[1..<(count - 1)])
  }
}
