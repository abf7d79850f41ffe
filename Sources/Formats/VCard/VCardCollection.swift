import Contacts
import Glibc
import TextEncoding
import VCardSyntax
import ZipSyntax

/// Contacts of many files of cards: a folder (vdir), or a ZIP archive as clouds hand out.
///
/// Files are opened when their part is read and closed again, so that memory does not grow with their number.
struct VCardCollection: ContactSource {
  let name: String
  let files: [String]
  private let container: Container
  private let parts: [Range<Int>]
  private let dialect: CardDialect
  private let guess: String
  private let encoding: String?
  /// Files that are passed over, by what they are.
  private let skipped: [(what: String, example: String, count: Int)]

  private enum Container: Sendable {
    case folder([FolderFile])
    case archive(ZipArchive, FileBytes, [ZipArchive.Entry])
  }

  /// A file of a folder, or what stands in the way of one.
  private struct FolderFile: Sendable {
    /// Below the folder.
    var path: String
    var size = 0
    /// Why it is not opened; empty for a file that is.
    var problem = ""
  }

  /// How many bytes of files a part holds, about.
  private static let partSize = 1 << 20
  /// How many parts an archive has, about: each part opens it, which takes time for every entry.
  private static let archiveParts = 4

  /// The cards of a folder and the folders in it.
  init(folder path: String, format: Format, isGuess: Bool, encoding: String?) throws(Failure) {
    var files: [FolderFile] = []
    var others: [String] = []
    if let reason = Self.list(path, below: "", depth: 0, into: &files, &others) {
      throw Failure(.fileUnreadable, reason, file: path)
    }
    guard !files.isEmpty else {
      throw Failure(
        .fileWithoutRecords, "there is no .vcf file in the folder", file: path, help: "name a folder of cards")
    }
    files.sort { $0.path < $1.path }
    let skipped = Self.skipped([("files that are not called .vcf", others.sorted())])
    self.init(path, .folder(files), sizes: files.map(\.size), skipped: skipped, format, isGuess, encoding)
  }

  /// The cards of an archive; nil where there are none in it.
  init?(archive file: FileBytes, path: String, format: Format, isGuess: Bool, encoding: String?) throws(Failure) {
    let archive: ZipArchive
    do throws(ZipError) {
      archive = try ZipArchive(file.bytes)
    } catch {
      throw Failure(.fileDamaged, "the archive is no use: \(error.reason)", file: path)
    }
    var entries: [ZipArchive.Entry] = []
    var (attributes, others): ([String], [String]) = ([], [])
    for entry in archive.entries {
      // Macs put a file's attributes beside it, under its name.
      if entry.name.hasPrefix("__MACOSX/") || entry.name.split(separator: "/").last?.hasPrefix("._") == true {
        attributes.append(entry.name)
      } else if VCardSource.isNamedLikeCards(entry.name) || entry.problem == .nested {
        entries.append(entry)
      } else {
        others.append(entry.name)
      }
    }
    let skipped = Self.skipped([
      ("files that a Mac keeps beside others", attributes), ("files that are not called .vcf", others),
    ])
    guard entries.contains(where: { $0.problem != .nested }) else { return nil }
    let sizes = entries.map { $0.problem == nil ? $0.size : 0 }
    self.init(
      path, .archive(archive, file, entries), sizes: sizes, skipped: skipped, format, isGuess, encoding)
  }

  private static func skipped(
    _ files: [(what: String, names: [String])]
  ) -> [(what: String, example: String, count: Int)] {
    files.compactMap { what, names in names.first.map { (what, $0, names.count) } }
  }

  private init(
    _ path: String, _ container: Container, sizes: [Int], skipped: [(what: String, example: String, count: Int)],
    _ format: Format, _ isGuess: Bool, _ encoding: String?
  ) {
    name = path
    self.skipped = skipped
    self.container = container
    switch container {
    case .folder(let folder): files = folder.map(\.path)
    case .archive(_, _, let entries): files = entries.map(\.name)
    }
    dialect = CardDialect(format)
    guess = isGuess ? "\(format.id) (\(format.title))" : ""
    self.encoding = encoding
    var partSize = Self.partSize
    if case .archive = container { partSize = max(partSize, sizes.reduce(0) { $0 + $1 + 4_096 } / Self.archiveParts) }
    var parts: [Range<Int>] = []
    var start = 0
    var size = 0
    for (index, more) in sizes.enumerated() {
      size += more + 4_096
      if size >= partSize {
        parts.append(start..<(index + 1))
        start = index + 1
        size = 0
      }
    }
    if start < sizes.count { parts.append(start..<sizes.count) }
    self.parts = parts
  }

  var partCount: Int { parts.count }

  func read<Sink: RecordSink>(part: Int, into sink: inout Sink) throws(Failure) {
    if part == 0, !guess.isEmpty { sink.log.add(.formatGuessed, guess) }
    if part == 0 {
      for (what, example, count) in skipped { sink.log.add(.entrySkipped, what, count: count, example: example) }
    }
    var unmapped = UnmappedProperties()
    try eachFile(of: part) { number, result, _ in
      switch result {
      case .success(let cards):
        let count = cards.read(cards.whole, number: number, dialect: dialect, unmapped: &unmapped, into: &sink)
        if count == 0 { sink.reject(.recordUnreadable, "there is no card in it", at: Place(file: number)) }
      case .failure(let failure): sink.reject(.recordUnreadable, failure.what, at: Place(file: number))
      }
    }
    unmapped.tell(&sink.log)
  }

