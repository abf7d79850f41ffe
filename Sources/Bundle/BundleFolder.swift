import Contacts
import Glibc
import TextEncoding

/// The files of a bundle as they stand, or as they will once a change that was cut short is finished.
///
/// A change is prepared whole in `.next`. Renaming that folder to `.switch` is the one step that makes it true; its
/// files are then moved into place. Who reads between the two looks into `.switch` first, so that everybody sees the
/// bundle before the change or after it, and nothing between.
struct BundleFolder: Sendable {
  static let next = ".next"
  static let committed = ".switch"
  /// A list, in a change, of the files that go with it.
  static let retired = ".retired"

  let path: String

  init(_ path: String) { self.path = path }

  func absolute(_ file: String) -> String { "\(path)/\(file)" }

  func holds(_ file: String) -> Bool {
    access(absolute("\(Self.committed)/\(file)"), F_OK) == 0 || access(absolute(file), F_OK) == 0
  }

  /// The bytes of a file; nil where there is none.
  func read(_ file: String) throws(Failure) -> FileBytes? {
    for candidate in ["\(Self.committed)/\(file)", file] {
      do {
        return try FileBytes(path: absolute(candidate))
      } catch {
        switch error {
        case .missing: continue
        case .folder: throw Failure(.fileIsFolder, "a file was expected here, not a folder", file: absolute(file))
        case .unreadable(let reason):
          throw Failure(.fileUnreadable, "the file cannot be read: \(reason)", file: absolute(file))
        }
      }
    }
    return nil
  }

  /// Moves the files of a change that was made true into their places; nothing where there is none.
  ///
  /// May be cut short and begun again.
  func finishSwitch() throws(Failure) {
    guard access(absolute(Self.committed), F_OK) == 0 else { return }
    if let list = try read(Self.retired) {
      let names = list.withBytes { String(decoding: $0, as: UTF8.self) }
      for file in names.split(separator: "\n") {
        if unlink(absolute(String(file))) != 0, errno != ENOENT { throw failure(String(file)) }
      }
    }
    for file in try files(below: Self.committed) where file != Self.retired {
      if let slash = file.lastIndex(of: "/") { try makeFolder(String(file[..<slash])) }
      guard rename(absolute("\(Self.committed)/\(file)"), absolute(file)) == 0 else { throw failure(file) }
    }
    try synchronise("")
    try remove(Self.committed)
  }

  /// The files below a folder of the bundle, as paths from that folder.
  func files(below folder: String) throws(Failure) -> [String] {
    guard let handle = opendir(absolute(folder)) else {
      if errno == ENOENT { return [] }
      throw failure(folder)
    }
    defer { closedir(handle) }
    var result: [String] = []
    while let entry = readdir(handle) {
      let name = withUnsafePointer(to: &entry.pointee.d_name) {
        $0.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
      }
      if name == "." || name == ".." { continue }
      if isFolder("\(folder)/\(name)") {
        result += try files(below: "\(folder)/\(name)").map { "\(name)/\($0)" }
      } else {
        result.append(name)
      }
    }
    return result.sorted()
  }

  /// Makes a folder below the bundle's, with those above it, for its owner only.
  func makeFolder(_ folder: String) throws(Failure) {
    var made = path
    for step in [""] + folder.split(separator: "/").map(String.init) {
      if !step.isEmpty { made += "/\(step)" }
      if mkdir(made, 0o700) != 0, errno != EEXIST { throw failure(folder) }
    }
  }

  /// Removes a folder with all that is in it; nothing where there is none.
  func remove(_ folder: String) throws(Failure) {
    guard let handle = opendir(absolute(folder)) else { return }
    var names: [String] = []
    while let entry = readdir(handle) {
      let name = withUnsafePointer(to: &entry.pointee.d_name) {
        $0.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
      }
      if name != ".", name != ".." { names.append("\(folder)/\(name)") }
    }
    closedir(handle)
    for name in names {
      if isFolder(name) { try remove(name) } else if unlink(absolute(name)) != 0 { throw failure(name) }
    }
    guard rmdir(absolute(folder)) == 0 else { throw failure(folder) }
  }

  /// Waits until the names in a folder are on the disk.
  func synchronise(_ folder: String) throws(Failure) {
    let descriptor = open(absolute(folder), O_RDONLY | O_DIRECTORY | O_CLOEXEC)
    guard descriptor >= 0 else { throw failure(folder) }
    defer { close(descriptor) }
    // Some file systems cannot do this for a folder, and say so.
    if fsync(descriptor) != 0, errno != EINVAL { throw failure(folder) }
  }

  func failure(_ file: String, _ reason: String = String(cString: strerror(errno))) -> Failure {
    let name = file.isEmpty ? path : absolute(file)
    return Failure(
      .outputUnwritable, "the bundle cannot be written: \(reason)", file: name, help: "nothing was changed")
  }

  private func isFolder(_ file: String) -> Bool {
    var status = stat()
    return lstat(absolute(file), &status) == 0 && status.st_mode & S_IFMT == S_IFDIR
  }
}
