public import TextEncoding

/// Entries of a directory in LDIF (RFC 2849) as a table: a column for each attribute, in order of appearance, and a row
/// for each entry.
///
/// ```swift
/// let entries = LDIFText(FileBytes("dn: cn=Ann\ncn: Ann\nmail: ann@x.example\n"))
/// entries.table          // "dn,cn,mail\ncn=Ann,Ann,ann@x.example\n"
/// entries.line(ofLine: 2)  // 1
/// ```
///
/// An attribute's values are in one cell, parted by line feeds. Its options, as in `cn;lang-de`, are left out; a value that is
/// given by its address is that address, which nobody fetches; bytes that are no text stay in base64.
public struct LDIFText: Sendable {
  /// RFC 4180 text: UTF-8, commas, line feeds.
  public let table: FileBytes
  /// How many entries there are.
  public let count: Int
  private let lines: [(table: Int, text: Int)]

  /// Whether text begins as LDIF does, comments left out: with a version, or the name of an entry.
  public static func recognises(_ text: UnsafeRawBufferPointer) -> Bool {
    var rest = String(decoding: text.prefix(4_096), as: UTF8.self)[...]
    while !rest.isEmpty {
      let line = rest.prefix { !$0.isNewline }
      rest = rest[line.endIndex...].dropFirst()
      if line.isEmpty || line.hasPrefix("#") || line.hasPrefix(" ") { continue }
      let lower = line.prefix(12).lowercased()
      if lower.hasPrefix("version: ") || lower.hasPrefix("version:1") { continue }
      return lower.hasPrefix("dn: ") || lower.hasPrefix("dn:: ")
    }
    return false
  }

  /// Reads `text`, which is UTF-8.
  ///
  /// - Complexity: linear in the text.
  public init(_ text: FileBytes) {
    var reader = LDIFReader()
    text.withBytes { reader.read($0) }
    count = reader.entries.count
    (table, lines) = reader.table()
  }

  /// The line of the text at which the entry begins whose row starts at `line` of the table; both from 1.
  public func line(ofLine line: Int) -> Int {
    var low = 0
    var high = lines.count
    while low < high {
      let middle = (low + high) / 2
      if lines[middle].table <= line { low = middle + 1 } else { high = middle }
    }
    return low > 0 ? lines[low - 1].text : 1
  }
}

/// Entries while they are read.
private struct LDIFReader {
  struct Entry {
    var line: Int
    var values: [(attribute: Int, value: String)]
  }

  private(set) var entries: [Entry] = []
  private var attributes: [String] = []
  private var numbers: [String: Int] = [:]
  private var open: Entry?

  mutating func read(_ text: UnsafeRawBufferPointer) {
    var line: [UInt8] = []
    var lineStart = 1
    var number = 0
    var rest = text[...]
    while !rest.isEmpty {
      number += 1
      let end = rest.firstIndex(of: 0x0A) ?? rest.endIndex
      var piece = rest[rest.startIndex..<end]
      rest = rest[min(end + 1, rest.endIndex)...]
      if piece.last == 0x0D { piece.removeLast() }
      if piece.first == 0x20 {
        line += piece.dropFirst()
        continue
      }
      take(line, at: lineStart)
      line = Array(piece)
      lineStart = number
    }
    take(line, at: lineStart)
    close()
  }

  private mutating func take(_ line: [UInt8], at number: Int) {
    guard let first = line.first else { return close() }
    guard first != UInt8(ascii: "#"), let colon = line.firstIndex(of: UInt8(ascii: ":")) else { return }
    let name = String(decoding: line[..<colon].prefix { $0 != UInt8(ascii: ";") }, as: UTF8.self)
    if open == nil, name.lowercased() == "version" { return }
    var value = line[(colon + 1)...]
    let isBase64 = value.first == UInt8(ascii: ":")
    if isBase64 || value.first == UInt8(ascii: "<") { value.removeFirst() }
    value = value.drop { $0 == 0x20 }
    var text = String(decoding: value, as: UTF8.self)
    if isBase64, let bytes = Self.decoded(value), let decoded = String(validating: bytes, as: UTF8.self) {
      text = decoded
    }
    add(text, as: name, at: number)
  }

  private mutating func add(_ value: String, as name: String, at line: Int) {
    let key = name.lowercased()
    let attribute = numbers[key] ?? attributes.count
    if attribute == attributes.count {
      attributes.append(name)
      numbers[key] = attribute
    }
    var entry = open ?? Entry(line: line, values: [])
    open = nil
    entry.values.append((attribute, value))
    open = entry
  }

  private mutating func close() {
    if let open { entries.append(open) }
    open = nil
  }

  /// The bytes of base64; nil where it is broken.
  private static func decoded(_ text: ArraySlice<UInt8>) -> [UInt8]? {
    var bytes: [UInt8] = []
    var bits = 0
    var count = 0
    for byte in text where byte != UInt8(ascii: "=") {
      let digit: Int
      switch byte {
      case 0x41...0x5A: digit = Int(byte) - 0x41
      case 0x61...0x7A: digit = Int(byte) - 0x61 + 26
      case 0x30...0x39: digit = Int(byte) - 0x30 + 52
      case UInt8(ascii: "+"): digit = 62
      case UInt8(ascii: "/"): digit = 63
      default: return nil
      }
      bits = (bits << 6 | digit) & 0xFFFF
      count += 6
      if count >= 8 {
        count -= 8
        bytes.append(UInt8(truncatingIfNeeded: bits >> count))
      }
    }
    return bytes
  }

  func table() -> (FileBytes, [(table: Int, text: Int)]) {
    var bytes: [UInt8] = []
    var line = 1
    func add(_ text: String) {
      let marks = text.utf8.contains { $0 == 0x22 || $0 == 0x2C || $0 == 0x0A || $0 == 0x0D }
      guard marks else { return bytes.append(contentsOf: text.utf8) }
      bytes.append(0x22)
      for byte in text.utf8 where byte != 0x0D {
        if byte == 0x22 { bytes.append(byte) }
        if byte == 0x0A { line += 1 }
        bytes.append(byte)
      }
      bytes.append(0x22)
    }
    for (index, name) in attributes.enumerated() {
      if index > 0 { bytes.append(0x2C) }
      add(name)
    }
    bytes.append(0x0A)
    line += 1
    var lines: [(table: Int, text: Int)] = []
    for entry in entries {
      lines.append((line, entry.line))
      var cells = [String](repeating: "", count: attributes.count)
      for (attribute, value) in entry.values {
        cells[attribute] = cells[attribute].isEmpty ? value : "\(cells[attribute])\n\(value)"
      }
      for (index, cell) in cells.enumerated() {
        if index > 0 { bytes.append(0x2C) }
        add(cell)
      }
      bytes.append(0x0A)
      line += 1
    }
    return (FileBytes(bytes), lines)
  }
}
