/// Writes a table as RFC 4180 has it.
///
/// ```swift
/// var writer = CSVWriter()
/// writer.field("Weber & Söhne, Berlin")
/// writer.field("030 12345678")
/// writer.endRecord()
/// writer.take()  // "Weber & Söhne, Berlin",030 12345678
/// ```
public struct CSVWriter: Sendable {
  /// How a record ends.
  public enum LineEnd: Hashable, Sendable {
    case lf
    case crlf
  }

  /// Which fields stand in quotation marks.
  public enum Quoting: Hashable, Sendable {
    /// Those that must.
    case needed
    /// All.
    case always
  }

  private let delimiter: UInt8
  private let lineEnd: LineEnd
  private let quoting: Quoting
  private let defusesFormulas: Bool
  private var bytes: [UInt8] = []
  private var isFirst = true
  private var recordStart = 0

  /// A writer of an empty table.
  ///
  /// - Parameters:
  ///   - defusesFormulas: Whether an apostrophe is put before text that a spreadsheet would run as a formula: that
  ///     begins with `=`, `@`, TAB or CR, or with `+` or `-` unless all of it is a number or telephone number, so that
  ///     `+44 20 7946 0123 ext. 12` and `-12.5` stay as they are (OWASP, "CSV Injection").
  ///   - capacity: How many bytes to make room for at first.
  public init(
    delimiter: UInt8 = UInt8(ascii: ","), lineEnd: LineEnd = .lf, quoting: Quoting = .needed,
    defusesFormulas: Bool = false, capacity: Int = 0
  ) {
    self.delimiter = delimiter
    self.lineEnd = lineEnd
    self.quoting = quoting
    self.defusesFormulas = defusesFormulas
    bytes.reserveCapacity(capacity)
  }

  /// Adds whole records that are clean already.
  mutating func records(_ text: UnsafeRawBufferPointer) {
    bytes.append(contentsOf: text)
    recordStart = bytes.count
  }

  /// Adds a field to the record.
  public mutating func field(_ text: String) {
    var text = text
    text.withUTF8 { field(UnsafeRawBufferPointer($0)) }
  }

  /// Adds a field of UTF-8 text to the record.
  public mutating func field(_ text: UnsafeRawBufferPointer) {
    if !isFirst { bytes.append(delimiter) }
    isFirst = false
    let isFormula = defusesFormulas && Self.isFormula(text)
    let quotes = quoting == .always || needsQuotes(text)
    if quotes { bytes.append(Self.quote) }
    if isFormula { bytes.append(UInt8(ascii: "'")) }
    if quotes, text.contains(Self.quote) {
      for byte in text {
        if byte == Self.quote { bytes.append(byte) }
        bytes.append(byte)
      }
    } else {
      bytes.append(contentsOf: text)
    }
    if quotes { bytes.append(Self.quote) }
  }

  private static let quote = UInt8(ascii: "\"")

  private static func isFormula(_ text: UnsafeRawBufferPointer) -> Bool {
    guard text.count > 1 else { return false }
    return switch text.first {
    case UInt8(ascii: "="), UInt8(ascii: "@"), UInt8(ascii: "\t"), UInt8(ascii: "\r"): true
    case UInt8(ascii: "+"), UInt8(ascii: "-"):
      !text.dropFirst().allSatisfy { "0123456789 ().-/+*#,;ext".utf8.contains($0) }
        || !text.contains { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }
    default: false
    }
  }

  /// Ends the record.
  public mutating func endRecord() {
    // A record of one empty field would be a blank line.
    if bytes.count == recordStart { bytes.append(contentsOf: [UInt8(ascii: "\""), UInt8(ascii: "\"")]) }
    if lineEnd == .crlf { bytes.append(UInt8(ascii: "\r")) }
    bytes.append(UInt8(ascii: "\n"))
    isFirst = true
    recordStart = bytes.count
  }

  /// What was written since the last time, which the writer forgets.
  public mutating func take() -> [UInt8] {
    defer {
      bytes = []
      recordStart = 0
    }
    return bytes
  }

  private func needsQuotes(_ text: UnsafeRawBufferPointer) -> Bool {
    guard let first = text.first, let last = text.last else { return false }
    if first == UInt8(ascii: " ") || last == UInt8(ascii: " ") { return true }
    return text.contains { byte in
      byte == delimiter || byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "\n") || byte == UInt8(ascii: "\r")
    }
  }
}
