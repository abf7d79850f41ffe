import Glibc

/// A folder of files that appears whole or not at all.
///
/// The files go to a folder of another name beside the target, which only its owner may read; ``commit()`` gives it the
/// target's name in one step. The target must not exist, or be an empty folder.
///
/// ```swift
/// let folder = try FolderReplacement(of: "out")
/// try folder.write(bytes, named: "contacts.csv")
/// try folder.commit()
/// ```
public final class FolderReplacement {
  private let target: String
  private let temporary: String
  private var names: [String] = []
  private var isOpen = true

  /// Begins to make the folder at `path`.
  ///
  /// - Throws: ``FileWriteError`` where something stands at `path` already, or the folder around it cannot be written.
  public init(of path: String) throws(FileWriteError) {
    var target = path
    while target.count > 1, target.hasSuffix("/") { target.removeLast() }
    self.target = target
    var status = stat()
    if stat(target, &status) == 0 {
      guard status.st_mode & S_IFMT == S_IFDIR else { throw FileWriteError(ENOTDIR) }
      guard Self.isEmpty(target) else { throw FileWriteError(ENOTEMPTY) }
    }
    // mkdtemp creates with mode 0700.
    var template = Array("\(target).XXXXXX".utf8CString)
    guard mkdtemp(&template) != nil else { throw FileWriteError(errno) }
    temporary = String(decoding: template.dropLast().map(UInt8.init(bitPattern:)), as: UTF8.self)
  }

  deinit { discard() }

  /// Adds a file of a name without slashes.
  public func write(_ bytes: [UInt8], named name: String) throws(FileWriteError) {
    names.append(name)
    let file = try FileReplacement(of: "\(temporary)/\(name)")
    try file.write(bytes)
    try file.commit()
  }

  /// Gives the folder its name.
  public func commit() throws(FileWriteError) {
    guard rename(temporary, target) == 0 else { throw FileWriteError(errno) }
    isOpen = false
  }

  /// Forgets what was written; harmless after ``commit()``.
  public func discard() {
    guard isOpen else { return }
    isOpen = false
    for name in names { unlink("\(temporary)/\(name)") }
    rmdir(temporary)
  }

  private static func isEmpty(_ path: String) -> Bool {
    guard let handle = opendir(path) else { return false }
    defer { closedir(handle) }
    while let entry = readdir(handle) {
      let name = withUnsafePointer(to: &entry.pointee.d_name) {
        $0.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
      }
      if name != ".", name != ".." { return false }
    }
    return true
  }
}
