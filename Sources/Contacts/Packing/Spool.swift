import Glibc
import Synchronization

/// Where packed contacts lie that are more than memory is to hold: a temporary file without a name, in the folder that
/// `TMPDIR` names or else `/tmp`, which is gone with the last contact in it, however the process ends.
///
/// Only its owner could ever read it. Where no file can be made, or the disk is full, contacts stay in memory.
package final class Spool: Sendable {
  private let state: Mutex<State>

  private struct State {
    /// How many more bytes stay in memory.
    var room: Int
    var file = SpoolFile.none
    /// Where the next bytes go.
    var end = 0
  }

  /// A spool for all but the first `room` bytes.
  package init(room: Int = 32 << 20) { state = Mutex(State(room: room)) }

  deinit { if let descriptor = state.withLock({ $0.file.descriptor }) { close(descriptor) } }

  /// Takes bytes over; nil where they are to stay in memory.
  func take(_ bytes: [UInt8]) -> Spooled? {
    let place: (descriptor: Int32, offset: Int)? = state.withLock { state in
      if state.room >= bytes.count {
        state.room -= bytes.count
        return nil
      }
      if case .none = state.file { state.file = SpoolFile() }
      guard let descriptor = state.file.descriptor else { return nil }
      defer { state.end += bytes.count }
      return (descriptor, state.end)
    }
    guard let place, bytes.withUnsafeBytes({ $0.write(to: place.descriptor, at: place.offset) }) else { return nil }
    return Spooled(spool: self, descriptor: place.descriptor, offset: place.offset)
  }
}

/// Bytes that a spool has taken.
struct Spooled: Sendable {
  /// Keeps the file open.
  private let spool: Spool
  private let descriptor: Int32
  private let offset: Int

  fileprivate init(spool: Spool, descriptor: Int32, offset: Int) {
    self.spool = spool
    self.descriptor = descriptor
    self.offset = offset
  }

  /// Lends some of the bytes to `body`.
  func withBytes<Result>(_ range: Range<Int>, _ body: (UnsafeBufferPointer<UInt8>) -> Result) -> Result {
    withUnsafeTemporaryAllocation(of: UInt8.self, capacity: range.count) { buffer in
      var count = 0
      while count < range.count, let start = buffer.baseAddress {
        let got = pread(descriptor, start + count, range.count - count, off_t(offset + range.lowerBound + count))
        if got < 0, errno == EINTR { continue }
        // It is this process's own memory, but for where it lies.
        guard got > 0 else { fatalError("the temporary file cannot be read: \(String(cString: strerror(errno)))") }
        count += got
      }
      return withExtendedLifetime(spool) { body(UnsafeBufferPointer(buffer)) }
    }
  }
}

/// A spool's file: made when it is needed, once.
private enum SpoolFile {
  case none, refused
  case open(Int32)

  var descriptor: Int32? { if case .open(let descriptor) = self { descriptor } else { nil } }

  init() {
    let folder = getenv("TMPDIR").map { String(cString: $0) } ?? ""
    var template = Array("\(folder.isEmpty ? "/tmp" : folder)/switchbook.XXXXXX".utf8CString)
    // mkstemp creates with mode 0600.
    let descriptor = mkstemp(&template)
    guard descriptor >= 0 else {
      self = .refused
      return
    }
    unlink(template)
    _ = fcntl(descriptor, F_SETFD, FD_CLOEXEC)
    self = .open(descriptor)
  }
}

extension UnsafeRawBufferPointer {
  /// Writes all bytes to a place of an open file; false where there is no room.
  fileprivate func write(to descriptor: Int32, at offset: Int) -> Bool {
    var done = 0
    while done < count, let start = baseAddress {
      let written = pwrite(descriptor, start + done, count - done, off_t(offset + done))
      if written < 0, errno == EINTR { continue }
      guard written > 0 else { return false }
      done += written
    }
    return true
  }
}
