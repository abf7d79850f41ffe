import Contacts
import Foundation
import Formats
import NumberingPlan
import Pipeline
import Testing
import XMLSyntax

/// Every descriptor of `Formats/` against every sample of its folder in `Samples/`.
@Suite struct ConformanceTests {
  @Test(arguments: Sample.all) func isRecognised(_ sample: Sample) throws {
    guard try sample.described.isRecognisable else { return }
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
    let format = try sample.described
    guard format.isWritable else { return }
    var log = DiagnosticLog()
    let written = try format.write(try sample.read().contacts, options: Sample.options, log: &log)
    try sample.compare(written, golden: "written.\(sample.suffix)")
    if let grammar = sample.grammar {
      let problems = try written.withUnsafeBytes { written in
        try grammar.withUnsafeBytes { try violations(of: written, against: $0) }
      }
      #expect(problems.isEmpty, "\(sample.format)'s own grammar")
    }
    // What was written is read and written again without a change: nothing drifts from run to run.
    let again = try sample.rewrite(written, as: format)
    #expect(String(decoding: again, as: UTF8.self) == String(decoding: written, as: UTF8.self))
  }

  /// docs/phones is what the descriptors say.
  @Test func pagesAreUpToDate() throws {
    let folder = Sample.root.deletingLastPathComponent().appending(path: "docs/phones")
    for page in try FormatPage.all(of: Sample.library) {
      let file = folder.appending(path: page.fileName)
      if Sample.writesGolden {
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        try Data(page.text.utf8).write(to: file)
      } else {
        let shown = try String(contentsOf: file, encoding: .utf8)
        #expect(shown == page.text, "docs/phones/\(page.fileName) is out of date: make golden")
      }
    }
  }

  @Test func everyDirectoryHasAGrammar() throws {
    for format in try Sample.library.formats where format.syntax == .xml {
      #expect(Sample.grammar(of: format.id) != nil, "Tests/ConformanceTests/Grammars/\(format.id).rng is missing")
    }
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

  static var writesGolden: Bool { ProcessInfo.processInfo.environment["SWITCHBOOK_GOLDEN"] == "write" }

  var testDescription: String { "\(format)/\(file.lastPathComponent)" }
  /// The suffix of what is written: a table becomes text, be it read from a workbook.
  var suffix: String { ["xlsx", "ods"].contains(file.pathExtension) ? "csv" : file.pathExtension }

  static let all: [Sample] = {
    var result: [Sample] = []
    let folders = (try? FileManager.default.contentsOfDirectory(atPath: root.path)) ?? []
    for folder in folders.sorted() {
      let url = root.appending(path: folder)
      for path in ((try? FileManager.default.subpathsOfDirectory(atPath: url.path)) ?? []).sorted() {
        let file = url.appending(path: path)
        if file.hasDirectoryPath || path.contains("golden") || path.hasSuffix(".md") || file.pathExtension.isEmpty
          || file.pathExtension == "py"
        {
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

  /// What the sample's folder is named after.
  var described: Format { get throws { try Self.library.format(named: format) } }

  static let options: WritingOptions = {
    var options = WritingOptions()
    options.title = "Sample"
    options.settings = ["url": "https://phones.example.com", "domain": "pbx.example.com"]
    return options
  }()

  var grammar: [UInt8]? { Self.grammar(of: format) }

  static func grammar(of format: String) -> [UInt8]? {
    let file = URL(fileURLWithPath: #filePath).deletingLastPathComponent().appending(path: "Grammars/\(format).rng")
    return (try? Data(contentsOf: file)).map { [UInt8]($0) }
  }

  /// The opened sample: recognised, but where its format is only told by the command line.
  func input() throws -> Input {
    var options = Input.Options()
    if try !described.isRecognisable { options.format = try described }
    return try Input(path: file.path, library: try Self.library, options: options)
  }

  func read() throws -> Outcome { try pipeline(try input()) }

  func rewrite(_ bytes: [UInt8], as format: Format) throws -> [UInt8] {
    let copy = FileManager.default.temporaryDirectory.appending(path: "\(UUID().uuidString).\(suffix)")
    defer { try? FileManager.default.removeItem(at: copy) }
    try Data(bytes).write(to: copy)
    var options = Input.Options(format: format)
    options.system = file.deletingPathExtension().lastPathComponent
    let outcome = try pipeline(try Input(path: copy.path, library: try Self.library, options: options))
    var log = DiagnosticLog()
    return try format.write(outcome.contacts, options: Self.options, log: &log)
  }

  private func pipeline(_ input: Input) throws -> Outcome {
    let options = Pipeline.Options(profile: input.format.profile, region: region, extensions: .max)
    return try Pipeline(options).run([input.source])
  }

  func compare(_ bytes: [UInt8], golden name: String) throws {
    let stem = file.deletingPathExtension().lastPathComponent
    let golden = file.deletingLastPathComponent().appending(path: "golden/\(stem).\(name)")
    if Self.writesGolden {
      try FileManager.default.createDirectory(
        at: golden.deletingLastPathComponent(), withIntermediateDirectories: true)
      try Data(bytes).write(to: golden)
      return
    }
    let expected = try Data(contentsOf: golden)
    #expect(String(decoding: bytes, as: UTF8.self) == String(decoding: expected, as: UTF8.self), "\(golden.path)")
  }
}
