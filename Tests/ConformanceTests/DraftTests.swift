import Contacts
import Foundation
import Formats
import Pipeline
import Testing

/// A descriptor drafted from a table reads that table as the format does that it was drafted from.
@Suite struct DraftTests {
  private static let tables = Sample.all.filter { ["csv", "tsv"].contains($0.suffix) }

  @Test(arguments: tables) func readsTheSame(_ sample: Sample) throws {
    let input = try sample.input()
    let text = Array(try input.draft(named: "draft").utf8)
    let draft = try text.withUnsafeBytes { try Format(descriptor: $0, origin: "draft.yaml") }
    var options = Input.Options(format: draft, system: "test")
    let drafted = try Input(path: sample.file.path, library: try Sample.library, options: options)
    options.format = input.format
    let original = try Input(path: sample.file.path, library: try Sample.library, options: options)
    let (a, b) = (try contacts(of: original, sample), try contacts(of: drafted, sample))
    #expect(a == b)
  }

  private func contacts(of input: Input, _ sample: Sample) throws -> [Contact] {
    Array(try Pipeline(Pipeline.Options(region: sample.region)).run([input.source]).contacts)
  }
}
