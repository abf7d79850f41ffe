public import Contacts
import Synchronization
package import TextEncoding
import YAMLSyntax

#if canImport(Glibc)
  import Glibc
#endif

/// Every format that a run knows: the ones built in, then a user's own, which replace those of the same name.
///
/// A run needs few of them: a descriptor is parsed when somebody asks how its files are told from others, and understood
/// when somebody asks for its format.
public struct FormatLibrary: Sendable {
  /// The format whose limits and field rules hold where no other phone system is named.
  public static let referenceProfile = "izt-cloud-voice"

  /// By their names, in alphabetical order.
  private let entries: [LibraryEntry]
  private let words = HeaderWordsOnce()

  private init(_ entries: [LibraryEntry]) { self.entries = entries }

  static let empty = FormatLibrary([])

  /// The formats built in, which libraries share, and what was read of them, unless an own one may be what they are like.
  private static let builtIn = FormatLibrary(EmbeddedFormats.all.map(LibraryEntry.init).sorted { $0.id < $1.id })

  /// The formats built in.
  public init() throws(Failure) { try self.init(folders: []) }

  /// The formats built in and those of `folders`, in order; a later one replaces an earlier one of its name.
  ///
  /// - Throws: ``Failure`` where a folder cannot be read or a descriptor in it is wrong.
  public init(folders: [String]) throws(Failure) {
    var own: [String: LibraryEntry] = [:]
    for folder in folders {
      for path in try Self.descriptors(in: folder) {
        let file = try DescriptorFile(path: path)
        own[file.id] = LibraryEntry(file)
      }
    }
    if own.isEmpty {
      self = Self.builtIn
      return
    }
    let builtIn = EmbeddedFormats.all.map(LibraryEntry.init)
    self.init((builtIn.filter { own[$0.id] == nil } + own.values).sorted { $0.id < $1.id })
    // A user's own are checked at once, and so are those that are like one of them.
    for entry in entries {
      let like = entry.file().like ?? ""
      if own[entry.id] != nil || own[like] != nil { _ = try entry.format(of: self) }
    }
  }

  /// Reads the descriptor at `path`, which may be like one that is built in.
  public static func format(atPath path: String) throws(Failure) -> Format {
    try Format(DescriptorFile(path: path), among: try FormatLibrary())
  }

  /// In alphabetical order.
  public var formats: [Format] {
    get throws(Failure) {
      try inParallel(entries.count) { (index) throws(Failure) in try entries[index].format(of: self) }
    }
  }

  /// What the formats are called, in alphabetical order.
  var names: [String] { entries.map(\.id) }

  /// The descriptor of the format called `name`, or that of it of which an outline is made; nil where there is none.
  func descriptor(named name: String, isOutline: Bool = false) -> DescriptorFile? {
    guard let entry = entries.first(where: { $0.id == name }) else { return nil }
    return isOutline ? entry.outlineFile() : entry.file()
  }

  /// The format called `name`.
  ///
  /// - Throws: ``Failure`` with the nearest known name.
  public func format(named name: String) throws(Failure) -> Format {
    let base = name.prefix { $0 != "/" }
    if let entry = entries.first(where: { $0.id == base }) {
      let format = try entry.format(of: self)
      if base.count == name.count { return format }
      if let variant = format.variants.first(where: { $0.id == name }) { return variant }
      throw Failure(
        .formatUnknown, DescriptorMistake.unknown("variant", name, among: format.variants.map(\.id)).what)
    }
    throw Failure(.formatUnknown, DescriptorMistake.unknown("format", name, among: names).what)
  }

  /// How the files of each format of `syntaxes` are told from others, in the order of the names.
  func outlines(of syntaxes: Format.Syntax...) throws(Failure) -> [FormatOutline] {
    let entries = entries.filter { $0.mayBe(of: syntaxes) }
    let all = try inParallel(entries.count) { (index) throws(Failure) in try entries[index].outline(of: self) }
    return all.filter { syntaxes.contains($0.syntax) }
  }

  /// The format of an outline of this library.
  func format(_ outline: FormatOutline) throws(Failure) -> Format { try format(named: outline.id) }

  /// The format for files of a syntax that nothing else fits; nil where there is none.
  func lastResort(_ syntax: Format.Syntax) throws(Failure) -> Format? {
    // No more is read than one after another up to it.
    for entry in entries where entry.mayBe(of: [syntax]) {
      let outline = try entry.outline(of: self)
      if outline.syntax == syntax, outline.recognition.isLastResort { return try entry.format(of: self) }
    }
    return nil
  }

  /// The titles that tell the header of a table from records.
  package func headerWords() throws(Failure) -> HeaderWords {
    try words.value.made { () throws(Failure) in HeaderWords(try lastResort(.table)) }
  }

  /// What a column of that title means in a table of no known system; nil where nobody can tell.
  func meaning(ofTitle title: String) throws(Failure) -> Meaning? {
    let key = HeaderKey(title)
    return try lastResort(.table)?.rules.first { $0.locator.key == key || $0.synonyms.contains { $0.key == key } }?
      .meaning
  }

  /// The text of the descriptor called `name`, as its author wrote it.
  public func descriptor(of format: Format) throws(Failure) -> String {
    for known in EmbeddedFormats.all where known.file == format.origin { return known.text.description }
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

/// The words of headers, made when somebody asks for them.
private final class HeaderWordsOnce: Sendable {
  let value = Mutex<HeaderWords?>(nil)
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
