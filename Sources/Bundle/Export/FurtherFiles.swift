public import Contacts
public import Formats
import Glibc
import TextEncoding

/// The files beside an exported one: pages or phonebooks of a menu, to which it refers, and records that were rejected.
///
/// A later export may need fewer of them. Those left over would still be served, with what nobody is meant to see any
/// longer, or be taken for what the later one rejected, and are removed; but only where an export demonstrably wrote
/// them. So a list lies beside the files, as `.acme.xml.files` for `acme.xml`, in the form of `sha256sum`: a file is an
/// export's where the list has its name and the digest of what is in it now. Whatever else lies there is somebody's own
/// and stays.
///
/// ```swift
/// var further = FurtherFiles(of: "acme.xml")
/// try further.announce(pages)
/// // … write them …
/// let left = try further.removeOthers()
/// ```
public struct FurtherFiles {
  /// A line of the list.
  fileprivate struct Entry: Hashable {
    let digest: String
    let name: String
  }

  /// The folder with a slash behind it; empty for the current one.
  private let folder: String
  private let list: String
  /// What an earlier export wrote.
  private let earlier: Set<Entry>
  private var announced: [Entry] = []

  /// The further files of the one at `path`, as an earlier export of it left them.
  public init(of path: String) {
    let slash = path.lastIndex(of: "/").map(path.index(after:)) ?? path.startIndex
    folder = String(path[..<slash])
    list = "\(folder).\(path[slash...]).files"
    let text = (try? FileBytes(path: list))?.string ?? ""
    earlier = Set(text.split(separator: "\n").compactMap { Entry($0) })
  }

  /// Whether the file called `name` is as an earlier export wrote it.
  public func isOurs(_ name: String) -> Bool { digest(of: name).map { earlier.contains(Entry($0, name)) } ?? false }

  /// Notes what is about to be written, so that it is known as an export's even if that is cut short.
  public mutating func announce(_ files: some Sequence<OutputFile>) throws(Failure) {
    announced = files.map { Entry(SHA256.digest(of: $0.bytes), $0.name) }
    if !announced.isEmpty || !earlier.isEmpty { try write(earlier.union(announced)) }
  }

  /// Removes what an earlier export wrote and this one did not.
  ///
  /// - Parameter isRead: whether this one was made of the file of that name, which stays then.
  /// - Returns: names of files that were removed, and of those that stay because somebody changed them since.
  public func removeOthers(
    unless isRead: (String) -> Bool = { _ in false }
  ) throws(Failure) -> (removed: [String], kept: [String]) {
    var removed: [String] = []
    var kept: [String] = []
    let names = Set(announced.map(\.name))
    for name in Set(earlier.map(\.name)).subtracting(names).sorted() where exists(name) && !isRead(name) {
      if isOurs(name), unlink(folder + name) == 0 { removed.append(name) } else { kept.append(name) }
    }
    if !announced.isEmpty { try write(Set(announced)) } else if !earlier.isEmpty { unlink(list) }
    return (removed, kept)
  }

  private func write(_ entries: Set<Entry>) throws(Failure) {
    let lines = entries.sorted { ($0.name, $0.digest) < ($1.name, $1.digest) }.map { "\($0.digest)  \($0.name)\n" }
    do throws(FileWriteError) {
      let file = try FileReplacement(of: list)
      try file.write(Array(lines.joined().utf8))
      try file.commit()
    } catch {
      throw Failure(.outputUnwritable, "the file cannot be written: \(error)", file: list)
    }
  }

  private func exists(_ name: String) -> Bool {
    var status = stat()
    return lstat(folder + name, &status) == 0
  }

  /// The digest of a file; nil where there is none, or something else of that name.
  private func digest(of name: String) -> String? {
    var status = stat()
    guard lstat(folder + name, &status) == 0, status.st_mode & S_IFMT == S_IFREG,
      let file = try? FileBytes(path: folder + name)
    else { return nil }
    return SHA256.digest(of: file)
  }
}

extension FurtherFiles.Entry {
  fileprivate init(_ digest: String, _ name: String) { (self.digest, self.name) = (digest, name) }

  /// Reads a line of the list; nil where it is none, or its name leads to another folder.
  fileprivate init?(_ line: Substring) {
    guard let gap = line.firstRange(of: "  ") else { return nil }
    let name = line[gap.upperBound...]
    guard !name.isEmpty, !name.contains("/"), line[..<gap.lowerBound].utf8.count == 64 else { return nil }
    self.init(String(line[..<gap.lowerBound]), String(name))
  }
}
