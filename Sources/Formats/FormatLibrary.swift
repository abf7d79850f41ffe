public import Contacts
package import TextEncoding
import YAMLSyntax

#if canImport(Glibc)
  import Glibc
#endif

/// Every format that a run knows: the ones built in, then a user's own, which replace those of the same name.
public struct FormatLibrary: Sendable {
  /// The format whose limits and field rules hold where no other phone system is named.
  public static let referenceProfile = "izt-cloud-voice"

  /// In alphabetical order.
  public let formats: [Format]

  /// The formats built in.
  public init() throws(Failure) { try self.init(folders: []) }

  /// The formats built in and those of `folders`, in order; a later one replaces an earlier one of its name.
  ///
  /// - Throws: ``Failure`` where a folder cannot be read or a descriptor in it is wrong.
  public init(folders: [String]) throws(Failure) {
    var files = try Self.builtIn()
    for folder in folders {
      for path in try Self.descriptors(in: folder) {
        let file = try DescriptorFile(path: path)
        files[file.id] = file
      }
    }
    let (all, sorted) = (files, files.sorted { $0.key < $1.key })
    formats = try inParallel(sorted.count) { (index) throws(Failure) in try Format(sorted[index].value, among: all) }
  }

  /// Reads the descriptor at `path`, which may be like one that is built in.
  public static func format(atPath path: String) throws(Failure) -> Format {
    try Format(DescriptorFile(path: path), among: builtIn())
  }

  private static func builtIn() throws(Failure) -> [String: DescriptorFile] {
    let embedded = EmbeddedFormats.all
    let files = try inParallel(embedded.count) { (index) throws(Failure) in
      let (name, text) = embedded[index]
      let bytes = UnsafeRawBufferPointer(start: text.utf8Start, count: text.utf8CodeUnitCount)
      return try DescriptorFile(bytes, origin: name)
    }
    return Dictionary(files.map { ($0.id, $0) }) { _, later in later }
  }

  /// The format called `name`.
  ///
  /// - Throws: ``Failure`` with the nearest known name.
  public func format(named name: String) throws(Failure) -> Format {
    let base = name.prefix { $0 != "/" }
    if let format = formats.first(where: { $0.id == base }) {
      if base.count == name.count { return format }
      if let variant = format.variants.first(where: { $0.id == name }) { return variant }
      throw Failure(
        .formatUnknown, DescriptorMistake.unknown("variant", name, among: format.variants.map(\.id)).what)
    }
    throw Failure(
      .formatUnknown, DescriptorMistake.unknown("format", name, among: formats.map(\.id)).what)
  }

  /// The text of the descriptor called `name`, as its author wrote it.
  public func descriptor(of format: Format) throws(Failure) -> String {
    for (file, text) in EmbeddedFormats.all where file == format.origin { return text.description }
    return try FileBytes(named: format.origin).withBytes { String(decoding: $0, as: UTF8.self) }
  }

  /// Where a user's own descriptors lie: `$XDG_CONFIG_HOME/switchbook/formats`, else below `~/.config`; empty where
  /// there is no such folder.
  public static func userFolders(environment: [String: String]) -> [String] {
    let home = environment["XDG_CONFIG_HOME"].flatMap { $0.hasPrefix("/") ? $0 : nil }
    guard let base = home ?? environment["HOME"].map({ "\($0)/.config" }) else { return [] }
    let folder = "\(base)/switchbook/formats"
    return access(folder, R_OK) == 0 ? [folder] : []
  }

  private static func descriptors(in folder: String) throws(Failure) -> [String] {
    guard let handle = opendir(folder) else {
      if errno == ENOENT { throw Failure(.fileMissing, "there is no such folder", file: folder) }
      throw Failure(.fileUnreadable, "the folder cannot be read: \(String(cString: strerror(errno)))", file: folder)
    }
    defer { closedir(handle) }
    var names: [String] = []
    while let entry = readdir(handle) {
      let name = withUnsafePointer(to: &entry.pointee.d_name) {
        $0.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
      }
      if name.hasSuffix(".yaml"), !name.hasPrefix(".") { names.append("\(folder)/\(name)") }
    }
    return names.sorted()
  }
}

extension FileBytes {
  /// The file at `path` (`-` for standard input); why it cannot be read, for people.
  package convenience init(named path: String) throws(Failure) {
    do {
      try self.init(path: path)
    } catch {
      switch error {
      case .missing: throw Failure(.fileMissing, "there is no such file", file: path)
      case .folder: throw Failure(.fileIsFolder, "this is a folder, not a file", file: path)
      case .unreadable(let reason): throw Failure(.fileUnreadable, "the file cannot be read: \(reason)", file: path)
      }
    }
  }
}
