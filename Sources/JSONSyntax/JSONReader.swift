/// Reads the items of a JSON text one after the other: the elements of its array, or the values that it is made of.
///
/// ```swift
/// var reader = JSONReader(bytes)
/// while let item = try reader.next() { use(item.value, item.line) }
/// ```
///
/// Only one item is in memory at a time. Nesting is bounded, so that no text exhausts the stack; time is linear.
public struct JSONReader {
  /// An item and the line that it begins in, from 1.
  public typealias Item = (value: JSONValue, line: Int)

  /// How deep values may lie in each other.
  static let maximumDepth = 100

  private let bytes: UnsafeRawBufferPointer
  private var position = 0
  /// Where the last item begins that was read, or that could not be.
  private var itemStart = 0
  private var line = 1
  /// Whether the items are the elements of an array that is open.
  private var isInArray = false
  private var hasBegun = false
  private let isItem: (UnsafeRawBufferPointer) -> Bool

  /// A reader of `bytes`, which must stay where they are while it is in use.
  ///
  /// - Parameter isItem: whether the array that the text begins with is one item itself, told by the text behind its
  ///   bracket.
  public init(_ bytes: UnsafeRawBufferPointer, isItem: @escaping (UnsafeRawBufferPointer) -> Bool = { _ in false }) {
    self.bytes = bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? UnsafeRawBufferPointer(rebasing: bytes[3...]) : bytes
    self.isItem = isItem
  }

  /// The next item; nil behind the last.
  ///
  /// - Throws: ``JSONError``; nothing can be read behind it.
  public mutating func next() throws(JSONError) -> Item? {
    skipSpace()
    itemStart = position
    if !hasBegun {
      hasBegun = true
      if peek == 0x5B, !isItem(UnsafeRawBufferPointer(rebasing: bytes[(position + 1)...])) {
        position += 1
        isInArray = true
        skipSpace()
        if peek == 0x5D { return try end() }
      }
    } else if isInArray {
      if peek == 0x5D { return try end() }
      guard peek == 0x2C else { throw error("a comma or the array's end is missing") }
      position += 1
      skipSpace()
    }
    guard position < bytes.count else {
      if isInArray { throw error("the array is never closed") }
      return nil
    }
    let start = line
    itemStart = position
    return (try value(depth: 0), start)
  }

  /// The text from the last item on that ``next()`` gave or failed at.
  public var rest: UnsafeRawBufferPointer { UnsafeRawBufferPointer(rebasing: bytes[itemStart...]) }

  private mutating func end() throws(JSONError) -> Item? {
    position += 1
    skipSpace()
    guard position == bytes.count else { throw error("there is text behind the end") }
    isInArray = false
    return nil
  }

  private var peek: UInt8? { position < bytes.count ? bytes[position] : nil }

  private func error(_ what: String) -> JSONError {
    let start = bytes[..<position].lastIndex(of: 0x0A).map { $0 + 1 } ?? 0
    return JSONError(line: line, column: position - start + 1, what: what)
  }

  private mutating func skipSpace() {
    while position < bytes.count {
      switch bytes[position] {
      case 0x0A: line += 1
      case 0x20, 0x09, 0x0D: break
      default: return
      }
      position += 1
    }
  }

  private mutating func value(depth: Int) throws(JSONError) -> JSONValue {
    guard depth < Self.maximumDepth else { throw error("values lie too deep in each other") }
    switch peek {
    case 0x22: return .string(try string())
    case 0x5B: return try array(depth: depth)
    case 0x7B: return try object(depth: depth)
    case 0x2D, .some(0x30...0x39): return try number()
    case 0x74: return try word("true", .bool(true))
    case 0x66: return try word("false", .bool(false))
    case 0x6E: return try word("null", .null)
    case nil: throw error("the text ends in the middle")
    default: throw error("this is no value")
    }
  }

  private mutating func word(_ word: StaticString, _ value: JSONValue) throws(JSONError) -> JSONValue {
    let length = word.utf8CodeUnitCount
    let letters = UnsafeBufferPointer(start: word.utf8Start, count: length)
    guard position + length <= bytes.count, bytes[position..<(position + length)].elementsEqual(letters) else {
      throw error("this is no value")
    }
    position += length
    return value
  }

