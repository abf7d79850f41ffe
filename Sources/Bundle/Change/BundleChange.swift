public import Contacts
import Formats
import Glibc
import Synchronization
import TextEncoding
import YAMLSyntax

/// A change of a bundle: made whole or not at all, whatever cuts it short.
///
/// ```swift
/// let change = try BundleChange(of: "acme")
/// change.manifest.region = "DE"
/// try change.write(contacts, to: .company)
/// try change.commit()
/// ```
///
/// While it lives nobody else can change the bundle. Without ``commit()`` the bundle stays as it was; a bundle that did
/// not exist leaves nothing behind. What a change replaces is kept, so that ``undo(discardingEdits:)`` can bring it back.
public final class BundleChange {
  /// What `bundle.yaml` will say; the files written through the change are added to it.
  public var manifest: Manifest
  /// The bundle before the change; nil where there was none.
  public let old: Bundle?

  let folder: BundleFolder
  private let lock: FolderLock
  private let isNewFolder: Bool
  private var isCommitted = false
  /// Files that go with the change, below the bundle's folder.
  var retired: [String] = []
  /// The digests of the reports that the change writes, by their names below the folder of reports.
  private(set) var reports: [String: String] = [:]

  /// Begins to change the bundle in the folder `path`, or to make one there.
  ///
  /// - Throws: ``Failure`` where somebody else changes it now, the folder holds other things than a bundle, or cannot
  ///   be written.
  public convenience init(of path: String) throws(Failure) { try self.init(of: path, on: .real) }

  /// Begins a change on a disk that may fail.
  package init(of path: String, on disk: Disk) throws(Failure) {
    if BundleArchive(path) != nil {
      throw Failure(
        .outputUnwritable, "a packed bundle cannot be changed", file: path,
        help: "unpack it with switchbook bundle unpack \(path) FOLDER")
    }
    folder = BundleFolder(path, disk: disk)
    isNewFolder = access(path, F_OK) != 0
    try folder.makeFolder("")
    if !isNewFolder { try Self.refuseOthersFolder(folder) }
    lock = try FolderLock(folder)
    try folder.finishSwitch()
    try folder.remove(BundleFolder.next)
    old = Bundle.exists(at: path) ? try Bundle(at: path).refusingEdits : nil
    manifest = old?.manifest ?? Manifest()
  }

  deinit {
    if isCommitted { return }
    try? folder.remove(BundleFolder.next)
    if isNewFolder {
      lock.removeFile()
      rmdir(folder.path)
    }
  }

  /// A folder with files that are none of a bundle's is somebody else's.
  private static func refuseOthersFolder(_ folder: BundleFolder) throws(Failure) {
    if folder.holds("bundle.yaml") { return }
    let others = try folder.files(below: "").filter { !$0.hasPrefix(".") }
    guard let other = others.first else { return }
    throw Failure(
      .outputUnwritable, "the folder holds \"\(other)\" and no bundle", file: folder.path,
      help: "name a new or empty folder")
  }

  /// Writes all contacts of a scope, in order, and records what the file holds.
  ///
  /// - Parameter kept: how many contacts of the packed collection, from its first, are those of the bundle before the
  ///   change: what nobody changed of them is copied as it stands.
  public func write(
    _ contacts: ContactSelection, to scope: Bundle.Scope, keepingFirst kept: Int = 0
  ) throws(Failure) {
    if contacts.isEmpty, manifest.files[scope.file] == nil { return }
    var texts: RecordTexts?
    if kept > 0, let old { texts = RecordTexts(try old.bytes(of: scope.file)) }
    let known = texts?.count == kept ? texts : nil
    let output = Mutex(DigestingFile(try create(scope.file), folder, scope.file))
    let size = 2_048
    inOrder((contacts.count + size - 1) / size) { chunk in
      var bytes: [UInt8] = []
      var yaml = YAMLWriter()
      for index in (chunk * size)..<min(contacts.count, (chunk + 1) * size) {
        if let known, contacts.place(of: index) < kept {
          bytes += yaml.take()
          known.append(contacts.place(of: index), to: &bytes)
        } else {
          contacts[index].write(to: &yaml)
        }
      }
      return bytes.isEmpty ? yaml.take() : bytes + yaml.take()
    } take: { bytes in
      output.withLock { $0.write(bytes) }
    }
    if contacts.isEmpty { output.withLock { $0.write(Array("[]\n".utf8)) } }
    let digest = try output.withLock { (file) throws(Failure) in try file.finish() }
    manifest.files[scope.file] = Manifest.FileRecord(contacts: contacts.count, sha256: digest)
  }

  /// Removes all contacts of a scope.
  public func remove(_ scope: Bundle.Scope) {
    guard manifest.files.removeValue(forKey: scope.file) != nil else { return }
    retired.append(scope.file)
  }

  /// Writes a report of the run that makes this change.
  public func writeReport(_ bytes: [UInt8], named name: String) throws(Failure) {
    reports[name] = try write(bytes, to: "reports/\(name)")
  }

