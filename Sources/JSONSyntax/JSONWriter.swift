/// Writes JSON: canonical, in UTF-8, without spaces.
public struct JSONWriter {
  private var bytes: [UInt8] = []

  /// A writer of nothing yet.
  public init() {}

  /// The bytes written so far; the writer goes on with none.
  public mutating func take() -> [UInt8] {
    defer { bytes = [] }
    return bytes
  }

  /// Adds bytes as they are.
  public mutating func append(raw text: String) { bytes.append(contentsOf: text.utf8) }

  /// Adds a value.
  public mutating func append(_ value: JSONValue) {
    switch value {
    case .null: append(raw: "null")
    case .bool(let truth): append(raw: truth ? "true" : "false")
    case .number(let text): append(raw: text)
    case .string(let text): append(string: text)
    case .array(let elements):
      bytes.append(0x5B)
      for (index, element) in elements.enumerated() {
        if index > 0 { bytes.append(0x2C) }
        append(element)
      }
      bytes.append(0x5D)
    case .object(let members):
      bytes.append(0x7B)
      for (index, member) in members.enumerated() {
        if index > 0 { bytes.append(0x2C) }
        append(string: member.name)
        bytes.append(0x3A)
        append(member.value)
      }
      bytes.append(0x7D)
    }
  }

  private mutating func append(string text: String) {
    bytes.append(0x22)
    for byte in text.utf8 {
      switch byte {
      case 0x22, 0x5C:
        bytes.append(0x5C)
        bytes.append(byte)
      case 0x0A: append(raw: "\\n")
      case 0x0D: append(raw: "\\r")
      case 0x09: append(raw: "\\t")
      case ..<0x20: append(raw: "\\u00" + (byte < 16 ? "0" : "") + String(byte, radix: 16))
      default: bytes.append(byte)
      }
    }
    bytes.append(0x22)
  }
}