  func rejectedFile(_ rejections: [[(ordinal: Int, reason: String)]]) throws(Failure) -> RejectedFile {
    var file: [UInt8] = []
    for (part, rejected) in rejections.enumerated() where !rejected.isEmpty {
      var wanted = rejected[...]
      var ordinal = 0
      try eachFile(of: part, keepingRefused: true) { number, result, refused in
        if case .success(let cards) = result, cards.appendRejected(cards.whole, &wanted, &ordinal, to: &file) > 0 {
          return
        }
        // A file without cards is one record, and so is one that is refused whatever is in it.
        if let next = wanted.first, next.ordinal == ordinal {
          let reason = "\(files[number - 1]): \(next.reason)"
          if let cards = refused ?? (try? result.get()) {
            cards.appendRefused(reason, to: &file)
          } else {
            CardFile.appendReason(reason, to: &file)
          }
          wanted = wanted.dropFirst()
        }
        ordinal += 1
      }
    }
    return RejectedFile(suffix: "vcf", bytes: file)
  }

  /// Opens the files of a part one after the other; `number` is the file's among ``files``, from 1, and `refused` is what
  /// is in one that is not to be read for where it stands, if that is to be kept.
  private func eachFile(
    of part: Int, keepingRefused keepsRefused: Bool = false,
    _ body: (_ number: Int, Result<CardFile, Failure>, _ refused: CardFile?) -> Void
  ) throws(Failure) {
    switch container {
    case .folder(let files):
      for (index, file) in zip(parts[part], files[parts[part]]) {
        do throws(Failure) {
          guard file.problem.isEmpty else { throw Failure(.fileUnreadable, file.problem, file: name) }
          let bytes = try FileBytes(named: "\(name)/\(file.path)")
          body(index + 1, .success(try CardFile(bytes, path: file.path, encoding: encoding)), nil)
        } catch {
          body(index + 1, .failure(error), nil)
        }
      }
    case .archive(let archive, let file, let entries):
      let reader: ZipReader
      do throws(ZipError) {
        reader = try archive.reader(file.bytes)
      } catch {
        throw Failure(.fileDamaged, "the archive is no use: \(error.reason)", file: name)
      }
      for (index, entry) in zip(parts[part], entries[parts[part]]) {
        do throws(Failure) {
          let file = FileBytes(try unpacked(entry, reader))
          body(index + 1, .success(try CardFile(file, path: entry.name, encoding: encoding)), nil)
        } catch {
          var refused: CardFile?
          if keepsRefused, entry.problem == .climbs {
            // Nothing is ever unpacked to where its path leads, so that it can be looked at.
            var inside = entry
            inside.problem = nil
            refused = (try? unpacked(inside, reader)).flatMap {
              try? CardFile(FileBytes($0), path: entry.name, encoding: encoding)
            }
          }
          body(index + 1, .failure(error), refused)
        }
      }
    }
  }

  private func unpacked(_ entry: ZipArchive.Entry, _ reader: borrowing ZipReader) throws(Failure) -> [UInt8] {
    do throws(ZipArchive.Problem) {
      return try reader.read(entry)
    } catch {
      throw Failure(.fileUnreadable, error.rawValue, file: name)
    }
  }

  /// Lists the card files of a folder and of the folders in it, and which `others` there are; returns why it cannot be
  /// read, nil where it can.
  ///
  /// Hidden files are left out. Links are listed and not followed: they may lead out of what the command line named.
  private static func list(
    _ root: String, below folder: String, depth: Int, into files: inout [FolderFile], _ others: inout [String]
  ) -> String? {
    guard depth < 16 else { return "its folders are nested more than 16 deep" }
    guard let handle = opendir(folder.isEmpty ? root : "\(root)/\(folder)") else {
      return "the folder cannot be read: \(String(cString: strerror(errno)))"
    }
    defer { closedir(handle) }
    while let entry = readdir(handle) {
      let name = withUnsafePointer(to: &entry.pointee.d_name) {
        $0.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
      }
      var file = FolderFile(path: folder.isEmpty ? name : "\(folder)/\(name)")
      var status = stat()
      guard !name.hasPrefix("."), lstat("\(root)/\(file.path)", &status) == 0 else { continue }
      let kind = status.st_mode & S_IFMT
      if kind == S_IFDIR {
        guard let problem = list(root, below: file.path, depth: depth + 1, into: &files, &others) else { continue }
        file.problem = problem
      } else {
        // A link without the name may lead to a folder of cards.
        guard VCardSource.isNamedLikeCards(name) || kind == S_IFLNK && isFolder("\(root)/\(file.path)") else {
          others.append(file.path)
          continue
        }
        file.size = Int(status.st_size)
        if kind != S_IFREG { file.problem = kind == S_IFLNK ? "links are not followed" : "it is no file" }
      }
      files.append(file)
    }
    return nil
  }
}

/// Whether a folder stands at `path`.
func isFolder(_ path: String) -> Bool {
  var status = stat()
  return stat(path, &status) == 0 && status.st_mode & S_IFMT == S_IFDIR
}
