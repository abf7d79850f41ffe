import CLinux
public import Contacts
import Glibc
import TextEncoding

/// A folder of files, one or some for each extension, that is replaced whole or not at all.
///
/// ```swift
/// let folder = try ExportFolder("phones")
/// try folder.write(bytes, named: ["1001.xml", "1002.xml"])
/// try folder.commit()
/// ```
///
/// Everything is written beside the target into a folder that only its owner may read; ``commit()`` puts that in the
/// target's place in one step. A target that holds files of somebody else is refused.
public final class ExportFolder {
  /// As the user named it.
  private let name: String
  /// Where it stands, with symbolic links followed.
  private let target: String
  private let next: String
  private let descriptor: Int32
  private var names: [String] = []
  private var isCommitted = false
  /// Lists the files of a folder that an export wrote.
  private static let list = ".switchbook-export"

  /// Begins to make the folder at `path`.
  ///
  /// - Throws: ``Failure`` where it holds files that no export wrote, or cannot be written.
  public init(_ path: String) throws(Failure) {
    name = path
    target = Self.resolved(path)
    let slash = target.lastIndex(of: "/").map(target.index(after:)) ?? target.startIndex
    next = "\(target[..<slash]).\(target[slash...]).next"
    try Self.refuseOthersFolder(target, named: name)
    if mkdir(next, 0o700) != 0, errno != EEXIST { throw Self.failure(name) }
    descriptor = open(next, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
    guard descriptor >= 0 else { throw Self.failure(name) }
    guard flock(descriptor, LOCK_EX | LOCK_NB) == 0 else {
      close(descriptor)
      isCommitted = true
      throw Failure(.outputUnwritable, "somebody else is writing the folder now", file: name, help: "wait for that")
    }
    // What an export that was cut short left.
    for file in Folder.names(in: next) ?? [] { unlink("\(next)/\(file)") }
  }

  deinit {
    if isCommitted { return }
    try? BundleFolder(next).remove("")
    close(descriptor)
  }

  private static func resolved(_ path: String) -> String {
    if let resolved = realpath(path, nil) {
      defer { free(resolved) }
      return String(cString: resolved)
    }
    var path = path
    while path.count > 1, path.hasSuffix("/") { path.removeLast() }
    return path
  }

  private static func refuseOthersFolder(_ path: String, named name: String) throws(Failure) {
    var status = stat()
    guard stat(path, &status) == 0 else { return }
    guard status.st_mode & S_IFMT == S_IFDIR else {
      throw Failure(.outputUnwritable, "there is a file of that name", file: name)
    }
    guard let names = Folder.names(in: path) else { throw failure(name) }
    let known = try exported(in: path)
    for file in names.sorted() where !known.contains(file) {
      throw Failure(
        .outputUnwritable, "the folder holds \"\(file)\", which no export wrote", file: name,
        help: "name a new or empty folder")
    }
  }

  /// The files in a folder that an export wrote.
  private static func exported(in path: String) throws(Failure) -> Set<String> {
    let known = try BundleFolder(path).read(list)?.string.split(separator: "\n").map(String.init) ?? []
    return Set(known + [list])
  }

  /// Writes one file under several names: as one file with several links, where the file system has them.
  public func write(_ bytes: [UInt8], named names: [String]) throws(Failure) {
    guard let first = names.first else { return }
    try create(first, bytes)
    for name in names.dropFirst() {
      if link("\(next)/\(first)", "\(next)/\(name)") == 0 { continue }
      // Some file systems have no links, and some allow a file so many only.
      guard errno == EPERM || errno == EMLINK || errno == EOPNOTSUPP else { throw failure(name) }
      try create(name, bytes)
    }
    self.names += names
  }

  private func create(_ file: String, _ bytes: [UInt8]) throws(Failure) {
    let descriptor = open("\(next)/\(file)", O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
    guard descriptor >= 0 else { throw failure(file) }
    let problem: FileWriteError? = bytes.withUnsafeBytes { buffer in
      do throws(FileWriteError) { try buffer.write(to: descriptor) } catch { return error }
      return nil
    }
    let isClosed = close(descriptor) == 0
    if let problem { throw failure(file, problem.description) }
    if !isClosed { throw failure(file) }
  }

  /// Puts the folder in its place.
  public func commit() throws(Failure) {
    try create(Self.list, Array(names.sorted().map { "\($0)\n" }.joined().utf8))
    // One wait for all files: there may be thousands.
    guard synchronise_file_system(descriptor) == 0 else { throw Self.failure(name) }
    let isNew = access(target, F_OK) != 0
    guard isNew ? rename(next, target) == 0 : exchange_names(next, target) == 0 else { throw Self.failure(name) }
    isCommitted = true
    if !isNew { try? removeOld() }
    close(descriptor)
  }

  /// Removes the folder that was replaced, which stands under the other name now, and was looked at before: what
  /// somebody put there since is his and stays.
  private func removeOld() throws(Failure) {
    let known = try Self.exported(in: next)
    for file in Folder.names(in: next) ?? [] {
      if known.contains(file) { unlink("\(next)/\(file)") } else { rename("\(next)/\(file)", "\(target)/\(file)") }
    }
    rmdir(next)
  }

  private func failure(_ file: String, _ reason: String = String(cString: strerror(errno))) -> Failure {
    Self.failure("\(name)/\(file)", reason)
  }

  private static func failure(_ file: String, _ reason: String = String(cString: strerror(errno))) -> Failure {
    Failure(.outputUnwritable, "the folder cannot be written: \(reason)", file: file)
  }
}
