import CLibZip

/// The list of what a ZIP archive holds, and what of it is safe to read.
///
/// ```swift
/// let archive = try ZipArchive(file.bytes)
/// var reader = try archive.reader(file.bytes)
/// for entry in archive.entries where entry.problem == nil {
///   let bytes = try reader.read(entry)
/// }
/// ```
///
/// Nothing is ever unpacked to disk. Sizes are bounded by ``Limits`` before and while an entry is unpacked, whatever the
/// archive says of itself.
public struct ZipArchive: Sendable {
  /// How much is unpacked at most.
  public struct Limits: Sendable {
    /// Bytes of one entry.
    public var entryBytes: Int
    /// Bytes of all entries together.
    public var totalBytes: Int
    /// How many entries there may be.
    public var entries: Int
    /// How many times its packed size an entry of more than 64 MiB may have; nil for any.
    public var ratio: Int?

    /// 1 GiB an entry, 8 GiB in all, a million entries.
    public init(
      entryBytes: Int = 1 << 30, totalBytes: Int = 8 << 30, entries: Int = 1_000_000, ratio: Int? = nil
    ) {
      self.entryBytes = entryBytes
      self.totalBytes = totalBytes
      self.entries = entries
      self.ratio = ratio
    }

    func allow(_ entry: Entry) -> Bool {
      guard entry.size <= entryBytes else { return false }
      guard let ratio, entry.size > 64 << 20 else { return true }
      return entry.size / max(entry.packedSize, 1) <= ratio
    }
  }

  /// One file in the archive.
  public struct Entry: Hashable, Sendable {
    /// Its path, parted by slashes.
    public var name: String
    /// Its size when unpacked, as the archive says.
    public var size: Int
    /// Its size in the archive.
    public var packedSize: Int
    /// Why it is not read; nil for an entry that is.
    public var problem: Problem?
    let index: UInt64
  }

  /// Why an entry is not read.
  public enum Problem: String, Error, Hashable, Sendable {
    /// Its path climbs out of the folder that the archive is unpacked to, or begins at the root.
    case climbs = "its path leads out of the archive"
    /// It needs a password.
    case encrypted = "it is encrypted"
    /// It is an archive itself.
    case nested = "it is an archive inside of the archive"
    /// It unpacks to more than ``Limits/entryBytes`` or ``Limits/ratio`` allow, or with those before it to more than
    /// ``Limits/totalBytes``.
    case tooLarge = "it unpacks to more than is allowed"
    /// It is damaged, or packed in a way that is not known.
    case damaged = "it is damaged"
  }

  /// The files, in the order of the archive; folders are left out.
  public let entries: [Entry]
  let limits: Limits

  /// Lists the archive in `bytes`.
  ///
  /// - Throws: ``ZipError`` where the bytes are no archive.
  public init(_ bytes: UnsafeRawBufferPointer, limits: Limits = Limits()) throws(ZipError) {
    self.limits = limits
    let handle = try ZipHandle(bytes)
    let count = zip_get_num_entries(handle.archive, 0)
    guard count <= limits.entries else { throw ZipError(reason: "it lists \(count) files") }
    var entries: [Entry] = []
    var total = 0
    for index in 0..<UInt64(max(0, count)) {
      guard var entry = handle.entry(index), !entry.name.hasSuffix("/") else { continue }
      if entry.problem == nil {
        total += entry.size
        if !limits.allow(entry) || total > limits.totalBytes { entry.problem = .tooLarge }
      }
      entries.append(entry)
    }
    self.entries = entries
  }

  /// Something that reads entries of the archive in `bytes`, which must be those that it was listed from.
  ///
  /// Opening costs time linear in the number of entries, so one reader should read many. Each thread needs its own.
  public func reader(_ bytes: UnsafeRawBufferPointer) throws(ZipError) -> ZipReader {
    ZipReader(handle: try ZipHandle(bytes), limit: limits.entryBytes)
  }

  /// Whether bytes begin like an archive with files in it.
  public static func recognises(_ bytes: UnsafeRawBufferPointer) -> Bool {
    bytes.starts(with: [0x50, 0x4B, 3, 4])
  }
}

/// Why bytes cannot be read as a ZIP archive.
public struct ZipError: Error, Hashable, Sendable {
  /// What is wrong, as "it …".
  public let reason: String
}

/// Reads entries of an archive.
public struct ZipReader: ~Copyable {
  let handle: ZipHandle
  let limit: Int