  private mutating func number() throws(JSONError) -> JSONValue {
    let start = position
    func isPart(_ byte: UInt8) -> Bool {
      (0x30...0x39).contains(byte) || byte == 0x2D || byte == 0x2B || byte == 0x2E || byte | 0x20 == 0x65
    }
    while let byte = peek, isPart(byte) { position += 1 }
    let text = String(decoding: bytes[start..<position], as: UTF8.self)
    guard Double(text) != nil else { throw error("this is no number") }
    return .number(text)
  }

  private mutating func array(depth: Int) throws(JSONError) -> JSONValue {
    position += 1
    var elements: [JSONValue] = []
    skipSpace()
    if peek == 0x5D {
      position += 1
      return .array([])
    }
    while true {
      skipSpace()
      elements.append(try value(depth: depth + 1))
      skipSpace()
      let byte = peek
      position += 1
      if byte == 0x5D { return .array(elements) }
      guard byte == 0x2C else {
        position -= 1
        throw error("a comma or the array's end is missing")
      }
    }
  }

  private mutating func object(depth: Int) throws(JSONError) -> JSONValue {
    position += 1
    var members: [JSONValue.Member] = []
    skipSpace()
    if peek == 0x7D {
      position += 1
      return .object([])
    }
    while true {
      skipSpace()
      guard peek == 0x22 else { throw error("a member's name is missing") }
      let name = try string()
      skipSpace()
      guard peek == 0x3A else { throw error("a colon is missing") }
      position += 1
      skipSpace()
      members.append(JSONValue.Member(name, try value(depth: depth + 1)))
      skipSpace()
      let byte = peek
      position += 1
      if byte == 0x7D { return .object(members) }
      guard byte == 0x2C else {
        position -= 1
        throw error("a comma or the object's end is missing")
      }
    }
  }

  private mutating func string() throws(JSONError) -> String {
    position += 1
    let start = position
    while let byte = peek, byte != 0x22, byte != 0x5C, byte >= 0x20 { position += 1 }
    if peek == 0x22 {
      position += 1
      return String(decoding: bytes[start..<(position - 1)], as: UTF8.self)
    }
    var text = Array(bytes[start..<position])
    while let byte = peek {
      switch byte {
      case 0x22:
        position += 1
        return String(decoding: text, as: UTF8.self)
      case 0x5C: try escape(into: &text)
      case ..<0x20: throw error("a control character stands in a string")
      default:
        text.append(byte)
        position += 1
      }
    }
    throw error("a string is never closed")
  }

  private mutating func escape(into text: inout [UInt8]) throws(JSONError) {
    position += 1
    guard let byte = peek else { throw error("a string is never closed") }
    position += 1
    switch byte {
    case 0x22, 0x5C, 0x2F: text.append(byte)
    case 0x62: text.append(0x08)
    case 0x66: text.append(0x0C)
    case 0x6E: text.append(0x0A)
    case 0x72: text.append(0x0D)
    case 0x74: text.append(0x09)
    case 0x75:
      var code = UInt32(try hexadecimal())
      if (0xD800..<0xDC00).contains(code), peek == 0x5C, position + 1 < bytes.count, bytes[position + 1] == 0x75 {
        let before = position
        position += 2
        let low = UInt32(try hexadecimal())
        if (0xDC00..<0xE000).contains(low) {
          code = 0x10000 + (code - 0xD800) << 10 + (low - 0xDC00)
        } else {
          position = before
        }
      }
      text.append(contentsOf: String(Character(Unicode.Scalar(code) ?? "\u{FFFD}")).utf8)
    default: throw error("an escape that does not exist")
    }
  }

  private mutating func hexadecimal() throws(JSONError) -> UInt16 {
    guard position + 4 <= bytes.count,
      let code = UInt16(String(decoding: bytes[position..<(position + 4)], as: UTF8.self), radix: 16)
    else { throw error("four hexadecimal digits are missing") }
    position += 4
    return code
  }
}

/// What is wrong with a JSON text, and where.
public struct JSONError: Error, Hashable, Sendable {
  /// The line, from 1.
  public let line: Int
  /// The byte in the line, from 1.
  public let column: Int
  /// What is wrong.
  public let what: String
}
