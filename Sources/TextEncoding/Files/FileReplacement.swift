import Glibc

/// A file that is written whole or not at all.
///
/// The bytes go to a temporary file beside the target that only its owner may read. ``commit()`` puts it in the
/// target's place in one step; before that, and where anything fails, whatever stood there is untouched.
///
/// ```swift
/// let file = try FileReplacement(of: "out.csv")
/// try file.write(bytes)
/// try file.commit()
/// ```
public final class FileReplacement {
  /// Where the file will stand, with symbolic links followed.
  private let target: String
  /// Where it is written; nil for what cannot be replaced, as a device or a named pipe.
  private let temporary: String?
  private let replacesFile: Bool
  private var descriptor: Int32

  /// Begins to replace the file at `path`, which need not exist.
  ///
  /// A symbolic link stays: the file that it points at is replaced. A device or named pipe is written directly.
  ///
  /// - Throws: ``FileWriteError`` where the folder cannot be written or a folder stands at `path`.
  public init(of path: String) throws(FileWriteError) {
    var status = stat()
    let exists = stat(path, &status) == 0
    let kind = status.st_mode & S_IFMT
    if exists, kind == S_IFDIR { throw FileWriteError(EISDIR) }
    replacesFile = exists && kind == S_IFREG
    if exists, !replacesFile {
      target = path
      temporary = nil
      descriptor = open(path, O_WRONLY | O_CLOEXEC)
      guard descriptor >= 0 else { throw FileWriteError(errno) }
      return
    }
    if let resolved = realpath(path, nil) {
      target = String(cString: resolved)
      free(resolved)
    } else {
      target = path
    }
    // mkstemp creates with mode 0600.
    var template = Array("\(target).XXXXXX".utf8CString)
    descriptor = mkstemp(&template)
    guard descriptor >= 0 else { throw FileWriteError(errno) }
    _ = fcntl(descriptor, F_SETFD, FD_CLOEXEC)
    temporary = String(decoding: template.dropLast().map(UInt8.init(bitPattern:)), as: UTF8.self)
  }

  deinit { discard() }

  /// Appends `bytes`.
  public func write(_ bytes: UnsafeRawBufferPointer) throws(FileWriteError) {
    do { try bytes.write(to: descriptor) } catch {
      discard()
      throw error
    }
  }

  /// Appends `bytes`.
  public func write(_ bytes: [UInt8]) throws(FileWriteError) {
    let result: Result<Void, FileWriteError> = bytes.withUnsafeBytes { buffer in
      do throws(FileWriteError) { return .success(try write(buffer)) } catch { return .failure(error) }
    }
    try result.get()
  }

  /// Puts what was written in the target's place.
  ///
  /// Where a file is replaced, the new one is on the disk before the old one goes, so that a power cut leaves one of
  /// the two; where nothing stood there is nothing to lose, and the disk is not waited for.
  public func commit() throws(FileWriteError) {
    if replacesFile, fsync(descriptor) != 0, errno != EINVAL { throw failure() }
    let open = descriptor
    descriptor = -1
    guard close(open) == 0 else { throw failure() }
    if let temporary, rename(temporary, target) != 0 { throw failure() }
  }

  /// Forgets what was written; harmless after ``commit()``.
  public func discard() {
    guard descriptor >= 0 else { return }
    close(descriptor)
    descriptor = -1
    if let temporary { unlink(temporary) }
  }

  private func failure() -> FileWriteError {
    let error = FileWriteError(errno)
    discard()
    if let temporary { unlink(temporary) }
    return error
  }
}

/// Why a file cannot be written, in the system's words.
public struct FileWriteError: Error, Hashable, Sendable, CustomStringConvertible {
  /// The system's number of the error, as `ENOSPC`.
  public let number: Int32

  init(_ number: Int32) { self.number = number }

  /// The system's words, as "No space left on device".
  public var description: String { String(cString: strerror(number)) }

  /// Whether nobody reads any longer what is written to a pipe: a reason to end quietly.
  public var isBrokenPipe: Bool { number == EPIPE }
}

extension UnsafeRawBufferPointer {
  /// Writes all bytes to an open file, pipe or terminal.
  public func write(to descriptor: Int32) throws(FileWriteError) {
    var rest = self[...]
    while let start = UnsafeRawBufferPointer(rebasing: rest).baseAddress, !rest.isEmpty {
      let written = Glibc.write(descriptor, start, rest.count)
      if written < 0 {
        if errno == EINTR { continue }
        throw FileWriteError(errno)
      }
      rest = rest.dropFirst(written)
    }
  }
}