  /// The bytes of an entry.
  ///
  /// - Throws: the entry's own problem, or what is found out while unpacking.
  public func read(_ entry: ZipArchive.Entry) throws(ZipArchive.Problem) -> [UInt8] {
    var bytes: [UInt8] = []
    bytes.reserveCapacity(min(entry.size, 1 << 24))
    try stream(entry) { bytes.append(contentsOf: $0) }
    return bytes
  }

  /// Hands out the bytes of an entry in blocks of at most 64 KiB; each is valid during the call only.
  public func stream(
    _ entry: ZipArchive.Entry, to body: (UnsafeRawBufferPointer) -> Void
  ) throws(ZipArchive.Problem) {
    var stream = try open(entry)
    let block = UnsafeMutableRawBufferPointer.allocate(byteCount: 1 << 16, alignment: 16)
    defer { block.deallocate() }
    while true {
      let count = try stream.read(into: block)
      if count == 0 { return }
      body(UnsafeRawBufferPointer(rebasing: block[..<count]))
    }
  }

  /// Opens an entry to be read from its beginning; the reader must outlive what it returns.
  ///
  /// - Throws: the entry's own problem.
  public func open(_ entry: ZipArchive.Entry) throws(ZipArchive.Problem) -> ZipStream {
    if let problem = entry.problem { throw problem }
    guard let file = zip_fopen_index(handle.archive, entry.index, 0) else { throw .damaged }
    return ZipStream(file: file, limit: min(limit, max(entry.size, 1)))
  }
}

/// The bytes of an entry, as far as they were not read yet.
public struct ZipStream: ~Copyable {
  private let file: OpaquePointer
  private var room: Int

  init(file: OpaquePointer, limit: Int) {
    self.file = file
    room = limit
  }

  deinit { zip_fclose(file) }

  /// Fills `block` with the next bytes.
  ///
  /// - Returns: how many there are; 0 at the end.
  /// - Throws: what is found out while unpacking: damage, or more bytes than were announced or allowed.
  public mutating func read(into block: UnsafeMutableRawBufferPointer) throws(ZipArchive.Problem) -> Int {
    let count = Int(zip_fread(file, block.baseAddress, UInt64(block.count)))
    // The checksum is compared at the end, which is where damage shows.
    guard count >= 0 else { throw .damaged }
    room -= count
    guard room >= 0 else { throw .tooLarge }
    return count
  }
}

/// An archive that libzip has opened on bytes that somebody else keeps.
struct ZipHandle: ~Copyable {
  let archive: OpaquePointer

  init(_ bytes: UnsafeRawBufferPointer) throws(ZipError) {
    var error = zip_error_t()
    zip_error_init(&error)
    defer { zip_error_fini(&error) }
    guard let source = zip_source_buffer_create(bytes.baseAddress, UInt64(bytes.count), 0, &error) else {
      throw ZipError(reason: "it cannot be opened: \(String(cString: zip_error_strerror(&error)))")
    }
    guard let archive = zip_open_from_source(source, ZIP_RDONLY, &error) else {
      zip_source_free(source)
      throw ZipError(reason: "it cannot be opened: \(String(cString: zip_error_strerror(&error)))")
    }
    self.archive = archive
  }

  deinit { zip_discard(archive) }

  /// Whether a path leads out of the folder that it begins in, or begins at the root.
  private static func climbs(_ path: String) -> Bool {
    if path.hasPrefix("/") || path.hasPrefix("\\") { return true }
    var depth = 0
    for step in path.split(whereSeparator: { $0 == "/" || $0 == "\\" }) where step != "." {
      depth += step == ".." ? -1 : 1
      if depth < 0 { return true }
    }
    return false
  }

  func entry(_ index: UInt64) -> ZipArchive.Entry? {
    var status = zip_stat_t()
    guard zip_stat_index(archive, index, 0, &status) == 0, let name = status.name else { return nil }
    let path = String(cString: name)
    let size = Int(clamping: status.size)
    var problem: ZipArchive.Problem?
    if Self.climbs(path) {
      problem = .climbs
    } else if status.encryption_method != 0 {
      problem = .encrypted
    } else if path.lowercased().hasSuffix(".zip") {
      problem = .nested
    }
    return ZipArchive.Entry(
      name: path, size: size, packedSize: Int(clamping: status.comp_size), problem: problem, index: index)
  }
}
