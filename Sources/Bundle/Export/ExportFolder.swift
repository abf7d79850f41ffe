public import Contacts
import CExchange
import Glibc
import TextEncoding

/// A folder of files, one for each extension, that is replaced whole or not at all.
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
    var path = path
    while path.count > 1, path.hasSuffix("/") { path.removeLast() }
    target = path
    let slash = path.lastIndex(of: "/").map(path.index(after:)) ?? path.startIndex
    next = "\(path[..<slash]).\(path[slash...]).next"
    try Self.refuseOthersFolder(target)
    if mkdir(next, 0o700) != 0, errno != EEXIST { throw Self.failure(target) }
    descriptor = open(next, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
    guard descriptor >= 0 else { throw Self.failure(target) }
    guard flock(descriptor, LOCK_EX | LOCK_NB) == 0 else {
      throw Failure(.outputUnwritable, "somebody else is writing the folder now", file: target, help: "wait for that")
    }
    // What an export that was cut short left.
    let folder = BundleFolder(next)
    for file in try folder.files(below: "") { unlink(folder.absolute(file)) }
  }

  deinit {
    if !isCommitted { try? BundleFolder(next).remove("") }
    close(descriptor)
  }

  private static func refuseOthersFolder(_ path: String) throws(Failure) {
    let folder = BundleFolder(path)
    var status = stat()
    guard stat(path, &status) == 0 else { return }
    guard status.st_mode & S_IFMT == S_IFDIR else {
      throw Failure(.outputUnwritable, "there is a file of that name", file: path)
    }
    let known = Set(try folder.read(list)?.string.split(separator: "\n").map(String.init) ?? [])
    for file in try folder.files(below: "") where file != list && !known.contains(file) {
      throw Failure(
        .outputUnwritable, "the folder holds \"\(file)\", which no export wrote", file: path,
        help: "name a new or empty folder")
    }
  }

  /// Writes one file under several names: as one file with several links, where the file system has them.
  public func write(_ bytes: [UInt8], named names: [String]) throws(Failure) {
    guard let first = names.first else { return }
    try create(first, bytes)
    for name in names.dropFirst() {
      if link("\(next)/\(first)", "\(next)/\(name)") != 0 { try create(name, bytes) }
    }
    self.names += names
  }

  private func create(_ name: String, _ bytes: [UInt8]) throws(Failure) {
    let file = open("\(next)/\(name)", O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
    guard file >= 0 else { throw Self.failure("\(target)/\(name)") }
    defer { close(file) }
    let problem: FileWriteError? = bytes.withUnsafeBytes { buffer in
      do throws(FileWriteError) { try buffer.write(to: file) } catch { return error }
      return nil
    }
    if let problem { throw Self.failure("\(target)/\(name)", problem.description) }
    guard fsync(file) == 0 else { throw Self.failure("\(target)/\(name)") }
  }

  /// Puts the folder in its place.
  public func commit() throws(Failure) {
    try create(Self.list, Array(names.sorted().map { "\($0)\n" }.joined().utf8))
    guard fsync(descriptor) == 0 || errno == EINVAL else { throw Self.failure(target) }
    if access(target, F_OK) != 0 {
      guard rename(next, target) == 0 else { throw Self.failure(target) }
      isCommitted = true
      return
    }
    guard exchange_names(next, target) == 0 else { throw Self.failure(target) }
    isCommitted = true
    // The old folder stands under the other name now.
    try? BundleFolder(next).remove("")
  }

  private static func failure(_ file: String, _ reason: String = String(cString: strerror(errno))) -> Failure {
    Failure(.outputUnwritable, "the folder cannot be written: \(reason)", file: file)
  }
}
