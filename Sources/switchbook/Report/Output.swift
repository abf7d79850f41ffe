import Contacts
import TextEncoding

#if canImport(Glibc)
  import Glibc
#endif

/// Standard output, standard error and output files.
enum Output {
  /// Writes a text and a line feed to standard output; ends quietly where nobody reads it any longer.
  static func print(_ text: String) { write(Array("\(text)\n".utf8), to: STDOUT_FILENO) }

  /// Writes a text and a line feed to standard error.
  static func complain(_ text: String) { write(Array("\(text)\n".utf8), to: STDERR_FILENO) }

  /// Writes a file whole or not at all; `-` is standard output.
  static func write(_ bytes: [UInt8], to path: String) throws(Failure) {
    if path == "-" { return write(bytes, to: STDOUT_FILENO) }
    do throws(FileWriteError) {
      let file = try FileReplacement(of: path)
      try file.write(bytes)
      try file.commit()
    } catch {
      throw Failure(.outputUnwritable, "the file cannot be written: \(error)", file: path)
    }
  }

  private static func write(_ bytes: [UInt8], to descriptor: Int32) {
    bytes.withUnsafeBytes { buffer in
      do throws(FileWriteError) { try buffer.write(to: descriptor) } catch {
        if error.isBrokenPipe { exit(0) }
        exit(2)
      }
    }
  }
}
