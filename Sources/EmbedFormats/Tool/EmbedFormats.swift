import Foundation

/// `embed-formats OUTPUT DESCRIPTOR...` writes a Swift file that holds the descriptors as static text, and apart from it
/// what of each tells its files from others, and its syntax: a run reads the former of formats of one syntax, and the rest
/// of few.
@main
struct EmbedFormats {
  static func main() throws {
    let output = CommandLine.arguments[1]
    var source = "enum EmbeddedFormats {\n"
    source += "  static let all: [(file: String, text: StaticString, outline: StaticString, syntax: String)] = [\n"
    for path in CommandLine.arguments.dropFirst(2) {
      let text = try String(contentsOfFile: path, encoding: .utf8)
      let file = URL(fileURLWithPath: path).lastPathComponent
      source += "(\"\(file)\", \(literal(text)), \(literal(outline(of: text))), \"\(syntax(of: text))\"),\n"
    }
    source += "  ]\n}\n"
    try source.write(toFile: output, atomically: true, encoding: .utf8)
  }

  /// What a descriptor says of its syntax; empty where it is that of the format that it is like.
  private static func syntax(of text: String) -> Substring {
    text.split(separator: "\n").first { $0.hasPrefix("syntax: ") }?.dropFirst("syntax: ".count) ?? ""
  }

  private static func literal(_ text: String) -> String { "####\"\"\"\n\(text)\n\"\"\"####" }

  /// The keys of a descriptor by which formats are told apart, each with the lines below it that are indented: of a table
  /// that is known by its header, the spellings of its columns are among them.
  private static func outline(of text: String) -> String {
    var blocks: [(key: Substring, lines: [Substring])] = []
    for line in text.split(separator: "\n") {
      if let first = line.first, first.isLetter { blocks.append((line.prefix { $0 != ":" }, [])) }
      if !blocks.isEmpty { blocks[blocks.count - 1].lines.append(line) }
    }
    var keys: Set<Substring> = ["format", "like", "syntax", "recognise"]
    let recognise = blocks.first { $0.key == "recognise" }?.lines ?? []
    if recognise.contains(where: { $0.contains("header:") }) { keys.insert("map") }
    return blocks.filter { keys.contains($0.key) }.flatMap(\.lines).joined(separator: "\n")
  }
}
