import Foundation

/// A text with commands and what they print, as the README shows them:
///
///     ```console
///     $ switchbook formats list
///     csv  read, write  …
///     ```
///
/// Each command is run by bash in one folder of its own that holds a link to `Samples`; what it prints to both outputs,
/// and its exit code where that is not 0, must be what stands below it.
struct Transcript {
  private enum Piece {
    case text(String)
    case command(String, output: [String])
  }
  private var pieces: [Piece] = []

  init(_ text: String) {
    var isConsole = false
    for line in text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init) {
      if line.hasPrefix("```") {
        isConsole = line == "```console"
        pieces.append(.text(line))
      } else if isConsole, line.hasPrefix("$ ") {
        pieces.append(.command(String(line.dropFirst(2)), output: []))
      } else if isConsole, case .command(let command, let output)? = pieces.last {
        pieces[pieces.count - 1] = .command(command, output: output + [line])
      } else {
        pieces.append(.text(line))
      }
    }
  }

  var commands: [String] {
    pieces.compactMap { if case .command(let command, _) = $0 { command } else { nil } }
  }

  /// The same text with what the commands print now.
  func rerun() throws -> String {
    let folder = try Sandbox()
    defer { folder.remove() }
    return try pieces.map { piece in
      switch piece {
      case .text(let line): line
      case .command(let command, _):
        (["$ \(command)"] + (try folder.run(command))).joined(separator: "\n")
      }
    }.joined(separator: "\n")
  }
}

/// A folder for the commands of one transcript.
struct Sandbox {
  static let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent()
  private let folder: URL

  init() throws {
    // In memory where the system has such a place, so that waiting for the disk takes no time.
    let memory = "/dev/shm"
    let isThere = FileManager.default.isWritableFile(atPath: memory)
    let place = isThere ? URL(fileURLWithPath: memory) : FileManager.default.temporaryDirectory
    folder = place.appending(path: "switchbook-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    try FileManager.default.createSymbolicLink(
      at: folder.appending(path: "Samples"), withDestinationURL: Self.root.appending(path: "Samples"))
  }

  func remove() { try? FileManager.default.removeItem(at: folder) }

  /// Begins to run a command.
  func start(_ command: String, output: Any? = nil) throws -> Process {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/bin/bash")
    process.arguments = ["-c", command]
    process.currentDirectoryURL = folder
    let home = folder.path
    process.environment = [
      "PATH": "\(Self.binaries):/usr/local/bin:/usr/bin:/bin", "HOME": home, "LANG": "C.UTF-8",
      "SOURCE_DATE_EPOCH": "1767225600", "COLUMNS": "80",
    ]
    process.standardInput = FileHandle.nullDevice
    if let output {
      process.standardOutput = output
      process.standardError = output
    }
    try process.run()
    return process
  }

  /// The lines that a command prints, and its exit code where that is not 0.
  func run(_ command: String) throws -> [String] {
    let pipe = Pipe()
    let process = try start(command, output: pipe)
    let bytes = pipe.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    var lines = String(decoding: bytes, as: UTF8.self).split(separator: "\n", omittingEmptySubsequences: false)
      .map(String.init)
    if lines.last == "" { lines.removeLast() }
    if process.terminationStatus != 0 { lines.append("[exit \(process.terminationStatus)]") }
    return lines
  }

  /// The folder of the command: that of this build, unless SWITCHBOOK_PRODUCTS names another's.
  private static let binaries: String = {
    if let folder = ProcessInfo.processInfo.environment["SWITCHBOOK_PRODUCTS"] { return folder }
    let test = URL(fileURLWithPath: CommandLine.arguments[0]).resolvingSymlinksInPath()
    return test.deletingLastPathComponent().path
  }()
}
