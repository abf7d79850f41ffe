import Foundation
import YAMLSyntax

/// `embed-formats OUTPUT DESCRIPTOR...` writes a Swift file that holds the descriptors as static text, and apart from it
/// the same parsed, and what of each tells its files from others, and its syntax: a run reads the former of formats of one
/// syntax, and the rest of few.
@main
struct EmbedFormats {
  static func main() throws {
    let output = CommandLine.arguments[1]
    var source = "enum EmbeddedFormats {\n"
    source += "  static let all: [(\n"
    source +=
      "    file: String, text: StaticString, node: StaticString, outline: StaticString, syntax: String\n  )] = [\n"
    for path in CommandLine.arguments.dropFirst(2) {
      let text = try String(contentsOfFile: path, encoding: .utf8)
      let file = URL(fileURLWithPath: path).lastPathComponent
      do throws(YAMLError) {
        let (node, outline) = (try stored(text), try stored(outline(of: text)))
        source += "(\"\(file)\", \(literal(text)), \(node), \(outline), \"\(syntax(of: text))\"),\n"
      } catch {
        FileHandle.standardError.write(Data("\(path):\(error.line):\(error.column): error: \(error.message)\n".utf8))
        exit(1)
      }
    }
    source += "  ]\n}\n"
    try source.write(toFile: output, atomically: true, encoding: .utf8)
  }

  /// What a descriptor says of its syntax; empty where it is that of the format that it is like.
  private static func syntax(of text: String) -> Substring {
    text.split(separator: "\n").first { $0.hasPrefix("syntax: ") }?.dropFirst("syntax: ".count) ?? ""
  }

  private static func literal(_ text: String) -> String { "####\"\"\"\n\(text)\n\"\"\"####" }

  /// A literal of what a text of YAML holds, as a run reads it.
  private static func stored(_ text: String) throws(YAMLError) -> String {
    let node = try YAMLNode.parse(Array(text.utf8)).stored()
    let escaped = node.unicodeScalars.map { $0.value < 0x20 ? "\\####u{\(String($0.value, radix: 16))}" : String($0) }
    return "####\"\(escaped.joined())\"####"
  }

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
