import Contacts
import Glibc
import TextEncoding
import ZipSyntax

/// The files of a bundle that was packed to one ZIP archive.
struct BundleArchive: Sendable {
  let path: String
  private let file: FileBytes
  private let archive: ZipArchive
  /// The files by their paths in the bundle.
  private let entries: [String: ZipArchive.Entry]

  /// What an archive may unpack to, which ``Bundle/packed()`` keeps to: a small one could else take all memory.
  static let limits = ZipArchive.Limits(entryBytes: 512 << 20, totalBytes: 8 << 30, ratio: 250)

  /// Why a file that goes beyond the limits is refused.
  static func excess(_ entry: ZipArchive.Entry) -> String {
    "\(entry.size) bytes packed to \(entry.packedSize): a packed bundle holds files of at most \(limits.entryBytes) bytes, "
      + "large ones at most \(limits.ratio ?? 0) times their packed size, and \(limits.totalBytes) bytes in all"
  }

  /// The bundle in the file `path`; nil where that is no archive, or none of a bundle.
  ///
  /// The bundle may lie in a folder of the archive, as other programs pack it.
  init?(_ path: String) {
    var status = stat()
    // Looking into a pipe would take from it what somebody else wants to read.
    guard path != "-", stat(path, &status) == 0, status.st_mode & S_IFMT == S_IFREG,
      let file = try? FileBytes(path: path),
      file.withBytes(ZipArchive.recognises),
      let archive = file.withBytes({ try? ZipArchive($0, limits: Self.limits) })
    else { return nil }
    let places = archive.entries.map(\.name).filter { $0 == "bundle.yaml" || $0.hasSuffix("/bundle.yaml") }
    guard let place = places.min(by: { $0.utf8.count < $1.utf8.count }) else { return nil }
    let folder = place.dropLast("bundle.yaml".count)
    self.path = path
    self.file = file
    self.archive = archive
    entries = Dictionary(
      archive.entries.filter { $0.name.hasPrefix(folder) }.map { (String($0.name.dropFirst(folder.count)), $0) }
    ) { first, _ in first }
  }

  var names: [String] { entries.keys.sorted() }

  private static let help = "use another copy; or unpack it with another program, and run switchbook check"

  func read(_ name: String) throws(Failure) -> FileBytes? {
    guard let entry = entries[name] else { return nil }
    do {
      return FileBytes(try archive.reader(file.bytes).read(entry))
    } catch let problem as ZipArchive.Problem {
      let what = problem == .tooLarge ? Self.excess(entry) : problem.rawValue
      throw Failure(.bundleDamaged, what, file: "\(path)/\(name)", help: Self.help)
    } catch {
      throw Failure(.bundleDamaged, "the archive cannot be read", file: path, help: Self.help)
    }
  }
}

/// Where a bundle's files are read from.
enum BundleFiles: Sendable {
  case folder(BundleFolder)
  case archive(BundleArchive)

  init(_ path: String) {
    if let archive = BundleArchive(path) { self = .archive(archive) } else { self = .folder(BundleFolder(path)) }
  }

  /// The bytes of a file; nil where there is none.
  func read(_ file: String) throws(Failure) -> FileBytes? {
    switch self {
    case .folder(let folder): try folder.read(file)
    case .archive(let archive): try archive.read(file)
    }
  }

  /// The files below a folder of the bundle, as paths from that folder.
  func files(below folder: String) throws(Failure) -> [String] {
    switch self {
    case .folder(let bundle): try bundle.files(below: folder)
    case .archive(let archive):
      archive.names.filter { $0.hasPrefix("\(folder)/") }.map { String($0.dropFirst(folder.count + 1)) }
    }
  }

  /// Which `bundle.yaml` is in force: another one after every change; nil in an archive, which nobody changes.
  var generation: BundleFolder.Generation? { if case .folder(let folder) = self { folder.generation } else { nil } }

  /// The files and folders, from the bundle's own on, that others than their owner may read or write; none in an
  /// archive, whose mode is that of one file.
  var openToOthers: [String] { if case .folder(let folder) = self { folder.openToOthers(in: "") } else { [] } }

  /// How many changes can be taken back.
  var historyCount: Int { if case .folder(let folder) = self { folder.historyNumbers.count } else { 0 } }
}
