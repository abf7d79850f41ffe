import Contacts
import Glibc

/// Standard input and output as blocks of bytes, of which one at a time is in memory.
enum StandardStreams {
  private static let blockSize = 1 << 16

  /// Hands over standard input block by block.
  static func read(_ body: (UnsafeRawBufferPointer) throws -> Void) throws {
    let block = UnsafeMutableRawBufferPointer.allocate(byteCount: blockSize, alignment: 16)
    defer { block.deallocate() }
    while true {
      let count = Glibc.read(STDIN_FILENO, block.baseAddress, block.count)
      if count == 0 { return }
      if count < 0 {
        if errno == EINTR { continue }
        throw Failure(.fileUnreadable, String(cString: strerror(errno)), file: "-")
      }
      try body(UnsafeRawBufferPointer(rebasing: block[..<count]))
    }
  }

  /// Writes all of the bytes to standard output.
  static func write(_ bytes: [UInt8]) throws {
    try bytes.withUnsafeBytes { bytes in
      var rest = bytes
      while !rest.isEmpty {
        let count = Glibc.write(STDOUT_FILENO, rest.baseAddress, rest.count)
        if count < 0 {
          if errno == EINTR { continue }
          throw Failure(.outputUnwritable, String(cString: strerror(errno)), file: "-")
        }
        rest = UnsafeRawBufferPointer(rebasing: rest.dropFirst(count))
      }
    }
  }
}
