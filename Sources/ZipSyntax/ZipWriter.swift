import CLibZip

/// Makes an archive in memory: the same bytes for the same files, whenever and wherever it is made.
///
/// ```swift
/// let writer = try ZipWriter()
/// writer.add("hello.txt", Array("Hello".utf8))
/// let archive = try writer.finish()
/// ```
public struct ZipWriter: ~Copyable {
  private let archive: OpaquePointer
  private let target: OpaquePointer

  /// An empty archive.
  public init() throws(ZipError) {
    var error = zip_error_t()
    zip_error_init(&error)
    defer { zip_error_fini(&error) }
    guard let target = zip_source_buffer_create(nil, 0, 0, &error) else {
      throw ZipError(reason: "it cannot be made: \(String(cString: zip_error_strerror(&error)))")
    }
    // The archive drops its hold when it is closed, which is before its bytes are wanted.
    zip_source_keep(target)
    guard let archive = zip_open_from_source(target, ZIP_CREATE | ZIP_TRUNCATE, &error) else {
      zip_source_free(target)
      throw ZipError(reason: "it cannot be made: \(String(cString: zip_error_strerror(&error)))")
    }
    self.archive = archive
    self.target = target
  }

  /// Adds a file of these bytes.
  public func add(_ name: String, _ bytes: [UInt8]) throws(ZipError) {
    var rest: [UInt8]? = bytes
    try add(name) {
      defer { rest = nil }
      return rest
    }
  }

  /// Adds a file of bytes that stay where they are until the archive is finished.
  func add(_ name: String, keptUntilTheEnd bytes: UnsafeRawBufferPointer) throws(ZipError) {
    try add(name, zip_source_buffer(archive, bytes.baseAddress, UInt64(bytes.count), 0))
  }

  /// Adds a file that is made block by block while the archive is written; nil is its end.
  public func add(_ name: String, blocks: @escaping () -> [UInt8]?) throws(ZipError) {
    let content = Unmanaged.passRetained(ZipContent(blocks))
    guard let source = zip_source_function_create(ZipContent.answer, content.toOpaque(), nil) else {
      content.release()
      throw failure
    }
    try add(name, source)
  }

  private func add(_ name: String, _ source: OpaquePointer?) throws(ZipError) {
    guard let source else { throw failure }
    let index = zip_file_add(archive, name, source, zip_flags_t(ZIP_FL_ENC_UTF_8))
    guard index >= 0 else {
      zip_source_free(source)
      throw failure
    }
    // The first day that the format knows, 1 January 1980, and a file that only its owner may read.
    zip_file_set_dostime(archive, UInt64(index), 0, 0x21, 0)
    zip_file_set_external_attributes(archive, UInt64(index), 0, UInt8(ZIP_OPSYS_UNIX), 0o100600 << 16)
  }

  private var failure: ZipError { ZipError(reason: "it cannot be made: \(String(cString: zip_strerror(archive)))") }

  /// Writes the archive.
  ///
  /// - Returns: all of it.
  public consuming func finish() throws(ZipError) -> [UInt8] {
    let (archive, target) = (archive, target)
    discard self
    defer { zip_source_free(target) }
    guard zip_close(archive) == 0 else {
      let reason = String(cString: zip_strerror(archive))
      zip_discard(archive)
      throw ZipError(reason: "it cannot be made: \(reason)")
    }
    var status = zip_stat_t()
    guard zip_source_stat(target, &status) == 0, zip_source_open(target) == 0 else {
      throw ZipError(reason: "it cannot be made")
    }
    defer { zip_source_close(target) }
    let size = Int(clamping: status.size)
    let bytes = [UInt8](unsafeUninitializedCapacity: size) { buffer, count in
      count = max(0, Int(zip_source_read(target, buffer.baseAddress, UInt64(size))))
    }
    guard bytes.count == size else { throw ZipError(reason: "it cannot be made") }
    return bytes
  }

  deinit {
    zip_discard(archive)
    zip_source_free(target)
  }
}

/// What libzip asks for a file's bytes.
private final class ZipContent {
  private let blocks: () -> [UInt8]?
  private var block: ArraySlice<UInt8> = []

  init(_ blocks: @escaping () -> [UInt8]?) { self.blocks = blocks }

  static let answer: zip_source_callback = { state, data, length, command in
    guard let state else { return -1 }
    let content = Unmanaged<ZipContent>.fromOpaque(state)
    switch command {
    case ZIP_SOURCE_READ:
      return Int64(
        content.takeUnretainedValue().read(UnsafeMutableRawBufferPointer(start: data, count: Int(clamping: length))))
    case ZIP_SOURCE_STAT:
      data.map { zip_stat_init($0.assumingMemoryBound(to: zip_stat_t.self)) }
      return Int64(MemoryLayout<zip_stat_t>.size)
    case ZIP_SOURCE_FREE:
      content.release()
      return 0
    case ZIP_SOURCE_SUPPORTS:
      let supported = [ZIP_SOURCE_OPEN, ZIP_SOURCE_READ, ZIP_SOURCE_CLOSE, ZIP_SOURCE_STAT, ZIP_SOURCE_FREE]
      return supported.reduce(1 << Int64(ZIP_SOURCE_ERROR.rawValue)) { $0 | 1 << Int64($1.rawValue) }
    case ZIP_SOURCE_OPEN, ZIP_SOURCE_CLOSE: return 0
    default: return -1
    }
  }

  private func read(_ buffer: UnsafeMutableRawBufferPointer) -> Int {
    while block.isEmpty {
      guard let next = blocks() else { return 0 }
      block = next[...]
    }
    let count = min(block.count, buffer.count)
    buffer.copyBytes(from: block.prefix(count))
    block.removeFirst(count)
    return count
  }
}
