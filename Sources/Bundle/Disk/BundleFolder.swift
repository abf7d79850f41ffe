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

  /// Where the states before earlier changes are kept, each in a folder with a number.
  static let history = ".history"

  let path: String
  let disk: Disk

  init(_ path: String, disk: Disk = .real) {
    self.path = path
    self.disk = disk
  }

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

  /// Which `bundle.yaml` is in force: another one after every change.
  struct Generation: Equatable, Sendable {
    let device: UInt
    let inode: UInt
    let seconds: Int
    let nanoseconds: Int
    let size: Int
  }

  /// The generation now; nil where there is no bundle.
  var generation: Generation? {
    var status = stat()
    guard stat(absolute("\(Self.committed)/bundle.yaml"), &status) == 0 || stat(absolute("bundle.yaml"), &status) == 0
    else { return nil }
    return Generation(
      device: UInt(status.st_dev), inode: UInt(status.st_ino), seconds: status.st_mtim.tv_sec,
      nanoseconds: status.st_mtim.tv_nsec, size: Int(status.st_size))
  }

  /// The numbers of the states that are kept, the oldest first.
  var historyNumbers: [Int] {
    let names = [Self.history, "\(Self.committed)/\(Self.history)"].flatMap { Folder.names(in: absolute($0)) ?? [] }
    return Set(names.compactMap(Int.init).filter { holds("\(Self.history)/\($0)/bundle.yaml") }).sorted()
  }

  /// Moves the files of a change that was made true into their places; nothing where there is none.
  ///
  /// May be cut short and begun again.
  func finishSwitch() throws(Failure) {
    guard access(absolute(Self.committed), F_OK) == 0 else { return }
    if let list = try read(Self.retired) {
      for file in list.string.split(separator: "\n") {
        if !disk.does({ unlink(absolute(String(file))) }), errno != ENOENT { throw failure(String(file)) }
      }
    }
    for file in try files(below: Self.committed) where file != Self.retired {
      if let slash = file.lastIndex(of: "/") { try makeFolder(String(file[..<slash])) }
      guard disk.does({ rename(absolute("\(Self.committed)/\(file)"), absolute(file)) }) else { throw failure(file) }
    }
    try synchronise("")
    try remove(Self.committed)
  }

  /// The files below a folder of the bundle, as paths from that folder.
  func files(below folder: String) throws(Failure) -> [String] {
    guard let names = Folder.names(in: absolute(folder)) else {
      if errno == ENOENT { return [] }
      throw failure(folder)
    }
    var result: [String] = []
    for name in names {
      if isFolder("\(folder)/\(name)") {
        result += try files(below: "\(folder)/\(name)").map { "\(name)/\($0)" }
      } else {
        result.append(name)
      }
    }
    return result.sorted()
  }

  /// The files and folders from `file` on that others than their owner may read or write, in order.
  func openToOthers(in file: String) -> [String] {
    var status = stat()
    guard lstat(file.isEmpty ? path : absolute(file), &status) == 0, status.st_mode & S_IFMT != S_IFLNK else {
      return []
    }
    var result = status.st_mode & 0o077 == 0 ? [] : [file]
    guard status.st_mode & S_IFMT == S_IFDIR else { return result }
    for name in (Folder.names(in: file.isEmpty ? path : absolute(file)) ?? []).sorted() {
      result += openToOthers(in: file.isEmpty ? name : "\(file)/\(name)")
    }
    return result
  }

  /// Makes a folder below the bundle's, with those above it, for its owner only.
  func makeFolder(_ folder: String) throws(Failure) {
    var made = path
    for step in [""] + folder.split(separator: "/").map(String.init) {
      if !step.isEmpty { made += "/\(step)" }
      if !disk.does({ mkdir(made, 0o700) }), errno != EEXIST { throw failure(folder) }
    }
  }

  /// Removes a folder with all that is in it; nothing where there is none.
  func remove(_ folder: String) throws(Failure) {
    guard let names = Folder.names(in: absolute(folder)) else { return }
    for name in names.map({ "\(folder)/\($0)" }) {
      if isFolder(name) {
        try remove(name)
      } else if !disk.does({ unlink(absolute(name)) }) {
        throw failure(name)
      }
    }
    guard disk.does({ rmdir(absolute(folder)) }) else { throw failure(folder) }
  }

  /// Waits until the names in a folder are on the disk.
  func synchronise(_ folder: String) throws(Failure) {
    let descriptor = open(absolute(folder), O_RDONLY | O_DIRECTORY | O_CLOEXEC)
    guard descriptor >= 0 else { throw failure(folder) }
    defer { close(descriptor) }
    // Some file systems cannot do this for a folder, and say so.
    if !disk.does({ fsync(descriptor) }), errno != EINVAL { throw failure(folder) }
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
