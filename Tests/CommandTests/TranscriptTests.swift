import Foundation
import Testing

/// Everything that the README and the transcripts show is what the commands print.
@Suite struct TranscriptTests {
  static let files: [String] = {
    let folder = "Tests/CommandTests/Transcripts"
    let names = (try? FileManager.default.contentsOfDirectory(atPath: Sandbox.root.appending(path: folder).path)) ?? []
    return ["README.md", "docs/duplicates.md"] + names.filter { $0.hasSuffix(".md") }.sorted().map { "\(folder)/\($0)" }
  }()

  @Test(arguments: files) func printsWhatIsShown(_ file: String) throws {
    let url = Sandbox.root.appending(path: file)
    let text = try String(contentsOf: url, encoding: .utf8)
    let transcript = Transcript(text)
    try #require(!transcript.commands.isEmpty, "\(file) shows no command")
    let now = try transcript.rerun()
    if ProcessInfo.processInfo.environment["SWITCHBOOK_GOLDEN"] == "write" {
      try now.write(to: url, atomically: true, encoding: .utf8)
      return
    }
    let (shown, printed) = (text.split(separator: "\n"), now.split(separator: "\n"))
    for (old, new) in zip(shown, printed) where old != new {
      Issue.record("\(file) shows\n\(old)\nbut this is printed:\n\(new)")
      return
    }
    #expect(shown.count == printed.count, "\(file): \(shown.count) lines shown, \(printed.count) printed")
  }
}
