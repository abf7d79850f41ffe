import Contacts
import Foundation
import Formats
import NumberingPlan
import Pipeline
import Testing

/// Every descriptor of `Formats/` against every sample of its folder in `Samples/`.
@Suite struct ConformanceTests {
  @Test(arguments: Sample.all) func isRecognised(_ sample: Sample) throws {
    #expect(try sample.input().format.id == sample.format)
  }

  @Test(arguments: Sample.all) func isReadAsExpected(_ sample: Sample) throws {
    let outcome = try sample.read()
    #expect(outcome.ledger.total.isBalanced)
    var log = DiagnosticLog()
    let yaml = try Sample.library.format(named: "yaml").write(outcome.contacts, log: &log)
    try sample.compare(yaml, golden: "contacts.yaml")
    let told = outcome.log.ordered.map { diagnostic in
      "\(diagnostic.places.first.map(\.position) ?? "") \(diagnostic.severity.rawValue): \(diagnostic.message) "
        + "(\(diagnostic.count)) [\(diagnostic.code.rawValue)]"
    }
    try sample.compare(Array((told + [""]).joined(separator: "\n").utf8), golden: "diagnostics.txt")
  }

  @Test(arguments: Sample.all) func isWrittenAsExpected(_ sample: Sample) throws {
    let format = try Sample.library.format(named: sample.format)
    guard format.isWritable else { return }
    var log = DiagnosticLog()
    let written = try format.write(try sample.read().contacts, title: "Sample", log: &log)
    try sample.compare(written, golden: "written.\(sample.suffix)")
    // What was written is read and written again without a change: nothing drifts from run to run.
    let again = try sample.rewrite(written, as: format)
    #expect(String(decoding: again, as: UTF8.self) == String(decoding: written, as: UTF8.self))
  }

  @Test func everyFormatHasASample() throws {
    let sampled = Set(Sample.all.map(\.format))
    for format in try Sample.library.formats where format.isRecognisable {
      #expect(sampled.contains(format.id), "Samples/\(format.id) is missing")
    }
  }
}

/// A file in `Samples/FORMAT/` or a folder of that, beside which `golden/` holds what it is expected to become.
struct Sample: Sendable, CustomTestStringConvertible {
  static let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent().appending(path: "Samples")
  private static let opened = Result { try FormatLibrary() }

  /// Every format; a descriptor that cannot be read fails each test with its own message.
  static var library: FormatLibrary { get throws { try opened.get() } }

  let format: String
  let file: URL

  var testDescription: String { "\(format)/\(file.lastPathComponent)" }
  var suffix: String { file.pathExtension }

  static let all: [Sample] = {
    var result: [Sample] = []
    let folders = (try? FileManager.default.contentsOfDirectory(atPath: root.path)) ?? []
    for folder in folders.sorted() {
      let url = root.appending(path: folder)
      for path in ((try? FileManager.default.subpathsOfDirectory(atPath: url.path)) ?? []).sorted() {
        let file = url.appending(path: path)
        if file.hasDirectoryPath || path.contains("golden") || path.hasSuffix(".md") || file.pathExtension.isEmpty {
          continue
        }
        result.append(Sample(format: folder, file: file))
      }
    }
    return result
  }()

  /// The region that the folder's README names beside the file: - `customers.csv` (GB): …
  var region: Region? {
    let readme = file.deletingLastPathComponent().appending(path: "README.md")
    let text = (try? String(contentsOf: readme, encoding: .utf8)) ?? ""
    guard let found = text.range(of: "`\(file.lastPathComponent)` (") else { return nil }
    return Region(text[found.upperBound...].prefix(2))
  }

  func input() throws -> Input { try Input(path: file.path, library: try Self.library) }

  func read() throws -> Outcome { try pipeline(try input()) }

  func rewrite(_ bytes: [UInt8], as format: Format) throws -> [UInt8] {
    let copy = FileManager.default.temporaryDirectory.appending(path: "\(UUID().uuidString).\(suffix)")
    defer { try? FileManager.default.removeItem(at: copy) }
    try Data(bytes).write(to: copy)
    var options = Input.Options(format: format)
    options.system = file.deletingPathExtension().lastPathComponent
    let outcome = try pipeline(try Input(path: copy.path, library: try Self.library, options: options))
    var log = DiagnosticLog()
    return try format.write(outcome.contacts, title: "Sample", log: &log)
  }

  private func pipeline(_ input: Input) throws -> Outcome {
    let options = Pipeline.Options(profile: input.format.profile, region: region, extensions: .max)
    return try Pipeline(options).run([input.source])
  }

  func compare(_ bytes: [UInt8], golden name: String) throws {
    let stem = file.deletingPathExtension().lastPathComponent
    let golden = file.deletingLastPathComponent().appending(path: "golden/\(stem).\(name)")
    if ProcessInfo.processInfo.environment["SWITCHBOOK_GOLDEN"] == "write" {
      try FileManager.default.createDirectory(
        at: golden.deletingLastPathComponent(), withIntermediateDirectories: true)
      try Data(bytes).write(to: golden)
      return
    }
    let expected = try Data(contentsOf: golden)
    #expect(String(decoding: bytes, as: UTF8.self) == String(decoding: expected, as: UTF8.self), "\(golden.path)")
  }
}
