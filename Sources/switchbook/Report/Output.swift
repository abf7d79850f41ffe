import Contacts
import Formats
import TextEncoding
import XMLSyntax

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

  /// Writes the first of some files to `path`, and the others, which it refers to, beside it. They are written first, so
  /// that the first never refers to a file that is not there.
  static func write(_ files: [OutputFile], to path: String) throws(Failure) {
    guard let first = files.first else { return }
    if path == "-", files.count > 1 {
      throw Failure(
        .usage, "so many contacts need \(files.count) files",
        help: "name a file with -o; the others are written beside it")
    }
    for file in files.dropFirst() {
      let place = Path.beside(path, file.name)
      // Nobody named this file: what lies there may be somebody else's.
      if let old = try? FileBytes(path: place),
        withExtendedLifetime(old, { xmlRootName(of: old.bytes) }) != file.bytes.withUnsafeBytes(xmlRootName)
      {
        throw Failure(
          .outputUnwritable, "a further file would replace this one, which is no such directory", file: place,
          help: "choose another name or folder with -o")
      }
      try write(file.bytes, to: place)
    }
    try write(first.bytes, to: path)
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
