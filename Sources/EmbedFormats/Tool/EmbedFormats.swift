import Foundation

/// `embed-formats OUTPUT DESCRIPTOR...` writes a Swift file that holds the descriptors as static text.
@main
struct EmbedFormats {
  static func main() throws {
    let output = CommandLine.arguments[1]
    var source = "enum EmbeddedFormats {\n  static let all: [(file: String, text: StaticString)] = [\n"
    for path in CommandLine.arguments.dropFirst(2) {
      let text = try String(contentsOfFile: path, encoding: .utf8)
      let file = URL(fileURLWithPath: path).lastPathComponent
      source += "(\"\(file)\", ####\"\"\"\n\(text)\n\"\"\"####),\n"
    }
    source += "  ]\n}\n"
    try source.write(toFile: output, atomically: true, encoding: .utf8)
  }
}
