import Foundation

/// A folder of a test's own that goes with it: in memory where the system has such a place, so that waiting for the
/// disk takes no time.
final class TemporaryFolder {
  let path: String

  init(on place: String? = nil) throws {
    let memory = "/dev/shm"
    let isThere = FileManager.default.isWritableFile(atPath: memory)
    let place = place ?? (isThere ? memory : FileManager.default.temporaryDirectory.path)
    path = "\(place)/switchbook-\(UUID().uuidString)"
    try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
  }

  deinit { try? FileManager.default.removeItem(atPath: path) }

  func file(_ name: String) -> String { "\(path)/\(name)" }

  func mode(_ name: String) -> Int {
    ((try? FileManager.default.attributesOfItem(atPath: file(name)))?[.posixPermissions] as? Int) ?? -1
  }
}

/// What `make test-all` does more of than `make test`.
let isThorough = ProcessInfo.processInfo.environment["SWITCHBOOK_TEST_ALL"] != nil
