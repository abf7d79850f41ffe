import XMLSyntax

/// A document read into lines of text, so that a test says in one string what it expects.
struct Document {
  var lines: [String] = []
  var problems: [XMLProblem] = []

  init(_ bytes: [UInt8], records: [String] = ["Unit"], limits: XMLLimits = XMLLimits()) throws(XMLError) {
    var lines: [String] = []
    problems = try bytes.withUnsafeBufferPointer { (bytes) throws(XMLError) in
      try readXML(UnsafeRawBufferPointer(bytes), records: records, limits: limits) { event in
        switch event {
        case .open(let element): lines.append("open \(Self.text(element))")
        case .close(let name): lines.append("close \(name)")
        case .record(let element): lines.append("record \(Self.text(element))")
        }
      }
    }
    self.lines = lines
  }

  init(_ text: String, records: [String] = ["Unit"], limits: XMLLimits = XMLLimits()) throws(XMLError) {
    try self.init(Array(text.utf8), records: records, limits: limits)
  }

  /// Only what the records hold.
  var records: [String] { lines.filter { $0.hasPrefix("record ") }.map { String($0.dropFirst("record ".count)) } }

  /// `name a=1 {child} text`.
  static func text(_ element: XMLElement) -> String {
    var parts = [element.qualifiedName]
    parts += element.attributes.map { "\($0.name)=\($0.value)" }
    parts += element.children.map { "{\(text($0))}" }
    if !element.text.isEmpty { parts.append("'\(element.text)'") }
    return parts.joined(separator: " ")
  }

  var messages: [String] {
    problems.map { $0.line == 0 ? $0.message : "\($0.line):\($0.column): \($0.message)" }
  }
}
