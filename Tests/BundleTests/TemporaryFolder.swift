import Foundation

/// A folder of a test's own that goes with it.
final class TemporaryFolder {
  let path = FileManager.default.temporaryDirectory.appending(path: "switchbook-\(UUID().uuidString)").path

  init() throws { try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true) }

  deinit { try? FileManager.default.removeItem(atPath: path) }

  func file(_ name: String) -> String { "\(path)/\(name)" }

  func mode(_ name: String) -> Int {
    ((try? FileManager.default.attributesOfItem(atPath: file(name)))?[.posixPermissions] as? Int) ?? -1
  }
}

/// What `make test-all` does more of than `make test`.
let isThorough = ProcessInfo.processInfo.environment["SWITCHBOOK_TEST_ALL"] != nil
