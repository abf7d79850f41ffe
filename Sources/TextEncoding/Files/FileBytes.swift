import Glibc

/// The bytes of a file: mapped into memory where it is a regular file, read into memory where it is a stream.
///
/// The bytes stay where they are as long as the object lives; nobody can change them through it.
public final class FileBytes: Sendable {
  private enum Memory: @unchecked Sendable {
    case mapped(UnsafeMutableRawPointer, count: Int)
    case allocated(UnsafeMutableRawPointer)
    case part(of: FileBytes)
    case nothing
  }

  private let memory: Memory
  private nonisolated(unsafe) let start: UnsafeRawPointer?

  /// How many bytes there are.
  public let count: Int

  /// The bytes, valid while the object lives: keep it in a variable. Of an object that nothing else keeps, as the
  /// result of a call, take ``array`` or ``string`` instead.
  public var bytes: UnsafeRawBufferPointer { UnsafeRawBufferPointer(start: start, count: count) }

  /// A copy of the bytes.
  public var array: [UInt8] { withExtendedLifetime(self) { Array(bytes) } }

  /// Gives back the memory of bytes behind the reader, so that going through a large file takes little: they
  /// are fetched again where they are. Of bytes that lie in no file, or in a small one, nothing happens.
  public func letGo(_ range: Range<Int>) {
    switch memory {
    case .mapped(let address, let count):
      guard count > Self.smallSize else { return }
      let page = max(1, sysconf(Int32(_SC_PAGESIZE)))
      let first = range.lowerBound & ~(page - 1)
      let end = min(range.upperBound, count)
      if end > first { madvise(address + first, end - first, MADV_DONTNEED) }
    case .part(let whole):
      guard let start, let base = whole.start else { return }
      let offset = start - base
      whole.letGo((offset + range.lowerBound)..<(offset + range.upperBound))
    case .allocated, .nothing: break
    }
  }

  /// A file of so many bytes stays in memory: its room is less than it costs to fetch it again for every look.
  private static let smallSize = 4 << 20

  /// The bytes as UTF-8 text.
  public var string: String { withExtendedLifetime(self) { String(decoding: bytes, as: UTF8.self) } }

  /// Whether the bytes are UTF-8 (RFC 3629).
  package var isUTF8: Bool { withExtendedLifetime(self) { UTF8Validation.isValid(self) } }

  /// Lends the bytes to `body`, and keeps the object alive until it is done: for an object that nobody else holds.
  public func withBytes<Result, Failure: Error>(
    _ body: (UnsafeRawBufferPointer) throws(Failure) -> Result
  ) throws(Failure) -> Result {
    defer { withExtendedLifetime(self) {} }
    return try body(bytes)
  }

  /// Opens the file at `path`; `-` is standard input.
  ///
  /// - Throws: ``FileReadError``.
  public init(path: String) throws(FileReadError) {
    let descriptor = path == "-" ? STDIN_FILENO : open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { throw errno == ENOENT ? .missing : .unreadable(String(cString: strerror(errno))) }
    defer { if descriptor != STDIN_FILENO { close(descriptor) } }
    var status = stat()
    guard fstat(descriptor, &status) == 0 else { throw .unreadable(String(cString: strerror(errno))) }
    let kind = status.st_mode & S_IFMT
    if kind == S_IFDIR { throw .folder }
    // Files such as those of /proc call themselves empty: only reading tells.
    if kind == S_IFREG, status.st_size > 0, lseek(descriptor, 0, SEEK_CUR) == 0 {
      let size = Int(status.st_size)
      if let address = mmap(nil, size, PROT_READ, MAP_PRIVATE, descriptor, 0), address != MAP_FAILED {
        madvise(address, size, MADV_SEQUENTIAL)
        memory = .mapped(address, count: size)
        start = UnsafeRawPointer(address)
        count = size
        return
      }
    }
    let (address, size) = try Self.readAll(descriptor)
    memory = .allocated(address)
    start = UnsafeRawPointer(address)
    count = size
  }

  /// Bytes of a string.
  public convenience init(_ text: String) { self.init(Array(text.utf8)) }

  /// A copy of `bytes`.
  public init(_ bytes: some Collection<UInt8>) {
    count = bytes.count
    guard count > 0 else {
      memory = .nothing
      start = nil
      return
    }
    let address = UnsafeMutableRawPointer.allocate(byteCount: count, alignment: 16)
    UnsafeMutableRawBufferPointer(start: address, count: count).copyBytes(from: bytes)
    memory = .allocated(address)
    start = UnsafeRawPointer(address)
  }

  /// `count` bytes that `fill` writes, without a copy.
  package init(count: Int, _ fill: (UnsafeMutableRawBufferPointer) -> Void) {
    self.count = count
    guard count > 0 else {
      memory = .nothing
      start = nil
      return
    }
    let address = UnsafeMutableRawPointer.allocate(byteCount: count, alignment: 16)
    fill(UnsafeMutableRawBufferPointer(start: address, count: count))
    memory = .allocated(address)
    start = UnsafeRawPointer(address)
  }

  /// The bytes of `whole` in `range`, without a copy.
  package init(_ range: Range<Int>, of whole: FileBytes) {
    memory = .part(of: whole)
    start = whole.bytes.baseAddress.map { $0 + range.lowerBound }
    count = range.count
  }

  /// Takes over memory that `malloc` gave.
  init(owning address: UnsafeMutableRawPointer, count: Int) {
    memory = .allocated(address)
    start = UnsafeRawPointer(address)
    self.count = count
  }

  deinit {
    switch memory {
    case .mapped(let address, let count): munmap(address, count)
    case .allocated(let address): free(address)
    case .part, .nothing: break
    }
  }

  /// The most that is read of what is no file: a device may never end.
  private static let streamLimit = 4 << 30

  private static func readAll(
    _ descriptor: Int32
  ) throws(FileReadError) -> (address: UnsafeMutableRawPointer, count: Int) {
    var capacity = 1 << 16
    var count = 0
    guard var address = malloc(capacity) else { throw .unreadable(String(cString: strerror(ENOMEM))) }
    while true {
      let got = read(descriptor, address + count, capacity - count)
      if got < 0 {
        if errno == EINTR { continue }
        let reason = String(cString: strerror(errno))
        free(address)
        throw .unreadable(reason)
      }
      if got == 0 { return (address, count) }
      count += got
      if count == capacity {
        capacity *= 2
        guard capacity <= streamLimit else {
          free(address)
          throw .unreadable("more than \(streamLimit >> 30) GiB come out of it, and no end")
        }
        guard let larger = realloc(address, capacity) else {
          free(address)
          throw .unreadable(String(cString: strerror(ENOMEM)))
        }
        address = larger
      }
    }
  }
}

/// Why a file cannot be read.
public enum FileReadError: Error, Hashable, Sendable {
  /// There is no such file.
  case missing
  /// It is a folder.
  case folder
  /// The system refuses; with its reason.
  case unreadable(String)
}