  /// Removes the reports of earlier runs from a folder of reports, those below it aside: this run has its own.
  ///
  /// - Returns: their names below the folder of all reports.
  @discardableResult
  public func retireReports(in subfolder: String = "") throws(Failure) -> [String] {
    let start = subfolder.isEmpty ? "" : "\(subfolder)/"
    let old = try folder.files(below: subfolder.isEmpty ? "reports" : "reports/\(subfolder)")
      .filter { !$0.contains("/") }.map { start + $0 }
    retired += old.map { "reports/\($0)" }
    return old
  }

  /// Whether a report of an earlier run, which goes with the change, is replaced by one of the same bytes.
  public func replacesEqually(_ report: String) -> Bool {
    guard let new = reports[report], let old = try? folder.read("reports/\(report)") else { return false }
    return SHA256.digest(of: old) == new
  }

  /// Makes the change true.
  public func commit() throws(Failure) {
    let written = Set(reports.keys.map { "reports/\($0)" })
    let gone = retired.filter { $0.hasPrefix("reports/") }
    retired.removeAll(where: written.contains)
    let yaml = try newYAML()
    if let old { try keep(old, replacedBy: yaml, reports: written.union(gone)) }
    try finish(with: yaml)
  }

  /// `bundle.yaml` as the change makes it; an older version of it is kept beside.
  func newYAML() throws(Failure) -> [UInt8] {
    guard let old else { return manifest.yaml }
    if old.version < Manifest.currentVersion { try write(old.yaml, to: "bundle.version-\(old.version).yaml") }
    return manifest.yaml(editing: String(decoding: old.yaml, as: UTF8.self), saying: old.manifest)
  }

  /// Writes `bundle.yaml` and makes everything that was written true in one step.
  func finish(with yaml: [UInt8]) throws(Failure) {
    // What nobody could read again is not written.
    _ = try FileBytes(yaml).withBytes { (bytes) throws(Failure) in
      try Manifest(yaml: bytes, file: "\(folder.path)/bundle.yaml")
    }
    if !retired.isEmpty { try write(Array(retired.map { "\($0)\n" }.joined().utf8), to: BundleFolder.retired) }
    try write(yaml, to: "bundle.yaml")
    try folder.synchroniseAll(below: BundleFolder.next)
    let disk = folder.disk
    guard disk.does({ rename(folder.absolute(BundleFolder.next), folder.absolute(BundleFolder.committed)) }) else {
      throw folder.failure("")
    }
    isCommitted = true
    // A folder that somebody made for the bundle may be open to others.
    if old == nil { chmod(folder.path, 0o700) }
    // The change is true now. What cannot be moved into place yet is read where it lies, and moved by the next change.
    try? folder.synchronise("")
    try? folder.finishSwitch()
    try? folder.forget(before: manifest.history ?? Manifest.defaultHistory)
  }

  /// Writes a whole file of the change; its digest.
  @discardableResult
  func write(_ bytes: [UInt8], to file: String) throws(Failure) -> String {
    let output = DigestingFile(try create(file), folder, file)
    output.write(bytes)
    return try output.finish()
  }

  private func create(_ file: String) throws(Failure) -> Int32 {
    let path = "\(BundleFolder.next)/\(file)"
    try folder.makeFolder(path.split(separator: "/").dropLast().joined(separator: "/"))
    let descriptor = folder.disk.opens {
      open(folder.absolute(path), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
    }
    guard descriptor >= 0 else { throw folder.failure(file) }
    return descriptor
  }
}

/// A file that is digested while it is written.
private final class DigestingFile {
  private let descriptor: Int32
  private let folder: BundleFolder
  private let file: String
  private let digest = SHA256()
  private var error: String?

  init(_ descriptor: Int32, _ folder: BundleFolder, _ file: String) {
    self.descriptor = descriptor
    self.folder = folder
    self.file = file
  }

  deinit { close(descriptor) }

  func write(_ bytes: [UInt8]) {
    if error != nil { return }
    guard folder.disk.does({ 0 }) else { return error = String(cString: strerror(errno)) }
    bytes.withUnsafeBytes { buffer in
      digest.update(buffer)
      do throws(FileWriteError) { try buffer.write(to: descriptor) } catch { self.error = error.description }
    }
  }

  /// Waits until the file is on the disk; the digest of what was written.
  func finish() throws(Failure) -> String {
    if let error { throw folder.failure(file, error) }
    guard folder.disk.does({ fsync(descriptor) }) else { throw folder.failure(file) }
    return digest.finish()
  }
}

/// Keeps others from changing a bundle at the same time.
private final class FolderLock {
  private let path: String
  private let descriptor: Int32

  init(_ folder: BundleFolder) throws(Failure) {
    path = folder.absolute(".lock")
    descriptor = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0o600)
    guard descriptor >= 0 else { throw folder.failure("") }
    guard flock(descriptor, LOCK_EX | LOCK_NB) == 0 else {
      close(descriptor)
      throw Failure(
        .bundleLocked, "somebody else is changing the bundle now", file: folder.path)
    }
  }

  deinit {
    // Closing alone would leave it locked for as long as a process that is just being started has not closed it too.
    flock(descriptor, LOCK_UN)
    close(descriptor)
  }

  func removeFile() { unlink(path) }
}
