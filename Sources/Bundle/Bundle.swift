public import Contacts
import Formats
import Glibc
import Synchronization
import TextEncoding

/// All contacts of one company's phone system, in a folder: its extensions, phonebooks and permissions in `bundle.yaml`,
/// company contacts and each extension's personal contacts in files of their own.
///
/// ```swift
/// let bundle = try Bundle(at: "acme")
/// let contacts = try bundle.contacts(of: .company)
/// ```
///
/// A bundle is a value: what was on the disk when it was opened. It changes through a ``BundleChange``. One that was
/// packed to a ZIP archive can be read where it lies.
public struct Bundle: Sendable {
  /// The bundle's folder, or archive, as the user named it.
  public let path: String
  /// What `bundle.yaml` says.
  public let manifest: Manifest
  let files: BundleFiles
  /// `bundle.yaml` as it is written.
  let yaml: [UInt8]
  /// The layout's version that it has on the disk.
  let version: Int
  private let generation: BundleFolder.Generation?
  /// Which files were compared with their digests; nil for a bundle that reads whatever is there.
  private var compared: ComparedFiles?

  /// Opens the bundle in the folder, or archive, `path`.
  ///
  /// - Throws: ``Failure`` where there is none, or `bundle.yaml` has a mistake, with line and column.
  public init(at path: String) throws(Failure) {
    self.path = path
    files = BundleFiles(path)
    generation = files.generation
    if case .folder = files, Self.isFile(path) {
      throw Failure(.bundleMissing, "this is a file, and no packed bundle", file: path, help: "name a bundle")
    }
    guard let file = try files.read("bundle.yaml") else {
      throw Failure(.bundleMissing, "there is no bundle.yaml in this folder", file: path)
    }
    manifest = try file.withBytes { (bytes) throws(Failure) in
      try Manifest(yaml: bytes, file: "\(path)/bundle.yaml")
    }
    yaml = file.array
    version = ManifestText(file.string)?.value(of: "version").flatMap { Int($0) } ?? Manifest.currentVersion
  }

  /// The same bundle, which refuses to read a file that is not as the bundle left it: what goes into a change must not
  /// take damage over, nor an edit by hand that nobody said is meant.
  public var refusingEdits: Bundle {
    var result = self
    result.compared = ComparedFiles()
    return result
  }

  /// Opens the bundle in the folder `path` and does `body` with it, again where somebody changes it meanwhile, so that
  /// `body` sees one whole bundle.
  public static func reading<Result>(
    _ path: String, _ body: (Bundle) throws(Failure) -> Result
  ) throws(Failure) -> Result {
    for _ in 0..<100 {
      do throws(Failure) { return try body(try Bundle(at: path)) } catch {
        if error.code != .bundleChanged { throw error }
      }
    }
    return try body(try Bundle(at: path))
  }

  private static func isFile(_ path: String) -> Bool {
    var status = stat()
    return stat(path, &status) == 0 && status.st_mode & S_IFMT == S_IFREG
  }

  /// Whether there is a bundle in the folder, or archive, `path`.
  public static func exists(at path: String) -> Bool {
    BundleFolder(path).holds("bundle.yaml") || BundleArchive(path) != nil
  }

  /// The contacts of a scope, none where the bundle has no file for it.
  ///
  /// - Throws: ``Failure`` where the file is missing or has a record that is no contact, with line and column; where
  ///   somebody changed the bundle since it was opened, with the code `bundle-changed`: see ``reading(_:_:)``.
  public func contacts(of scope: Scope) throws(Failure) -> PackedContacts {
    guard manifest.files[scope.file] != nil else { return PackedContacts() }
    return try PackedContacts(yaml: try bytes(of: scope.file), of: scope, path: "\(path)/\(scope.file)")
  }

  /// The bytes of a file that ``manifest`` lists.
  func bytes(of name: String) throws(Failure) -> FileBytes {
    let file = try files.read(name)
    // The file belongs to this bundle.yaml if no other one came into force before it was opened.
    guard files.generation == generation else {
      throw Failure(.bundleChanged, "the bundle was changed while it was read", file: path)
    }
    guard let file else {
      throw Failure(
        .bundleDamaged, "the file is missing", file: "\(path)/\(name)",
        help: "restore it from a copy; or run switchbook check \(path) --accept to go on without it")
    }
    guard let compared, let record = manifest.files[name], !compared.contains(name) else { return file }
    guard SHA256.digest(of: file) == record.sha256 else {
      throw Failure(
        .bundleDamaged, "the file is not as the bundle left it", file: "\(path)/\(name)",
        help: DiagnosticCode.bundleDamaged.explanation.help(of: path))
    }
    compared.insert(name)
    return file
  }

  /// A complaint about what `bundle.yaml` says of `key`, with line and column.
  public func mistake(in key: String, _ what: String, help: String? = nil) -> Failure {
    let place = ManifestText(String(decoding: yaml, as: UTF8.self))?.place(of: key)
    return Failure(
      .bundleInvalid, what, file: "\(path)/bundle.yaml", line: place?.line ?? 0, column: place?.column ?? 0,
      help: help)
  }

  /// The scopes that hold contacts: the company first, then owners in the order of their numbers.
  public var scopes: [Scope] {
    manifest.files.keys.compactMap(Scope.init(file:)).sorted()
  }

  /// Whose contacts a file holds.
  public enum Scope: Hashable, Sendable, Comparable {
    /// Company contacts.
    case company
    /// The personal contacts of one extension.
    case personal(owner: String)

    /// The scope of contacts whose owner is `owner`; the company's where it is empty.
    public init(owner: String) { self = owner.isEmpty ? .company : .personal(owner: owner) }

    /// The file that holds them, below the bundle's folder.
    public var file: String {
      switch self {
      case .company: "contacts/company.yaml"
      case .personal(let owner): "contacts/personal/\(owner).yaml"
      }
    }

    init?(file: String) {
      if file == Scope.company.file {
        self = .company
      } else if file.hasPrefix("contacts/personal/"), file.hasSuffix(".yaml") {
        let owner = String(file.dropFirst(18).dropLast(5))
        guard ExtensionNumber.isValid(owner) else { return nil }
        self = .personal(owner: owner)
      } else {
        return nil
      }
    }
  }
}

/// The files of a bundle that were compared with their digests, so that a large one is only once.
private final class ComparedFiles: Sendable {
  private let names = Mutex<Set<String>>([])

  func contains(_ name: String) -> Bool { names.withLock { $0.contains(name) } }

  func insert(_ name: String) { names.withLock { _ = $0.insert(name) } }
}
